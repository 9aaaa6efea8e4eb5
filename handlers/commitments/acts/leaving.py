"""What happens to commitments where people leave, and where they come back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from handlers.commitments.acts import following
from handlers.commitments.acts.course import get, save
from handlers.commitments.acts.drawing import redraw
from handlers.commitments.acts.stating import reveal_if_all_are_in
from handlers.leaving import Seating, read_heirs, seat_again, unseat
from handlers.news import Notice, tell
from rituals.commitments import owning
from rituals.commitments.model import Commitment, State
from rituals.ids import Person, Team
from storage import commitments, electors, positions
from storage.history import Entry


def lose(tx: Connection, team: Team, who: Sequence[Person], channel: str | None, now: datetime) -> None:
    """People have left a channel, or the workspace: a position taken counts, one not taken is no longer awaited.

    Who was chosen by name, or by a group, and still sees the channel stays.
    """
    led = commitments.read_led(tx, team, who, channel)
    seated_in = electors.read_concerned(tx, commitments.KIND, team, who, channel)
    for concerned in sorted({*led, *seated_in}):
        commitment = get(tx, team, concerned)
        if concerned in led:
            commitment = _inherited(tx, commitment, now)
            following.miss(tx, commitment, now)
        if not _counts(commitment):
            continue
        missing = unseat(tx, _seating(commitment), who, now)
        _reseat(tx, commitment, -len(missing), [Entry(person, "left", now) for person in missing])


def regain(tx: Connection, team: Team, who: Sequence[Person], channel: str | None, now: datetime) -> None:
    """People who had left are back in a channel, or in the workspace: they are asked as before where they belong."""
    led = commitments.read_led(tx, team, who, channel)
    seated_in = electors.read_concerned(tx, commitments.KIND, team, who, channel)
    for concerned in sorted({*led, *seated_in}):
        commitment = get(tx, team, concerned)
        if commitment.state is State.ESCALATED:
            redraw(tx, commitment)  # It tells who is there to decide.
        if not _counts(commitment):
            continue
        missing = seat_again(tx, _seating(commitment), who)
        _reseat(tx, commitment, len(missing), [Entry(person, "came back", now) for person in missing])


def _counts(commitment: Commitment) -> bool:
    """Whether whoever comes and goes is counted still."""
    return commitment.state.takes_positions or commitment.state is State.STALLED


def _seating(commitment: Commitment) -> Seating:
    return Seating(commitment.ref, commitment.terms.channel, commitment.terms.voters)


def _inherited(tx: Connection, before: Commitment, now: datetime) -> Commitment:
    """It in the hands of an heir, where its owner is gone."""
    here = read_heirs(tx, before.team, before.terms.channel, before.owner, owning.heirs(before))
    after = owning.inherit(before, here, positions.read_all(tx, before.ref)) if here else before
    if after.owner != before.owner:
        save(tx, after, Entry(after.owner, "inherited", now, before.owner))
        tell(tx, after.ref, Notice("inherited", after.owner, before.owner), now)
        following.pass_on(tx, (before, after), before.owner, now)
    return after


def _reseat(tx: Connection, commitment: Commitment, more: int, entries: Sequence[Entry]) -> None:
    """So many more are counted, or fewer; where those who are left are all in, positions are shown."""
    if more:
        after = replace(commitment, seats=commitment.seats + more)
        save(tx, after, *entries)
        reveal_if_all_are_in(tx, after, entries[0].happened_at)
