"""What people press and choose in messages, modals and Home."""

from __future__ import annotations

from sandbox.acts.outcome import Outcome, Press, Suggestions
from sandbox.slack import Slack
from sandbox.things import Message, View


async def click(slack: Slack, person: str, on: Message | View, press: Press) -> Outcome:
    """Press a button, or choose in a menu outside an input block (or in one with `dispatch_action`).

    What was typed elsewhere in the view goes along, as type_in stored it. An element that is not there, or not
    there any more, is a SlackError.
    """
    raise NotImplementedError


async def suggest(slack: Slack, person: str, on: Message | View, press: Press, query: str) -> Suggestions:
    """What an external select offers for the letters typed so far (`press.chosen` is not used)."""
    raise NotImplementedError
