"""Drafts of RFCs, and of edits to them: what was typed so far, kept at each step for seven days."""

from dataclasses import dataclass

from pydantic import TypeAdapter

from handlers.drafts import Drafts
from rituals.rfcs.form import Form
from rituals.rfcs.model import RITUAL, Text, name_of
from storage import rfcs

GONE = "That draft is gone: it was posted, or it was too old. Type /rfc to start again."


@dataclass(frozen=True, slots=True)
class Writing:
    """An RFC as it is being written: a new one, or one that is `edited`, with what its author says of the change."""

    form: Form
    edited: int | None = None  # The number of the RFC whose text this is to be.
    base: Text | None = None  # The text that the edit set out from.
    note: str = ""
    editorial: bool = False
    touched: bool = False  # Somebody went on from where it was opened.

    @property
    def title(self) -> str:
        """What it is called among drafts."""
        named = self.form.title.strip()
        return named if self.edited is None else f"Edit of {name_of(self.edited)}: {named}"

    @property
    def is_empty(self) -> bool:
        """Whether nothing worth keeping was typed."""
        if self.edited is None:
            return self.form.is_empty
        return self.form.text == self.base and not self.note


DRAFTS = Drafts(
    RITUAL,
    TypeAdapter(Writing),
    rfcs.find_by_draft,
    "That draft was posted already. Type /rfc to write another.",
)
