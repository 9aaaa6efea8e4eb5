"""From what a person typed to a win, or to the sentence beside the field that needs mending."""

from collections.abc import Sequence
from dataclasses import dataclass

from rituals.ids import Person
from rituals.refusal import Refusal
from rituals.wins.model import LONGEST_TEXT
from rituals.workspace import Member


@dataclass(frozen=True, slots=True)
class Form:
    """What a person typed, unchecked. The names of its fields name the fields of the modal."""

    text: str = ""
    given_to: Person | None = None


def read_line(line: str, mentioned: Sequence[Person], by: Person) -> Form:
    """What `/win Thank you, @ana` asks for: the first of the others whom it mentions may be meant."""
    return Form(line, next((person for person in mentioned if person != by), None))


def check_text(text: str) -> str:
    """What went well, on one line; raises Refusal in the field."""
    text = " ".join(text.split())
    if not text:
        raise Refusal.in_fields({"text": "Write what went well."})
    if len(text) > LONGEST_TEXT:
        raise Refusal.in_fields(
            {
                "text": f"That has {len(text):,} characters and {LONGEST_TEXT} fit. "
                "Keep what changed, and link to the rest."
            }
        )
    return text


def check_receiver(member: Member) -> None:
    """Whether a win can be given to this person; raises Refusal in the field."""
    if not member.counts:
        raise Refusal.in_fields(
            {"given_to": f"{member.name or 'That person'} is {member.why_not}. Choose somebody else."}
        )
