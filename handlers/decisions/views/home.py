"""Decisions on Home: what waits for this person, what they own, and what else is open."""

from collections.abc import Sequence

from handlers import home_parts
from handlers.blocks import actions, button, context, escape, section, shorten, when
from handlers.decisions.views import words
from handlers.decisions.views.ending import WRITE, who_goes_on, whose_call
from handlers.replies import Block
from rituals.decisions.model import Decision, Seat, State
from rituals.decisions.outcome import owes
from rituals.ids import DraftId, Person

MOST_SHOWN = 25


def waiting(found: Sequence[tuple[Decision, Seat]], person: Person) -> list[Block]:
    """What waits for this person of the decisions that they see.

    Outcomes to write come first, then those where too few voted, then votes; among each, those that close first.
    """
    outcomes = [one for one, _ in found if owes(one, person)]
    stalled = [one for one, _ in found if _has_stalled(one, person)]
    votes = [one for one, seat in found if _wants_vote(one, seat)]
    return [
        *_listed(outcomes, ("Write the outcome", WRITE), person),
        *_listed(stalled, ("Manage", "decision.manage"), person),
        *_listed(votes, ("Vote", "decision.vote"), person),
    ]


def home(
    found: Sequence[tuple[Decision, Seat]], drafts: Sequence[tuple[DraftId, str]], person: Person
) -> list[Block]:
    """The part of Home that decisions have, below what waits for the person.

    `found` are those under way that the person sees, those that close first come first; `drafts` have a question,
    or '' where none was typed yet.
    """
    rest = [one for one, seat in found if not _waits(one, seat, person)]
    yours = [one for one in rest if person in one.owners]
    others = [one for one in rest if person not in one.owners]
    blocks: list[Block] = [
        *home_parts.part("Your decisions", _listed(yours, ("Manage", "decision.manage"), person)),
        *home_parts.drafts("decision", ("Your drafts", "No question yet"), drafts),
        *home_parts.part("Also open", _listed(others, ("Details", "decision.details"), person)),
    ]
    if not found:
        blocks.append(section("No decision is open. When your team has a choice to make, start one here."))
    start = button("Start a decision", "decision.start", style="primary")
    return [*blocks, actions("start", [start]), context("Or type `/decide` in the channel that it is about.")]


def _waits(decision: Decision, seat: Seat, person: Person) -> bool:
    return owes(decision, person) or _has_stalled(decision, person) or _wants_vote(decision, seat)


def _has_stalled(decision: Decision, person: Person) -> bool:
    return decision.state is State.STALLED and person in decision.owners


def _wants_vote(decision: Decision, seat: Seat) -> bool:
    return decision.state is State.OPEN and seat.asked and not seat.has_answered


def _listed(decisions: Sequence[Decision], step: tuple[str, str], reader: Person) -> list[Block]:
    lines = [
        section(
            f"*{escape(shorten(one.terms.question, 150))}*\n{_standing(one, reader)}",
            accessory=button(*step, one.id),
        )
        for one in decisions[:MOST_SHOWN]
    ]
    return [*lines, *home_parts.left_out(len(decisions) - MOST_SHOWN, "/decide list")]


def _standing(decision: Decision, reader: Person) -> str:
    if decision.state is State.STALLED:
        return who_goes_on(decision, reader)
    if decision.state is State.SUGGESTING and decision.terms.suggest_until:
        return f"options can be suggested {when(decision.terms.suggest_until, 'until')}"
    if decision.state is State.COUNTING:
        return f"{words.participation(decision)} · closed, the votes are being counted"
    if decision.state is State.AWAITING:
        return f"{escape(shorten(words.outcome(decision), 200))} · {whose_call(decision, reader)}"
    return f"{words.participation(decision)} · {when(decision.terms.closes_at, 'closes')}"
