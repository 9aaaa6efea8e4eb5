"""Changing short cards and the rule under way, and the time that an edit at the end of final comment leaves."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from rituals.ids import Channel
from rituals.refusal import Refusal
from rituals.rfcs.changing import check_rule, point, set_rule
from rituals.rfcs.course import give_time
from rituals.rfcs.model import Profile
from tests.rfcs.making import (
    ANN,
    BEN,
    BERLIN,
    FINAL,
    HOUR,
    LAZY,
    MONDAY,
    NEXT_MONDAY,
    NOBODY_YET,
    RFC,
    WITHDRAWN,
)

FRIDAY_AT_FIVE = NEXT_MONDAY - timedelta(days=3)


def test_authors_point_to_it_from_ten_other_channels_at_most() -> None:
    channels = [Channel(one) for one in ("C1", "CPLATFORM", "C2", "C1")]
    assert point(RFC, ANN, channels, MONDAY).terms.pointers == ("C1", "C2")
    with pytest.raises(Refusal, match="10 channels at most"):
        point(RFC, ANN, [Channel(f"C{number}") for number in range(11)], MONDAY)
    with pytest.raises(Refusal, match="Only the author"):
        point(RFC, BEN, channels, MONDAY)
    with pytest.raises(Refusal, match="withdrawn"):
        point(WITHDRAWN, ANN, channels, MONDAY)


def test_another_rule_counts_its_days_from_the_change_and_never_accepts_on_the_spot() -> None:
    later = MONDAY + timedelta(days=28)
    lazy = set_rule(RFC, (Profile.LAZY, 5), NOBODY_YET, later, BERLIN)
    assert lazy.final_ends == NEXT_MONDAY + timedelta(days=28)
    back = set_rule(lazy, (Profile.FINAL_COMMENT, 2), NOBODY_YET, later, BERLIN)
    assert (back.final_ends, back.terms.days) == (None, 2)
    assert set_rule(RFC, (Profile.FINAL_COMMENT, 5), NOBODY_YET, later, BERLIN) is RFC
    for reviewers in ([], [ANN]):
        with pytest.raises(Refusal, match="takes a reviewer"):
            set_rule(LAZY, (Profile.FINAL_COMMENT, 5), reviewers, later, BERLIN)
    check_rule(RFC, ANN, MONDAY)
    with pytest.raises(Refusal, match="about to be accepted"):
        check_rule(FINAL, ANN, MONDAY)
    with pytest.raises(Refusal, match="Only the author"):
        check_rule(RFC, BEN, MONDAY)


def test_an_editorial_edit_on_the_last_business_day_gives_another() -> None:
    assert give_time(RFC, MONDAY, BERLIN) is RFC
    assert give_time(FINAL, FRIDAY_AT_FIVE, BERLIN) is FINAL
    longer = give_time(FINAL, FRIDAY_AT_FIVE + HOUR, BERLIN)
    assert longer.final_ends == NEXT_MONDAY + timedelta(days=1)
    assert give_time(longer, FRIDAY_AT_FIVE + HOUR, BERLIN) is longer
    paused = replace(FINAL, paused_at=NEXT_MONDAY - HOUR)
    assert give_time(paused, NEXT_MONDAY + timedelta(days=9), BERLIN).final_ends == longer.final_ends
    assert give_time(replace(FINAL, paused_at=MONDAY), NEXT_MONDAY, BERLIN).final_ends == NEXT_MONDAY


def test_across_a_change_of_the_clocks_it_is_five_oclock_still() -> None:
    ends = datetime(2027, 3, 26, 16, tzinfo=UTC)  # A Friday; the clocks go forward on Sunday.
    longer = give_time(replace(FINAL, final_ends=ends), ends - HOUR, BERLIN)
    assert longer.final_ends is not None
    assert longer.final_ends.astimezone(BERLIN.zone).hour == 17
