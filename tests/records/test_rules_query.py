"""What a person looks for, read from one line; whatever is typed, it is never an error."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rituals.records.model import State, read_name, read_tags
from rituals.records.query import Phrase, Query, read_query
from rituals.records.words import MOST_WORDS, index, likeness, split, telling

CASES = {
    "": Query(),
    "kafka": Query((Phrase(("kafka",), True),)),
    "Kafka QUEUE": Query((Phrase(("kafka",)), Phrase(("queue",), True))),
    '"exactly once" kafka': Query((Phrase(("exactly", "once")), Phrase(("kafka",), True))),
    '"exactly once"': Query((Phrase(("exactly", "once")),)),
    "event-bus": Query((Phrase(("event", "bus"), True),)),
    "kafka -redis": Query((Phrase(("kafka",), True),), (Phrase(("redis",)),)),
    '-"on call"': Query((), (Phrase(("on", "call")),)),
    "state:accepted": Query(states=(State.ACCEPTED,)),
    "State:Accepted state:rejected": Query(states=(State.ACCEPTED, State.REJECTED)),
    "state:lost": Query((Phrase(("state", "lost"), True),)),
    "tag:Infra tag:#cost": Query(tags=("infra", "cost")),
    "in:#platform by:@Ann": Query(channels=("platform",), people=("Ann",)),
    'by:"Ann Keller"': Query(people=("Ann Keller",)),
    "after:2026-01-31 before:2027": Query(after=date(2026, 1, 31), before=date(2027, 1, 1)),
    "after:2026-02": Query(after=date(2026, 2, 1)),
    "after:2026-13": Query((Phrase(("after", "2026", "13"), True),)),
    "after:yesterday": Query((Phrase(("after", "yesterday"), True),)),
    "in:": Query((Phrase(("in",), True),)),
    '" -- * " OR (': Query((Phrase(("or",), True),)),
    "a OR b* NOT": Query((Phrase(("a",)), Phrase(("or",)), Phrase(("b",)), Phrase(("not",), True))),
    "it's": Query((Phrase(("it", "s"), True),)),
    "Übergröße": Query((Phrase(("ubergrosse",), True),)),
    "検索": Query((Phrase(("検", "索"), True),)),
}


@pytest.mark.parametrize("line", CASES)
def test_a_line_means_what_a_person_would_expect(line: str) -> None:
    assert read_query(line) == CASES[line]


@given(st.text(max_size=300))
def test_whatever_is_typed_is_a_query_of_plain_words(line: str) -> None:
    query = read_query(line)
    for phrase in (*query.phrases, *query.without):
        assert phrase.words
        for word in phrase.words:
            assert split(word) == [word]
            assert not set(word) & set("\"'*():&|!<>^-+\\ \x00")


def test_ten_thousand_characters_are_looked_for_in_part() -> None:
    assert len(read_query("kafka " * 5_000).phrases) == 2
    assert len(read_query(" ".join(f"word{number}" for number in range(2_000))).phrases) == 24


@pytest.mark.parametrize(
    ("typed", "number"), [("D-12", 12), ("d12", 12), (" d-7 ", 7), ("12", None), ("D-", None)]
)
def test_a_record_is_called_by_its_number(typed: str, number: int | None) -> None:
    assert read_name(typed) == number


def test_tags_stand_apart_by_commas_or_spaces() -> None:
    assert read_tags("Infra, #cost  queue;infra") == ("infra", "cost", "queue")


def test_an_index_ends_where_the_engines_end() -> None:
    assert len(index(["word " * 10_000])) == 250
    assert len(index([" ".join(str(number) for number in range(20_000))])) == MOST_WORDS


def test_what_a_question_is_about_is_told_by_its_rare_words() -> None:
    assert telling("Which queue should we use for the nightly exports?") == ["queue", "nightly", "export"]
    assert likeness(["queue", "export"], "Queues: what do we build on?") == 1
