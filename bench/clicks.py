"""Signed clicks, as Slack sends them when people press a button on a card: whole HTTP requests, each a new vote."""

import hashlib
import hmac
import itertools
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import orjson

from handlers.decisions.views.card import card
from rituals.decisions.model import Decision
from rituals.ids import Person

SECRET = "bench-signing-secret"  # noqa: S105 - It protects nothing outside this machine.
_PERSON, _OPTION, _STAMP, _TRIGGER = "PERSONHERE", "OPTIONHERE", "STAMPHERE", "TRIGGERHERE"
_HOLES = (_PERSON, _OPTION, _STAMP, _TRIGGER)


class Clicks:
    """Votes by these people in turn on one decision; each is later than the one before and for another option."""

    def __init__(self, decision: Decision, people: Sequence[Person], answers_at: str = "") -> None:
        """`answers_at` is where private answers are taken, '' for clicks that nobody answers in private."""
        form = urlencode({"payload": orjson.dumps(_payload(decision, answers_at))})
        self._pieces = _split(form)
        self._people = people
        self._options = len(decision.terms.options)
        self._numbers = itertools.count(1)
        self._stamped_at = 0  # Microseconds since 1970.

    def write(self, file: Path, how_many: int) -> None:
        """Writes the next clicks, signed now: each its length in eight digits, then the request."""
        with file.open("wb") as out:
            for request in self.sign(how_many):
                out.write(b"%08d" % len(request) + request)

    def sign(self, how_many: int) -> Iterator[bytes]:
        """The next clicks, signed now."""
        signed_at = str(int(time.time()))
        return (_request(body, signed_at) for body in itertools.islice(self._bodies(), how_many))

    def _bodies(self) -> Iterator[bytes]:
        for number in self._numbers:
            turn, seat = divmod(number, len(self._people))
            values = {
                _PERSON: self._people[seat],
                _OPTION: str(1 + (seat + turn) % self._options),
                _STAMP: self._stamp(),
                _TRIGGER: f"{number}",
            }
            yield "".join(values.get(piece, piece) for piece in self._pieces).encode()

    def _stamp(self) -> str:
        """The time, as Slack writes it: later than that of any click signed before, here or by others."""
        self._stamped_at = max(self._stamped_at + 1, time.time_ns() // 1000)
        return f"{self._stamped_at // 1_000_000}.{self._stamped_at % 1_000_000:06}"


def _split(form: str) -> list[str]:
    pieces = [form]
    for hole in _HOLES:
        pieces = list(_around(pieces, hole))
    return pieces


def _around(pieces: Sequence[str], hole: str) -> Iterator[str]:
    for piece in pieces:
        first, *others = piece.split(hole)
        yield first
        for other in others:
            yield hole
            yield other


def _request(body: bytes, signed_at: str) -> bytes:
    digest = hmac.new(SECRET.encode(), f"v0:{signed_at}:".encode() + body, hashlib.sha256).hexdigest()
    head = (
        "POST /slack/events HTTP/1.1\r\n"
        "Host: 127.0.0.1\r\n"
        "User-Agent: Slackbot 1.0 (+https://api.slack.com/robots)\r\n"
        "Accept: application/json,*/*\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"X-Slack-Request-Timestamp: {signed_at}\r\n"
        f"X-Slack-Signature: v0={digest}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _payload(decision: Decision, answers_at: str) -> dict[str, Any]:
    drawn = card(decision)
    team, channel, ts = decision.team, decision.terms.channel, "1700000000.000100"
    payload: dict[str, Any] = {
        "type": "block_actions",
        "user": {"id": _PERSON, "username": "person", "name": "person", "team_id": team},
        "api_app_id": "A0BENCH",
        "token": "verification",
        "container": {"type": "message", "message_ts": ts, "channel_id": channel, "is_ephemeral": False},
        "trigger_id": f"1.2.{_TRIGGER}",
        "team": {"id": team, "domain": "bench"},
        "enterprise": None,
        "is_enterprise_install": False,
        "channel": {"id": channel, "name": "platform"},
        "message": {
            "type": "message",
            "user": "U0CAIRN",
            "bot_id": "B0CAIRN",
            "app_id": "A0BENCH",
            "team": team,
            "ts": ts,
            "text": drawn.text,
            "blocks": list(drawn.blocks),
        },
        "state": {"values": {}},
        "actions": [
            {
                "type": "button",
                "block_id": "votes",
                "action_id": f"decision.cast/{_OPTION}",
                "text": {"type": "plain_text", "text": "Kafka", "emoji": True},
                "value": decision.id,
                "action_ts": _STAMP,
            }
        ],
    }
    if answers_at:
        payload["response_url"] = f"{answers_at}/{team}/{_TRIGGER}"
    return payload
