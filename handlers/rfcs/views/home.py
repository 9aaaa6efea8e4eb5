"""RFCs on Home: those of this person, their drafts, and where to start one."""

from collections.abc import Sequence

from handlers.blocks import actions, button, confirm, context, cut, divider, escape, section, shorten
from handlers.replies import Block
from handlers.rfcs.views import marks, words
from handlers.rfcs.views.insight import SHOW
from handlers.rfcs.views.manage import MANAGE
from handlers.rfcs.views.shown import Shown
from rituals.ids import DraftId, Person

MOST_SHOWN, MOST_DRAFTS = 10, 3


def home(found: Sequence[Shown], drafts: Sequence[tuple[DraftId, str]], person: Person) -> list[Block]:
    """The part of Home that RFCs have, below what waits for the person.

    `found` are those under way that the person sees; `drafts` have a title, or '' where none was typed yet.
    """
    yours = [one for one in found if person in one.rfc.owners]
    others = [one for one in found if person not in one.rfc.owners]
    start = button("Write an RFC", "rfc.start", style="primary")
    return [
        *_part("Your RFCs", _listed(yours, ("Manage", MANAGE))),
        *_drafts(drafts),
        *_part("RFCs under review", _listed(others, ("Show", SHOW))),
        actions("write rfc", [start]),
        context("Or type `/rfc` in the channel that is to review it."),
    ]


def _part(title: str, lines: Sequence[Block]) -> list[Block]:
    return [section(f"*{title}*"), *lines, divider()] if lines else []


def _listed(found: Sequence[Shown], step: tuple[str, str]) -> list[Block]:
    lines = [
        section(f"{words.headline(one.rfc)}\n{_stands(one)}", accessory=button(*step, str(one.rfc.number)))
        for one in found[:MOST_SHOWN]
    ]
    left = len(found) - MOST_SHOWN
    return [*lines, context(f"{left:,} more: `/rfc list`")] if left > 0 else lines


def _stands(shown: Shown) -> str:
    waits = words.waiting(shown.waits, shown.review, shown.rfc, 1)
    return f"{words.state(shown.rfc)} · {marks.in_short(shown)} · waits for {cut(waits, 300)}"


def _drafts(drafts: Sequence[tuple[DraftId, str]]) -> list[Block]:
    if not drafts:
        return []
    blocks: list[Block] = [section("*Your drafts of RFCs*")]
    sure = confirm("Throw this draft away?", "What you typed in it is deleted.", "Throw away", "Keep it")
    for draft, title in drafts[:MOST_DRAFTS]:
        steps = [
            button("Continue", "rfc.resume", draft),
            button("Throw away", "rfc.throw_away", draft, confirm=sure),
        ]
        named = title.strip()
        blocks += [
            section(f"*{escape(shorten(named, 150))}*" if named else "_No title yet_"),
            actions(f"rfc draft {draft}", steps),
        ]
    left = len(drafts) - MOST_DRAFTS
    more = f"{left:,} more: they show once these are done. " if left > 0 else ""
    return [*blocks, context(f"{more}Only you see drafts. They are kept for seven days."), divider()]
