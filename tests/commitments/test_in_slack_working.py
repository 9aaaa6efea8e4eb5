"""From the reveal on: who stands where, working through disagreement, closing."""

from tests.commitments.after_scenes import be_asked, reveal, work
from tests.commitments.scenes import NATS, commit, disagree, reach, take
from tests.town import Town


async def test_where_there_is_disagreement_owners_choose_how_to_go_on(town: Town) -> None:
    card = await reveal(town)
    ann = town["Ann"]
    told = ann.reads_thread(card)[-1]
    for said in (
        "Positions are shown: 3 of 3 took a position.",
        "@Ben Ortiz: SQS does what we need.",
        "@Chen Wei: SQS does what we need.",
        "You can still change where you stand",
    ):
        assert said in told
    assert "@Ann" not in told, "where the decider stands is shown after the close"
    asked = ann.finds("positions are shown, and 1 disagrees, 1 can't commit.", in_="@Cairn")
    await ann.clicks("Work through it", on=asked)
    assert "One post in the thread leads through it" in ann.modal
    await ann.fills("… or typed", "yesterday")
    await ann.submits("Begin")
    assert ann.errors
    await ann.fills("… or typed", "fri 17:00")
    await ann.submits("Begin")
    await town.settle()
    assert "worked through in the thread, now: listening" in ann.read(card)
    await town["Ben"].clicks("Write what came of it")
    await town.settle()
    town["Ben"].finds("Only the owner of this commitment can do that", in_="platform")


async def test_one_post_leads_from_step_to_step(town: Town) -> None:
    card = await reveal(town)
    ann, ben = town["Ann"], town["Ben"]
    ann.reads("@Cairn")
    await work(town, card)
    post = ann.reads_thread(card)[-1]
    for said in (
        "Working through it\nMove the queue to NATS",
        "Listen",
        "Say in the thread what the other side wants",
        "It optimises for\nFewer nights on call",
        "@Ben Ortiz: Nothing of our own at night",
        "[Write what came of it] [Skip] [Change your position]",
    ):
        assert said in post
    await ann.clicks("Write what came of it")
    await ann.fills("What came of it", "Both want <quiet> nights.")
    await ann.submits("Save")
    await town.settle()
    assert "Listen: Both want <quiet> nights." in ann.reads_thread(card)[-1]
    await ann.clicks("Next: common ground")
    await town.settle()
    await ann.clicks("Skip")
    await town.settle()
    post = ann.reads_thread(card)[-1]
    assert "Common ground: skipped" in post
    assert "@Ben Ortiz: Two of us are trained first" in post
    for _ in range(3):
        await ann.clicks("Skip")
        await town.settle()
    assert "Now 1 disagrees, 1 can't commit." in ann.reads_thread(card)[-1]
    await ben.clicks("Change your position")
    await ben.clicks("Agree")
    await town.settle()
    await ben.closes(everything=True)
    assert "Now 1 disagrees." in ann.reads_thread(card)[-1]
    await ann.clicks("Close now")
    await town.settle()
    thread = ann.reads_thread(card)
    assert any("Worked through\nMove the queue to NATS" in said for said in thread)
    assert "Carried." in thread[-1]
    assert "@Ann Keller" in thread[-1], "where the decider stands is shown now"
    town["Chen"].finds("Will you commit?", in_="@Cairn")
    await ann.picks("History", on=card)
    for said in (
        "began to work through",
        "wrote down what came of a step: listening",
        "led on",
        "skipped a step: data",
    ):
        assert said in ann.modal


async def test_what_nobody_leads_through_closes_by_itself(town: Town) -> None:
    card = await reveal(town, decider="Dana")
    town["Ann"].reads("@Cairn")
    await town.pass_time(days=1)
    assert "there is disagreement" in town["Ann"].read(card)
    await town.pass_time(days=1, hours=12)
    assert (
        "It has closed: 1 disagrees, 1 can't commit. @Dana Okafor has both sides"
        in (town["Ann"].reads_thread(card)[-1])
    )
    town["Dana"].finds("You decide", in_="@Cairn")


async def test_with_little_disagreement_it_is_carried_at_once(town: Town) -> None:
    await reach(town, 0, 15)
    card = await commit(town)
    await disagree(town, card, "Ben")
    await take(town, card, Ann="Agree", Chen="Agree")
    ann, ben = town["Ann"], town["Ben"]
    assert "It is carried, over disagreement." in ann.read(card)
    assert "Disagree, will commit · 1\n@Ben Ortiz: SQS does what we need." in ann.reads_thread(card)[-1]
    asked = ben.finds("You said: SQS does what we need.", in_="@Cairn")
    await ben.clicks("Yes", on=asked)
    await town.settle()
    ben.finds("You will commit.", in_="@Cairn")
    assert "Decided. 2 agree, 1 disagrees and commits" in ann.read(card)
    assert "[Open D-1] [Add an action]" in ann.reads_thread(card)[-1]
    await ben.clicks("No", on=asked)
    await town.settle()
    assert "Decided. 2 agree, 1 disagrees and commits\n[Details]" in ben.read(asked)


async def test_where_nobody_sees_it_differently_it_is_decided_at_once(town: Town) -> None:
    card = await commit(town)
    await take(town, card, Ann="Agree", Ben="Agree", Chen="Abstain")
    thread = town["Ann"].reads_thread(card)
    assert "Decided. 2 agree" in thread[-1]
    assert "Abstain · 1\n@Chen Wei" in thread[-1]
    assert len(thread) == 2, "the card, and how it ended"


async def test_an_owner_may_close_without_working_through_it(town: Town) -> None:
    card = await reveal(town, blocks=False)
    await town["Ann"].clicks("Close now", on=town["Ann"].finds("positions are shown", in_="@Cairn"))
    await town.settle()
    town["Ann"].finds("It is closed. The card shows how it goes on.", in_="@Cairn")
    assert NATS in town["Ann"].read(card)
    assert "carried, over disagreement" in town["Ann"].read(card)
    await be_asked(town)
    for name in ("Ben", "Chen"):
        town[name].finds("Will you commit?", in_="@Cairn")
