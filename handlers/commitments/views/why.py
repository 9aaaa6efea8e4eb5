"""Why it stands as it does, and what comes next by which rule: sentences without markup but for names and dates."""

from handlers.blocks import mention, modal, section, sections, when
from handlers.commitments.views import words
from handlers.commitments.views.next_steps import who_decides
from handlers.replies import View
from rituals.commitments.model import Commitment, State, Verdict
from rituals.commitments.seeing import waits_for_close
from rituals.owing import ALL_HERE, Answering


def why_modal(commitment: Commitment, answering: Answering = ALL_HERE) -> View:
    """Why it stands as it does; `answering` is who is there to decide."""
    return modal("Why?", [section(words.head(commitment)), *sections("\n".join(why(commitment, answering)))])


def why(commitment: Commitment, answering: Answering = ALL_HERE) -> list[str]:
    """The reasoning, as mrkdwn: what has happened, and what follows from it."""
    reasons = _REASONS[commitment.state](commitment)
    if commitment.state is State.ESCALATED and not answering.decider:
        reasons = [_BLOCKED, f"{who_decides(commitment, answering)}."]
    return [f"{words.participation(commitment)}.", *reasons]


def _open(commitment: Commitment) -> list[str]:
    hidden = (
        f"Nobody sees who stands where until all {commitment.seats:,} are in, or the deadline has come: "
        f"it {when(commitment.terms.closes_at, 'closes')}."
    )
    then = (
        "Then everybody sees it, with names and reasons. With fewer than two who disagree, and nobody who can't commit, "
        "it is carried at once. Else its owners can work through the disagreement before it closes."
    )
    return [hidden, then, _rule(commitment)]


def _rule(commitment: Commitment) -> str:
    decider = mention(commitment.terms.decider)
    hidden = waits_for_close(commitment, commitment.terms.decider)
    shown = f"Where {decider} stands is shown after the close. " if hidden else ""
    return f"{shown}If somebody can't commit at the close, {decider} decides: carry, change or drop."


def _stalled(commitment: Commitment) -> list[str]:
    how = (
        "close it without a decision"
        if commitment.extended
        else "extend it once, or close it without a decision"
    )
    return [
        "The deadline has come, and nobody stands for it or against it: nobody took a position, or everybody abstained.",
        f"Its owners can {how}. If nobody does anything for 30 days, it ends without a decision.",
    ]


def _shown(commitment: Commitment) -> list[str]:
    ends = f" It {when(commitment.phase_ends, 'closes')} by itself." if commitment.phase_ends else ""
    led = (
        "Its owners lead through it in the thread, step by step; each step can be skipped."
        if commitment.state is State.WORKING
        else "Its owners can work through it with you, or close it."
    )
    return [
        "Positions are shown, as all were in or the deadline had come, and somebody can't commit or two disagree.",
        f"{led} People can still change where they stand, and those who had not can take a position.{ends}",
        _rule(commitment),
    ]


_BLOCKED = "At the close somebody could not commit, so it is not carried by itself."


def _escalated(commitment: Commitment) -> list[str]:
    return [
        _BLOCKED,
        f"{mention(commitment.terms.decider)} has both sides, in their own words, and decides: carry, change or drop.",
    ]


def _confirming(commitment: Commitment) -> list[str]:
    until = f" {when(commitment.phase_ends, 'until')}" if commitment.phase_ends else ""
    asked = f"Those who disagreed are asked in private{until} whether they will commit."
    return [_carried(commitment), f"{asked} Here a no and no answer look the same."]


def _decided(commitment: Commitment) -> list[str]:
    return [_carried(commitment), f"{words.outcome(commitment)}."]


def _carried(commitment: Commitment) -> str:
    ruling = commitment.ruling
    if ruling is None:
        return "At the close nobody was left who could not commit, so it was carried."
    changed = " in other words" if ruling.verdict is Verdict.CHANGE else ""
    return f"At the close somebody could not commit; {mention(ruling.by)} decided, and carried it{changed}."


def _dropped(commitment: Commitment) -> list[str]:
    by = mention(commitment.ruling.by if commitment.ruling else commitment.terms.decider)
    return [f"At the close somebody could not commit; {by} decided, and dropped it."]


def _no_decision(_: Commitment) -> list[str]:
    return ["Nobody stood for it or against it at its deadline, and it was closed, or left for 30 days."]


def _cancelled(_: Commitment) -> list[str]:
    return ["It was cancelled before it was decided. The card says why."]


_REASONS = {
    State.OPEN: _open,
    State.STALLED: _stalled,
    State.REVEALED: _shown,
    State.WORKING: _shown,
    State.ESCALATED: _escalated,
    State.CONFIRMING: _confirming,
    State.DECIDED: _decided,
    State.DROPPED: _dropped,
    State.NO_DECISION: _no_decision,
    State.CANCELLED: _cancelled,
}
