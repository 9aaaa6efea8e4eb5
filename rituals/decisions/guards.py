"""Who may do what, and when it is too late: each check raises Refusal with the reason."""

from rituals.decisions.model import Decision, State
from rituals.ids import Person
from rituals.refusal import Refusal

UNKNOWN = "I can't find that decision. It may have been removed, or you may not be in its channel."


def check_owner(decision: Decision, by: Person) -> None:
    """Raises Refusal unless this person owns the decision, alone or with others."""
    if by not in decision.owners:
        raise Refusal("Only the owner of this decision can do that. Ask them, or ask them to hand it over.")


def check_is_open(decision: Decision) -> None:
    """Raises Refusal, with the reason, unless people can answer."""
    check_not_counted(decision)
    if decision.state is State.SUGGESTING:
        raise Refusal("Options are still being suggested. Voting opens afterwards.")


def check_is_suggesting(decision: Decision) -> None:
    """Raises Refusal, with the reason, unless options can be suggested."""
    check_not_counted(decision)
    if decision.terms.suggest_until is None:
        raise Refusal("The options of this decision are fixed. Say in the thread what is missing.")
    if decision.state is not State.SUGGESTING:
        raise Refusal("Voting has begun, so no more options are taken. Say in the thread what is missing.")


def check_not_counted(decision: Decision) -> None:
    """Raises Refusal, with the reason, once voting has ended."""
    check_not_ended(decision)
    if decision.state is State.AWAITING:
        raise Refusal("Voting has ended. What is decided is being written.")
    if decision.state is State.STALLED:
        raise Refusal("Voting has ended: too few people answered. Its owner can extend it.")
    if decision.state is State.COUNTING:
        raise Refusal("Voting has ended and the votes are being counted. The result is here in a moment.")


def check_not_ended(decision: Decision) -> None:
    """Raises Refusal, with the reason, if nothing can change any more."""
    if decision.state is State.CANCELLED:
        raise Refusal("This decision was cancelled. The card says why.")
    if decision.state.is_final:
        raise Refusal("This decision has ended. The card shows how it came out.")
