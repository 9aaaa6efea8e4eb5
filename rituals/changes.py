"""What changed between two wordings of a text, word by word, as a person would mark it up."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

AROUND = 8
"""So many words are kept on either side of a change; long stretches between changes are left out."""

LONGEST_CRUMB = 2
"""So few words that stayed between two larger changes are struck and written again: that reads more easily."""

_MARKS = r"""!-/:-@\[-`{-~¡-¿‐-‧‰-⁞、-〟！-／：-？"""
_LETTER = rf"[^\s{_MARKS}]"
_TOKENS = re.compile(
    rf"""
    (\s*)                                    # The white space before it belongs to a word.
    ( <[^<>\s]+>                             # A mention or a link, as Slack writes them.
    | https?://[^\s<>]+
    | [\u3040-\u30ff\u3400-\u9fff]           # Where words stand without spaces, each sign is one.
    | {_LETTER}+ (?: ['’.,-] {_LETTER}+ )*   # “don't”, “3.5” and “two-way” are words.
    | \S
    | \Z )
    """,
    re.VERBOSE,
)

Tokens = Sequence[tuple[str, str]]
"""The words and marks of a text, each with the white space before it."""


class Kind(StrEnum):
    """What became of a stretch of text."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"
    LEFT_OUT = "left_out"  # It is the same, and long: an ellipsis stands for it.


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and what became of it."""

    kind: Kind
    text: str


def compare(old: str, new: str) -> tuple[Piece, ...]:
    """Both texts in one: what is the same and what is gone make up the old one, the same and the new the new one."""
    before, after = _TOKENS.findall(old), _TOKENS.findall(new)
    matcher = SequenceMatcher(None, [word for _, word in before], [word for _, word in after])
    pieces: list[Piece] = []
    for tag, start, end, begins, ends in matcher.get_opcodes():
        if tag == "equal":
            for was, now in zip(before[start:end], after[begins:ends], strict=True):
                pieces += [*_apart(was[0], now[0]), Piece(Kind.SAME, was[1])]
        else:
            pieces += _apart(_text(before[start:end]), _text(after[begins:ends]))
    return tuple(_joined(_without_crumbs(_joined(pieces))))


def _text(tokens: Tokens) -> str:
    return "".join(space + word for space, word in tokens)


def _apart(old: str, new: str) -> list[Piece]:
    """What is gone and what is new, after the white space that stands before both."""
    shared = 0
    while shared < min(len(old), len(new)) and old[shared] == new[shared] and old[shared].isspace():
        shared += 1
    space = old[:shared]
    return [Piece(Kind.SAME, space), Piece(Kind.GONE, old[shared:]), Piece(Kind.NEW, new[shared:])]


def cut(pieces: Sequence[Piece], around: int = AROUND) -> tuple[Piece, ...]:
    """The changes with so many words around each; an ellipsis stands for the rest. Nothing where nothing changed."""
    if all(map(_is_same, pieces)):
        return ()
    last = len(pieces) - 1
    return tuple(
        part
        for place, piece in enumerate(pieces)
        for part in (
            _shortened(piece, around if place else 0, around if place < last else 0)
            if _is_same(piece)
            else [piece]
        )
    )


def _shortened(piece: Piece, first: int, last: int) -> Iterator[Piece]:
    """A stretch that is the same with so many of its first and last words."""
    words = list(re.finditer(r"\S+", piece.text))
    if len(words) <= first + last + LONGEST_CRUMB:
        yield piece
        return
    if first:
        yield Piece(Kind.SAME, piece.text[: words[first - 1].end()])
    yield Piece(Kind.LEFT_OUT, f"{' ' * bool(first)}…{' ' * bool(last)}")
    if last:
        yield Piece(Kind.SAME, piece.text[words[-last].start() :])


def _without_crumbs(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The same changes, where a few words between two of them that are larger count as changed, too."""
    runs = [list(run) for _, run in groupby(pieces, _is_same)]
    for place, run in enumerate(runs):
        if (
            _is_same(run[0])
            and 0 < place < len(runs) - 1
            and _is_crumb(run, runs[place - 1], runs[place + 1])
        ):
            yield from (Piece(Kind.GONE, run[0].text), Piece(Kind.NEW, run[0].text))
        else:
            yield from run


def _is_crumb(stays: Sequence[Piece], before: Sequence[Piece], after: Sequence[Piece]) -> bool:
    return _words(stays) <= LONGEST_CRUMB and _words(stays) < min(_words(before), _words(after))


def _words(run: Iterable[Piece]) -> int:
    return max(len(piece.text.split()) for piece in run)


def _is_same(piece: Piece) -> bool:
    return piece.kind is Kind.SAME


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The same pieces, each as long as it can be; what is gone stands before what is new."""
    for is_same, run in groupby(filter(lambda piece: piece.text, pieces), _is_same):
        parts = list(run)
        for kind in (Kind.SAME,) if is_same else (Kind.GONE, Kind.NEW):
            text = "".join(part.text for part in parts if part.kind is kind)
            if text:
                yield Piece(kind, text)
