"""Looking closer: history, what is under way, help."""

from collections.abc import Sequence
from datetime import UTC, datetime

from handlers.blocks import button, context, count, escape, mention, modal, section, sections, shorten, when
from handlers.commitments.views import words
from handlers.commitments.views.home import Seen, next_step, standing_of
from handlers.help import near_miss
from handlers.replies import Block, Message, View
from rituals.commitments.model import Commitment
from rituals.ids import Person
from storage.history import Entry

MOST_NAMED = 50
ACTS = {
    "opened": "{who} proposed it",
    "took": "{who} took a position",
    "changed": "{who} changed their position",
    "kept": "{who} kept their position",
    "withdrew": "{who} withdrew their position",
    "extended": "{who} moved the deadline to {detail}",
    "shortened": "{who} brought the deadline forward to {detail}",
    "amended": "{who} amended it",
    "added": "{who} added {detail}",
    "handed over": "{who} handed it over to {detail}",
    "shared": "{who} made {detail} co-owners",
    "unshared": "{who} left it without co-owners",
    "named decider": "{who} named {detail} to decide",
    "inherited": "{who} owns it now, as {detail} has left",
    "took over": "{who} took it over",
    "left": "{who} left before taking a position and is no longer counted",
    "came back": "{who} came back and is counted again",
    "stalled": "The deadline came, and nobody stood for it or against it",
    "revealed": "Positions were shown",
    "no_decision": "It ended without a decision",
    "cancelled": "{who} cancelled it",
    "decided": "It was decided",
}


def history_modal(commitment: Commitment, entries: Sequence[Entry], took_part: Sequence[Person]) -> View:
    """What was done, latest first; and, while that is hidden, who took part, in the order of names."""
    lines = [f"{when(entry.happened_at)}  {_act(entry)}" for entry in entries]
    blocks: list[Block] = [section(words.head(commitment)), *sections("\n".join(lines))]
    if took_part:
        more = commitment.answered - min(len(took_part), MOST_NAMED)
        named = ", ".join(map(mention, took_part[:MOST_NAMED])) + (f" and {more:,} more" if more > 0 else "")
        blocks.append(section(f"*Took part:* {named}"))
    return modal("History", blocks)


def _act(entry: Entry) -> str:
    who = mention(entry.person) if entry.person else "The clock"
    detail = entry.detail
    reason = detail if entry.act in ("amended", "cancelled", "dropped") else ""
    if entry.act in ("extended", "shortened"):
        stamp, _, reason = detail.partition(" ")
        detail = when(datetime.fromtimestamp(int(stamp), UTC))
    elif entry.act in ("handed over", "added", "shared", "inherited", "named decider"):
        detail = ", ".join(mention(person) for person in detail.split())
    known = ACTS.get(entry.act, entry.act).format(who=who, detail=detail)
    return f"{known}: {escape(shorten(reason, 200))}" if reason else known


def open_list(found: Sequence[Seen], most: int, reader: Person) -> Message:
    """Commitments under way that the reader sees, those that close first first."""
    if not found:
        return Message("Nothing is proposed now. Propose something with /commit.")
    number = count(len(found), "commitment")
    head = f"*{number} under way*" if len(found) < most else f"*The {most} that close first*"
    lines = [
        section(
            f"*{escape(shorten(one.commitment.terms.proposal, 80))}*\n{standing_of(one, reader)}",
            accessory=button(*next_step(one, reader)),
        )
        for one in found
    ]
    return Message(f"{number} under way", [section(head), *lines])


def did_you_mean(word: str, meant: str) -> Message:
    """A single word that is nearly a command."""
    yes = button(f"Yes, {meant}", f"commitment.{meant}", "yes", style="primary")
    return near_miss(f"/commit {meant}", yes, button("No, propose this", "commitment.propose", word))


def help_message() -> Message:
    """What /commit can do."""
    return Message(
        "How to commit with Cairn",
        [
            section("*Take a position, then commit, with* `/commit`"),
            section(
                "`/commit` opens a form.\n"
                "`/commit Move the queue to NATS` opens it with the proposal filled in.\n"
                "`/commit list` shows what is under way.\n"
                "`/commit help` shows this."
            ),
            section(
                "Everybody says where they stand, and nobody sees it until all are in or the deadline has come. "
                "Whoever disagrees says what they expect to see, so that it can be looked at again.\n"
                "On the card: ⋯ for *Details*, *History*, *Why?* and *Manage*."
            ),
            context("Times are typed as one says them: 2d, fri 17:00, tomorrow 9am, 2026-12-01."),
        ],
    )
