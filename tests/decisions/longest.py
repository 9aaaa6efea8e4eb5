"""Every view and message with everything in it as long as it may be: Slack must take them too."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from handlers.decisions.views import answers, form, insight, manage, messages, preview
from handlers.decisions.views.ballot import ballot_modal
from handlers.decisions.views.card import card
from handlers.decisions.views.details import Known, details_modal
from handlers.decisions.views.ending import Beside
from handlers.decisions.views.form import Sheet
from handlers.decisions.views.receipt import receipt
from handlers.decisions.views.why import why_modal
from handlers.failures import Trouble
from rituals.decisions.answer import Answer, Mark, choosing
from rituals.decisions.criteria import Criterion
from rituals.decisions.model import Ballot, Decision, Result, Seat, State
from rituals.decisions.paper import NUMBERED, Paper
from rituals.decisions.terms import Detail, Method, Quorum, Secrecy
from rituals.ids import DraftId, Person
from storage.history import Entry
from tests.decisions.making import ANN, BEN, DECISION, MONDAY, TERMS, WEDNESDAY, options
from tests.decisions.seen import FULL, NO_RESULT, Look, as_home, manage_as

CELLS = tuple(Mark(option, criterion, 5) for option in range(1, 16) for criterion in range(1, 5))


def longest(letter: str) -> dict[str, Look]:
    """Every view and message with everything as long as it may be, all in this letter."""
    names = tuple(f"{letter * 73}{number:02}" for number in range(1, 16))
    everybody = tuple(range(1, 16))
    every_option = choosing(everybody)
    crowd = [Person(f"U0123{number:06}") for number in range(10_000)]
    terms = replace(
        TERMS,
        question=letter * 300,
        context=letter * 3000,
        options=options(*names),
        method=Method.APPROVAL,
        most=15,
        quorum=Quorum(50, percent=True),
    )
    change = "; ".join(f"“{name}” is now “{name}”" for name in names)
    opened = replace(DECISION, terms=terms, seats=10_000, answered=9_999, version=99, change=change)
    closed = replace(opened, closed_at=WEDNESDAY, state=State.DECIDED)
    tie = replace(
        closed, state=State.NO_DECISION, result=Result(dict.fromkeys(everybody, 9_999), 9_999, everybody)
    )
    won = replace(closed, result=Result({**dict.fromkeys(everybody, 0), 1: 9_999}, 9_999, (1,)))
    cancelled = replace(closed, state=State.CANCELLED, ending=letter * 500)
    stalled = replace(opened, state=State.STALLED)
    answered = Seat(asked=True, ballot=Ballot(every_option, 1, ""))
    votes = [(person, every_option) for person in crowd]
    entries = [Entry(ANN, "amended", MONDAY + timedelta(seconds=n), change) for n in range(200)]
    form_of_all = replace(
        FULL,
        question=letter * 300,
        context=letter * 3000,
        options="\n".join(names),
        people=tuple(crowd[:100]),
    )
    sheet = Sheet(
        DraftId("draft1"),
        form_of_all,
        WEDNESDAY,
        more=True,
        note=letter * 300,
        group=letter * 300,
        older=(DraftId("draft0"), letter * 300),
    )
    described = tuple(replace(one, detail=Detail(letter * 1000)) for one in terms.options)
    criteria = tuple(Criterion(number, f"{letter * 39}{number}", 25) for number in range(1, 5))

    def by(method: Method, secrecy: Secrecy = Secrecy.OPEN) -> Decision:
        asked = replace(terms, options=described, method=method, secrecy=secrecy, criteria=criteria, dots=100)
        return replace(opened, terms=replace(asked, recommended=1))

    def marks(value: int) -> Answer:
        return tuple(Mark(number, 0, value) for number in everybody)

    looks: dict[str, Look] = {
        "card-open": lambda: card(
            opened, (), Beside(outdated=9_999, move=Entry(ANN, "extended", MONDAY, f"1 {letter * 500}"))
        ),
        "card-stalled": lambda: card(stalled),
        "card-tie": lambda: card(tie, votes),
        "card-decided": lambda: card(won, votes),
        "card-cancelled": lambda: card(cancelled),
        "form": lambda: form.form_modal(sheet),
        "form-short": lambda: form.form_modal(replace(sheet, more=False)),
        "preview": lambda: preview.preview_modal(opened, DraftId("draft1")),
        "ballot": lambda: ballot_modal(Paper(opened, BEN, every_option)),
        "ballot-score": lambda: ballot_modal(
            Paper(by(Method.SCORE), BEN, marks(5), begun=True, counts=marks(4))
        ),
        "ballot-matrix": lambda: ballot_modal(Paper(by(Method.MATRIX), BEN, CELLS, page=2)),
        "ballot-matrix-sealed": lambda: ballot_modal(
            Paper(by(Method.MATRIX, secrecy=Secrecy.SEALED), BEN, CELLS)
        ),
        "receipt": lambda: receipt(opened, Ballot(every_option, 1, "")),
        **{
            f"receipt-of-{method}": partial(receipt, by(method), Ballot(marks(15), 1, ""))
            for method in sorted(NUMBERED)
        },
        "results": lambda: answers.results(tie, tie.result or NO_RESULT, votes),
        "details": lambda: details_modal(Known(opened, crowd, 10_000)),
        "history": lambda: insight.history_modal(
            replace(opened, terms=replace(terms, secrecy=Secrecy.PRIVATE)), entries, crowd
        ),
        "why-tie": lambda: why_modal(tie),
        "why-decided": lambda: why_modal(won),
        "why-cancelled": lambda: why_modal(cancelled),
        "manage": manage_as(opened, "owner"),
        "manage-cancelled": manage_as(cancelled, "owner"),
        "amend": lambda: manage.amend_modal(opened),
        "extend": lambda: manage.extend_modal(opened, WEDNESDAY),
        "list": lambda: insight.open_list([(opened, Seat(asked=True))] * 20, 20, ANN),
        "did-you-mean": lambda: insight.did_you_mean(letter * 10, "list"),
        "message-ended-tie": lambda: messages.ended(tie),
        "message-ended": lambda: messages.ended(won),
        "message-ended-cancelled": lambda: messages.ended(cancelled),
        "message-stalled": lambda: messages.stalled(stalled),
        "message-amended": lambda: messages.amended(opened, Ballot(every_option, 1, "")),
        "message-undelivered": lambda: messages.undelivered(opened, Trouble.REFUSED),
        "message-parked": lambda: messages.parked(opened),
        "message-handed-over": lambda: messages.handed_over(opened),
        "message-reminder": lambda: messages.reminder([opened] * 400),
        "home": lambda: as_home(
            [(opened, Seat(asked=True))] * 30
            + [(replace(opened, owner=owner), answered) for owner in (ANN, BEN) for _ in range(30)],
            [(DraftId(f"draft{n}"), letter * 3000) for n in range(10)],
        ),
    }
    return looks


WORST = {f"{name} of {letter}": look for letter in "&<>w" for name, look in longest(letter).items()}
