"""Concerns: who raises one, whether it blocks, how it is answered, and who can say that it is resolved."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from rituals.calendar import DAY, WorkingCalendar, local_time
from rituals.ids import Person
from rituals.positions import LONGEST_WORDS, Position
from rituals.refusal import Refusal, gathered
from rituals.rfcs.fields import check_words
from rituals.rfcs.guards import check_decider, check_owner, check_takes
from rituals.rfcs.model import Concern, Quote, Rfc, Standing
from rituals.rfcs.reviewing import Reviewer, concerned, reviews, shown_version
from rituals.workspace import Member

LONGEST_WAIT = 3  # Business days for which an absent raiser is waited for.
UNKNOWN = "I can't find that concern. It may have been removed, or you may not be in its channel."


@dataclass(frozen=True, slots=True)
class Raising:
    """A concern as somebody raises it, unchecked; `version` is that of the text they were shown, None: the newest."""

    words: str
    wanted: str
    quote: Quote | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Raised:
    """A concern, and where its raiser stands by it; None where they are no reviewer."""

    concern: Concern
    position: Position | None


@dataclass(frozen=True, slots=True)
class Ruling:
    """Whether somebody's concern blocks, and what the author says to it, unchecked."""

    blocks: bool
    words: str = ""


@dataclass(frozen=True, slots=True)
class Answering:
    """The author's answer, unchecked: the version in which it is addressed, or words, or both."""

    words: str = ""
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Instead:
    """Somebody who says in the raiser's place that a concern is resolved, and why, unchecked."""

    by: Person
    reason: str
    out_of_reach: bool  # Whether the raiser has left, or is away for long.


def raise_concern(rfc: Rfc, reviewer: Reviewer, raising: Raising, now: datetime) -> Raised:
    """The concern of this person; raises Refusal. A reviewer's blocks at once, anybody else's waits for the author's ruling."""
    check_takes(rfc, now)
    wrong: dict[str, str] = {}
    with gathered(wrong, "words"):
        check_words(raising.words, "words", "Write what concerns you.", LONGEST_WORDS)
    with gathered(wrong, "wanted"):
        check_words(raising.wanted, "wanted", "Write what would resolve it.", LONGEST_WORDS)
    if wrong:
        raise Refusal.in_fields(wrong)
    is_reviewer = reviews(rfc, reviewer)
    concern = Concern(
        number=0,
        raiser=reviewer.person,
        words=raising.words.strip(),
        wanted=raising.wanted.strip(),
        version=shown_version(rfc, raising.version),
        raised_at=now,
        blocks=True if is_reviewer else None,
        quote=raising.quote,
    )
    return _stood_by(rfc, reviewer, concern, now)


def rule(rfc: Rfc, concern: Concern, by: Person, ruling: Ruling, now: datetime) -> Concern:
    """The concern after its author has ruled whether it blocks; raises Refusal.

    One that does not block is answered in words. A ruling may be tightened later; it is never loosened.
    """
    check_owner(rfc, by)
    check_takes(rfc, now)
    _check_unresolved(concern)
    if concern.blocks:
        raise Refusal("This concern blocks. Answer it: whoever raised it is asked whether that will do.")
    if concern.blocks is False and not ruling.blocks:
        raise Refusal("You have said already that it does not block.")
    if ruling.blocks and not ruling.words.strip():
        return replace(concern, blocks=True, standing=Standing.OPEN)
    words = check_words(
        ruling.words, "words", "Write why it does not block: whoever raised it reads this.", LONGEST_WORDS
    )
    standing = Standing.OPEN if ruling.blocks else Standing.ANSWERED
    return replace(concern, blocks=ruling.blocks, standing=standing, answer=words, answered_at=now)


