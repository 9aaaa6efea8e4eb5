"""Slack's requests to the app: signed HTTP or Socket Mode, three seconds to answer, events repeated.

Knows how things are sent, not what they say (payloads.py) nor what an answer means (acts, response_urls).
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
import time
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlencode

import aiohttp
import orjson

from sandbox.calls import Delivery, Record
from sandbox.faults import Fault, Faults
from sandbox.manifest import App
from sandbox.socket_mode import Sockets
from sandbox.things import Json

Form = Literal["command", "interactive", "events_api"]
MOST_EVENTS_AN_HOUR = 30_000
_TYPE_IN_SOCKET = {"command": "slash_commands", "interactive": "interactive", "events_api": "events_api"}


@dataclass(frozen=True, slots=True)
class Reply:
    """The app's answer: a status and a body, or `failed` when there is none in time.

    `is_final` is the app's wish (X-Slack-No-Retry) that an event is not repeated.
    """

    status: int = 0
    body: bytes = b""
    is_final: bool = False
    failed: Literal["timeout", "failed"] | None = None

    @property
    def ok(self) -> bool:
        """Whether the app answered in time with a 2xx."""
        return self.failed is None and 200 <= self.status < 300

    def json(self) -> Json:
        """The body as an object; a plain text is `{"text": …}`, nothing is `{}`."""
        if not self.body.strip():
            return {}
        try:
            parsed = orjson.loads(self.body)
        except orjson.JSONDecodeError:
            return {"text": self.body.decode(errors="replace")}
        return parsed if isinstance(parsed, dict) else {"text": self.body.decode(errors="replace")}


@dataclass(frozen=True, slots=True)
class Parcel:
    """One thing to send: `kind` is its name in the record and for faults, `form` how it travels."""

    kind: str
    form: Form
    payload: Json
    attempt: int = 0
    reason: str = ""


class EventHour:
    """Slack's limit of 30,000 events an hour for a workspace; what comes beyond is dropped, and the app told once."""

    def __init__(self, most: int = MOST_EVENTS_AN_HOUR) -> None:
        self.most = most
        self._hours: dict[str, tuple[int, int]] = {}

    def count(self, team: str) -> int:
        """How many events this team had in the running hour, this one included."""
        hour, counted = self._hours.get(team, (0, 0))
        now = int(time.time()) // 3600
        self._hours[team] = (now, counted + 1 if hour == now else 1)
        return self._hours[team][1]


