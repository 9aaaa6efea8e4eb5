"""Words about a decision that stand in several places, written once."""

from collections.abc import Callable, Sequence

from handlers.blocks import clean, count, escape, listed, mention, shorten
from rituals.decisions.answer import HIGHEST_CELL, HIGHEST_SCORE, LOWEST_CELL
from rituals.decisions.model import Decision, State
from rituals.decisions.outcome import overruled
from rituals.decisions.suggesting import has_enough
from rituals.decisions.terms import (
    LONGEST_OPTION,
    NONE,
    Method,
    Quorum,
    Reversibility,
    Secrecy,
    Terms,
    Threshold,
)
from rituals.decisions.verdict import Verdict, verdict_of
from rituals.electorate import Voters
from rituals.ids import Person
from rituals.workspace import Member

SECRECY = {
    Secrecy.OPEN: "names are shown once you have voted",
    Secrecy.PRIVATE: "only totals are shown, after the close",
    Secrecy.SEALED: "sealed: only totals are shown, after the close",
}

SECRECY_AFTERWARDS = {
    Secrecy.OPEN: "open vote",
    Secrecy.PRIVATE: "private tally: only totals are shown",
    Secrecy.SEALED: "sealed: only totals are known",
}

RULES = {
    Method.SINGLE: "one choice each",
    Method.SCORE: f"a score from 0 to {HIGHEST_SCORE} for each option",
    Method.RANKED: "put the options in order",
}


def as_shown(decision: Decision) -> str:
    """What a button or ballot carries: the decision, and the version of it that the person looks at."""
    return f"{decision.id} {decision.version}"


def title(decision: Decision) -> str:
    """The question, for a notification: no mrkdwn."""
    return escape(shorten(clean(decision.terms.question), 120))


def options_named(terms: Terms, numbers: Sequence[int], longest: int = LONGEST_OPTION) -> str:
    """The options of these numbers: “Kafka and NATS”."""
    return listed([shorten(option.text, longest) for number in numbers if (option := terms.option(number))])


def fitting(write: Callable[[int], str], most: int) -> str:
    """What is written with names so long, or shorter ones until it has at most so many characters."""
    for longest in (LONGEST_OPTION, 40, 24):
        written = write(longest)
        if len(written) <= most:
            break
    return written


def ballot_rule(terms: Terms) -> str:
    """What one ballot takes."""
    if terms.method in RULES:
        return RULES[terms.method]
    if terms.method is Method.DOTS:
        return f"{count(terms.dots, 'dot')} each"
    if terms.method is Method.MATRIX:
        return f"scores from {LOWEST_CELL} to {HIGHEST_CELL} on {count(len(terms.criteria), 'criterion', 'criteria')}"
    if terms.fewest == 1 and terms.most >= len(terms.options):
        return "choose as many as you approve of"
    if terms.fewest == terms.most:
        return f"choose {terms.fewest}"
    if terms.fewest == 1:
        return f"choose up to {terms.most}"
    return f"choose {terms.fewest} to {terms.most}"


def asked(decision: Decision) -> str:
    """Whom the decision asks, or has asked."""
    terms, seats = decision.terms, decision.seats
    if terms.voters is Voters.ANYONE:
        return "anyone in the channel"
    if decision.added:
        return f"{count(seats, 'person', 'people')}, {decision.added} of them added later"
    if terms.voters is Voters.CHANNEL:
        return f"all {seats:,} members of the channel" if seats != 1 else "the one member of the channel"
    return count(seats, "person", "people")


def named_with_reasons(uncounted: Sequence[Member]) -> str:
    """People who can never take part, each with the reason, as mrkdwn."""
    return ", ".join(f"{mention(member.person)} ({member.why_not})" for member in uncounted)


def quorum(rule: Quorum, seats: int) -> str:
    """The quorum: “3 must vote”, '' where none is asked for."""
    if not rule.amount:
        return ""
    share = f" ({rule.amount} %)" if rule.percent else ""
    return f"{rule.of(seats)}{share} must vote"


def threshold(rule: Threshold) -> str:
    """The threshold: “60 % of the votes”, '' where none is asked for."""
    if not rule.percent:
        return ""
    return f"{rule.percent} % of " + ("all who are asked" if rule.of_all else "the votes")


def rules(decision: Decision) -> str:
    """One line of how this decision works."""
    terms, is_open = decision.terms, decision.state in (State.SUGGESTING, State.OPEN)
    parts = [
        f"{owners_named(decision)} {asks(decision)} {asked(decision)}",
        f"{mention(terms.decider)} decides after the vote" if terms.decider and is_open else "",
        ballot_rule(terms),
        quorum(terms.quorum, decision.seats) if is_open else "",
        f"{share} to win" if is_open and (share := threshold(terms.threshold)) else "",
        (SECRECY if is_open else SECRECY_AFTERWARDS)[terms.secrecy],
        "a one-way door" if terms.reversibility is Reversibility.ONE_WAY else "",
        "closes early when all have voted" if terms.close_when_all and is_open else "",
    ]
    return " · ".join(part for part in parts if part)


