"""Long texts in pages: what one modal or one message shows at a time. Pure."""

from collections.abc import Sequence
from typing import Any

from handlers.blocks import button
from handlers.replies import Block

MOST_CHARACTERS, MOST_BLOCKS = 10_000, 40
"""On one page. Slack takes 13,000 characters and 50 blocks a message; more than this nobody reads at once."""


def paged(blocks: Sequence[Block]) -> list[list[Block]]:
    """The blocks in as few pages as hold them, in their order; one page at least."""
    pages: list[list[Block]] = [[]]
    room = MOST_CHARACTERS
    for block in blocks:
        length = length_of(block)
        if pages[-1] and (length > room or len(pages[-1]) == MOST_BLOCKS):
            pages.append([])
            room = MOST_CHARACTERS
        pages[-1].append(block)
        room -= length
    return pages


def length_of(shown: Any) -> int:
    """How many characters of text people see in this, as Slack counts them."""
    if isinstance(shown, dict):
        own = shown.get("text")
        return (len(own) if isinstance(own, str) else 0) + sum(map(length_of, shown.values()))
    return sum(map(length_of, shown)) if isinstance(shown, list | tuple) else 0


def page_of(number: int, pages: int) -> int:
    """The number as that of a page there is, from 1."""
    return min(max(number, 1), pages)


def turning(action: str, subject: str, number: int, pages: int) -> list[dict[str, Any]]:
    """The buttons to the page before and to the next, where there is one; `subject` says what is paged."""
    steps = [(number - 1, "Previous page", "back"), (number + 1, "Next page", "on")]
    return [
        button(label, f"{action}/{way}", f"{subject} {page}")
        for page, label, way in steps
        if 1 <= page <= pages
    ]
