"""What people see where somebody decides after the vote, of co-owners, and of rounds, by name."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from handlers.decisions.views import insight, manage, messages
from handlers.decisions.views.card import card
from handlers.decisions.views.details import Known, details_modal
from handlers.decisions.views.ending import Beside
from handlers.decisions.views.manage import Powers
from handlers.decisions.views.outcome import (
    advised,
    asked_outcome,
    asked_owners,
    orphaned,
    outcome_modal,
    written_modal,
)
from handlers.decisions.views.why import why_modal
from handlers.replies import Message, View
from rituals.decisions.answer import choosing
from rituals.decisions.model import Decision, Outcome, Result, Seat, State
from rituals.decisions.outcome import NOTHING, Writing
from rituals.decisions.terms import NONE_OF_THESE, Hint
from rituals.ids import DecisionId
from rituals.owing import OWNERS_ASKED, Answering
from storage.history import Entry
from tests.actions.making import CAME
from tests.decisions.making import ANN, BEN, CHEN, DANA, DECISION, HOUR, MONDAY, TERMS, WEDNESDAY, options
from tests.decisions.seen import as_home
from tests.golden import once_over

Look = Callable[[], Message | View]

SPRING = date(2027, 3, 1)
VOTES = [(ANN, choosing([2])), (BEN, choosing([2])), (CHEN, choosing([1]))]
OPEN = replace(DECISION, terms=replace(TERMS, decider=DANA, follows=7), co_owners=(BEN,), answered=1)
AWAITING = replace(
    OPEN,
    state=State.AWAITING,
    closed_at=WEDNESDAY,
    answered=3,
    result=Result({1: 1, 2: 2, 3: 0}, 3, (2,)),
    asked=1,
)
HERE, LEFT = Answering(True, AWAITING.owners), Answering(False, AWAITING.owners)
NOBODY_LEFT = Answering(decider=False, owners=())
WAITED = replace(AWAITING, asked=OWNERS_ASKED)
ALONE = replace(WAITED, owner=DANA, co_owners=())
TIED = replace(AWAITING, result=Result({1: 1, 2: 1, 3: 0}, 2, (1, 2)), answered=2)
NOBODY = replace(AWAITING, result=Result({1: 0, 2: 0, 3: 0}, 0, ()), answered=0)
OUTCOME = Outcome(DANA, 2, "It is run for us.\nNobody is on call.", WEDNESDAY + HOUR)
WHOLE = replace(
    OUTCOME,
    chosen=1,
    rationale="We <know> it & have run it.",
    trade_offs="Somebody is on call.",
    success_metrics="No lost message.",
    fallback="SQS behind the same interface.",
    review_on=SPRING,
    confidence=4,
    from_nothing=True,
)
DECIDED = replace(AWAITING, state=State.DECIDED, outcome=OUTCOME)
AGAINST = replace(DECIDED, outcome=WHOLE)
BEYOND_A_TIE = replace(TIED, state=State.DECIDED, outcome=replace(OUTCOME, chosen=3, from_nothing=False))
NOTHING_DECIDED = replace(AWAITING, state=State.NO_DECISION, outcome=replace(OUTCOME, chosen=None))
NONE_DECIDED = replace(
    NOTHING_DECIDED,
    terms=replace(OPEN.terms, options=(*TERMS.options, NONE_OF_THESE)),
    outcome=replace(OUTCOME, chosen=0),
)
CANCELLED = replace(AWAITING, state=State.CANCELLED, ending="The vendor has settled it for us.")
MOVED = Entry(BEN, "extended", MONDAY, f"{int(WEDNESDAY.timestamp())} Chen is ill <until> Monday.")
MANY = replace(AWAITING, terms=replace(OPEN.terms, options=options(*(f"Option {n}" for n in range(1, 11)))))
WRITING = Writing("1", "We know it.", review_on=SPRING, confidence=4, from_nothing=False)
KEPT = Beside(record=12)
ENTRIES = [
    Entry(DANA, "wrote outcome", WEDNESDAY + 9 * HOUR),
    Entry(None, "asked owners", WEDNESDAY + 8 * HOUR),
    Entry(None, "awaiting_outcome", WEDNESDAY),
    Entry(BEN, "asked anew", WEDNESDAY, "dec2"),
    Entry(BEN, "inherited", MONDAY + 5 * HOUR, ANN),
    Entry(ANN, "unshared", MONDAY + 4 * HOUR),
    Entry(ANN, "shared", MONDAY + 4 * HOUR, f"{BEN} {CHEN}"),
    MOVED,
]


def manage_as(decision: Decision, powers: Powers, record: int | None = None) -> Look:
    return partial(manage.manage_modal, decision, powers, record)


SEEN_OUTCOME: dict[str, Look] = {
    "card-open-with-decider": lambda: card(OPEN),
    "card-open-moved-with-a-reason": lambda: card(OPEN, (), Beside(move=MOVED)),
    "card-awaiting": lambda: card(AWAITING, VOTES),
    "card-awaiting-for-long": lambda: card(WAITED, VOTES, Beside(answering=HERE)),
    "card-awaiting-for-long-owner-decides": lambda: card(ALONE, VOTES),
    "card-awaiting-decider-gone": lambda: card(WAITED, VOTES, Beside(answering=LEFT)),
    "card-awaiting-nobody-left": lambda: card(WAITED, VOTES, Beside(answering=NOBODY_LEFT)),
    "card-awaiting-after-a-tie": lambda: card(TIED),
    "card-awaiting-nobody-voted": lambda: card(NOBODY),
    "card-decided-as-the-vote": lambda: card(DECIDED, VOTES, KEPT),
    "card-decided-against-the-vote": lambda: card(AGAINST, VOTES, KEPT),
    "card-decided-beyond-a-tie": lambda: card(BEYOND_A_TIE, VOTES, KEPT),
    "card-nothing-decided": lambda: card(NOTHING_DECIDED, VOTES, KEPT),
    "card-none-of-these-decided": lambda: card(NONE_DECIDED, VOTES, KEPT),
    "card-asked-anew": lambda: card(DECIDED, VOTES, replace(KEPT, next_round=DecisionId("dec2"))),
    "card-cancelled-while-awaited": lambda: card(CANCELLED, VOTES),
    "message-advised": lambda: advised(AWAITING),
    "message-advised-tie": lambda: advised(TIED),
    "message-advised-decider-gone": lambda: advised(AWAITING, LEFT),
    "message-advised-nobody-left": lambda: advised(AWAITING, NOBODY_LEFT),
    "message-orphaned": lambda: orphaned(ALONE, NOBODY_LEFT),
    "message-decided": lambda: messages.ended(DECIDED, 12),
    "message-decided-against-the-vote": lambda: messages.ended(AGAINST, 12),
    "message-nothing-decided": lambda: messages.ended(NOTHING_DECIDED, 12),
    "message-asked-outcome": lambda: asked_outcome(AWAITING),
    "message-asked-owners": lambda: asked_owners(WAITED),
    "message-asked-outcome-once-over": lambda: once_over(asked_outcome(AWAITING), messages.over(AGAINST)),
    "message-asked-once-over": lambda: once_over(messages.asked(OPEN), messages.over(CANCELLED)),
    "message-shared": lambda: messages.shared(OPEN),
    "message-inherited": lambda: messages.inherited(AWAITING),
    "message-moved-with-a-reason": lambda: messages.moved(OPEN, MOVED),
    "message-reminder-of-an-outcome": lambda: messages.awaited([], [AWAITING]) or Message(""),
    "message-reminder-of-both": lambda: messages.awaited([OPEN], [AWAITING, TIED]) or Message(""),
    "outcome": lambda: outcome_modal(AWAITING, Writing()),
    "outcome-half-written": lambda: outcome_modal(AWAITING, WRITING),
    "outcome-after-a-tie": lambda: outcome_modal(TIED, Writing(NOTHING)),
    "outcome-nobody-voted": lambda: outcome_modal(NOBODY, Writing()),
    "outcome-of-many-options": lambda: outcome_modal(MANY, Writing("10")),
    "outcome-without-hints": lambda: outcome_modal(
        replace(AWAITING, terms=replace(OPEN.terms, hints=frozenset())), Writing()
    ),
    "outcome-written": lambda: written_modal(AGAINST, 12),
    "why-awaiting": lambda: why_modal(AWAITING),
    "why-decided-against-the-vote": lambda: why_modal(AGAINST),
    "details-decided": lambda: details_modal(Known(AGAINST, [ANN, BEN, CHEN], 3, VOTES, 12, CAME)),
    "history-outcome": lambda: insight.history_modal(AGAINST, ENTRIES, []),
    "manage-awaiting-as-decider": manage_as(AWAITING, Powers(writes=True)),
    "manage-awaiting-as-owner": manage_as(AWAITING, Powers(owns=True)),
    "manage-awaiting-for-long-as-owner": manage_as(WAITED, Powers(owns=True, writes=True)),
    "manage-awaiting-as-other": manage_as(AWAITING, Powers()),
    "manage-decided-with-a-record": manage_as(DECIDED, Powers(), 12),
    "co-owners": lambda: manage.co_owners_modal(OPEN),
    "co-owners-none": lambda: manage.co_owners_modal(DECISION),
    "extend-without-hints": lambda: manage.extend_modal(
        replace(OPEN, terms=replace(OPEN.terms, hints=frozenset({Hint.FRAMING}))), WEDNESDAY + 24 * HOUR
    ),
    "list-awaiting": lambda: insight.open_list([(AWAITING, Seat(asked=True))], 20, ANN),
    "home-outcome-to-write": lambda: as_home(
        [(replace(OPEN, id=DecisionId("dec2")), Seat(asked=True)), (WAITED, Seat(asked=True))]
    ),
    "home-outcome-awaited": lambda: as_home([(AWAITING, Seat(asked=True))]),
}
