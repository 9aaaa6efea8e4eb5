"""Server-sent events: each tab is sent the regions of its page that differ from what it was sent before."""

from __future__ import annotations

import asyncio
import contextlib

import orjson
from aiohttp import web

from sandbox.feed import Subscription
from sandbox.page import regions
from sandbox.page.scene import Scene
from sandbox.page.stage import HEADERS, Stage

TOGETHER_SECONDS = 0.04
LOOK_SECONDS = 1.0
LOOK_WHILE_MOVING_SECONDS = 0.15


async def stream(stage: Stage, request: web.Request) -> web.StreamResponse:
    """Send the regions that changed, until the tab closes."""
    response = web.StreamResponse(headers=HEADERS | {"Content-Type": "text/event-stream"})
    await response.prepare(request)
    # A tab may be closed while something is being sent to it.
    with contextlib.suppress(ConnectionError):
        await _keep_up(stage, request, response)
    return response


async def _keep_up(stage: Stage, request: web.Request, response: web.StreamResponse) -> None:
    sent: dict[str, str] = {}
    with stage.slack.home_of(stage.person(request).id).changes() as changes:
        while True:
            scene = stage.scene(request)
            drawn_as_of = _outside(
                stage, scene
            )  # Before drawing and sending: what changes meanwhile is news.
            scene.mark_read()
            for name in regions.NAMES:
                drawn = regions.draw(stage.templates, scene, name)
                if sent.get(name) != drawn:
                    sent[name] = drawn
                    await _send(response, {"name": name, "html": drawn})
            await _something(stage, scene, changes, drawn_as_of)


async def _send(response: web.StreamResponse, region: dict[str, str]) -> None:
    await response.write(b"event: region\ndata: " + orjson.dumps(region) + b"\n\n")


async def _something(stage: Stage, scene: Scene, changes: Subscription, before: tuple[object, ...]) -> None:
    """Wait until the page may look different from `before`: a change, a new minute, another state of the bot.

    Changes that come close together are drawn once.
    """
    clock = scene.workspace.clock
    while _outside(stage, scene) == before:
        moving = clock.reached < clock.wanted - 1
        try:
            async with asyncio.timeout(LOOK_WHILE_MOVING_SECONDS if moving else LOOK_SECONDS):
                await anext(changes)
        except TimeoutError:
            continue
        break
    try:
        async with asyncio.timeout(TOGETHER_SECONDS):
            while True:
                await anext(changes)
    except TimeoutError:
        return


def _outside(stage: Stage, scene: Scene) -> tuple[object, ...]:
    """What the page shows and no change tells of."""
    clock = scene.workspace.clock
    state = stage.child.state if stage.child else None
    return int(scene.workspace.now // 60), clock.reached < clock.wanted - 1, state
