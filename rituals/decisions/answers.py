"""Who is asked, what they may answer, and who may see it."""

from datetime import datetime

from rituals.decisions.answer import Answer, check_cells, check_dots, check_places, check_scores, choosing
from rituals.decisions.guards import check_is_open
from rituals.decisions.model import Ballot, Decision, Seat, State
from rituals.decisions.terms import FEWEST_SEALED, NONE, Hint, Method, Secrecy, Terms
from rituals.electorate import Voters, check_anybody
from rituals.ids import Person
from rituals.refusal import Refusal


def check_electorate(terms: Terms, seats: int) -> None:
    """Raises Refusal in the fields if nobody would be asked, or fewer than the quorum needs."""
    if terms.voters is Voters.ANYONE:
        return
    check_anybody(terms.voters, seats, "vote")
    if terms.secrecy is Secrecy.SEALED and seats < FEWEST_SEALED:
        raise Refusal.in_fields(
            {
                "secrecy": f"A sealed vote needs {FEWEST_SEALED} people or more, and {seats} are asked: "
                "with fewer, totals tell who chose what."
            }
        )
    needed = terms.quorum.of(seats)
    if needed > seats:
        raise Refusal.in_fields(
            {"quorum": f"The quorum is {needed} people, but only {seats} are asked. Lower it."}
        )


def cast(decision: Decision, seat: Seat, answer: Answer, action_ts: str, now: datetime) -> Ballot:
    """The ballot that counts after this answer; raises Refusal.

    A click that is older than the last one that counted changes nothing: the ballot comes back as it was.
    `action_ts` is '' for an answer given in a form: those count in the order in which they arrive.
    """
    check_may_answer(decision, seat, now)
    if seat.ballot and action_ts and action_ts <= seat.ballot.action_ts:
        return seat.ballot
    return _latest(decision, seat, check_answer(decision.terms, answer), action_ts)


def abstain(decision: Decision, seat: Seat, action_ts: str, now: datetime) -> Ballot:
    """The ballot of somebody who takes part and chooses nothing; raises Refusal. An older click changes nothing."""
    check_may_answer(decision, seat, now)
    if seat.ballot and action_ts and action_ts <= seat.ballot.action_ts:
        return seat.ballot
    return _latest(decision, seat, (), action_ts)


def _latest(decision: Decision, seat: Seat, answer: Answer, action_ts: str) -> Ballot:
    return Ballot(answer, decision.version, action_ts or (seat.ballot.action_ts if seat.ballot else ""))


def keep(decision: Decision, seat: Seat, action_ts: str, now: datetime) -> Ballot:
    """The ballot that was given to an older version, for the question as it is now; raises Refusal."""
    check_may_answer(decision, seat, now)
    if seat.ballot is None or seat.ballot.answer is None:
        raise Refusal("You have no vote to keep. Vote anew.")
    if not seat.ballot.answer:
        return abstain(decision, seat, action_ts, now)
    if decision.terms.method is Method.SCORE and len(seat.ballot.answer) < len(decision.terms.options):
        raise Refusal(
            "An option was added since you voted. Your vote counts as it is; to score all, change it."
        )
    return cast(decision, seat, seat.ballot.answer, action_ts, now)


def withdraw(decision: Decision, seat: Seat, action_ts: str, now: datetime) -> Ballot:
    """The ballot after it was withdrawn; raises Refusal. An older click changes nothing."""
    check_may_answer(decision, seat, now)
    if seat.ballot is None or seat.ballot.withdrawn:
        raise Refusal("You have no vote to withdraw.")
    if action_ts and action_ts <= seat.ballot.action_ts:
        return seat.ballot
    return Ballot(None, decision.version, action_ts or seat.ballot.action_ts, withdrawn=True)


def check_answer(terms: Terms, answer: Answer) -> Answer:
    """The ballot, if it can be counted; raises Refusal in the fields."""
    criteria = set(terms.weights) or {0}
    if any(terms.option(mark.option) is None or mark.criterion not in criteria for mark in answer):
        raise Refusal.in_fields(
            {"choices": "That option is no longer there. Look at the card again and choose another."}
        )
    if terms.method is Method.SCORE:
        return check_scores(answer, terms.numbers)
    if terms.method is Method.RANKED:
        return check_places(answer, terms.numbers)
    if terms.method is Method.DOTS:
        return check_dots(answer, terms.numbers, terms.dots)
    if terms.method is Method.MATRIX:
        return check_cells(answer, terms.numbers, list(terms.weights))
    return _check_choices(terms, answer)


def _check_choices(terms: Terms, answer: Answer) -> Answer:
    if terms.method is Method.SINGLE and len(answer) != 1:
        raise Refusal.in_fields({"choices": "Choose one option."})
    if len(answer) > 1 and any(mark.option == NONE for mark in answer):
        raise Refusal.in_fields({"choices": "“None of these” stands alone. Take it, or the others."})
    if len(answer) < terms.fewest and answer != choosing([NONE]):
        raise Refusal.in_fields({"choices": f"Choose at least {terms.fewest}: you chose {len(answer)}."})
    if len(answer) > terms.most:
        raise Refusal.in_fields({"choices": f"Choose at most {terms.most}: you chose {len(answer)}."})
    return answer


def check_shown(decision: Decision, version: int | None) -> None:
    """Raises Refusal if the wording was changed freely, at any time since the person looked at it.

    It is free while nobody's answer stands: options may then be removed or become others, so an answer to a
    version before the last free one may mean anything. After the last free one come amendments only, which say
    what they changed: an answer to any of these versions counts, and is marked.
    """
    if version is not None and version < decision.earliest:
        raise Refusal("The question has changed since you saw it. Look at the card again, then vote.")


def may_see_results(decision: Decision, seat: Seat) -> bool:
    """Whether a person may see how it stands: after a count, or, in an open vote, once they answered."""
    if decision.result is not None:
        return True
    return decision.terms.secrecy is Secrecy.OPEN and decision.state is State.OPEN and seat.has_answered


def is_hidden(decision: Decision, voter: Person) -> bool:
    """Whether nobody sees yet what this person voted, as others would be led by it."""
    terms = decision.terms
    return decision.result is None and voter == terms.decider and Hint.AUTHORITY in terms.hints


def check_may_see_results(decision: Decision, seat: Seat) -> None:
    """Raises Refusal with the reason why the results are not shown yet, or ever."""
    if may_see_results(decision, seat):
        return
    if decision.state.is_final:
        raise Refusal("This decision ended without a count, so there is no result to show.")
    if decision.state is State.SUGGESTING:
        raise Refusal("Options are still being suggested. Voting opens afterwards.")
    if decision.state is not State.OPEN:
        raise Refusal("Voting has ended and nothing is shown until the result is announced.")
    if decision.terms.secrecy is not Secrecy.OPEN:
        raise Refusal("Only totals are shown, and only after the close. Nobody sees more before that.")
    raise Refusal(
        "Vote first: you see how it stands once you have answered, so that nobody is led by others."
    )


def check_may_answer(decision: Decision, seat: Seat, now: datetime) -> None:
    """Raises Refusal unless this person can answer now."""
    check_is_open(decision)
    if now >= decision.terms.closes_at:
        raise Refusal("The deadline has passed. The result is here in a moment.")
    if not seat.asked and decision.terms.voters is Voters.ANYONE:
        raise Refusal("This decision asks whoever is in its channel. Join the channel, then vote.")
    if not seat.asked:
        raise Refusal(
            "This decision asks other people, so your vote can't count. "
            "You can say what you think in the thread, or ask its owner to add you."
        )
