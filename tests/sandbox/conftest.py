"""A furnished workspace on a free port, and a toy app that answers as each test tells it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import orjson
import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.manifest import App
from sandbox.people import Person
from sandbox.server import serve
from sandbox.slack import Slack
from sandbox.workspaces import furnished, seat_bot, second

Json = dict[str, Any]

MANIFEST: Json = {
    "display_information": {"name": "Pebble"},
    "features": {
        "bot_user": {"display_name": "Pebble"},
        "slash_commands": [
            {"command": "/decide", "description": "Decide", "should_escape": True},
            {"command": "/plain", "description": "Unescaped"},
        ],
        "shortcuts": [
            {"name": "Start a decision", "type": "global", "callback_id": "start", "description": "-"},
            {"name": "Decide this", "type": "message", "callback_id": "from_message", "description": "-"},
        ],
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                "app_mentions:read",
                "channels:history",
                "channels:join",
                "channels:read",
                "chat:write",
                "commands",
                "files:write",
                "groups:history",
                "groups:read",
                "im:history",
                "im:read",
                "im:write",
                "mpim:read",
                "mpim:write",
                "team:read",
                "usergroups:read",
                "users:read",
            ]
        }
    },
    "settings": {
        "event_subscriptions": {
            "bot_events": [
                "app_home_opened",
                "app_mention",
                "app_uninstalled",
                "channel_archive",
                "channel_deleted",
                "channel_id_changed",
                "channel_left",
                "channel_rename",
                "group_archive",
                "member_joined_channel",
                "member_left_channel",
                "message.im",
                "subteam_members_changed",
                "team_join",
                "tokens_revoked",
                "user_change",
            ]
        }
    },
}


@dataclass(frozen=True)
class Received:
    """One request that the toy app got."""

    headers: dict[str, str]
    raw: bytes
    body: Json

    @property
    def kind(self) -> str:
        """`command`, the payload's type, or the event's type."""
        if self.body.get("type") == "event_callback":
            return str(self.body["event"]["type"])
        return str(self.body.get("type", "command"))


@dataclass
class Toy:
    """An app whose answers a test sets by kind; what it got is kept."""

    url: str = ""
    received: list[Received] = field(default_factory=list)
    answers: dict[str, Callable[[Json], Any]] = field(default_factory=dict)

    def of(self, kind: str) -> list[Json]:
        """The bodies of this kind, in order of arrival."""
        return [each.body for each in self.received if each.kind == kind]

    async def receive(self, request: web.Request) -> web.Response:
        raw = await request.read()
        received = Received(dict(request.headers), raw, _parsed(request, raw))
        self.received.append(received)
        answer = self.answers[received.kind](received.body) if received.kind in self.answers else None
        if isinstance(answer, Awaitable):
            answer = await answer
        if isinstance(answer, web.Response):
            return answer
        return web.Response() if answer is None else web.json_response(answer)


def _parsed(request: web.Request, raw: bytes) -> Json:
    if request.content_type == "application/json":
        return dict(orjson.loads(raw))
    form = {name: values[0] for name, values in parse_qs(raw.decode(), keep_blank_values=True).items()}
    return dict(orjson.loads(form["payload"])) if "payload" in form else dict(form)


@pytest.fixture
async def toy() -> AsyncIterator[Toy]:
    toy = Toy()
    app = web.Application()
    app.router.add_post("/slack/events", toy.receive)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    toy.url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    yield toy
    await runner.cleanup()


@pytest.fixture
async def slack(toy: Toy) -> AsyncIterator[Slack]:
    """Meridian with the app in it, and Lantern without."""
    slack = Slack(App(MANIFEST, toy.url), [furnished(), second()])
    ann = slack.workspace.find_named("Ann")
    assert ann is not None
    slack.install(slack.workspace.team, ann.id)
    seat_bot(slack.workspace, "general", "platform")
    slack.deliver.event_retries = (0.0, 0.01, 0.01)
    slack.file_ready_seconds = 0.0
    async with serve(slack):
        yield slack


@pytest.fixture
def client(slack: Slack) -> AsyncWebClient:
    """The app's client, which never repeats a call by itself."""
    assert slack.workspace.installation is not None
    return make_client(slack, slack.workspace.installation.token)


def make_client(slack: Slack, token: str) -> AsyncWebClient:
    """A client of the real SDK with this token."""
    return AsyncWebClient(token, base_url=f"{slack.base_url}/api/", retry_handlers=[])


def channel_id(slack: Slack, name: str) -> str:
    """The id of a channel by its name."""
    return slack.workspace.get_channel(name).id


@pytest.fixture
def ann(slack: Slack) -> Person:
    return Person(slack, "Ann")


@pytest.fixture
def ben(slack: Slack) -> Person:
    return Person(slack, "Ben")


@pytest.fixture
def dana(slack: Slack) -> Person:
    return Person(slack, "Dana")
