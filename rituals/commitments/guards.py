"""Who may do what, and when it is too late: each check raises Refusal with the reason."""

from datetime import datetime

from rituals.commitments.model import Commitment, State
from rituals.ids import Person
from rituals.refusal import Refusal

UNKNOWN = "I can't find that commitment. It may have been removed, or you may not be in its channel."


def check_owner(commitment: Commitment, by: Person) -> None:
    """Raises Refusal unless this person owns the commitment, alone or with others."""
    if by not in commitment.owners:
        raise Refusal("Only the owner of this commitment can do that. Ask them, or ask them to hand it over.")


def check_not_ended(commitment: Commitment) -> None:
    """Raises Refusal, with the reason, if nothing can change any more."""
    if commitment.state is State.CANCELLED:
        raise Refusal("This commitment was cancelled. The card says why.")
    if commitment.state.is_final:
        raise Refusal("This commitment has ended. The card shows how it came out.")


def check_not_closed(commitment: Commitment) -> None:
    """Raises Refusal, with the reason, once positions are fixed."""
    check_not_ended(commitment)
    if commitment.state is State.ESCALATED:
        raise Refusal(
            "Positions are closed: its decider is asked to decide. Say in the thread what they should know."
        )
    if commitment.state is State.CONFIRMING:
        raise Refusal(
            "It is decided, and those who see it differently are asked whether they will commit. "
            "What you would still say has its place in the thread."
        )


def check_takes_positions(commitment: Commitment) -> None:
    """Raises Refusal, with the reason, unless people can take a position."""
    check_not_closed(commitment)
    if commitment.state is State.STALLED:
        raise Refusal(
            "Its deadline has passed, and nobody stood for it or against it. Its owner can extend it."
        )


def check_in_time(commitment: Commitment, now: datetime) -> None:
    """Raises Refusal if what the clock ends has come to its end, whether or not the clock was here already."""
    ends = commitment.terms.closes_at if commitment.state is State.OPEN else commitment.phase_ends
    if ends is not None and now >= ends:
        raise Refusal("The time for this has passed. The card shows in a moment how it goes on.")


def check_is_as_seen(commitment: Commitment, seen: str) -> None:
    """Raises Refusal if it stands elsewhere than an owner saw it, so that to close it would be another act by now.

    Two owners who close at once what is open would show positions, and then close what nobody has talked about.
    """
    still = commitment.state.takes_positions or commitment.state is State.STALLED
    if seen and still and seen != commitment.state:
        raise Refusal(
            "It has gone on since you looked at it. Look at the card again, then close it if you want to."
        )


def check_is_revealed(commitment: Commitment) -> None:
    """Raises Refusal, with the reason, unless its owner is to choose how to go on."""
    check_takes_positions(commitment)
    if commitment.state is State.OPEN:
        raise Refusal("Positions are still being taken. Work through them once they are shown.")
    if commitment.state is not State.REVEALED:
        raise Refusal("It is being worked through already. Look at the thread.")


def check_is_working(commitment: Commitment) -> None:
    """Raises Refusal, with the reason, unless the disagreement is being worked through."""
    check_takes_positions(commitment)
    if commitment.state is not State.WORKING:
        raise Refusal("It is not being worked through. Its owner can choose that once positions are shown.")
