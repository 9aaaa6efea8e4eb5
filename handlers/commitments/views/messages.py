"""Messages about commitments that come by themselves: in the thread, and to one person."""

from collections.abc import Sequence

from handlers.blocks import (
    actions,
    button,
    count,
    escape,
    link_channel,
    mention,
    section,
    sections,
    shorten,
    when,
)
from handlers.commitments.views import words
from handlers.commitments.views.home import CHOOSE, DETAILS, MANAGE, Seen, awaiting, listed
from handlers.commitments.views.position import KEEP
from handlers.failures import Trouble, explained
from handlers.replies import Block, Message
from rituals.commitments.model import Commitment, Stance, State
from rituals.commitments.seeing import waits_for_close
from rituals.deadlines import Move
from rituals.ids import Person
from rituals.positions import Position
from storage.history import Entry

MOST_AWAITED = 15


def moved(commitment: Commitment, move: Entry | None) -> Message:
    """The deadline was moved, told in the thread, with the reason if one was given."""
    by = mention(move.person if move and move.person else commitment.owner)
    reason = Move.read(move.detail).reason if move else ""
    ends = commitment.ends_at
    text = f"{by} moved the deadline: it {when(ends, 'closes')}."
    return Message(text, [section(f"{text}\n{escape(reason)}" if reason else text)])


def stalled(commitment: Commitment) -> Message:
    """Nobody stands for it or against it: told to its owners, who say how to go on."""
    how = (
        "close it without a decision"
        if commitment.extended
        else "extend it once, or close it without a decision"
    )
    text = (
        f"The deadline of {words.head(commitment)} has come, and nobody stands for it or against it: "
        f"{words.participation(commitment)}. You can {how}. "
        "If nobody does anything for 30 days, it ends without a decision."
    )
    return _to_manage(f"Nobody stands for it or against it: {words.title(commitment)}", text, commitment)


def amended(commitment: Commitment, position: Position) -> Message:
    """The proposal has changed since this person took a position."""
    text = (
        f"{words.head(commitment)} was amended since you took a position: "
        f"{escape(shorten(commitment.change, 1000))}.\n"
        f"{_so_far(commitment, position)} Your position counts meanwhile; does it still hold?"
    )
    steps = [
        button("Keep my position", KEEP, words.as_shown(commitment), style="primary"),
        button("Change it", CHOOSE, commitment.id),
    ]
    return Message(
        f"Amended since you took a position: {words.title(commitment)}",
        [*sections(text), actions("amended", steps)],
    )


def _so_far(commitment: Commitment, position: Position) -> str:
    if commitment.is_hidden:
        return ""  # Slack keeps this message; what is hidden is not for those who can read it there.
    return f"So far {words.YOURS[Stance(position.stance)]}."


def asked(commitment: Commitment) -> Message:
    """Somebody was added to those who are asked."""
    text = (
        f"{mention(commitment.owner)} asks you, too: {words.head(commitment)}\n"
        f"In {link_channel(commitment.terms.channel)} · {when(commitment.terms.closes_at, 'closes')}"
    )
    steps = [
        button("Take a position", CHOOSE, commitment.id, style="primary"),
        button("Details", DETAILS, commitment.id),
    ]
    return Message(f"You are asked: {words.title(commitment)}", [section(text), actions("asked", steps)])


def named_decider(commitment: Commitment) -> Message:
    """Somebody decides now."""
    is_hidden = waits_for_close(commitment, commitment.terms.decider)
    text = (
        f"You decide on {words.head(commitment)} now: where somebody can't commit at the close, you decide. "
        + (
            "Where you stand is not shown before."
            if is_hidden
            else "Where you stand was shown, and stays so."
        )
    )
    return _about(f"You decide: {words.title(commitment)}", text, button("Details", DETAILS, commitment.id))


def relieved(commitment: Commitment) -> Message:
    """Somebody else decides now: told to whoever did before."""
    text = f"{mention(commitment.terms.decider)} decides on {words.head(commitment)} now, in your place."
    return _about(f"Decides now: {words.title(commitment)}", text, button("Details", DETAILS, commitment.id))


def over(commitment: Commitment) -> Block:
    """How it came out: stands in a direct message where there was something to be done."""
    proposal, came_out = words.brief(commitment.terms.proposal, 150), escape(words.outcome(commitment))
    details = button("Details", DETAILS, commitment.id)
    return section(f"*{proposal}*\n{came_out}", accessory=details)


def undelivered(commitment: Commitment, trouble: Trouble) -> Message:
    """Cairn cannot post where the commitment lives: told to its owner, with what can be done about it."""
    left = (
        "Its outcome is kept."
        if commitment.state.is_final
        else "Positions still count. You can also cancel it."
    )
    text = (
        f"I can't post in {link_channel(commitment.terms.channel)}, where you proposed "
        f"{words.head(commitment)}. {explained(trouble)} {left}"
    )
    return _to_manage(f"I can't post: {words.title(commitment)}", text, commitment)


def parked(commitment: Commitment) -> Message:
    """Something that was due failed again and again: told to the owner."""
    text = (
        f"Something that was due for {words.head(commitment)} failed several times and I stopped trying. "
        "No position is lost. Tell whoever runs Cairn, or close it yourself."
    )
    return _to_manage(f"Something failed: {words.title(commitment)}", text, commitment)


def handed_over(commitment: Commitment) -> Message:
    """Somebody else's proposal is yours now."""
    return _yours(commitment, "Handed over to you", "is yours now")


def shared(commitment: Commitment) -> Message:
    """Somebody is a co-owner now."""
    return _yours(commitment, "Shared with you", "is yours, too")


def inherited(commitment: Commitment) -> Message:
    """The owner has left, and somebody else owns it now."""
    return _yours(commitment, "Yours now", "is yours now: its owner has left")


def _yours(commitment: Commitment, title: str, told: str) -> Message:
    stands = f"{words.participation(commitment)}."
    if commitment.state is State.OPEN:
        stands = f"It {when(commitment.terms.closes_at, 'closes')}; {stands}"
    text = f"{words.head(commitment)} {told}. {stands}"
    return _to_manage(f"{title}: {words.title(commitment)}", text, commitment)


def _to_manage(title: str, text: str, commitment: Commitment) -> Message:
    return _about(title, text, button("Manage", MANAGE, commitment.id))


def _about(title: str, text: str, step: Block) -> Message:
    return Message(title, [*sections(text), actions("about", [step])])


def awaited(found: Sequence[Seen], person: Person) -> Message | None:
    """Everything about commitments that waits for one person; None where nothing does."""
    waits = awaiting(found, person)
    if not waits:
        return None
    head = f"{count(len(waits), 'proposal waits', 'proposals wait')} for you"
    return Message(head, [section(f"*{head}*"), *listed(waits, person, MOST_AWAITED)])
