"""The rules of wins: what may be typed, who may be given one, in which quarter a day lies."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rituals.refusal import Refusal
from rituals.wins.form import Form, check_receiver, check_text, read_line
from rituals.wins.model import LONGEST_TEXT, Quarter, quarter_of, read_quarter
from rituals.workspace import Member
from tests.wins.making import ANN, BEN, CHEN, WIN


def test_the_first_of_the_others_who_are_mentioned_may_be_meant() -> None:
    assert read_line("thank you", [ANN, BEN, CHEN], ANN) == Form("thank you", BEN)
    assert read_line("I did it", [ANN], ANN) == Form("I did it")
    assert read_line("done", [], ANN) == Form("done")


def test_what_went_well_stands_on_one_line() -> None:
    assert check_text("  Cut p95\n from 500  to 100 ms ") == WIN.text
    assert check_text("x" * LONGEST_TEXT)


@pytest.mark.parametrize(
    ("text", "told"),
    [("", "Write what went well."), (" \n", "Write what went well."), ("x" * 501, "That has 501 characters")],
)
def test_what_is_nothing_or_too_much_is_refused_beside_its_field(text: str, told: str) -> None:
    with pytest.raises(Refusal, match=told) as refused:
        check_text(text)
    assert set(refused.value.fields) == {"text"}


@pytest.mark.parametrize(
    ("member", "told"),
    [
        (Member(BEN, "Ben", "UTC", is_bot=True), "a bot"),
        (Member(BEN, "Ben", "UTC", deleted=True), "deactivated"),
        (Member(BEN, "Ben", "UTC", external=True), "from outside"),
    ],
)
def test_who_takes_no_part_is_given_none(member: Member, told: str) -> None:
    with pytest.raises(Refusal, match=f"Ben is {told}") as refused:
        check_receiver(member)
    assert set(refused.value.fields) == {"given_to"}


def test_a_guest_is_given_one_as_everybody_is() -> None:
    check_receiver(Member(BEN, "Ben", "UTC"))
    check_receiver(Member(BEN, "Ben", "UTC", guest=True))


def test_only_what_somebody_else_added_is_given() -> None:
    assert not WIN.is_given
    assert replace(WIN, added_by=BEN).is_given


@pytest.mark.parametrize(
    ("day", "name", "first", "last"),
    [
        (date(2026, 1, 1), "2026-Q1", date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 6, 30), "2026-Q2", date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), "2026-Q3", date(2026, 7, 1), date(2026, 9, 30)),
        (date(2026, 12, 31), "2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_a_quarter_has_three_months(day: date, name: str, first: date, last: date) -> None:
    quarter = quarter_of(day)
    assert (quarter.name, quarter.first, quarter.last) == (name, first, last)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_every_day_lies_in_its_quarter_and_the_next_begins_after_it(day: date) -> None:
    quarter = quarter_of(day)
    assert quarter.first <= day <= quarter.last
    assert quarter_of(quarter.last + timedelta(days=1)) == quarter.following
    assert read_quarter(quarter.name) == quarter


def test_after_the_fourth_quarter_comes_the_first_of_the_next_year() -> None:
    assert Quarter(2026, 4).following == Quarter(2027, 1)
