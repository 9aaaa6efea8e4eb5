"""Where reviewers stand: what they may say, what it needs, and when it counts."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rituals.calendar import resolve
from rituals.ids import Person
from rituals.positions import LONGEST_WORDS, Position
from rituals.refusal import Refusal
from rituals.rfcs.fields import check_words
from rituals.rfcs.guards import check_owner, check_takes
from rituals.rfcs.model import APPROVING, Concern, Profile, Reviewers, Rfc, Stance

LONGEST_HOLD = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Reviewer:
    """A person before an RFC: whether they are a reviewer of it, where they stand, whether a concern of theirs is open."""

    person: Person
    named: bool
    position: Position | None = None
    has_concern: bool = False


@dataclass(frozen=True, slots=True)
class Taking:
    """A position as somebody takes it, unchecked. The names of its fields name those of the modal.

    `version` is that of the text they were shown; None: the newest. `action_ts` is '' for what came from a form.
    """

    stance: Stance
    words: str = ""
    until: date | None = None
    version: int | None = None
    action_ts: str = ""


def reviewer_of(reviewers: Reviewers, concerns: Iterable[Concern], person: Person) -> Reviewer:
    """This person before the RFC that these reviewers have, and these concerns."""
    has_concern = any(one.is_open and one.raiser == person for one in concerns)
    return Reviewer(person, person in reviewers, reviewers.get(person), has_concern)


def reviews(rfc: Rfc, reviewer: Reviewer) -> bool:
    """Whether this person's word is a reviewer's: nobody reviews what they write themselves."""
    return reviewer.named and reviewer.person not in rfc.owners


def joins(rfc: Rfc, reviewer: Reviewer, stance: Stance) -> bool:
    """Whether taking this position makes a reviewer of somebody who was none: anybody may approve by lazy consensus."""
    return not reviewer.named and rfc.terms.profile is Profile.LAZY and stance in APPROVING


def take(rfc: Rfc, reviewer: Reviewer, taking: Taking, now: datetime, today: date) -> Position:
    """The position that stands after this; raises Refusal. An older click changes nothing.

    A concern is no matter of one click: it is raised. `today` is that of the person.
    """
    check_may_take(rfc, reviewer, taking.stance, now)
    before = reviewer.position
    if before and taking.action_ts and taking.action_ts <= before.action_ts:
        return before
    if reviewer.has_concern:
        raise Refusal("Your concern is open. Say that it is resolved, then take another position.")
    if taking.stance in APPROVING:
        check_shown(rfc, taking.version)
    return Position(
        stance=taking.stance,
        version=shown_version(rfc, taking.version),
        stated_at=now,
        reason=_check_reason(taking),
        until=_check_until(taking.until, today) if taking.stance is Stance.HOLD else None,
        action_ts=taking.action_ts or (before.action_ts if before else ""),
    )


def check_may_take(rfc: Rfc, reviewer: Reviewer, stance: Stance, now: datetime) -> None:
    """Raises Refusal unless this person can take this position now."""
    check_takes(rfc, now)
    if reviewer.person in rfc.owners:
        raise Refusal("You write this RFC, so others sign it off.")
    if not (reviewer.named or joins(rfc, reviewer, stance)):
        raise Refusal(
            "This RFC has other reviewers. You can comment in the thread, "
            "raise a concern, or ask its author to add you."
        )
    if stance is Stance.CONCERN:
        raise Refusal("A concern needs words: what concerns you, and what would resolve it. Raise it.")


def check_shown(rfc: Rfc, version: int | None) -> None:
    """Raises Refusal if sign-offs on the version that somebody was shown do not count any more."""
    if version is not None and version < rfc.counts_from:
        raise Refusal(
            f"The text has changed since you saw it: there is a version {rfc.version} now. "
            "Look at what changed, then approve."
        )


def shown_version(rfc: Rfc, version: int | None) -> int:
    """The version that a person looked at, as far as there is one of that number."""
    return rfc.version if version is None else min(max(version, 1), rfc.version)


def withdraw(rfc: Rfc, reviewer: Reviewer, action_ts: str, now: datetime) -> Position:
    """The position after it was withdrawn; raises Refusal. An older click changes nothing."""
    check_takes(rfc, now)
    before = reviewer.position
    if before is None or before.withdrawn:
        raise Refusal("You have no position to withdraw.")
    if action_ts and action_ts <= before.action_ts:
        return before
    if reviewer.has_concern:
        raise Refusal("Your concern is open. To withdraw it, say that it is resolved.")
    return replace(before, withdrawn=True, until=None, stated_at=now, action_ts=action_ts or before.action_ts)


def concerned(rfc: Rfc, reviewer: Reviewer, words: str, version: int, now: datetime) -> Position:
    """The position of a reviewer who has just raised a concern, or has taken one over."""
    before = reviewer.position.action_ts if reviewer.position else ""
    return Position(Stance.CONCERN, shown_version(rfc, version), now, reason=words, action_ts=before)


def counts(rfc: Rfc, position: Position | None) -> bool:
    """Whether a position stands. A sign-off on an older version does not; what else people say holds for any version."""
    if position is None or position.withdrawn:
        return False
    return position.stance not in APPROVING or position.version >= rfc.counts_from


def lapses_at(position: Position, zone: ZoneInfo) -> datetime | None:
    """When a hold lapses: as its day begins where its holder lives. None where nobody holds."""
    if position.stance != Stance.HOLD or position.withdrawn or position.until is None:
        return None
    return resolve(datetime.combine(position.until, time()), zone)


def lapse(position: Position, now: datetime, zone: ZoneInfo) -> Position:
    """What the clock makes of a position: a hold whose day has come is withdrawn; anything else stays as it is."""
    at = lapses_at(position, zone)
    return position if at is None or now < at else replace(position, withdrawn=True)


def add(
    rfc: Rfc, by: Person, people: Collection[Person], reviewers: Reviewers, now: datetime
) -> tuple[Person, ...]:
    """Those of these people who become reviewers; raises Refusal."""
    check_owner(rfc, by)
    check_takes(rfc, now)
    newcomers = tuple(dict.fromkeys(one for one in people if one not in reviewers))
    if not newcomers:
        raise Refusal.in_fields({"people": "They are reviewers already. Choose others."})
    if set(newcomers) & set(rfc.owners):
        raise Refusal.in_fields({"people": "Whoever writes an RFC does not review it. Choose others."})
    return newcomers


def remove(
    rfc: Rfc, by: Person, people: Collection[Person], reviewers: Reviewers, now: datetime
) -> tuple[Person, ...]:
    """Those of these people who are asked no longer; raises Refusal. Whoever has taken a position keeps their place."""
    check_owner(rfc, by)
    check_takes(rfc, now)
    gone = tuple(dict.fromkeys(one for one in people if one in reviewers))
    wrong = ""
    if not gone:
        wrong = "They are no reviewers of this RFC. Choose some of those who are."
    elif any(position and not position.withdrawn for one in gone if (position := reviewers[one])):
        wrong = "Somebody there has taken a position, which stands. Choose people who have said nothing yet."
    elif rfc.terms.profile is Profile.FINAL_COMMENT and len(gone) == len(reviewers):
        wrong = "One reviewer must be left. Add others first."
    if wrong:
        raise Refusal.in_fields({"people": wrong})
    return gone


def without_gone(rfc: Rfc, reviewers: Reviewers, gone: Collection[Person]) -> Reviewers:
    """The reviewers without those who have left: only a sign-off that they gave, and that counts, keeps their place."""
    return {
        person: position
        for person, position in reviewers.items()
        if person not in gone or (position and position.stance in APPROVING and counts(rfc, position))
    }


def _check_reason(taking: Taking) -> str:
    if taking.stance is Stance.COMMENTS:
        return check_words(taking.words, "words", "Write your comments, or approve without.", LONGEST_WORDS)
    if taking.stance is Stance.HOLD and taking.words.strip():
        return check_words(taking.words, "words", "", LONGEST_WORDS)
    return ""


def _check_until(until: date | None, today: date) -> date:
    if until is None:
        raise Refusal.in_fields({"until": "Choose the day by which you will have read it."})
    if until <= today:
        raise Refusal.in_fields({"until": "Choose a day that is still to come."})
    if until > today + LONGEST_HOLD:
        raise Refusal.in_fields(
            {"until": f"A hold lasts {LONGEST_HOLD.days} days at most. Choose an earlier day."}
        )
    return until
