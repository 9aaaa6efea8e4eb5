"""What comes next on the card once positions are shown, and who does it. Pure."""

from handlers.blocks import actions, button, confirm, mention, section, when
from handlers.commitments.views import words
from handlers.commitments.views.words import people_named
from handlers.replies import Block
from rituals.commitments.model import Commitment, State, Step
from rituals.owing import ALL_HERE, Answering

WORK, CLOSE, RULE = "commitment.work", "commitment.close", "commitment.rule"
NAME_ANOTHER = "commitment.manage/decider"

STEPS = {
    Step.LISTEN: "listening",
    Step.COMMON_GROUND: "common ground",
    Step.TRADE_OFFS: "trade-offs",
    Step.DATA: "data",
    Step.ESCALATE: "escalating",
    Step.COMMIT: "committing",
}
"""What a step is called where it is told in passing."""


def next_steps(commitment: Commitment, answering: Answering = ALL_HERE) -> list[Block]:
    """What comes next, where there is something to be done or to wait for; nothing while positions are hidden.

    `answering` is who is there to decide.
    """
    if commitment.state is State.STALLED:
        return [section(_stalled(commitment))]
    if commitment.state is State.REVEALED:
        work = button("Work through it", WORK, commitment.id, style="primary")
        return [section(_revealed(commitment)), actions("next", [work, close_button(commitment)])]
    if commitment.state is State.WORKING:
        return [section(_working(commitment))]
    if commitment.state is State.ESCALATED:
        if not answering.decider:
            return [section(f"*It is blocked.* {who_decides(commitment, answering)}.")]
        rule = button("Decide", RULE, commitment.id, style="primary")
        return [section(_escalated(commitment)), actions("next", [rule])]
    if commitment.state is State.CONFIRMING:
        return [section(_confirming(commitment))]
    return []


def close_button(commitment: Commitment) -> Block:
    """The button with which owners close it now."""
    sure = confirm(
        "Close it now?",
        f"{words.participation(commitment)}. Nobody can take a position or change theirs after that.",
        "Close it",
    )
    return button("Close now", CLOSE, as_closed(commitment), confirm=sure)


def as_closed(commitment: Commitment) -> str:
    """What a button that closes it carries: the commitment, and where it stands as it is shown."""
    return f"{commitment.id} {commitment.state}"


def _stalled(commitment: Commitment) -> str:
    how = (
        "close it without a decision" if commitment.extended else "extend it, or close it without a decision"
    )
    return (
        f"The deadline has come, and nobody stands for it or against it: {words.participation(commitment)}.\n"
        f"{people_named(commitment.owners, 'or')} can {how} under ⋯ *Manage*."
    )


def _revealed(commitment: Commitment) -> str:
    who = people_named(commitment.owners, "or")
    return (
        f"*Positions are shown, and there is disagreement.* {who} can work through it with you, or close it. "
        f"You can still change where you stand.{_by_itself(commitment)}"
    )


def _working(commitment: Commitment) -> str:
    step = f", now: {STEPS[commitment.step]}" if commitment.step else ""
    return (
        f"*The disagreement is worked through in the thread{step}.* "
        f"You can still change where you stand.{_by_itself(commitment)}"
    )


def _by_itself(commitment: Commitment) -> str:
    return f" It {when(commitment.phase_ends, 'closes')} by itself." if commitment.phase_ends else ""


def _escalated(commitment: Commitment) -> str:
    decider = mention(commitment.terms.decider)
    return f"*It is blocked, and {decider} decides:* carry it, change it or drop it."


def who_decides(commitment: Commitment, answering: Answering) -> str:
    """Who decides over what is blocked, where whoever was to decide can't any more, without its full stop."""
    was_to = f"{mention(commitment.terms.decider)} was to decide, and can't any more"
    if answering.is_nobody:
        nobody = "" if commitment.owners == (commitment.terms.decider,) else ", nor can its owner"
        return f"{was_to}{nobody}: any member of the channel can take it over, under ⋯ *Manage* on the card"
    return f"{was_to}: {people_named(answering.owners, 'or')} can name somebody else, under ⋯ *Manage* on the card"


def _confirming(commitment: Commitment) -> str:
    until = f", {when(commitment.phase_ends, 'until')}" if commitment.phase_ends else ""
    return f"*It is carried, over disagreement.* Those who disagreed are asked in private whether they will commit{until}."
