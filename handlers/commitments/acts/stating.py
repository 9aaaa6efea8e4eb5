"""Taking a position: by click, by form; keeping it, withdrawing it, and what one may see meanwhile."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from handlers.commitments.acts.course import calendar_of, end, get_visible, note
from handlers.commitments.acts.drawing import redraw
from handlers.commitments.drafts import POSITIONS
from handlers.commitments.views.position import stating_of
from handlers.payloads import Who
from rituals.commitments import stating
from rituals.commitments.course import reach_everyone
from rituals.commitments.guards import UNKNOWN
from rituals.commitments.model import Commitment
from rituals.commitments.stating import Click, Seat, Stating
from rituals.positions import Position
from rituals.refusal import Refusal
from storage import commitments, people, positions
from storage.history import Entry


@dataclass(frozen=True, slots=True)
class Incoming:
    """What somebody does before a commitment, as it came in; `action_ts` is '' where it came from a form."""

    who: Who
    commitment: str
    version: int | None = None  # Of the proposal that the person was looking at, where that is told.
    action_ts: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What counts after it."""

    commitment: Commitment
    position: Position


@dataclass(frozen=True, slots=True)
class Slip:
    """A position that is being written: what stands in its form, and whether it was left half written."""

    commitment: Commitment
    said: Stating
    begun: bool = False


def take(tx: Connection, incoming: Incoming, said: Stating, now: datetime) -> Receipt:
    """The position is stored, if it is the person's latest."""
    commitment, seat = get_seat(tx, incoming)
    stating.check_shown(commitment, incoming.version)
    position = stating.take(commitment, seat, said, _click(tx, incoming, now))
    if position != seat.position:
        # An older click changes nothing: what was begun after it stays, too.
        POSITIONS.drop(tx, commitment.ref, incoming.who.person)
    return _keep(tx, (commitment, seat), incoming, _as_of(position, seat, incoming.version), now)


def keep(tx: Connection, incoming: Incoming, now: datetime) -> Receipt:
    """The person's position on an older version stands for the proposal as it is now."""
    commitment, seat = get_seat(tx, incoming)
    stating.check_shown(commitment, incoming.version)
    position = stating.keep(commitment, seat, _click(tx, incoming, now))
    position = _as_of(position, seat, incoming.version)
    if seat.position:
        # An older message may ask about a version before the one that was looked at since.
        position = replace(position, version=max(position.version, seat.position.version))
    return _keep(tx, (commitment, seat), incoming, position, now)


def withdraw(tx: Connection, incoming: Incoming, now: datetime) -> Receipt:
    """The person stands nowhere any more."""
    commitment, seat = get_seat(tx, incoming)
    position = stating.withdraw(commitment, seat, _click(tx, incoming, now))
    return _keep(tx, (commitment, seat), incoming, position, now)


def get_seat(tx: Connection, incoming: Incoming) -> tuple[Commitment, Seat]:
    """The commitment, held, and the person before it; who neither sees it nor is asked is told it is not there."""
    who = incoming.who
    commitments.hold(tx, who.team, incoming.commitment)
    found = commitments.find_seat(tx, who.team, incoming.commitment, who.person)
    return found if found is not None and found[1].asked else look(tx, who, incoming.commitment)


def look(tx: Connection, who: Who, commitment: str) -> tuple[Commitment, Seat]:
    """The commitment and the person before it, for those who see its channel now."""
    get_visible(tx, who.team, commitment, who.person)
    found = commitments.find_seat(tx, who.team, commitment, who.person)
    if found is None:
        raise Refusal(UNKNOWN)
    return found


def read_choice(tx: Connection, who: Who, commitment: str, now: datetime) -> tuple[Commitment, Seat]:
    """The same, for those who may take a position now."""
    found, seat = look(tx, who, commitment)
    stating.check_may_state(found, seat, now)
    return found, seat


def read_slip(tx: Connection, incoming: Incoming, stance: str, now: datetime) -> Slip:
    """The form for this position, as the person left it, else as they stand, for those who may take one now."""
    commitment, seat = look(tx, incoming.who, incoming.commitment)
    stating.check_shown(commitment, incoming.version)
    stating.check_may_state(commitment, seat, now)
    left = POSITIONS.find(tx, commitment.ref, incoming.who.person)
    if left is not None:
        return Slip(commitment, replace(left, stance=stance), begun=True)
    return Slip(commitment, replace(stating_of(seat.standing), stance=stance))


def leave(tx: Connection, incoming: Incoming, said: Stating, now: datetime) -> None:
    """What was written is kept, where it can still become a position and says something that does not count already."""
    commitment, seat = get_seat(tx, incoming)
    stating.check_may_state(commitment, seat, now)
    if said in (replace(stating_of(seat.standing), stance=said.stance), Stating(said.stance)):
        POSITIONS.drop(tx, commitment.ref, incoming.who.person)
    else:
        POSITIONS.keep(tx, commitment.ref, incoming.who.person, said, now)


def _click(tx: Connection, incoming: Incoming, now: datetime) -> Click:
    today = people.today(tx, incoming.who.team, incoming.who.person, now)
    return Click(now, today, incoming.action_ts)


def _as_of(position: Position, seat: Seat, version: int | None) -> Position:
    """The position as one on the version that was looked at; one that was there before stays as it is."""
    if version is None or position == seat.position:
        return position
    return replace(position, version=min(version, position.version))


def _keep(
    tx: Connection, before: tuple[Commitment, Seat], incoming: Incoming, position: Position, now: datetime
) -> Receipt:
    commitment, seat = before
    if position == seat.position:
        return Receipt(commitment, position)
    positions.save(tx, commitment.ref, incoming.who.person, position)
    more = (not position.withdrawn) - seat.has_answered
    if more:
        commitment = replace(commitment, answered=commitment.answered + more)
        commitments.save(tx, commitment)
    if not commitment.is_hidden:
        # While they are hidden, who took part is read from the positions: a history would tell the order.
        note(tx, commitment, Entry(incoming.who.person, _act(position, seat), now))
    redraw(tx, commitment)
    if more > 0 and commitment.answered >= commitment.seats:
        commitment = reveal_if_all_are_in(tx, commitment, now)
    return Receipt(commitment, position)


def reveal_if_all_are_in(tx: Connection, commitment: Commitment, now: datetime) -> Commitment:
    """Positions are shown, where everybody who is asked has taken one; how it stands then."""
    standing = positions.read_all(tx, commitment.ref)
    after = reach_everyone(commitment, standing, now, calendar_of(tx, commitment))
    end(tx, commitment, after, now)
    return after


def _act(position: Position, seat: Seat) -> str:
    before = seat.position
    if position.withdrawn:
        return "withdrew"
    if before is None or before.withdrawn:
        return "took"
    is_same = replace(before, version=0, action_ts="") == replace(position, version=0, action_ts="")
    return "kept" if is_same else "changed"
