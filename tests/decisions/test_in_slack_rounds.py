"""What stays of a decision, and asking the same anew: records, rounds that follow each other, actions."""

from dataclasses import replace

import pytest

from rituals.ids import Channel, Team
from rituals.records.model import Record, State
from sandbox.acts import deactivate
from sandbox.filling import Value
from sandbox.people import Person
from sandbox.things import Message
from storage import records
from tests.decisions.deciding import OUTCOME, advise, close, write
from tests.decisions.scenes import decide, happen, manage, press, send, vote
from tests.records.making import RECORD
from tests.town import Town


async def read_record(town: Town, number: int) -> Record:
    team = Team(town.slack.workspace.team)
    return await town.bot.foundation.database.read(records.get, team, number)


async def again(town: Town, person: Person, card: Message, more: dict[str, Value] | None = None) -> Message:
    """Somebody asks anew from the card, with the form as it comes; returns the card of the new round."""
    await person.clicks("New round", on=card)
    await town.settle()
    if more:
        await person.clicks("More")
        await person.fills(more)
    await person.submits("Preview")
    await person.submits("Post")
    await town.settle()
    cards = [one for one in person.messages("platform") if "Which queue?" in str(one.blocks[:1])]
    assert len(cards) > 1
    return cards[-1]


async def test_what_the_vote_decides_is_recorded(town: Town) -> None:
    card = await decide(town, more={"Context": "The old queue is full.", "Quorum": "2"})
    await vote(town, card, Ann="SQS", Ben="SQS", Chen="Kafka")
    await close(town, card)
    ann = town["Ann"]
    assert "[Open D-1] [New round] [Add an action]" in ann.read(card)
    assert "[Open D-1] [Add an action]" in ann.reads_thread(card)[-1]
    record = await read_record(town, 1)
    assert (record.title, record.decision, record.state) == ("Which queue?", "SQS", State.ACCEPTED)
    assert record.context == "The old queue is full."
    assert [option.text for option in record.options] == ["Kafka", "SQS", "NATS"]
    assert record.result == ("SQS: 2 · 67 %", "Kafka: 1 · 33 %", "NATS: 0 · 0 %")
    assert "SQS has 2 votes from 3 people" in record.rationale
    assert record.method == "single choice"
    assert record.participation is not None
    assert (record.participation.answered, record.participation.seats) == (3, 3)
    assert set(record.consulted) == {town[name].id for name in ("Ann", "Ben", "Chen")}
    assert record.source.permalink.endswith(f"/archives/{card.channel}/p{card.ts.replace('.', '')}")
    await ann.clicks("Open D-1", on=card)
    assert ann.modal.title == "D-1"
    await ann.closes()
    await ann.picks("Details", on=card)
    assert "[Open D-1]" in ann.modal


async def test_what_a_person_decides_is_recorded_in_their_words(town: Town) -> None:
    card = await advise(town)
    ben = town["Ben"]
    ben.reads("@Cairn")
    await write(ben, card, {"Trade-offs accepted": "Somebody is on call.", "Confidence": "4 – sure"})
    await town.settle()
    record = await read_record(town, 1)
    assert (record.decision, record.decider, record.state) == ("Kafka", ben.id, State.ACCEPTED)
    assert record.rationale == OUTCOME["Why"]
    assert (record.trade_offs, record.confidence) == ("Somebody is on call.", 4)
    assert record.result[0] == "Decided against the vote for SQS."
    assert ben.id not in record.consulted + record.informed


@pytest.mark.parametrize(
    ("votes", "more", "state", "said"),
    [
        ({"Ann": "SQS", "Ben": "Kafka"}, {}, State.PROPOSED, "A tie between Kafka and SQS: no decision"),
        ({}, {}, State.PROPOSED, "No decision: nobody voted"),
        ({"Ann": "SQS"}, {"Quorum": "3"}, State.PROPOSED, "No decision: 1 of 3 voted and 3 were needed"),
        (
            {"Ann": "SQS", "Ben": "Kafka", "Chen": "SQS"},
            {"Threshold": "80 %"},
            State.REJECTED,
            "No decision: SQS",
        ),
        (
            {"Ann": "None of these"},
            {"None of these": ["Add “None of these”"]},
            State.REJECTED,
            "No decision: the vote is for none of these",
        ),
    ],
)
@pytest.mark.parametrize("engine", ["sqlite"])
async def test_what_was_not_decided_is_recorded_as_that(
    town: Town, votes: dict[str, str], more: dict[str, Value], state: State, said: str
) -> None:
    card = await decide(town, more=more)
    await vote(town, card, **votes)
    button = "Close without a decision" if "Quorum" in more else "Close now"
    await manage(town["Ann"], card, button)
    await town["Ann"].closes(everything=True)
    await town.settle()
    record = await read_record(town, 1)
    assert record.state is state
    assert record.decision.startswith(said)
    assert record.review_on is None
    assert "[Open D-1]" in town["Ann"].read(card)


async def test_what_was_cancelled_leaves_no_record(town: Town) -> None:
    card = await decide(town)
    ann = town["Ann"]
    await manage(ann, card, "Cancel it")
    await ann.fills("Reason", "Solved.")
    await ann.submits("Cancel decision")
    await town.settle()
    assert "D-1" not in ann.read(card)
    await ann.picks("Manage", on=card)
    assert "To think again, open a new decision." in ann.modal
    assert await town.bot.foundation.database.read(records.read_all, Team(town.slack.workspace.team)) == []


async def test_a_record_of_hidden_votes_names_nobody(town: Town) -> None:
    card = await decide(town, more={"What is shown": "Private tally"})
    await vote(town, card, Ben="SQS", Chen="SQS")
    await close(town, card)
    record = await read_record(town, 1)
    assert record.consulted == record.informed == ()
    assert record.participation is not None
    assert record.participation.answered == 2
    text = repr(record)
    assert town["Ben"].id not in text
    assert town["Chen"].id not in text


