"""Looking closer: history, what is under way, help."""

from collections.abc import Sequence

from handlers import chronicle
from handlers.blocks import button, context, count, modal, named, section, sections, when
from handlers.commitments.views import words
from handlers.commitments.views.home import Seen, next_step, standing_of
from handlers.commitments.views.position import own_position
from handlers.help import near_miss
from handlers.replies import Block, Message, View
from rituals.commitments.model import Commitment, State
from rituals.ids import Person
from rituals.positions import Position
from storage.history import Entry

MOST_NAMED = 50
ACTS = {
    **chronicle.COMMON,
    "opened": "{who} proposed it",
    "took": "{who} took a position",
    "changed": "{who} changed their position",
    "kept": "{who} kept their position",
    "withdrew": "{who} withdrew their position",
    "named decider": "{who} named {people} to decide",
    "left": "{who} left before taking a position and is no longer counted",
    "stalled": "The deadline came, and nobody stood for it or against it",
    "revealed": "Positions were shown",
    "working": "{who} began to work through the disagreement",
    "closed": "{who} closed it",
    "escalated": "It was blocked, and the decider was asked",
    "confirming": "It was carried, over disagreement",
    "decided": "It was decided",
    "dropped": "It was dropped",
    "wrote down": "{who} wrote down what came of a step: {words}",
    "went on": "{who} led on from a step: {words}",
    "skipped": "{who} skipped a step: {words}",
    "asked owners": "The owners were asked to name another decider",
    "ruled": "{who} decided",
    "proposed anew": "{who} proposed it anew",
    "destroyed": "The positions that were not shown were destroyed",
    "published": "{who} lets the team see what became of what they foresaw",
    "withheld": "{who} no longer lets the team see it",
}


def history_modal(commitment: Commitment, entries: Sequence[Entry], took_part: Sequence[Person]) -> View:
    """What was done, latest first; and, while that is hidden, who took part, in the order of names."""
    lines = [f"{when(entry.happened_at)}  {chronicle.in_words(entry, ACTS)}" for entry in entries]
    blocks: list[Block] = [section(words.head(commitment)), *sections("\n".join(lines))]
    if took_part:
        blocks.append(section(_took_part(commitment, took_part)))
    return modal("History", blocks)


def results(commitment: Commitment, own: Position | None, took_part: Sequence[Person]) -> Message:
    """What one person may see of it now: who took part, and their own position; when the rest is shown."""
    blocks = [
        section(f"{words.head(commitment)} – {words.participation(commitment)}"),
        *sections(own_position(own)),
        *([section(_took_part(commitment, took_part))] if took_part and commitment.is_hidden else []),
        context(f"{_when_shown(commitment)} Only you see this."),
    ]
    return Message(f"{words.title(commitment)}: {words.participation(commitment)}", blocks)


def _when_shown(commitment: Commitment) -> str:
    if commitment.state is State.OPEN:
        return "Who stands where is shown once all are in, or at the deadline. Until then nobody sees it."
    if not commitment.is_hidden:
        return "Who stands where is on the card."
    if commitment.state.is_final:
        return "Who stood where was shown to nobody, and was destroyed."
    return "Who stands where stays hidden."


def _took_part(commitment: Commitment, people: Sequence[Person]) -> str:
    """The first of those who took part, in the order of names."""
    return f"*Took part:* {named(people, commitment.answered, MOST_NAMED)}"


def open_list(found: Sequence[Seen], most: int, reader: Person) -> Message:
    """Commitments under way that the reader sees, those that close first first."""
    if not found:
        return Message("Nothing is proposed now. Propose something with /commit.")
    number = count(len(found), "commitment")
    head = f"*{number} under way*" if len(found) < most else f"*The {most} that close first*"
    lines = [
        section(
            f"*{words.brief(one[0].terms.proposal, 80)}*\n{standing_of(one, reader)}",
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
                "`/commit ledger` shows what you, and those whom you decided over, foresaw.\n"
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
