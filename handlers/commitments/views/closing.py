"""What the thread is told from the close on: who decides now, that it is carried, how it ended. Pure."""

from handlers.blocks import actions, button, context, cut, escape, mention, section, sections, when
from handlers.commitments.views import words
from handlers.commitments.views.home import MANAGE
from handlers.commitments.views.next_steps import who_decides
from handlers.commitments.views.sides import counted
from handlers.commitments.views.standing import standing
from handlers.remembered import OPEN
from handlers.replies import Block, Message
from handlers.undertaken import offer
from rituals.commitments.model import RITUAL, Commitment, Positions, State
from rituals.commitments.summing import dissents
from rituals.owing import ALL_HERE, Answering
from rituals.records.model import name_of

LONGEST_RATIONALE = 3000


def escalated(commitment: Commitment, positions: Positions, answering: Answering = ALL_HERE) -> Message:
    """It has closed with blocks: who stands where, and who decides; `answering` is who is there to decide."""
    decides = f"{mention(commitment.terms.decider)} has both sides, in their own words, and decides"
    if not answering.decider:
        decides = who_decides(commitment, answering)
    head = f"*It has closed: {counted(positions)}.* {decides}."
    return Message(
        f"{words.title(commitment)}: somebody can't commit",
        [section(head), *standing(commitment, positions)],
    )


def orphaned(commitment: Commitment, answering: Answering) -> Message:
    """Nobody is there any more to decide, or to name somebody who does: told to everybody."""
    return Message(
        f"Nobody is left to decide: {words.title(commitment)}",
        [
            section(f"*Nobody is left to decide.* {who_decides(commitment, answering)}."),
            actions("orphaned", [button("Manage", MANAGE, commitment.id)]),
        ],
    )


def carried(commitment: Commitment, positions: Positions) -> Message:
    """It is decided over disagreement; those who see it differently are asked whether they will commit."""
    until = f" {when(commitment.phase_ends, 'until')}" if commitment.phase_ends else ""
    told = context(f"Those who see it differently are asked in private{until} whether they will commit.")
    # Who stands where was told when it was blocked.
    where = [] if commitment.ruling else standing(commitment, positions)
    return Message(
        f"{words.title(commitment)}: carried",
        [section("*Carried.*"), *ruled(commitment), *where, told],
    )


def ended(commitment: Commitment, positions: Positions, record: int | None = None) -> Message:
    """How it ended; who stands where only where it was not told before."""
    head = escape(words.outcome(commitment))
    is_first = commitment.state is State.DECIDED and not any(map(dissents, positions.values()))
    where = standing(commitment, positions) if is_first else []
    told = ruled(commitment) if commitment.state is State.DROPPED else []
    reason = [section(escape(commitment.ending))] if commitment.ending else []
    return Message(
        f"{words.title(commitment)}: {escape(words.outcome_in_short(commitment))}",
        [section(f"*{head}*"), *told, *reason, *where, *_kept(commitment, record)],
    )


def ruled(commitment: Commitment) -> list[Block]:
    """What the decider has made of it, and why, whole; nothing where nobody had to."""
    ruling = commitment.ruling
    if ruling is None:
        return []
    changed = f"\nIt says now: *{escape(ruling.proposal)}*" if ruling.proposal else ""
    head = f"{mention(ruling.by)} {words.RULED[ruling.verdict]}:{changed}"
    return [section(head), *sections(cut(escape(ruling.rationale), LONGEST_RATIONALE))]


def _kept(commitment: Commitment, record: int | None) -> list[Block]:
    """The record of what has ended, and what can be done about it; nothing where there is none."""
    if record is None:
        return []
    steps: list[Block] = [button(f"Open {name_of(record)}", OPEN, str(record))]
    if commitment.state is State.DECIDED:
        steps.append(offer(RITUAL, commitment.id))
    return [actions("kept", steps)]
