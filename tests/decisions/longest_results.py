"""Results of every method with everything in them as long as it may be."""

from dataclasses import replace
from datetime import date
from itertools import permutations

from handlers.decisions.views import answers, manage, messages, suggesting
from handlers.decisions.views import outcome as outcomes
from handlers.decisions.views.card import card
from handlers.decisions.views.details import Known, details_modal
from handlers.decisions.views.ending import Beside
from handlers.decisions.views.manage import Powers
from handlers.decisions.views.why import why_modal
from rituals.decisions.answer import Answer, Mark
from rituals.decisions.course import announce
from rituals.decisions.criteria import Criterion
from rituals.decisions.model import Decision, Outcome, Result, State
from rituals.decisions.outcome import Writing
from rituals.decisions.ranked import rank_duels
from rituals.decisions.spread import Spread
from rituals.decisions.terms import Detail, Level, Method, Option, Quorum, Reversibility, Terms, Threshold
from rituals.ids import DecisionId, Person
from storage.history import Entry
from tests.actions.making import LONGEST_CAME
from tests.decisions.making import ANN, BEN, CHEN, DANA, DECISION, TERMS, WEDNESDAY
from tests.decisions.seen_results import Look

CROWD = 10_000
DAY = date(2027, 3, 1)
SOME = [Person(f"U0123{number:06}") for number in range(100)]


def terms_of(letter: str, method: Method) -> Terms:
    """Terms in which everything is as long as it may be, all in this letter."""
    options, criteria = (7, 8) if method is Method.MATRIX else (15, 0)
    detail = Detail(
        letter * 1000, "\n".join(letter * 499 for _ in "12"), letter * 1000, Level.HIGH, Level.HIGH
    )
    return replace(
        TERMS,
        question=letter * 300,
        context=letter * 3000,
        options=tuple(
            Option(number, f"{letter * 73}{number:02}", replace(detail, belief=letter * 1000))
            for number in range(1, options + 1)
        ),
        method=method,
        most=options,
        dots=100 if method is Method.DOTS else 0,
        criteria=tuple(Criterion(at, f"{letter * 38}{at:02}", 12) for at in range(1, criteria + 1)),
        quorum=Quorum(50, percent=True),
        threshold=Threshold(100, of_all=True) if method in (Method.SINGLE, Method.APPROVAL) else Threshold(),
        recommended=1,
        decider=BEN,
        reversibility=Reversibility.ONE_WAY,
        suggest_until=WEDNESDAY,
        follows=99_998,
    )


def a_cycle_of(numbers: list[int]) -> dict[tuple[int, int], int]:
    """Each beats the seven that follow it in a circle, some more clearly than others."""
    many = len(numbers)
    return {
        (one, other): (9_000 - one if (other - one) % many <= many // 2 else 900 + other)
        for one, other in permutations(numbers, 2)
    }


def result_of(terms: Terms, ties: bool) -> Result:
    """A result with as many figures as there may be: everything level, or one ahead."""
    numbers, leaders = terms.numbers, tuple(terms.numbers) if ties else (1,)
    scores = {score: 1_000 + score for score in range(6)}
    cells = [(one, criterion.number) for one in numbers for criterion in terms.criteria]
    ahead = {1: 0, 5: 9_999}
    marks = {
        cell: Spread(ahead if cell[0] == 1 and not ties else scores)
        for cell in cells or [(one, 0) for one in numbers]
    }
    duels = a_cycle_of(numbers)
    votes = {one: CROWD if ties or one == 1 else 0 for one in numbers}
    made = Result({}, CROWD, leaders, 1, marks if terms.method in (Method.SCORE, Method.MATRIX) else {})
    if terms.method is Method.RANKED:
        return replace(made, leaders=rank_duels(duels, numbers).places[0], duels=duels)
    return made if made.marks else replace(made, votes=votes)


def ballot_of(terms: Terms) -> Answer:
    """A ballot with a mark wherever there can be one."""
    criteria = [criterion.number for criterion in terms.criteria] or [0]
    return tuple(Mark(one, criterion, 5) for one in terms.numbers for criterion in criteria)


def longest_results(letter: str, method: Method, ties: bool) -> dict[str, Look]:
    """Everything that tells of a result of this method."""
    terms = terms_of(letter, method)
    ballot = ballot_of(terms)
    votes = [(person, ballot) for person in SOME]
    opened = replace(
        DECISION,
        terms=terms,
        seats=CROWD,
        answered=CROWD,
        version=99,
        change=letter * 1000,
        co_owners=(CHEN, DANA, ANN, BEN, CHEN),
    )
    counting = replace(opened, state=State.COUNTING, closed_at=WEDNESDAY)
    decision = announce(replace(counting, terms=replace(terms, decider=None)), result_of(terms, ties))
    advised = announce(counting, result_of(terms, ties))
    outcome = Outcome(
        BEN, 2, letter * 3000, WEDNESDAY, letter * 3000, letter * 3000, letter * 3000, DAY, 5, False
    )
    decided = replace(advised, state=State.DECIDED, outcome=outcome)
    moved = Entry(ANN, "extended", WEDNESDAY, f"1 {letter * 500}")
    beside = Beside(CROWD, moved, "F0123456789", 99_999, DecisionId("dec2"))
    writing = Writing("2", letter * 3000, letter * 3000, letter * 3000, letter * 3000, DAY, 5, True)
    gathering = replace(opened, state=State.SUGGESTING)
    lonely = replace(gathering, terms=replace(terms, options=terms.options[:1]))
    name = f"{method.value}{' in a tie' if ties else ''}"
    return {
        f"card while {name} is suggested": lambda: card(gathering, (), beside),
        f"suggest form of {name}": lambda: suggesting.suggest_modal(gathering),
        f"message-too-few of {name}": lambda: suggesting.too_few_options(lonely),
        f"manage of {name}": lambda: manage.manage_modal(advised, Powers(True, True, True, True), 99_999),
        f"card of {name}": lambda: card(decision, votes, beside),
        f"card before {name} is counted": lambda: card(opened, (), beside),
        f"card of {name} with a decider": lambda: card(advised, votes, beside),
        f"card of {name} with an outcome": lambda: card(decided, votes, beside),
        f"message-advised of {name}": lambda: outcomes.advised(advised),
        f"message-decided of {name}": lambda: messages.ended(decided, 99_999),
        f"message-asked of {name}": lambda: outcomes.asked_owners(advised),
        f"outcome form of {name}": lambda: outcomes.outcome_modal(advised, writing),
        f"outcome receipt of {name}": lambda: outcomes.written_modal(decided, 99_999),
        f"results of {name}": lambda: answers.results(decision, _result(decision), votes),
        f"message-ended of {name}": lambda: messages.ended(decision, 99_999),
        f"why of {name}": lambda: why_modal(decision),
        f"details of {name}": lambda: details_modal(
            Known(decision, SOME, CROWD, votes, 99_999, LONGEST_CAME)
        ),
    }


def _result(decision: Decision) -> Result:
    assert decision.result is not None
    return decision.result


WORST_RESULTS: dict[str, Look] = {
    f"{name} of {letter}": look
    for letter in "&w"
    for method in Method
    for ties in (False, True)
    for name, look in longest_results(letter, method, ties).items()
}
