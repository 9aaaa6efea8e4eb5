"""What an act needs to be told, and what Slack's client shows after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sandbox.things import Json


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the person sees: nothing special, a `trouble` in a sentence, or `errors` by block_id in a modal."""

    trouble: str | None = None
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether it went as the person meant it."""
        return self.trouble is None and not self.errors


@dataclass(frozen=True, slots=True)
class Press:
    """Which element was used and what was chosen there.

    `chosen` is the element's part of Slack's state, without its type: `{}` for a button,
    `{"selected_option": {…}}` for a select, radio buttons or overflow menu (the whole option object),
    `{"selected_options": […]}`, `{"selected_user": "U…"}`, `{"selected_users": […]}`,
    `{"selected_channel"|"selected_conversation": "C…"}` (or `…s`), `{"selected_date": "2026-12-01"}`,
    `{"selected_time": "17:00"}`, `{"selected_date_time": 1790000000}`, `{"value": "…"}` for typed text and numbers,
    `{"rich_text_value": {…}}`. An emptied element is `{"value": None}`, `{"selected_option": None}` and so on.
    """

    block_id: str
    action_id: str
    chosen: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What an external select shows after typing: options, or groups of options, or a trouble."""

    options: tuple[Json, ...] = ()
    groups: tuple[Json, ...] = ()
    trouble: str | None = None
