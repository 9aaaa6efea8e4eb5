"""How often an app may call: Slack's tiers per method, workspace and app, over a sliding minute of real time.

chat.postMessage counts per channel (one a second, short bursts) and per workspace.
"""

from __future__ import annotations

import time
from collections import defaultdict, deque

TIERS = {1: 1, 2: 20, 3: 50, 4: 100}

_TIER_OF_METHOD = {
    "chat.delete": 3,
    "chat.postEphemeral": 4,
    "chat.update": 3,
    "conversations.history": 3,
    "conversations.info": 3,
    "conversations.join": 3,
    "conversations.list": 2,
    "conversations.members": 4,
    "conversations.open": 3,
    "conversations.replies": 3,
    "files.completeUploadExternal": 4,
    "files.getUploadURLExternal": 4,
    "oauth.v2.access": 4,
    "team.info": 3,
    "bots.info": 3,
    "users.conversations": 3,
    "users.info": 4,
    "users.list": 2,
    "usergroups.list": 2,
    "usergroups.users.list": 2,
    "views.open": 4,
    "views.publish": 4,
    "views.push": 4,
    "views.update": 4,
}
# Methods that Slack limits in a way of its own, generously: only a runaway loop meets these.
_SPECIAL = {"auth.test": 600, "chat.getPermalink": 600, "apps.connections.open": 20}
_POSTS_A_MINUTE = 300
_POST_BURST = 5


class Rates:
    """Counts calls; `scale` multiplies every limit (None: no limits, for benchmarks)."""

    def __init__(self, scale: float | None = 1.0) -> None:
        self.scale = scale
        self._calls: dict[tuple[str, ...], deque[float]] = defaultdict(deque)
        self._room: dict[tuple[str, str], tuple[float, float]] = {}

    def take(self, method: str, team: str, channel: str | None = None) -> float | None:
        """None when the call may go ahead (it is then counted), else the seconds to wait."""
        if self.scale is None:
            return None
        now = time.monotonic()
        if method == "chat.postMessage":
            wait = self._window((team, method), _POSTS_A_MINUTE, now)
            return wait if wait is not None else self._post(team, channel or "", now)
        limit = _SPECIAL.get(method) or TIERS[_TIER_OF_METHOD.get(method, 4)]
        return self._window((team, method), limit, now)

    def _window(self, key: tuple[str, ...], limit: float, now: float) -> float | None:
        calls = self._calls[key]
        while calls and calls[0] <= now - 60:
            calls.popleft()
        if len(calls) >= limit * (self.scale or 1):
            return 60 - (now - calls[0])
        calls.append(now)
        return None

    def _post(self, team: str, channel: str, now: float) -> float | None:
        scale = self.scale or 1
        room, seen = self._room.get((team, channel), (_POST_BURST * scale, now))
        room = min(_POST_BURST * scale, room + (now - seen) * scale)
        self._room[(team, channel)] = (room - 1 if room >= 1 else room, now)
        return None if room >= 1 else (1 - room) / scale
