"""What changed between two wordings, as a person would mark it up."""

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rituals.changes import AROUND, LONGEST_CRUMB, Kind, Piece, compare, cut

MARKED = {Kind.SAME: "{}", Kind.GONE: "[-{}-]", Kind.NEW: "[+{}+]", Kind.LEFT_OUT: "{}"}
words = st.sampled_from(
    ["we", "move", "billing", "to", "Kafka", "don't", "<@U1>", "…", ".", ",", " ", "\n\n", "  "]
)
texts = st.text() | st.lists(words).map("".join) | st.lists(words).map(" ".join)


def marked(pieces: tuple[Piece, ...]) -> str:
    """The pieces as one line."""
    return "".join(MARKED[piece.kind].format(piece.text) for piece in pieces)


@pytest.mark.parametrize(
    ("old", "new", "seen"),
    [
        ("I like tea", "I like tea very much", "I like tea[+ very much+]"),
        ("I like tea", "Now I like tea", "[+Now +]I like tea"),
        ("I like green tea", "I like tea", "I like[- green-] tea"),
        ("By May.", "By June.", "By [-May-][+June+]."),
        ("We don't.", "We do.", "We [-don't-][+do+]."),
        ("Ask <@U1> now", "Ask <@U2> now", "Ask [-<@U1>-][+<@U2>+] now"),
        ("See https://a.example/x?y=1.", "See https://a.example/x?y=2.", None),
        ("Costs 3.5 €", "Costs 3.6 €", "Costs [-3.5-][+3.6+] €"),
        ("one two", "one\n\ntwo", "one[- -][+\n\n+]two"),
        ("", "Kafka", "[+Kafka+]"),
        ("Kafka", "", "[-Kafka-]"),
        ("使用卡夫卡", "使用兔子", "使用[-卡夫卡-][+兔子+]"),
        ("", "", ""),
    ],
)
def test_words_that_are_gone_and_new_are_marked_and_the_rest_stays(
    old: str, new: str, seen: str | None
) -> None:
    if seen is not None:
        assert marked(compare(old, new)) == seen
    assert len(compare(old, new)) <= 4


def test_a_word_that_stayed_by_chance_between_two_larger_changes_is_written_again() -> None:
    old, new = "Fast big trucks to carry coal", "Slow small ships to move sand"
    assert marked(compare(old, new)) == f"[-{old}-][+{new}+]"


def test_long_stretches_that_stay_are_cut_to_some_words_around_a_change() -> None:
    before = [f"w{number}" for number in range(100)]
    after = [*before[:50], "new", *before[51:98], "end", before[99]]
    shown = cut(compare(" ".join(before), " ".join(after)))
    assert marked(shown) == (
        f"… {' '.join(before[42:50])} [-w50-][+new+] {' '.join(before[51:59])} … "
        f"{' '.join(before[90:98])} [-w98-][+end+] w99"
    )


def test_where_nothing_changed_nothing_is_shown() -> None:
    assert cut(compare("We move.", "We move.")) == ()
    assert cut(compare("", "")) == ()


@given(old=texts, new=texts)
def test_the_pieces_make_up_both_texts(old: str, new: str) -> None:
    pieces = compare(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind is not Kind.NEW) == old
    assert "".join(piece.text for piece in pieces if piece.kind is not Kind.GONE) == new
    assert all(piece.text for piece in pieces)
    kinds = [piece.kind for piece in pieces]
    assert all(one is not other for one, other in pairwise(kinds))
    assert (Kind.NEW, Kind.GONE) not in list(pairwise(kinds))


@given(old=texts, new=texts, around=st.integers(1, AROUND))
def test_cutting_leaves_every_change_and_no_more_than_so_many_words_around(
    old: str, new: str, around: int
) -> None:
    pieces = compare(old, new)
    shown = cut(pieces, around)
    changed = (Kind.GONE, Kind.NEW)
    assert [one for one in shown if one.kind in changed] == [one for one in pieces if one.kind in changed]
    assert all(len(one.text.split()) <= 2 * around + LONGEST_CRUMB for one in shown if one.kind is Kind.SAME)


@pytest.mark.parametrize("vocabulary", [1, 30, 99, 120, 400])
def test_texts_of_three_thousand_words_are_compared_in_no_time(vocabulary: int) -> None:
    chance = random.Random(vocabulary)  # noqa: S311 – it draws words, and must draw the same each time.
    names = [f"w{number}" for number in range(vocabulary)]
    old = [chance.choice(names) for _ in range(3000)]
    started = time.thread_time()
    for new in (old[::-1], ["x", *old[1:]], [*old[1500:], *old[:1500]], [chance.choice(names) for _ in old]):
        assert compare(" ".join(old), " ".join(new))
    assert time.thread_time() - started < 5
