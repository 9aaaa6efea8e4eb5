"""Deciding over blocks: who is asked, the ruling, and what happens where it does not come."""

import pytest

from sandbox import payloads
from sandbox.acts import deactivate
from tests.commitments.after_scenes import escalate, rule
from tests.commitments.scenes import block, commit, happen, manage, reach, send, take
from tests.town import Town


async def test_the_decider_has_both_sides_in_their_own_words_and_decides(town: Town) -> None:
    card = await escalate(town, "Dana", {"Trade-offs accepted": "A month without features"})
    ann, dana = town["Ann"], town["Dana"]
    assert "It is blocked, and @Dana Okafor decides: carry it, change it or drop it." in ann.read(card)
    asked = dana.finds("It has closed: 1 disagrees, 1 can't commit. You decide.", in_="@Cairn")
    shown = dana.read(asked)
    for said in (
        "For it · 1\n@Ann Keller",
        "Against it · 2\n@Ben Ortiz (can't commit): SQS does what we need.",
        "It optimises for\nFewer nights on call",
        "@Chen Wei: Nothing of our own at night",
        "It accepts\nA month without features",
        "Would commit if\n@Ben Ortiz: Two of us are trained first",
        "@Ben Ortiz: We are paged for NATS more than once a week (by ",
    ):
        assert said in shown
    await ann.clicks("Decide", on=card)
    await town.settle()
    ann.finds("Dana Okafor decides, and has been asked.", in_="platform")
    await dana.clicks("Decide", on=asked)
    await dana.fills({"Why": "We train two people first.", "What becomes of it": "Change it"})
    await dana.submits("Decide")
    assert dana.errors == {
        "The changed proposal": "That is what was proposed. Write what you decide instead, or carry it as it is."
    }
    await dana.fills("The changed proposal", "Move the queue to NATS, <trained> first")
    await dana.closes()
    await dana.clicks("Decide", on=asked)
    assert dana.modal.fields["Why"] == "We train two people first."
    assert dana.modal.fields["The changed proposal"] == "Move the queue to NATS, <trained> first"
    await dana.submits("Decide")
    assert "Those who see it differently are asked in private" in dana.modal
    await dana.closes()
    await town.settle()
    thread = ann.reads_thread(card)[-1]
    for said in (
        "Carried.",
        "@Dana Okafor changed it",
        "It says now: Move the queue to NATS, <trained> first",
    ):
        assert said in thread
    assert "We train two people first." in ann.read(card)
    await dana.clicks("Decide", on=asked)
    await town.settle()
    dana.finds("It is decided already.", in_="@Cairn")


async def test_what_is_dropped_is_recorded_with_every_dissent_and_nobody_has_to_commit(town: Town) -> None:
    card = await escalate(town, "Dana")
    ann = town["Ann"]
    town["Dana"].reads("@Cairn")
    await rule(town, card, "Dana", "Drop it", {"Why": "Nobody here can run it yet."})
    assert "Dropped\n@Dana Okafor dropped it: Nobody here can run it yet." in ann.read(card)
    assert "Nobody here can run it yet." in ann.reads_thread(card)[-1]
    await town.pass_time(days=1)
    assert not any("Will you commit?" in said for said in town["Ben"].reads("@Cairn"))
    await ann.clicks("Open D-1", on=card)
    for said in (
        "rejected",
        "@Ben Ortiz (could not commit): SQS does what we need.",
        "Optimises for: Nothing of our own at night",
        "Would commit if: Two of us are trained first",
        "Expects: We are paged for NATS more than once a week",
        "@Chen Wei (disagreed):",
    ):
        assert said in ann.modal


async def test_of_two_rulings_the_first_counts(town: Town) -> None:
    card = await escalate(town, "Dana")
    dana = town["Dana"]
    dana.reads("@Cairn")
    await dana.clicks("Decide", on=card)
    await dana.fills({"What becomes of it": "Drop it", "Why": "Not yet."})
    late = payloads.submission(town.slack, dana.who, dana.modal.view)
    await dana.submits("Decide")
    await dana.closes()
    await town.settle()
    assert "This commitment has ended." in str((await send(town, late)).json())


async def test_who_does_not_decide_is_reminded_and_then_the_owners_name_another(town: Town) -> None:
    card = await escalate(town, "Dana")
    ann, dana = town["Ann"], town["Dana"]
    for person in (ann, dana):
        person.reads("@Cairn")
    await town.pass_time(days=1, hours=2)
    assert "1 proposal waits for you" in dana.reads("@Cairn")[-1]
    await town.pass_time(days=2)
    assert dana.reads("@Cairn")[-1].count("Move the queue to NATS") == 1
    await town.pass_time(days=5)
    asked = ann.finds("@Dana Okafor was asked to decide, and reminded, and has not.", in_="@Cairn")
    await ann.clicks("Name another decider", on=asked)
    await ann.fills("Decider", "Ann")
    await ann.submits("Name decider")
    await town.settle()
    ann.finds("You decide.", in_="@Cairn")
    dana.finds("decides on Move the queue to NATS now, in your place", in_="@Cairn")
    assert "@Ann Keller decides: carry it, change it or drop it." in ann.read(card)
    await ann.picks("History", on=card)
    assert "@Ann Keller named @Ann Keller to decide" in ann.modal
    assert "The owners were asked to name another decider" in ann.modal
    await ann.closes()
    before = len(dana.reads("@Cairn"))
    await town.pass_time(days=3)
    assert len(dana.reads("@Cairn")) == before, "nobody waits for Dana any more"
    await rule(town, card, "Ann")
    assert "It is carried, over disagreement." in ann.read(card)


async def test_where_the_decider_has_left_or_is_away_the_owners_are_told_at_once(town: Town) -> None:
    ann, dana = town["Ann"], town["Dana"]
    await dana.runs("/cairn settings", in_="general")
    await dana.fills("Away until", (town.now().date().replace(year=town.now().year + 1)).replace(day=1))
    await dana.submits()
    card = await escalate(town, "Dana")
    told = ann.finds("@Dana Okafor is to decide, and is away until", in_="@Cairn")
    assert "[Name another decider]" in ann.read(told)
    await deactivate(town.slack, dana.who.id)
    await happen(town)
    ann.finds("@Dana Okafor was to decide, and can't any more", in_="@Cairn")
    assert "It is blocked" in ann.read(card)
    await manage(ann, card, "Another decider")
    await ann.fills("Decider", "Chen")
    await ann.submits("Name decider")
    await town.settle()
    town["Chen"].finds("You decide.", in_="@Cairn")


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_a_block_of_the_decider_alone_counts_at_the_close(town: Town) -> None:
    await reach(town, 0, 15)
    card = await commit(town, more={"Decider": ["Ben"]})
    await block(town, card, "Ben")
    await take(town, card, Ann="Agree", Chen="Agree")
    assert "It is blocked, and @Ben Ortiz decides" in town["Ann"].read(card)
    town["Ben"].finds("It has closed: 1 can't commit. You decide.", in_="@Cairn")
