"""The page's addresses: `/as/ann/platform` and what belongs to it. The server mounts them at its root."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web

from sandbox import acts
from sandbox.page import gallery, live, regions, static_files
from sandbox.page.address import HOME, Address, find_person
from sandbox.page.doing import add_acts
from sandbox.page.scene import Child, Reading, first_place
from sandbox.page.stage import HEADERS, Stage
from sandbox.slack import Slack
from sandbox.things import Person

PICTURES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif"}
Handler = Callable[[Stage, web.Request], Awaitable[web.StreamResponse]]


def add_routes(app: web.Application, slack: Slack, child: Child | None = None) -> None:
    """Put the page into an application; with `child` it shows how the bot's process is and can restart it."""
    stage = Stage(slack, child, Reading(since=f"{slack.workspace.now:.6f}"), regions.templates())
    open_tabs: set[asyncio.Task[None]] = set()

    async def follow(_: Stage, request: web.Request) -> web.StreamResponse:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - aiohttp runs each handler in a task.
        open_tabs.add(task)
        try:
            return await live.stream(stage, request)
        finally:
            open_tabs.discard(task)

    async def let_go(_: web.Application) -> None:
        for task in open_tabs:
            task.cancel()

    gets: dict[str, Handler] = {
        "/": _begin,
        "/as/{person}": _enter,
        "/as/{person}/": _enter,
        "/as/{person}/{place}/live": follow,
        "/as/{person}/{place}": _show,
        "/picture/{file}": _picture,
        "/gallery": _gallery,
    }
    for path, handler in gets.items():
        app.router.add_get(path, _bound(stage, handler))
    for path in (r"/static/{name:[a-z]+\.(css|js|svg)}", r"/static/{mark}/{name:[a-z]+\.(css|js|svg)}"):
        app.router.add_get(path, static_files.serve)
    add_acts(app, stage)
    app.on_shutdown.append(let_go)


def _bound(stage: Stage, handler: Handler) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def handle(request: web.Request) -> web.StreamResponse:
        return await handler(stage, request)

    return handle


async def _begin(stage: Stage, request: web.Request) -> web.StreamResponse:
    """Lead to the first person, or to the one named in `?as=`."""
    workspace = stage.slack.workspace
    asked = find_person(workspace, request.query.get("as", ""))
    people = (person for person in workspace.people.values() if not person.is_bot and not person.deleted)
    raise web.HTTPFound(_start(stage, asked or next(people)))


async def _enter(stage: Stage, request: web.Request) -> web.StreamResponse:
    raise web.HTTPFound(_start(stage, stage.person(request)))


def _start(stage: Stage, person: Person) -> str:
    return Address(person.name, first_place(stage.slack.home_of(person.id), person)).path


async def _show(stage: Stage, request: web.Request) -> web.StreamResponse:
    """The whole page; opening the app's Home or a direct message tells the app, as Slack does."""
    scene = stage.scene(request)
    workspace, person, place = scene.workspace, scene.person, scene.address.place
    if place.startswith("@"):
        whom = find_person(workspace, place.removeprefix("@"))
        if whom is None:
            raise web.HTTPNotFound(text="There is nobody of this name.")
        channel = await acts.open_direct(stage.slack, person.id, [whom.id])
        raise web.HTTPFound(scene.address.to(channel.id).path)
    if place == HOME:
        await acts.open_home(stage.slack, person.id)
    scene.mark_read()
    return web.Response(
        text=regions.draw_page(stage.templates, scene), content_type="text/html", headers=HEADERS
    )


async def _picture(stage: Stage, request: web.Request) -> web.StreamResponse:
    """A file of the workspace; only pictures are shown, everything else is saved."""
    for workspace in stage.slack.workspaces.values():
        file = workspace.files.get(request.match_info["file"])
        if file is not None and file.completed:
            kind = PICTURES.get(Path(file.name).suffix.lower())
            headers = HEADERS if kind else HEADERS | {"Content-Disposition": "attachment"}
            return web.Response(
                body=file.content, content_type=kind or "application/octet-stream", headers=headers
            )
    raise web.HTTPNotFound


async def _gallery(stage: Stage, request: web.Request) -> web.StreamResponse:
    return web.Response(text=gallery.draw(stage.templates), content_type="text/html", headers=HEADERS)
