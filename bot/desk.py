"""What those who speak to one workspace work with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from slack_sdk.web.async_client import AsyncWebClient

from bot.pace import Limits, Pace
from bot.times import Clocks
from handlers.ritual import Ritual
from rituals.ids import Team
from storage.database import Database


@dataclass(frozen=True, slots=True)
class Desk:
    """What a sender works with in one pass over one workspace.

    A channel may be posted to where it is free `since` then; another worker may send from `until` on. Both are real time.
    """

    team: Team
    database: Database
    rituals: Mapping[str, Ritual]
    client: AsyncWebClient
    pace: Pace
    limits: Limits
    clocks: Clocks
    since: datetime
    until: datetime
