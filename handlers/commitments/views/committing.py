"""Will you commit? What those who see it differently are asked in private, and what is told of their answers. Pure."""

from handlers.blocks import actions, button, context, cut, escape, mention, modal, section, shorten, when
from handlers.commitments.views import words
from handlers.commitments.views.closing import ruled
from handlers.commitments.views.position import parts_of
from handlers.replies import Block, Message, View
from rituals.commitments.model import Commitment
from rituals.ids import Person
from rituals.positions import Pledge, Position

PLEDGE = "commitment.pledge"
ANSWERS = {
    Pledge.YES: "Yes",
    Pledge.ON_RECORD: "Yes, and keep my concern on record",
    Pledge.NO: "No",
}
COUNTS = {
    Pledge.YES: "You will commit",
    Pledge.ON_RECORD: "You will commit, and your concern stays on record",
    Pledge.NO: "You will not commit",
}
SAID = 600


def asked_pledge(commitment: Commitment, position: Position, heard: bool = True) -> Message:
    """Asked in private: what was decided, what they said, and whether they will commit.

    `heard` tells that the decider is there to be told of a no.
    """
    said = cut(escape(shorten(position.reason, SAID)), 2 * SAID)
    head = f"{words.head(commitment)} is carried. You said: {said}"
    return Message(
        f"Will you commit? {words.title(commitment)}",
        [section(head), *ruled(commitment), *_question(commitment, heard)],
    )


def _question(commitment: Commitment, heard: bool) -> list[Block]:
    """The question with its three answers, and who learns of them."""
    until = f" {when(commitment.phase_ends, 'until')}" if commitment.phase_ends else ""
    decider = mention(commitment.terms.decider)
    told = f"A no is told to {decider} alone: everybody else reads"
    if not heard:
        told = f"As {decider} has left, a no is told to nobody: everybody reads"
    return [
        section("*Will you commit?*"),
        actions(f"pledge {commitment.id}", [_answer(commitment, one) for one in Pledge]),
        context(
            f"You can answer{until}, and change it until then. {told} “not confirmed”, as of those who do not answer."
        ),
    ]


def _answer(commitment: Commitment, pledge: Pledge) -> Block:
    return button(ANSWERS[pledge], f"{PLEDGE}/{pledge}", commitment.id)


def receipt(commitment: Commitment, pledge: Pledge, heard: bool = True) -> Message:
    """What counts now, said to whoever answered."""
    text = _counts(commitment, pledge, heard)
    return Message(text, [section(text)])


def receipt_modal(commitment: Commitment, pledge: Pledge, heard: bool = True) -> View:
    """The same, where it was answered on Home."""
    return modal("Your answer", [section(_counts(commitment, pledge, heard))])


def _counts(commitment: Commitment, pledge: Pledge, heard: bool) -> str:
    until = f" Change it {when(commitment.phase_ends, 'until')}." if commitment.phase_ends else ""
    told, decider = "", mention(commitment.terms.decider)
    if pledge is Pledge.NO:
        told = f" {decider} is told, and nobody else."
        if not heard:
            told = f" As {decider} has left, nobody is told. If somebody should know, tell them yourself."
    return f"*{COUNTS[pledge]}.*{told}{until}"


def answered(commitment: Commitment, person: Person, position: Position) -> Message:
    """Told to the decider alone: somebody has said no, or has said yes after a no."""
    if position.pledge is not Pledge.NO:
        text = f"{mention(person)} will commit to {words.head(commitment)} after all."
        return Message(text, [section(text)])
    head = f"{mention(person)} will not commit to {words.head(commitment)}."
    said = "\n".join(
        f"*{part}:* {cut(escape(shorten(text, SAID)), 2 * SAID)}" for part, text in parts_of(position).items()
    )
    told = "Only you are told. Everybody else reads “not confirmed”, also in the record: talk with them, in private."
    return Message(
        f"Somebody will not commit: {words.title(commitment)}",
        [section(f"{head}\n{said}"), context(told)],
    )


def waiting(commitment: Commitment) -> list[Block]:
    """The same question on the Home of whoever has not answered it."""
    shown = escape(shorten(commitment.terms.proposal, 150))
    until = f"\n{when(commitment.phase_ends, 'until')}" if commitment.phase_ends else ""
    return [
        section(f"*Will you commit?*  {shown}{until}"),
        actions(f"pledge {commitment.id}", [_answer(commitment, one) for one in Pledge]),
    ]
