"""The dissent ledger: when both are asked, who sees what became of a prediction, taking it up anew."""

from datetime import timedelta

from sandbox.things import Message
from tests.commitments.after_scenes import answer, be_asked, close, reveal
from tests.commitments.scenes import NATS, commit, dissent, happen, reach, take
from tests.town import Town


async def decide_over_dissent(town: Town, review_in: int = 0) -> Message:
    """Decided over what Ben and Chen foresaw, as Dana decides; both commit. Returns the card."""
    more = {"Look back on": (town.now() + timedelta(days=review_in)).date()} if review_in else {}
    card = await reveal(town, "Dana", more, blocks=False)
    await close(town, card)
    await be_asked(town)
    await answer(town, "Ben", "Yes")
    await answer(town, "Chen", "Yes")
    return card


async def test_both_are_asked_at_its_day_and_nobody_else_learns_of_it(town: Town) -> None:
    card = await decide_over_dissent(town)
    ann, ben, dana = town["Ann"], town["Ben"], town["Dana"]
    await town.pass_time(days=28)
    assert not any("foresaw" in said for said in ben.reads("@Cairn"))
    await town.pass_time(days=5)
    asked = ben.finds("1 prediction to look at: what became of it?", in_="@Cairn")
    assert "You foresaw, by" in ben.read(asked)
    theirs = dana.finds("2 predictions to look at", in_="@Cairn")
    assert "@Ben Ortiz foresaw" in dana.read(theirs)
    await ben.opens_home()
    await happen(town)
    home = ben.home()
    assert home is not None
    assert "You foresaw, by" in home
    await ben.clicks("Too early to say", on=home)
    assert "You: too early to say · @Dana Okafor: nothing yet." in ben.modal
    await ben.closes()
    await ben.clicks("Came true", on=asked)
    await town.settle()
    said = ben.read(ben.ephemerals[-1])
    assert "You: it came true · @Dana Okafor: nothing yet." in said
    assert "Only you and @Dana Okafor see it, unless you let the team see it." in said
    for person in (ben, dana):
        told = person.finds("Do you want to take it up anew", in_="@Cairn")
        assert "[Propose anew] [Open D-1]" in person.read(told)
    for name in ("Ann", "Chen"):
        town[name].reads("@Cairn")
        await town[name].runs("/commit ledger", in_="platform")
        assert "it came true" not in town[name].modal.text
        assert "Totals of all that you can see stand here once enough are settled" in town[name].modal
        await town[name].closes()
        await town[name].picks("Details", on=card)
        assert "came true" not in town[name].modal.text
        await town[name].closes()
    await ann.clicks("Open D-1", on=card)
    assert "came true" not in ann.modal.text


async def test_the_dissenter_lets_the_team_see_it_and_takes_it_back(town: Town) -> None:
    card = await decide_over_dissent(town)
    ann, ben = town["Ann"], town["Ben"]
    await town.pass_time(days=33)
    for name in ("Ben", "Chen", "Dana"):
        town[name].reads("@Cairn")
    await ben.runs("/commit ledger", in_="general")
    await ben.clicks("Did not")
    await town.settle()
    assert "You: it did not come true · @Dana Okafor: nothing yet" in ben.modal
    await ben.clicks("Let the team see it")
    await town.settle()
    assert "the team sees it" in ben.modal
    await ann.picks("Details", on=card)
    assert "What became of it\n@Ben Ortiz foresaw, by" in ann.modal
    assert "@Ben Ortiz: it did not come true · @Dana Okafor: nothing yet" in ann.modal
    await ann.closes()
    await ann.clicks("Open D-1", on=card)
    assert (
        "What became of it: Who foresaw it says: it did not come true. The decider says: nothing yet."
        in ann.modal
    )
    await ann.closes()
    await ben.clicks("Take it back")
    await town.settle()
    assert "[Let the team see it]" in ben.modal
    await ann.clicks("Open D-1", on=card)
    assert "What became of it" not in ann.modal.text


async def test_what_came_true_is_proposed_anew_and_takes_the_place_of_what_was_decided(town: Town) -> None:
    card = await decide_over_dissent(town)
    ben = town["Ben"]
    await town.pass_time(days=33)
    for name in ("Chen", "Dana"):
        town[name].reads("@Cairn")
    await ben.clicks("Came true", on=ben.finds("prediction to look at", in_="@Cairn"))
    await town.settle()
    ben.read(ben.ephemerals[-1])
    town["Dana"].reads("@Cairn")
    await ben.clicks("Propose anew", on=ben.finds("take it up anew", in_="@Cairn"))
    await town.settle()
    assert "Takes up anew what was decided in D-1." in ben.modal
    assert ben.modal.fields["What it optimises for"] == "Fewer nights on call"
    await ben.fills("Proposal", "Move the queue back to SQS")
    await ben.submits("Preview")
    await ben.submits("Post")
    await town.settle()
    anew = town.card("Move the queue back to SQS")
    assert "[Follows D-1]" in ben.read(anew)
    assert "[Open D-1] [Proposed anew] [Add an action]" in ben.read(card)
    await ben.clicks("Proposed anew", on=card)
    assert "Move the queue back to SQS" in ben.modal
    await ben.closes()
    await ben.picks("History", on=card)
    assert "@Ben Ortiz proposed it anew" in ben.modal
    await ben.closes()
    for name in ("Ann", "Ben", "Chen"):
        await town[name].clicks("Agree", on=anew)
        await town.settle()
        town[name].finds("Your position: you agree.", in_="platform")
    assert "[Open D-2] [Follows D-1]" in ben.read(anew)
    await ben.clicks("Open D-1", on=card)
    assert "superseded by D-2" in ben.modal


async def test_both_are_asked_at_the_review_too_and_again_where_it_was_too_early(town: Town) -> None:
    await reach(town, 0, 9)
    await decide_over_dissent(town, review_in=10)
    ben = town["Ben"]
    await town.pass_time(days=12)
    asked = ben.finds("1 prediction to look at", in_="@Cairn")
    await ben.clicks("Too early to say", on=asked)
    await town.settle()
    ben.read(ben.ephemerals[-1])
    before = len(ben.reads("@Cairn"))
    await town.pass_time(days=14)
    assert len(ben.reads("@Cairn")) == before
    await town.pass_time(days=8)
    assert "1 prediction to look at" in ben.reads("@Cairn")[-1]
    assert NATS in ben.reads("@Cairn")[-1]
    for name in ("Chen", "Dana"):
        town[name].reads("@Cairn")


async def test_what_was_to_be_seen_before_it_was_decided_is_asked_for_as_soon_as_it_is(town: Town) -> None:
    await reach(town, 0, 15)
    card = await commit(town, more={"Decider": ["Dana"]})
    ben = town["Ben"]
    await ben.clicks("Disagree, will commit", on=card)
    await ben.fills(dissent(town, days=1))
    await ben.submits("Take this position")
    await ben.closes()
    await take(town, card, Ann="Agree", Chen="Agree")
    await town.pass_time(days=3)
    assert "Decided. 2 agree, 1 not confirmed" in town["Ann"].read(card)
    for person in (ben, town["Dana"]):
        person.finds("1 prediction to look at: what became of it?", in_="@Cairn")
    ben.finds("Will you commit?", in_="@Cairn")
