"""What people see of a result, by name: card, thread, reasons and details, for every method."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from handlers.decisions.views import answers, messages
from handlers.decisions.views.card import card
from handlers.decisions.views.details import Known, details_modal
from handlers.decisions.views.ending import Beside
from handlers.decisions.views.why import why_modal
from handlers.replies import Message, View
from rituals.decisions.model import Decision, Result, State
from rituals.decisions.terms import Hint, Secrecy
from tests.decisions.counted import (
    BALLOTS,
    COUNTED,
    DOTTED,
    EVERYTHING,
    PEOPLE,
    RANKED,
    SCORED,
    WEIGHED,
    cast,
)
from tests.decisions.making import ANN, BEN, DECISION, TERMS

Look = Callable[[], Message | View]


def of(name: str) -> dict[str, Look]:
    """The card, the thread's message and the reasons of one of the decisions that were counted."""
    decision, votes = COUNTED[name], cast(*BALLOTS[name][1])
    shown = votes if decision.terms.secrecy is Secrecy.OPEN else []
    looks: dict[str, Look] = {
        f"card-result-{name}": partial(card, decision, shown),
        f"message-result-{name}": partial(messages.ended, decision),
        f"why-result-{name}": partial(why_modal, decision),
    }
    if shown:
        looks[f"details-result-{name}"] = partial(details_modal, Known(decision, PEOPLE, 9, shown))
        so_far = replace(decision, state=State.OPEN, result=None)
        looks[f"results-{name}"] = partial(
            answers.results, so_far, decision.result or Result({}, 0, ()), shown
        )
    return looks


def opened(decision: Decision) -> dict[str, Look]:
    """What can be read of a decision before it is counted."""
    name = decision.terms.method.value
    return {
        f"card-open-{name}": partial(card, decision),
        f"details-open-{name}": partial(details_modal, Known(decision, [ANN, BEN], 3)),
        f"why-open-{name}": partial(why_modal, decision),
    }


SEEN_RESULTS: dict[str, Look] = {
    **{name: look for counted in BALLOTS for name, look in of(counted).items()},
    **{
        name: look
        for terms in (EVERYTHING.terms, SCORED, RANKED, DOTTED, WEIGHED)
        for name, look in opened(replace(EVERYTHING, terms=terms)).items()
    },
    "card-result-matrix-with-picture": partial(card, COUNTED["matrix"], beside=Beside(picture="F1")),
    "card-open-recommended": partial(card, replace(DECISION, terms=replace(TERMS, recommended=2))),
    "details-open-without-hints": partial(
        details_modal,
        Known(replace(DECISION, terms=replace(TERMS, hints=frozenset({Hint.PARALYSIS}))), [ANN], 1),
    ),
}
