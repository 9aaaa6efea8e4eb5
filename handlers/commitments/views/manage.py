"""Manage: a modal made for whoever clicked, with only the acts they may do."""

from dataclasses import dataclass

from handlers.blocks import actions, button, confirm, context, escape, modal, section, when
from handlers.commitments.views import words
from handlers.commitments.views.next_steps import CLOSE, RULE, WORK, as_closed, close_button
from handlers.manage_forms import TAKE_OVER
from handlers.replies import Block, View
from rituals.commitments.model import Commitment, State

AMENDABLE = State.OPEN, State.REVEALED, State.WORKING


@dataclass(frozen=True, slots=True)
class Powers:
    """What a person is to a commitment."""

    owns: bool = False
    is_admin: bool = False
    is_heir: bool = False  # The owner has left, and this person may take over.
    rules: bool = False  # They decide now what becomes of it.


def manage_modal(commitment: Commitment, powers: Powers) -> View:
    """What this person may do with the commitment now."""
    blocks: list[Block] = [section(words.head(commitment)), context(_state(commitment))]
    if commitment.state.is_final:
        blocks.append(
            section("It has ended, and does not change any more. To think again, propose anew: `/commit`.")
        )
        return modal("Manage", blocks)
    buttons: list[Block] = []
    if powers.rules:
        buttons.append(button("Decide", RULE, commitment.id, style="primary"))
    if powers.owns:
        buttons += _owner_buttons(commitment)
    if (powers.owns or powers.is_admin) and commitment.state is not State.CONFIRMING:
        buttons.append(button("Cancel it", "commitment.manage/cancel", commitment.id, style="danger"))
    if powers.is_heir and not powers.owns:
        buttons.append(button("Take over", "commitment.take_over", commitment.id, confirm=TAKE_OVER))
    if buttons:
        blocks.append(actions("manage", buttons))
    else:
        owners = words.people_named(commitment.owners, "or")
        blocks.append(section(f"Only {owners} can change it. Ask them, or ask them to hand it over."))
    return modal("Manage", blocks)


def _owner_buttons(commitment: Commitment) -> list[Block]:
    state = commitment.state
    buttons: list[Block] = []
    if state is State.REVEALED:
        buttons.append(button("Work through it", WORK, commitment.id, style="primary"))
    if state in AMENDABLE:
        buttons.append(_form_button("Amend", "amend", commitment))
    if state in (State.OPEN, State.WORKING) or (state is State.STALLED and not commitment.extended):
        buttons.append(_form_button("Move deadline", "extend", commitment))
    if state in AMENDABLE:
        buttons.append(_form_button("Add people", "add_people", commitment))
    if state in AMENDABLE:
        buttons.append(close_button(commitment))
    if state is State.STALLED:
        label = "Close without a decision"
        buttons.append(button(label, CLOSE, as_closed(commitment), confirm=_NO_DECISION))
    if state is not State.CONFIRMING:
        buttons.append(_form_button("Another decider", "decider", commitment))
    buttons += [
        _form_button("Co-owners", "co_owners", commitment),
        _form_button("Hand over", "hand_over", commitment),
    ]
    return buttons


def _form_button(label: str, name: str, commitment: Commitment) -> Block:
    return button(label, f"commitment.manage/{name}", commitment.id)


_NO_DECISION = confirm(
    "Close without a decision?", "Nobody stands for it or against it. It can't be reopened.", "Close it"
)


def _state(commitment: Commitment) -> str:
    if commitment.state.takes_positions:
        ends = commitment.ends_at
        return f"{words.participation(commitment)} · {when(ends, 'closes')}"
    return escape(words.outcome_in_short(commitment))
