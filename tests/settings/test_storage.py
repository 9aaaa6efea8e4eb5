"""Settings as they are stored, on both engines: only what differs; and what they do to a person's calendar."""

from datetime import UTC, date, datetime, time

from sqlalchemy import Connection, func, select

from rituals.calendar import WorkingHours
from rituals.decisions.terms import Method
from rituals.ids import Person, Team
from rituals.settings.model import NUDGES, OfChannel, OfPerson, OfWorkspace
from rituals.workspace import Member
from storage import channels, people, settings
from storage.database import Database
from storage.schema import person_settings

TEAM, ANN, AT = Team("T1"), Person("UANN"), datetime(2026, 11, 16, 6, 0, tzinfo=UTC)
EARLY = WorkingHours(frozenset({6, 0}), time(7), time(15, 30))
CHOSEN = OfPerson("Asia/Tokyo", EARLY, date(2026, 11, 20), frozenset({"action"}))


async def test_what_was_chosen_comes_back_and_the_usual_takes_no_row(database: Database) -> None:
    await database.write(settings.save_person, TEAM, ANN, CHOSEN)
    assert await database.read(settings.of_person, TEAM, ANN) == CHOSEN
    assert await database.read(settings.of_person, TEAM, Person("UBEN")) == OfPerson()
    await database.write(settings.save_person, TEAM, ANN, OfPerson())
    assert await database.read(count_rows) == 0
    channel = OfChannel(method=Method.APPROVAL, days=5, hints=frozenset())
    await database.write(settings.save_channel, TEAM, "C1", channel)
    assert await database.read(settings.of_channel, TEAM, "C1") == channel
    assert await database.read(settings.of_channel, TEAM, "C2") == OfChannel()


async def test_a_channel_that_goes_by_another_id_keeps_what_was_chosen_last(database: Database) -> None:
    for channel, days in (("COLD", 3), ("CNEW", 4)):
        await database.write(settings.save_channel, TEAM, channel, OfChannel(days=days))
    await database.write(channels.change_id, TEAM, "COLD", "CNEW")
    assert (await database.read(settings.of_channel, TEAM, "CNEW")).days == 4
    await database.write(channels.change_id, TEAM, "CNEW", "CNEWER")
    assert (await database.read(settings.of_channel, TEAM, "CNEWER")).days == 4


def count_rows(tx: Connection) -> int:
    return tx.execute(select(func.count()).select_from(person_settings)).scalar_one()


async def test_a_person_works_as_they_chose_else_as_the_workspace_did(database: Database) -> None:
    def know(tx: Connection) -> None:
        people.save_people(tx, TEAM, [Member(ANN, "Ann", "UTC")], AT)

    async def find() -> Member:
        found = await database.read(people.find_person, TEAM, ANN)
        assert found is not None
        return found

    await database.write(know)
    assert (await find()).calendar.next_working_moment(AT) == datetime(2026, 11, 16, 9, tzinfo=UTC)
    await database.write(settings.save_workspace, TEAM, OfWorkspace(EARLY, nudges=False))
    assert (await find()).calendar.next_working_moment(AT) == datetime(2026, 11, 16, 7, tzinfo=UTC)
    assert (await find()).muted == frozenset(NUDGES)
    await database.write(settings.save_person, TEAM, ANN, OfPerson(away_until=date(2026, 11, 16)))
    assert (await find()).calendar.next_working_moment(AT) == datetime(2026, 11, 22, 7, tzinfo=UTC)
    await database.write(settings.save_person, TEAM, ANN, OfPerson(zone="Asia/Tokyo"))
    assert (await find()).zone == "Asia/Tokyo"
