"""Who may do what, and when it is too late: each check raises Refusal with the reason."""

from datetime import datetime

from rituals.ids import Person
from rituals.refusal import Refusal
from rituals.rfcs.model import Rfc, State

UNKNOWN = "I can't find that RFC. It may have been removed, or you may not be in its channel."
_ENDED = {
    State.ACCEPTED: "was accepted. Open another RFC where it should be changed, and let that take its place.",
    State.REJECTED: "was rejected. The card says why.",
    State.WITHDRAWN: "was withdrawn. Open another RFC to take the matter up.",
    State.SUPERSEDED: "was superseded: another one has taken its place. The card leads there.",
}


def has_ended(rfc: Rfc, now: datetime) -> bool:
    """Whether its time for comments is over, though the clock may not have accepted it yet."""
    if rfc.state is not State.FINAL or rfc.paused_at is not None or rfc.final_ends is None:
        return False
    return now >= rfc.final_ends


def check_owner(rfc: Rfc, by: Person) -> None:
    """Raises Refusal unless this person wrote the RFC, alone or with others."""
    if by not in rfc.owners:
        raise Refusal("Only the author of this RFC can do that. Ask them, or ask them to hand it over.")


def check_decider(rfc: Rfc, by: Person) -> None:
    """Raises Refusal unless this person decides about the RFC."""
    if by != rfc.terms.decider:
        raise Refusal("Only the decider of this RFC can do that. Say in the thread what they should know.")


def check_takes(rfc: Rfc, now: datetime) -> None:
    """Raises Refusal, with the reason, unless the RFC is under review and its end has not come."""
    check_not_ended(rfc, now)
    if rfc.state is State.POSTPONED:
        raise Refusal(f"{rfc.name} is postponed. Its author can take it up again.")


def check_not_ended(rfc: Rfc, now: datetime) -> None:
    """Raises Refusal, with the reason, if nothing can change any more, whether or not the clock has come."""
    if rfc.state.is_final:
        raise Refusal(f"{rfc.name} {_ENDED[rfc.state]}")
    if has_ended(rfc, now):
        raise Refusal(f"Final comment ended, so {rfc.name} is accepted: the card says so in a moment.")
