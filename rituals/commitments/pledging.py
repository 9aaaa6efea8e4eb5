"""Committing to what was decided over one's disagreement: who is asked, and what an answer does."""

from dataclasses import replace

from rituals.commitments.guards import check_in_time, check_not_ended
from rituals.commitments.model import Commitment, State
from rituals.commitments.stating import Click, Seat
from rituals.commitments.summing import dissents
from rituals.positions import Pledge, Position
from rituals.refusal import Refusal


def pledge(commitment: Commitment, seat: Seat, word: Pledge, click: Click) -> Position:
    """The position with this answer; raises Refusal. It can be changed until the time is over; an older click does nothing."""
    check_not_ended(commitment)
    if commitment.state is not State.CONFIRMING:
        raise Refusal("It is not decided yet. You are asked once it is.")
    check_in_time(commitment, click.now)
    position = seat.standing
    if position is None or not dissents(position):
        raise Refusal("Only those who disagreed are asked. Your position counts as it is.")
    if click.is_older_than(position):
        return position
    return replace(position, pledge=word, action_ts=click.latest(position))


def is_awaited(commitment: Commitment, seat: Seat) -> bool:
    """Whether this person is asked whether they will commit, and has said nothing yet."""
    if commitment.state is not State.CONFIRMING or seat.standing is None:
        return False
    return dissents(seat.standing) and seat.standing.pledge is None
