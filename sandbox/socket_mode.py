"""Socket Mode: the app's WebSockets, envelopes out, acknowledgements in.

Knows connections and envelopes; deliver.py decides what is sent and how long it may take.
"""

from __future__ import annotations

import asyncio
import secrets
import uuid

import orjson
from aiohttp import WSMsgType, web

from sandbox.things import Json

MOST_CONNECTIONS = 10


class Sockets:
    """The open connections; each envelope goes to one of them, in turn."""

    def __init__(self) -> None:
        self._tickets: set[str] = set()
        self._open: list[web.WebSocketResponse] = []
        self._waiting: dict[str, asyncio.Future[Json]] = {}
        self._turn = 0

    @property
    def count(self) -> int:
        """How many connections are open."""
        return len(self._open)

    def ticket(self) -> str:
        """A one-time ticket for the address of a new connection."""
        ticket = secrets.token_hex(12)
        self._tickets.add(ticket)
        return ticket

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Hold one connection until either side ends it."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=403, text="invalid ticket")
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if len(self._open) >= MOST_CONNECTIONS:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return socket
        self._open.append(socket)
        try:
            await socket.send_json(self._hello(request.query.get("app_id", "")))
            async for message in socket:
                if message.type == WSMsgType.TEXT:
                    self._acknowledge(message.data)
        finally:
            if socket in self._open:
                self._open.remove(socket)
        return socket

    async def ask(self, kind: str, payload: Json, attempt: int, reason: str) -> Json | None:
        """The payload of the app's acknowledgement, or None when no connection is open."""
        if not self._open:
            return None
        self._turn += 1
        socket = self._open[self._turn % len(self._open)]
        envelope = {
            "envelope_id": str(uuid.uuid4()),
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": attempt, "retry_reason": reason}
        answered: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._waiting[str(envelope["envelope_id"])] = answered
        try:
            await socket.send_str(orjson.dumps(envelope).decode())
            return await answered
        finally:
            self._waiting.pop(str(envelope["envelope_id"]), None)

    async def refresh(self) -> None:
        """Announce to every connection that it will be closed soon, and then close it, as Slack does."""
        for socket in list(self._open):
            self._open.remove(socket)
            await socket.send_json({"type": "disconnect", "reason": "refresh_requested", "debug_info": {}})
            await socket.close()

    async def close(self) -> None:
        """End every connection without a word."""
        for socket in list(self._open):
            await socket.close()

    def _acknowledge(self, text: str) -> None:
        answer = orjson.loads(text)
        answered = self._waiting.get(answer.get("envelope_id", ""))
        if answered is not None and not answered.done():
            answered.set_result(answer.get("payload") or {})

    def _hello(self, app: str) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._open),
            "debug_info": {"host": "sandbox", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": app},
        }
