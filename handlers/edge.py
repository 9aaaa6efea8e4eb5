"""The edge: Slack's request in, a listener's reply out. The one file that knows Bolt.

A listener commits, then the edge answers; Slack calls that remain run in tracked tasks. Two kinds of no: a Refusal
is the rules speaking and is shown to the person; anything else is our fault, logged with a reference that the
person gets too.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse
from sqlalchemy import Connection

from handlers import answering
from handlers.answering import Respond, Way
from handlers.envelopes import (
    read_click,
    read_command,
    read_event,
    read_question,
    read_shortcut,
    read_submission,
)
from handlers.failures import CALL_FAILED, error_name, is_passing, is_shut_out
from handlers.payloads import Click, Command, Event, Question, Shortcut, Submission, Who
from handlers.replies import Open, Push, Reply
from handlers.ritual import Acted, Desk, OnEvent, Ritual
from rituals.refusal import Refusal
from storage import inbox

log = structlog.get_logger(__name__)
ANYTHING = re.compile("")

T = TypeVar("T")

OUTSIDER = "Only members of this workspace take part."
TROUBLED = "Slack did not tell me what I need for this. Try again in a moment."
GONE = "This belongs to another version of Cairn and no longer works. Look for a newer message, or type /decide help."


@dataclass(frozen=True, slots=True)
class Routes:
    """Every listener of every ritual, by kind of payload and by name."""

    commands: Mapping[str, Callable[[Command, Desk], Awaitable[Reply]]]
    clicks: Mapping[str, Callable[[Click, Desk], Awaitable[Reply]]]
    submissions: Mapping[str, Callable[[Submission, Desk], Awaitable[Reply]]]
    closings: Mapping[str, Callable[[Submission, Desk], Awaitable[Reply]]]
    shortcuts: Mapping[str, Callable[[Shortcut, Desk], Awaitable[Reply]]]
    questions: Mapping[str, Callable[[Question, Desk], Awaitable[Reply]]]
    events: Mapping[str, list[OnEvent]]
    acted: list[Acted]


def route(rituals: list[Ritual]) -> Routes:
    """The routes of these rituals; raises ValueError where two claim one name."""
    events: dict[str, list[OnEvent]] = {}
    for ritual in rituals:
        for name, listener in ritual.events.items():
            events.setdefault(name, []).append(listener)
    return Routes(
        _merge([ritual.commands for ritual in rituals]),
        _merge([ritual.clicks for ritual in rituals]),
        _merge([ritual.submissions for ritual in rituals]),
        _merge([ritual.closings for ritual in rituals]),
        _merge([ritual.shortcuts for ritual in rituals]),
        _merge([ritual.questions for ritual in rituals]),
        events,
        [ritual.acted for ritual in rituals if ritual.acted],
    )


def _merge(parts: list[Mapping[str, T]]) -> dict[str, T]:
    merged: dict[str, T] = {}
    for part in parts:
        if taken := merged.keys() & part.keys():
            raise ValueError(f"two rituals claim {sorted(taken)}")
        merged.update(part)
    return merged


class Edge:
    """Routes what Slack sends to listeners, and their replies to Slack."""

    def __init__(self, routes: Routes, desk: Desk, respond: Respond, real: Callable[[], datetime]) -> None:
        self._routes, self._desk, self._respond, self._real = routes, desk, respond, real
        self._tasks: set[asyncio.Task[None]] = set()

    def register(self, app: AsyncApp) -> None:
        """One listener for each kind of payload; Bolt tries one after the other, so the most frequent comes first."""
        app.action(ANYTHING)(self._on_click)
        app.command(ANYTHING)(self._on_command)
        app.view_submission(ANYTHING)(self._on_submission)
        app.view_closed(ANYTHING)(self._on_closing)
        app.shortcut(ANYTHING)(self._on_shortcut)
        app.options(ANYTHING)(self._on_question)
        app.event(ANYTHING)(self._on_event)

    async def drain(self) -> None:
        """Waits until everything that followed from answered requests is done."""
        while self._tasks:
            await asyncio.gather(*self._tasks)

    def afterwards(self, work: Coroutine[Any, Any, None]) -> None:
        """Runs after the answer; what fails is logged."""
        task = asyncio.create_task(self._logged(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _logged(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except Refusal:
            log.info("afterwards refused")  # Nobody waits for an answer any more.
        except Exception as error:
            if is_shut_out(error):
                log.warning("shut out", error=error_name(error))
            else:
                log.exception("afterwards failed")

    # ------------------------------------------------------------------ one method for each kind of payload

    def _way(self, who: Who) -> Way:
        return partial(self._desk.slack, who.team)

    async def _on_command(self, body: dict[str, Any]) -> BoltResponse:
        command = read_command(body)
        reply = await self._ask(command.who, self._routes.commands.get(command.name), command)
        return await answering.to_command(command, (reply, self._way(command.who)), self.afterwards)

    async def _on_click(self, body: dict[str, Any]) -> BoltResponse:
        click = read_click(body)
        reply = await self._ask(click.who, self._routes.clicks.get(_name_of(click)), click)
        self._follow(click.who, reply)
        return await answering.to_click(click, (reply, self._way(click.who)), self.afterwards, self._respond)

    async def _on_submission(self, body: dict[str, Any]) -> BoltResponse:
        submission = read_submission(body)
        listener = self._routes.submissions.get(submission.view.callback)
        reply = await self._ask(submission.who, listener, submission)
        self._follow(submission.who, reply)
        return answering.to_submission(submission, reply)

    async def _on_closing(self, body: dict[str, Any]) -> BoltResponse:
        closing = read_submission(body)
        listener = self._routes.closings.get(closing.view.callback, _do_nothing)
        self._follow(closing.who, await self._ask(closing.who, listener, closing))
        return BoltResponse(status=200)

    def _follow(self, who: Who, reply: Reply | Refusal) -> None:
        """Where something may have been done: whoever was only shown a form, or refused, has done nothing."""
        if isinstance(reply, Refusal | Open | Push):
            return
        for acted in self._routes.acted:
            if (work := acted(who, self._desk)) is not None:
                self.afterwards(work)

    async def _on_shortcut(self, body: dict[str, Any]) -> BoltResponse:
        shortcut = read_shortcut(body)
        reply = await self._ask(shortcut.who, self._routes.shortcuts.get(shortcut.name), shortcut)
        return await answering.to_shortcut(shortcut, (reply, self._way(shortcut.who)), self.afterwards)

    async def _on_question(self, body: dict[str, Any]) -> BoltResponse:
        question = read_question(body)
        listener = self._routes.questions.get(question.action)
        return answering.to_question(await self._ask(question.who, listener, question))

    async def _on_event(self, body: dict[str, Any]) -> BoltResponse:
        event = replace(read_event(body), heard_at=self._real())
        listeners = self._routes.events.get(event.type, [])
        if not listeners:
            return BoltResponse(status=200)
        try:
            is_new = await self._desk.database.write(take_event, event, listeners, self._desk.now())
        except Exception:
            log.exception("event failed", type=event.type)
            return BoltResponse(status=500)  # Slack tells it again.
        if is_new:
            for listener in listeners:
                if listener.afterwards:
                    self.afterwards(listener.afterwards(event, self._desk))
        return BoltResponse(status=200)

    async def _ask(
        self, who: Who, listener: Callable[[T, Desk], Awaitable[Reply]] | None, payload: T
    ) -> Reply | Refusal:
        """The listener's reply, or its refusal; what goes wrong becomes a refusal that carries a reference."""
        try:
            if who.external:
                return Refusal(OUTSIDER)
            if listener is None:
                log.warning("no listener", payload=type(payload).__name__)
                return Refusal(GONE)
            try:
                return await listener(payload, self._desk)
            except Refusal:
                if not await self._desk.directory.ensure_people(who.team, [who.person]):
                    raise
                # Whoever is not known yet sees nothing: nothing was changed, and now they are known.
                return await listener(payload, self._desk)
        except Refusal as refusal:
            return refusal
        except Exception as error:
            if is_shut_out(error):
                log.warning("shut out", error=error_name(error))
                return None
            if isinstance(error, CALL_FAILED) and is_passing(error):
                log.warning("slack failed", error=error_name(error), payload=type(payload).__name__)
                return Refusal(TROUBLED)
            reference = self._desk.new_id()[:6]
            log.exception("listener failed", reference=reference, payload=type(payload).__name__)
            return Refusal(
                "Something went wrong on our side. Look whether it happened before you try again; "
                f"if it stays so, tell whoever runs Cairn: reference {reference}."
            )


def take_event(tx: Connection, event: Event, listeners: list[OnEvent], now: datetime) -> bool:
    """Notes the event and does what follows from it, in one transaction; False if it was taken before."""
    if not inbox.take(tx, event.team, event.id, event.heard_at):
        return False
    for listener in listeners:
        if listener.act:
            listener.act(tx, event, now)
    return True


def _name_of(click: Click) -> str:
    """What the click's listener is known by; a field, which is called alike in many forms, by its form and its name."""
    is_field = click.view is not None and "." not in click.action
    return f"{click.view.callback} {click.action}" if click.view and is_field else click.action


async def _do_nothing(_: Submission, __: Desk) -> Reply:
    return None
