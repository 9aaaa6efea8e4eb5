"""What is said of a result, against the figures behind it: nothing may be said that is not so."""

import re
from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest

from handlers.blocks import LONGEST_SECTION
from handlers.decisions.views import words
from handlers.decisions.views.matrix import depict, sensitivity
from handlers.decisions.views.standing import result_lines
from handlers.decisions.views.votes import vote_in_short
from handlers.decisions.views.why import why, why_blocks
from rituals.decisions.answer import Answer, Mark, choosing
from rituals.decisions.criteria import Criterion
from rituals.decisions.model import State
from rituals.decisions.tally import matrix_of
from rituals.decisions.terms import Terms
from tests.decisions.counted import (
    ABSTAINED,
    BALLOTS,
    COUNTED,
    DOTTED,
    LIKED,
    RANKED,
    SCORED,
    WEIGHED,
    counted,
    ordering,
    scoring,
    weighing,
)
from tests.decisions.making import DECISION, TERMS, options
from tests.decisions.test_rules_matrix import means_of, moved, winners

LINES = {
    "single-some-abstained": ["SQS: 2 · 67 %", "Kafka: 1 · 33 %", "NATS: 0 · 0 %", "2 people abstained."],
    "single-all-abstained": ["2 people abstained."],
    "approval": ["SQS: 3 · 75 %", "Kafka: 1 · 25 %", "NATS: 1 · 25 %", "None of these: 1 · 25 %"],
    "score": ["Kafka: 3.50 (2 × 5, 1 × 4, 1 × 0)", "SQS: 3.00 (2 × 4, 2 × 2)", "NATS: 3.00 (4 × 3)"],
    "ranked": ["1. SQS: wins 2 of 2", "2. Kafka: wins 1 of 2", "3. NATS: wins 0 of 2"],
    "ranked-cycle-of-three": [
        "1. Kafka: wins 1 of 2",
        "1. SQS: wins 1 of 2",
        "1. NATS: wins 1 of 2",
        "There is a cycle: Kafka beats SQS, SQS beats NATS and NATS beats Kafka.",
    ],
    "dots": ["Kafka: 8 dots · 53 %", "NATS: 4 dots · 27 %", "SQS: 3 dots · 20 %", "1 person abstained."],
    "matrix-no-weight-matters": ["Kafka: 4.30", "SQS: 3.30", "No single weight changes the winner."],
}


@pytest.mark.parametrize("name", LINES)
def test_a_record_reads_the_result_in_plain_lines(name: str) -> None:
    assert result_lines(COUNTED[name]) == LINES[name]


def test_what_was_not_counted_has_no_lines() -> None:
    assert result_lines(DECISION) == []
    assert result_lines(counted(TERMS)) == []


def test_whoever_is_level_has_the_same_place_and_the_next_place_is_left_out() -> None:
    lines = result_lines(COUNTED["ranked-draw"])
    assert lines == ["1. Kafka: wins 1 of 2", "1. SQS: wins 1 of 2", "3. NATS: wins 0 of 2"]


OUTCOMES = {
    "single-one-vote": "Decided: SQS",
    "single-all-equal": "A tie between all 3 options: no decision",
    "single-none-of-these": "No decision: the vote is for none of these",
    "single-all-abstained": "No decision: everybody who voted abstained",
    "single-below-threshold": "No decision: SQS leads, below 60 % of the votes",
    "single-threshold-met": "Decided: SQS",
    "ranked-cycle-of-three": "A tie between all 3 options: no decision",
    "ranked-ahead-by-a-chain-only": "Decided: Kafka",
    "score-nearly-level": "Decided: Kafka",
    "matrix-with-decider": "The vote is for Kafka",
    "single-tie-with-decider": "The vote is a tie between Kafka and SQS",
}


@pytest.mark.parametrize("name", OUTCOMES)
def test_the_outcome_is_one_sentence(name: str) -> None:
    assert words.outcome(COUNTED[name]) == OUTCOMES[name]


VOTES: dict[str, tuple[Terms, Answer, str]] = {
    "approvals": (LIKED, choosing([1, 3]), "Kafka and NATS"),
    "scores": (SCORED, scoring(2, 5, 0), "Kafka 2, SQS 5, NATS 0"),
    "an order with a tie": (RANKED, ordering("2 1=3"), "SQS 1st, Kafka and NATS 2nd"),
    "an order with gaps": (RANKED, (Mark(1, value=3), Mark(2, value=1)), "SQS 1st, Kafka 3rd"),
    "dots": (DOTTED, scoring(2, 3), "SQS 3 dots, Kafka 2"),
    # Kafka: 2 × 30 % + 5 × 50 % + 4 × 20 % = 3.9; SQS on speed alone: 3.
    "a matrix": (WEIGHED, weighing((2, 5, 4), (0, 3, 0)), "Kafka 3.9, SQS 3.0"),
    "nothing": (SCORED, ABSTAINED, "abstained"),
}


@pytest.mark.parametrize(("terms", "answer", "said"), VOTES.values(), ids=VOTES)
def test_a_vote_is_told_in_short(terms: Terms, answer: Answer, said: str) -> None:
    assert vote_in_short(terms, answer) == said


