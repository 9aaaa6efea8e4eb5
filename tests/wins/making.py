"""Values for tests of wins: one usual win, from which each test takes another."""

from datetime import UTC, date, datetime

from rituals.ids import Channel, Person, Team, WinId
from rituals.wins.model import Win

TEAM, HERE = Team("TMERIDIAN"), Channel("CPLATFORM")
ANN, BEN, CHEN = (Person(f"U{name}") for name in ("ANN", "BEN", "CHEN"))
NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)

WIN = Win(
    team=TEAM,
    id=WinId("win1"),
    text="Cut p95 from 500 to 100 ms",
    owner=ANN,
    added_by=ANN,
    added_at=NOW,
    day=date(2026, 11, 16),
)
