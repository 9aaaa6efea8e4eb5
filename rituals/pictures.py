"""What a picture shows, as values: enough to draw it, and to say it to those who cannot see it. Knows no drawing."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias

LONGEST_ALT = 1000


@dataclass(frozen=True, slots=True)
class Column:
    """A criterion and its weight in per cent."""

    text: str
    weight: int


@dataclass(frozen=True, slots=True)
class Row:
    """An option: its mean score for each criterion, and its weighted mean; None where nobody scored it."""

    text: str
    cells: tuple[float | None, ...]
    total: float | None


@dataclass(frozen=True, slots=True)
class MatrixPicture:
    """A weighted matrix, filled in with scores from 1 to 5. Those with the highest score win: several are a tie, none is no result yet."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    winners: tuple[int, ...] = ()  # Places in `rows`, from 0.
    note: str = ""  # One sentence below the matrix.

    def describe(self) -> str:
        """The result in words, for those who cannot see the picture."""
        ranked = sorted(self.rows, key=lambda row: row.total or 0.0, reverse=True)
        scored = [row for row in ranked if row.total is not None]
        standing = ", ".join(f"{row.text} {row.total:.2f}" for row in scored) or "nobody has scored yet"
        criteria = ", ".join(f"{column.text} {column.weight} %" for column in self.columns)
        parts = (
            f"{self.title} – {self._describe_winners()}",
            f"Scores of 5: {standing}.",
            f"Criteria: {criteria}.",
            self.note,
        )
        text = " ".join(filter(None, parts))
        return text if len(text) <= LONGEST_ALT else f"{text[: LONGEST_ALT - 1].rstrip()}…"

    def _describe_winners(self) -> str:
        names = [self.rows[place].text for place in self.winners]
        if not names:
            return "no winner."
        return f"{names[0]} has the highest score." if len(names) == 1 else f"a tie of {_join(names)}."


Picture: TypeAlias = MatrixPicture
"""Everything that can be drawn."""


def write_picture(picture: Picture) -> str:
    """The picture as one line of JSON."""
    return json.dumps(asdict(picture), ensure_ascii=False, separators=(",", ":"))


def read_picture(line: str) -> Picture:
    """The picture that this line describes."""
    found: dict[str, Any] = json.loads(line)
    return MatrixPicture(
        title=found["title"],
        columns=tuple(Column(**column) for column in found["columns"]),
        rows=tuple(Row(row["text"], tuple(row["cells"]), row["total"]) for row in found["rows"]),
        winners=tuple(found["winners"]),
        note=found["note"],
    )


def fingerprint(picture: Picture) -> str:
    """The same for two pictures that show the same."""
    return hashlib.blake2b(write_picture(picture).encode(), digest_size=16).hexdigest()


def _join(names: Iterable[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}"
