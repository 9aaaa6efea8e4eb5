"""Wins as they are stored, on both engines: each is found by its owner alone, and told of once."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection, select

from handlers.payloads import Who
from handlers.wins import acts
from rituals.ids import Channel, Person, Team, WinId
from rituals.settings.model import OfPerson
from rituals.wins.form import Form
from rituals.wins.model import Quarter, Win
from rituals.workspace import Member
from storage import cards, people, settings, timers, wins
from storage.cards import Card
from storage.database import Database
from storage.deliveries import Delivery
from storage.schema import deliveries
from storage.wins import RITUAL
from tests.wins.making import ANN, BEN, CHEN, HERE, NOW, TEAM, WIN

READ_AT = datetime(2026, 1, 1, tzinfo=UTC)
Q4 = Quarter(2026, 4)
NEW_YEAR = datetime(2026, 12, 31, 23, 0, tzinfo=UTC)
"""When the quarter ends in Berlin."""


def furnish(tx: Connection, gone: Person | None = None) -> None:
    members = [Member(one, one, "Europe/Berlin", deleted=one == gone) for one in (ANN, BEN, CHEN)]
    people.save_people(tx, TEAM, members, READ_AT)


def add(tx: Connection, *added: Win) -> list[bool]:
    return [wins.add(tx, win) for win in added]


def keep(tx: Connection, by: Person, win: str, form: Form, now: datetime) -> Win:
    furnish(tx)
    return acts.keep(tx, Who(TEAM, by), win, form, now)


def fire(tx: Connection, now: datetime) -> int:
    """Does what is due; returns how much that was."""
    due = [timer for each in timers.read_due(tx, now, 10) if (timer := timers.find(tx, each))]
    for timer in due:
        wins.hold(tx, timer.team, timer.ritual_id)
        acts.tell_quarter(tx, timer, now, None)
    return len(due)


def owed(tx: Connection) -> list[tuple[str, str, datetime]]:
    """What is owed: (view, to whom, not before)."""
    rows = tx.execute(select(deliveries).order_by(deliveries.c.not_before, deliveries.c.key))
    return [(row.view, row.person or row.channel, row.not_before) for row in rows]


async def test_a_win_comes_back_as_it_went_in_and_is_kept_once(database: Database) -> None:
    given = replace(WIN, id=WinId("win2"), added_by=BEN)
    assert await database.write(add, WIN, WIN, given) == [True, False, True]
    assert await database.read(wins.find, TEAM, "win1") == WIN
    assert await database.read(wins.find, TEAM, "win2") == given
    await database.write(wins.remove, WIN)
    assert await database.read(wins.find, TEAM, "win1") is None
    assert await database.read(wins.find, TEAM, "win2") == given


async def test_a_win_is_found_by_its_owner_alone_whoever_gave_it(database: Database) -> None:
    await database.write(add, WIN, replace(WIN, id=WinId("given"), added_by=BEN))
    for team, person, seen in ((TEAM, ANN, True), (TEAM, BEN, False), (Team("TOTHER"), ANN, False)):
        listed = await database.read(wins.read_mine, team, person, 10)
        told = await database.read(wins.read_of_quarter, team, person, Q4)
        assert {len(listed), len(told)} == {2 if seen else 0}
        assert (await database.read(wins.find_mine, team, "given", person) is not None) is seen


async def test_the_latest_come_first_page_by_page_and_a_quarter_begins_with_its_first(
    database: Database,
) -> None:
    many = [
        replace(
            WIN,
            id=WinId(f"win{n}"),
            added_at=NOW + timedelta(days=n),
            day=date(2026, 12, 29) + timedelta(days=n),
        )
        for n in range(5)
    ]
    await database.write(add, *many)
    ids = [one.id for one in await database.read(wins.read_mine, TEAM, ANN, 2, 1)]
    assert ids == ["win3", "win2"]
    ids = [one.id for one in await database.read(wins.read_of_quarter, TEAM, ANN, Q4)]
    assert ids == ["win0", "win1", "win2"]


async def test_where_a_win_is_shared_is_known(database: Database) -> None:
    def share(tx: Connection) -> None:
        add(tx, WIN, replace(WIN, id=WinId("win2")))
        for n, channel in enumerate((HERE, Channel("CGENERAL"))):
            cards.add(tx, Card(TEAM, f"card{n}", RITUAL, WIN.id, channel), NOW)

    await database.write(share)
    found = await database.read(wins.read_mine, TEAM, ANN, 10)
    assert [one.shared for one in found] == [(), ("CGENERAL", HERE)]


async def test_a_quarter_is_told_once_to_whoever_has_wins_of_it(database: Database) -> None:
    await database.write(keep, ANN, "win1", Form("One"), NOW)
    await database.write(keep, ANN, "win2", Form("Two"), NOW + timedelta(days=1))
    await database.write(keep, BEN, "win3", Form("Three", given_to=ANN), NOW + timedelta(days=2))
    assert await database.write(fire, NEW_YEAR - timedelta(seconds=1)) == 0
    assert await database.write(fire, NEW_YEAR) == 1
    assert await database.write(fire, NEW_YEAR + timedelta(days=200)) == 0
    assert await database.read(owed) == [
        ("win.given", ANN, NOW + timedelta(days=2)),
        ("win.quarter", ANN, datetime(2027, 1, 1, 8, 0, tzinfo=UTC)),
    ]


async def test_a_win_of_the_new_quarter_does_not_put_off_the_list_of_the_old_one(database: Database) -> None:
    await database.write(keep, ANN, "win1", Form("One"), NOW)
    # Nobody has looked at what is due since the quarter ended.
    await database.write(keep, ANN, "win2", Form("Two"), NEW_YEAR + timedelta(hours=1))
    assert await database.write(fire, NEW_YEAR + timedelta(hours=2)) == 1
    assert await database.write(fire, NEW_YEAR + timedelta(days=100)) == 1
    assert [view for view, _, _ in await database.read(owed)] == ["win.quarter"] * 2


async def test_a_quarter_that_ends_twice_as_its_owner_moves_west_is_told_once(database: Database) -> None:
    def move(tx: Connection, zone: str) -> None:
        settings.save_person(tx, TEAM, ANN, OfPerson(zone))

    await database.write(keep, ANN, "win1", Form("One"), NOW)
    assert await database.write(fire, NEW_YEAR) == 1
    await database.write(move, "America/New_York")
    await database.write(keep, ANN, "win2", Form("Two"), NEW_YEAR + timedelta(hours=1))
    assert await database.write(fire, NEW_YEAR + timedelta(hours=6)) == 1
    assert [view for view, _, _ in await database.read(owed)] == ["win.quarter"]


async def test_who_is_gone_or_wants_no_list_or_deleted_everything_is_told_nothing(database: Database) -> None:
    def leave(tx: Connection) -> None:
        furnish(tx, gone=ANN)
        settings.save_person(tx, TEAM, BEN, OfPerson(muted=frozenset({RITUAL})))
        acts.delete(tx, Who(TEAM, CHEN), "win3")

    for win, person in (("win1", ANN), ("win2", BEN), ("win3", CHEN)):
        await database.write(keep, person, win, Form("One"), NOW)
    await database.write(leave)
    assert await database.write(fire, NEW_YEAR) == 3
    assert await database.read(owed) == []


async def test_what_cannot_be_posted_is_told_to_its_owner_once_for_a_channel(database: Database) -> None:
    def fail(tx: Connection, *causes: Delivery) -> None:
        add(tx, WIN)
        for cause in causes:
            acts.tell_unshared(tx, cause, "is_archived", NOW)

    lost = Delivery(TEAM, "card:card1:1", RITUAL, RITUAL, WIN.id, NOW, HERE, card="card1", is_card=True)
    to_nobody = replace(lost, channel=None, card=None, person=BEN)
    await database.write(fail, lost, lost, to_nobody, replace(lost, ritual_id="gone"))
    assert await database.read(owed) == [("win.unshared", ANN, NOW)]
