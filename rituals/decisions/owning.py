"""Who owns a decision: handing it over, sharing it, stepping in."""

from collections.abc import Collection
from dataclasses import replace

from rituals.decisions.fields import check_co_owners
from rituals.decisions.guards import check_not_ended, check_owner
from rituals.decisions.model import Decision
from rituals.ids import Person
from rituals.refusal import Refusal


def hand_over(decision: Decision, by: Person, to: Person, fits: bool) -> Decision:
    """The decision in other hands; `fits` tells whether `to` can take part and sees the channel."""
    check_owner(decision, by)
    check_not_ended(decision)
    if to == decision.owner:
        told = "You own it already." if to == by else "That person owns it already."
        raise Refusal.in_fields({"to": f"{told} Choose somebody else."})
    if not fits:
        raise Refusal.in_fields({"to": "That person can't see the channel. Choose somebody who is in it."})
    return replace(decision, owner=to, co_owners=tuple(one for one in decision.co_owners if one != to))


def take_over(decision: Decision, by: Person, owner_gone: bool, inside: bool) -> Decision:
    """The decision in the hands of whoever steps in for an owner who has left; `inside` its channel is who may."""
    check_not_ended(decision)
    if not owner_gone:
        raise Refusal("Its owner is still here. Ask them to hand it over.")
    if not inside:
        raise Refusal("Only members of its channel can take it over. Join the channel first.")
    return replace(decision, owner=by, co_owners=tuple(one for one in decision.co_owners if one != by))


def share(decision: Decision, by: Person, co_owners: tuple[Person, ...], blind: bool) -> Decision:
    """The decision with these co-owners and no others; `blind` tells that one of them does not see the channel."""
    check_owner(decision, by)
    check_not_ended(decision)
    if blind:
        raise Refusal.in_fields(
            {"co_owners": "Everybody who owns it must see the channel. Invite them first."}
        )
    return replace(decision, co_owners=check_co_owners(co_owners, decision.owner))


def inherit(decision: Decision, here: Collection[Person]) -> Decision:
    """The decision after its owner has left: a co-owner who is here owns it, else the decider; else it stays.

    `here` are the people concerned who take part and see the channel.
    """
    heir = next((one for one in heirs(decision) if one in here), None)
    if heir is None:
        return decision
    return replace(decision, owner=heir, co_owners=tuple(one for one in decision.co_owners if one != heir))


def heirs(decision: Decision) -> list[Person]:
    """Those who may own it after its owner, in this order."""
    return [*decision.co_owners, *filter(None, [decision.terms.decider])]
