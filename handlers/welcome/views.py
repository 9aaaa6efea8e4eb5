"""What Cairn says to those who are new to it, and Home page by page. Pure."""

from collections.abc import Sequence

from handlers.blocks import actions, button, divider, section
from handlers.replies import Block, Message

MOST_BLOCKS = 100
MORE = "home.more"
"""The action that turns to another page of Home; its value is the page, from 0."""

_A_PAGE = MOST_BLOCKS - 1  # And the buttons that lead on.


def welcome() -> list[Block]:
    """Four lines and one button, for whoever opens Home for the first time."""
    return [
        section(
            "*Welcome. I help your team decide, and remember what was decided.*\n"
            "Put a question with its options to a channel: people answer apart, and the clock closes it.\n"
            "`/commit` asks where everybody stands on one proposal, and `/rfc` has one reviewed in writing.\n"
            "What waits for you stands here, and what was decided is found again with `/decisions`."
        ),
        actions("welcome", [button("Ask your team something", "decision.start/welcome")]),
        divider(),
    ]


def installed() -> Message:
    """Said once to whoever has brought Cairn into the workspace."""
    return Message(
        "Cairn is here",
        [
            section(
                "*Cairn is in your workspace.* Thank you for bringing it here. To see what it does, put a small question "
                "to your team: type `/decide Where do we meet? | Here | There` in a channel."
            ),
            section(
                "Into private channels I have to be invited: `/invite @Cairn`. `/cairn settings` is for working hours and "
                "nudges, and `/cairn help` says what else there is."
            ),
        ],
    )


def as_page(blocks: Sequence[Block], page: int) -> list[Block]:
    """This page of Home, or the last one, as far as Slack shows it; buttons lead to the others."""
    if len(blocks) <= MOST_BLOCKS:
        return list(blocks)
    page = min(max(page, 0), (len(blocks) - 1) // _A_PAGE)
    turns = []
    if page:
        turns.append(button("Back to the top", f"{MORE}/top", "0"))
    if (page + 1) * _A_PAGE < len(blocks):
        turns.append(button("Show more", f"{MORE}/next", str(page + 1)))
    return [*blocks[page * _A_PAGE : (page + 1) * _A_PAGE], actions("turns", turns)]
