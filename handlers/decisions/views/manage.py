"""Manage: a modal made for whoever clicked, with only the acts they may do."""

from dataclasses import dataclass
from datetime import datetime

from handlers import manage_forms
from handlers.blocks import actions, button, confirm, context, escape, modal, section, when
from handlers.decisions.views import words
from handlers.decisions.views.ending import AGAIN, write_button
from handlers.form_fields import typed_deadline
from handlers.inputs import chosen_moment, field, typed
from handlers.replies import Block, View
from rituals.decisions.amending import mark_of
from rituals.decisions.model import Decision, State
from rituals.decisions.terms import Hint
from rituals.electorate import Voters


@dataclass(frozen=True, slots=True)
class Powers:
    """What a person is to a decision."""

    owns: bool = False
    is_admin: bool = False
    is_heir: bool = False  # The owner has left, and this person may take over.
    writes: bool = False  # The outcome is theirs to write now.


def manage_modal(decision: Decision, powers: Powers, record: int | None = None) -> View:
    """What this person may do with the decision now; `record` is the number of what it left."""
    blocks: list[Block] = [section(f"*{escape(decision.terms.question)}*"), context(_state(decision))]
    buttons = []
    if not decision.state.is_final:
        if powers.writes:
            buttons.append(write_button(decision))
        if powers.owns:
            buttons += _owner_buttons(decision)
        if powers.owns or powers.is_admin:
            buttons.append(button("Cancel it", "decision.manage/cancel", decision.id, style="danger"))
        if powers.is_heir and not powers.owns:
            buttons.append(
                button("Take over", "decision.take_over", decision.id, confirm=manage_forms.TAKE_OVER)
            )
    if decision.state.is_final:
        again = "open a new round" if record else "open a new decision"
        blocks.append(section(f"It has ended, and its result never changes. To think again, {again}."))
        buttons += [button("New round", AGAIN, str(record))] if record else []
    if buttons:
        blocks.append(actions("manage", buttons))
    elif not decision.state.is_final:
        owners = words.people_named(decision.owners, "or")
        blocks.append(section(f"Only {owners} can change it. Ask them, or ask them to hand it over."))
    return modal("Manage", blocks)


def _owner_buttons(decision: Decision) -> list[dict[str, object]]:
    buttons = []
    if decision.state is State.SUGGESTING:
        buttons.append(button("Open the vote", "decision.open_vote", decision.id, confirm=_OPEN_VOTE))
    if decision.state in (State.SUGGESTING, State.OPEN):
        buttons.append(button("Amend", "decision.manage/amend", decision.id))
    if decision.state in (State.SUGGESTING, State.OPEN) or (
        decision.state is State.STALLED and not decision.extended
    ):
        buttons.append(button("Extend", "decision.manage/extend", decision.id))
    if decision.state is State.OPEN and decision.terms.voters is not Voters.ANYONE:
        buttons.append(button("Add people", "decision.manage/add_people", decision.id))
    if decision.state in (State.OPEN, State.STALLED):
        buttons.append(button(*_close_button(decision), confirm=_close_confirm(decision)))
    if decision.state is State.COUNTING:
        buttons.append(button("Count again", "decision.close", decision.id))
    buttons.append(button("Co-owners", "decision.manage/co_owners", decision.id))
    buttons.append(button("Hand over", "decision.manage/hand_over", decision.id))
    return buttons


def _close_button(decision: Decision) -> tuple[str, str, str]:
    label = (
        "Close now" if decision.quorum_met and decision.state is State.OPEN else "Close without a decision"
    )
    return label, "decision.close", decision.id


def _close_confirm(decision: Decision) -> dict[str, object]:
    if decision.state is State.OPEN and decision.quorum_met:
        return confirm(
            "Close the vote now?",
            f"{words.participation(decision)}. The votes are counted and the result is announced. "
            "It can't be reopened.",
            "Close and count",
        )
    return confirm(
        "Close without a decision?",
        f"{words.participation(decision)}, fewer than the quorum. No totals are shown. It can't be reopened.",
        "Close",
    )


_OPEN_VOTE = confirm(
    "Open the vote now?", "No more options can be suggested. You can still add some under Amend.", "Open it"
)


def amend_modal(decision: Decision) -> View:
    """The wording, to be changed."""
    terms = decision.terms
    note = (
        "People have voted already. They are asked to look again, and their votes count meanwhile."
        if decision.answered
        else "Nobody has voted yet: change what you like."
    )
    return manage_forms.form(
        decision.ref,
        "amend",
        ("Amend", "Amend"),
        [
            context(note),
            field("Question", typed("question", terms.question)),
            field("Context", typed("context", terms.context, lines=True), optional=True),
            field(
                "Options",
                typed("options", "\n".join(option.text for option in terms.named), lines=True),
                optional=decision.state is State.SUGGESTING,
                hint="One a line. A line that you reword stays the same option; lines that you add are new ones.",
            ),
        ],
        mark_of(terms),
    )


def extend_modal(decision: Decision, suggested: datetime) -> View:
    """Another deadline, of the vote or of suggestions before it."""
    terms = decision.terms
    now = f"It {when(terms.closes_at, 'closes')} now. If you bring it forward, the card says so."
    if decision.state is State.STALLED:
        now = f"{when(decision.closed_at or terms.closes_at, 'Voting ended')}. Another deadline opens it again, once."
    if decision.state is State.SUGGESTING and terms.suggest_until:
        now = f"Options can be suggested {when(terms.suggest_until, 'until')}. The vote closes as much later."
    return manage_forms.form(
        decision.ref,
        "extend",
        ("Extend", "Move deadline"),
        [
            context(now),
            field(
                "Until" if decision.state is State.SUGGESTING else "Closes",
                chosen_moment("closes_picked", suggested),
                optional=True,
            ),
            typed_deadline(),
            _reason(decision),
        ],
    )


def _reason(decision: Decision) -> Block:
    """Why another deadline: asked for where more time needs a reason."""
    element = typed("reason", lines=True, placeholder="What will be different by then?")
    needs = Hint.PARALYSIS in decision.terms.hints
    may_be_earlier = needs and decision.state is not State.STALLED
    hint = "Shown on the card. An earlier time needs no reason." if may_be_earlier else "Shown on the card."
    return field("Why is more time needed?", element, hint=hint, optional=True)


def cancel_modal(decision: Decision) -> View:
    """The reason for calling it off."""
    told = "The vote ends without a count and can't be reopened."
    return manage_forms.cancel(decision.ref, told, "Cancel decision")


def add_people_modal(decision: Decision) -> View:
    """More people to ask."""
    return manage_forms.add_people(decision.ref)


def hand_over_modal(decision: Decision) -> View:
    """Somebody else to own it."""
    return manage_forms.hand_over(decision.ref, "vote")


def co_owners_modal(decision: Decision) -> View:
    """Those who own it together with its owner."""
    return manage_forms.co_owners(decision.ref, decision.owner, decision.co_owners)


def _state(decision: Decision) -> str:
    if decision.state is State.OPEN:
        return f"{words.participation(decision)} · {when(decision.terms.closes_at, 'closes')}"
    if decision.state is State.STALLED:
        return f"{words.participation(decision)} · too few"
    if decision.state is State.SUGGESTING and decision.terms.suggest_until:
        return f"Options can be suggested {when(decision.terms.suggest_until, 'until')}"
    return escape(words.outcome(decision)) or words.participation(decision)
