"""Who sees a channel no longer is told nothing more of what lives there, and is not waited for."""

import pytest

from sandbox import acts
from tests.decisions.scenes import QUEUE, decide, decision_of, happen, manage, press, send, vote
from tests.town import Town

pytestmark = pytest.mark.both_engines


async def test_who_left_a_private_channel_is_not_told_how_it_reads_now(town: Town) -> None:
    ann, ben = town["Ann"], town["Ben"]
    await ann.invites("Cairn", to="leads")
    await happen(town)
    card = await decide(town, in_="leads")
    await vote(town, card, Ben="SQS")
    await ben.leaves("leads")
    await happen(town)
    await manage(ann, card, "Amend")
    await ann.fills("Question", "Which queue after the merger?")
    await ann.submits()
    await town.settle()
    assert "1 of 2 voted" in ann.read(town.card("after the merger?", "leads"))
    assert not any("merger" in text for text in ben.reads("@Cairn"))


async def test_who_becomes_a_guest_elsewhere_is_neither_nudged_nor_waited_for_until_they_are_a_member_again(
    town: Town,
) -> None:
    card = await decide(town, QUEUE, {"Who votes": "These people", "People": ["Ben", "Dana"]})
    dana, ann = town["Dana"], town["Ann"]
    for guest, voters in ((True, 1), (False, 2), (True, 1)):
        dana.who.is_guest = guest
        await acts.change_person(town.slack, dana.id)
        await happen(town)
        assert f"0 of {voters} voted" in ann.read(card)
    await town.pass_time(days=7)
    assert town["Ben"].finds("waits for your vote", in_="@Cairn")
    assert not dana.reads("@Cairn")


async def test_a_guest_who_is_deactivated_is_waited_for_no_longer_and_again_once_they_are_back(
    town: Town,
) -> None:
    card = await decide(town, in_="general")
    eli, ann = town["Eli"], town["Ann"]
    for gone, voters in ((True, 4), (False, 5)):
        eli.who.deleted = gone
        await acts.change_person(town.slack, eli.id)
        await happen(town)
        assert f"0 of {voters} voted" in ann.read(card)


async def test_a_private_answer_never_stands_in_the_place_of_what_others_see(town: Town) -> None:
    card = await decide(town)
    await vote(town, card, Ben="SQS")
    for action in ("decision.withdraw", "decision.cast/1", "decision.keep"):
        await send(town, press(town, "Ben", card, action, decision_of(card)))
        await town.settle()
    assert len(town["Ben"].ephemerals) == 4
    town["Ben"].reads("platform")
    assert "1 of 3 voted" in town["Ann"].read(town.card("Which queue?"))
    assert not any("Your vote" in text for text in town["Chen"].reads("platform"))
