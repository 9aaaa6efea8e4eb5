"""What people do on what they saw before it went on: nothing typed is lost, and nothing happens that they did not mean."""

import pytest

from sandbox import payloads
from tests.commitments.after_scenes import close, reveal, work
from tests.commitments.scenes import (
    NATS,
    REASON,
    commit,
    commitment_of,
    disagree,
    dissent,
    manage,
    send,
    take,
)
from tests.decisions.scenes import press
from tests.town import Town

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])


async def test_of_two_owners_who_close_at_once_one_shows_positions_and_the_other_closes_nothing(
    town: Town,
) -> None:
    card = await commit(town, more={"Co-owners": ["Chen"]})
    await disagree(town, card, "Ben", "Can't commit")
    ann, chen = town["Ann"], town["Chen"]
    for owner in (ann, chen):
        await owner.picks("Manage", on=card)
    await ann.clicks("Close now", confirm=True)
    await chen.clicks("Close now", confirm=True)
    assert "It has gone on since you looked at it. Look at the card again" in chen.modal
    await town.settle()
    assert "Positions are shown, and there is disagreement." in ann.read(card)
    for owner in (ann, chen):
        await owner.closes(everything=True)
    asked = chen.finds("positions are shown", in_="@Cairn")
    await work(town, card)
    await chen.clicks("Close now", on=asked, confirm=True)
    await town.settle()
    chen.finds("It has gone on since you looked at it.", in_="@Cairn")
    assert "worked through in the thread" in ann.read(card)
    await close(town, card)
    assert "It is blocked" in ann.read(card)
    ann.reads("@Cairn")


async def test_the_end_of_working_through_is_moved_with_a_reason_which_card_post_and_history_show(
    town: Town,
) -> None:
    card = await reveal(town)
    ann = town["Ann"]
    await work(town, card)
    await manage(ann, card, "Move deadline")
    await ann.fills({"… or typed": "12d"})
    await ann.submits("Move it")
    assert ann.errors["Reason"] == "Write why more time is needed: it is shown on the card."
    await ann.fills({"Reason": "We try it <small> first"})
    await ann.submits("Move it")
    await town.settle()
    assert "Deadline moved: We try it <small> first" in ann.read(card)
    post, told = ann.reads_thread(card)[-2:]
    assert "Deadline moved: We try it <small> first" in post
    assert "moved the deadline: it closes" in told
    await ann.picks("History", on=card)
    assert "We try it <small> first" in ann.modal
    await ann.closes()
    await town.pass_time(days=9)
    assert "worked through in the thread" in ann.read(card), "the end before it does nothing any more"
    await town.pass_time(days=5)
    assert "It is blocked" in ann.read(card)
    ann.reads("@Cairn")


async def test_what_was_typed_for_what_has_gone_on_stays_and_it_is_said_where_it_belongs(town: Town) -> None:
    card = await reveal(town)
    ann, chen = town["Ann"], town["Chen"]
    await work(town, card)
    await ann.clicks("Write what came of it")
    await ann.fills("What came of it", "Both want quiet nights.")
    await send(town, press(town, "Ann", card, "commitment.next", f"{commitment_of(card)} listen"))
    await town.settle()
    await ann.submits("Save")
    assert "Copy what you wrote: it can still be said there." in ann.errors["What came of it"]
    assert ann.modal.fields["What came of it"] == "Both want quiet nights."
    await ann.closes()
    await chen.clicks("Can't commit", on=card)
    await chen.fills({**dissent(town), "What would let you commit?": "A week of tests"})
    await close(town, card)
    await chen.submits("Take this position")
    assert chen.errors["Why?"] == (
        "Positions are closed: its decider is asked to decide. Say in the thread what they should know."
    )
    assert chen.modal.fields["What would let you commit?"] == "A week of tests"
    await chen.closes()
    ann.reads("@Cairn")


async def test_a_click_that_comes_again_takes_nothing_of_what_was_begun_after_it(town: Town) -> None:
    card = await commit(town)
    ben = town["Ben"]
    agree = payloads.click_in_message(town.slack, ben.who, card, button_of(town, "agree"))
    await send(town, agree)
    await town.settle()
    ben.finds("Your position: you agree.", in_="platform")
    await ben.clicks("Disagree, will commit", on=card)
    await ben.fills(REASON)
    await ben.closes()
    await send(town, agree)
    await town.settle()
    ben.reads("platform")
    await ben.clicks("Disagree, will commit", on=card)
    assert ben.modal.fields["Why?"] == REASON["Why?"]
    await ben.closes()
    assert "1 of 3 took a position" in ben.read(town.card(NATS))


async def test_the_last_to_take_a_position_is_told_that_it_has_closed_by_that(town: Town) -> None:
    card = await commit(town)
    await take(town, card, Ann="Agree", Ben="Agree")
    await town["Chen"].clicks("Agree", on=card)
    await town.settle()
    said = town["Chen"].read(town["Chen"].finds("Your position: you agree.", in_="platform"))
    assert "All are in now, so positions are closed." in said
    assert "Withdraw" not in said


def button_of(town: Town, stance: str) -> dict[str, str]:
    """The button of a position, as it stands on the card."""
    shown = commitment_of(town.card(NATS))
    return {
        "type": "button",
        "block_id": "positions",
        "action_id": f"commitment.take/{stance}",
        "value": f"{shown} 1",
    }
