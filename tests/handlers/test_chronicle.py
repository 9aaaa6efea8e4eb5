"""History in words: who did what, to whom, until when, and why."""

from datetime import UTC, datetime

import pytest

from handlers.chronicle import COMMON, in_words
from rituals.deadlines import Move
from rituals.ids import Person
from storage.history import Entry

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
STAMP = int(NOON.timestamp())


@pytest.mark.parametrize(
    ("act", "detail", "begins", "ends"),
    [
        ("took over", "", "<@UANN> took it over", "took it over"),
        ("added", "UBEN UCHEN", "<@UANN> added <@UBEN>, <@UCHEN>", "<@UCHEN>"),
        ("amended", "the context changed", "<@UANN> amended it: the context changed", "changed"),
        ("cancelled", "<b> & gone", "<@UANN> cancelled it: &lt;b&gt; &amp; gone", "gone"),
        ("cancelled", "", "<@UANN> cancelled it", "cancelled it"),
        ("extended", Move(NOON, "Ben is away").detail, f"<@UANN> moved the deadline to <!date^{STAMP}", ">: Ben is away"),
        ("shortened", Move(NOON).detail, f"<@UANN> brought the deadline forward to <!date^{STAMP}", ">"),
        ("of old", "", "of old", "of old"),
    ],
)  # fmt: skip
def test_an_act_is_told_with_what_is_kept_beside_it(act: str, detail: str, begins: str, ends: str) -> None:
    told = in_words(Entry(Person("UANN"), act, NOON, detail), COMMON)
    assert told.startswith(begins)
    assert told.endswith(ends)


def test_what_nobody_did_was_the_clock() -> None:
    assert in_words(Entry(None, "took over", NOON), COMMON) == "The clock took it over"


def test_a_move_comes_back_from_what_the_history_keeps() -> None:
    for move in (Move(NOON), Move(NOON, "Ben is away, and so is Chen")):
        assert Move.read(move.detail) == move