def owners_named(decision: Decision) -> str:
    """The owner and the co-owners, as mrkdwn."""
    return people_named(decision.owners)


def people_named(people: Sequence[Person], last: str = "and") -> str:
    """These people, as mrkdwn."""
    return listed([mention(person) for person in people], last)


def asks(decision: Decision) -> str:
    """The word between owners and those they ask."""
    if decision.state not in (State.SUGGESTING, State.OPEN):
        return "asked"
    return "ask" if decision.co_owners else "asks"


def participation(decision: Decision) -> str:
    """“7 of 12 voted”, or “7 voted” where anyone may."""
    if decision.terms.voters is Voters.ANYONE:
        return f"{decision.answered:,} voted"
    return f"{decision.answered:,} of {decision.seats:,} voted"


def outcome(decision: Decision) -> str:
    """How the decision ended, in one sentence without markup; '' while it is under way."""
    terms, result = decision.terms, decision.result
    if decision.state is State.CANCELLED:
        return "Cancelled"
    if decision.state is State.DECIDED and result:
        named = options_named(terms, result.leaders if decision.chosen is None else [decision.chosen])
        return ", ".join(filter(None, [f"Decided: {named}", against(decision)]))
    if decision.state is State.AWAITING and result:
        return _advice(decision)
    if decision.state is not State.NO_DECISION:
        return ""
    if result is None and not has_enough(terms):
        return "No decision: there was too little to choose between"
    if result is None:
        if decision.quorum_met:
            return "No decision: it was closed without a count"
        return f"No decision: {participation(decision)} and {decision.needed} were needed"
    return _no_decision(decision)


def _advice(decision: Decision) -> str:
    """What the vote says to the one who decides."""
    terms, result = decision.terms, decision.result
    if result is None:
        return ""
    named = leaders_named(decision)
    return {
        Verdict.WON: f"The vote is for {named}",
        Verdict.TIE: f"The vote is a tie between {named}",
        Verdict.SHORT: f"The vote is for {named}, below {threshold(terms.threshold)}",
        Verdict.NONE_OF_THESE: "The vote is for none of these",
        Verdict.ABSTAINED: "The vote says nothing: everybody who voted abstained",
        Verdict.NOBODY: "The vote says nothing: nobody voted",
    }[verdict_of(result, terms, decision.seats)]


def _no_decision(decision: Decision) -> str:
    terms, result = decision.terms, decision.result
    if result is None:
        return "No decision"
    if decision.outcome is not None:
        said = "No decision: none of these" if decision.outcome.chosen == NONE else "No decision"
        return ", ".join(filter(None, [said, against(decision)]))
    named = leaders_named(decision)
    return {
        Verdict.WON: "No decision",
        Verdict.TIE: f"A tie between {named}: no decision",
        Verdict.SHORT: f"No decision: {named} leads, below {threshold(terms.threshold)}",
        Verdict.NONE_OF_THESE: "No decision: the vote is for none of these",
        Verdict.ABSTAINED: "No decision: everybody who voted abstained",
        Verdict.NOBODY: "No decision: nobody voted",
    }[verdict_of(result, terms, decision.seats)]


def against(decision: Decision) -> str:
    """What was passed over: “against the vote for SQS”; '' where the vote was followed, or decided nothing."""
    passed = overruled(decision)
    if not passed:
        return ""
    if passed == (NONE,):
        return "against the vote for none of these"
    named = leaders_named(decision)
    return f"against the vote for {named}" if len(passed) == 1 else f"against the vote, a tie between {named}"


def leaders_named(decision: Decision, longest: int = LONGEST_OPTION) -> str:
    """The options ahead: “Kafka and SQS”, or “all 3 options”."""
    leaders = decision.result.leaders if decision.result else ()
    if len(leaders) > 2 and len(leaders) == len(decision.terms.options):
        return f"all {len(leaders)} options"
    return options_named(decision.terms, leaders, longest)


def is_tie(decision: Decision) -> bool:
    """Whether several options lead."""
    return decision.result is not None and len(decision.result.leaders) > 1


def after_a_tie(decision: Decision) -> str:
    """What can be done where nothing was decided because several options lead, as mrkdwn."""
    return (
        f"{mention(decision.owner)} can talk about what would settle it in the thread, then ask again: "
        "*New round* takes the options that are level."
    )


def after_no_winner(decision: Decision) -> str:
    """What can be done where one option leads and yet nothing is decided, as mrkdwn; '' elsewhere."""
    result = decision.result
    if decision.state is not State.NO_DECISION or decision.outcome or result is None:
        return ""
    verdict = verdict_of(result, decision.terms, decision.seats)
    if verdict is Verdict.SHORT:
        wanting = "what keeps people from it"
    elif verdict is Verdict.NONE_OF_THESE:
        wanting = "what an option would have to be like"
    else:
        return ""
    return f"{mention(decision.owner)} can ask in the thread {wanting}, then decide anew with *New round*."


def outcome_in_short(decision: Decision) -> str:
    """How the decision ended, for a notification: no mrkdwn."""
    return escape(shorten(clean(outcome(decision)), 200))
