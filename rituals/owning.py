"""Who owns a ritual: handing it over, sharing it, stepping in. Each ritual says who may do that, and until when."""

from collections.abc import Collection, Iterable
from dataclasses import Field, replace
from typing import Any, ClassVar, Protocol, TypeVar

from rituals.ids import Person
from rituals.refusal import Refusal

MOST_CO_OWNERS = 5


class Owned(Protocol):
    """A frozen dataclass of a ritual that somebody owns, alone or with others."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def owner(self) -> Person:
        """Who owns it."""

    @property
    def co_owners(self) -> tuple[Person, ...]:
        """Those who own it beside the owner."""


T = TypeVar("T", bound=Owned)


def hand_over(owned: T, by: Person, to: Person, fits: bool) -> T:
    """It in other hands; `fits` tells whether `to` can take part and sees the channel."""
    if to == owned.owner:
        told = "You own it already." if to == by else "That person owns it already."
        raise Refusal.in_fields({"to": f"{told} Choose somebody else."})
    if not fits:
        raise Refusal.in_fields({"to": "That person can't see the channel. Choose somebody who is in it."})
    return _in_hands_of(owned, to)


def take_over(owned: T, by: Person, owner_gone: bool, inside: bool) -> T:
    """It in the hands of whoever steps in for an owner who has left; `inside` its channel is who may."""
    if not owner_gone:
        raise Refusal("Its owner is still here. Ask them to hand it over.")
    if not inside:
        raise Refusal("Only members of its channel can take it over. Join the channel first.")
    return _in_hands_of(owned, by)


def share(owned: T, co_owners: tuple[Person, ...], blind: bool) -> T:
    """It with these co-owners and no others; `blind` tells that one of them does not see the channel."""
    if blind:
        raise Refusal.in_fields(
            {"co_owners": "Everybody who owns it must see the channel. Invite them first."}
        )
    return replace(owned, co_owners=check_co_owners(co_owners, owned.owner))


def inherit(owned: T, here: Collection[Person], decider: Person | None) -> T:
    """It after its owner has left: the first of its heirs who is here owns it; where none is, it stays.

    `here` are the people concerned who take part and see the channel.
    """
    heir = next((one for one in heirs(owned, decider) if one in here), None)
    return owned if heir is None else _in_hands_of(owned, heir)


def heirs(owned: Owned, decider: Person | None) -> list[Person]:
    """Those who may own it after its owner, in this order: the co-owners, then whoever decides."""
    return [*owned.co_owners, *filter(None, [decider])]


def check_co_owners(co_owners: Iterable[Person], owner: Person) -> tuple[Person, ...]:
    """Those who own it beside the owner, each once; raises Refusal in the field."""
    others = tuple(dict.fromkeys(one for one in co_owners if one != owner))
    if len(others) > MOST_CO_OWNERS:
        raise Refusal.in_fields({"co_owners": f"{MOST_CO_OWNERS} people can own it beside its owner."})
    return others


def _in_hands_of(owned: T, person: Person) -> T:
    return replace(owned, owner=person, co_owners=tuple(one for one in owned.co_owners if one != person))
