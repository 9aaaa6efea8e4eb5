"""Details: everything that is put to the team, and after the close of an open vote what each person chose."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.blocks import (
    as_day,
    context,
    cut,
    divider,
    escape,
    mention,
    modal,
    named,
    section,
    sections,
    shorten,
    when,
)
from handlers.choices import HINTS, METHOD_NAMES
from handlers.decisions.views import words
from handlers.decisions.views.answers import secrecy_explained
from handlers.decisions.views.ending import records_beside
from handlers.decisions.views.matrix import weights_listed
from handlers.decisions.views.options import option_whole, options_listed
from handlers.decisions.views.votes import vote_in_short
from handlers.replies import Block, View
from handlers.undertaken import NOTHING, Undertaken, told
from rituals.decisions.answer import Answer
from rituals.decisions.model import Decision
from rituals.decisions.terms import NO_DETAIL, Method, Reversibility, Terms
from rituals.electorate import Voters
from rituals.ids import Person

MOST_NAMED = 60
LONGEST_VOTES, LONGEST_VOTE = 12_000, 200

DOORS = {
    Reversibility.TWO_WAY: "two-way door: it can be taken back at little cost",
    Reversibility.ONE_WAY: "one-way door: it is hard or costly to take back",
}


@dataclass(frozen=True, slots=True)
class Known:
    """What Details tell of a decision; `asked` names the first of those in `seats` seats.

    `votes` only where answers are open and the vote has closed; `record` is the number of what was kept of it.
    """

    decision: Decision
    asked: Sequence[Person]
    seats: int
    votes: Sequence[tuple[Person, Answer]] = ()
    record: int | None = None
    undertaken: Undertaken = NOTHING


def details_modal(known: Known) -> View:
    """Everything about the decision, and what came of it."""
    decision, terms = known.decision, known.decision.terms
    blocks: list[Block] = [section(f"*{escape(terms.question)}*"), *records_beside(decision, known.record)]
    if terms.context:
        blocks += sections(escape(terms.context))
    if any(option.detail != NO_DETAIL for option in terms.options):
        for option in terms.options:
            blocks += sections(option_whole(terms, option, decision.owner))
    else:
        blocks += sections(options_listed(terms, decision.owner))
    blocks += [divider(), *sections(_terms(decision)), section(secrecy_explained(terms.secrecy))]
    if terms.voters is not Voters.ANYONE:
        blocks.append(section(f"*Asked:* {named(known.asked, known.seats, MOST_NAMED)}"))
    blocks += told(known.undertaken)
    if known.votes:
        blocks += [divider(), *sections(_votes(terms, known.votes))]
    if terms.hints:
        blocks.append(context(f"Hints against traps: {_hints(terms)}"))
    return modal("Details", blocks)


def _votes(terms: Terms, votes: Sequence[tuple[Person, Answer]]) -> str:
    lines = [
        f"{mention(person)}: {escape(shorten(vote_in_short(terms, answer), LONGEST_VOTE))}"
        for person, answer in votes[:MOST_NAMED]
    ]
    more = f"\n… and {len(votes) - MOST_NAMED:,} more" if len(votes) > MOST_NAMED else ""
    how = " (each option by that person's own scores)" if terms.method is Method.MATRIX else ""
    return f"*Votes*{how}\n" + cut("\n".join(lines), LONGEST_VOTES) + more


def _terms(decision: Decision) -> str:
    """The terms as lines; only those that were chosen."""
    terms = decision.terms
    lines = {
        "Owner": mention(decision.owner),
        "Co-owners": ", ".join(map(mention, decision.co_owners)),
        "Decider": f"{mention(terms.decider)}; the vote advises" if terms.decider else "",
        "Method": f"{METHOD_NAMES[terms.method].lower()}, {words.ballot_rule(terms)}",
        "Criteria": escape(weights_listed(terms)),
        "Threshold": f"{share} to win" if (share := words.threshold(terms.threshold)) else "",
        "Quorum": words.quorum(terms.quorum, decision.seats) or "none",
        "Opened": when(decision.opened_at),
        "Suggestions": when(terms.suggest_until, "until") if terms.suggest_until else "",
        **({"Closed": when(decision.closed_at)} if decision.closed_at else {"Closes": _closing(terms)}),
        "Can it be taken back?": DOORS[terms.reversibility] if terms.reversibility else "",
        "Look back on": as_day(terms.review_on, decision.opened_at.date()) if terms.review_on else "",
        f"Version {decision.version}": escape(shorten(decision.change, 1000)),
    }
    return "\n".join(f"*{name}:* {said}".replace("?:*", "?*") for name, said in lines.items() if said)


def _closing(terms: Terms) -> str:
    return when(terms.closes_at) + (", or when all have voted" if terms.close_when_all else "")


def _hints(terms: Terms) -> str:
    names = [str(hint["text"]["text"]).lower() for hint in HINTS if hint["value"] in terms.hints]
    return ", ".join(names) + "."
