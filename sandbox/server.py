"""The server: one aiohttp application for the Web API, Socket Mode, uploads, response URLs, OAuth, and the page.

Knows which address leads where; `async with serve(slack) as slack` is a whole Slack on a port of this machine.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from sandbox.slack import Slack
from sandbox.web_api import files, oauth, respond
from sandbox.web_api.door import Door

_MOST_BYTES = 32 * 1024 * 1024
Mount = Callable[[web.Application, Slack], None]


def make_app(slack: Slack, mount: Mount | None = None) -> web.Application:
    """Slack's addresses; `mount` adds the page's."""
    app = web.Application(client_max_size=_MOST_BYTES)
    grants = oauth.Grants()
    door = Door(slack, grants)

    async def upload(request: web.Request) -> web.StreamResponse:
        return await files.receive(slack, request)

    async def download(request: web.Request) -> web.StreamResponse:
        return files.download(slack, request)

    async def answer(request: web.Request) -> web.StreamResponse:
        return await respond.receive(slack, request)

    async def show_oauth(request: web.Request) -> web.StreamResponse:
        return oauth.show_page(slack, request)

    async def allow(request: web.Request) -> web.StreamResponse:
        return await oauth.allow(slack, grants, request)

    app.router.add_route("*", "/api/{method}", door.receive)
    app.router.add_post("/upload/v1/{ticket}", upload)
    app.router.add_get("/files/{file}/{name}", download)
    app.router.add_post("/response/{team}/{key}", answer)
    app.router.add_get("/socket", slack.deliver.sockets.serve)
    app.router.add_get("/oauth/v2/authorize", show_oauth)
    app.router.add_post("/oauth/v2/authorize", allow)
    if mount is not None:
        mount(app, slack)
    return app


@asynccontextmanager
async def serve(slack: Slack, port: int = 0, mount: Mount | None = None) -> AsyncIterator[Slack]:
    """A Slack that listens on this port, or on a free one, until the block ends."""
    runner = web.AppRunner(make_app(slack, mount), access_log=None, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    chosen = runner.addresses[0][1]
    slack.base_url = f"http://127.0.0.1:{chosen}"
    await slack.deliver.start()
    try:
        yield slack
    finally:
        await slack.deliver.stop()
        await runner.cleanup()
