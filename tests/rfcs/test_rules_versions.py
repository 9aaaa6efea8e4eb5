"""Changing the text: when it is free, when it is a new version, and who looks again."""

from dataclasses import replace

import pytest

from rituals.ids import Person
from rituals.refusal import Refusal
from rituals.rfcs import versions
from rituals.rfcs.model import Rfc, Stance, Version
from rituals.rfcs.versions import Wording, edit, has_begun, mark_of, object_to, to_look_again
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
    NOBODY_YET,
    POSTPONED,
    RFC,
    TEXT,
    before_it,
    concern_of,
    position,
    standing,
)

OTHER = replace(TEXT, proposal="Move everything to NATS by March.")
WORDING = Wording(OTHER, "NATS instead of SQS.", seen=mark_of(TEXT))
EDITORIAL = replace(WORDING, editorial=True)


def test_an_edit_is_free_until_somebody_has_said_something() -> None:
    assert not has_begun(NOBODY_YET, [])
    assert has_begun(NOBODY_YET, [concern_of(BEN)])
    assert has_begun(standing(ben=Stance.DECLINE, chen=None), [])
    assert has_begun({BEN: replace(position(Stance.APPROVE), withdrawn=True)}, [])
    free = edit(RFC, ANN, replace(WORDING, note=""), False, MONDAY)
    assert free.rfc == replace(RFC, terms=replace(RFC.terms, text=OTHER))
    assert free.version == Version(1, OTHER, "", ANN, MONDAY)


def test_afterwards_it_is_a_new_version_with_a_note_on_which_older_sign_offs_do_not_count() -> None:
    edited = edit(RFC, ANN, WORDING, True, MONDAY)
    assert (edited.rfc.version, edited.rfc.counts_from) == (2, 2)
    assert edited.rfc.change == "NATS instead of SQS."
    assert edited.version == Version(2, OTHER, "NATS instead of SQS.", ANN, MONDAY)


def test_an_editorial_edit_leaves_sign_offs_as_they_are_unless_a_reviewer_objects() -> None:
    edited = edit(RFC, ANN, EDITORIAL, True, MONDAY)
    assert (edited.rfc.version, edited.rfc.counts_from, edited.version.editorial) == (2, 1, True)
    objected = object_to(edited.rfc, edited.version, before_it(BEN), MONDAY)
    assert (objected.rfc.counts_from, objected.version.objected_by) == (2, BEN)


def test_those_whose_sign_off_went_stale_look_again() -> None:
    reviewers = {
        **standing(ben=Stance.APPROVE, chen=Stance.DECLINE, dana=None, emil=Stance.COMMENTS),
        ANN: position(Stance.APPROVE),
    }
    edited = edit(RFC, ANN, EDITORIAL, True, MONDAY)
    assert to_look_again(RFC, edited.rfc, reviewers) == ()
    objected = object_to(edited.rfc, edited.version, before_it(BEN), MONDAY)
    assert to_look_again(edited.rfc, objected.rfc, reviewers) == (BEN, EMIL)
    again = edit(objected.rfc, ANN, Wording(TEXT, "Back to SQS."), True, MONDAY)
    assert to_look_again(objected.rfc, again.rfc, reviewers) == ()  # They are asked already.


@pytest.mark.parametrize(
    ("rfc", "by", "wording", "sentence"),
    [
        (RFC, BEN, WORDING, "Only the author"),
        (POSTPONED, ANN, WORDING, "is postponed"),
        (ACCEPTED, ANN, WORDING, "was accepted"),
        (RFC, ANN, replace(WORDING, note=" "), "Write what has changed"),
        (RFC, ANN, replace(WORDING, note="x" * 501), "501 characters and 500 fit"),
        (RFC, ANN, replace(WORDING, text=replace(OTHER, summary="")), "Write a summary"),
        (RFC, ANN, replace(WORDING, text=TEXT), "Nothing was changed"),
    ],
)
def test_an_edit_that_cannot_be_is_refused(rfc: Rfc, by: Person, wording: Wording, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        edit(rfc, by, wording, True, MONDAY)


def test_an_edit_while_somebody_else_edits_is_refused_and_nothing_is_lost() -> None:
    theirs = edit(RFC, ANN, Wording(replace(TEXT, risks="It is late."), "Risks."), True, MONDAY).rfc
    with pytest.raises(Refusal, match="What you typed is still here"):
        edit(theirs, ANN, WORDING, True, MONDAY)


def test_no_edit_comes_in_once_final_comment_has_ended() -> None:
    with pytest.raises(Refusal, match="Final comment ended"):
        edit(FINAL, ANN, EDITORIAL, True, NEXT_MONDAY)


def test_an_objection_is_a_reviewers_against_the_newest_version_while_it_is_editorial() -> None:
    edited = edit(RFC, ANN, EDITORIAL, True, MONDAY)
    objected = object_to(edited.rfc, edited.version, before_it(BEN), MONDAY)
    plain = edit(RFC, ANN, WORDING, True, MONDAY)
    for each, person, sentence in [
        (edited, EMIL, "Only reviewers"),
        (edited, ANN, "Only reviewers"),
        (objected, CHEN, "objected already"),
        (plain, CHEN, "not marked as editorial"),
        (replace(edited, rfc=replace(edited.rfc, version=3)), DANA, "a newer version"),
    ]:
        with pytest.raises(Refusal, match=sentence):
            object_to(each.rfc, each.version, before_it(person), MONDAY)


def test_the_first_version_is_what_was_put_up() -> None:
    assert versions.first_version(RFC) == Version(1, TEXT, "", ANN, MONDAY)
