"""The forms behind Manage that rituals have in common. Pure."""

from collections.abc import Sequence

from handlers import form_fields
from handlers.blocks import confirm, mention, modal, section
from handlers.inputs import chosen_people, chosen_person, field, typed
from handlers.replies import Block, View
from rituals.electorate import MOST_PEOPLE
from rituals.ids import Person, Ref

TAKE_OVER = confirm(
    "Take this over?", "Its owner has left. You can then extend, close or cancel it.", "Take over"
)


def form(ref: Ref, name: str, labels: tuple[str, str], blocks: Sequence[Block], seen: str = "") -> View:
    """A form of this name about a ritual; `labels` are its title and what sends it, `seen` marks what is shown in it."""
    title, submit = labels
    return modal(
        title,
        blocks,
        callback_id=f"{ref.ritual}.{name}",
        private_metadata=f"{ref.id} {seen}".rstrip(),
        submit=submit,
        close="Back",
    )


def cancel(ref: Ref, told: str, submit: str) -> View:
    """The reason for calling it off; `told` says what that does."""
    reason = field("Reason", typed("reason", lines=True), hint="Shown on the card.")
    return form(ref, "cancel", ("Cancel", submit), [section(told), reason])


def add_people(ref: Ref) -> View:
    """More people to ask."""
    told = "They are asked as everybody else, and told so. The card says that they were added."
    people = field("People", chosen_people("people", (), MOST_PEOPLE))
    return form(ref, "add_people", ("Add people", "Add people"), [section(told), people])


def hand_over(ref: Ref, keeps: str) -> View:
    """Somebody else to own it; `keeps` names what whoever owned it keeps."""
    told = f"The new owner is told. You keep your {keeps}."
    blocks = [section(told), field("New owner", chosen_person("to"))]
    return form(ref, "hand_over", ("Hand over", "Hand over"), blocks)


def co_owners(ref: Ref, owner: Person, chosen: Sequence[Person]) -> View:
    """Those who own it together with its owner."""
    told = f"They can do all that {mention(owner)} can. Should the owner leave, the first of them owns it."
    return form(ref, "co_owners", ("Co-owners", "Save"), [section(told), form_fields.co_owners(chosen)])


def done(sentence: str) -> View:
    """An act that was done, said in its place."""
    return modal("Done", [section(sentence)])
