"""Messages about decisions that come by themselves: in the thread, and to one person."""

from collections.abc import Sequence

from handlers.blocks import (
    actions,
    button,
    context,
    count,
    escape,
    link_channel,
    mention,
    section,
    sections,
    shorten,
    when,
)
from handlers.decisions.views import words
from handlers.decisions.views.outcome import decided, kept, waiting
from handlers.decisions.views.receipt import what_counts
from handlers.decisions.views.why import why_blocks
from handlers.failures import Trouble, explained
from handlers.replies import Block, Message
from rituals.deadlines import Move
from rituals.decisions.model import Ballot, Decision, State
from rituals.decisions.terms import Secrecy
from storage.history import Entry

MOST_AWAITED = 15
OUTCOME_SHOWN = 500


def ended(decision: Decision, record: int | None = None) -> Message:
    """The end, told in the thread, with the reasoning; `record` is the number of what was kept."""
    if decision.outcome is not None:
        return decided(decision, decision.outcome, record)
    head = escape(shorten(words.outcome(decision), OUTCOME_SHOWN))
    blocks = [section(f"*{head}*"), *why_blocks(decision), *kept(decision, record)]
    return Message(f"{words.title(decision)}: {words.outcome_in_short(decision)}", blocks)


def moved(decision: Decision, move: Entry | None = None) -> Message:
    """The deadline was moved, told in the thread, with the reason if one was given."""
    by = mention(move.person if move and move.person else decision.owner)
    reason = Move.read(move.detail).reason if move else ""
    text = f"{by} moved the deadline: it {when(decision.terms.closes_at, 'closes')}."
    told = f"{text}\n{escape(reason)}" if reason else text
    return Message(text, [section(told)])


def stalled(decision: Decision) -> Message:
    """Too few have voted: told to the owner, who decides how to go on."""
    needed = decision.needed
    how = (
        "close it without a decision"
        if decision.extended
        else "extend it once, or close it without a decision"
    )
    text = (
        f"Voting on *{escape(decision.terms.question)}* has ended, but too few took part: "
        f"{words.participation(decision)} and {needed} are needed. You can {how}. "
        "If nobody does anything for 30 days, it ends without a decision."
    )
    return Message(
        f"Too few voted: {words.title(decision)}",
        [
            section(text),
            actions("stalled", [button("Manage", "decision.manage", decision.id, style="primary")]),
        ],
    )


def amended(decision: Decision, ballot: Ballot) -> Message:
    """The question has changed since this person answered."""
    text = (
        f"*{escape(decision.terms.question)}* was amended since you voted: "
        f"{escape(shorten(decision.change, 1000))}.\n{_vote_so_far(decision, ballot)}; does it still hold?"
    )
    return Message(
        f"Amended since you voted: {words.title(decision)}",
        [
            *sections(text),
            actions(
                "amended",
                [
                    button("Keep my vote", "decision.keep", words.as_shown(decision), style="primary"),
                    button("Change it", "decision.vote", decision.id),
                ],
            ),
        ],
    )


def asked(decision: Decision) -> Message:
    """Somebody was added to those who are asked."""
    text = (
        f"{mention(decision.owner)} asks you, too: *{escape(decision.terms.question)}*\n"
        f"In {link_channel(decision.terms.channel)} · {when(decision.terms.closes_at, 'closes')}"
    )
    steps = [
        button("Vote", "decision.vote", decision.id, style="primary"),
        button("Details", "decision.details", decision.id),
    ]
    return Message(f"You are asked: {words.title(decision)}", [section(text), actions("asked", steps)])


def _vote_so_far(decision: Decision, ballot: Ballot) -> str:
    if decision.terms.secrecy is not Secrecy.OPEN:
        return "Your vote counts"  # Slack keeps this message; what is hidden is not for those who can read it there.
    return f"{what_counts(decision.terms, ballot.answer or ())}. It counts"


def over(decision: Decision) -> Block:
    """How it came out: stands in a direct message where there was something to be done."""
    question = escape(shorten(decision.terms.question, 150))
    came_out = escape(shorten(words.outcome(decision), OUTCOME_SHOWN))
    details = button("Details", "decision.details", decision.id)
    return section(f"*{question}*\n{came_out}", accessory=details)


