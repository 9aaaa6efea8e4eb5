"""The pictures of people: their initials on a colour of their own. The app's is a cairn of three stones."""

from __future__ import annotations

from functools import cache

from markupsafe import Markup

from sandbox.page.html import tag
from sandbox.things import Person

# Each is dark enough for white letters upon it (4.5 to 1 at least).
TINTS = (
    "#8a5a2b",
    "#2f6f8f",
    "#7a4f8c",
    "#4b7340",
    "#a0483c",
    "#3d5f9e",
    "#86602a",
    "#2b7168",
    "#914a6b",
    "#5d6470",
)
_STONES = ((20, 31, 13, 5.2), (19, 21.5, 9.5, 4.6), (21, 13, 6, 3.9))


def avatar(person: Person, size: str = "", *, is_app: bool = False) -> Markup:
    """The person's picture; the name stands beside it, so it is hidden from those who hear the page."""
    return _stones(size) if is_app else _initials(person, size)


def initials(name: str) -> str:
    """The first letters of the first and the last word of a name; brackets and quotes are passed over."""
    letters = [first for word in name.split() if (first := next(filter(str.isalnum, word), ""))] or ["?"]
    return "".join(letters[:1] + letters[1:][-1:]).upper()


def _initials(person: Person, size: str) -> Markup:
    """Ids are counted up, so people who came one after the other have different colours."""
    tint = TINTS[int(person.id[1:-3] or "0", 36) % len(TINTS)]
    return _letters(initials(person.real_name), tint, size)


@cache
def _letters(letters: str, tint: str, size: str) -> Markup:
    ground = tag("rect", width=40, height=40, fill=tint)
    text = tag("text", letters, x=20, y=21, dominant_baseline="central", text_anchor="middle")
    return _picture(size, ground, text)


@cache
def _stones(size: str) -> Markup:
    ground = tag("rect", width=40, height=40, class_="ground")
    stones = [tag("ellipse", cx=cx, cy=cy, rx=rx, ry=ry, class_="stone") for cx, cy, rx, ry in _STONES]
    return _picture(f"{size} app", ground, *stones)


def _picture(size: str, *inner: Markup) -> Markup:
    return tag("svg", *inner, class_=f"avatar {size}".strip(), viewBox="0 0 40 40", aria_hidden="true")
