"""The rules of looking back: when one is asked, who may say it, and what may be said."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from rituals.calendar import WorkingCalendar
from rituals.records.guards import Reader
from rituals.records.model import NextStep, Record, Review, State, Verdict
from rituals.records.review import (
    Form,
    begins,
    check,
    check_may_look_back,
    is_planned,
    may_look_back,
    read_day,
    runs_out,
)
from rituals.refusal import Refusal
from tests.records.making import ANN, BEN, CHEN, FULL, RECORD

BERLIN = WorkingCalendar(ZoneInfo("Europe/Berlin"))
NOW = datetime(2027, 2, 18, 9, 30, tzinfo=UTC)  # A Thursday.
TODAY = date(2027, 2, 18)


@pytest.mark.parametrize("state", [State.DEPRECATED, State.SUPERSEDED])
def test_nobody_is_asked_about_what_has_lost_its_place(state: State) -> None:
    gone = replace(FULL, state=state)
    assert is_planned(FULL)
    assert not is_planned(gone)
    assert not is_planned(replace(FULL, review_on=None))


def test_the_day_begins_at_midnight_where_the_reviewer_is() -> None:
    assert begins(FULL, BERLIN) == datetime(2027, 2, 17, 23, tzinfo=UTC)
    with pytest.raises(ValueError, match="D-12 has no day of review"):
        begins(replace(FULL, review_on=None), BERLIN)


@pytest.mark.parametrize(
    ("asked", "again"),
    [
        ("2027-02-15 08:00", "2027-02-18 08:00"),  # Monday to Thursday.
        ("2027-02-18 08:00", "2027-02-23 08:00"),  # Thursday to Tuesday, over the weekend.
        ("2027-03-25 12:00", "2027-03-30 11:00"),  # The same time on the wall, across the change of clocks.
        ("2027-02-20 08:00", "2027-02-24 08:00"),  # Asked on a Saturday, by somebody's own hours.
    ],
)
def test_three_business_days_are_waited_for_an_answer(asked: str, again: str) -> None:
    asked_at, again_at = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (asked, again))
    assert runs_out(asked_at, BERLIN) == again_at


def test_days_away_do_not_count() -> None:
    away = replace(BERLIN, holidays=frozenset({date(2027, 2, 16), date(2027, 2, 17)}))
    asked_at = datetime(2027, 2, 15, 8, tzinfo=UTC)
    assert runs_out(asked_at, away) == datetime(2027, 2, 22, 8, tzinfo=UTC)


REVIEWED = replace(FULL, review_on=None, reviews=(Review(TODAY, CHEN, Verdict.HELD, "", NextStep.KEEP),))


@pytest.mark.parametrize(
    ("record", "reader", "sentence"),
    [
        (FULL, Reader(CHEN), ""),
        (FULL, Reader(ANN), ""),
        (FULL, Reader(BEN, admin=True), ""),
        (FULL, Reader(BEN, inside=True, heir=True), ""),
        (FULL, Reader(BEN, inside=True, missed=True), ""),
        (FULL, Reader(BEN, inside=True), "Its decider, its owner or a workspace admin looks back."),
        (FULL, Reader(BEN, missed=True), "Join its channel first"),
        (REVIEWED, Reader(BEN, inside=True), "Somebody has looked back already."),
        (replace(FULL, state=State.DEPRECATED), Reader(CHEN), "D-12 no longer holds"),
        (replace(FULL, state=State.SUPERSEDED, superseded_by=14), Reader(CHEN), "D-12 is superseded by D-14"),
        (replace(FULL, state=State.SUPERSEDED), Reader(CHEN), "D-12 is superseded: there is nothing"),
    ],
)
def test_who_answers_for_it_looks_back_and_the_channel_once_it_was_missed(
    record: Record, reader: Reader, sentence: str
) -> None:
    assert may_look_back(record, reader) == (not sentence)
    if sentence:
        with pytest.raises(Refusal, match=sentence):
            check_may_look_back(record, reader)
    else:
        check_may_look_back(record, reader)


def test_what_was_said_becomes_a_review_and_a_day_to_look_back_again() -> None:
    form = Form(Verdict.PARTLY, " The bill is high. ", NextStep.AMEND, None, "2027-06-01")
    assert check(form, CHEN, NOW, BERLIN) == (
        Review(TODAY, CHEN, Verdict.PARTLY, "The bill is high.", NextStep.AMEND),
        date(2027, 6, 1),
    )
    kept = Review(TODAY, CHEN, Verdict.HELD, "", NextStep.KEEP)
    assert check(Form(Verdict.HELD), CHEN, NOW, BERLIN) == (kept, None)


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        (Form(), {"verdict"}),
        (Form("splendid", next_step="dance"), {"verdict"}),
        (Form(Verdict.DID_NOT), {"happened"}),
        (Form(Verdict.PARTLY, "  "), {"happened"}),
        (Form(Verdict.HELD, "x" * 2001), {"happened"}),
        (Form(Verdict.HELD, again_picked=TODAY), {"again_picked"}),
        (Form(Verdict.HELD, again_typed="today"), {"again_typed"}),
        (Form(Verdict.HELD, again_typed="some day"), {"again_typed"}),
        (Form("", "x", "", TODAY), {"verdict", "again_picked"}),
    ],
)
def test_what_cannot_be_stands_beside_its_field(form: Form, fields: set[str]) -> None:
    with pytest.raises(Refusal) as refused:
        check(form, CHEN, NOW, BERLIN)
    assert set(refused.value.fields) == fields


def test_what_is_typed_wins_over_what_is_picked_and_neither_is_no_day() -> None:
    assert read_day(date(2028, 1, 1), "tomorrow", NOW, BERLIN) == date(2027, 2, 19)
    assert read_day(date(2028, 1, 1), " ", NOW, BERLIN) == date(2028, 1, 1)
    assert read_day(None, "", NOW, BERLIN) is None


def test_who_decided_looks_back_else_the_owner() -> None:
    assert FULL.reviewer == CHEN
    assert RECORD.reviewer == ANN
