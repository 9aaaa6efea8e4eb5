"""What changed between two wordings of an RFC, word by word: what is gone is struck, what is new is bold."""

from itertools import zip_longest
from typing import Any

from handlers.blocks import actions, button, clean, context, escape, mention, modal, section, when
from handlers.replies import Block, View
from handlers.rfcs.views import pages, words
from rituals.changes import Kind, Piece, compare, cut
from rituals.rfcs.fields import TEXTS
from rituals.rfcs.model import Rfc, Text, Version

CHANGES = "rfc.changes"
HEADINGS = {"title": "Title", **words.SECTIONS, "link": "Full document"}
MOST_IN_SHORT = 2500
_STYLES = {Kind.GONE: {"strike": True}, Kind.NEW: {"bold": True}}


def changed_sections(old: Text, new: Text) -> list[str]:
    """The headings of the texts that differ."""
    return [HEADINGS[name] for name in TEXTS if getattr(old, name) != getattr(new, name)]


def change_blocks(old: Text, new: Text) -> list[Block]:
    """Each text that differs under its heading, with its changes."""
    blocks: list[Block] = []
    for name in TEXTS:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            blocks += [section(f"*{HEADINGS[name]}*"), _marked(cut(compare(before, after)))]
    return blocks


def in_short(old: Text, new: Text) -> list[Block]:
    """As many of the changes as a message takes beside other things, and how many are left out."""
    blocks, shown = change_blocks(old, new), []
    room = MOST_IN_SHORT
    for heading, marked in zip(blocks[::2], blocks[1::2], strict=True):
        room -= pages.length_of(marked)
        if room < 0:
            break
        shown += [heading, marked]
    left = changed_sections(old, new)[len(shown) // 2 :]
    if left:
        shown.append(context(f"Also changed: {', '.join(left)}. *What changed* shows it."))
    return shown


def changes_modal(rfc: Rfc, pair: tuple[Version, Version], number: int = 1) -> View:
    """One page of what changed from one version to the next, with the way to the versions beside it."""
    old, new = pair
    found = pages.paged(change_blocks(old.text, new.text))
    number = pages.page_of(number, len(found))
    note = f"\n{escape(new.note)}" if new.note else ""
    about = f"{mention(new.by)}, {when(new.written_at)}{_kind(new)}"
    blocks: list[Block] = [
        section(f"{words.headline(rfc)}\nVersion {new.number}, against version {old.number}{note}"),
        context(f"{about} · ~gone~ · *new*"),
        *found[number - 1],
    ]
    if steps := [*_turning(rfc, new, number, len(found)), *_beside(rfc, new)]:
        blocks.append(actions("versions", steps))
    return modal("What changed", blocks)


def unchanged_modal(rfc: Rfc) -> View:
    """There is only one version so far."""
    return modal("What changed", [section(f"{words.headline(rfc)}\nThere is only one version so far.")])


def _marked(pieces: tuple[Piece, ...]) -> Block:
    """What a text was and is, in one; it needs no escaping, and mentions nobody."""
    elements: list[dict[str, Any]] = []
    for piece, after in zip_longest(pieces, pieces[1:]):
        if text := clean(piece.text):
            style = _STYLES.get(piece.kind)
            elements.append({"type": "text", "text": text, **({"style": style} if style else {})})
        if piece.kind is Kind.GONE and after is not None and after.kind is Kind.NEW:
            elements.append({"type": "text", "text": " "})  # Else “March” and “April” read as one word.
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements[:900]}]}


def _kind(version: Version) -> str:
    if version.objected_by is not None:
        return f" · marked as editorial; {mention(version.objected_by)} objected"
    return " · editorial" if version.editorial else ""


def _turning(rfc: Rfc, new: Version, number: int, total: int) -> list[dict[str, Any]]:
    return pages.turning(CHANGES, f"{rfc.number} {new.number}", number, total)


def _beside(rfc: Rfc, new: Version) -> list[dict[str, Any]]:
    steps = []
    if new.number > 2:
        steps.append(button("Version before", f"{CHANGES}/older", f"{rfc.number} {new.number - 1}"))
    if new.number < rfc.version:
        steps.append(button("Version after", f"{CHANGES}/newer", f"{rfc.number} {new.number + 1}"))
    return steps
