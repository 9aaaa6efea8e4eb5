"""The form of a commitment: what it asks for, what it takes for granted, what it refuses."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from rituals.commitments.form import Form, check, check_electorate, read_line
from rituals.electorate import Voters
from rituals.refusal import Refusal
from tests.commitments.going import BERLIN, fields_of
from tests.commitments.making import ANN, BEN, CHEN, DAY, MONDAY, TERMS, WEDNESDAY

FORM = Form(channel="CPLATFORM", proposal="Move the queue to NATS")


def test_a_channel_and_a_proposal_are_enough() -> None:
    terms = check(FORM, ANN, MONDAY, BERLIN)
    assert (terms.channel, terms.proposal) == ("CPLATFORM", "Move the queue to NATS")
    assert terms.voters is Voters.CHANNEL
    assert (terms.context, terms.aim, terms.trade_offs, terms.evidence) == ("", "", "", "")


def test_who_opens_it_decides_where_nobody_else_was_named() -> None:
    assert check(FORM, ANN, MONDAY, BERLIN).decider == ANN
    assert check(replace(FORM, decider=BEN), ANN, MONDAY, BERLIN).decider == BEN


def test_it_closes_two_business_days_ahead_at_five_unless_something_else_was_picked_or_typed() -> None:
    assert check(FORM, ANN, MONDAY, BERLIN).closes_at == WEDNESDAY
    picked = replace(FORM, closes_picked=MONDAY + DAY)
    assert check(picked, ANN, MONDAY, BERLIN).closes_at == MONDAY + DAY
    typed = replace(picked, closes_typed="wed 17:00")
    assert check(typed, ANN, MONDAY, BERLIN).closes_at == WEDNESDAY


def test_what_was_typed_stands_in_the_terms_without_the_white_space_around_it() -> None:
    form = Form(
        "CPLATFORM",
        "  Move the queue\n to NATS ",
        TERMS.context + "\n",
        f" {TERMS.aim}",
        TERMS.trade_offs,
        review_on=date(2027, 1, 4),
        follows=7,
        closes_picked=WEDNESDAY,
    )
    wanted = replace(TERMS, review_on=date(2027, 1, 4), follows=7)
    assert check(form, ANN, MONDAY, BERLIN) == wanted


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"channel": ""}, "channel", "Choose the channel"),
        ({"proposal": " \n "}, "proposal", "Write what you propose"),
        ({"proposal": "x" * 301}, "proposal", "301 characters and 300 fit"),
        ({"context": "x" * 3001}, "context", "3,001 characters and 3,000 fit"),
        ({"aim": "x" * 3001}, "aim", "3,000 fit"),
        ({"trade_offs": "x" * 3001}, "trade_offs", "3,000 fit"),
        ({"evidence": "x" * 3001}, "evidence", "3,000 fit"),
        ({"voters": Voters.PEOPLE}, "people", "Choose the people"),
        ({"voters": Voters.GROUP}, "user_group", "Choose the group"),
        ({"voters": Voters.ANYONE}, "voters", "asks people who are known"),
        ({"closes_picked": MONDAY}, "closes_picked", "That time is past"),
        ({"closes_typed": "soon"}, "closes_typed", "soon"),
        ({"review_on": MONDAY.date()}, "review_on", "still to come"),
        ({"co_owners": tuple(f"U{n}" for n in range(6))}, "co_owners", "5 people"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(change: dict[str, Any], field: str, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence) as refused:
        check(replace(FORM, **change), ANN, MONDAY, BERLIN)
    assert fields_of(refused) == [field]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(Refusal) as refused:
        check(Form(evidence="x" * 3001, closes_typed="soon"), ANN, MONDAY, BERLIN)
    assert set(fields_of(refused)) == {"channel", "proposal", "evidence", "closes_typed"}


def test_the_owner_does_not_count_among_those_who_own_it_beside_them() -> None:
    check(replace(FORM, co_owners=(ANN, BEN, CHEN)), ANN, MONDAY, BERLIN)


def test_somebody_is_asked() -> None:
    check_electorate(TERMS, 1)
    with pytest.raises(Refusal, match="Nobody there can take a position") as refused:
        check_electorate(replace(TERMS, voters=Voters.PEOPLE), 0)
    assert fields_of(refused) == ["people"]


def test_a_line_is_the_proposal() -> None:
    assert read_line(" Move the queue  to NATS | today ") == Form(proposal="Move the queue to NATS | today")
    assert read_line("").is_empty
    assert not Form(evidence="Pages per night").is_empty
