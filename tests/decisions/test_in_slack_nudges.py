"""Nudges: whom, when, how often; and that they stop."""

from zoneinfo import ZoneInfo

from sandbox.things import Message
from tests.decisions.scenes import decide, manage, reach, vote
from tests.town import Town

LATER = {"… or typed": "fri 17:00"}


async def test_those_who_have_not_voted_are_nudged_in_their_own_working_hours_and_twice_at_most(
    town: Town,
) -> None:
    await reach(town, 0, 9)  # Monday 10:00 in Berlin.
    card = await decide(town, more=LATER)
    await vote(town, card, Ann="SQS")
    told: dict[str, list[str]] = {"Ben": [], "Chen": []}
    await reach(town, 2, 8)  # Not yet half-way.
    assert not town["Ben"].messages("@Cairn")
    for _ in range(56):
        before = {name: len(town[name].messages("@Cairn")) for name in told}
        await town.pass_time(hours=1)
        for name in told:
            more = len(town[name].messages("@Cairn")) - before[name]
            local = town.now().astimezone(ZoneInfo(town[name].who.zone))
            told[name] += [f"{local:%a %H}"] * more
    assert not town["Ann"].messages("@Cairn")
    assert {name: len(times) for name, times in told.items()} == {"Ben": 2, "Chen": 2}
    for times in told.values():
        assert all(time[:3] not in ("Sat", "Sun") and 9 <= int(time[4:]) <= 18 for time in times), told


async def test_a_nudge_opens_the_ballot_and_none_follows_a_vote(town: Town) -> None:
    await reach(town, 0, 9)
    await decide(town, more=LATER)
    await reach(town, 3, 2)
    ben = town["Ben"]
    nudge = ben.finds("1 decision waits for your vote", in_="@Cairn")
    assert "Which queue?" in ben.read(nudge)
    await ben.clicks("Vote", on=nudge)
    await ben.fills("Your vote", "SQS")
    await ben.submits("Vote")
    assert "Your vote: SQS." in ben.modal
    told = len(ben.messages("@Cairn"))
    await town.pass_time(days=7)
    assert len(ben.messages("@Cairn")) == told


async def test_what_waits_in_one_half_day_is_told_in_one_message(town: Town) -> None:
    await reach(town, 0, 9)
    await decide(town, more=LATER)
    await decide(town, "/decide Which broker? | Kafka | NATS", LATER)
    await reach(town, 3, 2)
    texts = town["Ben"].reads("@Cairn")
    assert len(texts) == 1
    assert "2 decisions wait for your vote" in texts[0]
    assert "Which queue?" in texts[0]
    assert "Which broker?" in texts[0]


async def test_nobody_is_nudged_about_what_has_ended_meanwhile(town: Town) -> None:
    await reach(town, 0, 9)
    card = await decide(town, more=LATER)
    await manage(town["Ann"], card, "Close now")
    await town.pass_time(days=7)
    assert not town["Ben"].messages("@Cairn")


async def test_what_takes_an_hour_has_no_nudge(town: Town) -> None:
    await reach(town, 0, 9)
    await decide(town, more={"… or typed": "1h"})
    await town.pass_time(days=2)
    assert not town["Ben"].messages("@Cairn")


async def test_moving_the_deadline_brings_no_third_nudge(town: Town) -> None:
    await reach(town, 0, 9)
    card = await decide(town, more=LATER)
    await reach(town, 4, 15)
    ben = town["Ben"]
    assert len(ben.messages("@Cairn")) == 2
    await move(town, card, "in 10 days")
    await town.pass_time(days=6)
    await move(town, card, "in 20 days")
    await town.pass_time(days=22)
    assert len(ben.messages("@Cairn")) == 2


async def test_moving_the_deadline_of_what_was_short_brings_its_nudges(town: Town) -> None:
    await reach(town, 0, 9)
    card = await decide(town, more={"… or typed": "1h"})
    await move(town, card, "fri 17:00")
    await town.pass_time(days=7)
    assert len(town["Ben"].messages("@Cairn")) == 2


async def move(town: Town, card: Message, to: str) -> None:
    ann = town["Ann"]
    await manage(ann, card, "Extend")
    await ann.fills("… or typed", to)
    await ann.fills("Why is more time needed?", "Ben is ill.")
    await ann.submits("Move deadline")
    await town.settle()
