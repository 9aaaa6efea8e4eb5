"""Who owns an RFC, and until when that can change. Where its author decides, whoever becomes its author does."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from rituals import owning
from rituals.ids import Person
from rituals.refusal import Refusal
from rituals.rfcs.guards import check_not_ended, check_owner
from rituals.rfcs.model import Rfc


def hand_over(rfc: Rfc, by: Person, to: Person, fits: bool, now: datetime) -> Rfc:
    """The RFC in other hands; `fits` tells whether `to` can take part and sees the channel."""
    check_owner(rfc, by)
    check_not_ended(rfc, now)
    return _decided_along(rfc, owning.hand_over(rfc, by, to, fits))


def take_over(rfc: Rfc, by: Person, owner_gone: bool, inside: bool, now: datetime) -> Rfc:
    """The RFC in the hands of whoever steps in for an author who has left; `inside` its channel is who may."""
    check_not_ended(rfc, now)
    return _decided_along(rfc, owning.take_over(rfc, by, owner_gone, inside))


def share(rfc: Rfc, by: Person, co_owners: tuple[Person, ...], blind: bool, now: datetime) -> Rfc:
    """The RFC with these co-authors and no others; `blind` tells that one of them does not see the channel."""
    check_owner(rfc, by)
    check_not_ended(rfc, now)
    return owning.share(rfc, co_owners, blind)


def inherit(rfc: Rfc, here: Collection[Person]) -> Rfc:
    """The RFC after its author has left: a co-author who is here owns it, else the decider; else it stays."""
    return _decided_along(rfc, owning.inherit(rfc, here, rfc.terms.decider))


def name_decider(rfc: Rfc, by: Person, to: Person, fits: bool, now: datetime) -> Rfc:
    """The RFC with another decider, whom an owner names; `fits` tells whether `to` can take part and sees the channel."""
    check_owner(rfc, by)
    check_not_ended(rfc, now)
    if to == rfc.terms.decider:
        raise Refusal.in_fields({"to": "That person decides already. Choose somebody else."})
    if not fits:
        raise Refusal.in_fields({"to": "That person can't see the channel. Choose somebody who is in it."})
    return replace(rfc, terms=replace(rfc.terms, decider=to))


def _decided_along(before: Rfc, after: Rfc) -> Rfc:
    if before.terms.decider != before.owner:
        return after
    return replace(after, terms=replace(after.terms, decider=after.owner))
