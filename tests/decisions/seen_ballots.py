"""Everything that people see when they vote, by name: each kind of ballot and receipt, and what follows."""

from collections.abc import Mapping
from dataclasses import replace

from handlers.decisions.views import answers, messages
from handlers.decisions.views.ballot import ballot_modal
from handlers.decisions.views.card import card
from handlers.decisions.views.receipt import left_modal, receipt, receipt_modal
from rituals.decisions.answer import Mark, choosing
from rituals.decisions.criteria import Criterion
from rituals.decisions.model import Ballot, Decision, Result
from rituals.decisions.paper import Paper
from rituals.decisions.terms import NONE_OF_THESE, Detail, Method, Option, Secrecy
from tests.decisions.making import ANN, BEN, TERMS, ballot
from tests.decisions.seen import AMENDED, APPROVAL, OPEN, PEOPLE, TWELVE, TWELVE_LIKED, Look

OPTIONS = (
    Option(
        1, "Kafka", Detail("The one that we know from billing,\nrun by the platform team since last year.")
    ),
    Option(2, "SQS", Detail("Nothing to run.")),
    Option(3, "NATS"),
)
CRITERIA = (Criterion(1, "Cost", 50), Criterion(2, "Risk", 30), Criterion(3, "Time <to> implement", 20))
DESCRIBED = replace(OPEN, terms=replace(TERMS, options=OPTIONS, recommended=1))


def by(method: Method) -> Decision:
    """The decision, answered by this method."""
    criteria = CRITERIA if method is Method.MATRIX else ()
    dots = 10 if method is Method.DOTS else 0
    terms = replace(DESCRIBED.terms, method=method, most=3, dots=dots, criteria=criteria)
    return replace(DESCRIBED, terms=terms)


def sealed(decision: Decision) -> Decision:
    """The decision with sealed answers."""
    return replace(decision, terms=replace(decision.terms, secrecy=Secrecy.SEALED), seats=5)


def with_none(decision: Decision) -> Decision:
    """The decision with “None of these”."""
    options = (*decision.terms.options, NONE_OF_THESE)
    return replace(decision, terms=replace(decision.terms, options=options))


def in_order(decision: Decision) -> Decision:
    """The decision whose ballots are the same for everybody."""
    return replace(decision, terms=replace(decision.terms, hints=frozenset()))


SCORE, RANKED, DOTS, MATRIX = (by(each) for each in (Method.SCORE, Method.RANKED, Method.DOTS, Method.MATRIX))
PLACED = (Mark(1, 0, 1), Mark(2, 0, 2), Mark(3, 0, 2))
SCORED = (Mark(1, 0, 4), Mark(2, 0, 5), Mark(3, 0, 0))
CELLS = tuple(Mark(option, criterion, 3) for option in (1, 2, 3) for criterion in (1, 2))

BALLOTS: Mapping[str, Look] = {
    "card-ranked": lambda: card(RANKED),
    "card-none-of-these": lambda: card(with_none(OPEN)),
    "ballot-radio": lambda: ballot_modal(Paper(OPEN, BEN)),
    "ballot-radio-changed": lambda: ballot_modal(Paper(PEOPLE, BEN, choosing([2]))),
    "ballot-radio-described": lambda: ballot_modal(Paper(with_none(DESCRIBED), BEN)),
    "ballot-select": lambda: ballot_modal(Paper(TWELVE, BEN, choosing([11]))),
    "ballot-checkboxes": lambda: ballot_modal(Paper(APPROVAL, BEN, choosing([1, 3]))),
    "ballot-multi-select": lambda: ballot_modal(Paper(TWELVE_LIKED, BEN, choosing([1, 12]))),
    "ballot-score": lambda: ballot_modal(Paper(SCORE, BEN)),
    "ballot-score-in-order": lambda: ballot_modal(Paper(in_order(SCORE), BEN, SCORED, counts=SCORED)),
    "ballot-ranked-begun": lambda: ballot_modal(Paper(with_none(RANKED), BEN, PLACED[:2], begun=True)),
    "ballot-dots-begun-anew": lambda: ballot_modal(Paper(DOTS, BEN, PLACED[:1], begun=True, counts=PLACED)),
    "ballot-dots-sealed": lambda: ballot_modal(Paper(sealed(DOTS), BEN)),
    "ballot-matrix-first": lambda: ballot_modal(Paper(MATRIX, BEN)),
    "ballot-matrix-second": lambda: ballot_modal(Paper(MATRIX, BEN, CELLS, page=2)),
    "ballot-matrix-last": lambda: ballot_modal(Paper(MATRIX, BEN, CELLS, page=3)),
    "ballot-matrix-last-with-gaps": lambda: ballot_modal(Paper(MATRIX, BEN, CELLS[:5], page=3)),
    "ballot-matrix-sealed": lambda: ballot_modal(Paper(sealed(MATRIX), BEN, CELLS)),
    "ballot-left": lambda: left_modal(Paper(RANKED, BEN, PLACED)),
    "ballot-left-empty": lambda: left_modal(Paper(RANKED, BEN)),
    "ballot-left-as-cast": lambda: left_modal(Paper(RANKED, BEN, PLACED, counts=PLACED)),
    "receipt": lambda: receipt(OPEN, ballot(2)),
    "receipt-of-several": lambda: receipt_modal(APPROVAL, ballot(1, 3)),
    "receipt-of-scores": lambda: receipt_modal(SCORE, Ballot(SCORED, 1, "")),
    "receipt-of-places": lambda: receipt_modal(RANKED, Ballot(PLACED, 1, "")),
    "receipt-of-dots": lambda: receipt_modal(DOTS, Ballot(PLACED, 1, "")),
    "receipt-of-cells": lambda: receipt_modal(MATRIX, Ballot(CELLS, 1, "")),
    "receipt-abstained": lambda: receipt(OPEN, Ballot((), 1, "")),
    "receipt-withdrawn": lambda: receipt(OPEN, Ballot(None, 1, "", withdrawn=True)),
    "results-so-far-without-the-decider": lambda: answers.results(
        replace(OPEN, answered=3),
        Result({1: 0, 2: 1, 3: 0}, 2, (2,), abstained=1),
        [(ANN, choosing([2])), (BEN, ())],
        partial=True,
    ),
    "message-amended-abstained": lambda: messages.amended(AMENDED, Ballot((), 1, "")),
}
