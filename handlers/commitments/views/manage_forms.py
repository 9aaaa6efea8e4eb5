"""The forms behind Manage."""

from datetime import datetime

from handlers.blocks import context, mention, modal, section, when
from handlers.commitments.views.form_fields import worded
from handlers.form_fields import co_owners, typed_deadline
from handlers.inputs import chosen_moment, chosen_people, chosen_person, field, typed
from handlers.replies import Block, View
from rituals.commitments.model import Commitment, State
from rituals.electorate import MOST_PEOPLE


def amend_modal(commitment: Commitment, mark: str) -> View:
    """The wording, to be changed; `mark` tells which wording this is."""
    note = (
        "People have taken positions already. They are asked to look again, and theirs count meanwhile."
        if commitment.answered
        else "Nobody has taken a position yet: change what you like."
    )
    return _form("Amend", commitment, [context(note), *worded(commitment.terms)], "Amend", mark)


def extend_modal(commitment: Commitment, suggested: datetime) -> View:
    """Another deadline, of what is under way now."""
    now = f"It {when(commitment.ends_at, 'closes')} now. If you bring it forward, the card says so."
    if commitment.state is State.STALLED:
        now = f"{when(commitment.terms.closes_at, 'It ended')}. Another deadline opens it again, once."
    return _form(
        "Move deadline",
        commitment,
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
        "Move it",
    )


def cancel_modal(commitment: Commitment) -> View:
    """The reason for calling it off."""
    return _form(
        "Cancel",
        commitment,
        [
            section("It ends without a decision and can't be reopened."),
            field("Reason", typed("reason", lines=True), hint="Shown on the card."),
        ],
        "Cancel it",
    )


def add_people_modal(commitment: Commitment) -> View:
    """More people to ask."""
    return _form(
        "Add people",
        commitment,
        [
            section("They are asked as everybody else, and told so. The card says that they were added."),
            field("People", chosen_people("people", (), MOST_PEOPLE)),
        ],
        "Add people",
    )


def hand_over_modal(commitment: Commitment) -> View:
    """Somebody else to own it."""
    told = "The new owner is told. You keep your position."
    return _form(
        "Hand over", commitment, [section(told), field("New owner", chosen_person("to"))], "Hand over"
    )


def decider_modal(commitment: Commitment) -> View:
    """Somebody else to decide."""
    told = f"{mention(commitment.terms.decider)} decides now. The card and the history show the change, and both are told."
    return _form(
        "Another decider",
        commitment,
        [section(told), field("Decider", chosen_person("to"), hint="It may be you.")],
        "Name decider",
    )


def co_owners_modal(commitment: Commitment) -> View:
    """Those who own it together with its owner."""
    owner = mention(commitment.owner)
    told = f"They can do all that {owner} can. Should the owner leave, the first of them owns it."
    return _form("Co-owners", commitment, [section(told), co_owners(commitment.co_owners)], "Save")


def _form(title: str, commitment: Commitment, blocks: list[Block], submit: str, seen: str = "") -> View:
    names = {"Move deadline": "extend", "Another decider": "decider"}
    name = names.get(title, title.lower().replace(" ", "_").replace("-", "_"))
    return modal(
        title,
        blocks,
        callback_id=f"commitment.{name}",
        private_metadata=f"{commitment.id} {seen}".rstrip(),
        submit=submit,
        close="Back",
    )
