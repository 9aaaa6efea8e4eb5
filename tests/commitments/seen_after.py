"""What people see of commitments from the reveal on, and of the ledger, by name."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from handlers.commitments.views import closing, committing, ledger, revealing, ruling, steps
from handlers.commitments.views.home import waiting
from handlers.commitments.views.ledger import Line, Page
from handlers.commitments.views.ruling import Stuck
from handlers.replies import Block, Message, View
from rituals.commitments.deciding import Writing
from rituals.commitments.model import (
    Forecast,
    Outcome,
    Positions,
    Result,
    Stance,
    State,
    Step,
    Totals,
    Verdict,
)
from rituals.commitments.stating import Seat
from rituals.ids import CommitmentId, Person
from rituals.owing import Answering
from rituals.positions import Pledge, Prediction
from tests.commitments.making import (
    ABSTAINS,
    AGREES,
    ANN,
    BEN,
    BLOCKS,
    CHEN,
    COMMITMENT,
    CONFIRMING,
    DANA,
    DECIDED,
    DISAGREES,
    DROPPED,
    ESCALATED,
    FRIDAY,
    POSITIONS,
    RESERVED,
    REVEALED,
    RULING,
    TERMS,
    WEDNESDAY,
    WORKING,
)
from tests.golden import Look

NOBODY_LEFT = Answering(decider=False, owners=())
SPRING = date(2027, 3, 1)
LED = replace(
    ESCALATED, co_owners=(DANA,), terms=replace(TERMS, decider=BEN, evidence="A spike of two weeks")
)
SHOWN = {person: one for person, one in POSITIONS.items() if person != ANN}
NOTES = {
    Step.LISTEN: "Ben wants <quiet> nights & so do we.",
    Step.COMMON_GROUND: "",
    Step.TRADE_OFFS: "Two weeks of training.",
}
CHANGED = replace(RULING, verdict=Verdict.CHANGE, proposal="Move the queue to NATS, with training first")
OVER_BLOCKS = replace(CONFIRMING, terms=LED.terms)
AT_ONCE = replace(OVER_BLOCKS, ruling=None)
PEACEFUL: Positions = {ANN: AGREES, BEN: AGREES, CHEN: RESERVED, DANA: ABSTAINS}
AGREED = replace(DECIDED, ruling=None, result=Result(2, 1, 0, 0, 1), seats=4, answered=4)
NOBODY = replace(COMMITMENT, state=State.NO_DECISION, ended_at=WEDNESDAY)
CANCELLED = replace(REVEALED, state=State.CANCELLED, ending="The vendor has settled it.", ended_at=FRIDAY)

FORECAST = Forecast(
    CommitmentId("com1"), CHEN, BEN, "We are paged for NATS <more> than once a week", SPRING, SPRING
)
OWN = replace(FORECAST, person=BEN, signal="Nobody can run it")
TRUE = replace(FORECAST, by_dissenter=Outcome.TRUE, by_decider=Outcome.EARLY)
SETTLED = replace(
    FORECAST,
    commitment=CommitmentId("com2"),
    by_dissenter=Outcome.TRUE,
    by_decider=Outcome.FALSE,
    published=True,
)
TOTALS = Totals(waiting=4, came_true=3, did_not=2)

LONG = "<&> words that go on " * 90
LONG_TERMS = replace(
    LED.terms, proposal=("<&> " * 80)[:300], aim=LONG, trade_offs=LONG, evidence=LONG, context=LONG
)
LOUD = replace(BLOCKS, reason=LONG, aims=LONG, condition=LONG, prediction=Prediction(LONG[:500], SPRING))
MANY: Positions = {
    **{Person(f"UPRO{n}"): replace(LOUD, stance=Stance.RESERVATIONS) for n in range(40)},
    **{Person(f"UCON{n}"): LOUD for n in range(40)},
    **{Person(f"UYES{n}"): AGREES for n in range(60)},
}
LONGEST = replace(LED, terms=LONG_TERMS, seats=140, answered=140)
LONG_RULING = replace(RULING, verdict=Verdict.CHANGE, rationale=LONG * 2, proposal=LONG_TERMS.proposal)
LONG_FORECAST = replace(SETTLED, signal=LONG[:500], by_decider=None)


def at(step: Step, **more: object) -> Look:
    reached = replace(WORKING, step=step, notes=NOTES, terms=LED.terms, **more)  # type: ignore[arg-type]
    return lambda: steps.steps_card(reached, SHOWN)


def line(forecast: Forecast, record: int | None = 12) -> Line:
    return Line(forecast, DECIDED, record)


def as_home(blocks: Sequence[Block]) -> View:
    return {"type": "home", "blocks": list(blocks)}


def page(*lines: Line, totals: Totals | None = TOTALS, number: int = 1, more: bool = False) -> Look:
    return lambda: ledger.ledger_modal(Page(BEN, lines, totals, number, more))


SEEN_AFTER: dict[str, Look] = {
    "after-revealed": lambda: revealing.revealed(REVEALED, SHOWN),
    "after-disagreement": lambda: revealing.disagreement(replace(REVEALED, terms=LED.terms), SHOWN),
    "after-work": lambda: revealing.work_modal(REVEALED, FRIDAY),
    "card-steps-moved": lambda: steps.steps_card(WORKING, SHOWN, "We try it small first"),
    "card-steps-listen": lambda: steps.steps_card(replace(WORKING, step=Step.LISTEN), SHOWN),
    "card-steps-common-ground": at(Step.COMMON_GROUND),
    "card-steps-trade-offs": at(Step.TRADE_OFFS),
    "card-steps-data": at(Step.DATA),
    "card-steps-escalate": at(Step.ESCALATE),
    "card-steps-commit": at(Step.COMMIT),
    "card-steps-closed": at(Step.DATA, state=State.ESCALATED),
    "after-note": lambda: steps.note_modal(replace(WORKING, notes=NOTES), Step.LISTEN),
    "after-asked-ruling": lambda: ruling.asked_ruling(LED, POSITIONS),
    "after-asked-ruling-in-few-words": lambda: ruling.asked_ruling(
        replace(LED, terms=replace(TERMS, aim="", trade_offs="")), {CHEN: BLOCKS}
    ),
    "after-ruling": lambda: ruling.ruling_modal(LED, POSITIONS, Writing()),
    "after-ruling-half-written": lambda: ruling.ruling_modal(
        LED, POSITIONS, Writing("change", "We train first.", "Move the queue, trained")
    ),
    "after-ruled": lambda: ruling.ruled_modal(CONFIRMING),
    "after-ruled-dropped": lambda: ruling.ruled_modal(DROPPED),
    **{f"after-asked-owners-{why}": partial(ruling.asked_owners, LED, ANN, why) for why in Stuck},
    "after-asked-owners-away-until": lambda: ruling.asked_owners(LED, ANN, Stuck.AWAY, date(2027, 1, 4)),
    "after-asked-owners-who-decide": lambda: ruling.asked_owners(LED, BEN, Stuck.WAITED),
    "after-home-names-another": lambda: as_home(waiting([(replace(LED, asked=4), Seat(asked=True))], ANN)),
    "after-escalated": lambda: closing.escalated(LED, POSITIONS),
    "after-escalated-decider-gone": lambda: closing.escalated(LED, POSITIONS, Answering(False, (ANN, DANA))),
    "after-escalated-nobody-left": lambda: closing.escalated(ESCALATED, POSITIONS, NOBODY_LEFT),
    "after-orphaned": lambda: closing.orphaned(LED, NOBODY_LEFT),
    "after-asked-pledge-unheard": lambda: committing.asked_pledge(AT_ONCE, DISAGREES, heard=False),
    "after-pledged-no-unheard": lambda: committing.receipt(OVER_BLOCKS, Pledge.NO, heard=False),
    "after-pledged-yes-unheard": lambda: committing.receipt_modal(OVER_BLOCKS, Pledge.YES, heard=False),
    "after-carried": lambda: closing.carried(AT_ONCE, {ANN: AGREES, BEN: DISAGREES}),
    "after-carried-over-blocks": lambda: closing.carried(OVER_BLOCKS, POSITIONS),
    "after-carried-changed": lambda: closing.carried(replace(OVER_BLOCKS, ruling=CHANGED), POSITIONS),
    "after-ended": lambda: closing.ended(DECIDED, POSITIONS, 12),
    "after-ended-agreed": lambda: closing.ended(AGREED, PEACEFUL, 12),
    "after-ended-dropped": lambda: closing.ended(DROPPED, POSITIONS, 12),
    "after-ended-without-a-decision": lambda: closing.ended(NOBODY, {}),
    "after-ended-cancelled": lambda: closing.ended(CANCELLED, POSITIONS),
    "after-asked-pledge": lambda: committing.asked_pledge(AT_ONCE, DISAGREES),
    "after-asked-pledge-ruled": lambda: committing.asked_pledge(replace(OVER_BLOCKS, ruling=CHANGED), BLOCKS),
    **{
        f"after-pledged-{one.value.replace('_', '-')}": partial(committing.receipt, OVER_BLOCKS, one)
        for one in Pledge
    },
    "after-pledged-on-home": lambda: committing.receipt_modal(OVER_BLOCKS, Pledge.YES),
    "after-told-no": lambda: committing.answered(OVER_BLOCKS, CHEN, replace(BLOCKS, pledge=Pledge.NO)),
    "after-told-yes-after-all": lambda: committing.answered(
        OVER_BLOCKS, CHEN, replace(BLOCKS, pledge=Pledge.YES)
    ),
    "after-home-pledge": lambda: as_home(committing.waiting(OVER_BLOCKS)),
    "ledger-asked": lambda: ledger.asked([line(FORECAST), line(OWN)], BEN) or Message(""),
    "ledger-home": lambda: as_home(ledger.waiting([line(FORECAST)] * 1, CHEN)),
    "ledger-answered": lambda: ledger.answered(line(TRUE), CHEN),
    "ledger-answered-as-decider": lambda: ledger.answered(line(TRUE), BEN),
    "ledger-answered-too-early": lambda: ledger.answered(
        line(replace(FORECAST, by_dissenter=Outcome.EARLY)), CHEN
    ),
    "ledger-answered-published": lambda: ledger.answered_modal(line(SETTLED), CHEN),
    "ledger-answered-alone": lambda: ledger.answered(
        line(replace(OWN, by_dissenter=Outcome.FALSE, by_decider=Outcome.FALSE)), BEN
    ),
    "ledger-reopening": lambda: ledger.reopening(line(TRUE), BEN),
    "ledger-reopening-without-a-record": lambda: ledger.reopening(line(TRUE, None), CHEN),
    "ledger": page(
        line(replace(OWN, by_dissenter=Outcome.TRUE, by_decider=Outcome.TRUE)), line(FORECAST), line(SETTLED)
    ),
    "ledger-empty": page(totals=None),
    "ledger-second-page": page(line(TRUE), number=2, more=True),
    "ledger-published": lambda: as_home(ledger.published([FORECAST, SETTLED])),
}

WORST_AFTER: dict[str, Look] = {
    "revealed": lambda: revealing.revealed(replace(LONGEST, state=State.REVEALED), MANY),
    **{
        f"card-steps-{step}": (
            lambda step=step: steps.steps_card(  # type: ignore[misc]
                replace(LONGEST, state=State.WORKING, step=step, notes=dict.fromkeys(Step, LONG)), MANY
            )
        )
        for step in Step
    },
    "note": lambda: steps.note_modal(replace(LONGEST, notes=dict.fromkeys(Step, LONG)), Step.DATA),
    "asked-ruling": lambda: ruling.asked_ruling(LONGEST, MANY),
    "ruling": lambda: ruling.ruling_modal(LONGEST, MANY, Writing("carry", LONG[:3000], LONG[:300])),
    "escalated": lambda: closing.escalated(LONGEST, MANY),
    "carried": lambda: closing.carried(replace(LONGEST, ruling=LONG_RULING, state=State.CONFIRMING), MANY),
    "asked-pledge": lambda: committing.asked_pledge(replace(LONGEST, ruling=LONG_RULING), LOUD),
    "told-no": lambda: committing.answered(LONGEST, CHEN, replace(LOUD, pledge=Pledge.NO)),
    "dropped": lambda: closing.ended(
        replace(LONGEST, ruling=replace(LONG_RULING, verdict=Verdict.DROP), state=State.DROPPED), MANY, 12
    ),
    "asked-forecasts": lambda: (
        ledger.asked(
            [Line(replace(LONG_FORECAST, person=Person(f"U{n}")), LONGEST, 12) for n in range(30)], BEN
        )
        or Message("")
    ),
    "ledger-long": lambda: ledger.ledger_modal(
        Page(
            BEN,
            [Line(replace(LONG_FORECAST, person=Person(f"U{n}")), LONGEST, 12) for n in range(15)],
            TOTALS,
            2,
            True,
        )
    ),
}
