"""Actions as they are stored, on both engines; and who finds them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection

from rituals.actions.model import Action, Source, State
from rituals.ids import ActionId, Channel, Person, Ref
from rituals.workspace import Member, Place
from storage import actions, channels, people, timers
from storage.database import Database
from tests.actions.making import ACTION, ANN, BEN, CHEN, DANA, HERE, NOW, TEAM

READ_AT = datetime(2026, 1, 1, tzinfo=UTC)
SECRET = Channel("CSECRET")
ALL = (ANN, BEN, CHEN, DANA)


def furnish(tx: Connection) -> None:
    """Everybody is in the workspace; only Ann and Ben are in the private channel."""
    people.save_people(tx, TEAM, [Member(one, one, "Europe/Berlin") for one in ALL], READ_AT)
    for channel, private, inside in ((HERE, False, ALL), (SECRET, True, (ANN, BEN))):
        channels.save_channel(tx, TEAM, Place(channel, "here", private, False, True, True), READ_AT)
        channels.add_members(tx, (TEAM, channel), inside, READ_AT)
        channels.note_members_read(tx, (TEAM, channel), READ_AT)


def add(tx: Connection, *added: Action) -> list[bool]:
    furnish(tx)
    return [actions.add(tx, action) for action in added]


async def test_an_action_comes_back_as_it_went_in_and_is_added_once(database: Database) -> None:
    assert await database.write(add, ACTION, ACTION) == [True, False]
    found = await database.read(actions.find, TEAM, ACTION.id)
    assert found == replace(ACTION, remind_on=ACTION.due)
    dropped = replace(
        ACTION,
        owners=(CHEN,),
        state=State.DROPPED,
        reason="No.",
        ended_by=ANN,
        ended_at=NOW,
        due=date(2027, 1, 1),
    )
    await database.write(actions.save, dropped)
    assert await database.read(actions.find, TEAM, ACTION.id) == replace(dropped, remind_on=ACTION.due)


async def test_what_came_of_a_ritual_is_read_by_it_as_each_person_sees_it(database: Database) -> None:
    source = Source("decision", "dec1")
    came = replace(ACTION, source=source)
    made = [
        replace(came, id=ActionId("private"), channel=SECRET, due=ACTION.due + timedelta(days=1)),
        replace(came, id=ActionId("done"), state=State.DONE, due=ACTION.due - timedelta(days=1)),
        replace(came, id=ActionId("here")),
        replace(came, id=ActionId("of another"), source=Source("decision", "dec2")),
        replace(came, id=ActionId("of another ritual"), source=Source("rfc", "dec1")),
        replace(came, id=ActionId("of none"), source=None),
    ]
    await database.write(add, *made)
    of = Ref(TEAM, "decision", "dec1")
    for person, seen in ((ANN, ["here", "private", "done"]), (DANA, ["here", "done"])):
        found, total = await database.read(actions.read_of_source, of, person, 10)
        assert ([one.id for one in found], total) == (seen, len(seen))
        assert all(one.source == source for one in found)
    found, total = await database.read(actions.read_of_source, of, ANN, 1)
    assert ([one.id for one in found], total) == (["here"], 3)
    assert await database.read(actions.read_of_source, Ref(TEAM, "decision", "dec3"), ANN, 1) == ([], 0)


async def test_what_is_mine_is_open_and_due_first(database: Database) -> None:
    later = replace(ACTION, id=ActionId("later"), due=ACTION.due + timedelta(days=1))
    others = replace(ACTION, id=ActionId("others"), owners=(BEN,))
    done = replace(ACTION, id=ActionId("done"), state=State.DONE, ended_by=ANN, ended_at=NOW)
    await database.write(add, later, ACTION, others, done)
    assert [one.id for one in await database.read(actions.read_mine, TEAM, ANN)] == [ACTION.id, later.id]
    listed = await database.read(actions.read_of_channel, (TEAM, HERE), DANA)
    assert [one.id for one in listed] == [ACTION.id, others.id, later.id]
    ended = await database.read(actions.read_ended_by, TEAM, ANN, NOW, 5)
    assert [one.id for one in ended] == [done.id]


async def test_an_action_of_a_private_channel_is_found_by_its_members_only(database: Database) -> None:
    # Dana owns it too: a member who left must not see it any more.
    private = replace(ACTION, id=ActionId("private"), channel=SECRET, owners=(ANN, DANA))
    alone = replace(ACTION, id=ActionId("alone"), channel=None, owners=(BEN,))
    await database.write(add, private, alone)
    done = [replace(one, state=State.DONE, ended_at=NOW) for one in (private, alone)]
    assert await database.write(read_found) == {ANN: {"private", "alone"}, BEN: {"private", "alone"}}
    for one in done:
        for person in ALL:
            await database.write(actions.save, replace(one, ended_by=person))
            found = await database.read(actions.read_ended_by, TEAM, person, NOW, 5)
            assert (one.id in [each.id for each in found]) is (person in (ANN, BEN))


def read_found(tx: Connection) -> dict[Person, set[str]]:
    """What each person finds by any way there is."""
    for action in ("private", "alone"):
        for person in ALL:
            actions.set_nudge(tx, replace(ACTION, id=ActionId(action)), person, "nudge")
    found = {}
    for person in ALL:
        ways = [
            *actions.read_mine(tx, TEAM, person),
            *actions.read_of_channel(tx, (TEAM, SECRET), person),
            *actions.read_nudged(tx, TEAM, person, "nudge"),
            *(actions.find_visible(tx, TEAM, one, person) for one in ("private", "alone")),
        ]
        if seen := {one.id for one in ways if one}:
            found[person] = {str(one) for one in seen}
    return found


async def test_a_channel_that_goes_by_another_id_keeps_its_actions(database: Database) -> None:
    await database.write(add, ACTION)
    await database.write(channels.change_id, TEAM, HERE, "CNEW")
    assert [one.id for one in await database.read(actions.read_of_channel, (TEAM, "CNEW"), ANN)] == ["act1"]


async def test_the_reminder_is_set_for_midnight_of_the_first_zone(database: Database) -> None:
    def east(tx: Connection) -> datetime | None:
        people.save_people(tx, TEAM, [Member(ANN, "", "UTC"), Member(BEN, "", "Asia/Tokyo")], READ_AT)
        actions.add(tx, replace(ACTION, channel=None))
        return timers.read_next(tx)

    assert await database.write(east) == datetime(2026, 11, 19, 15, 0, tzinfo=UTC)
