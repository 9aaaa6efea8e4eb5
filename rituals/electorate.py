"""The electorate: whom a ritual asks. It is frozen when the ritual opens."""

from collections.abc import Sequence
from enum import StrEnum

from rituals.ids import Person
from rituals.refusal import Refusal

MOST_PEOPLE = 100  # Chosen by name at a time.


class Voters(StrEnum):
    """Whom a ritual asks."""

    CHANNEL = "channel"
    PEOPLE = "people"
    GROUP = "group"
    ANYONE = "anyone"  # Whoever is in the channel when they answer; nothing is counted against a whole.


FIELDS = {Voters.CHANNEL: "voters", Voters.PEOPLE: "people", Voters.GROUP: "user_group"}
"""The field of the form beside which stands what is wrong with those who would be asked."""


def check_chosen(voters: Voters, people: Sequence[Person], user_group: str) -> None:
    """Raises Refusal in the field where people or a group are to be asked and none was chosen."""
    if voters is Voters.PEOPLE and not people:
        raise Refusal.in_fields({"people": "Choose the people to ask."})
    if voters is Voters.GROUP and not user_group:
        raise Refusal.in_fields({"user_group": "Choose the group to ask."})


def check_anybody(voters: Voters, seats: int, act: str) -> None:
    """Raises Refusal in the field where nobody would be asked; `act` says what they would do: “vote”, say."""
    if not seats and voters in FIELDS:
        sentence = f"Nobody there can {act}: bots and people from outside are not asked. Choose others."
        raise Refusal.in_fields({FIELDS[voters]: sentence})