def answer(rfc: Rfc, concern: Concern, by: Person, answering: Answering, now: datetime) -> Concern:
    """The concern with its author's answer, which its raiser is asked about; raises Refusal."""
    check_owner(rfc, by)
    check_takes(rfc, now)
    _check_unresolved(concern)
    if concern.blocks is None:
        raise Refusal("Say first whether it blocks.")
    words = answering.words.strip()
    if words or answering.version is None:
        missing = "Write an answer, or choose the version in which it is addressed."
        words = check_words(answering.words, "words", missing, LONGEST_WORDS)
    if answering.version is not None and not concern.version < answering.version <= rfc.version:
        raise Refusal.in_fields(
            {"version": "Choose a version that was written after the concern was raised, or answer in words."}
        )
    return replace(
        concern,
        standing=Standing.ANSWERED,
        answer=words,
        answered_in=answering.version,
        answered_at=now,
    )


def resolve(rfc: Rfc, concern: Concern, by: Person, now: datetime) -> Concern:
    """The concern resolved by whoever raised it, and by nobody else; raises Refusal. Resolved twice, it stays as it was."""
    check_takes(rfc, now)
    _check_raiser(concern, by)
    if concern.standing is Standing.RESOLVED:
        return concern
    return replace(concern, standing=Standing.RESOLVED, resolved_by=by)


def stand_by(rfc: Rfc, concern: Concern, by: Person, now: datetime) -> Concern:
    """The concern open again, because the answer will not do for whoever raised it; raises Refusal."""
    check_takes(rfc, now)
    _check_raiser(concern, by)
    _check_unresolved(concern)
    return replace(concern, standing=Standing.OPEN)


def resolve_instead(rfc: Rfc, concern: Concern, instead: Instead, now: datetime) -> Concern:
    """The concern resolved by the decider in its raiser's place, for a reason; raises Refusal."""
    check_decider(rfc, instead.by)
    check_takes(rfc, now)
    _check_unresolved(concern)
    if not instead.out_of_reach:
        raise Refusal(
            "Whoever raised it is here, and says whether it is resolved. "
            f"You can once they have left, or are away for more than {LONGEST_WAIT} business days."
        )
    missing = "Write why it is resolved: whoever raised it reads this when they are back."
    reason = check_words(instead.reason, "reason", missing, LONGEST_WORDS)
    return replace(concern, standing=Standing.RESOLVED, resolved_by=instead.by, reason=reason)


def is_out_of_reach(raiser: Member, sees: bool, now: datetime) -> bool:
    """Whether nobody need wait for this person: they have left, or are away for more than three business days from now.

    `sees` tells whether they see the channel still.
    """
    if not (raiser.counts and sees):
        return True
    if raiser.away_until is None:
        return False
    zone = raiser.calendar.zone
    return _business_days(WorkingCalendar(zone, raiser.hours), now, raiser.away_until) > LONGEST_WAIT


def _business_days(calendar: WorkingCalendar, now: datetime, last: date) -> int:
    """The business days from today to that one, both counted."""
    today = local_time(now, calendar.zone).date()
    days = (today + n * DAY for n in range((last - today).days + 1))
    return sum(calendar.is_business_day(day) for day in days)


def take_over(rfc: Rfc, concern: Concern, reviewer: Reviewer, now: datetime) -> Raised:
    """The concern in the hands of whoever wrote the message that it quotes; raises Refusal. A reviewer's blocks at once."""
    check_takes(rfc, now)
    _check_unresolved(concern)
    if concern.quote is None or concern.quote.author != reviewer.person:
        raise Refusal("Only whoever wrote the message can take it over. Raise a concern of your own.")
    if concern.raiser == reviewer.person:
        raise Refusal("It is yours already.")
    blocks = True if reviews(rfc, reviewer) else concern.blocks
    return _stood_by(rfc, reviewer, replace(concern, raiser=reviewer.person, blocks=blocks), now)


def _stood_by(rfc: Rfc, reviewer: Reviewer, concern: Concern, now: datetime) -> Raised:
    if not reviews(rfc, reviewer):
        return Raised(concern, None)
    return Raised(concern, concerned(rfc, reviewer, concern.words, concern.version, now))


def _check_raiser(concern: Concern, by: Person) -> None:
    if by != concern.raiser:
        raise Refusal(
            "Only whoever raised a concern says whether it is resolved. Answer it, and they are asked."
        )


def _check_unresolved(concern: Concern) -> None:
    if concern.standing is Standing.RESOLVED:
        raise Refusal("This concern is resolved. Raise another where something is left of it.")
