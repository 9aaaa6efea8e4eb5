"""Who owns a commitment, and until when that can change. Where its owner decides, whoever owns it next does.

`positions` are those that stand as it changes hands: what is shown of whoever decides next stays shown.
"""

from collections.abc import Collection

from rituals import owning
from rituals.commitments.deciding import decided_by
from rituals.commitments.guards import check_not_ended, check_owner
from rituals.commitments.model import Commitment, Positions, State
from rituals.ids import Person


def hand_over(commitment: Commitment, by: Person, to: Person, fits: bool, positions: Positions) -> Commitment:
    """It in other hands; `fits` tells whether `to` can take part and sees the channel."""
    check_owner(commitment, by)
    check_not_ended(commitment)
    return _decided_along(commitment, owning.hand_over(commitment, by, to, fits), positions)


def take_over(
    commitment: Commitment, by: Person, owner_gone: bool, inside: bool, positions: Positions
) -> Commitment:
    """It in the hands of whoever steps in for an owner who has left; `inside` its channel is who may."""
    check_not_ended(commitment)
    return _decided_along(commitment, owning.take_over(commitment, by, owner_gone, inside), positions)


def share(commitment: Commitment, by: Person, co_owners: tuple[Person, ...], blind: bool) -> Commitment:
    """It with these co-owners and no others; `blind` tells that one of them does not see the channel."""
    check_owner(commitment, by)
    check_not_ended(commitment)
    return owning.share(commitment, co_owners, blind)


def inherit(commitment: Commitment, here: Collection[Person], positions: Positions) -> Commitment:
    """It after its owner has left: a co-owner who is here owns it, else the decider; else it stays."""
    return _decided_along(commitment, owning.inherit(commitment, here, commitment.terms.decider), positions)


def heirs(commitment: Commitment) -> list[Person]:
    """Those who may own it after its owner, in this order."""
    return owning.heirs(commitment, commitment.terms.decider)


def _decided_along(before: Commitment, after: Commitment, positions: Positions) -> Commitment:
    """Once it is decided the decider stays, whoever owns it: they alone are told who does not commit."""
    decides = before.terms.decider == before.owner and before.state is not State.CONFIRMING
    if not decides or after.owner == before.owner:
        return after
    return decided_by(after, after.owner, positions)