class Deliverer:
    """Sends to the app; `answer_seconds` and `event_retries` (seconds before each repeat) are Slack's."""

    def __init__(self, app: App, faults: Faults, record: Record) -> None:
        self.app, self.faults, self.record = app, faults, record
        self.sockets = Sockets()
        self.answer_seconds = 3.0
        self.event_retries = (0.0, 60.0, 300.0)
        self._session: aiohttp.ClientSession | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._held: list[Parcel] = []
        self.hour = EventHour()

    async def start(self) -> None:
        """Open the client that sends."""
        self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))

    async def stop(self) -> None:
        """Send nothing more."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.sockets.close()
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def ask(self, parcel: Parcel) -> Reply:
        """Send what a person waits for, once, and return the app's answer."""
        faults = self.faults.take(parcel.kind)
        if any(fault.kind == "hold" for fault in faults):
            raise ValueError(f"only events can be held, {parcel.kind} is awaited")
        if any(fault.kind == "duplicate" for fault in faults):
            self._spawn(self._send_quietly(parcel))
        reply = await self._send(parcel, faults)
        self._release()
        return reply

    def tell(self, parcel: Parcel) -> None:
        """Send an event, and again when the app does not take it: at once, after 1 and after 5 minutes."""
        team = str(parcel.payload.get("team_id"))
        count = self.hour.count(team)
        if count > self.hour.most:
            if count == self.hour.most + 1:
                self._spawn(self._tell(self._limited(team), []))
            return
        faults = self.faults.take("event", parcel.kind)
        if any(fault.kind == "hold" for fault in faults):
            self._held.append(parcel)
            return
        if any(fault.kind == "duplicate" for fault in faults):
            self._spawn(self._send_quietly(parcel))
        self._spawn(self._tell(parcel, faults))
        self._release()

    async def verify(self) -> bool:
        """Whether the app answers Slack's challenge, as when its request URL is entered."""
        challenge = secrets.token_urlsafe(32)
        payload = {
            "token": self.app.verification_token,
            "challenge": challenge,
            "type": "url_verification",
        }
        reply = await self._send(Parcel("url_verification", "events_api", payload), [])
        return reply.ok and challenge in (reply.json().get("challenge"), reply.json().get("text"))

    async def settle(self, seconds: float = 5.0) -> None:
        """Wait until the events sent so far have been taken, those held back and repeats to come apart."""
        waiting = [task for task in self._tasks if task is not asyncio.current_task()]
        if waiting:
            await asyncio.wait(waiting, timeout=seconds)

    def _limited(self, team: str) -> Parcel:
        payload = {
            "token": self.app.verification_token,
            "type": "app_rate_limited",
            "team_id": team,
            "minute_rate_limited": int(time.time()) // 60 * 60,
            "api_app_id": self.app.id,
        }
        return Parcel("app_rate_limited", "events_api", payload)

    def _release(self) -> None:
        held, self._held = self._held, []
        for parcel in held:
            self._spawn(self._tell(parcel, []))

    def _spawn(self, sending: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(sending)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _send_quietly(self, parcel: Parcel) -> None:
        await self._send(parcel, [])

    async def _tell(self, parcel: Parcel, faults: list[Fault]) -> None:
        reply = await self._send(parcel, faults)
        for attempt, pause in enumerate(self.event_retries, start=1):
            if reply.ok or reply.is_final:
                return
            await asyncio.sleep(pause)
            again = Parcel(parcel.kind, parcel.form, parcel.payload, attempt, _reason(reply))
            reply = await self._send(again, self.faults.take("event", parcel.kind))

    async def _send(self, parcel: Parcel, faults: list[Fault]) -> Reply:
        started, at = time.monotonic(), time.time()
        if any(fault.kind == "lose" for fault in faults):
            reply = Reply(failed="timeout")
        else:
            try:
                async with asyncio.timeout(self.answer_seconds):
                    for fault in faults:
                        if fault.kind == "delay":
                            await asyncio.sleep(fault.duration())
                    reply = await self._transmit(parcel)
            except TimeoutError:
                reply = Reply(failed="timeout")
            except (aiohttp.ClientError, ConnectionError):
                reply = Reply(failed="failed")
        if any(fault.kind == "drop_answer" for fault in faults):
            reply = Reply(failed="timeout")
        seconds = time.monotonic() - started
        self.record.add_delivery(
            Delivery(parcel.kind, parcel.payload, reply.status, at, seconds, parcel.attempt)
        )
        return reply

    async def _transmit(self, parcel: Parcel) -> Reply:
        if self.app.socket_mode:
            answer = await self.sockets.ask(
                _TYPE_IN_SOCKET[parcel.form], parcel.payload, parcel.attempt, parcel.reason
            )
            return (
                Reply(failed="failed")
                if answer is None
                else Reply(200, orjson.dumps(answer) if answer else b"")
            )
        if self._session is None or self.app.request_url is None:
            return Reply(failed="failed")
        body, content_type = _encode(parcel)
        headers = {"Content-Type": content_type, **sign(self.app.signing_secret, body)}
        if parcel.attempt:
            headers["X-Slack-Retry-Num"] = str(parcel.attempt)
            headers["X-Slack-Retry-Reason"] = parcel.reason
        async with self._session.post(
            self.app.request_url, data=body, headers=headers, allow_redirects=False
        ) as response:
            is_final = response.headers.get("X-Slack-No-Retry") == "1"
            return Reply(response.status, await response.read(), is_final)


def sign(secret: str, body: bytes, timestamp: int | None = None) -> dict[str, str]:
    """The two headers by which the app knows that Slack sent this body (v0, HMAC-SHA256)."""
    at = str(int(time.time()) if timestamp is None else timestamp)
    digest = hmac.new(secret.encode(), b"v0:" + at.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {
        "X-Slack-Request-Timestamp": at,
        "X-Slack-Signature": f"v0={digest}",
        "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
    }


def _encode(parcel: Parcel) -> tuple[bytes, str]:
    if parcel.form == "events_api":
        return orjson.dumps(parcel.payload), "application/json"
    if parcel.form == "command":
        return urlencode(parcel.payload).encode(), "application/x-www-form-urlencoded"
    return urlencode({"payload": orjson.dumps(parcel.payload)}).encode(), "application/x-www-form-urlencoded"


def _reason(reply: Reply) -> str:
    if reply.failed == "timeout":
        return "http_timeout"
    return "connection_failed" if reply.failed else "http_error"
