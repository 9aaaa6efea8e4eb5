"""Decisions on Home: what waits for this person first, then what they own, then what else is open."""

from collections.abc import Sequence

from handlers.blocks import actions, button, context, divider, escape, section, shorten, when
from handlers.decisions.views import words
from handlers.replies import Block
from rituals.decisions.model import Decision, Seat, State
from rituals.ids import Person

MOST_SHOWN = 25


def home(found: Sequence[tuple[Decision, Seat]], person: Person) -> list[Block]:
    """The part of Home that decisions have; `found` are those under way that the person sees."""
    waiting = [one for one, seat in found if one.state is State.OPEN and seat.asked and not seat.has_answered]
    mine = [one for one, _ in found if one.owner == person and one not in waiting]
    others = [one for one, _ in found if one not in waiting and one not in mine]
    blocks: list[Block] = [
        *_part("Waiting for you", waiting, ("Vote", "decision.vote")),
        *_part("Yours", mine, ("Manage", "decision.manage")),
        *_part("Also open", others, ("Details", "decision.details")),
    ]
    if not found:
        blocks.append(section("No decision is open. When your team has a choice to make, start one here."))
    start = button("Start a decision", "decision.start", style="primary")
    return [*blocks, actions("start", [start]), context("Or type `/decide` in the channel that it is about.")]


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
    return f"{words.participation(decision)} · {when(decision.terms.closes_at, 'closes')}"
