"""Who stands where, once that is shown: in groups, with names and reasons, as much as fits; the rest is under Details."""

from collections.abc import Sequence

from handlers.blocks import mention, section
from handlers.commitments.views import words
from handlers.replies import Block
from rituals.commitments.model import Commitment, Positions, Stance
from rituals.ids import Person
from rituals.positions import Position

# Slack takes 13,000 characters a message, and a card has more on it than this.
LONGEST_GROUP, LONGEST_REASON, MOST_NAMED = 1800, 240, 30


def standing(commitment: Commitment, positions: Positions) -> list[Block]:
    """A paragraph for each position that somebody takes; what is to be talked about comes first."""
    return [
        section(group)
        for stance, heading in words.TOLD.items()
        if (group := _group(commitment, heading, _taking(stance, positions)))
    ]


def _taking(stance: Stance, positions: Positions) -> list[tuple[Person, Position]]:
    return [(person, one) for person, one in positions.items() if one.stance == stance]


def _group(commitment: Commitment, heading: str, taking: Sequence[tuple[Person, Position]]) -> str:
    if not taking:
        return ""
    head = f"*{heading} · {len(taking):,}*"
    if not any(one.reason for _, one in taking):
        return f"{head}\n{_named([(person, _older(commitment, one)) for person, one in taking])}"
    return "\n".join([head, *_fitting([_line(commitment, person, one) for person, one in taking])])


def _named(people: Sequence[tuple[Person, str]]) -> str:
    more = len(people) - MOST_NAMED
    shown = ", ".join(f"{mention(person)}{mark}" for person, mark in people[:MOST_NAMED])
    return shown + (f" and {more:,} more under ⋯ *Details*" if more > 0 else "")


def _line(commitment: Commitment, person: Person, position: Position) -> str:
    reason = words.brief(" ".join(position.reason.split()), LONGEST_REASON)
    return f"{mention(person)}{_older(commitment, position)}: {reason}"


def _fitting(lines: Sequence[str]) -> list[str]:
    """The first of these lines, and how many are left out."""
    shown: list[str] = []
    for line in lines:
        if shown and sum(map(len, shown)) + len(line) > LONGEST_GROUP:
            break
        shown.append(line)
    more = len(lines) - len(shown)
    return [*shown, f"… and {more:,} more under ⋯ *Details*"] if more else shown


def _older(commitment: Commitment, position: Position) -> str:
    """A position on an older text still counts, and is marked."""
    return f" (on version {position.version})" if position.version < commitment.version else ""
