"""Values for tests of RFCs: one usual RFC by Ann with three reviewers, from which each test takes another."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from rituals.calendar import WorkingCalendar
from rituals.ids import Channel, DraftId, Person, Team
from rituals.positions import Position
from rituals.rfcs.concerns import Raising, raise_concern
from rituals.rfcs.form import Form
from rituals.rfcs.model import Concern, Profile, Reviewers, Rfc, Stance, State, Terms, Text
from rituals.rfcs.reviewing import Reviewer, reviewer_of

ANN, BEN, CHEN, DANA, EMIL = (Person(f"U{name}") for name in ("ANN", "BEN", "CHEN", "DANA", "EMIL"))
BERLIN = WorkingCalendar(ZoneInfo("Europe/Berlin"))
MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
NEXT_MONDAY = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)  # Five business days after, at 17:00 in Berlin.
TODAY = date(2026, 11, 16)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

FORM = Form(
    channel="CPLATFORM",
    title="One queue for all events",
    summary="We run three queues. Nobody knows all of them. We propose to keep one.",
    motivation="Each outage starts with the question which queue it is.",
    proposal="Move everything to SQS by March.",
    alternatives="Do nothing: two more outages a year.",
    reviewers=(BEN, CHEN, DANA),
)

TEXT = Text(
    title="One queue for all events",
    summary="We run three queues. Nobody knows all of them. We propose to keep one.",
    motivation="Each outage starts with the question which queue it is.",
    proposal="Move everything to SQS by March.",
    alternatives="Do nothing: two more outages a year.",
)

RFC = Rfc(
    team=Team("TMERIDIAN"),
    draft=DraftId("draft1"),
    owner=ANN,
    terms=Terms(Channel("CPLATFORM"), TEXT, decider=EMIL),
    state=State.REVIEW,
    opened_at=MONDAY,
    number=7,
)
FINAL = replace(RFC, state=State.FINAL, final_ends=NEXT_MONDAY)
LAZY = replace(RFC, terms=replace(RFC.terms, profile=Profile.LAZY), final_ends=NEXT_MONDAY)
POSTPONED = replace(RFC, state=State.POSTPONED, ended_by=EMIL, ending="After the move.")
ACCEPTED = replace(FINAL, state=State.ACCEPTED, closed_at=NEXT_MONDAY)
REJECTED = replace(RFC, state=State.REJECTED, closed_at=MONDAY, ended_by=EMIL, ending="Too dear.")
WITHDRAWN = replace(RFC, state=State.WITHDRAWN, closed_at=MONDAY, ended_by=ANN)
SUPERSEDED = replace(ACCEPTED, state=State.SUPERSEDED, superseded_by=9, ended_by=EMIL)

NOBODY_YET: Reviewers = {BEN: None, CHEN: None, DANA: None}


def position(stance: Stance, version: int = 1, until: date | None = None) -> Position:
    """A position that was taken on Monday."""
    return Position(stance, version, MONDAY, until=until)


def standing(**stances: Stance | None) -> Reviewers:
    """Reviewers by their first names, each with a position on version 1."""
    return {
        Person(f"U{name.upper()}"): position(stance) if stance else None for name, stance in stances.items()
    }


def concern_of(person: Person, reviewers: Reviewers = NOBODY_YET, rfc: Rfc = RFC) -> Concern:
    """A concern that this person has raised; a reviewer's blocks."""
    reviewer = reviewer_of(reviewers, [], person)
    return replace(
        raise_concern(rfc, reviewer, Raising("It is slow.", "A benchmark."), MONDAY).concern, number=1
    )


def before_it(person: Person, reviewers: Reviewers = NOBODY_YET, *concerns: Concern) -> Reviewer:
    """This person before the RFC."""
    return reviewer_of(reviewers, concerns, person)
