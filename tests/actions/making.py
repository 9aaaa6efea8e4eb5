"""Values for tests of actions: one usual action, from which each test takes another."""

from datetime import UTC, date, datetime

from rituals.actions.model import Action, Source
from rituals.ids import ActionId, Channel, Person, Team

TEAM, HERE = Team("TMERIDIAN"), Channel("CPLATFORM")
ANN, BEN, CHEN, DANA = (Person(f"U{name}") for name in ("ANN", "BEN", "CHEN", "DANA"))
MONDAY = date(2026, 11, 16)
NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)

ACTION = Action(
    team=TEAM,
    id=ActionId("act1"),
    text="Write the runbook for the import",
    owners=(ANN, BEN),
    due=date(2026, 11, 20),
    added_by=ANN,
    added_at=NOW,
    channel=HERE,
    source=Source("message", "CPLATFORM:1.2", "https://example.slack.com/archives/CPLATFORM/p12"),
)
