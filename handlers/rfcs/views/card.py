"""The card of an RFC, and the short cards in other channels that lead to it; the same for everyone."""

from collections.abc import Mapping
from typing import Any

from handlers.blocks import (
    actions,
    button,
    context,
    count,
    cut,
    escape,
    inert,
    link_channel,
    mention,
    overflow,
    section,
    when,
)
from handlers.replies import Block, Message
from handlers.rfcs.views import marks, words
from handlers.rfcs.views.ending import what_follows
from handlers.rfcs.views.shown import Shown
from rituals.rfcs.model import Concern, Rfc, State, name_of

MENU = (("details", "Details"), ("history", "History"), ("why", "Why?"), ("manage", "Manage"))
# Slack takes 13,000 characters a message. Lengths here are of what is escaped; the rest is under Details.
LONGEST_SUMMARY, LONGEST_LINK, LONGEST_ENDING, LONGEST_CONCERN = 1500, 1200, 600, 250
MOST_CONCERNS, MOST_WAITS = 5, 2


def card(shown: Shown) -> Message:
    """The card in the home channel."""
    rfc = shown.rfc
    choices = ((f"{name} {rfc.number}", label) for name, label in MENU)
    blocks = [
        section(f"{words.headline(rfc)}\n{_byline(rfc)}", accessory=overflow("rfc.menu", choices)),
        section(cut(escape(rfc.terms.text.summary), LONGEST_SUMMARY)),
        *_link(rfc),
        *_ending(shown),
        section(marks.reviewers_listed(shown)),
        *_concerns(shown),
    ]
    if not rfc.state.is_final:
        waits = words.waiting(shown.waits, shown.review, rfc, MOST_WAITS)
        more = " ⋯ *Why?* tells all." if len(shown.waits) > MOST_WAITS else ""
        blocks.append(context(f"*Waits for* {waits}.{more}"))
    blocks.append(actions("review", _buttons(shown)))
    if rfc.state.is_under_review:
        blocks.append(context(words.at_last(rfc)))
    return Message(_notification(shown), blocks)


def pointer(shown: Shown) -> Message:
    """The short card in a channel that is affected: what it is, where it stands, and the way there."""
    rfc, review = shown.rfc, shown.review
    name = words.link_to(shown.home, words.headline(rfc).strip("*"))
    stands = [words.state(rfc)]
    if not rfc.state.is_final:
        stands.append(f"waits for {_awaited(shown)}" if review.awaited else "")
        open_ones = len(review.open_concerns)
        stands.append(count(open_ones, "open concern") if open_ones else "")
    if rfc.state is not State.REVIEW and rfc.state is not State.FINAL:
        stands.append(cut(escape(rfc.ending), LONGEST_ENDING))
    blocks = [
        section(f"*{name}*\n{_asks(rfc)} {link_channel(rfc.terms.channel)}"),
        context(" · ".join(part for part in stands if part)),
        actions("review", _buttons(shown)),
    ]
    return Message(_notification(shown), blocks)


def left_out(rfc: Rfc, may_know: bool) -> Message:
    """A short card that follows the RFC no longer; where somebody is there who must not know of it, it says no more."""
    if may_know:
        told = f"{words.headline(rfc)} is no longer followed here. It is reviewed in {link_channel(rfc.terms.channel)}."
    else:
        told = f"{rfc.name} is reviewed in a channel that not everybody here sees, so nothing is told of it here."
    read = button("Read it", "rfc.read", words.as_shown(rfc))
    return Message(f"{rfc.name} is no longer followed here", [section(told), actions("review", [read])])


def preview(shown: Shown) -> list[Block]:
    """The card as it will be posted, with buttons that only show themselves."""
    return inert(card(shown).blocks, "rfc.try")


def _asks(rfc: Rfc) -> str:
    if rfc.state.is_under_review:
        return f"{mention(rfc.owner)} asks for comments in"
    return f"by {mention(rfc.owner)}, reviewed in"


def _awaited(shown: Shown) -> str:
    return count(len(shown.review.awaited), "reviewer")


def _buttons(shown: Shown) -> list[Mapping[str, Any]]:
    rfc, seen = shown.rfc, words.as_shown(shown.rfc)
    if rfc.state.is_under_review:
        return [
            button("Approve", "rfc.approve", seen, style="primary"),
            button("Take a position", "rfc.review", seen),
            button("Raise a concern", "rfc.raise", seen),
            button("Read it", "rfc.read", seen),
        ]
    return what_follows(shown)


def _byline(rfc: Rfc) -> str:
    parts = [f"by {words.people_named(rfc.owners)}", f"*{words.state(rfc)}*", words.version(rfc)]
    return " · ".join(part for part in parts if part)


def _link(rfc: Rfc) -> list[Block]:
    link = rfc.terms.text.link
    return [section(f"*Full document:* {cut(escape(link), LONGEST_LINK)}")] if link else []


def _ending(shown: Shown) -> list[Block]:
    """How it ended, or why it rests; nothing while it is under review."""
    rfc = shown.rfc
    by = f" by {mention(rfc.ended_by)}" if rfc.ended_by else ""
    reason = f": {cut(escape(rfc.ending), LONGEST_ENDING)}" if rfc.ending else "."
    if rfc.state is State.ACCEPTED and rfc.closed_at:
        return [section(f":white_check_mark: *{when(rfc.closed_at, 'Accepted')}*.")]
    if rfc.state is State.SUPERSEDED and rfc.superseded_by is not None:
        return [section(f"*Superseded* by {name_of(rfc.superseded_by)}, which is in force now.")]
    if rfc.state in (State.REJECTED, State.POSTPONED, State.WITHDRAWN):
        return [section(f"*{rfc.state.value.capitalize()}*{by}{reason}")]
    return []


def _concerns(shown: Shown) -> list[Block]:
    """The open concerns in short: at most a few, the rest under Details."""
    found: tuple[Concern, ...] = () if shown.rfc.state.is_final else shown.review.open_concerns
    if not found:
        return []
    lines = [f"• {words.concern_in_short(one, LONGEST_CONCERN)}" for one in found[:MOST_CONCERNS]]
    left = len(found) - MOST_CONCERNS
    if left > 0:
        lines.append(f"and {left:,} more under ⋯ *Details*")
    return [section(f"*{count(len(found), 'open concern')}*\n" + "\n".join(lines))]


def _notification(shown: Shown) -> str:
    rfc = shown.rfc
    told = words.state_in_short(rfc)
    if rfc.state.is_under_review:
        told = f"{told}, {marks.in_short(shown)}"
    return f"{words.title(rfc)} – {told}"
