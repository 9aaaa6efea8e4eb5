"""Hints that keep a team from fooling itself: each arises where it helps, once, and can be switched off."""

from dataclasses import replace

import pytest

from rituals.decisions.hygiene import due_hints, is_dilemma
from rituals.decisions.terms import EVERY_HINT, NONE_OF_THESE, Detail, Hint, Option, Reversibility
from tests.decisions.making import MONDAY, TERMS, options

TWO = replace(TERMS, options=options("Kafka", "SQS"))
PRAISED = replace(TERMS, recommended=1)


def test_two_options_are_asked_for_a_third_once() -> None:
    assert due_hints(TWO) == (Hint.FRAMING,)
    assert due_hints(TWO, told={Hint.FRAMING}) == ()
    assert due_hints(TERMS) == ()


@pytest.mark.parametrize("pair", [("Yes", "No"), ("no.", "yes!"), ("Go", "No-go"), ("👍", "👎")])
def test_yes_and_no_is_no_dilemma(pair: tuple[str, str]) -> None:
    assert not is_dilemma(replace(TERMS, options=options(*pair)))


def test_neither_is_a_choice_that_can_be_declined_or_to_which_others_add() -> None:
    assert not is_dilemma(replace(TWO, options=(*TWO.options, NONE_OF_THESE)))
    assert not is_dilemma(replace(TWO, suggest_until=MONDAY))


def test_what_is_recommended_is_asked_for_one_con() -> None:
    assert due_hints(PRAISED) == (Hint.CONFIRMATION,)
    weighed = (Option(1, "Kafka", Detail(cons="We would run it ourselves.")), *TERMS.options[1:])
    assert due_hints(replace(PRAISED, options=weighed)) == ()
    assert due_hints(PRAISED, told={Hint.CONFIRMATION}) == (Hint.CONFIRMATION,)


def test_what_cannot_be_taken_back_is_imagined_to_fail_first() -> None:
    assert due_hints(replace(TERMS, reversibility=Reversibility.ONE_WAY)) == (Hint.ONE_WAY,)
    assert due_hints(replace(TERMS, reversibility=Reversibility.TWO_WAY)) == ()


@pytest.mark.parametrize("hint", [Hint.FRAMING, Hint.CONFIRMATION, Hint.ONE_WAY])
def test_each_can_be_switched_off(hint: Hint) -> None:
    terms = replace(TWO, recommended=1, reversibility=Reversibility.ONE_WAY)
    assert hint in due_hints(terms)
    assert hint not in due_hints(replace(terms, hints=EVERY_HINT - {hint}))
