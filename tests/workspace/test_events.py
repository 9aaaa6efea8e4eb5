"""What the events say that change who has Cairn, and who is in a group."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from handlers.envelopes import read_event
from handlers.workspace.ritual import on_group_changed, on_revoked, on_uninstalled
from rituals.ids import Person, Team
from rituals.workspace import Member
from storage import installations, people, visibility
from storage.database import Database
from storage.installations import Installation

TEAM, INSTALLED_AT = Team("T1"), datetime(2030, 1, 1, 9, 0, 0, 500_000, UTC)


async def install(database: Database) -> None:
    installed = Installation(TEAM, "Town", "", "token", Person("UCAIRN"), frozenset(), None, INSTALLED_AT)
    await database.write(installations.install, installed)


def envelope(at: datetime | None, **inner: Any) -> dict[str, Any]:
    return {
        "team_id": TEAM,
        "event_id": "Ev1",
        "event": {"type": "told", **inner},
        **({} if at is None else {"event_time": int(at.timestamp())}),
    }


@pytest.mark.parametrize(
    ("at", "stays"),
    [(INSTALLED_AT, False), (INSTALLED_AT - timedelta(minutes=1), True), (None, True)],
)
async def test_a_removal_older_than_the_installation_or_without_a_time_changes_nothing(
    database: Database, at: datetime | None, stays: bool
) -> None:
    await install(database)
    await database.write(on_uninstalled, read_event(envelope(at)), INSTALLED_AT)
    assert (await database.read(installations.find, TEAM) is not None) == stays


@pytest.mark.parametrize(
    ("tokens", "stays"),
    [({"bot": ["UCAIRN"], "oauth": []}, False), ({"bot": [], "oauth": ["UANN"]}, True)],
)
async def test_only_a_revoked_bot_token_removes_cairn(
    database: Database, tokens: dict[str, Any], stays: bool
) -> None:
    await install(database)
    await database.write(on_revoked, read_event(envelope(INSTALLED_AT, tokens=tokens)), INSTALLED_AT)
    assert (await database.read(installations.find, TEAM) is not None) == stays


async def test_who_came_into_a_group_and_who_left_is_taken_from_the_event(database: Database) -> None:
    known = [Member(Person(person), person, "UTC") for person in ("U1", "U2", "U3")]
    await database.write(people.save_people, TEAM, known, INSTALLED_AT)
    await database.write(people.save_user_group_members, TEAM, "S1", ["U1", "U2"])
    event = read_event(
        envelope(INSTALLED_AT, subteam_id="S1", added_users=["U2", "U3"], removed_users=["U1"])
    )
    await database.write(on_group_changed, event, INSTALLED_AT)
    assert await database.read(visibility.read, visibility.in_group(TEAM, "S1")) == ["U2", "U3"]
