"""Abstaining, and the decider's vote: what counts for what, and what is told to whom."""

from dataclasses import replace

import pytest

from rituals.decisions.terms import EVERY_HINT, NONE_OF_THESE, Hint, Method, Quorum, Secrecy, Threshold
from rituals.ids import Person
from tests.decisions.deciding import close
from tests.decisions.making import TERMS
from tests.decisions.scenes import decide, decision_of, manage, press, put, send, vote
from tests.town import Town

ON_ONE_ENGINE = pytest.mark.parametrize("engine", ["sqlite"])


async def test_an_abstention_counts_for_the_quorum_and_not_for_the_threshold(town: Town) -> None:
    card = await put(town, replace(TERMS, quorum=Quorum(3), threshold=Threshold(60)))
    chen = town["Chen"]
    await vote(town, card, Ann="SQS", Ben="SQS")
    await chen.clicks("Abstain", on=card)
    await town.settle()
    told = chen.read(chen.finds("You abstain. Change it until", in_="platform"))
    assert "[Withdraw]" in told
    assert "3 of 3 voted" in town["Ann"].read(card)
    await town.pass_time(days=7)
    assert "Decided: SQS" in town["Ann"].read(card)


async def test_an_abstention_is_withdrawn_or_becomes_a_vote_and_the_other_way_round(town: Town) -> None:
    card, ben = await put(town, TERMS), town["Ben"]
    await ben.clicks("Abstain", on=card)
    await town.settle()
    ben.finds("You abstain.", in_="platform")
    await ben.clicks("Withdraw")
    await town.settle()
    ben.finds("Your vote is withdrawn.", in_="platform")
    assert "0 of 3 voted" in town["Ann"].read(card)
    await vote(town, card, Ben="SQS")
    await ben.clicks("Abstain", on=card)
    await town.settle()
    ben.finds("You abstain.", in_="platform")
    assert "1 of 3 voted" in town["Ann"].read(card)
    await ben.picks("History", on=card)
    assert "@Ben Ortiz withdrew their vote" in ben.modal


@ON_ONE_ENGINE
async def test_an_older_press_of_abstain_changes_nothing(town: Town) -> None:
    card = await put(town, TERMS)
    early = press(town, "Ben", card, "decision.abstain", f"{decision_of(card)} 1")
    await vote(town, card, Ben="SQS")
    await send(town, early)
    await town.settle()
    town["Ben"].finds("Your vote: SQS.", in_="platform")


@pytest.mark.parametrize(("method", "label"), [(Method.APPROVAL, "Vote"), (Method.RANKED, "Vote")])
async def test_a_ballot_has_a_button_to_abstain(town: Town, method: Method, label: str) -> None:
    card, ben = await put(town, replace(TERMS, method=method, most=3)), town["Ben"]
    assert "[Abstain]" not in ben.read(card)
    await ben.clicks(label, on=card)
    if method is Method.RANKED:
        await ben.fills("Kafka", 1)
    await ben.clicks("Abstain", confirm=False)
    assert ben.confirmed == "You take part and choose nothing. It counts for the quorum, and for no option."
    await ben.clicks("Abstain")
    await town.settle()
    assert "You abstain. Change it until" in ben.modal
    assert "1 of 3 voted" in town["Ann"].read(card)
    await ben.closes()
    await ben.clicks(label, on=card)
    assert "half filled" not in ben.modal
    assert not any(ben.modal.fields.values())
    await ben.closes()
    await ben.clicks("Results so far", on=card)
    await town.settle()
    assert "1 abstained – @Ben Ortiz" in ben.read(ben.finds("Only you see this.", in_="platform"))


@ON_ONE_ENGINE
async def test_who_is_not_asked_cannot_abstain(town: Town) -> None:
    card = await put(town, TERMS)
    await town["Dana"].clicks("Abstain", on=card)
    await town.settle()
    town["Dana"].finds("This decision asks other people, so your vote can't count.", in_="platform")


