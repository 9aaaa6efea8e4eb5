"""Will you commit? What is asked, what counts, who learns of it, and what stays on record."""

from tests.commitments.after_scenes import answer, be_asked, close, escalate, reveal, rule
from tests.commitments.scenes import commit, disagree, happen, reach, take
from tests.town import Town


async def test_each_dissenter_is_asked_and_a_no_is_told_to_the_decider_alone(town: Town) -> None:
    card = await escalate(town, "Dana")
    ann, ben, dana = town["Ann"], town["Ben"], town["Dana"]
    await rule(town, card, "Dana")
    await be_asked(town)
    asked = ben.finds("Move the queue to NATS is carried. You said: SQS does what we need.", in_="@Cairn")
    assert "We train two people before the switch." in ben.read(asked)
    assert "A no is told to @Dana Okafor alone" in ben.read(asked)
    await ben.opens_home()
    await happen(town)
    home = ben.home()
    assert home is not None
    assert "Will you commit?  Move the queue to NATS" in home
    await ben.clicks("Yes", on=home)
    assert "You will commit." in ben.modal
    await ben.closes()
    card_before, history = ann.read(card), len(ann.reads_thread(card))
    assert "You will not commit. @Dana Okafor is told, and nobody else." in await answer(town, "Ben", "No")
    assert "@Ben Ortiz will not commit to Move the queue to NATS." in dana.reads("@Cairn")[-1]
    assert "Would commit if: Two of us are trained first" in dana.reads("@Cairn")[-1]
    assert (ann.read(card), len(ann.reads_thread(card))) == (card_before, history)
    told = len(dana.reads("@Cairn"))
    await answer(town, "Ben", "No")
    assert len(dana.reads("@Cairn")) == told, "the same answer is told once"
    await answer(town, "Ben", "Yes")
    assert "@Ben Ortiz will commit to Move the queue to NATS after all." in dana.reads("@Cairn")[-1]
    await answer(town, "Ben", "No")
    await answer(town, "Chen", "Yes, and keep my concern on record")
    assert "It is carried, over disagreement." in ann.read(card), "a no does not end it early"
    await town.pass_time(days=3)
    assert "Decided. 1 agrees, 1 disagrees and commits, 1 not confirmed" in ann.read(card)
    await ann.clicks("Open D-1", on=card)
    for said in (
        "accepted",
        "@Ben Ortiz (could not commit, not confirmed): SQS does what we need.",
        "@Chen Wei (disagreed, commits, and stands by the concern): SQS does what we need.",
        "Decided. 1 agrees, 1 disagrees and commits, 1 not confirmed.",
        "Carried as it was proposed.",
        "We train two people before the switch.",
    ):
        assert said in ann.modal
    await ann.closes()
    await ann.picks("History", on=card)
    assert "No" not in ann.modal.text.replace("Nov", "")
    for name in ("Ann", "Chen"):
        assert not any("will not commit" in said for said in town[name].reads("@Cairn"))


async def test_it_is_decided_as_soon_as_all_have_said_yes(town: Town) -> None:
    card = await reveal(town, "Dana", blocks=False)
    await close(town, card)
    await be_asked(town)
    await answer(town, "Ben", "Yes")
    assert "It is carried, over disagreement." in town["Ann"].read(card)
    await answer(town, "Chen", "Yes")
    assert "Decided. 1 agrees, 2 disagree and commit" in town["Ann"].read(card)
    assert "Decided. 1 agrees, 2 disagree and commit" in town["Ann"].reads_thread(card)[-1]


async def test_only_those_who_disagreed_are_asked(town: Town) -> None:
    await reach(town, 0, 15)
    card = await commit(town)
    await disagree(town, card, "Ben")
    await take(town, card, Ann="Agree", Chen="Agree")
    await town["Ben"].clicks("No", on=town["Ben"].finds("Will you commit?", in_="@Cairn"))
    await town.settle()
    town["Ben"].finds("You will not commit.", in_="@Cairn")
    town["Ann"].finds("@Ben Ortiz will not commit", in_="@Cairn")
    await town.pass_time(days=4)
    assert "Decided. 2 agree, 1 not confirmed" in town["Ann"].read(card)
    assert not town["Chen"].reads("@Cairn")
