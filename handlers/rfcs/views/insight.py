"""Looking closer: history, and the list of what is under way."""

from collections.abc import Sequence

from handlers import chronicle
from handlers.blocks import (
    actions,
    button,
    count,
    cut,
    link_channel,
    modal,
    section,
    sections,
    when,
)
from handlers.replies import Block, Message, View
from handlers.rfcs.views import marks, words
from handlers.rfcs.views.shown import Shown
from rituals.rfcs.model import Rfc
from storage.history import Entry

LIST = "rfc.list"
SHOW = "rfc.show"
"""The click that shows one RFC privately; its value is its number."""

ACTS = {
    "opened": "{who} opened it",
    "reworded": "{who} changed the text before the review began: {words}",
    "edited": "{who} wrote version {words}",
    "objected": "{who} objected that version {words} is more than editorial",
    "approve": "{who} approved",
    "comments": "{who} approved, with comments",
    "concern": "{who} has a concern",
    "hold": "{who} holds",
    "decline": "{who} declined",
    "withdrew": "{who} withdrew their position",
    "raised": "{who} raised a concern",
    "added": "{who} asked {people} to review",
    "removed": "{who} no longer asks {people}",
    "pointed": "{who} had short cards posted in {channels}",
    "no longer pointed": "{who} has it followed no longer in {channels}",
    "changed the rule": "{who} changed how it is accepted: {words}",
    "extended": "Final comment was extended by a business day, for an editorial edit at its end",
    "handed over": "{who} handed it over to {people}",
    "shared": "{who} changed the co-authors: {people}",
    "unshared": "{who} left it without co-authors",
    "inherited": "{who} owns it now, as {people} has left",
    "took over": "{who} took it over",
    "named decider": "{who} named {people} as the decider",
    "lapsed": "The hold of {people} lapsed",
    "ruled blocking": "{who} said that a concern blocks",
    "ruled harmless": "{who} said that a concern does not block",
    "answered": "{who} answered a concern",
    "resolved": "{who} said that their concern is resolved",
    "stood by": "{who} said that their concern still stands",
    "resolved instead": "{who} settled a concern in its raiser's place: {words}",
    "took over a concern": "{who} took over a concern that quotes them",
    "kept a comment": "{who} kept a comment",
    "took over a comment": "{who} took over a comment that quotes them",
    "asked to decide": "{who} asked for a decision about a concern",
    "left": "{who} left and is no longer awaited",
    "came back": "{who} came back and is awaited again",
    "started": "Final comment began",
    "back": "Final comment ended: it is under review again",
    "paused": "Final comment was paused",
    "resumed": "Final comment goes on",
    "accepted": "It was accepted",
    "rejected": "{who} rejected it: {words}",
    "postponed": "{who} postponed it: {words}",
    "withdrawn": "{who} withdrew it: {words}",
    "taken up": "{who} took it up again",
    "superseded": "{who} said that {words} has taken its place",
    "took its place": "{who} said that it takes the place of {words}",
}
"""What History says of each act; `words`, `people` and `channels` are what its entry keeps beside it."""


def history_modal(rfc: Rfc, entries: Sequence[Entry]) -> View:
    """What was done, latest first."""
    lines = [f"{when(entry.happened_at)}  {chronicle.in_words(entry, ACTS)}" for entry in entries]
    return modal("History", [section(words.headline(rfc)), *sections("\n".join(lines))])


def rfc_list(found: Sequence[Shown], total: int, page: int, most: int) -> Message:
    """One page of the RFCs under way that the reader sees, each with what it waits for."""
    if not found:
        return Message("No RFC is under way. Write one with /rfc.")
    blocks: list[Block] = [section(f"*{count(total, 'RFC')} under way*")]
    blocks += [
        section(_in_short(one), f"rfc {one.rfc.number}", button("Show", SHOW, str(one.rfc.number)))
        for one in found
    ]
    steps = []
    if page > 1:
        steps.append(button("Previous page", f"{LIST}/back", str(page - 1)))
    if page * most < total:
        steps.append(button("Next page", f"{LIST}/on", str(page + 1)))
    if steps:
        blocks.append(actions("pages", steps))
    return Message(f"{count(total, 'RFC')} under way", blocks)


def _in_short(shown: Shown) -> str:
    rfc = shown.rfc
    waits = words.waiting(shown.waits, shown.review, rfc, 2)
    stands = " · ".join([words.state(rfc), marks.in_short(shown), link_channel(rfc.terms.channel)])
    return f"{words.headline(rfc)}\n{stands}\nWaits for {cut(waits, 600)}"
