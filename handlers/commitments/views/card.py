"""The card: a picture of what is stored, the same for everyone, in every state."""

from dataclasses import dataclass

from handlers.blocks import actions, button, context, count, inert, overflow, section, when
from handlers.commitments.views import words
from handlers.commitments.views.ending import ending, what_follows
from handlers.commitments.views.next_steps import next_steps
from handlers.commitments.views.standing import standing
from handlers.replies import Block, Message
from rituals.commitments.model import Commitment, Positions, Stance
from rituals.deadlines import Move
from rituals.ids import CommitmentId
from rituals.owing import ALL_HERE, Answering
from storage.history import Entry

MENU = (("details", "Details"), ("history", "History"), ("why", "Why?"), ("manage", "Manage"))
TAKE = "commitment.take"
# Slack takes 13,000 characters a message. The rest is under Details.
CONTEXT_SHOWN, PART_SHOWN, CHANGE_SHOWN = 300, 200, 200


@dataclass(frozen=True, slots=True)
class Beside:
    """What a card shows beside the commitment itself.

    `outdated` positions were taken on an older text; `move` is the act that moved the deadline last; `record` is the
    number of what was kept, `newer` proposes it anew;
    `answering` is who is there to decide.
    """

    outdated: int = 0
    move: Entry | None = None
    record: int | None = None
    newer: CommitmentId | None = None
    answering: Answering = ALL_HERE

    @property
    def reason(self) -> str:
        """Why the deadline was moved last."""
        return Move.read(self.move.detail).reason if self.move else ""

    @property
    def was_brought_forward(self) -> bool:
        """Whether the deadline was moved last to an earlier time."""
        return self.move is not None and self.move.act == "shortened"


ALONE = Beside()


def card(commitment: Commitment, positions: Positions, beside: Beside = ALONE) -> Message:
    """The card of a commitment; `positions` are those that everybody sees now."""
    menu = overflow("commitment.menu", ((f"{name} {commitment.id}", label) for name, label in MENU))
    blocks = [section(words.head(commitment), accessory=menu), *_in_short(commitment)]
    blocks += [
        *ending(commitment),
        *next_steps(commitment, beside.answering),
        *standing(commitment, positions),
    ]
    if commitment.state.takes_positions:
        blocks += _taking(commitment, beside)
    else:
        blocks.append(context(_participation(commitment)))
    blocks += what_follows(commitment, beside.record, beside.newer)
    if commitment.change:
        blocks.append(context(_amended(commitment, beside.outdated)))
    blocks.append(context(words.rules(commitment, beside.answering.decider)))
    return Message(f"{words.title(commitment)} – {words.outcome_in_short(commitment)}", blocks)


def preview(commitment: Commitment) -> list[Block]:
    """The card as it will be posted, with buttons that only show themselves."""
    return inert(card(commitment, {}).blocks, "commitment.try")


def stance_buttons(commitment: Commitment) -> Block:
    """The five positions, each a button."""
    shown = words.as_shown(commitment)
    return actions("positions", [button(words.CHOICES[one], f"{TAKE}/{one}", shown) for one in Stance])


def _in_short(commitment: Commitment) -> list[Block]:
    """Why it is proposed, what it is for and what it costs: the beginnings."""
    terms, blocks = commitment.terms, []
    if terms.context and not commitment.state.is_final:
        blocks.append(section(words.brief(terms.context, CONTEXT_SHOWN)))
    parts = {"Optimises for": terms.aim, "Accepts": terms.trade_offs}
    lines = [f"*{name}:* {words.brief(said, PART_SHOWN)}" for name, said in parts.items() if said]
    return [*blocks, section("\n".join(lines))] if lines else blocks


def _taking(commitment: Commitment, beside: Beside) -> list[Block]:
    ends = commitment.ends_at
    blocks = [stance_buttons(commitment)]
    moved = ", earlier than it was" if beside.was_brought_forward else ""
    blocks.append(context(f"*{words.participation(commitment)}* · {when(ends, 'closes')}{moved}"))
    if beside.reason:
        blocks.append(context(f"Deadline moved: {words.brief(beside.reason, CHANGE_SHOWN)}"))
    if not commitment.is_hidden:
        return blocks
    return [*blocks, actions("more", [button("Results so far", "commitment.results", commitment.id)])]


def _participation(commitment: Commitment) -> str:
    closed = f" · {when(commitment.closed_at, 'closed')}" if commitment.closed_at else ""
    abstained = commitment.result.abstained if commitment.result else 0
    return f"*{words.participation(commitment)}*{closed}" + (
        f" · {abstained:,} abstained" if abstained else ""
    )


def _amended(commitment: Commitment, outdated: int) -> str:
    older = ""
    if outdated and commitment.state.takes_positions:
        older = f" {count(outdated, 'position was', 'positions were')} taken before."
    return f"Version {commitment.version}: {words.brief(commitment.change, CHANGE_SHOWN)}.{older}"
