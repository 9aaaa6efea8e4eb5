"""Words about a decision that stand in several places, written once."""

from collections.abc import Sequence

from handlers.blocks import clean, count, escape, listed, mention, shorten
from rituals.decisions.answer import HIGHEST_CELL, HIGHEST_SCORE, LOWEST_CELL, Answer
from rituals.decisions.model import Decision, Result, State
from rituals.decisions.suggesting import has_enough
from rituals.decisions.terms import LONGEST_OPTION, Method, Quorum, Reversibility, Secrecy, Terms, Voters
from rituals.ids import Person
from rituals.workspace import Member

BAR = 12  # Characters of the longest bar of a result.
LONGEST_STANDING = 6000

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


def options_named(terms: Terms, numbers: Sequence[int]) -> str:
    """The options of these numbers: “Kafka and NATS”."""
    return listed([option.text for number in numbers if (option := terms.option(number))])


def options_listed(terms: Terms) -> str:
    """The options as lines with their numbers."""
    return "\n".join(f"{option.number}.  {escape(option.text)}" for option in terms.options)


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


def rules(decision: Decision) -> str:
    """One line of how this decision works."""
    terms, is_open = decision.terms, decision.state in (State.SUGGESTING, State.OPEN)
    asks = "asks" if is_open else "asked"
    parts = [
        f"{mention(decision.owner)} {asks} {asked(decision)}",
        ballot_rule(terms),
        quorum(terms.quorum, decision.seats) if is_open else "",
        (SECRECY if is_open else SECRECY_AFTERWARDS)[terms.secrecy],
        "a one-way door" if terms.reversibility is Reversibility.ONE_WAY else "",
        "closes early when all have voted" if terms.close_when_all and is_open else "",
    ]
    return " · ".join(part for part in parts if part)


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
        return f"Decided: {options_named(terms, result.leaders)}"
    if decision.state is not State.NO_DECISION:
        return ""
    if result is None and not has_enough(terms):
        return "No decision: there was too little to choose between"
    if result is None:
        if decision.quorum_met:
            return "No decision: it was closed without a count"
        return f"No decision: {participation(decision)} and {decision.needed} were needed"
    if not result.leaders:
        return "No decision: nobody voted"
    return f"A tie between {options_named(terms, result.leaders)}: no decision"


def is_tie(decision: Decision) -> bool:
    """Whether several options lead."""
    return decision.result is not None and len(decision.result.leaders) > 1


def after_a_tie(decision: Decision) -> str:
    """What can be done where nothing was decided because several options lead, as mrkdwn."""
    return (
        f"{mention(decision.owner)} can talk about what would settle it in the thread, then ask again: "
        "type `/decide` with the options that are left."
    )


def outcome_in_short(decision: Decision) -> str:
    """How the decision ended, for a notification: no mrkdwn."""
    return escape(shorten(clean(outcome(decision)), 200))


def standing(terms: Terms, result: Result, votes: Sequence[tuple[Person, Answer]] = ()) -> str:
    """The votes of each option as lines with bars, most first, with names where `votes` tells them.

    Where that is too much for one message, names are left out, then the ends of long options.
    """
    whole = _standing(terms, result, votes, LONGEST_OPTION)
    if len(whole) <= LONGEST_STANDING:
        return whole
    nameless = _standing(terms, result, (), LONGEST_OPTION)
    return nameless if len(nameless) <= LONGEST_STANDING else _standing(terms, result, (), 40)


def _standing(terms: Terms, result: Result, votes: Sequence[tuple[Person, Answer]], longest: int) -> str:
    best = max(result.votes.values(), default=0) or 1
    lines = []
    for option in sorted(
        terms.options, key=lambda option: (-result.votes.get(option.number, 0), option.number)
    ):
        cast = result.votes.get(option.number, 0)
        share = round(100 * cast / result.ballots) if result.ballots else 0
        bar = "█" * round(BAR * cast / best)
        name = escape(shorten(option.text, longest))
        name = f"*{name}*" if option.number in result.leaders else name
        lines.append(f"{bar:░<{BAR}}  {cast:,} · {share} %  {name}{_names(votes, option.number)}")
    return "\n".join(lines)


def _names(votes: Sequence[tuple[Person, Answer]], number: int) -> str:
    people = [mention(person) for person, answer in votes if any(mark.option == number for mark in answer)]
    shown, rest = people[:20], len(people) - 20
    more = f" and {rest} more" if rest > 0 else ""
    return f" – {', '.join(shown)}{more}" if shown else ""
