"""The fields that the forms of several rituals have, in the same words. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from handlers.blocks import option, plain
from handlers.inputs import chosen, chosen_channel, chosen_day, chosen_moment, chosen_people, field, typed
from handlers.replies import Block
from rituals.electorate import MOST_PEOPLE, Voters
from rituals.ids import Person
from rituals.owning import MOST_CO_OWNERS

VOTERS = [
    option(Voters.CHANNEL, "All members of the channel"),
    option(Voters.PEOPLE, "These people"),
    option(Voters.GROUP, "A user group"),
]
TIMES = "2d · fri 17:00 · tomorrow 9am"
"""Examples of what can be typed for a time."""


def told(block: Block) -> Block:
    """A field at whose change the form shows other fields."""
    return {**block, "dispatch_action": True}


def channel(where: str) -> Block:
    """Where it lives."""
    return field("Channel", chosen_channel("channel", where))


def voters(label: str, options: Sequence[Mapping[str, Any]], asked: Voters) -> Block:
    """Whom it asks: a field at whose change the form shows who."""
    return told(field(label, chosen("static_select", "voters", options, asked)))


def of_voters(asked: Voters, people: Sequence[Person], group: str, group_name: str) -> list[Block]:
    """The people or the group to ask, where those are asked; `group_name` is what the chosen one is called."""
    if asked is Voters.PEOPLE:
        hint = f"At most {MOST_PEOPLE}. For more, take a user group."
        return [field("People", chosen_people("people", people, MOST_PEOPLE), hint=hint, optional=True)]
    if asked is Voters.GROUP:
        return [field("User group", _user_group(group, group_name), optional=True)]
    return []


def _user_group(group: str, name: str) -> dict[str, Any]:
    element: dict[str, Any] = {
        "type": "external_select",
        "action_id": "user_group",
        "min_query_length": 0,
        "placeholder": plain("Choose a group"),
    }
    return {**element, "initial_option": option(group, name)} if group and name else element


def deadline(picked: datetime, written: str = "") -> list[Block]:
    """When it closes: picked, or typed."""
    return [
        field("Closes", chosen_moment("closes_picked", picked)),
        typed_deadline(written, f"{TIMES} · 2026-12-01"),
    ]


def typed_deadline(written: str = "", examples: str = TIMES) -> Block:
    """Below a field in which a time is picked: the same, typed."""
    element = typed("closes_typed", written, placeholder=examples)
    return field("… or typed", element, hint="In your own time zone. What is typed wins.", optional=True)


def decider(person: Person | None, nobody: str, hint: str) -> Block:
    """Who decides; `nobody` says what happens where nobody is chosen."""
    element = chosen_people("decider", [person] if person else [], 1, nobody)
    return field("Decider", element, hint=hint, optional=True)


def co_owners(people: Sequence[Person]) -> Block:
    """Who owns it beside its owner."""
    return field("Co-owners", chosen_people("co_owners", people, MOST_CO_OWNERS), optional=True)


def review_on(day: date | None) -> Block:
    """When it is looked back at."""
    hint = "You are asked then how it turned out."
    return field("Look back on", chosen_day("review_on", day), hint=hint, optional=True)
