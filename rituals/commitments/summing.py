"""How people stand, in numbers: who stands where, who sees it differently, what it comes to."""

from collections import Counter
from collections.abc import Mapping

from rituals.commitments.model import DISSENT, SUPPORT, Positions, Result, Stance
from rituals.positions import Pledge, Position


def count(positions: Positions) -> Mapping[Stance, int]:
    """How many take each position, with a number for each of the five."""
    taken = Counter(position.stance for position in positions.values())
    return {stance: taken[stance] for stance in Stance}


def dissents(position: Position) -> bool:
    """Whether this is disagreement, or a block."""
    return position.stance in DISSENT


def supporting(positions: Positions) -> Positions:
    """The positions of those who agree, with reservations or without, in order of names."""
    return {person: one for person, one in positions.items() if one.stance in SUPPORT}


def dissenting(positions: Positions) -> Positions:
    """The positions of those who disagree or block, in order of names."""
    return {person: position for person, position in positions.items() if dissents(position)}


def is_blocked(positions: Positions) -> bool:
    """Whether somebody cannot commit."""
    return any(position.stance == Stance.BLOCK for position in positions.values())


def has_standing(positions: Positions) -> bool:
    """Whether somebody stands for the proposal, or against it."""
    return bool(supporting(positions) or dissenting(positions))


def needs_work(shown: Positions) -> bool:
    """Whether these, as they are shown, disagree so much that it is offered to work through it: a block, or two."""
    return is_blocked(shown) or len(dissenting(shown)) >= 2


def commits(position: Position) -> bool:
    """Whether somebody who sees it differently has said that they will commit."""
    return position.pledge in (Pledge.YES, Pledge.ON_RECORD)


def sum_up(positions: Positions) -> Result:
    """What the positions come to. No and silence come to the same."""
    taken, against = count(positions), dissenting(positions)
    committed = sum(map(commits, against.values()))
    return Result(
        agree=taken[Stance.AGREE],
        reservations=taken[Stance.RESERVATIONS],
        committed=committed,
        unconfirmed=len(against) - committed,
        abstained=taken[Stance.ABSTAIN],
    )


def tell(result: Result) -> str:
    """The result as a sentence: “Decided. 6 agree, 2 disagree and commit, 1 not confirmed”."""
    agree, committed = result.agree + result.reservations, result.committed
    parts = [
        f"{agree:,} agree{'s' * (agree == 1)}" if agree else "",
        f"{committed:,} {'disagrees and commits' if committed == 1 else 'disagree and commit'}"
        if committed
        else "",
        f"{result.unconfirmed:,} not confirmed" if result.unconfirmed else "",
    ]
    return f"Decided. {', '.join(filter(None, parts))}"
