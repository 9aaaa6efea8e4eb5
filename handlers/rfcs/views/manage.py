"""Manage: a modal made for whoever clicked, with only the acts they may do."""

from dataclasses import dataclass
from typing import Any

from handlers.blocks import actions, button, confirm, context, modal, section
from handlers.replies import Block, View
from handlers.rfcs.views import words
from handlers.rfcs.views.shown import Shown
from rituals.rfcs.model import State

MANAGE = "rfc.manage"
"""The click that opens Manage; with a part, the form of that name. Its value is the RFC's number."""


@dataclass(frozen=True, slots=True)
class Powers:
    """What a person is to an RFC."""

    owns: bool = False
    decides: bool = False
    is_admin: bool = False
    is_heir: bool = False  # The author has left, and this person may take over.


def manage_modal(shown: Shown, powers: Powers) -> View:
    """What this person may do with the RFC now."""
    rfc = shown.rfc
    blocks: list[Block] = [section(words.headline(rfc)), context(words.state(rfc))]
    number = str(rfc.number)
    steps = [] if rfc.state.is_final else _steps(shown, powers, number)
    if powers.is_heir and not powers.owns and not rfc.state.is_final:
        steps.append(button("Take over", "rfc.take_over", number, confirm=_TAKE_OVER))
    if rfc.state.is_final:
        blocks.append(
            section(f"{rfc.name} has ended. To change what it says, write another one that takes its place.")
        )
        steps = _replacing(powers, number) if rfc.state is State.ACCEPTED else []
    if steps:
        blocks.append(actions("manage", steps))
    elif not rfc.state.is_final:
        who = words.people_named(tuple(dict.fromkeys((*rfc.owners, rfc.terms.decider))), "or")
        blocks.append(
            section(f"Only {who} can change it. Ask them, or say in the thread what should change.")
        )
    return modal("Manage", blocks)


def _steps(shown: Shown, powers: Powers, number: str) -> list[dict[str, Any]]:
    rfc = shown.rfc
    steps: list[dict[str, Any]] = []
    if powers.owns and rfc.state.is_under_review:
        steps.append(button("Edit", "rfc.edit", number))
        steps.append(_form("Add reviewers", "add_reviewers", number))
        if shown.reviewers:
            steps.append(_form("Remove reviewers", "remove_reviewers", number))
    if powers.owns and rfc.state is State.REVIEW:
        steps.append(_form("How it is accepted", "accepting", number))
    if powers.owns and rfc.state is State.POSTPONED:
        steps.append(button("Take it up again", "rfc.take_up", number, confirm=_TAKE_UP))
    if powers.owns:
        steps.append(_form("Affected channels", "pointers", number))
        steps.append(_form("Co-authors", "co_owners", number))
        steps.append(_form("Name the decider", "decider", number))
        steps.append(_form("Hand over", "hand_over", number))
    if powers.decides and rfc.state is not State.POSTPONED:
        steps.append(_form("Postpone", "postpone", number))
    if powers.decides:
        steps.append(_form("Reject", "reject", number, style="danger"))
    if powers.owns or powers.is_admin:
        steps.append(_form("Withdraw", "withdraw", number, style="danger"))
    return steps


def _replacing(powers: Powers, number: str) -> list[dict[str, Any]]:
    """Which other one takes its place is said by whoever decides about it; whose place it takes, by its authors."""
    steps = []
    if powers.decides:
        steps.append(_form("Superseded by another", "superseded", number))
    if powers.owns:
        steps.append(_form("It takes the place of another", "supersedes", number))
    return steps


def _form(label: str, name: str, number: str, **more: Any) -> dict[str, Any]:
    return button(label, f"{MANAGE}/{name}", number, **more)


_TAKE_OVER = confirm(
    "Take this over?", "Its author has left. You can then edit, withdraw or hand it over.", "Take over"
)
_TAKE_UP = confirm(
    "Take it up again?", "It is under review again. Positions and concerns stand as they were.", "Take it up"
)
