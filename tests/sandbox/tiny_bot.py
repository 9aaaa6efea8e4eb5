"""A bot of a few lines, for tests of the page: it answers `/ask` with a form, and posts a card with buttons."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qs

import aiohttp
from aiohttp import web

from sandbox.manifest import App
from sandbox.slack import Slack

Json = dict[str, Any]

MANIFEST: Json = {
    "display_information": {"name": "Pebble"},
    "features": {
        "bot_user": {"display_name": "Pebble"},
        "slash_commands": [
            {
                "command": "/ask",
                "usage_hint": "[question]",
                "description": "Ask the team",
                "should_escape": True,
            },
            {"command": "/asleep", "description": "Never answered"},
        ],
        "shortcuts": [
            {
                "name": "Ask about this",
                "type": "message",
                "callback_id": "about",
                "description": "Ask about it",
            },
            {
                "name": "Ask something",
                "type": "global",
                "callback_id": "something",
                "description": "Ask the team",
            },
        ],
    },
    "oauth_config": {"scopes": {"bot": ["commands", "chat:write"]}},
    "settings": {"event_subscriptions": {"bot_events": ["app_home_opened"]}},
}


def plain(text: str) -> Json:
    """A plain text object."""
    return {"type": "plain_text", "text": text, "emoji": True}


def field(name: str, label: str, element: Json, **more: Any) -> Json:
    """An input block whose block and element have the same id."""
    return {
        "type": "input",
        "block_id": name,
        "label": plain(label),
        "element": {"action_id": name, **element},
    } | more


def options(*texts: str) -> list[Json]:
    """Options whose values are their words."""
    return [{"text": plain(text), "value": text} for text in texts]


def form(question: str = "", methods: Sequence[str] = ("Single choice", "Ranked")) -> Json:
    """The modal of `/ask`: typed text, a list, suggestions, people, a button that makes way for one more field."""
    typed: Json = {"type": "plain_text_input"} | ({"initial_value": question} if question else {})
    choice: Json = {"type": "static_select", "options": options(*methods)}
    more: Json = {"type": "actions", "block_id": "acts", "elements": [_button("more", "More methods")]}
    last = more if len(methods) == 2 else field("why", "Why", {"type": "plain_text_input"}, optional=True)
    return {
        "type": "modal",
        "callback_id": "form",
        "notify_on_close": True,
        "title": plain("Ask the team"),
        "submit": plain("Preview"),
        "close": plain("Cancel"),
        "blocks": [
            field("question", "Question", typed, hint=plain("One sentence.")),
            field("method", "Method", choice, optional=True, hint=plain(f"{len(methods)} methods.")),
            field("similar", "Similar", {"type": "external_select", "min_query_length": 1}, optional=True),
            field("people", "People", {"type": "multi_users_select"}, optional=True),
            last,
        ],
    }


def preview(question: str) -> Json:
    """The modal that is pushed upon the form."""
    text = {"type": "section", "block_id": "text", "text": {"type": "mrkdwn", "text": f"*{question}*"}}
    title, submit = plain("Preview"), plain("Post")
    return {"type": "modal", "callback_id": "preview", "title": title, "submit": submit, "blocks": [text]}


def card(question: str, said: str = "Nobody has answered.") -> list[Json]:
    """The message with its buttons; closing asks first."""
    sure = {
        "title": plain("Close it?"),
        "text": plain("It cannot be opened again."),
        "confirm": plain("Close"),
        "deny": plain("Not yet"),
    }
    buttons = [
        _button("yes", "Yes"),
        _button("no", "No"),
        _button("close", "Close") | {"confirm": sure, "style": "danger"},
    ]
    return [
        {"type": "section", "block_id": "q", "text": {"type": "mrkdwn", "text": f"*{question}*"}},
        {"type": "actions", "block_id": "a", "elements": buttons},
        {"type": "context", "block_id": "c", "elements": [{"type": "mrkdwn", "text": said}]},
    ]


def _button(name: str, label: str) -> Json:
    return {"type": "button", "action_id": name, "text": plain(label), "value": name}


class TinyBot:
    """What was sent to it is kept in `heard`; it asks Slack with its token."""

    def __init__(self, slack: Slack) -> None:
        self.slack = slack
        self.heard: list[Json] = []
        self.question = ""
        self._session: aiohttp.ClientSession | None = None

    @asynccontextmanager
    async def running(self, app: App) -> AsyncIterator[TinyBot]:
        """Listen on a free port, and make it the app's address."""
        served = web.Application()
        served.router.add_post("/", self.receive)
        runner = web.AppRunner(served, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        app.request_url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
        async with aiohttp.ClientSession() as self._session:
            yield self
        await runner.cleanup()

    async def receive(self, request: web.Request) -> web.Response:
        """Answer one request of Slack's."""
        raw = await request.text()
        if request.content_type == "application/json":
            return web.json_response({})
        sent = {key: values[0] for key, values in parse_qs(raw).items()}
        payload: Json = json.loads(sent["payload"]) if "payload" in sent else {"type": "command", **sent}
        self.heard.append(payload)
        if payload.get("command") == "/asleep":
            await asyncio.Event().wait()
        answer = await getattr(self, f"on_{payload['type']}")(payload)
        return web.json_response(answer)

    async def on_command(self, payload: Json) -> Json:
        """Open the form with what was typed."""
        await self._ask("views.open", trigger_id=payload["trigger_id"], view=form(payload.get("text", "")))
        return {}

    async def on_message_action(self, payload: Json) -> Json:
        """Open the form with the message's text."""
        await self._ask("views.open", trigger_id=payload["trigger_id"], view=form(payload["message"]["text"]))
        return {}

    async def on_shortcut(self, payload: Json) -> Json:
        """Open the form empty."""
        await self._ask("views.open", trigger_id=payload["trigger_id"], view=form())
        return {}

    async def on_block_suggestion(self, payload: Json) -> Json:
        """Offer two things that begin with what was typed."""
        return {"options": options(*(f"{payload['value']}{end}" for end in ("-one", "-two")))}

    async def on_view_submission(self, payload: Json) -> Json:
        """Refuse a question without its mark, push the preview, or post the card."""
        view = payload["view"]
        if view["callback_id"] == "preview":
            await self._ask(
                "chat.postMessage", channel=self._channel(), text=self.question, blocks=card(self.question)
            )
            return {"response_action": "clear"}
        self.question = view["state"]["values"]["question"]["question"]["value"]
        if not self.question.endswith("?"):
            return {
                "response_action": "errors",
                "errors": {"question": "A question ends with a question mark."},
            }
        return {"response_action": "push", "view": preview(self.question)}

    async def on_view_closed(self, payload: Json) -> Json:
        """Take note."""
        return {}

    async def on_block_actions(self, payload: Json) -> Json:
        """Add a method to the form, or write the answer on the card and confirm it in private."""
        action = payload["actions"][0]
        if action["action_id"] == "more":
            view = form(methods=("Single choice", "Ranked", "Dots"))
            await self._ask("views.update", view_id=payload["view"]["id"], view=view)
            return {}
        where = {"channel": payload["channel"]["id"], "ts": payload["message"]["ts"]}
        said = f"<@{payload['user']['id']}>: {action['value']}"
        await self._ask("chat.update", **where, text=said, blocks=card(self.question, said))
        return {}

    def _channel(self) -> str:
        channel = self.slack.workspace.find_channel("platform")
        assert channel is not None
        return channel.id

    async def _ask(self, method: str, **arguments: Any) -> None:
        installed = self.slack.workspace.installation
        assert installed is not None
        assert self._session is not None
        headers = {"Authorization": f"Bearer {installed.token}"}
        async with self._session.post(
            f"{self.slack.base_url}/api/{method}", json=arguments, headers=headers
        ) as got:
            answer = await got.json()
        assert answer["ok"], answer
