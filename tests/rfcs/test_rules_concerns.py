"""Concerns: whose blocks, who rules, answers and resolves."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from rituals.ids import Person
from rituals.refusal import Refusal
from rituals.rfcs import comments, concerns
from rituals.rfcs.concerns import Answering, Instead, Raising, Ruling, is_out_of_reach
from rituals.rfcs.model import Comment, Concern, Quote, Rfc, Stance, Standing
from rituals.workspace import Member
from tests.rfcs.making import (
    ACCEPTED,
    ANN,
    BEN,
    CHEN,
    DANA,
    EMIL,
    FINAL,
    MONDAY,
    NEXT_MONDAY,
    RFC,
    before_it,
    concern_of,
    standing,
)

FAYE = Person("UFAYE")
RAISING = Raising(" It is slow. ", "A benchmark.")
OF_BEN, OF_FAYE = concern_of(BEN), concern_of(FAYE)
QUOTED = replace(OF_FAYE, quote=Quote(CHEN, "https://meridian.example/p1"))
NEWER = replace(RFC, version=3)


def test_a_reviewers_concern_blocks_at_once_and_is_where_they_stand() -> None:
    raised = concerns.raise_concern(RFC, before_it(BEN, standing(ben=Stance.APPROVE)), RAISING, MONDAY)
    assert (raised.concern.words, raised.concern.blocks, raised.concern.is_open) == (
        "It is slow.",
        True,
        True,
    )
    assert raised.position is not None
    assert (raised.position.stance, raised.position.reason) == (Stance.CONCERN, "It is slow.")


@pytest.mark.parametrize("person", [FAYE, ANN])
def test_the_concern_of_anybody_else_waits_for_the_authors_ruling(person: Person) -> None:
    raised = concerns.raise_concern(RFC, before_it(person, {ANN: None, BEN: None}), RAISING, MONDAY)
    assert (raised.concern.blocks, raised.concern.is_open, raised.position) == (None, True, None)


def test_a_concern_needs_words_and_what_would_resolve_it() -> None:
    with pytest.raises(Refusal) as caught:
        concerns.raise_concern(RFC, before_it(BEN), Raising(" ", "x" * 2001), MONDAY)
    assert caught.value.fields == {
        "words": "Write what concerns you.",
        "wanted": "This has 2,001 characters and 2,000 fit. Say the rest in the thread.",
    }


def test_the_author_rules_that_a_concern_does_not_block_and_says_why() -> None:
    ruled = concerns.rule(RFC, OF_FAYE, ANN, Ruling(False, " We measured it. "), MONDAY)
    assert (ruled.blocks, ruled.standing, ruled.answer) == (False, Standing.ANSWERED, "We measured it.")
    assert not ruled.is_open
    with pytest.raises(Refusal, match="Write why it does not block"):
        concerns.rule(RFC, OF_FAYE, ANN, Ruling(False), MONDAY)


def test_a_ruling_may_be_tightened_and_is_never_loosened() -> None:
    ruled = concerns.rule(RFC, OF_FAYE, ANN, Ruling(False, "We measured it."), MONDAY)
    blocks = concerns.rule(RFC, ruled, ANN, Ruling(True), MONDAY)
    assert (blocks.blocks, blocks.standing, blocks.is_open) == (True, Standing.OPEN, True)
    with_words = concerns.rule(RFC, OF_FAYE, ANN, Ruling(True, "Right."), MONDAY)
    assert (with_words.standing, with_words.answer) == (Standing.OPEN, "Right.")
    for concern in (blocks, OF_BEN):
        with pytest.raises(Refusal, match="This concern blocks"):
            concerns.rule(RFC, concern, ANN, Ruling(False, "No."), MONDAY)
    with pytest.raises(Refusal, match="said already"):
        concerns.rule(RFC, ruled, ANN, Ruling(False, "No."), MONDAY)


def test_the_author_answers_in_words_or_with_the_version_in_which_it_is_addressed() -> None:
    answered = concerns.answer(NEWER, OF_BEN, ANN, Answering(version=3), MONDAY)
    assert (answered.standing, answered.answered_in) == (Standing.ANSWERED, 3)
    assert answered.is_open  # Until its raiser has said that this will do.
    in_words = concerns.answer(NEWER, answered, ANN, Answering("See the table."), MONDAY)
    assert (in_words.answer, in_words.answered_in) == ("See the table.", None)


@pytest.mark.parametrize(
    ("concern", "by", "answering", "sentence"),
    [
        (OF_BEN, BEN, Answering("Yes."), "Only the author"),
        (OF_FAYE, ANN, Answering("Yes."), "Say first whether it blocks"),
        (OF_BEN, ANN, Answering(" "), "Write an answer"),
        (OF_BEN, ANN, Answering(version=4), "written after the concern was raised"),
        (OF_BEN, ANN, Answering(version=1), "written after the concern was raised"),
        (replace(OF_BEN, standing=Standing.RESOLVED), ANN, Answering("Yes."), "This concern is resolved"),
    ],
)
def test_an_answer_that_answers_nothing_is_refused(
    concern: Concern, by: Person, answering: Answering, sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence):
        concerns.answer(NEWER, concern, by, answering, MONDAY)


def test_only_the_raiser_says_whether_it_is_resolved_or_stands() -> None:
    answered = concerns.answer(NEWER, OF_BEN, ANN, Answering(version=2), MONDAY)
    assert concerns.stand_by(NEWER, answered, BEN, MONDAY).standing is Standing.OPEN
    resolved = concerns.resolve(NEWER, answered, BEN, MONDAY)
    assert (resolved.standing, resolved.resolved_by, resolved.is_open) == (Standing.RESOLVED, BEN, False)
    assert concerns.resolve(NEWER, resolved, BEN, MONDAY) is resolved
    assert concerns.resolve(NEWER, OF_FAYE, FAYE, MONDAY).standing is Standing.RESOLVED
    for person in (ANN, CHEN, EMIL):
        with pytest.raises(Refusal, match="Only whoever raised"):
            concerns.resolve(NEWER, answered, person, MONDAY)
        with pytest.raises(Refusal, match="Only whoever raised"):
            concerns.stand_by(NEWER, answered, person, MONDAY)
    with pytest.raises(Refusal, match="Raise another"):
        concerns.stand_by(NEWER, resolved, BEN, MONDAY)


def test_the_decider_resolves_in_the_place_of_somebody_who_is_out_of_reach_with_a_reason() -> None:
    instead = Instead(EMIL, "Version 2 has the benchmark.", out_of_reach=True)
    resolved = concerns.resolve_instead(RFC, OF_BEN, instead, MONDAY)
    assert (resolved.resolved_by, resolved.reason) == (EMIL, "Version 2 has the benchmark.")
    for other, sentence in [
        (replace(instead, by=ANN), "Only the decider"),
        (replace(instead, out_of_reach=False), "more than 3 business days"),
        (replace(instead, reason=" "), "Write why it is resolved"),
    ]:
        with pytest.raises(Refusal, match=sentence):
            concerns.resolve_instead(RFC, OF_BEN, other, MONDAY)


@pytest.mark.parametrize(
    ("away_until", "out_of_reach"),
    [
        (None, False),
        (date(2026, 11, 15), False),
        (date(2026, 11, 18), False),  # Monday, Tuesday, Wednesday.
        (date(2026, 11, 19), True),
    ],
)
def test_more_than_three_business_days_away_is_out_of_reach(
    away_until: date | None, out_of_reach: bool
) -> None:
    ben = Member(BEN, "Ben", "Europe/Berlin", away_until=away_until)
    assert is_out_of_reach(ben, True, MONDAY) is out_of_reach


def test_who_has_left_is_out_of_reach() -> None:
    ben = Member(BEN, "Ben", "Europe/Berlin")
    assert is_out_of_reach(replace(ben, deleted=True), True, MONDAY)
    assert is_out_of_reach(ben, False, MONDAY)
    assert not is_out_of_reach(ben, True, MONDAY)


def test_the_quoted_author_takes_a_concern_over_and_a_reviewers_blocks_then() -> None:
    taken = concerns.take_over(RFC, QUOTED, before_it(CHEN), MONDAY)
    assert (taken.concern.raiser, taken.concern.blocks) == (CHEN, True)
    assert taken.position is not None
    assert taken.position.stance == Stance.CONCERN
    outside = concerns.take_over(RFC, QUOTED, before_it(CHEN, {}), MONDAY)
    assert (outside.concern.raiser, outside.concern.blocks, outside.position) == (CHEN, None, None)
    for concern, person, sentence in [
        (QUOTED, DANA, "Only whoever wrote"),
        (OF_FAYE, CHEN, "Only whoever wrote"),
        (taken.concern, CHEN, "yours already"),
    ]:
        with pytest.raises(Refusal, match=sentence):
            concerns.take_over(RFC, concern, before_it(person), MONDAY)


def test_a_comment_is_kept_and_the_quoted_author_may_take_it_over() -> None:
    quote = Quote(CHEN, "https://meridian.example/p1")
    kept = comments.keep(RFC, FAYE, " Name an owner. ", quote, MONDAY)
    assert kept == Comment(0, FAYE, "Name an owner.", MONDAY, quote)
    assert comments.take_over(RFC, kept, CHEN, MONDAY).person == CHEN
    with pytest.raises(Refusal, match="Only whoever wrote"):
        comments.take_over(RFC, kept, DANA, MONDAY)
    with pytest.raises(Refusal, match="Write your comment"):
        comments.keep(RFC, FAYE, "", None, MONDAY)


@pytest.mark.parametrize("ended", [ACCEPTED, FINAL])
def test_once_it_has_ended_concerns_stay_as_they_are(ended: Rfc) -> None:
    late = NEXT_MONDAY
    acts: list[Callable[[], object]] = [
        lambda: concerns.raise_concern(ended, before_it(BEN), RAISING, late),
        lambda: concerns.rule(ended, OF_FAYE, ANN, Ruling(True), late),
        lambda: concerns.answer(ended, OF_BEN, ANN, Answering("Yes."), late),
        lambda: concerns.resolve(ended, OF_BEN, BEN, late),
        lambda: concerns.stand_by(ended, OF_BEN, BEN, late),
        lambda: concerns.resolve_instead(ended, OF_BEN, Instead(EMIL, "Done.", True), late),
        lambda: concerns.take_over(ended, QUOTED, before_it(CHEN), late),
        lambda: comments.keep(ended, FAYE, "Name an owner.", None, late),
    ]
    for act in acts:
        with pytest.raises(Refusal, match=r"RFC-7 (is|was) accepted"):
            act()
