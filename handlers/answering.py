"""Turning a listener's reply into Slack's answer to one request, and into the calls that follow it."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any, TypeAlias

import orjson
import structlog
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.blocks import notice, option, words
from handlers.failures import CALL_FAILED, NotInstalledError, error_name, is_shut_out
from handlers.payloads import Click, Command, Shortcut, Submission, ViewState
from handlers.replies import Finish, Message, Offer, Open, Push, Reply, Say, Swap
from rituals.refusal import Refusal

log = structlog.get_logger(__name__)

Respond: TypeAlias = Callable[[str, Mapping[str, Any]], Coroutine[Any, Any, None]]
"""Posts JSON to a response URL."""

Afterwards: TypeAlias = Callable[[Coroutine[Any, Any, None]], None]
"""Runs what follows an answer."""

Way: TypeAlias = Callable[[], Awaitable[AsyncWebClient]]
"""Gives the client of the workspace where somebody acted."""

Spoken: TypeAlias = tuple[Reply | Refusal, Way]

OPENS_WITHIN = 2.0
"""Seconds for views.open before the answer; a trigger lives three."""

TOO_SLOW = "Slack did not open the form in time. Try again in a moment."
OK, FAILED = 200, 503
NEWER = ("hash_conflict", "not_found", "view_not_found")
"""The person has closed the modal or gone on in it: what they see is newer than what we have."""


async def to_command(command: Command, spoken: Spoken, afterwards: Afterwards) -> BoltResponse:
    """The answer to a command stands in the response's body; a modal opens before it."""
    reply, way = spoken
    if isinstance(reply, Open):
        reply = await _open(afterwards, way, command.trigger, reply)
    if isinstance(reply, Refusal):
        reply = Say(words(reply.sentence))
    if isinstance(reply, Say):
        if reply.then is not None:
            afterwards(reply.then())
        return _json({"response_type": "ephemeral", **_message(reply.message)})
    return BoltResponse(status=OK)


async def to_click(click: Click, spoken: Spoken, afterwards: Afterwards, respond: Respond) -> BoltResponse:
    """The answer to a click goes to its response URL; in a modal, and on Home, it is a modal."""
    reply, way = spoken
    if click.view is not None:
        return BoltResponse(status=OK if await _in_view(way, click, reply) else FAILED)
    if isinstance(reply, Refusal) and not click.response_url:
        reply = Open(notice(reply.sentence))
    if isinstance(reply, Open):
        reply = await _open(afterwards, way, click.trigger, reply)
    if isinstance(reply, Refusal):
        reply = Say(words(reply.sentence))
    if isinstance(reply, Say) and reply.then is not None:
        afterwards(reply.then())
    if isinstance(reply, Say) and click.response_url:
        # In the place of what others see too, they would read it.
        replace = reply.replace and click.is_private
        answer = {"response_type": "ephemeral", "replace_original": replace, **_message(reply.message)}
        afterwards(respond(click.response_url, answer))
    return BoltResponse(status=OK)


def to_submission(submission: Submission, reply: Reply | Refusal) -> BoltResponse:
    """The answer to a submission stands in the response's body: errors beside fields, or what follows."""
    if isinstance(reply, Refusal):
        return _refuse_submission(submission, reply)
    if isinstance(reply, Push):
        return _json({"response_action": "push", "view": reply.view})
    if isinstance(reply, Swap):
        return _json({"response_action": "update", "view": reply.view})
    if isinstance(reply, Finish):
        return _json({"response_action": "clear"})
    return BoltResponse(status=OK)


async def to_shortcut(shortcut: Shortcut, spoken: Spoken, afterwards: Afterwards) -> BoltResponse:
    """A shortcut is answered with a modal: one on a message has a response URL, a global one has none."""
    reply, way = spoken
    if isinstance(reply, Refusal):
        reply = Open(notice(reply.sentence))
    if isinstance(reply, Open):
        await _open(afterwards, way, shortcut.trigger, reply)
    return BoltResponse(status=OK)


def to_question(reply: Reply | Refusal) -> BoltResponse:
    """What can be chosen; nothing where that was refused."""
    offered = reply.options if isinstance(reply, Offer) else ()
    return _json({"options": [option(value, text) for value, text in offered][:100]})


async def _open(afterwards: Afterwards, way: Way, trigger: str, reply: Open) -> Reply | Refusal:
    try:
        async with asyncio.timeout(OPENS_WITHIN):
            client = await way()
            opened = await client.views_open(trigger_id=trigger, view=reply.view)
    except (*CALL_FAILED, NotInstalledError) as error:
        log.warning("modal not opened", error=error_name(error))
        # A trigger that was used has opened the form already: the same request has come twice.
        is_open = error_name(error) == "exchanged_trigger_id"
        return None if is_open or is_shut_out(error) else Refusal(TOO_SLOW)
    if reply.then is not None:
        afterwards(_update(client, opened["view"]["id"], opened["view"]["hash"], reply.then))
    return None


async def _update(
    client: AsyncWebClient, view_id: str, view_hash: str, then: Callable[[], Awaitable[Any]]
) -> None:
    view = await then()
    if view is None:
        return
    try:
        await client.views_update(view_id=view_id, hash=view_hash, view=view)
    except SlackApiError as error:
        if error_name(error) not in NEWER:
            raise


async def _in_view(way: Way, click: Click, reply: Reply | Refusal) -> bool:
    """Whether the modal shows it; where not, Slack has to say that something went wrong: nobody else can."""
    view = click.view
    assert view is not None  # noqa: S101 - The caller has looked.
    if isinstance(reply, Refusal):
        reply = _notice(view, reply)
    try:
        async with asyncio.timeout(OPENS_WITHIN):
            client = await way()
            if isinstance(reply, Open | Push):
                await client.views_push(trigger_id=click.trigger, view=reply.view)
            elif isinstance(reply, Swap):
                await client.views_update(view_id=view.id, hash=view.hash, view=reply.view)
    except (*CALL_FAILED, NotInstalledError) as error:
        log.warning("modal not changed", error=error_name(error))
        return error_name(error) in NEWER or is_shut_out(error)
    return True


def _notice(view: ViewState, refusal: Refusal) -> Push | Swap:
    """The sentence on top of the modal, or in its place where nothing fits on top: Back leads on from there."""
    shown = notice(refusal.sentence)
    return Swap(shown) if view.is_third else Push(shown)


def _refuse_submission(submission: Submission, refusal: Refusal) -> BoltResponse:
    inputs = submission.view.blocks
    errors: dict[str, str] = {name: text for name, text in refusal.fields.items() if name in inputs}
    astray = [text for name, text in refusal.fields.items() if name not in inputs]
    if not refusal.fields:
        astray = [refusal.sentence]
    if not inputs:
        return to_submission(submission, _notice(submission.view, refusal))
    if astray:
        # A sentence about a field that is not shown stands beside the first one that is.
        errors[inputs[0]] = " ".join([*([errors[inputs[0]]] if inputs[0] in errors else []), *astray])
    return _json({"response_action": "errors", "errors": errors})


def _message(message: Message) -> dict[str, Any]:
    return {"text": message.text, **({"blocks": list(message.blocks)} if message.blocks else {})}


def _json(body: Mapping[str, Any]) -> BoltResponse:
    return BoltResponse(
        status=OK, body=orjson.dumps(body).decode(), headers={"content-type": "application/json"}
    )
