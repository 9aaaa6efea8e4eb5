"""The course of a commitment from open to its end: each act gives the commitment that follows, or refuses.

`positions` are those that stand as the act is done; `calendar` is the owner's, by which phases end.
"""

from dataclasses import replace
from datetime import datetime
from hashlib import blake2b

from rituals.calendar import WorkingCalendar, default_deadline
from rituals.commitments.guards import (
    check_in_time,
    check_is_revealed,
    check_is_working,
    check_not_closed,
    check_not_ended,
    check_owner,
    check_takes_positions,
)
from rituals.commitments.model import Commitment, Positions, Ruling, State, Step, Verdict
from rituals.commitments.seeing import shown
from rituals.commitments.summing import (
    commits,
    dissenting,
    has_standing,
    is_blocked,
    needs_work,
    sum_up,
)
from rituals.commitments.texts import check_words
from rituals.deadlines import check_ahead, check_more_time
from rituals.ids import Person
from rituals.positions import LONGEST_WORDS
from rituals.refusal import Refusal, beside
from rituals.texts import check_reason, check_text

CHOOSING, WORKING, CONFIRMING = (
    2,
    3,
    2,
)  # Business days that the phases last; the owner may choose that of working.
STEPS = tuple(Step)


def reach_deadline(
    commitment: Commitment, positions: Positions, now: datetime, calendar: WorkingCalendar
) -> Commitment:
    """What the clock makes of it at the deadline: positions are shown. Unchanged before that, or when it is not open."""
    if commitment.state is not State.OPEN or now < commitment.terms.closes_at:
        return commitment
    return _reveal(commitment, positions, now, calendar)


def reach_everyone(
    commitment: Commitment, positions: Positions, now: datetime, calendar: WorkingCalendar
) -> Commitment:
    """Positions are shown, if all who are asked have taken one; else unchanged."""
    everyone = commitment.seats > 0 and commitment.answered >= commitment.seats
    if commitment.state is not State.OPEN or not everyone:
        return commitment
    return _reveal(commitment, positions, now, calendar)


def reach_phase_end(
    commitment: Commitment, positions: Positions, now: datetime, calendar: WorkingCalendar
) -> Commitment:
    """What the clock makes of it at the end of a phase after the reveal: closed, or decided. Unchanged before that."""
    if commitment.phase_ends is None or now < commitment.phase_ends:
        return commitment
    if commitment.state in (State.REVEALED, State.WORKING):
        return _close(commitment, positions, now, calendar)
    return reach_pledges(commitment, positions, now)


def reach_pledges(commitment: Commitment, positions: Positions, now: datetime) -> Commitment:
    """Decided, once all who see it differently have said that they will commit, or the time for it is over.

    A no never ends it early, so that it looks like silence.
    """
    if commitment.state is not State.CONFIRMING:
        return commitment
    is_over = commitment.phase_ends is not None and now >= commitment.phase_ends
    if not is_over and not all(map(commits, dissenting(positions).values())):
        return commitment
    return _decide(commitment, positions, now)


def close(
    commitment: Commitment, by: Person, positions: Positions, now: datetime, calendar: WorkingCalendar
) -> Commitment:
    """It closed by its owner: positions are shown where they were hidden; what is shown already is closed.

    Where nobody stands for the proposal or against it, it ends without a decision. Closing twice changes nothing.
    """
    check_owner(commitment, by)
    if commitment.state is State.STALLED:
        return _end(commitment, State.NO_DECISION, now)
    if commitment.state is State.OPEN:
        after = _reveal(commitment, positions, now, calendar)
        return _end(after, State.NO_DECISION, now) if after.state is State.STALLED else after
    if commitment.state in (State.REVEALED, State.WORKING):
        return _close(commitment, positions, now, calendar)
    return commitment


def lapse(commitment: Commitment, now: datetime) -> Commitment:
    """Ended without a decision, if it has stalled and nobody did anything about it; else unchanged."""
    return _end(commitment, State.NO_DECISION, now) if commitment.state is State.STALLED else commitment


def begin_work(commitment: Commitment, by: Person, ends: datetime, now: datetime) -> Commitment:
    """The disagreement is worked through until then, from the first step on."""
    check_owner(commitment, by)
    check_is_revealed(commitment)
    check_in_time(commitment, now)
    check_ahead(ends, now)
    return replace(commitment, state=State.WORKING, phase_ends=ends, step=STEPS[0])


def write_down(commitment: Commitment, by: Person, step: Step, note: str, mark: str = "") -> Commitment:
    """It with what came of this step, which stays the one that is worked on.

    `mark` is that of what stood there when it was written, '' marks anything: two owners do not undo each other's work.
    """
    check_owner(commitment, by)
    check_is_working(commitment)
    with beside("note"):
        _check_step(commitment, step, "Copy what you wrote: it can still be said there.")
        note = check_words(note, "note", "Write what came of it, or skip the step.", LONGEST_WORDS)
        before = commitment.notes.get(step, "")
        if mark not in ("", mark_of(before)) and note != before:
            raise Refusal(
                "Somebody has written it down meanwhile. Copy what you wrote, close this, and open it again."
            )
    return replace(commitment, notes={**commitment.notes, step: note})


def mark_of(note: str) -> str:
    """A short mark that differs where notes do: whoever writes shows with it which one they have seen."""
    return blake2b(note.encode(), digest_size=8).hexdigest()


