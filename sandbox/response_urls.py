"""Response URLs: the right to answer an act up to five times within thirty minutes, also where the bot is no member.

Knows which act a URL belongs to and how often it was used; web_api/respond.py does what is asked there.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass

from sandbox.errors import SlackError

MOST_USES = 5
LIFE_SECONDS = 30 * 60
_MOST_KEPT = 20_000


@dataclass(slots=True)
class Answering:
    """Whom and where one URL answers; `message_ts` is the message acted on, `thread_ts` its thread."""

    team: str
    person: str
    channel: str
    message_ts: str | None
    made_at: float
    uses: int = 0


class ResponseUrls:
    """All response URLs given out."""

    def __init__(self) -> None:
        self._given: dict[str, Answering] = {}

    def make(self, team: str, person: str, channel: str, message_ts: str | None = None) -> str:
        """A new key, the last part of a response URL."""
        while len(self._given) >= _MOST_KEPT:
            del self._given[next(iter(self._given))]
        key = secrets.token_hex(12)
        self._given[key] = Answering(team, person, channel, message_ts, time.time())
        return key

    def get(self, key: str) -> Answering:
        """Whom this key answers, or `expired_url`."""
        answering = self._given.get(key)
        if answering is None or time.time() - answering.made_at > LIFE_SECONDS:
            raise SlackError("expired_url")
        return answering

    def use(self, key: str) -> Answering:
        """Whom this key answers; counts as one use. `expired_url` when too old, `used_url` when used up."""
        answering = self.get(key)
        if answering.uses >= MOST_USES:
            raise SlackError("used_url")
        answering.uses += 1
        return answering