def test_a_table_of_duels_stands_in_one_piece_however_long_names_are() -> None:
    numbers = list(range(1, 16))
    terms = replace(RANKED, options=options(*(f"``` {number:02} " + "&" * 60 for number in numbers)))
    chance = Random(7)  # noqa: S311  # The same ballots in each run.
    ballots = [
        tuple(Mark(option, value=place) for place, option in enumerate(chance.sample(numbers, 15), 1))
        for _ in range(20)
    ]
    texts = [block["text"]["text"] for block in why_blocks(counted(terms, *map(_sorted, ballots)))]
    (table,) = (text for text in texts if text.startswith("A row tells"))
    assert table.count("```") == 2
    assert len(table) <= LONGEST_SECTION
    assert all(row.index("''' ") == 48 for row in table.split("```")[1].splitlines()[2:])


def _sorted(answer: Answer) -> Answer:
    return tuple(sorted(answer))


def test_a_winner_ahead_by_a_chain_is_explained_with_the_chain() -> None:
    said = why(COUNTED["ranked-cycle-resolved"])
    assert (
        "There is a cycle: Kafka beats SQS (6 to 3), SQS beats NATS (7 to 2) and NATS beats Kafka (5 to 4)."
        in said
    )
    assert (
        "NATS beats Kafka, 5 to 4. But a chain of duels leads from Kafka to NATS: "
        "Kafka beats SQS (6 to 3) and SQS beats NATS (7 to 2). A chain is as strong as its weakest duel, here 6, "
        "and the strongest chain back is 5; so Kafka stays ahead by Schulze's method."
    ) in said
    drawn = why(COUNTED["ranked-ahead-by-a-chain-only"])
    assert "Kafka and NATS draw, 2 to 2." in drawn
    assert "and no chain leads back" in drawn


SPAN = re.compile(
    r"(?P<wins>.+) (?:wins|lead together) if (?P<criterion>.+) weighs "
    r"(?:less than (?P<below>[\d.]+)|more than (?P<above>[\d.]+)|between (?P<low>[\d.]+) and (?P<high>[\d.]+)) % "
    r"instead of (?P<now>\d+) %\."
)


def test_what_is_said_of_a_weight_is_true_at_every_weight_it_names() -> None:
    chance = Random(18)  # noqa: S311  # The same matrices in each run.
    told = set()
    for _ in range(400):
        weights = _weights(chance)
        terms = replace(
            WEIGHED,
            options=options(*(f"Option {one}" for one in range(1, chance.randint(2, 6) + 1))),
            criteria=tuple(Criterion(at, f"Criterion {at}", weight) for at, weight in weights.items()),
        )
        ballots = [
            weighing(*([chance.randint(1, 5) for _ in weights] for _ in terms.options)) for _ in range(3)
        ]
        decision = counted(terms, *ballots)
        assert decision.result is not None
        table = matrix_of(decision.result, terms)
        said = sensitivity(terms, table)
        if len(decision.result.leaders) > 1 or not table.turns:
            assert said == (
                "" if len(decision.result.leaders) > 1 else "No single weight changes the winner."
            )
            continue
        found = SPAN.fullmatch(said)
        assert found, said
        criterion = int(found["criterion"].removeprefix("Criterion "))
        assert int(found["now"]) == weights[criterion]
        low = Fraction(found["above"] or found["low"] or 0) / 100
        high = Fraction(found["below"] or found["high"] or 100) / 100
        means = means_of(table.cells)
        told.add(next(name for name in ("below", "above", "low") if found[name]))
        # Scores are straight lines: what is so close to both ends is so between them.
        for step in (Fraction(1, 1000), Fraction(1, 2), Fraction(999, 1000)):
            at = low + (high - low) * step
            ahead = {
                terms.options[one - 1].text
                for one in winners(means, moved(weights, criterion, at), terms.numbers)
            }
            assert ahead == set(re.split(", | and ", found["wins"])), (said, at)
    assert told == {"below", "above", "low"}


def _weights(chance: Random) -> dict[int, int]:
    cuts = sorted(chance.sample(range(1, 100), chance.randint(1, 3)))
    return dict(enumerate((b - a for a, b in zip([0, *cuts], [*cuts, 100], strict=True)), 1))


def test_only_a_matrix_that_was_counted_has_a_picture() -> None:
    with_pictures = {name for name, decision in COUNTED.items() if depict(decision)}
    assert with_pictures == {name for name in BALLOTS if name.startswith("matrix")}
    assert depict(replace(DECISION, terms=WEIGHED)) is None
    assert depict(counted(WEIGHED, ABSTAINED)) is None
    picture = depict(COUNTED["matrix"])
    assert picture is not None
    assert picture.note == "SQS wins if Cost weighs more than 35.1 % instead of 30 %."
    assert picture.winners == (0,)


def test_every_result_says_what_follows_from_it() -> None:
    for name, decision in COUNTED.items():
        said = why(decision)
        assert ("That is a tie" in said) == (
            len(decision.result.leaders) > 1 if decision.result else False
        ), name
        assert ("nothing is decided" in said) <= (decision.state is State.NO_DECISION), name
