"""What a month brought, as far as everybody in a channel may know it; and channels' wishes for it; on both engines."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Connection

from rituals.actions.model import Action
from rituals.ids import ActionId, Channel, Ref
from rituals.records.digest import Digest
from rituals.records.model import NextStep, Record, Review, State, Verdict
from rituals.workspace import Member, Place
from storage import actions, channels, history, people, record_digests, record_months, records, timers
from storage.database import Database
from storage.history import Entry
from storage.record_digests import Wish
from tests.records.making import ANN, BEN, CHEN, LEADS, PLATFORM, READ_AT, TEAM, furnish, numbered

FIRST, TODAY = date(2026, 11, 1), date(2026, 12, 1)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HERE = Wish(TEAM, "digest1", PLATFORM, ANN, "Europe/Berlin")
THERE = replace(HERE, id="digest2", channel=LEADS)
RANDOM = Channel("CRANDOM")


def look(number: int, verdict: Verdict, on: date) -> Review:
    return Review(on, CHEN, verdict, f"seen {number}", NextStep.KEEP)


def keep(tx: Connection, *made: Record) -> None:
    for record in made:
        records.add(tx, record)


def review(tx: Connection, number: int, verdict: Verdict, on: date) -> None:
    records.add_review(tx, records.get(tx, TEAM, number), look(number, verdict, on))


async def gather(database: Database, wanted: Wish = HERE) -> Digest:
    return await database.read(record_months.gather, wanted, FIRST, TODAY)


def numbers(found: Any) -> list[int]:
    return [one.number for one in found]


async def test_a_month_tells_what_was_decided_reviewed_superseded_and_what_is_due(
    database: Database,
) -> None:
    await database.write(furnish)
    await database.write(
        keep,
        numbered(1, decided_on=date(2026, 10, 31), asked_on=date(2026, 10, 1)),
        numbered(2, decided_on=date(2026, 11, 1), asked_on=date(2026, 10, 30), supersedes=(1,)),
        numbered(3, decided_on=date(2026, 11, 30), review_on=date(2026, 12, 31)),
        numbered(4, decided_on=date(2026, 12, 1), review_on=date(2027, 1, 1)),
        numbered(5, decided_on=date(2025, 10, 31), asked_on=date(2025, 10, 1), review_on=date(2026, 11, 2)),
        numbered(6, decided_on=date(2026, 9, 1), state=State.DEPRECATED, review_on=date(2026, 10, 2)),
    )
    for number, verdict, on in (
        (2, Verdict.HELD, date(2026, 11, 30)),
        (5, Verdict.PARTLY, date(2026, 10, 31)),
        (5, Verdict.DID_NOT, date(2026, 12, 1)),
        (5, Verdict.HELD, date(2025, 11, 30)),
    ):
        await database.write(review, number, verdict, on)
    told = await gather(database)
    assert numbers(told.decided) == [2, 3]
    assert [(one.number, said.happened) for one, said in told.reviewed] == [(2, "seen 2")]
    assert [(one.number, newer) for one, newer in told.superseded] == [(1, 2)]
    assert numbers(told.due) == [5, 3]
    assert told.took == [30, 2]
    assert told.verdicts == [Verdict.HELD, Verdict.PARTLY]


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (datetime(2026, 10, 31, 22, 59, tzinfo=UTC), False),
        (datetime(2026, 10, 31, 23, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 30, 22, 59, tzinfo=UTC), True),
        (datetime(2026, 11, 30, 23, 0, tzinfo=UTC), False),
    ],
)
async def test_what_was_superseded_by_hand_counts_where_it_was_done_in_the_month_of_the_zone(
    database: Database, at: datetime, told: bool
) -> None:
    await database.write(furnish)
    before = date(2026, 9, 1)
    await database.write(keep, numbered(1, decided_on=before), numbered(2, decided_on=before))
    await database.write(records.supersede, TEAM, 1, 2)
    await database.write(history.add, Ref(TEAM, "record", "1"), Entry(ANN, "superseded", at, "D-2"))
    assert bool((await gather(database)).superseded) == told


async def test_a_private_channel_is_told_of_nowhere_else(database: Database) -> None:
    await database.write(furnish)
    await database.write(
        keep,
        numbered(1, channel=LEADS, review_on=date(2026, 12, 2), asked_on=date(2026, 11, 1)),
        numbered(2, supersedes=()),
        numbered(3, channel=LEADS, supersedes=(2,)),
        numbered(4, channel=LEADS, supersedes=(1,)),
    )
    await database.write(review, 3, Verdict.HELD, date(2026, 11, 20))
    public = await gather(database)
    assert numbers(public.decided) == [2]
    # Its own record lost its place to one that may not be named.
    assert [(one.number, newer) for one, newer in public.superseded] == [(2, None)]
    assert (public.reviewed, public.due, public.took, public.verdicts) == ([], [], [], [])
    own = await gather(database, THERE)
    assert numbers(own.decided) == [1, 2, 3, 4]
    assert [(one.number, newer) for one, newer in own.superseded] == [(1, 4), (2, 3)]


async def test_a_channel_that_became_private_or_unknown_is_told_of_no_more(database: Database) -> None:
    await database.write(furnish)
    await database.write(know_random)
    await database.write(keep, numbered(1, channel=RANDOM), numbered(2, channel=Channel("CNEVERSEEN")))
    assert numbers((await gather(database)).decided) == [1]
    await database.write(channels.hide_channel, TEAM, RANDOM, READ_AT)
    assert (await gather(database)).is_empty


GUEST = Member(CHEN, "Chen Wei", "UTC", guest=True)


@pytest.mark.parametrize(
    "member",
    [GUEST, replace(GUEST, guest=False, external=True), replace(GUEST, guest=True, external=True)],
)
async def test_where_a_guest_or_somebody_from_outside_reads_it_tells_of_its_own_channel_alone(
    database: Database, member: Member
) -> None:
    await database.write(furnish)
    await database.write(know_random)
    await database.write(keep, numbered(1, channel=RANDOM), numbered(2))
    assert numbers((await gather(database)).decided) == [1, 2]
    await database.write(people.save_people, TEAM, [member], READ_AT)
    assert numbers((await gather(database)).decided) == [2]
    await database.write(people.save_people, TEAM, [replace(member, deleted=True)], READ_AT)
    assert numbers((await gather(database)).decided) == [1, 2]


async def test_a_stranger_counts_as_a_guest_and_unknown_members_as_strangers(database: Database) -> None:
    await database.write(furnish)
    await database.write(know_random)
    await database.write(keep, numbered(1, channel=RANDOM), numbered(2))
    await database.write(channels.add_members, (TEAM, PLATFORM), ["USTRANGER"], READ_AT)
    assert numbers((await gather(database)).decided) == [2]
    await database.write(channels.forget_members, TEAM, PLATFORM, READ_AT)
    assert numbers((await gather(database)).decided) == [2]


def know_random(tx: Connection) -> None:
    channels.save_channel(tx, TEAM, Place(RANDOM, "random", False, False, True, True), READ_AT)


async def test_open_actions_are_counted_by_age_where_everybody_may_know_of_them(database: Database) -> None:
    def add(tx: Connection) -> None:
        furnish(tx)
        for number, (channel, month) in enumerate(
            [(PLATFORM, 11), (PLATFORM, 8), (LEADS, 11), (None, 11)], start=1
        ):
            added = datetime(2026, month, 28, 9, tzinfo=UTC)
            due = date(2026, 12, 24)
            action = Action(TEAM, ActionId(f"act{number}"), "Do it", (BEN,), due, ANN, added, channel)
            actions.add(tx, action)

    await database.write(add)
    assert (await gather(database)).actions == [("for a week at most", 1), ("for longer", 1)]
    assert (await gather(database, THERE)).actions == [("for a week at most", 2), ("for longer", 1)]


async def test_a_wish_sets_the_next_posting_once_and_ends(database: Database) -> None:
    await database.write(record_digests.wish, HERE, NOW)
    await database.write(record_digests.wish, replace(HERE, id="other", zone="UTC"), NOW)
    assert await database.read(record_digests.find_of_channel, TEAM, PLATFORM) == HERE
    assert await database.read(timers.read_next) == datetime(2026, 12, 1, 9, tzinfo=UTC)
    await database.write(record_digests.end, TEAM, PLATFORM)
    await database.write(record_digests.end, TEAM, PLATFORM)
    assert await database.read(record_digests.find, TEAM, "digest1") is None
    assert await database.read(timers.read_next) is None


async def test_a_wish_follows_its_channel_to_another_id(database: Database) -> None:
    await database.write(record_digests.wish, HERE, NOW)
    await database.write(channels.change_id, TEAM, PLATFORM, "CNEW")
    assert await database.read(record_digests.find, TEAM, "digest1") == replace(HERE, channel=Channel("CNEW"))


async def test_wishes_are_named_to_those_who_see_the_channel(database: Database) -> None:
    await database.write(furnish)
    for wanted in (HERE, THERE):
        await database.write(record_digests.wish, wanted, NOW)
    assert await database.read(record_digests.read_seen, TEAM, ANN) == [LEADS, PLATFORM]
    assert await database.read(record_digests.read_seen, TEAM, CHEN) == [PLATFORM]
