"""The rules of actions: what is typed, who may change what, when owners are reminded."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rituals.actions import course
from rituals.actions.form import Form, check, read_line
from rituals.actions.model import LONGEST_TEXT, MOST_OWNERS, Action, State
from rituals.calendar import WorkingCalendar
from rituals.ids import Person
from rituals.refusal import Refusal
from tests.actions.making import ACTION, ANN, BEN, CHEN, DANA, MONDAY, NOW

BERLIN = WorkingCalendar(ZoneInfo("Europe/Berlin"))
FORM = Form("Write the runbook", (ANN,))
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


def test_a_line_gives_the_text_the_day_and_the_owners() -> None:
    assert read_line("Write it | fri | @ben", [BEN, BEN]) == Form("Write it", (BEN,), due_typed="fri")
    assert read_line("Ask @ben", [BEN]) == Form("Ask @ben", (BEN,))
    assert read_line("", ()) == Form()


@pytest.mark.parametrize(
    ("form", "due"),
    [
        (FORM, date(2026, 11, 23)),
        (replace(FORM, due_typed="fri"), date(2026, 11, 20)),
        (replace(FORM, due_typed="2d"), date(2026, 11, 18)),
        (replace(FORM, due_picked=MONDAY), MONDAY),
        (replace(FORM, due_picked=MONDAY, due_typed="tomorrow"), date(2026, 11, 17)),
    ],
)
def test_the_day_is_the_one_typed_else_picked_else_five_business_days_ahead(form: Form, due: date) -> None:
    assert check(form, NOW, BERLIN) == ("Write the runbook", due)


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (replace(FORM, text=" \n "), "text"),
        (replace(FORM, text="x" * (LONGEST_TEXT + 1)), "text"),
        (replace(FORM, owners=()), "owners"),
        (replace(FORM, owners=tuple(Person(f"U{n}") for n in range(MOST_OWNERS + 1))), "owners"),
        (replace(FORM, due_typed="whenever"), "due_typed"),
        (replace(FORM, due_picked=MONDAY - timedelta(days=1)), "due_picked"),
        (replace(FORM, due_picked=MONDAY + timedelta(days=367)), "due_picked"),
    ],
)
def test_what_needs_mending_is_told_beside_its_field(form: Form, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        check(form, NOW, BERLIN)
    assert set(refused.value.fields) == {field}


def test_owners_and_author_change_an_action_and_others_once_those_are_gone() -> None:
    action = replace(ACTION, owners=(BEN,))
    for person in (ANN, BEN):
        course.check_may_change(action, person, [ANN, BEN])
    with pytest.raises(Refusal):
        course.check_may_change(action, CHEN, [ANN])
    course.check_may_change(action, CHEN, [])


def test_what_is_done_twice_is_done_once_and_can_be_taken_back() -> None:
    done = course.finish(ACTION, BEN, NOW)
    assert done.state is State.DONE
    assert course.finish(done, ANN, NOW) is done
    assert course.reopen(done) == ACTION
    assert course.reopen(course.drop(ACTION, BEN, "Gone.", NOW)) == ACTION


@pytest.mark.parametrize(
    "act",
    [
        lambda action: course.snooze(action, MONDAY),
        lambda action: course.reassign(action, (DANA,)),
        lambda action: course.drop(action, ANN, "Gone.", NOW),
    ],
)
def test_what_is_done_stays_so_until_it_is_reopened(act: Callable[[Action], Action]) -> None:
    with pytest.raises(Refusal, match=r"[Rr]eopen it first"):
        act(course.finish(ACTION, BEN, NOW))


@pytest.mark.parametrize("reason", ["", "  ", "x" * 301])
def test_an_action_is_dropped_for_a_reason(reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        course.drop(ACTION, ANN, reason, NOW)
    assert set(refused.value.fields) == {"reason"}


@given(due=DAYS, after=DAYS)
def test_reminders_come_on_the_day_it_is_due_and_every_seven_days_from_then(due: date, after: date) -> None:
    day = course.next_reminder(due, after)
    assert day > after
    assert day >= due
    assert (day - due).days % 7 == 0
    assert day == due or day - timedelta(days=7) <= after
