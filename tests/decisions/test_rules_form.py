"""From what a person typed to the terms of a decision, or to a sentence beside each field that needs mending."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rituals.decisions.answers import check_electorate
from rituals.decisions.fields import read_options
from rituals.decisions.form import Form, check, read_line
from rituals.decisions.terms import Method, Option, Quorum, Secrecy, Terms
from rituals.electorate import Voters
from rituals.ids import Person
from rituals.refusal import Refusal
from tests.decisions.making import BEN, BERLIN, DAY, FORM, MONDAY, TERMS, WEDNESDAY


def accepted(form: Form) -> Terms:
    return check(form, MONDAY, BERLIN)


def refused(form: Form) -> dict[str, str]:
    with pytest.raises(Refusal) as caught:
        check(form, MONDAY, BERLIN)
    return dict(caught.value.fields)


def test_a_question_and_two_options_are_enough() -> None:
    terms = accepted(Form(channel="C1", question="Move?", options="Yes\nNo"))
    assert terms == Terms(
        channel=terms.channel,
        question="Move?",
        context="",
        options=(Option(1, "Yes"), Option(2, "No")),
        method=Method.SINGLE,
        fewest=1,
        most=1,
        secrecy=Secrecy.OPEN,
        voters=Voters.CHANNEL,
        quorum=Quorum(),
        closes_at=datetime(2026, 11, 18, 16, 0, tzinfo=UTC),  # Wednesday 17:00 in Berlin.
        close_when_all=False,
    )


BAD: dict[str, tuple[dict[str, object], str, str]] = {
    "no channel": ({"channel": ""}, "channel", "Choose the channel"),
    "no question": ({"question": ""}, "question", "Write the question"),
    "a question of spaces": ({"question": " \n\t"}, "question", "Write the question"),
    "a question of 301 characters": (
        {"question": "q" * 301},
        "question",
        "The question has 301 characters and 300 fit",
    ),
    "a question of 10,000 characters": ({"question": "q" * 10_000}, "question", "has 10,000 characters"),
    "a context of 3,001 characters": ({"context": "c" * 3001}, "context", "has 3,001 characters and 3,000"),
    "no option": ({"options": ""}, "options", "two options or more"),
    "one option": ({"options": "Kafka\n \n"}, "options", "two options or more"),
    "sixteen options": (
        {"options": "\n".join(map(str, range(16)))},
        "options",
        "There are 16 options and 15 fit",
    ),
    "the same option twice": (
        {"options": "SQS\nKafka\nSQS"},
        "options",
        "Options 1 and 3 are the same: “SQS”",
    ),
    "options that differ in capitals": ({"options": "sqs\nSQS"}, "options", "Options 1 and 2 are the same"),
    "options that differ in spaces": ({"options": "A  B\n A B "}, "options", "Options 1 and 2 are the same"),
    "options that look the same": (
        {"options": "Cafe\u0301\nCafé"},
        "options",
        "Options 1 and 2 are the same",
    ),
    "options that differ in what nobody sees": (
        {"options": "SQS\nS\u200dQ\ufe0fS"},
        "options",
        "Options 1 and 2 are the same",
    ),
    "a question of which nothing is seen": ({"question": "\u200c \u200d"}, "question", "Write the question"),
    "an option of which nothing is seen": ({"options": "SQS\n\u200d"}, "options", "two options or more"),
    "an option of 76 characters": ({"options": "A\n" + "b" * 76}, "options", "Option 2 has 76 characters"),
    "a quorum in words": ({"quorum": "most of us"}, "quorum", "Write a number of people, such as 5"),
    "a negative quorum": ({"quorum": "-1"}, "quorum", "Write a number of people"),
    "a quorum with a fraction": ({"quorum": "2.5"}, "quorum", "Write a number of people"),
    "a quorum over 100 %": ({"quorum": "101 %"}, "quorum", "101 % is more than everybody"),
    "a quorum of nobody in particular": (
        {"quorum": "3", "voters": Voters.ANYONE},
        "quorum",
        "A quorum needs a fixed group",
    ),
    "an unreadable deadline": ({"closes_typed": "when it is ripe"}, "closes_typed", "when it is ripe"),
    "a typed deadline in the past": ({"closes_typed": "2026-11-13"}, "closes_typed", "past"),
    "a typed deadline beyond a year": ({"closes_typed": "2027-12-01"}, "closes_typed", "year"),
    "a picked deadline in the past": ({"closes_picked": MONDAY}, "closes_picked", "past"),
    "a picked deadline beyond a year": (
        {"closes_picked": MONDAY + timedelta(days=367)},
        "closes_picked",
        "more than a year ahead",
    ),
    "nobody picked": ({"voters": Voters.PEOPLE}, "people", "Choose the people"),
    "no group picked": ({"voters": Voters.GROUP}, "user_group", "Choose the group"),
    "at least no option": ({"method": Method.APPROVAL, "fewest": "0"}, "fewest", "at least one option"),
    "at least more than there are": (
        {"method": Method.APPROVAL, "fewest": "4"},
        "fewest",
        "There are only 3 options",
    ),
    "at most fewer than at least": (
        {"method": Method.APPROVAL, "fewest": "2", "most": "1"},
        "most",
        "at least as many as you ask for: 2",
    ),
    "at least in words": ({"method": Method.APPROVAL, "fewest": "two"}, "fewest", "whole number"),
    "at most in words": ({"method": Method.APPROVAL, "most": "1.5"}, "most", "whole number"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_opened_is_told_beside_its_field(name: str) -> None:
    changes, field, sentence = BAD[name]
    wrong = refused(replace(FORM, **changes))  # type: ignore[arg-type]
    assert list(wrong) == [field]
    assert sentence in wrong[field]
    assert wrong[field].endswith(".")


def test_all_that_is_wrong_is_told_at_once() -> None:
    form = Form(quorum="some", closes_typed="soon", voters=Voters.PEOPLE)
    assert set(refused(form)) == {"channel", "question", "options", "quorum", "closes_typed", "people"}


GOOD: dict[str, tuple[dict[str, object], dict[str, object]]] = {
    "a question of 300 characters": ({"question": "q" * 300}, {"question": "q" * 300}),
    "a context of 3,000 characters": ({"context": "c" * 3000}, {"context": "c" * 3000}),
    "spaces around the question": ({"question": "  Which\nqueue?\n"}, {"question": "Which queue?"}),
    "fifteen options": (
        {"options": "\n".join(map(str, range(15)))},
        {"options": tuple(Option(number, str(number - 1)) for number in range(1, 16))},
    ),
    "a typed time wins over a picked one": (
        {"closes_typed": "2d", "closes_picked": MONDAY + DAY},
        {"closes_at": WEDNESDAY},
    ),
    "a picked time": ({"closes_picked": MONDAY + DAY}, {"closes_at": MONDAY + DAY}),
    "a quorum of people": ({"quorum": " 3 "}, {"quorum": Quorum(3)}),
    "a quorum in per cent": ({"quorum": "60%"}, {"quorum": Quorum(60, percent=True)}),
    "a quorum of nobody": ({"quorum": "0"}, {"quorum": Quorum()}),
    "bounds of a single choice count for nothing": ({"fewest": "2", "most": "x"}, {"fewest": 1, "most": 1}),
    "approval without bounds": (
        {"method": Method.APPROVAL},
        {"method": Method.APPROVAL, "fewest": 1, "most": 3},
    ),
    "at most more than there are": (
        {"method": Method.APPROVAL, "most": "9"},
        {"method": Method.APPROVAL, "most": 3},
    ),
    "early close where anyone may vote counts for nothing": (
        {"voters": Voters.ANYONE, "close_when_all": True},
        {"voters": Voters.ANYONE, "close_when_all": False},
    ),
    "people": ({"voters": Voters.PEOPLE, "people": (BEN,)}, {"voters": Voters.PEOPLE}),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_can_be_opened_becomes_terms(name: str) -> None:
    changes, expected = GOOD[name]
    assert accepted(replace(FORM, **changes)) == replace(TERMS, **expected)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "question", "options"),
    [
        ("", "", ""),
        ("Which queue?", "Which queue?", ""),
        ("Which queue? | Kafka | SQS", "Which queue?", "Kafka\nSQS"),
        ("Which queue?||Kafka| ", "Which queue?", "Kafka"),
        ("| Kafka | SQS", "", "Kafka\nSQS"),
    ],
)
def test_a_line_is_a_question_and_its_options(line: str, question: str, options: str) -> None:
    assert read_line(line) == Form(question=question, options=options)


def test_a_form_is_worth_keeping_once_something_was_typed() -> None:
    assert Form(channel="C1", quorum="3").is_empty
    assert not Form(context="Why now").is_empty


@pytest.mark.parametrize(
    ("terms", "seats", "field", "sentence"),
    [
        (TERMS, 0, "voters", "Nobody there can vote"),
        (replace(TERMS, voters=Voters.PEOPLE), 0, "people", "Nobody there can vote"),
        (replace(TERMS, voters=Voters.GROUP), 0, "user_group", "Nobody there can vote"),
        (replace(TERMS, quorum=Quorum(4)), 3, "quorum", "The quorum is 4 people, but only 3 are asked"),
    ],
)
def test_an_electorate_too_small_is_told_beside_its_field(
    terms: Terms, seats: int, field: str, sentence: str
) -> None:
    with pytest.raises(Refusal) as caught:
        check_electorate(terms, seats)
    assert sentence in caught.value.fields[field]


def test_a_quorum_of_all_and_a_vote_of_anyone_are_no_matter() -> None:
    check_electorate(replace(TERMS, quorum=Quorum(3)), 3)
    check_electorate(replace(TERMS, quorum=Quorum(100, percent=True)), 3)
    check_electorate(replace(TERMS, voters=Voters.ANYONE), 0)


@settings(deadline=None)
@given(percent=st.integers(0, 100), seats=st.integers(0, 10_000))
def test_a_share_is_rounded_up_and_never_more_than_all(percent: int, seats: int) -> None:
    needed = Quorum(percent, percent=True).of(seats)
    assert needed * 100 >= percent * seats > (needed - 1) * 100 or needed == percent * seats == 0
    assert needed <= seats


texts = st.text(max_size=40) | st.sampled_from(["", "2", "50 %", "2d", "fri 17:00", "A\nB", "A\nB\nC\nD"])
forms = st.builds(
    Form,
    channel=st.sampled_from(["", "C1"]),
    question=texts | st.just("q" * 301),
    context=texts,
    options=texts | st.lists(texts, max_size=17).map("\n".join),
    method=st.sampled_from(Method),
    fewest=texts,
    most=texts,
    secrecy=st.sampled_from(Secrecy),
    voters=st.sampled_from(Voters),
    people=st.lists(st.sampled_from([Person("U1"), Person("U2")]), max_size=2).map(tuple),
    user_group=st.sampled_from(["", "S1"]),
    quorum=texts,
    closes_picked=st.none() | st.integers(-100, 500).map(lambda days: MONDAY + days * DAY),
    closes_typed=texts,
    close_when_all=st.booleans(),
)


def sentences(form: Form) -> dict[str, str]:
    """What is said beside the fields; nothing where the form can be opened."""
    try:
        accepted(form)
    except Refusal as refusal:
        return dict(refusal.fields) or {"": refusal.sentence}
    return {}


@settings(max_examples=40, deadline=None)
@given(forms)
def test_every_form_is_either_sound_terms_or_sentences_beside_its_fields(form: Form) -> None:
    if wrong := sentences(form):
        assert set(wrong) <= {each.name for each in fields(Form)}
        assert all(sentence.endswith(".") for sentence in wrong.values())
        return
    terms = accepted(form)
    assert 1 <= len(terms.question) <= 300
    assert len(terms.context) <= 3000
    assert 2 <= len(terms.options) <= 15
    assert [option.number for option in terms.options] == list(range(1, len(terms.options) + 1))
    assert all(1 <= len(option.text) <= 75 for option in terms.options)
    assert 1 <= terms.fewest <= terms.most <= len(terms.options)
    assert MONDAY < terms.closes_at <= MONDAY + timedelta(days=366)


@settings(deadline=None)
@given(st.text())
def test_options_are_lines_without_spaces_around_them(text: str) -> None:
    found = read_options(text)
    assert all(option and option == " ".join(option.split()) for option in found)
    assert read_options("\n".join(found)) == found
