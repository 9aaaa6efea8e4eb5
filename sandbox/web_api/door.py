"""The door of the Web API: reads a call, checks token, scopes, rates and faults, runs the method, keeps a record."""

from __future__ import annotations

import time
from typing import Any

import orjson
from aiohttp import web

from sandbox.calls import Call
from sandbox.errors import SlackError
from sandbox.slack import Slack
from sandbox.things import Json
from sandbox.web_api import chat, conversations, files, oauth, team, views
from sandbox.web_api.ask import Ask, Method, check_scopes
from sandbox.web_api.stumbling import HUNG_UP, hang_up, ratelimited, stumble

METHODS: dict[str, Method] = {
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **team.METHODS,
    **views.METHODS,
}
_SECRET = frozenset({"token", "client_secret"})


class Door:
    """Answers /api/<method> for one Slack."""

    def __init__(self, slack: Slack, grants: oauth.Grants) -> None:
        self._slack, self._grants = slack, grants

    async def receive(self, request: web.Request) -> web.StreamResponse:
        """One call, from the request to the answer."""
        method = request.match_info["method"]
        at, faults = time.time(), self._slack.faults.take(method)
        try:
            args = await _arguments(request)
        except SlackError as error:
            return self._answer(Call(method, None, {}, error.answer(), 200, at))
        for fault in faults:
            instead = await stumble(fault)
            if instead is not None:
                status, answer = instead
                response = self._answer(Call(method, None, _open(args), answer, status, at))
                return hang_up(request) if status == HUNG_UP else response
        call = self._run(method, args, request, at)
        response = self._answer(call)
        if any(fault.kind == "drop_answer" for fault in faults):
            return hang_up(request)
        return response

    def _run(self, method: str, args: Json, request: web.Request, at: float) -> Call:
        authorization = request.headers.get("Authorization", "")
        token = str(args.get("token") or authorization.removeprefix("Bearer ").strip())
        known, status = None, 200
        try:
            if method == "oauth.v2.access":
                answer = oauth.access(self._slack, self._grants, args, authorization)
            elif method == "apps.connections.open":
                answer = self._open_connection(token)
            else:
                known, answer, status = self._run_with_token(method, args, token)
            answer = {"ok": True, **answer} if status == 200 else answer
        except SlackError as error:
            answer = error.answer()
        return Call(method, known, _open(args), answer, status, at)

    def _run_with_token(self, method: str, args: Json, token: str) -> tuple[str | None, Json, int]:
        if method not in METHODS:
            raise SlackError("unknown_method", extra={"req_method": method})
        if not token:
            raise SlackError("not_authed")
        workspace, installation = self._slack.bearer(token)
        channel = str(args.get("channel", ""))
        wait = self._slack.rates.take(method, workspace.team, channel)
        if wait is not None:
            return workspace.team, ratelimited(wait), 429
        check_scopes(installation, METHODS[method].scopes)
        ask = Ask(self._slack, workspace, installation, args)
        return workspace.team, METHODS[method].run(ask), 200

    def _open_connection(self, token: str) -> Json:
        if not token:
            raise SlackError("not_authed")
        if token != self._slack.app.app_token:
            raise SlackError("invalid_auth" if token.startswith("xapp-") else "not_allowed_token_type")
        if not self._slack.app.socket_mode:
            raise SlackError("forbidden_team")
        address = self._slack.base_url.replace("http", "ws", 1)
        ticket = self._slack.deliver.sockets.ticket()
        return {"url": f"{address}/socket?ticket={ticket}&app_id={self._slack.app.id}"}

    def _answer(self, call: Call) -> web.StreamResponse:
        self._slack.record.add_call(call)
        headers = {"Retry-After": str(call.answer["retry_after"])} if call.status == 429 else {}
        workspace = self._slack.workspaces.get(call.team or "")
        if workspace is not None and workspace.installation is not None:
            headers["X-OAuth-Scopes"] = ",".join(sorted(workspace.installation.scopes))
        answer = {key: value for key, value in call.answer.items() if key != "retry_after"}
        return web.Response(
            body=orjson.dumps(answer), status=call.status, headers=headers, content_type="application/json"
        )


async def _arguments(request: web.Request) -> Json:
    args: Json = dict(request.query)
    if request.method == "GET" or not request.can_read_body:
        return args
    if request.content_type == "application/json":
        body = await request.read()
        try:
            parsed: Any = orjson.loads(body or b"{}")
        except orjson.JSONDecodeError as error:
            raise SlackError("invalid_json") from error
        if not isinstance(parsed, dict):
            raise SlackError("json_not_object")
        return args | {key: value for key, value in parsed.items() if value is not None}
    form = await request.post()
    return args | {key: value for key, value in form.items() if isinstance(value, str)}


def _open(args: Json) -> Json:
    return {key: value for key, value in args.items() if key not in _SECRET}
