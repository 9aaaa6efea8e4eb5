"""Who owns a decision, and until when that can change."""

from collections.abc import Collection

from rituals import owning
from rituals.decisions.guards import check_not_ended, check_owner
from rituals.decisions.model import Decision
from rituals.ids import Person


def hand_over(decision: Decision, by: Person, to: Person, fits: bool) -> Decision:
    """The decision in other hands; `fits` tells whether `to` can take part and sees the channel."""
    check_owner(decision, by)
    check_not_ended(decision)
    return owning.hand_over(decision, by, to, fits)


def take_over(decision: Decision, by: Person, owner_gone: bool, inside: bool) -> Decision:
    """The decision in the hands of whoever steps in for an owner who has left; `inside` its channel is who may."""
    check_not_ended(decision)
    return owning.take_over(decision, by, owner_gone, inside)


def share(decision: Decision, by: Person, co_owners: tuple[Person, ...], blind: bool) -> Decision:
    """The decision with these co-owners and no others; `blind` tells that one of them does not see the channel."""
    check_owner(decision, by)
    check_not_ended(decision)
    return owning.share(decision, co_owners, blind)


def inherit(decision: Decision, here: Collection[Person]) -> Decision:
    """The decision after its owner has left: a co-owner who is here owns it, else the decider; else it stays."""
    return owning.inherit(decision, here, decision.terms.decider)


def heirs(decision: Decision) -> list[Person]:
    """Those who may own it after its owner, in this order."""
    return owning.heirs(decision, decision.terms.decider)
