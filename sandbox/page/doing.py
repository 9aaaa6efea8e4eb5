"""What the page asks the server to do for a person: one handler an act, each answers `{}` or `{"trouble": sentence}`.

Knows the browser's JSON and the acts; what an act does is for sandbox/acts.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from sandbox import acts
from sandbox.acts import Outcome, Press
from sandbox.errors import SlackError
from sandbox.feed import Change
from sandbox.forms import find_element
from sandbox.page import answers, selects, slack_commands, wording
from sandbox.page.address import Address
from sandbox.page.scene import reader_for
from sandbox.page.stage import Stage, body_of
from sandbox.things import Json, Message, Person, View

Act = Callable[[Stage, Person, Json], Awaitable[Json]]


def add_acts(app: web.Application, stage: Stage) -> None:
    """An address for each act: `POST /as/ann/say`."""
    for name, act in _ACTS.items():
        app.router.add_post(f"/as/{{person}}/{name}", _handler(stage, act))


def _handler(stage: Stage, act: Act) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handle(request: web.Request) -> web.Response:
        person = stage.person(request)
        try:
            answer = await act(stage, person, await body_of(request))
        except SlackError as refusal:
            answer = {"trouble": wording.sentence(refusal.code)}
        except LookupError:
            answer = {"trouble": "This is not there any more."}
        return web.json_response(answer)

    return handle


def _shown(outcome: Outcome) -> Json:
    return {"trouble": outcome.trouble} if outcome.trouble else {}


async def _say(stage: Stage, person: Person, body: Json) -> Json:
    channel, text, thread = body["channel"], body["text"], body["thread"]
    own = slack_commands.find(text)
    if own is not None:
        return await own.run(stage.slack, person, channel, text)
    if text.startswith("/"):
        return _shown(await acts.run_command(stage.slack, person.id, channel, text, thread))
    await acts.say(
        stage.slack, person.id, channel, wording.to_slack(text, stage.slack.home_of(person.id)), thread
    )
    return {}


async def _press(stage: Stage, person: Person, body: Json) -> Json:
    on = _surface(stage, person, body["on"])
    if isinstance(on, View):
        for each in body["answers"]:
            acts.type_in(stage.slack, on, _pressed(stage, person, on, each))
    return _shown(await acts.click(stage.slack, person.id, on, _pressed(stage, person, on, body)))


async def _type(stage: Stage, person: Person, body: Json) -> Json:
    on = _surface(stage, person, body["on"])
    if isinstance(on, View):
        acts.type_in(stage.slack, on, _pressed(stage, person, on, body))
    return {}


async def _suggest(stage: Stage, person: Person, body: Json) -> Json:
    on = _surface(stage, person, body["on"])
    press = Press(body["block"], body["action"])
    found = await acts.suggest(stage.slack, person.id, on, press, body["query"])
    groups = selects.from_options({"options": found.options, "option_groups": found.groups})
    answer: Json = {"html": selects.entries(body["list"], groups)}
    return answer | ({"trouble": found.trouble} if found.trouble else {})


async def _submit(stage: Stage, person: Person, body: Json) -> Json:
    view = _view(stage, person, body["view"])
    state: Json = {}
    for each in body["answers"]:
        press = _pressed(stage, person, view, each)
        state.setdefault(press.block_id, {})[press.action_id] = press.chosen
    return _shown(await acts.submit(stage.slack, person.id, view.id, state))


async def _close(stage: Stage, person: Person, body: Json) -> Json:
    view = _view(stage, person, body["view"])
    return _shown(await acts.close(stage.slack, person.id, view.id, bool(body["whole"])))


async def _shortcut(stage: Stage, person: Person, body: Json) -> Json:
    on = _surface(stage, person, body["on"]) if body["on"] else None
    message = on if isinstance(on, Message) else None
    return _shown(await acts.shortcut(stage.slack, person.id, body["callback"], message))


async def _delete(stage: Stage, person: Person, body: Json) -> Json:
    message = stage.slack.home_of(person.id).get_message(body["channel"], body["ts"])
    await acts.delete_message(stage.slack, person.id, message)
    return {}


async def _dismiss(stage: Stage, person: Person, body: Json) -> Json:
    """Take an ephemeral message off the person's screen; the app is not told."""
    message = _surface(stage, person, body)
    if isinstance(message, Message) and message.ephemeral_to == person.id:
        message.deleted = True
        stage.slack.home_of(person.id).tell("message_deleted", message)
    return {}


async def _join(stage: Stage, person: Person, body: Json) -> Json:
    await acts.join(stage.slack, person.id, body["channel"])
    return {}


async def _move(stage: Stage, person: Person, body: Json) -> Json:
    workspace = stage.slack.home_of(person.id)
    workspace.clock.move(float(body["seconds"]))
    workspace.feed.publish(Change("clock"))
    return {}


async def _restart(stage: Stage, person: Person, body: Json) -> Json:
    if stage.child is not None:
        await stage.child.restart()
    return {}


def _surface(stage: Stage, person: Person, on: Json) -> Message | View:
    """The message or view on which something was pressed, if this person sees it."""
    if "view" in on:
        return _view(stage, person, on["view"])
    workspace = stage.slack.home_of(person.id)
    message = workspace.get_message(on["channel"], on["ts"])
    if message.ephemeral_to not in (None, person.id) or not workspace.can_see(
        person.id, workspace.channels[message.channel]
    ):
        raise SlackError("message_not_found")
    return message


def _view(stage: Stage, person: Person, view_id: str) -> View:
    view = stage.slack.home_of(person.id).find_view(view_id)
    if view is None or view.owner != person.id:
        raise SlackError("view_not_found")
    return view


def _pressed(stage: Stage, person: Person, on: Message | View, answer: Json) -> Press:
    """The browser's answer about one element, in Slack's words."""
    blocks = on.payload["blocks"] if isinstance(on, View) else on.blocks
    found = find_element(blocks, answer["block"], answer["action"])
    if found is None:
        raise LookupError(answer["action"])
    reader = reader_for(person, stage.slack, Address(person.name, ""))
    return Press(answer["block"], answer["action"], answers.chosen(found[1], answer["answer"], reader))


_ACTS: dict[str, Act] = {
    "say": _say,
    "press": _press,
    "type": _type,
    "suggest": _suggest,
    "submit": _submit,
    "close": _close,
    "shortcut": _shortcut,
    "delete": _delete,
    "dismiss": _dismiss,
    "join": _join,
    "move": _move,
    "restart": _restart,
}
