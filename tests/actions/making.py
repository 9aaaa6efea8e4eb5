"""Values for tests of actions: one usual action, from which each test takes another; and what came of a ritual."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from handlers.undertaken import MOST_SHOWN, Undertaken
from rituals.actions.model import LONGEST_REASON, LONGEST_TEXT, MOST_OWNERS, Action, Source, State
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

DONE = replace(ACTION, state=State.DONE, ended_by=BEN, ended_at=NOW)
DROPPED = replace(ACTION, state=State.DROPPED, ended_by=ANN, ended_at=NOW, reason="The import is gone.")
LATE = replace(ACTION, owners=(CHEN,), due=MONDAY - timedelta(days=3), text="Order the machine")
LONGEST = replace(
    ACTION,
    text="&" * LONGEST_TEXT,
    owners=tuple(Person(f"U{number:010}") for number in range(MOST_OWNERS)),
    reason="<" * LONGEST_REASON,
    source=Source("retrospective", "r1", "https://example.slack.com/archives/C0123456789/p1234567890123456"),
)


def many(number: int, like: Action = ACTION) -> list[Action]:
    return [replace(like, id=ActionId(f"act{n}")) for n in range(number)]


def came(first: Sequence[Action], total: int | None = None) -> Undertaken:
    """What came of a ritual, looked at on Monday."""
    return Undertaken(first, len(first) if total is None else total, MONDAY)


CAME = came([LATE, ACTION, DONE, DROPPED])
LONGEST_CAME = came(many(MOST_SHOWN, LONGEST), 9_999)
