"""Taking a position: who is asked, what each position needs, and which click counts."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from rituals.commitments.guards import check_in_time, check_takes_positions
from rituals.commitments.model import Commitment, Stance
from rituals.commitments.texts import check_words
from rituals.positions import LONGEST_SIGNAL, LONGEST_WORDS, Position, Prediction
from rituals.refusal import Refusal, gathered

FARTHEST = timedelta(days=3 * 366)  # A prediction is looked at within three years.

_DISSENTING = "reason", "aims", "signal", "due_on"
PARTS = {
    Stance.AGREE: (),
    Stance.RESERVATIONS: ("reason",),
    Stance.DISAGREE: _DISSENTING,
    Stance.BLOCK: (*_DISSENTING, "condition"),
    Stance.ABSTAIN: (),
}
"""What each position needs to be said, as fields of Stating. Those that need nothing are taken by one click."""

_EMPTY = {
    "reason": "Write why, in a few words: it is shown with your position.",
    "aims": "Write what you are optimising for, so that others see what is at stake for you.",
    "signal": "Write what will be seen if you are right: something that everybody can check.",
    "condition": "Write what would let you commit.",
}
_LONGEST = {
    "reason": LONGEST_WORDS,
    "aims": LONGEST_WORDS,
    "signal": LONGEST_SIGNAL,
    "condition": LONGEST_WORDS,
}


@dataclass(frozen=True, slots=True)
class Stating:
    """A position as somebody states it, unchecked. The names of its fields name those of the modal."""

    stance: str = ""
    reason: str = ""
    aims: str = ""
    signal: str = ""
    due_on: date | None = None
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Seat:
    """A person before a commitment: whether they are asked, and where they stand, a position withdrawn included."""

    asked: bool
    position: Position | None = None

    @property
    def standing(self) -> Position | None:
        """The position that counts now."""
        return None if self.position is None or self.position.withdrawn else self.position

    @property
    def has_answered(self) -> bool:
        """Whether a position of this person counts now."""
        return self.standing is not None


@dataclass(frozen=True, slots=True)
class Click:
    """When somebody clicked, or sent a form: the moment, the day where they are, and Slack's time of a click.

    `action_ts` is '' for what came from a form: forms count in the order in which they arrive.
    """

    now: datetime
    today: date
    action_ts: str = ""

    def is_older_than(self, position: Position | None) -> bool:
        """Whether another click of this person, made later, has come before it."""
        return position is not None and bool(self.action_ts) and self.action_ts <= position.action_ts

    def latest(self, position: Position | None) -> str:
        """Slack's time of the last click that counted, after this one."""
        return self.action_ts or (position.action_ts if position else "")


def take(commitment: Commitment, seat: Seat, stating: Stating, click: Click) -> Position:
    """The position that counts after this; raises Refusal. An older click changes nothing."""
    check_may_state(commitment, seat, click.now)
    if seat.position and click.is_older_than(seat.position):
        return seat.position
    position = check_position(stating, commitment.version, click)
    return replace(position, action_ts=click.latest(seat.position))


def keep(commitment: Commitment, seat: Seat, click: Click) -> Position:
    """The position that was taken on an older text, for the text as it is now; raises Refusal."""
    check_may_state(commitment, seat, click.now)
    if seat.position is None or seat.position.withdrawn:
        raise Refusal("You have no position to confirm. Take one.")
    if click.is_older_than(seat.position):
        return seat.position
    return replace(seat.position, version=commitment.version, action_ts=click.latest(seat.position))


def withdraw(commitment: Commitment, seat: Seat, click: Click) -> Position:
    """The position after it was withdrawn, without its words; raises Refusal. An older click changes nothing."""
    check_may_state(commitment, seat, click.now)
    if seat.position is None or seat.position.withdrawn:
        raise Refusal("You have no position to withdraw.")
    if click.is_older_than(seat.position):
        return seat.position
    return Position(
        stance=seat.position.stance,
        version=commitment.version,
        stated_at=click.now,
        action_ts=click.latest(seat.position),
        withdrawn=True,
    )


def check_may_state(commitment: Commitment, seat: Seat, now: datetime) -> None:
    """Raises Refusal unless this person can take a position now."""
    check_takes_positions(commitment)
    check_in_time(commitment, now)
    if not seat.asked:
        raise Refusal(
            "This commitment asks other people, so your position can't count. "
            "You can say what you think in the thread, or ask its owner to add you."
        )


def check_shown(commitment: Commitment, version: int | None) -> None:
    """Raises Refusal if the text was changed freely, at any time since the person looked at it.

    It is free while nobody's position stands; whatever it says then, it may be another proposal. Positions on texts
    since the last free change count, and are marked where they are on an older one.
    """
    if version is not None and version < commitment.earliest:
        raise Refusal("The proposal has changed since you saw it. Look at the card again, then answer.")


def check_position(stating: Stating, version: int, click: Click) -> Position:
    """The position, if it says what it needs to; raises Refusal in the fields. What it does not need is left out."""
    if stating.stance not in set(Stance):
        raise Refusal.in_fields({"stance": "Choose where you stand."})
    parts, wrong = PARTS[Stance(stating.stance)], dict[str, str]()
    said = dict.fromkeys(_EMPTY, "")
    for name in parts:
        if name in _EMPTY:
            with gathered(wrong, name):
                said[name] = check_words(getattr(stating, name), name, _EMPTY[name], _LONGEST[name])
    due_on = None
    if "due_on" in parts:
        with gathered(wrong, "due_on"):
            due_on = _check_due_on(stating.due_on, click.today)
    if wrong:
        raise Refusal.in_fields(wrong)
    return Position(
        stance=stating.stance,
        version=version,
        stated_at=click.now,
        reason=said["reason"],
        aims=said["aims"],
        prediction=Prediction(said["signal"], due_on) if due_on else None,
        condition=said["condition"],
    )


def _check_due_on(day: date | None, today: date) -> date:
    if day is None:
        raise Refusal("Choose the day by which it will be seen.")
    if day <= today:
        raise Refusal("Choose a day that is still to come.")
    if day > today + FARTHEST:
        raise Refusal("That is more than three years ahead. Choose an earlier day.")
    return day
