"""Decisions on Home: what waits for this person first, then what they own, then what else is open."""

from collections.abc import Sequence

from handlers.blocks import actions, button, confirm, context, divider, escape, section, shorten, when
from handlers.decisions.views import words
from handlers.decisions.views.ending import WRITE, who_decides
from handlers.replies import Block
from rituals.decisions.model import Decision, Seat, State
from rituals.decisions.outcome import owes
from rituals.ids import DraftId, Person

MOST_SHOWN, MOST_DRAFTS = 25, 5


def home(
    found: Sequence[tuple[Decision, Seat]], drafts: Sequence[tuple[DraftId, str]], person: Person
) -> list[Block]:
    """The part of Home that decisions have.

    `found` are those under way that the person sees, those that close first come first; `drafts` have a question,
    or '' where none was typed yet.
    """
    outcomes = [one for one, _ in found if owes(one, person)]
    found = [each for each in found if each[0] not in outcomes]
    waiting = [one for one, seat in found if one.state is State.OPEN and seat.asked and not seat.has_answered]
    rest = [one for one, seat in found if one.state is not State.OPEN or not seat.asked or seat.has_answered]
    blocks: list[Block] = [
        *_part("Waiting for you to decide", outcomes, ("Write the outcome", WRITE)),
        *_part("Waiting for you", waiting, ("Vote", "decision.vote")),
        *_part("Yours", [one for one in rest if person in one.owners], ("Manage", "decision.manage")),
        *_drafts(drafts),
        *_part(
            "Also open", [one for one in rest if person not in one.owners], ("Details", "decision.details")
        ),
    ]
    if not found and not outcomes:
        blocks.append(section("No decision is open. When your team has a choice to make, start one here."))
    start = button("Start a decision", "decision.start", style="primary")
    return [*blocks, actions("start", [start]), context("Or type `/decide` in the channel that it is about.")]


def _drafts(drafts: Sequence[tuple[DraftId, str]]) -> list[Block]:
    if not drafts:
        return []
    blocks: list[Block] = [section("*Your drafts*")]
    for draft, question in drafts[:MOST_DRAFTS]:
        sure = confirm("Throw this draft away?", "What you typed in it is deleted.", "Throw away", "Keep it")
        steps = [
            button("Continue", "decision.resume", draft),
            button("Throw away", "decision.throw_away", draft, confirm=sure),
        ]
        asked = question.strip()
        blocks += [
            section(f"*{escape(shorten(asked, 150))}*" if asked else "_No question yet_"),
            actions(f"draft {draft}", steps),
        ]
    left = len(drafts) - MOST_DRAFTS
    more = f"{left} older: they show once these are done. " if left > 0 else ""
    return [*blocks, context(f"{more}Only you see drafts. They are kept for seven days."), divider()]


def _part(title: str, decisions: Sequence[Decision], step: tuple[str, str]) -> list[Block]:
    if not decisions:
        return []
    lines = [
        section(
            f"*{escape(shorten(one.terms.question, 150))}*\n{_standing(one)}",
            accessory=button(*step, one.id),
        )
        for one in decisions[:MOST_SHOWN]
    ]
    more = (
        [context(f"{len(decisions) - MOST_SHOWN} more: `/decide list`")]
        if len(decisions) > MOST_SHOWN
        else []
    )
    return [section(f"*{title}*"), *lines, *more, divider()]


def _standing(decision: Decision) -> str:
    if decision.state is State.STALLED:
        return f"{words.participation(decision)} · too few; it waits for its owner"
    if decision.state is State.SUGGESTING and decision.terms.suggest_until:
        return f"options can be suggested {when(decision.terms.suggest_until, 'until')}"
    if decision.state is State.COUNTING:
        return f"{words.participation(decision)} · closed, the votes are being counted"
    if decision.state is State.AWAITING:
        return f"{escape(shorten(words.outcome(decision), 200))} · {who_decides(decision)}"
    return f"{words.participation(decision)} · {when(decision.terms.closes_at, 'closes')}"
