"""The courier alone, with a ritual made for the test: private words, things that fail, slow workers, many cards."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from handlers.replies import Message
from rituals.ids import Channel, Person, Team
from sandbox.faults import delay, drop_answer, lose, server_error
from storage import cards
from storage.database import Database
from storage.deliveries import Delivery, Sending
from tests.bot.making import ask, assert_each_once, count_owed, count_posts
from tests.bot.office import Note, Office
from tests.bot.test_card_faults import ON_SQLITE
from tests.town import QUICK, build_town


@pytest.mark.parametrize("fault", [drop_answer(), lose(), server_error()])
async def test_opening_a_conversation_again_does_no_harm(office: Office, fault: Any) -> None:
    office.town.slack.faults.add("conversations.open", fault)
    await office.owe(office.owed("hello", person=Person(office.town["Ben"].id)))
    courier = office.courier()
    await courier.send_due()
    await courier.send_due()
    assert office.town["Ben"].reads("@Cairn") == ["hello"]
    assert len(office.town.slack.calls("conversations.history")) == 0


async def test_one_that_cannot_be_rendered_holds_up_no_other_and_is_given_up_in_the_end(
    office: Office,
) -> None:
    office.note.broken = {"bad", "bad card"}
    await office.card("bad card")
    await office.card("good card", "general")
    await office.owe(office.owed("bad"), office.owed("good"))
    courier = office.courier(replace(QUICK, most_tries=3))
    for _ in range(6):
        await courier.send_due()
    assert office.stands() == ["good"]
    assert office.stands("general") == ["good card"]
    assert await office.state("bad") == Sending.DEAD
    assert sorted(office.note.told) == [("bad", "failed"), ("bad card", "failed")]


async def test_a_card_that_cannot_be_drawn_any_more_holds_up_no_other(office: Office) -> None:
    await office.card("first")
    await office.card("second", "general")
    courier = office.courier(replace(QUICK, look_after=timedelta(minutes=1)))
    await courier.send_due()
    office.note.broken = {"first"}
    await office.touch("first", "first, changed")
    await office.touch("second", "second, changed")
    await courier.send_due()
    assert office.stands("general") == ["second, changed"]
    office.note.broken = set()
    office.ahead += timedelta(minutes=2)
    await courier.send_due()
    assert office.stands() == ["first, changed"]


async def test_waiting_for_ones_turn_is_no_failure(office: Office) -> None:
    office.town.slack.rates.scale = None
    courier = office.courier(replace(QUICK, post_gap=timedelta(seconds=1), most_tries=3))
    await office.owe(*(office.owed(f"note {n}") for n in range(8)))
    for _ in range(7):
        await courier.send_due()
        office.ahead += timedelta(seconds=1)
    office.town.slack.faults.add("chat.postMessage", server_error())
    for _ in range(3):
        await courier.send_due()
        office.ahead += timedelta(seconds=1)
    assert sorted(office.stands()) == [f"note {n}" for n in range(8)]


NOTES = [f"note {n}" for n in range(8)]


async def test_a_channel_reads_what_it_is_told_in_order(office: Office) -> None:
    for note in NOTES[:4]:
        await office.owe(office.owed(note))
    await office.owe(*(office.owed(note) for note in NOTES[4:]))
    await office.courier().send_due()
    assert office.stands() == NOTES


async def test_what_waits_for_its_turn_is_not_overtaken(office: Office) -> None:
    office.town.slack.rates.scale = None
    courier = office.courier(replace(QUICK, post_gap=timedelta(seconds=1)))
    for note in NOTES:
        await office.owe(office.owed(note))
        await courier.send_due()
        office.ahead += timedelta(seconds=0.3)
    while len(office.stands()) < len(NOTES):
        office.ahead += timedelta(seconds=0.4)
        await courier.send_due()
    assert office.stands() == NOTES


async def test_a_channel_with_much_to_wait_for_holds_up_no_other(office: Office) -> None:
    office.town.slack.rates.scale = None
    courier = office.courier(replace(QUICK, post_gap=timedelta(seconds=1)))
    much = [f"note {n}" for n in range(45)]
    await office.owe(*(office.owed(note) for note in much))
    await office.owe(office.owed("other", channel=Channel(office.town.channel("general"))))
    await courier.send_due()
    await courier.send_due()
    assert office.stands("general") == ["other"]
    while len(office.stands()) < len(much):
        office.ahead += timedelta(seconds=1)
        await courier.send_due()
    assert office.stands() == much


async def test_what_people_are_told_one_by_one_holds_up_no_channel(office: Office) -> None:
    office.town.slack.rates.scale = None
    courier, ben = office.courier(), Person(office.town["Ben"].id)
    many = [f"note {n}" for n in range(25)]
    await office.owe(*(office.owed(note, person=ben) for note in many), office.owed("for all"))
    await courier.send_due()
    assert office.stands() == ["for all"]
    await courier.drain()
    assert office.town["Ben"].reads("@Cairn") == many


@dataclass
class SlowNote(Note):
    """A ritual whose messages take long."""

    takes: timedelta = timedelta(seconds=1.5)
    office: Office = field(kw_only=True)

    def render(self, tx: Connection, delivery: Delivery, now: datetime) -> Message:
        self.office.ahead += self.takes
        return super().render(tx, delivery, now)


async def test_a_place_where_everything_takes_long_ends_its_turn(office: Office) -> None:
    office.town.slack.rates.scale = None
    office.note = note = SlowNote(office=office)
    courier = office.courier()
    await office.owe(*(office.owed(note) for note in NOTES))
    await courier.send_due()
    assert office.stands() == NOTES[:2]
    note.takes = timedelta(0)
    await courier.send_due()
    assert office.stands() == NOTES


async def test_a_channel_that_comes_free_during_a_pass_is_for_what_waited_before(office: Office) -> None:
    office.town.slack.rates.scale = None
    passes: list[str] = []

    def dawdle(point: str) -> None:
        if point == "claimed":
            passes.append(point)
            office.ahead += timedelta(seconds=0.2)

    courier = office.courier(replace(QUICK, post_gap=timedelta(seconds=1)), dawdle)
    await office.owe(office.owed("first"), office.owed("second"))
    await courier.send_due()
    office.ahead += timedelta(seconds=0.9)
    await office.owe(office.owed("third"))
    await courier.send_due()
    assert len(passes) == 2
    assert office.stands() == ["first"]
    for _ in range(8):
        office.ahead += timedelta(seconds=0.4)
        await courier.send_due()
    assert office.stands() == ["first", "second", "third"]


async def test_while_slack_cannot_be_reached_nothing_is_given_up(office: Office) -> None:
    await office.owe(office.owed("hello"))
    courier = office.courier(replace(QUICK, most_tries=3))
    client = await office.town.bot.door.client(office.team)
    there, client.base_url = client.base_url, "http://127.0.0.1:9/api/"
    for _ in range(10):
        await courier.send_due()
    assert await office.state("hello") == Sending.PENDING
    client.base_url = there
    await courier.send_due()
    assert office.stands() == ["hello"]


async def test_a_worker_that_slept_past_its_lease_posts_nothing(office: Office) -> None:
    await office.owe(office.owed("hello"))
    limits = replace(QUICK, lease=timedelta(seconds=30))

    def fall_asleep(point: str) -> None:
        if point == "claimed":
            office.ahead += timedelta(seconds=31)

    await office.courier(limits, fall_asleep).send_due()
    assert office.stands() == []
    other = office.courier(limits)
    for _ in range(2):
        await other.send_due()
    assert office.stands() == ["hello"]
    assert_each_once(office.town.slack)


@pytest.mark.parametrize(("away", "looks"), [(40, False), (91, True)])
async def test_what_was_being_sent_at_a_crash_is_looked_for_once_slack_must_show_it(
    office: Office, away: float, looks: bool
) -> None:
    def crash(point: str) -> None:
        if point == "posted":
            raise RuntimeError("crash")

    await office.owe(office.owed("hello"))
    limits = replace(QUICK, look_after=timedelta(seconds=60))
    await office.courier(limits, crash).send_due()
    assert await office.state("hello") == Sending.SENDING
    office.ahead += timedelta(seconds=away)
    await office.courier(limits).send_due()
    assert await office.state("hello") == (Sending.SENT if looks else Sending.UNKNOWN)
    assert_each_once(office.town.slack)


async def test_two_workers_at_once_send_each_message_once(office: Office) -> None:
    await office.owe(*(office.owed(f"note {n}") for n in range(50)))
    office.town.slack.rates.scale = None
    couriers = office.courier(), office.courier()
    for _ in range(5):
        await asyncio.gather(*(courier.send_due() for courier in couriers))
    assert len(count_posts(office.town.slack)) == 50
    assert_each_once(office.town.slack)


@ON_SQLITE
async def test_a_workspace_that_answers_slowly_holds_up_no_other_and_is_known_to_be_stuck(
    office: Office,
) -> None:
    asked = asyncio.Event()

    async def keep_waiting(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.set()
        await reader.read()
        writer.close()

    slow, door = Team("T0SLOW"), office.town.bot.door
    await door.install("xoxb-slow", {"team_id": slow, "user_id": "UCAIRN"}, frozenset())
    async with await asyncio.start_server(keep_waiting, "127.0.0.1", 0) as server:
        client = await door.client(slow)
        client.base_url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/api/"
        courier = office.courier()
        running = asyncio.create_task(courier.run())
        await office.owe(office.owed("one", team=slow, channel=Channel("C1")))
        courier.wake()
        await asyncio.wait_for(asked.wait(), 5)
        await office.owe(office.owed("two"))
        courier.wake()
        await office.town.slack.until(lambda: office.stands() == ["two"], 5)
        office.ahead += timedelta(seconds=91)
        assert office.real() - courier.passed_at > timedelta(seconds=90)
        await door.close()
        await courier.stop()
        await running
    assert await office.state("one") == Sending.UNKNOWN


@ON_SQLITE
async def test_a_post_whose_answer_takes_too_long_is_looked_for(database: Database) -> None:
    hasty = replace(QUICK, answer=timedelta(seconds=0.2), look_after=timedelta(seconds=0.3))
    async with build_town(database, hasty) as town:
        town.slack.faults.add("chat.postMessage", delay(0.3))
        await ask(town)
        await town.settle()
        assert len(town.slack.calls("chat.postMessage")) == 1
        assert await count_owed(town) == {Sending.SENT: 1}


async def test_a_stopped_courier_lets_another_go_on_at_once_and_sends_nothing_more(office: Office) -> None:
    first, second = office.courier(), office.courier()
    await office.owe(office.owed("one"))
    await first.send_due()
    await first.stop()
    await office.owe(office.owed("two"))
    await first.send_due()
    assert office.stands() == ["one"]
    await second.send_due()
    assert office.stands() == ["one", "two"]


async def test_a_close_is_drawn_at_once_and_before_the_others(office: Office) -> None:
    for name in ("one", "two"):
        await office.card(name, {"one": "platform", "two": "general"}[name])
    courier = office.courier(replace(QUICK, card_gap=timedelta(minutes=1), updates_a_minute=2))
    await courier.send_due()
    for name in ("one", "two"):
        await office.touch(name, f"{name}, changed")
    await courier.send_due()
    office.ahead += timedelta(seconds=61)
    await office.touch("one", "one, changed again")
    await courier.send_due()
    await office.touch("one", "one, changed thrice")
    office.note.says["two"] = "two, closed"
    await office.town.bot.foundation.database.write(cards.finish, office.team, "note", "two")
    await courier.send_due()
    assert office.stands("general") == ["two, closed"]
    assert office.stands() == ["one, changed again"]


async def test_a_card_that_is_touched_often_is_drawn_once_in_its_gap(office: Office) -> None:
    await office.card("one")
    courier = office.courier(replace(QUICK, card_gap=timedelta(seconds=2)))
    await courier.send_due()
    for second in range(20):
        await office.touch("one", f"after {second}")
        await courier.send_due()
        office.ahead += timedelta(milliseconds=500)
    office.ahead += timedelta(seconds=2)
    await courier.send_due()
    assert office.stands() == ["after 19"]
    assert len(office.town.slack.calls("chat.update")) <= 6
