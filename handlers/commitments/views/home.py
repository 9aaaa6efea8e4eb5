"""Commitments on Home: first what waits for the person, then their own, their drafts, and what else is under way."""

from collections.abc import Sequence
from typing import TypeAlias

from handlers import home_parts
from handlers.blocks import (
    actions,
    button,
    context,
    mention,
    section,
    when,
)
from handlers.commitments.views import words
from handlers.commitments.views.next_steps import NAME_ANOTHER, RULE
from handlers.replies import Block
from rituals.commitments.deciding import owes, owes_name
from rituals.commitments.model import Commitment, Stance, State
from rituals.commitments.stating import Seat
from rituals.ids import DraftId, Person

MOST_SHOWN = 25
MANAGE, CHOOSE, DETAILS = "commitment.manage", "commitment.choose", "commitment.details"


Seen: TypeAlias = tuple[Commitment, Seat]
"""A commitment, and the person who looks before it."""


def waiting(found: Sequence[Seen], person: Person) -> list[Block]:
    """What waits for this person: what they rule on, then what their word is wanted for, then their positions."""
    return listed(awaiting(found, person), person)


def awaiting(found: Sequence[Seen], person: Person) -> list[Seen]:
    """Those that wait for this person, the most urgent kind first."""
    waits = [one for one in found if _waits(one, person)]
    return sorted(waits, key=lambda one: (not _rules(one, person), not _is_theirs(one, person)))


def home(found: Sequence[Seen], drafts: Sequence[tuple[DraftId, str]], person: Person) -> list[Block]:
    """The part of Home that commitments have, below what waits for the person.

    `found` are those under way that the person sees; `drafts` have a proposal, or '' where none was typed yet.
    """
    rest = [one for one in found if not _waits(one, person)]
    yours = [one for one in rest if person in one[0].owners]
    others = [one for one in rest if person not in one[0].owners]
    start = button("Propose something", "commitment.start")
    return [
        *home_parts.part("Your proposals", listed(yours, person)),
        *home_parts.drafts("commitment", ("Your drafts of proposals", "No proposal yet"), drafts),
        *home_parts.part("Also proposed", listed(others, person)),
        actions("commit", [start]),
        context("Or type `/commit` in the channel that it is about."),
    ]


def next_step(seen: Seen, reader: Person) -> tuple[str, str, str]:
    """The button that stands beside a commitment: its label, its action, the id."""
    commitment = seen[0]
    if _rules(seen, reader):
        return "Decide", RULE, commitment.id
    if _names_another(seen, reader):
        return "Name another decider", NAME_ANOTHER, commitment.id
    if seen[1].asked and commitment.state.takes_positions and not _is_theirs(seen, reader):
        return "Change position" if seen[1].standing else "Take a position", CHOOSE, commitment.id
    if reader in commitment.owners:
        return "Manage", MANAGE, commitment.id
    return "Details", DETAILS, commitment.id


def standing_of(seen: Seen, reader: Person) -> str:
    """Where it stands, for this reader, as mrkdwn."""
    commitment, position = seen[0], seen[1].standing
    owners = "you" if reader in commitment.owners else words.people_named(commitment.owners, "or")
    ends = commitment.ends_at
    if commitment.state is State.STALLED:
        return f"nobody stands for it or against it; {owners} decide how to go on"
    if commitment.state is State.ESCALATED:
        if _rules(seen, reader):
            return "you decide now"
        instead = ", or whoever you name instead" if _names_another(seen, reader) else ""
        return f"it is for {mention(commitment.terms.decider)} to decide{instead}"
    if commitment.state is State.CONFIRMING:
        return f"carried over disagreement · {when(ends, 'until')}"
    told = f"{words.participation(commitment)} · {when(ends, 'closes')}"
    if commitment.state is not State.OPEN:
        told = f"there is disagreement · {when(ends, 'closes')}"
    if position is None:
        return f"{told} · *waiting for you*" if seen[1].asked and commitment.state is State.OPEN else told
    older = ", on an older text" if position.version < commitment.version else ""
    return f"{told} · {words.YOURS[Stance(position.stance)]}{older}"


def _waits(seen: Seen, person: Person) -> bool:
    is_theirs = _is_theirs(seen, person) or _names_another(seen, person)
    return _rules(seen, person) or is_theirs or _wants_position(seen)


def _names_another(seen: Seen, person: Person) -> bool:
    """Whether the decider does not decide, and this person, who owns it, was asked to name another."""
    return owes_name(seen[0], person)


def _rules(seen: Seen, person: Person) -> bool:
    return owes(seen[0], person)


def _is_theirs(seen: Seen, person: Person) -> bool:
    """Whether its owners have to say how to go on, and this person is one of them."""
    return seen[0].state in (State.STALLED, State.REVEALED) and person in seen[0].owners


def _wants_position(seen: Seen) -> bool:
    """Whether a position of theirs is missing, or was taken on an older text and is to be looked at again."""
    commitment, position = seen[0], seen[1].standing
    if not seen[1].asked or not commitment.state.takes_positions:
        return False
    if position is None:
        return commitment.state is State.OPEN
    return position.version < commitment.version


def listed(found: Sequence[Seen], reader: Person, most: int = MOST_SHOWN) -> list[Block]:
    """A line for each, at most so many, with what this reader can do about it."""
    lines = [
        section(
            f"*{words.brief(one[0].terms.proposal, 150)}*\n{standing_of(one, reader)}",
            accessory=button(*next_step(one, reader)),
        )
        for one in found[:most]
    ]
    return [*lines, *home_parts.left_out(len(found) - most, "/commit list")]
