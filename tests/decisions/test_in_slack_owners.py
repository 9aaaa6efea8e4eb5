"""Owning together: co-owners at the opening and later, what they can do, who inherits; and reasons for more time."""

import pytest

from sandbox.acts import deactivate
from tests.decisions.scenes import decide, fill_in, happen, manage, reach, vote
from tests.town import Town


async def test_co_owners_are_named_on_the_card_and_can_do_what_the_owner_can(town: Town) -> None:
    card = await decide(town, more={"Co-owners": ["Ben"]})
    ann, ben = town["Ann"], town["Ben"]
    assert "@Ann Keller and @Ben Ortiz ask all 3 members" in ann.read(card)
    await vote(town, card, Chen="SQS")
    await ben.picks("Manage", on=card)
    assert "[Amend] [Extend] [Add people] [Close now] [Co-owners] [Hand over] [Cancel it]" in ben.modal
    await ben.clicks("Close now")
    await town.settle()
    assert "Decided: SQS" in ann.read(card)


async def test_co_owners_are_chosen_later_and_told(town: Town) -> None:
    card = await decide(town)
    ann, ben = town["Ann"], town["Ben"]
    await manage(ann, card, "Co-owners")
    await ann.fills("Co-owners", ["Robin"])
    await ann.submits("Save")
    assert ann.errors == {"Co-owners": "Everybody who owns it must see the channel. Invite them first."}
    await ann.fills("Co-owners", ["Ben", "Ann"])
    await ann.submits("Save")
    await town.settle()
    told = ben.finds("Which queue? is yours, too. It closes", in_="@Cairn")
    assert "@Ann Keller and @Ben Ortiz ask" in ann.read(card)
    await ben.clicks("Manage", on=told)
    await ben.clicks("Co-owners")
    assert ben.modal.fields["Co-owners"] == "@Ben Ortiz"
    await ben.fills("Co-owners", None)
    await ben.submits("Save")
    await town.settle()
    assert "@Ann Keller asks all 3 members" in ann.read(card)
    await ann.picks("History", on=card)
    assert "@Ann Keller made @Ben Ortiz co-owners" in ann.modal
    assert "@Ben Ortiz left it without co-owners" in ann.modal


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_the_preview_names_everybody_who_would_own_it(town: Town) -> None:
    ann = await fill_in(town, more={"Co-owners": ["Ben", "Chen", "Dana"]})
    await ann.submits("Preview")
    assert "@Ann Keller, @Ben Ortiz, @Chen Wei and @Dana" in ann.modal


async def test_others_are_told_who_owns_it(town: Town) -> None:
    card = await decide(town, more={"Co-owners": ["Ben"]})
    await town["Chen"].picks("Manage", on=card)
    assert "Only @Ann Keller or @Ben Ortiz can change it." in town["Chen"].modal


async def test_a_co_owner_inherits_from_an_owner_who_has_left(town: Town) -> None:
    card = await decide(town, more={"Co-owners": ["Ben"], "Decider": ["Dana"]}, who="Chen")
    await deactivate(town.slack, town["Chen"].id)
    await happen(town)
    ben = town["Ben"]
    ben.finds("Which queue? is yours now: its owner has left. It closes", in_="@Cairn")
    assert "@Ben Ortiz asks" in town["Ann"].read(card)
    await ben.picks("History", on=card)
    assert "@Ben Ortiz owns it now, as @Chen" in ben.modal
    await ben.closes()
    await town["Ann"].picks("Manage", on=card)
    assert "[Take over]" not in town["Ann"].modal


async def test_where_there_is_no_co_owner_the_decider_inherits(town: Town) -> None:
    card = await decide(town, more={"Decider": ["Ben"]}, who="Chen")
    await deactivate(town.slack, town["Chen"].id)
    await happen(town)
    town["Ben"].finds("Which queue? is yours now: its owner has left.", in_="@Cairn")
    assert "@Ben Ortiz asks" in town["Ann"].read(card)


async def test_more_time_needs_a_reason_that_everybody_reads(town: Town) -> None:
    await reach(town, 0, 10)
    card = await decide(town)
    ann = town["Ann"]
    await manage(ann, card, "Extend")
    await ann.fills("… or typed", "10d")
    await ann.submits("Move deadline")
    assert ann.errors == {
        "Why is more time needed?": "Write why more time is needed: it is shown on the card."
    }
    await ann.fills("Why is more time needed?", "x" * 501)
    await ann.submits("Move deadline")
    assert "501 characters" in ann.errors["Why is more time needed?"]
    await ann.fills("Why is more time needed?", "Chen is ill <!here> & away.")
    await ann.submits("Move deadline")
    await town.settle()
    assert "Deadline moved: Chen is ill <!here> & away." in ann.read(card)
    assert "Chen is ill <!here> & away." in ann.reads_thread(card)[-1]
    await ann.picks("History", on=card)
    assert ": Chen is ill <!here> & away." in ann.modal


async def test_an_earlier_time_needs_no_reason_and_without_the_hint_a_later_one_neither(town: Town) -> None:
    card = await decide(town, more={"… or typed": "10d"})
    ann = town["Ann"]
    await manage(ann, card, "Extend")
    await ann.fills("… or typed", "3h")
    await ann.submits("Move deadline")
    await town.settle()
    assert "earlier than it was" in ann.read(card)
    assert "Deadline moved" not in ann.read(card)
    other = await decide(
        town, "/decide Which cache? | Redis | None at all", {"Hints against traps": ["Sunk cost"]}
    )
    await manage(ann, other, "Extend")
    await ann.fills("… or typed", "20d")
    await ann.submits("Move deadline")
    await town.settle()
    assert "moved the deadline" in ann.reads_thread(other)[-1]
