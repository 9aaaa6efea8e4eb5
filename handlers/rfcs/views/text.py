"""The whole text of an RFC: in a modal, page by page, and in the thread of its card."""

from handlers.blocks import actions, context, count, escape, mention, modal, section, sections, when
from handlers.replies import Block, Message, View
from handlers.rfcs.views import pages, words
from rituals.rfcs.model import Rfc, Text, Version

READ = "rfc.read"
MOST_PARTS = 20
"""So many messages hold the longest of texts."""


def text_blocks(text: Text) -> list[Block]:
    """Everything that was written, under its headings; what was left empty is left out."""
    blocks: list[Block] = []
    for name, heading in words.SECTIONS.items():
        written = getattr(text, name)
        if written:
            blocks += sections(f"*{heading}*\n{escape(written)}")
    if text.link:
        blocks += sections(f"*Full document*\n{escape(text.link)}")
    return blocks


def text_modal(rfc: Rfc, version: Version, number: int = 1) -> View:
    """One page of the text in this version."""
    found = pages.paged(text_blocks(version.text))
    number = pages.page_of(number, len(found))
    steps = pages.turning(READ, f"{rfc.number} {version.number}", number, len(found))
    blocks: list[Block] = [
        section(f"*{rfc.name} · {escape(version.text.title)}*"),
        context(" · ".join(_about(rfc, version, number, len(found)))),
        *found[number - 1],
        *([actions("pages", steps)] if steps else []),
    ]
    return modal("Read it", blocks)


def parts_of(text: Text) -> list[list[Block]]:
    """The text in as many parts as there are messages in the thread that show it."""
    return pages.paged(text_blocks(text))[:MOST_PARTS]


def part_message(rfc: Rfc, number: int) -> Message:
    """One part of the text as it stands now, for the thread."""
    found = parts_of(rfc.terms.text)
    if number > len(found):
        gone = f"The text of {rfc.name} has become shorter: this part is no longer needed."
        return Message(gone, [context(gone)])
    told = f"{rfc.name} in full"
    if len(found) > 1:
        told = f"{told}, part {number} of {len(found)}"
    newest = f" · version {rfc.version}" if rfc.version > 1 else ""
    head = context(f"*{told}*{newest}")
    return Message(f"{words.title(rfc)}: in full", [head, *found[number - 1]])


def _about(rfc: Rfc, version: Version, number: int, total: int) -> list[str]:
    newest = "the newest version" if version.number == rfc.version else f"version {rfc.version} is the newest"
    told = [f"{mention(version.by)}, {when(version.written_at)}"]
    if rfc.version > 1:
        told.append(f"version {version.number}, {newest}")
    if total > 1:
        told.append(f"page {number} of {count(total, 'page').split(' ')[0]}")
    return told