@ON_ONE_ENGINE
async def test_an_abstention_from_a_private_tally_is_seen_in_no_history(town: Town) -> None:
    card, ann = await put(town, replace(TERMS, secrecy=Secrecy.PRIVATE)), town["Ann"]
    await town["Ben"].clicks("Abstain", on=card)
    await town.settle()
    town["Ben"].finds("You abstain.", in_="platform")
    await ann.picks("History", on=card)
    assert "abstained" not in ann.modal
    assert "Took part: @Ben Ortiz" in ann.modal


@ON_ONE_ENGINE
async def test_an_abstention_from_an_older_text_can_be_kept(town: Town) -> None:
    card, ann, ben = await put(town, TERMS), town["Ann"], town["Ben"]
    await ben.clicks("Abstain", on=card)
    await town.settle()
    ben.finds("You abstain.", in_="platform")
    await manage(ann, card, "Amend")
    await ann.fills({"Question": "Which broker?"})
    await ann.submits("Amend")
    await town.settle()
    asked = ben.read(ben.finds("was amended since you voted", in_="@Cairn"))
    assert "You abstain. It counts; does it still hold?" in asked
    await ben.clicks("Keep my vote")
    await town.settle()
    assert "You abstain. Change it until" in ben.reads("@Cairn")[-1]


@ON_ONE_ENGINE
async def test_none_of_these_is_a_button_among_the_others_and_wins_as_no_decision(town: Town) -> None:
    card = await put(town, replace(TERMS, options=(*TERMS.options, NONE_OF_THESE)))
    assert "[Kafka] [SQS] [NATS] [None of these]" in town["Ben"].read(card)
    await vote(town, card, Ben="None of these")
    await town.pass_time(days=7)
    assert "None of these" in town["Ann"].read(card)


@ON_ONE_ENGINE
async def test_none_of_these_stands_alone_on_an_approval_ballot(town: Town) -> None:
    terms = replace(TERMS, options=(*TERMS.options, NONE_OF_THESE), method=Method.APPROVAL, most=4)
    card, ben = await put(town, terms), town["Ben"]
    await ben.clicks("Vote", on=card)
    await ben.fills("Your vote", ["Kafka", "None of these"])
    await ben.submits("Vote")
    assert ben.errors == {"Your vote": "“None of these” stands alone. Take it, or the others."}
    await ben.fills("Your vote", ["None of these"])
    await ben.submits("Vote")
    assert "Your vote: None of these." in ben.modal


async def test_what_the_decider_votes_is_left_out_of_the_results_until_the_close(town: Town) -> None:
    ann = Person(town["Ann"].id)
    card, ben = await put(town, replace(TERMS, decider=ann)), town["Ben"]
    await vote(town, card, Ann="Kafka", Ben="SQS")
    await ben.clicks("Results so far", on=card)
    await town.settle()
    shown = ben.read(ben.finds("Only you see this.", in_="platform"))
    assert "The decider's vote is shown after the close." in shown
    assert "1 · 100 %  SQS – @Ben Ortiz" in shown
    assert "0 · 0 %  Kafka" in shown
    assert "Ann" not in shown


@ON_ONE_ENGINE
async def test_what_the_decider_votes_is_shown_where_that_hint_is_switched_off(town: Town) -> None:
    ann = Person(town["Ann"].id)
    card, ben = await put(town, replace(TERMS, decider=ann, hints=EVERY_HINT - {Hint.AUTHORITY})), town["Ben"]
    await vote(town, card, Ann="Kafka", Ben="SQS")
    await ben.clicks("Results so far", on=card)
    await town.settle()
    shown = ben.read(ben.finds("Only you see this.", in_="platform"))
    assert "decider" not in shown
    assert "Kafka – @Ann Keller" in shown


async def test_the_history_tells_nobody_before_the_count_who_abstained(town: Town) -> None:
    card = await decide(town, more={"Decider": ["Ben"]})
    ann, ben = town["Ann"], town["Ben"]
    await ben.clicks("Abstain", on=card)
    await town.settle()
    ben.finds("You abstain", in_="platform")
    await ann.picks("History", on=card)
    assert "@Ben Ortiz voted" in ann.modal
    await ann.closes()
    await close(town, card)
    await ann.picks("History", on=card)
    assert "@Ben Ortiz abstained" in ann.modal
    ben.reads("@Cairn")
