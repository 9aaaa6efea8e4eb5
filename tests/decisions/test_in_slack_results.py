"""Each method from the form to the result: what stands on the card, in its thread, under Why? and in Details."""

from itertools import groupby
from operator import attrgetter

import pytest

from rituals.decisions.answer import Answer, choosing
from sandbox.filling import Value
from sandbox.people import Person
from sandbox.things import Message
from tests.decisions.counted import ABSTAINED, ordering, scoring, weighing
from tests.decisions.scenes import QUEUE, decide, vote
from tests.decisions.test_in_slack_looking import look
from tests.town import Town

NAMES = {1: "Kafka", 2: "SQS", 3: "NATS"}
SIGNATURE = b"\x89PNG\r\n\x1a\n"


async def give(town: Town, card: Message, **answers: Answer) -> None:
    """People vote, each as they are asked to: by button, or in a ballot of one page or several."""
    for name, answer in answers.items():
        person, has_ballot = (
            town[name],
            any(one["type"] == "actions" and "Vote" in str(one) for one in card.blocks),
        )
        if has_ballot:
            await person.clicks("Vote", on=card)
        if not answer:
            await person.clicks("Abstain", on=None if has_ballot else card)
        elif has_ballot:
            await fill_in_pages(person, answer)
        else:
            await person.clicks(NAMES[answer[0].option], on=card)
        await town.settle()
        if has_ballot:
            await person.closes()
        else:
            assert person.finds("You abstain." if not answer else "Your vote:", in_="platform")


async def fill_in_pages(person: Person, answer: Answer) -> None:
    """A ballot is filled in, criterion by criterion where there are several."""
    for _, marks in groupby(sorted(answer, key=attrgetter("criterion")), key=attrgetter("criterion")):
        await person.fills({NAMES[mark.option]: mark.value for mark in marks})
        await person.submits()


async def ends(town: Town, more: dict[str, Value], **answers: Answer) -> Message:
    """A decision on a queue was opened by the form, answered so, and has ended; returns its card."""
    card = await decide(town, QUEUE, more=more)
    await give(town, card, **answers)
    await town.pass_time(days=7)
    return town.card("Which queue?")


async def test_a_score_shows_means_and_how_scores_lie(town: Town) -> None:
    card = await ends(
        town, {"Method": "Score"}, Ann=scoring(5, 2, 3), Ben=scoring(4, 2, 3), Chen=scoring(0, 2, 3)
    )
    ann = town["Ann"]
    shown = ann.read(card)
    assert "A tie between Kafka and NATS: no decision" in shown
    assert "3.00  ▄▁▁▁▄▄  Kafka" in shown
    assert "3.00  ▁▁▁█▁▁  NATS" in shown
    assert "The small bars: how many gave 0, 1 and so on up to 5." in shown
    assert "Kafka and NATS have the same highest mean, 3.00." in ann.reads_thread(card)[-1]
    why = await look(ann, card, "Why?")
    assert "Kafka  1 × 5, 1 × 4, 1 × 0 = 9 / 3 = 3.00" in why
    assert "People differ most on Kafka: from 0 to 5." in why
    assert "@Chen Wei: Kafka 0, SQS 2, NATS 3" in await look(ann, card, "Details")


async def test_a_cycle_among_three_voters_is_named_and_is_a_tie(town: Town) -> None:
    card = await ends(
        town, {"Method": "Ranked"}, Ann=ordering("1 2 3"), Ben=ordering("2 3 1"), Chen=ordering("3 1 2")
    )
    ann = town["Ann"]
    shown = ann.read(card)
    assert "A tie between all 3 options: no decision" in shown
    assert "1.  ██████░░░░░░  wins 1 of 2  NATS" in shown
    assert "There is a cycle: Kafka beats SQS, SQS beats NATS and NATS beats Kafka." in shown
    explained = (
        "There is a cycle: Kafka beats SQS (2 to 1), SQS beats NATS (2 to 1) and NATS beats Kafka (2 to 1)."
    )
    (*_, told) = ann.reads_thread(card)
    assert explained in told
    assert "A – 2 1  Kafka" in told
    why = await look(ann, card, "Why?")
    assert explained in why
    assert "the strongest chain is as strong as the one back, 2." in why
    assert "@Ben Ortiz: SQS 1st, NATS 2nd, Kafka 3rd" in await look(ann, card, "Details")


async def test_whoever_wins_every_duel_is_decided_on(town: Town) -> None:
    card = await ends(
        town, {"Method": "Ranked"}, Ann=ordering("2 1 3"), Ben=ordering("2"), Chen=ordering("1=2 3")
    )
    ann = town["Ann"]
    assert "Decided: SQS" in ann.read(card)
    assert "SQS wins both duels, the closest with Kafka, 2 to 0." in ann.reads_thread(card)[-1]


