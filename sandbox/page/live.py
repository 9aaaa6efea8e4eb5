"""Server-sent events: each tab is sent the regions of its page that differ from what it has."""

from __future__ import annotations

import asyncio
import contextlib

import orjson
from aiohttp import web

from sandbox.clock import Clock
from sandbox.feed import Change, Subscription
from sandbox.page import regions
from sandbox.page.html import fingerprint
from sandbox.page.scene import Scene
from sandbox.page.stage import HEADERS, Stage

TOGETHER_SECONDS = 0.04
LOOK_SECONDS = 1.0
LOOK_WHILE_MOVING_SECONDS = 0.15

_CONVERSATIONS = frozenset({"bar", "main", "side"})
_SHOWN_IN = {
    "message": _CONVERSATIONS,
    "message_changed": _CONVERSATIONS,
    "message_deleted": _CONVERSATIONS,
    "home": frozenset({"main"}),
    "modal": frozenset({"modal"}),
    "clock": frozenset({"top"}),
}
"""The regions that show what changed, where it is not all of them."""


async def stream(stage: Stage, request: web.Request) -> web.StreamResponse:
    """Send the regions that changed, until the tab closes; the query says which mark each has that the tab shows."""
    response = web.StreamResponse(headers=HEADERS | {"Content-Type": "text/event-stream"})
    # A tab may be closed while something is being sent to it.
    with contextlib.suppress(ConnectionError):
        await response.prepare(request)
        await _keep_up(stage, request, response)
    return response


async def _keep_up(stage: Stage, request: web.Request, response: web.StreamResponse) -> None:
    marks = {name: request.query.get(name) for name in regions.NAMES}
    news = frozenset(regions.NAMES)
    drawn_as_of: tuple[object, ...] = ()
    with stage.slack.home_of(stage.person(request).id).changes() as changes:
        while True:
            scene = stage.scene(request)
            # Before drawing and sending: what changes meanwhile is news.
            outside = _outside(stage, scene)
            if outside != drawn_as_of:
                news |= _of_outside(scene.workspace.clock)
            drawn_as_of = outside
            scene.mark_read()
            for name in filter(news.__contains__, regions.NAMES):
                drawn = regions.draw(stage.templates, scene, name)
                mark = fingerprint(drawn)
                if marks[name] != mark:
                    marks[name] = mark
                    await _send(response, {"name": name, "mark": mark, "html": drawn})
            news = await _something(stage, scene, changes, drawn_as_of)


async def _send(response: web.StreamResponse, region: dict[str, str]) -> None:
    await response.write(b"event: region\ndata: " + orjson.dumps(region) + b"\n\n")


async def _something(
    stage: Stage, scene: Scene, changes: Subscription, before: tuple[object, ...]
) -> frozenset[str]:
    """Wait until the page may look different from `before`, and say where it does by the changes that came.

    Changes that come close together are drawn once.
    """
    clock, person = scene.workspace.clock, scene.person.id
    news: frozenset[str] = frozenset()
    while not news and _outside(stage, scene) == before:
        # A change that is not for this person still leads to a look at what no change tells of.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LOOK_WHILE_MOVING_SECONDS if _is_moving(clock) else LOOK_SECONDS):
                news = shown_in(await anext(changes), person)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(TOGETHER_SECONDS):
            while True:
                news |= shown_in(await anext(changes), person)
    return news


def shown_in(change: Change, person: str) -> frozenset[str]:
    """The regions in which this person sees the change; none if it is for somebody else alone."""
    if change.kind != "person" and change.person not in {None, person}:
        return frozenset()
    return _SHOWN_IN.get(change.kind, frozenset(regions.NAMES))


def _of_outside(clock: Clock) -> frozenset[str]:
    """The regions that show what no change tells of: while time moves the clock does, and all once it has arrived."""
    return frozenset({"top"} if _is_moving(clock) else regions.NAMES)


def _outside(stage: Stage, scene: Scene) -> tuple[object, ...]:
    """What the page shows and no change tells of."""
    state = stage.child.state if stage.child else None
    return int(scene.workspace.now // 60), _is_moving(scene.workspace.clock), state


def _is_moving(clock: Clock) -> bool:
    return clock.reached < clock.wanted - 1
