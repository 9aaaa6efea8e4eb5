"""The forms behind Manage."""

from datetime import datetime

from handlers import manage_forms
from handlers.blocks import context, mention, section, when
from handlers.commitments.views.form_fields import worded
from handlers.form_fields import typed_deadline
from handlers.inputs import chosen_moment, chosen_person, field, typed
from handlers.replies import View
from rituals.commitments.model import Commitment, State


def amend_modal(commitment: Commitment, mark: str) -> View:
    """The wording, to be changed; `mark` tells which wording this is."""
    note = (
        "People have taken positions already. They are asked to look again, and theirs count meanwhile."
        if commitment.answered
        else "Nobody has taken a position yet: change what you like."
    )
    blocks = [context(note), *worded(commitment.terms)]
    return manage_forms.form(commitment.ref, "amend", ("Amend", "Amend"), blocks, mark)


def extend_modal(commitment: Commitment, suggested: datetime) -> View:
    """Another deadline, of what is under way now."""
    now = f"It {when(commitment.ends_at, 'closes')} now. If you bring it forward, the card says so."
    if commitment.state is State.STALLED:
        now = f"{when(commitment.terms.closes_at, 'It ended')}. Another deadline opens it again, once."
    return manage_forms.form(
        commitment.ref,
        "extend",
        ("Move deadline", "Move it"),
        [
            context(now),
            field("Closes", chosen_moment("closes_picked", suggested), optional=True),
            typed_deadline(),
            field(
                "Reason",
                typed("reason", lines=True),
                hint="Shown on the card. More time needs one.",
                optional=True,
            ),
        ],
    )


def cancel_modal(commitment: Commitment) -> View:
    """The reason for calling it off."""
    told = "It ends without a decision and can't be reopened."
    return manage_forms.cancel(commitment.ref, told, "Cancel it")


def add_people_modal(commitment: Commitment) -> View:
    """More people to ask."""
    return manage_forms.add_people(commitment.ref)


def hand_over_modal(commitment: Commitment) -> View:
    """Somebody else to own it."""
    return manage_forms.hand_over(commitment.ref, "position")


def decider_modal(commitment: Commitment) -> View:
    """Somebody else to decide."""
    told = f"{mention(commitment.terms.decider)} decides now. The card and the history show the change, and both are told."
    decider = field("Decider", chosen_person("to"), hint="It may be you.")
    labels = "Another decider", "Name decider"
    return manage_forms.form(commitment.ref, "decider", labels, [section(told), decider])


def co_owners_modal(commitment: Commitment) -> View:
    """Those who own it together with its owner."""
    return manage_forms.co_owners(commitment.ref, commitment.owner, commitment.co_owners)