def undelivered(decision: Decision, trouble: Trouble) -> Message:
    """Cairn cannot post where the decision lives: told to its owner, with what can be done about it."""
    left = "Its outcome is kept." if decision.state.is_final else "Votes still count. You can also cancel it."
    text = (
        f"I can't post in {link_channel(decision.terms.channel)}, where you asked "
        f"*{escape(decision.terms.question)}*. {explained(trouble)} {left}"
    )
    return Message(
        f"I can't post: {words.title(decision)}",
        [section(text), actions("undelivered", [button("Manage", "decision.manage", decision.id)])],
    )


def parked(decision: Decision) -> Message:
    """Something that was due failed again and again: told to the owner."""
    text = (
        f"Something that was due for *{escape(decision.terms.question)}* failed several times and I stopped trying. "
        "No vote is lost. Tell whoever runs Cairn, or close the decision yourself."
    )
    return Message(
        f"Something failed: {words.title(decision)}",
        [section(text), actions("parked", [button("Manage", "decision.manage", decision.id)])],
    )


def unreadable(decision: Decision) -> Message:
    """Sealed votes cannot be opened to be counted: told to the owner."""
    text = (
        f"The votes on *{escape(decision.terms.question)}* are sealed and I can't open them: the server's key is not the "
        "one that sealed them. No vote is lost. Ask whoever runs Cairn to give me the former key again, then press "
        "*Count again* under Manage."
    )
    return Message(
        f"The votes can't be opened: {words.title(decision)}",
        [section(text), actions("parked", [button("Manage", "decision.manage", decision.id)])],
    )


def handed_over(decision: Decision) -> Message:
    """Somebody else's decision is yours now."""
    return _yours(decision, "Handed over to you", "is yours now")


def shared(decision: Decision) -> Message:
    """Somebody is a co-owner now."""
    return _yours(decision, "Shared with you", "is yours, too")


def inherited(decision: Decision) -> Message:
    """The owner has left, and somebody else owns it now."""
    return _yours(decision, "Yours now", "is yours now: its owner has left")


def _yours(decision: Decision, title: str, told: str) -> Message:
    text = f"*{escape(decision.terms.question)}* {told}. {_stands(decision)}"
    return Message(
        f"{title}: {words.title(decision)}",
        [section(text), actions("yours", [button("Manage", "decision.manage", decision.id)])],
    )


def _stands(decision: Decision) -> str:
    if decision.state is State.OPEN:
        return f"It {when(decision.terms.closes_at, 'closes')}; {words.participation(decision)}."
    if decision.state is State.SUGGESTING:
        return "Options are being suggested."
    return f"Voting has ended: {words.participation(decision)}."


def awaited(votes: Sequence[Decision], outcomes: Sequence[Decision]) -> Message | None:
    """Everything about decisions that waits for one person; None where nothing does."""
    parts = [reminder(votes)] if votes else []
    if outcomes:
        head = f"{count(len(outcomes), 'outcome waits', 'outcomes wait')} for you to write"
        parts.insert(0, Message(head, [section(f"*{head}*"), *waiting(outcomes, MOST_AWAITED)]))
    if not parts:
        return None
    return Message(
        " · ".join(part.text for part in parts), [block for part in parts for block in part.blocks]
    )


def reminder(awaited: Sequence[Decision]) -> Message:
    """Everything that waits for one person's vote."""
    head = f"{count(len(awaited), 'decision waits', 'decisions wait')} for your vote"
    waiting = [
        section(
            f"{escape(shorten(decision.terms.question, 100))}\n{when(decision.terms.closes_at, 'closes')}",
            accessory=button("Vote", "decision.vote", decision.id),
        )
        for decision in awaited[:MOST_AWAITED]
    ]
    blocks = [section(f"*{head}*"), *waiting]
    if len(awaited) > MOST_AWAITED:
        blocks.append(context("These close first. Type `/decide list` for more."))
    return Message(head, blocks)
