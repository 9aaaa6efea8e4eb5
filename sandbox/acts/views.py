"""What people do with modals and Home."""

from __future__ import annotations

from sandbox.acts.outcome import Outcome, Press
from sandbox.slack import Slack
from sandbox.things import Json, View


def type_in(slack: Slack, view: View, press: Press) -> None:
    """Keep what the person put into a field; the app is not told before click or submit."""
    raise NotImplementedError


async def submit(slack: Slack, person: str, view_id: str, state: Json | None = None) -> Outcome:
    """Submit the person's top modal; `state` (block_id → action_id → chosen) is kept first, as by type_in.

    `errors` by block_id come from Slack's own checks (required, too long, not a number …) or from the app; they
    are also kept in `view.errors`. Without errors the modal is closed, updated or pushed upon as the app said.
    """
    raise NotImplementedError


async def close(slack: Slack, person: str, view_id: str, whole_stack: bool = False) -> Outcome:
    """Close the top modal (Cancel or Back), or with `whole_stack` all of them (the cross)."""
    raise NotImplementedError


async def open_home(slack: Slack, person: str) -> View | None:
    """Open the app's Home tab: tells the app, and returns what is published for the person at once."""
    raise NotImplementedError
