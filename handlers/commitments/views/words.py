"""Words about a commitment that stand in several places, written once."""

from collections.abc import Sequence

from handlers.blocks import clean, count, cut, escape, listed, mention, shorten
from rituals.commitments.model import Commitment, Stance, State, Verdict
from rituals.commitments.seeing import waits_for_close
from rituals.commitments.summing import tell
from rituals.electorate import Voters
from rituals.ids import Person
from rituals.workspace import Member

CHOICES = {
    Stance.AGREE: "Agree",
    Stance.RESERVATIONS: "Agree with reservations",
    Stance.DISAGREE: "Disagree, will commit",
    Stance.BLOCK: "Can't commit",
    Stance.ABSTAIN: "Abstain",
}
"""The positions as they are offered, in their order."""

YOURS = {
    Stance.AGREE: "you agree",
    Stance.RESERVATIONS: "you agree with reservations",
    Stance.DISAGREE: "you disagree, and will commit",
    Stance.BLOCK: "you can't commit",
    Stance.ABSTAIN: "you abstain",
}
"""The same, said to whoever took it."""

TOLD = {
    Stance.BLOCK: "Can't commit",
    Stance.DISAGREE: "Disagree, will commit",
    Stance.RESERVATIONS: "Agree with reservations",
    Stance.AGREE: "Agree",
    Stance.ABSTAIN: "Abstain",
}
"""The same, as headings: what is to be talked about comes first."""


def brief(text: str, most: int) -> str:
    """The beginning of people's text, as mrkdwn: so many of its characters, and half as many more of markup at most."""
    return cut(escape(shorten(text, most)), most + most // 2)


def as_shown(commitment: Commitment) -> str:
    """What a button or a form carries: the commitment, and the version of it that the person looks at."""
    return f"{commitment.id} {commitment.version}"


def title(commitment: Commitment) -> str:
    """The proposal, for a notification: no mrkdwn."""
    return escape(shorten(clean(commitment.terms.proposal), 120))


def head(commitment: Commitment) -> str:
    """The proposal, as mrkdwn that stands out."""
    return f"*{escape(commitment.terms.proposal)}*"


def participation(commitment: Commitment) -> str:
    """“7 of 12 took a position”."""
    return f"{commitment.answered:,} of {commitment.seats:,} took a position"


def asked(commitment: Commitment) -> str:
    """Whom it asks, or has asked."""
    seats = commitment.seats
    if commitment.added:
        return f"{count(seats, 'person', 'people')}, {commitment.added:,} of them added later"
    if commitment.terms.voters is Voters.CHANNEL:
        return f"all {seats:,} members of the channel" if seats != 1 else "the one member of the channel"
    return count(seats, "person", "people")


def deciding(commitment: Commitment, is_here: bool = True) -> str:
    """Who proposes and who decides, as mrkdwn: “Ann proposes and decides”; `is_here` tells that they can, still."""
    owners, decider = people_named(commitment.owners), commitment.terms.decider
    if commitment.state.is_final:
        # Where nobody was left who could not commit, there was nothing to decide.
        by = commitment.ruling.by if commitment.ruling else None
        return f"{owners} proposed" + (f" · {mention(by)} decided" if by else "")
    proposes = "propose" if commitment.co_owners else "proposes"
    if not is_here:
        return f"{owners} {proposes}"
    if commitment.owners == (decider,) and not commitment.former:
        return f"{owners} {proposes} and decides"
    instead = f", in the place of {people_named(commitment.former)}" if commitment.former else ""
    return f"{owners} {proposes} · {mention(decider)} decides{instead}"


def rules(commitment: Commitment, decider_here: bool = True) -> str:
    """One line of how it works; `decider_here` tells that whoever decides can do so, still."""
    asks = "asked" if commitment.state is not State.OPEN else "asks"
    shown, decider = "", commitment.terms.decider
    if commitment.state is State.OPEN:
        shown = "nobody sees who stands where until all are in, or it closes"
    elif commitment.state.takes_positions and waits_for_close(commitment, decider):
        shown = f"where {mention(decider)} stands is shown after the close"
    parts = [deciding(commitment, decider_here), f"{asks} {asked(commitment)}", shown]
    return " · ".join(filter(None, parts))


def people_named(people: Sequence[Person], last: str = "and") -> str:
    """These people, as mrkdwn."""
    return listed([mention(person) for person in people], last)


def named_with_reasons(uncounted: Sequence[Member]) -> str:
    """People who can never take part, each with the reason, as mrkdwn."""
    return ", ".join(f"{mention(member.person)} ({member.why_not})" for member in uncounted)


def outcome(commitment: Commitment) -> str:
    """How it ended, in one sentence without markup and without its full stop; '' while it is under way."""
    if commitment.state is State.CANCELLED:
        return "Cancelled"
    if commitment.state is State.DROPPED:
        return "Dropped"
    if commitment.state is State.NO_DECISION:
        took_part = (
            "everybody who took a position abstained" if commitment.answered else "nobody took a position"
        )
        return f"No decision: {took_part}"
    if commitment.state is State.DECIDED:
        return tell(commitment.result) if commitment.result else "Decided"
    return ""


def outcome_in_short(commitment: Commitment) -> str:
    """Where it stands, for a notification: no mrkdwn."""
    return outcome(commitment) or UNDER_WAY.get(commitment.state) or participation(commitment)


UNDER_WAY = {
    State.STALLED: "nobody stands for it or against it",
    State.REVEALED: "positions are shown",
    State.WORKING: "the disagreement is worked through",
    State.ESCALATED: "it is blocked, and the decider decides",
    State.CONFIRMING: "carried over disagreement",
}

RULED = {
    Verdict.CARRY: "carried it over what was said against it",
    Verdict.CHANGE: "changed it, and carried it so",
    Verdict.DROP: "dropped it",
}
"""What a decider has made of a proposal that was blocked; who did stands before."""
