"""Buttons of direct messages once what they are for has ended: a press puts how it came out in their place."""

import pytest

from sandbox import payloads
from sandbox.workspaces import seat_bot
from tests.decisions.deciding import advise, write
from tests.decisions.scenes import decide, happen, manage, reach, send, vote
from tests.town import Town

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])

LATER = {"… or typed": "fri 17:00"}
TABS = "/decide Which tabs? | Two | Four"


async def test_a_reminder_shows_how_it_came_out_and_keeps_what_still_waits(town: Town) -> None:
    await reach(town, 0, 9)
    card = await decide(town, more=LATER)
    await decide(town, TABS, LATER)
    await reach(town, 3, 2)
    ben = town["Ben"]
    reminder = ben.finds("2 decisions wait for your vote", in_="@Cairn")
    await vote(town, card, Ann="SQS")
    await manage(town["Ann"], card, "Close now")
    await town["Ann"].closes(everything=True)
    await town.settle()
    assert ben.read(reminder).count("[Vote]") == 2
    # The first of two buttons that are called alike.
    beside = next(block for block in reminder.blocks if "Which queue?" in str(block))
    pressed = {**beside["accessory"], "block_id": beside["block_id"]}
    await send(town, payloads.click_in_message(town.slack, ben.who, reminder, pressed))
    await town.settle()
    assert not ben.has_modal
    shown = ben.read(reminder)
    assert "Which queue?\nDecided: SQS\n[Details]" in shown
    assert shown.count("[Vote]") == 1
    assert "Which tabs?" in shown
    await ben.clicks("Details", on=reminder)
    assert "Which queue?" in ben.modal
    await ben.closes()
    await ben.clicks("Vote", on=reminder)
    assert "Which tabs?" in ben.modal
    for name in ("Ann", "Chen"):
        town[name].reads("@Cairn")


async def test_a_question_whether_a_vote_still_holds_shows_how_it_came_out(town: Town) -> None:
    card = await decide(town)
    await vote(town, card, Ben="SQS")
    ann, ben = town["Ann"], town["Ben"]
    await manage(ann, card, "Amend")
    await ann.fills({"Context": "It is full every night."})
    await ann.submits("Amend")
    await town.settle()
    asked = ben.finds("was amended since you voted", in_="@Cairn")
    await manage(ann, card, "Cancel it")
    await ann.fills("Reason", "We have no time.")
    await ann.submits("Cancel decision")
    await town.settle()
    await ben.clicks("Keep my vote", on=asked)
    await town.settle()
    shown = ben.read(asked)
    assert "was amended since you voted" in shown
    assert "Which queue?\nCancelled\n[Details]" in shown
    assert "[Keep my vote]" not in shown
    assert "[Change it]" not in shown


async def test_where_the_outcome_was_written_in_another_place_the_message_tells_it(town: Town) -> None:
    card = await advise(town)
    ben = town["Ben"]
    asked = ben.finds("you decide.", in_="@Cairn")
    await write(ben, card)
    await ben.closes(everything=True)
    await town.settle()
    await ben.clicks("Write the outcome", on=asked)
    await town.settle()
    assert not ben.has_modal
    assert "Decided: Kafka, against the vote for SQS\n[Details]" in ben.read(asked)


async def test_as_long_as_it_goes_on_a_press_is_answered_in_words_and_changes_nothing(town: Town) -> None:
    await reach(town, 0, 9)
    card = await decide(town, more={**LATER, "Decider": ["Chen"]})
    await reach(town, 3, 2)
    ben = town["Ben"]
    reminder = ben.finds("1 decision waits for your vote", in_="@Cairn")
    before = ben.read(reminder)
    await manage(town["Ann"], card, "Close now")
    await town["Ann"].closes(everything=True)
    await town.settle()
    await ben.clicks("Vote", on=reminder)
    await town.settle()
    ben.finds("Voting has ended. What is decided is being written.", in_="@Cairn")
    assert ben.read(reminder) == before
    for name in ("Ann", "Chen"):
        town[name].reads("@Cairn")


async def test_whoever_does_not_see_it_any_more_does_not_learn_how_it_came_out(town: Town) -> None:
    seat_bot(town.slack.workspace, "leads")
    await reach(town, 0, 9)
    card = await decide(town, more=LATER, in_="leads")
    await reach(town, 3, 2)
    ben = town["Ben"]
    reminder = ben.finds("1 decision waits for your vote", in_="@Cairn")
    before = ben.read(reminder)
    await ben.leaves("leads")
    await happen(town)
    await manage(town["Ann"], card, "Close now")
    await town["Ann"].closes(everything=True)
    await town.settle()
    await ben.clicks("Vote", on=reminder)
    await town.settle()
    ben.finds("I can't find that decision.", in_="@Cairn")
    assert ben.read(reminder) == before
    town["Ann"].reads("@Cairn")
