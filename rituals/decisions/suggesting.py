"""The phase before the vote in which people suggest options."""

from dataclasses import replace
from datetime import datetime, timedelta

from rituals.deadlines import check_more_time
from rituals.decisions.criteria import check_cells_fit
from rituals.decisions.fields import check_detail, check_options, read_options
from rituals.decisions.guards import check_is_suggesting, check_owner
from rituals.decisions.model import Decision, Seat, State
from rituals.decisions.terms import FEWEST_OPTIONS, NONE, Detail, Hint, Option, Terms
from rituals.electorate import Voters
from rituals.ids import Person
from rituals.refusal import Refusal, gathered
from rituals.texts import fold

LATE = timedelta(hours=1)


def suggest(decision: Decision, seat: Seat, by: Person, text: str, description: str) -> Decision:
    """The decision with one more option; raises Refusal. Whoever is asked may suggest, and its owners."""
    check_may_suggest(decision, seat, by)
    wrong: dict[str, str] = {}
    terms, texts = decision.terms, read_options(text)
    if len(texts) != 1:
        wrong["option"] = "Write one option, on one line."
    with gathered(wrong, "option"):
        check_options((*(option.text for option in terms.named), *texts), fewest=0)
        check_cells_fit(terms.criteria, len(terms.named) + 1)
    if {fold(one) for one in texts} & {fold(option.text) for option in terms.named}:
        wrong["option"] = "That is among the options already. Suggest another."
    detail = Detail(description=description.strip())
    with gathered(wrong, "description"):
        check_detail(detail)
    if wrong:
        raise Refusal.in_fields(wrong)
    number = max((option.number for option in terms.options), default=0) + 1
    others = tuple(option for option in terms.options if option.number == NONE)
    options = (*terms.named, Option(number, texts[0], detail), *others)
    return replace(decision, terms=replace(terms, options=options))


def check_may_suggest(decision: Decision, seat: Seat, by: Person) -> None:
    """Raises Refusal unless this person can suggest an option now."""
    check_is_suggesting(decision)
    if seat.asked or by in decision.owners:
        return
    if decision.terms.voters is Voters.ANYONE:
        raise Refusal("This decision asks whoever is in its channel. Join the channel, then suggest.")
    raise Refusal("This decision asks other people. Say in the thread what is missing.")


def has_enough(terms: Terms) -> bool:
    """Whether there is something to choose between."""
    return len(terms.named) >= FEWEST_OPTIONS


def reach_vote(decision: Decision, now: datetime) -> Decision:
    """What the clock makes of it when suggestions end: the vote is open, if there is something to choose between.

    Where the clock was not there in time, the vote closes as much later: nobody could have voted meanwhile.
    """
    until = decision.terms.suggest_until
    if (
        decision.state is not State.SUGGESTING
        or until is None
        or now < until
        or not has_enough(decision.terms)
    ):
        return decision
    terms = decision.terms
    if now - until >= LATE:
        terms = replace(terms, closes_at=terms.closes_at + (now - until))
    return _opened(replace(decision, terms=terms))


def open_vote(decision: Decision, by: Person) -> Decision:
    """The vote is open because its owner says so; raises Refusal."""
    check_owner(decision, by)
    check_is_suggesting(decision)
    if not has_enough(decision.terms):
        raise Refusal("A vote needs two options or more. Add some under Amend, or wait for suggestions.")
    return _opened(decision)


def extend_suggesting(decision: Decision, by: Person, until: datetime, reason: str = "") -> Decision:
    """The decision with more time for suggestions; where the vote would be cut short it closes as much later.

    More time may need a reason.
    """
    check_owner(decision, by)
    check_is_suggesting(decision)
    terms = decision.terms
    before = terms.suggest_until
    if before is None or until == before:
        raise Refusal.in_fields(
            {"closes_typed": "That is when suggestions end already. Choose another time."}
        )
    check_more_time(until > before and Hint.PARALYSIS in terms.hints, reason)
    closes_at = max(terms.closes_at, terms.closes_at + (until - before))
    return replace(decision, terms=replace(terms, suggest_until=until, closes_at=closes_at))


def _opened(decision: Decision) -> Decision:
    """The vote is open on what has been suggested: nobody can be asked for more options than there are."""
    terms, options = decision.terms, len(decision.terms.options)
    terms = replace(terms, fewest=min(terms.fewest, options), most=min(terms.most, options))
    return replace(decision, state=State.OPEN, terms=terms)
