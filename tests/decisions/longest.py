"""Every view and message with everything in it as long as it may be: Slack must take them too."""

from dataclasses import replace
from datetime import timedelta

from handlers.decisions.views import answers, form, insight, manage, messages, preview
from handlers.decisions.views.card import card
from handlers.decisions.views.form import Sheet
from handlers.failures import Trouble
from rituals.decisions.answer import choosing
from rituals.decisions.model import Ballot, Result, Seat, State
from rituals.decisions.terms import Method, Quorum, Secrecy
from rituals.ids import DraftId, Person
from storage.history import Entry
from tests.decisions.making import ANN, BEN, DECISION, MONDAY, TERMS, WEDNESDAY, options
from tests.decisions.seen import FULL, NO_RESULT, Look, as_home, manage_as


def longest(letter: str) -> dict[str, Look]:
    """Every view and message with everything as long as it may be, all in this letter."""
    names = tuple(f"{letter * 73}{number:02}" for number in range(1, 16))
    everybody = tuple(range(1, 16))
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
    answered = Seat(asked=True, ballot=Ballot(choosing(everybody), 1, ""))
    votes = [(person, choosing(everybody)) for person in crowd]
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
        asks_channel=True,
        group=letter * 300,
        older=(DraftId("draft0"), letter * 300),
    )
    looks: dict[str, Look] = {
        "card-open": lambda: card(opened, (), 9_999),
        "card-stalled": lambda: card(stalled),
        "card-tie": lambda: card(tie, votes),
        "card-decided": lambda: card(won, votes),
        "card-cancelled": lambda: card(cancelled),
        "form": lambda: form.form_modal(sheet),
        "form-short": lambda: form.form_modal(replace(sheet, more=False)),
        "preview": lambda: preview.preview_modal(opened, DraftId("draft1")),
        "ballot": lambda: answers.ballot_modal(opened, choosing(everybody)),
        "receipt": lambda: answers.receipt(opened, Ballot(choosing(everybody), 1, "")),
        "results": lambda: answers.results(tie, tie.result or NO_RESULT, votes),
        "details": lambda: insight.details_modal(opened, crowd, 10_000),
        "history": lambda: insight.history_modal(
            replace(opened, terms=replace(terms, secrecy=Secrecy.PRIVATE)), entries, crowd
        ),
        "why-tie": lambda: insight.why_modal(tie),
        "why-decided": lambda: insight.why_modal(won),
        "why-cancelled": lambda: insight.why_modal(cancelled),
        "manage": manage_as(opened, "owner"),
        "manage-cancelled": manage_as(cancelled, "owner"),
        "amend": lambda: manage.amend_modal(opened),
        "extend": lambda: manage.extend_modal(opened, WEDNESDAY),
        "list": lambda: insight.open_list([(opened, Seat(asked=True))] * 20, 20),
        "did-you-mean": lambda: insight.did_you_mean(letter * 10, "list"),
        "message-ended-tie": lambda: messages.ended(tie),
        "message-ended": lambda: messages.ended(won),
        "message-ended-cancelled": lambda: messages.ended(cancelled),
        "message-stalled": lambda: messages.stalled(stalled),
        "message-amended": lambda: messages.amended(opened, Ballot(choosing(everybody), 1, "")),
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
