"""Looking closer: history, what is open, help."""

from collections.abc import Sequence
from dataclasses import replace

from handlers import chronicle
from handlers.blocks import (
    button,
    context,
    count,
    escape,
    modal,
    named,
    section,
    sections,
    shorten,
    when,
)
from handlers.decisions.views import words
from handlers.decisions.views.details import MOST_NAMED
from handlers.decisions.views.ending import WRITE, who_goes_on, whose_call
from handlers.help import near_miss
from handlers.replies import Block, Message, View
from rituals.decisions.model import Decision, Seat, State
from rituals.decisions.outcome import owes
from rituals.decisions.terms import Secrecy
from rituals.ids import Person
from storage.history import Entry

ACTS = {
    **chronicle.COMMON,
    "opened": "{who} opened it",
    "suggested": "{who} suggested an option: {words}",
    "moved suggestions": "{who} lets options be suggested until {moment}: {words}",
    "opened the vote": "{who} opened the vote",
    "voted": "{who} voted",
    "changed": "{who} changed their vote",
    "kept": "{who} kept their vote",
    "abstained": "{who} abstained",
    "withdrew": "{who} withdrew their vote",
    "awaiting_outcome": "The votes were counted, and the decider was asked",
    "asked owners": "The owners were asked to write the outcome",
    "wrote outcome": "{who} wrote the outcome",
    "asked anew": "{who} asked the same anew",
    "left": "{who} left before voting and is no longer counted",
    "stalled": "The deadline came and too few had voted",
    "counting": "{who} closed the vote",
    "decided": "The result was announced",
    "destroyed": "The sealed answers and their key were destroyed",
    "forgot": "What each person chose was deleted; the totals stay",
}


def history_modal(decision: Decision, entries: Sequence[Entry], took_part: Sequence[Person]) -> View:
    """What was done, latest first; where answers are hidden only the first of who took part, without times."""
    lines = [
        f"{when(entry.happened_at)}  {chronicle.in_words(_until_counted(decision, entry), ACTS)}"
        for entry in entries
    ]
    blocks: list[Block] = [section(f"*{escape(decision.terms.question)}*")]
    blocks += sections("\n".join(lines))
    if decision.terms.secrecy is not Secrecy.OPEN and took_part:
        blocks.append(section(f"*Took part:* {named(took_part, decision.answered, MOST_NAMED)}"))
    return modal("History", blocks)


def open_list(found: Sequence[tuple[Decision, Seat]], most: int, reader: Person) -> Message:
    """Decisions under way that the reader sees, those that close first first."""
    if not found:
        return Message("No decision is open. Start one with /decide.")
    head = (
        f"*{count(len(found), 'open decision')}*" if len(found) < most else f"*The {most} that close first*"
    )
    lines = [
        section(
            f"*{escape(shorten(decision.terms.question, 80))}*\n{_standing(decision, seat, reader)}",
            accessory=button(*_next_step(decision, seat, reader)),
        )
        for decision, seat in found
    ]
    return Message(f"{count(len(found), 'open decision')}", [section(head), *lines])


def did_you_mean(word: str, meant: str) -> Message:
    """A single word that is nearly a command."""
    yes = button(f"Yes, {meant}", f"decision.{meant}", "yes", style="primary")
    return near_miss(f"/decide {meant}", yes, button("No, ask this", "decision.ask", word))


def help_message() -> Message:
    """What /decide can do."""
    return Message(
        "How to decide with Cairn",
        [
            section("*Decide together with* `/decide`"),
            section(
                "`/decide` opens a form.\n"
                "`/decide Which queue? | Kafka | SQS | NATS` opens it filled in.\n"
                "`/decide list` shows what is open.\n"
                "`/decide help` shows this."
            ),
            section(
                "On any message: *More actions* → *Start decision from this*.\n"
                "On the card: ⋯ for *Details*, *History*, *Why?* and *Manage* (extend, amend, close, cancel)."
            ),
            context("Times are typed as one says them: 2d, fri 17:00, tomorrow 9am, 2026-12-01."),
        ],
    )


def _until_counted(decision: Decision, entry: Entry) -> Entry:
    """To abstain is an answer too, which those who have not voted, and nobody of a decider, may read before the count."""
    is_early = decision.result is None and entry.act == "abstained"
    return replace(entry, act="voted") if is_early else entry


def _standing(decision: Decision, seat: Seat, reader: Person) -> str:
    if decision.state is State.STALLED:
        return who_goes_on(decision, reader)
    if decision.state is State.COUNTING:
        return f"{words.participation(decision)} · being counted"
    if decision.state is State.SUGGESTING and decision.terms.suggest_until:
        return f"options can be suggested {when(decision.terms.suggest_until, 'until')}"
    if decision.state is State.AWAITING:
        return whose_call(decision, reader)
    yours = " · you voted" if seat.has_answered else " · *waiting for you*" if seat.asked else ""
    return f"{words.participation(decision)} · {when(decision.terms.closes_at, 'closes')}{yours}"


def _next_step(decision: Decision, seat: Seat, reader: Person) -> tuple[str, str, str]:
    if owes(decision, reader):
        return "Write the outcome", WRITE, decision.id
    if decision.state is State.STALLED and reader in decision.owners:
        return "Manage", "decision.manage", decision.id
    if decision.state is State.OPEN and seat.asked:
        return "Change vote" if seat.has_answered else "Vote", "decision.vote", decision.id
    if decision.state is State.SUGGESTING and seat.asked:
        return "Suggest an option", "decision.suggest", decision.id
    return "Details", "decision.details", decision.id
