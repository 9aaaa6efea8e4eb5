"""What a person looks for in records: parsed from one line, the same for every engine. Never an error.

- `kafka queue`: both words; the last one may go on (`que` finds queue).
- `"exactly once"`: these words, one after the other. `-redis`: without this word.
- `state:accepted`, `tag:infra`, `in:#platform`, `by:@ana`, `after:2026-01-01`, `before:2027`: only such records.
  Several tags must all stand there; of several states, channels or people one is enough.
- Anything else, however odd, is words.
"""

import re
from dataclasses import dataclass
from datetime import date

from rituals.records.model import State
from rituals.records.words import split

MOST_PHRASES = 24
LONGEST_LINE = 10_000
_PART = re.compile(r'(?P<sign>-?)(?:"(?P<quoted>[^"]*)"?|(?P<bare>[^\s"]+))(?P<space>\s*)')
_FILTER = re.compile(r"(state|tag|in|by|after|before):(.+)", re.IGNORECASE | re.DOTALL)
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_QUOTED_VALUE = re.compile(r'\b(in|by|tag):([@#]?)"([^"]{1,80})"', re.IGNORECASE)
_STAND_IN = "\ue000"  # For a space within a quoted value; no script uses it.


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand one after the other; where `goes_on`, the last one is only the beginning of a word."""

    words: tuple[str, ...]
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What a record must be like. Channels and people are ids, or names as they are typed."""

    phrases: tuple[Phrase, ...] = ()
    without: tuple[Phrase, ...] = ()
    states: tuple[State, ...] = ()
    tags: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    after: date | None = None  # On that day or later.
    before: date | None = None  # Earlier than that day.

    @property
    def is_empty(self) -> bool:
        """Whether every record is meant."""
        return self == Query()


def read_query(line: str) -> Query:
    """What is looked for by whoever types this line."""
    line = line[:LONGEST_LINE].replace(_STAND_IN, " ").encode("utf-8", "ignore").decode()
    line = _QUOTED_VALUE.sub(lambda m: f"{m[1]}:{m[2]}{m[3].replace(' ', _STAND_IN)}", line)
    found: dict[str, list[str]] = {}
    phrases: list[Phrase] = []
    without: list[Phrase] = []
    for part in _PART.finditer(line):
        bare = part["bare"]
        if bare is not None and not part["sign"] and (meant := _read_filter(bare)):
            found.setdefault(meant[0], []).append(meant[1])
            continue
        text = bare if bare is not None else part["quoted"]
        if words := split(text.replace(_STAND_IN, " ")):
            is_open = bare is not None and not part["sign"]
            (without if part["sign"] else phrases).append(Phrase(tuple(words), is_open))
    return Query(
        phrases=_last_goes_on(_some(phrases)),
        without=_some(without),
        states=tuple(State(one) for one in _each(found, "state")),
        tags=_each(found, "tag"),
        channels=_each(found, "in"),
        people=_each(found, "by"),
        after=_day(found, "after"),
        before=_day(found, "before"),
    )


def _read_filter(bare: str) -> tuple[str, str] | None:
    """The filter that this is, and its value; None where it is only a word."""
    found = _FILTER.fullmatch(bare)
    if found is None:
        return None
    name, value = found[1].casefold(), found[2].replace(_STAND_IN, " ").strip()
    if name == "state":
        return (name, value.casefold()) if value.casefold() in set(State) else None
    if name in ("after", "before"):
        return (name, value) if _read_day(value) else None
    value = value.lstrip("#@").casefold() if name == "tag" else value.lstrip("#@")
    return (name, value) if value and "\x00" not in value else None


def _read_day(text: str) -> date | None:
    """The day of `2026-12-01`, the first of `2026-12` or of `2026`."""
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return None


def _each(found: dict[str, list[str]], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found.get(name, ())))[:MOST_PHRASES]


def _day(found: dict[str, list[str]], name: str) -> date | None:
    """The day that was typed last."""
    typed = found.get(name)
    return _read_day(typed[-1]) if typed else None


def _some(phrases: list[Phrase]) -> tuple[Phrase, ...]:
    return tuple(dict.fromkeys(phrases))[:MOST_PHRASES]


def _last_goes_on(phrases: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """Only the last word may still be on its way, and none within quotes."""
    last = len(phrases) - 1
    return tuple(Phrase(one.words, one.goes_on and at == last) for at, one in enumerate(phrases))
