"""Reading an RFC with everything that people are shown of it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from handlers.payloads import Who
from handlers.places import permalink
from handlers.rfcs.acts.course import Where, get_visible, home_card
from handlers.rfcs.acts.managing import is_admin, is_orphaned
from handlers.rfcs.views.manage import Powers
from handlers.rfcs.views.shown import Shown
from handlers.undertaken import Undertaken, read_undertaken
from rituals.ids import Person, Team
from rituals.refusal import Refusal
from rituals.rfcs.guards import UNKNOWN
from rituals.rfcs.model import Comment, Rfc, Version
from storage import comments, concerns, history, records, rfc_versions, rfcs, visibility
from storage.history import Entry
from storage.rfcs import Reviewed

MOST_ENTRIES = 100


def read_shown(tx: Connection, rfc: Rfc) -> Shown:
    """The RFC with its reviewers and its concerns, its record, and the way to its card."""
    card = home_card(tx, rfc)
    return Shown(
        rfc,
        rfcs.read_reviewers(tx, rfc),
        concerns.read_all(tx, rfc),
        records.find_number(tx, rfc.ref),
        permalink(tx, rfc.team, card.channel, card.ts) if card.ts else "",
    )


def look(tx: Connection, who: Who, where: Where) -> Shown:
    """The same, for somebody who sees it."""
    return read_shown(tx, get_visible(tx, where, who.person))


def read_details(
    tx: Connection, who: Who, where: Where, now: datetime
) -> tuple[Shown, list[Comment], Undertaken]:
    """The same with the comments that were kept, the latest first, and the actions that came of it."""
    shown = look(tx, who, where)
    undertaken = read_undertaken(tx, shown.rfc.ref, who.person, now)
    return shown, comments.read_all(tx, shown.rfc), undertaken


def read_history(tx: Connection, who: Who, where: Where) -> tuple[Rfc, list[Entry]]:
    """What was done to it, the latest first."""
    rfc = get_visible(tx, where, who.person)
    return rfc, history.read_latest(tx, rfc.ref, MOST_ENTRIES)


def read_version(tx: Connection, who: Who, where: Where, number: int | None) -> tuple[Rfc, Version]:
    """The RFC and its wording of this number, the newest where none is named."""
    rfc = get_visible(tx, where, who.person)
    return rfc, get_version(tx, rfc, number or rfc.version)


def read_change(
    tx: Connection, who: Who, where: Where, number: int | None
) -> tuple[Rfc, tuple[Version, Version] | None]:
    """The RFC with this wording, or its newest, and the one before; None where there is none before."""
    rfc = get_visible(tx, where, who.person)
    number = number or rfc.version
    if number < 2:
        return rfc, None
    return rfc, (get_version(tx, rfc, number - 1), get_version(tx, rfc, number))


def get_version(tx: Connection, rfc: Rfc, number: int) -> Version:
    """The wording of this number; refuses where there is none."""
    found = rfc_versions.find(tx, rfc, number)
    if found is None:
        raise Refusal(UNKNOWN)
    return found


def read_managed(tx: Connection, who: Who, where: Where) -> tuple[Shown, Powers]:
    """The RFC, and what this person is to it."""
    shown = look(tx, who, where)
    rfc = shown.rfc
    return shown, Powers(
        owns=who.person in rfc.owners,
        decides=who.person == rfc.terms.decider,
        is_admin=is_admin(tx, who),
        is_heir=is_orphaned(tx, rfc) and visibility.is_member(tx, who.team, who.person, rfc.terms.channel),
    )


def read_open(
    tx: Connection, team: Team, person: Person, page: int, most: int
) -> tuple[list[Shown], int, int]:
    """One page of the RFCs under way that this person sees, how many there are, and which page it is."""
    found = rfcs.read_open_for(tx, team, person)
    page = min(max(page, 1), max(-(-len(found) // most), 1))
    return as_lines(found[(page - 1) * most : page * most]), len(found), page


def as_lines(found: Sequence[Reviewed]) -> list[Shown]:
    """The RFCs of a list, as far as a line each needs them."""
    return [Shown(one.rfc, one.reviewers, one.concerns) for one in found]
