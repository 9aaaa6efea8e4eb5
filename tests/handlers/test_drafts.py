"""Drafts: each is of one person and of one kind, and what cannot be read is not there."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import TypeAdapter
from sqlalchemy import Connection

from handlers.drafts import KEPT, Drafts, HalfWritten
from handlers.payloads import Who
from rituals.ids import DraftId, Person, Ref, Team
from rituals.refusal import Refusal
from storage.database import Database

TEAM, NOW = Team("T1"), datetime(2026, 11, 24, 9, tzinfo=UTC)
ANN, BEN = Who(TEAM, Person("UANN")), Who(TEAM, Person("UBEN"))


@dataclass(frozen=True, slots=True)
class Note:
    """What is typed here."""

    text: str = ""
    touched: bool = False

    @property
    def title(self) -> str:
        """What it is called."""
        return self.text

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not self.text


def find_posted(_: Connection, __: Team, draft: str) -> str | None:
    """What was posted: the draft of this name."""
    return draft if draft == "posted" else None


NOTES = Drafts("note", TypeAdapter(Note), find_posted, "That was posted already.")
NUMBERS = Drafts("number", TypeAdapter(Note), find_posted, "That was posted already.")
LEFT = HalfWritten("left", TypeAdapter(Note))
FIRST, SECOND = DraftId("first"), DraftId("second")


async def test_a_draft_is_there_for_its_person_among_those_of_its_kind(database: Database) -> None:
    await database.write(NOTES.save, ANN, FIRST, Note("Ours"), NOW)
    await database.write(NOTES.save, ANN, SECOND, Note(), NOW + timedelta(minutes=1))
    assert await database.read(NOTES.find, ANN, FIRST) == Note("Ours")
    assert await database.read(NOTES.find_latest, ANN, NOW) == (FIRST, "Ours")  # Nothing is in the second.
    assert await database.read(NOTES.find_latest, ANN, NOW + KEPT + timedelta(hours=1)) is None
    for drafts, who in ((NUMBERS, ANN), (NOTES, BEN)):
        assert await database.read(drafts.find, who, FIRST) is None
        await database.write(drafts.throw_away, who, FIRST)
    await database.write(NOTES.throw_away, ANN, FIRST)
    assert await database.read(NOTES.read_latest, ANN, NOW) == []


async def test_nobody_goes_on_with_what_was_posted_or_is_somebody_elses(database: Database) -> None:
    await database.write(NOTES.save, ANN, FIRST, Note("Ours"), NOW)
    for who, draft in ((BEN, FIRST), (ANN, DraftId("posted"))):
        with pytest.raises(Refusal, match="That was posted already"):
            await database.write(NOTES.save, who, draft, Note("Mine"), NOW)
    assert await database.read(NOTES.find, ANN, FIRST) == Note("Ours")


async def test_what_is_half_written_is_its_writers_until_the_ritual_lets_go_of_it(database: Database) -> None:
    plan, other = Ref(TEAM, "plan", "1"), Ref(TEAM, "plan", "11")
    for ref, who in ((plan, ANN), (plan, BEN), (other, ANN)):
        await database.write(LEFT.keep, ref, who.person, Note(f"{ref.id} {who.person}"), NOW)
    assert await database.read(LEFT.find, plan, BEN.person) == Note("1 UBEN")
    await database.write(LEFT.drop, plan, BEN.person)
    assert await database.read(LEFT.find, plan, BEN.person) is None
    await database.write(LEFT.drop_all, plan)
    assert await database.read(LEFT.find, plan, ANN.person) is None
    assert await database.read(LEFT.find, other, ANN.person) == Note("11 UANN")


async def test_what_cannot_be_read_is_not_there(database: Database) -> None:
    numbers = Drafts("note", TypeAdapter(dict[str, int]), find_posted, "")  # type: ignore[type-var]
    await database.write(NOTES.save, ANN, FIRST, Note("Ours"), NOW)
    assert await database.read(numbers.find, ANN, FIRST) is None
    assert await database.read(numbers.read_latest, ANN, NOW) == []