def _check_step(commitment: Commitment, step: Step, instead: str = "Look there again.") -> None:
    if commitment.step is not step:
        raise Refusal(f"Somebody has gone on to another step meanwhile, in the thread. {instead}")


def go_on(commitment: Commitment, by: Person, step: Step, note: str) -> Commitment:
    """It at the step after this one; `note` is what came of this one, '' where it is skipped.

    The last step stays, with what came of it, until it closes. Going on twice changes nothing.
    """
    check_owner(commitment, by)
    check_is_working(commitment)
    with beside("note"):
        note = check_text(note, "What came of it", LONGEST_WORDS, "Keep the gist.")
        if commitment.step is not step:
            if commitment.notes.get(step) == note:
                return commitment
            _check_step(commitment, step)
    place = STEPS.index(step)
    following = STEPS[min(place + 1, len(STEPS) - 1)]
    return replace(commitment, step=following, notes={**commitment.notes, step: note})


def rule(
    commitment: Commitment, ruling: Ruling, positions: Positions, calendar: WorkingCalendar
) -> Commitment:
    """It after its decider has decided over blocks: dropped, or carried over disagreement. The ruling is checked."""
    if commitment.state is not State.ESCALATED:
        return commitment
    ruled, now = replace(commitment, ruling=ruling), ruling.written_at
    if ruling.verdict is Verdict.DROP:
        return _end(ruled, State.DROPPED, now)
    return _carry(ruled, positions, now, calendar)


def cancel(commitment: Commitment, by: Person, admin: bool, reason: str, now: datetime) -> Commitment:
    """It cancelled, with its reason; by its owner or an admin of the workspace. What was hidden stays hidden."""
    if not admin:
        check_owner(commitment, by)
    check_not_ended(commitment)
    if commitment.state is State.CONFIRMING:
        raise Refusal("It is decided already, so it can't be cancelled. To think again, open another one.")
    return replace(_end(commitment, State.CANCELLED, now), ending=check_reason(reason))


def extend(commitment: Commitment, by: Person, closes_at: datetime, reason: str, now: datetime) -> Commitment:
    """It with another deadline, or working through it with another end; a stalled one opens again, once.

    More time needs a reason.
    """
    check_owner(commitment, by)
    check_not_closed(commitment)
    check_in_time(commitment, now)
    if commitment.state is State.REVEALED:
        raise Refusal("Positions are shown already. Work through them: that has a deadline of its own.")
    if commitment.state is State.STALLED and commitment.extended:
        raise Refusal("It was given more time once already. Close it without a decision, or ask anew.")
    check_ahead(closes_at, now)
    if closes_at == commitment.ends_at:
        raise Refusal.in_fields({"closes_typed": "That is when it closes already. Choose another time."})
    check_more_time(closes_at > commitment.ends_at, reason)
    if commitment.state is State.WORKING:
        return replace(commitment, phase_ends=closes_at)
    return replace(
        commitment,
        terms=replace(commitment.terms, closes_at=closes_at),
        state=State.OPEN,
        extended=commitment.extended or commitment.state is State.STALLED,
    )


def add_people(commitment: Commitment, by: Person, newcomers: int, now: datetime) -> Commitment:
    """It with so many more people asked, as long as they have time to answer."""
    check_owner(commitment, by)
    check_takes_positions(commitment)
    check_in_time(commitment, now)
    if not newcomers:
        raise Refusal.in_fields({"people": "They are asked already. Choose others."})
    return replace(commitment, seats=commitment.seats + newcomers, added=commitment.added + newcomers)


def _reveal(
    commitment: Commitment, positions: Positions, now: datetime, calendar: WorkingCalendar
) -> Commitment:
    """Positions are shown: for its owner to choose how to go on, or closed where there is little disagreement."""
    if not has_standing(positions):
        return replace(commitment, state=State.STALLED)
    revealed = replace(commitment, revealed_at=now)
    if not needs_work(shown(revealed, positions)):
        return _close(revealed, positions, now, calendar)
    return replace(revealed, state=State.REVEALED, phase_ends=default_deadline(now, calendar, CHOOSING))


def _close(
    commitment: Commitment, positions: Positions, now: datetime, calendar: WorkingCalendar
) -> Commitment:
    """Positions are fixed: blocks go to the decider; without any it is carried."""
    closed = replace(commitment, closed_at=now, phase_ends=None)
    if not has_standing(positions):
        return _end(closed, State.NO_DECISION, now)
    if is_blocked(positions):
        return replace(closed, state=State.ESCALATED)
    return _carry(closed, positions, now, calendar)


def _carry(
    commitment: Commitment, positions: Positions, now: datetime, calendar: WorkingCalendar
) -> Commitment:
    """Decided; over disagreement those who see it differently are asked first whether they will commit."""
    if not dissenting(positions):
        return _decide(commitment, positions, now)
    return replace(commitment, state=State.CONFIRMING, phase_ends=default_deadline(now, calendar, CONFIRMING))


def _decide(commitment: Commitment, positions: Positions, now: datetime) -> Commitment:
    return replace(_end(commitment, State.DECIDED, now), result=sum_up(positions))


def _end(commitment: Commitment, state: State, now: datetime) -> Commitment:
    return replace(commitment, state=state, ended_at=now)