async def test_after_a_tie_a_new_round_asks_what_was_level_and_takes_its_place(town: Town) -> None:
    card = await decide(town, more={"Context": "The old queue is full.", "Co-owners": ["Chen"]})
    await vote(town, card, Ann="SQS", Ben="Kafka")
    await close(town, card)
    ann, ben = town["Ann"], town["Ben"]
    assert "New round takes the options that are level." in ann.read(card)
    await ben.clicks("New round", on=card)
    await town.settle()
    assert "Decides anew what was asked in D-1." in ben.modal
    assert ben.modal.fields["Question"] == "Which queue?"
    assert ben.modal.fields["Options"] == "Kafka\nSQS"
    assert ben.modal.fields["Context"] == "The old queue is full."
    assert ben.modal.fields["Co-owners"] == "@Chen Wei"
    await ben.closes()
    second = await again(town, ben, card)
    assert "[Follows D-1]" in ann.read(second)
    assert "[Asked anew]" in ann.read(card)
    await ann.clicks("Asked anew", on=card)
    assert "[Follows D-1]" in ann.modal
    await ann.closes()
    await vote(town, second, Ann="SQS", Ben="SQS")
    await manage(ben, second, "Close now")
    await ben.closes(everything=True)
    await town.settle()
    older, newer = await read_record(town, 1), await read_record(town, 2)
    assert (older.state, older.superseded_by) == (State.SUPERSEDED, 2)
    assert (newer.state, newer.supersedes) == (State.ACCEPTED, (1,))
    assert "[Open D-2] [Follows D-1]" in ann.read(second)
    await ann.clicks("Open D-1", on=card)
    assert "[Superseded by D-2]" in ann.modal
    assert "@Ben Ortiz put D-2 in its place" in ann.modal


async def test_a_round_that_decides_nothing_is_linked_both_ways(town: Town) -> None:
    card = await decide(town)
    await vote(town, card, Ann="SQS")
    await close(town, card)
    ann = town["Ann"]
    second = await again(town, ann, card)
    await close(town, second)
    older, newer = await read_record(town, 1), await read_record(town, 2)
    assert older.state is State.ACCEPTED
    assert [link.text for link in older.links] == ["D-2"]
    assert [link.text for link in newer.links] == ["D-1"]
    assert older.links[0].address == newer.source.permalink


async def test_everybody_who_sees_an_ended_decision_may_ask_anew_and_others_find_nothing(town: Town) -> None:
    town.slack.workspace.get_channel("leads").members.append(_bot(town))
    card = await decide(town, in_="leads")
    await close(town, card)
    dana = town["Dana"]
    await send(town, press(town, "Dana", await decide(town), "decision.again", "1"))
    await town.settle()
    dana.finds("I can't find that record.", in_="platform")
    await send(town, press(town, "Dana", town.card("Which queue?"), "decision.again", "nonsense"))
    await town.settle()
    dana.finds("I can't find that record.", in_="platform")
    await manage(town["Ann"], card, "New round")
    assert town["Ann"].modal.fields["Question"] == "Which queue?"


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_a_round_cannot_follow_what_its_owner_no_longer_sees(town: Town) -> None:
    town.slack.workspace.get_channel("leads").members.append(_bot(town))
    card = await decide(town, in_="leads")
    await close(town, card)
    ben = town["Ben"]
    await ben.clicks("New round", on=card)
    await town.settle()
    await ben.clicks("More")
    await ben.fills("Channel", "platform")
    await ben.leaves("leads")
    await happen(town)
    await ben.submits("Preview")
    assert "You can't see D-1 any more, so this can't follow it." in " ".join(ben.errors.values())


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_what_was_written_down_by_hand_can_be_asked(town: Town) -> None:
    team, channel = Team(town.slack.workspace.team), town.channel("platform")
    kept = replace(RECORD, team=team, channel=Channel(channel), title="Which cache?", decider=None)
    number = await town.bot.foundation.database.write(records.add, kept)
    card = await decide(town)
    await send(town, press(town, "Ann", card, "decision.again", str(number)))
    await town.settle()
    ann = town["Ann"]
    assert ann.modal.fields["Question"] == "Which cache?"
    assert ann.modal.fields["Options"].splitlines() == [option.text for option in kept.options]
    assert f"Decides anew what was asked in D-{number}." in ann.modal


async def test_an_action_comes_of_a_decision(town: Town) -> None:
    card = await decide(town)
    await vote(town, card, Ann="SQS")
    await close(town, card)
    ann = town["Ann"]
    await ann.clicks("Add an action", on=card)
    await ann.fills("What is to be done", "Move the first topic")
    await ann.submits("Add")
    await town.settle()
    assert any("Move the first topic" in text for text in ann.reads("platform"))


async def test_a_decider_of_a_round_before_who_is_gone_is_told_beside_the_field(town: Town) -> None:
    card = await decide(town, more={"Decider": ["Chen"]})
    await close(town, card)
    await deactivate(town.slack, town["Chen"].id)
    await happen(town)
    ann = town["Ann"]
    ann.reads("@Cairn")
    await write(ann, card)
    await town.settle()
    await ann.closes()
    await ann.clicks("New round", on=card)
    await town.settle()
    await ann.clicks("More")
    await ann.submits("Preview")
    assert ann.errors == {"Decider": "Chen Wei is deactivated. Choose somebody else."}


def _bot(town: Town) -> str:
    installation = town.slack.workspace.installation
    assert installation is not None
    return installation.bot_user
