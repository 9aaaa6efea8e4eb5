"""What an RFC awaits of whom, since when, and when they are reminded."""

from dataclasses import replace

import pytest

from rituals.rfcs.awaiting import Due, Task, dues, reminders
from rituals.rfcs.model import Concern, Rfc, Stance, Standing
from tests.rfcs.making import (
    ANN,
    BEN,
    BERLIN,
    CHEN,
    DANA,
    DAY,
    EMIL,
    FINAL,
    HOUR,
    MONDAY,
    NOBODY_YET,
    POSTPONED,
    REJECTED,
    RFC,
    TODAY,
    concern_of,
    position,
)

SHARED = replace(RFC, co_owners=(EMIL,))
ANSWERED = replace(concern_of(BEN), standing=Standing.ANSWERED, answered_at=MONDAY + HOUR)
OURS = Due(BEN, Task.POSITION, MONDAY)


def test_reviewers_are_awaited_from_when_they_were_asked() -> None:
    found = dues(RFC, NOBODY_YET, [], {DANA: MONDAY + DAY})
    assert found == [
        Due(BEN, Task.POSITION, MONDAY),
        Due(CHEN, Task.POSITION, MONDAY),
        Due(DANA, Task.POSITION, MONDAY + DAY),
    ]


@pytest.mark.parametrize(
    ("stance", "since"),
    [
        (Stance.APPROVE, None),
        (Stance.DECLINE, None),
        (Stance.HOLD, None),
        (Stance.CONCERN, MONDAY + HOUR),
    ],
)
def test_who_has_spoken_is_awaited_only_once_their_concern_is_settled(stance: Stance, since: object) -> None:
    settled = replace(ANSWERED, standing=Standing.RESOLVED, resolved_by=BEN)
    found = dues(RFC, {BEN: position(stance, until=TODAY)}, [settled], {})
    assert [one.since for one in found] == ([] if since is None else [since])


def test_a_hold_that_has_lapsed_is_awaited_from_its_day_on() -> None:
    held = replace(position(Stance.HOLD, until=TODAY + 7 * DAY), withdrawn=True)
    assert dues(RFC, {BEN: held}, [], {})[0].since.date() == TODAY + 7 * DAY


@pytest.mark.parametrize(
    ("concern", "who", "task"),
    [
        (concern_of(EMIL), [ANN, EMIL], Task.RULING),
        (concern_of(BEN), [ANN, EMIL], Task.ANSWER),
        (ANSWERED, [BEN], Task.CONFIRMATION),
        (replace(concern_of(EMIL), blocks=False, standing=Standing.ANSWERED), [], None),
    ],
)
def test_concerns_wait_for_the_authors_or_for_whoever_raised_them(
    concern: Concern, who: list[str], task: Task | None
) -> None:
    found = dues(SHARED, {}, [concern], {})
    assert [(one.person, one.task) for one in found] == [(person, task) for person in who]


@pytest.mark.parametrize("concern", [concern_of(BEN), ANSWERED])
def test_who_has_an_open_concern_is_awaited_for_that_and_for_no_position(concern: Concern) -> None:
    found = dues(RFC, {BEN: None, CHEN: None}, [concern], {})
    assert [one.task for one in found if one.person == CHEN] == [Task.POSITION]
    assert Task.POSITION not in [one.task for one in found if one.person == BEN]


@pytest.mark.parametrize("rfc", [POSTPONED, REJECTED])
def test_nobody_is_awaited_where_it_is_not_under_review(rfc: Rfc) -> None:
    assert dues(rfc, NOBODY_YET, [concern_of(DANA)], {}) == []


def test_reminders_come_after_two_and_five_business_days_and_before_the_end() -> None:
    assert [f"{one.astimezone(BERLIN.zone):%a %d %H}" for one in reminders(OURS, RFC, BERLIN)] == [
        "Wed 18 10",
        "Mon 23 10",
    ]
    ending = [f"{one.astimezone(BERLIN.zone):%a %d %H}" for one in reminders(OURS, FINAL, BERLIN)]
    assert ending[1:] == ["Fri 20 17"], "nobody is reminded more than twice"
    paused = replace(FINAL, paused_at=MONDAY)
    assert len(list(reminders(OURS, paused, BERLIN))) == 2
    short = replace(FINAL, final_ends=MONDAY + DAY)
    assert len(list(reminders(OURS, short, BERLIN))) == 2
