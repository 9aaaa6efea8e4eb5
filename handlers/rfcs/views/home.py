"""RFCs on Home: those of this person, their drafts, and where to start one."""

from collections.abc import Sequence

from handlers import home_parts
from handlers.blocks import actions, button, context, cut, section
from handlers.replies import Block
from handlers.rfcs.views import marks, words
from handlers.rfcs.views.insight import SHOW
from handlers.rfcs.views.manage import MANAGE
from handlers.rfcs.views.shown import Shown
from rituals.ids import DraftId, Person

MOST_SHOWN = 10


def home(found: Sequence[Shown], drafts: Sequence[tuple[DraftId, str]], person: Person) -> list[Block]:
    """The part of Home that RFCs have, below what waits for the person.

    `found` are those under way that the person sees, but for those of others that wait for them; `drafts` have a title,
    or '' where none was typed yet.
    """
    yours = [one for one in found if person in one.rfc.owners]
    others = [one for one in found if person not in one.rfc.owners]
    start = button("Write an RFC", "rfc.start")
    return [
        *home_parts.part("Your RFCs", _listed(yours, ("Manage", MANAGE))),
        *home_parts.drafts("rfc", ("Your drafts of RFCs", "No title yet"), drafts),
        *home_parts.part("RFCs of others", _listed(others, ("Show", SHOW))),
        actions("write rfc", [start]),
        context("Or type `/rfc` in the channel that is to review it."),
    ]


def _listed(found: Sequence[Shown], step: tuple[str, str]) -> list[Block]:
    lines = [
        section(f"{words.headline(one.rfc)}\n{_stands(one)}", accessory=button(*step, str(one.rfc.number)))
        for one in found[:MOST_SHOWN]
    ]
    return [*lines, *home_parts.left_out(len(found) - MOST_SHOWN, "/rfc list")]


def _stands(shown: Shown) -> str:
    waits = words.waiting(shown.waits, shown.review, shown.rfc, 1)
    return f"{words.state(shown.rfc)} · {marks.in_short(shown)} · waits for {cut(waits, 300)}"