async def test_dots_are_counted_and_told(town: Town) -> None:
    card = await ends(
        town,
        {"Method": "Dots", "Dots for each person": "4"},
        Ann=scoring(3, 1),
        Ben=scoring(0, 4),
        Chen=ABSTAINED,
    )
    ann = town["Ann"]
    shown = ann.read(card)
    assert "Decided: SQS" in shown
    assert "5 dots · 62 %  SQS" in shown
    assert "1 abstained – @Chen Wei" in shown
    why = await look(ann, card, "Why?")
    assert "Each person had 4 dots for the options" in why
    assert "SQS has 5 of 8 dots from 2 people, 2 more than Kafka." in why
    assert "1 abstained, which counts for no option." in why


async def test_a_share_that_was_missed_decides_nothing(town: Town) -> None:
    card = await ends(
        town,
        {"Threshold": "60 %", "Quorum": "3"},
        Ann=choosing([2]),
        Ben=choosing([1]),
        Chen=ABSTAINED,
    )
    ann = town["Ann"]
    assert "A tie between Kafka and SQS" in ann.read(card)
    card = await decide(town, "/decide Which broker? | Kafka | SQS | NATS", more={"Threshold": "60 %"})
    await give(town, card, Ann=choosing([2]), Ben=choosing([2]), Chen=choosing([1]))
    await town.pass_time(days=7)
    assert "Decided: SQS" in ann.read(town.card("Which broker?"))
    card = await decide(town, "/decide Which cache? | Redis | None", more={"Threshold": "70 %"})
    await vote(town, card, Ann="None", Ben="None", Chen="Redis")
    await town.pass_time(days=7)
    shown = ann.read(town.card("Which cache?"))
    assert "No decision: None leads, below 70 % of the votes" in shown
    assert "@Ann Keller can ask in the thread what keeps people from it" in shown
    assert (
        "70 % of 3 votes is 3, rounded up; it has 2, which is too few"
        in ann.reads_thread(town.card("Which cache?"))[-1]
    )


async def test_where_everybody_abstained_that_is_said(town: Town) -> None:
    card = await ends(town, {"Quorum": "2"}, Ann=ABSTAINED, Ben=ABSTAINED)
    ann = town["Ann"]
    assert "No decision: everybody who voted abstained" in ann.read(card)
    told = ann.reads_thread(card)[-1]
    assert "Everybody who voted abstained, so there is nothing to decide on." in told
    assert "The quorum was met: 2 must vote, and 2 did." in told


CRITERIA = "Cost 30\nSpeed 50\nRisk 20"


async def decide_by_matrix(town: Town) -> Message:
    """A matrix on three criteria was opened, scored by three people, and has ended."""
    card = await decide(town, QUEUE, more={"Method": "Matrix", "Criteria": CRITERIA})
    await give(
        town,
        card,
        Ann=weighing((2, 5, 4), (5, 3, 2), (3, 3, 3)),
        Ben=weighing((1, 5, 3), (4, 3, 4), (3, 4, 3)),
        Chen=weighing((2, 4, 4), (5, 2, 3), (3, 3, 1)),
    )
    await town.pass_time(days=7)
    return town.card("Which queue?")


async def test_a_matrix_shows_scores_their_parts_and_what_hangs_on_the_weights(town: Town) -> None:
    card = await decide_by_matrix(town)
    ann = town["Ann"]
    shown = ann.read(card)
    assert "Decided: Kafka" in shown
    assert "3.57  Kafka" in shown
    moved = "SQS wins if Cost weighs more than 35.1 % instead of 30 %."
    assert moved in shown
    assert moved in ann.reads_thread(card)[-1]
    why = await look(ann, card, "Why?")
    assert "Kafka  3.57 = Cost 1.67 × 30 % + Speed 4.67 × 50 % + Risk 3.67 × 20 %" in why
    details = await look(ann, card, "Details")
    assert "Criteria: Cost 30 %, Speed 50 %, Risk 20 %" in details
    assert "@Ann Keller: Kafka 3.9, SQS 3.4, NATS 3.0" in details


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_a_matrix_is_shown_as_a_picture_that_says_its_result(town: Town) -> None:
    card = await decide_by_matrix(town)
    (picture,) = [block for block in card.blocks if block["type"] == "image"]
    assert picture["alt_text"].startswith(
        "Which queue? – Kafka has the highest score. Scores of 5: Kafka 3.57, SQS 3.33, NATS 3.03."
    )
    assert picture["alt_text"].endswith("SQS wins if Cost weighs more than 35.1 % instead of 30 %.")
    file = town.slack.workspace.files[picture["slack_file"]["id"]]
    assert file.content.startswith(SIGNATURE)
    assert file.alt_text == picture["alt_text"]
    before = town["Ann"].read(card)
    await town.pass_time(days=60)
    assert town["Ann"].read(town.card("Which queue?")) == before
