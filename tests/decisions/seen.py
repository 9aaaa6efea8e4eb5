"""Everything that people see of decisions, by name: each state of each view and message."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from handlers.decisions.views import answers, describing, form, insight, manage, messages, preview, suggesting
from handlers.decisions.views.card import card
from handlers.decisions.views.details import Known, details_modal
from handlers.decisions.views.ending import Beside
from handlers.decisions.views.form import Sheet
from handlers.decisions.views.home import home, waiting
from handlers.decisions.views.manage import Powers
from handlers.decisions.views.why import why_modal
from handlers.failures import Trouble
from handlers.manage_forms import done
from handlers.replies import Message, View
from rituals.decisions.answer import choosing
from rituals.decisions.form import Form
from rituals.decisions.model import Decision, Result, Seat, State
from rituals.decisions.terms import NO_DETAIL, Detail, Level, Method, Quorum, Reversibility, Secrecy
from rituals.electorate import Voters
from rituals.ids import DecisionId, DraftId
from rituals.workspace import Member
from storage.history import Entry
from tests.decisions.making import (
    ANN,
    BEN,
    CHEN,
    DANA,
    DECISION,
    FORM,
    HOUR,
    MONDAY,
    TERMS,
    WEDNESDAY,
    ballot,
    options,
)
from tests.records.making import RECORD as ANY_RECORD

Look = Callable[[], Message | View]

VOTES = [(ANN, choosing([2])), (BEN, choosing([2])), (CHEN, choosing([1]))]
MANY = tuple(f"Option {number}" for number in range(1, 13))
QUORUM = replace(TERMS, quorum=Quorum(60, percent=True), context="The old queue is full every night.")

OPEN = replace(DECISION, answered=1)
PRIVATE = replace(OPEN, terms=replace(TERMS, secrecy=Secrecy.PRIVATE, close_when_all=True))
SEALED = replace(PRIVATE, terms=replace(PRIVATE.terms, secrecy=Secrecy.SEALED), seats=6)
APPROVAL = replace(OPEN, terms=replace(TERMS, method=Method.APPROVAL, fewest=1, most=2))
LIKED = replace(OPEN, terms=replace(TERMS, method=Method.APPROVAL, fewest=1, most=3))
TWELVE = replace(OPEN, terms=replace(TERMS, options=options(*MANY)))
TWELVE_LIKED = replace(TWELVE, terms=replace(TWELVE.terms, method=Method.APPROVAL, fewest=2, most=5))
ANYONE = replace(OPEN, terms=replace(TERMS, voters=Voters.ANYONE), seats=0)
PEOPLE = replace(OPEN, terms=replace(QUORUM, voters=Voters.PEOPLE))
AMENDED = replace(OPEN, version=2, change="the question changed; “Redis” was added", answered=2)
STALLED = replace(OPEN, state=State.STALLED, terms=QUORUM)
STALLED_AGAIN = replace(STALLED, extended=True)
GATHERING = replace(
    OPEN, state=State.SUGGESTING, answered=0, terms=replace(TERMS, suggest_until=MONDAY + 24 * HOUR)
)
COUNTING = replace(OPEN, state=State.COUNTING, closed_at=WEDNESDAY, answered=3)
DECIDED = replace(COUNTING, state=State.DECIDED, result=Result({1: 1, 2: 2, 3: 0}, 3, (2,)))
QUORUM_MET = replace(DECIDED, terms=QUORUM)
PRIVATELY = replace(DECIDED, terms=PRIVATE.terms)
APPROVED = replace(DECIDED, terms=LIKED.terms, result=Result({1: 2, 2: 3, 3: 1}, 3, (2,)))
TIE = replace(COUNTING, state=State.NO_DECISION, result=Result({1: 1, 2: 1, 3: 0}, 2, (1, 2)), answered=2)
NOBODY = replace(TIE, result=Result({1: 0, 2: 0, 3: 0}, 0, ()), answered=0)
MISSED = replace(STALLED, state=State.NO_DECISION, closed_at=WEDNESDAY + HOUR)
CANCELLED = replace(
    OPEN, state=State.CANCELLED, closed_at=WEDNESDAY, ending="The vendor has settled it for us."
)
SHORTENED = Entry(ANN, "shortened", MONDAY + 3 * HOUR, str(int(WEDNESDAY.timestamp())))
ENTRIES = [
    Entry(DANA, "abstained", WEDNESDAY),
    Entry(None, "decided", WEDNESDAY),
    Entry(None, "counting", WEDNESDAY),
    Entry(CHEN, "left", MONDAY + 6 * HOUR),
    Entry(CHEN, "came back", MONDAY + 7 * HOUR),
    Entry(BEN, "took over", MONDAY + 6 * HOUR),
    Entry(ANN, "handed over", MONDAY + 5 * HOUR, DANA),
    Entry(ANN, "added", MONDAY + 5 * HOUR, f"{CHEN} {DANA}"),
    Entry(ANN, "amended", MONDAY + 4 * HOUR, "the question changed; “Redis” was added"),
    Entry(ANN, "amended", MONDAY + 4 * HOUR),
    SHORTENED,
    Entry(ANN, "extended", MONDAY + 3 * HOUR, str(int((WEDNESDAY + HOUR).timestamp()))),
    Entry(BEN, "withdrew", MONDAY + 2 * HOUR),
    Entry(CHEN, "kept", MONDAY + 2 * HOUR),
    Entry(CHEN, "changed", MONDAY + 2 * HOUR),
    Entry(BEN, "voted", MONDAY + HOUR),
    Entry(ANN, "opened", MONDAY),
]
NOT_COUNTED = [
    Entry(None, "forgot", WEDNESDAY),
    Entry(ANN, "cancelled", WEDNESDAY, "The vendor has settled it for us."),
    Entry(ANN, "no_decision", WEDNESDAY),
    Entry(None, "stalled", WEDNESDAY),
]

DETAIL = Detail(
    "Managed by somebody else.", "No servers", "One vendor", Level.LOW, Level.MEDIUM, "We stay below 10 MB/s."
)
NO_RESULT = Result({}, 0, ())
SHEET = Sheet(DraftId("draft1"), FORM, WEDNESDAY)
FULL = Form(
    channel="CPLATFORM",
    question="Which queue?",
    context="The old queue is full every night.",
    options="Kafka\nSQS",
    method=Method.APPROVAL,
    fewest="1",
    most="2",
    secrecy=Secrecy.PRIVATE,
    voters=Voters.PEOPLE,
    people=(BEN, CHEN),
    quorum="60 %",
    closes_typed="fri 17:00",
    close_when_all=True,
)


def manage_as(decision: Decision, role: str) -> Look:
    return lambda: manage.manage_modal(
        decision, Powers(role == "owner", role == "admin", role == "owner gone", writes=role == "decider")
    )


SEEN: dict[str, Look] = {
    "card-open": lambda: card(OPEN),
    "card-suggesting": lambda: card(GATHERING),
    "card-nothing-suggested": lambda: card(replace(GATHERING, terms=replace(GATHERING.terms, options=()))),
    "suggest": lambda: suggesting.suggest_modal(GATHERING),
    "suggest-first": lambda: suggesting.suggest_modal(
        replace(GATHERING, terms=replace(GATHERING.terms, options=()))
    ),
    "manage-suggesting": manage_as(GATHERING, "owner"),
    "extend-stalled": lambda: manage.extend_modal(STALLED, WEDNESDAY + 24 * HOUR),
    "extend-suggesting": lambda: manage.extend_modal(GATHERING, WEDNESDAY),
    "amend-suggesting": lambda: manage.amend_modal(GATHERING),
    "vote-open": lambda: suggesting.vote_open(OPEN),
    "too-few-options": lambda: suggesting.too_few_options(
        replace(GATHERING, terms=replace(GATHERING.terms, options=options("Kafka")))
    ),
    "describe": lambda: describing.describe_modal(
        DraftId("draft1"), ["Kafka", "SQS"], 2, DETAIL, recommended=True
    ),
    "describe-nothing-said": lambda: describing.describe_modal(
        DraftId("draft1"), ["Kafka"], 1, NO_DETAIL, recommended=False
    ),
    **{
        f"form-more-{method}": partial(
            form.form_modal, replace(SHEET, form=replace(FULL, method=method), more=True)
        )
        for method in Method
    },
    "form-suggesting": lambda: form.form_modal(
        replace(SHEET, form=replace(FULL, suggesting=True, follows=7), more=True)
    ),
    "preview-dilemma": lambda: preview.preview_modal(
        replace(DECISION, terms=replace(TERMS, options=options("Kafka", "SQS"))), "draft1"
    ),
    "preview-worth-a-thought": lambda: preview.preview_modal(
        replace(DECISION, terms=replace(TERMS, recommended=2, reversibility=Reversibility.ONE_WAY)),
        "draft1",
        (),
        [replace(ANY_RECORD, number=7, decision="SQS")],
    ),
    "card-private": lambda: card(PRIVATE),
    "card-approval": lambda: card(APPROVAL),
    "card-many-options": lambda: card(TWELVE),
    "card-anyone": lambda: card(ANYONE),
    "card-people-and-quorum": lambda: card(PEOPLE),
    "card-amended": lambda: card(AMENDED, (), Beside(outdated=2)),
    "card-amended-one-outdated": lambda: card(AMENDED, (), Beside(outdated=1)),
    "card-brought-forward": lambda: card(OPEN, (), Beside(move=SHORTENED)),
    "card-people-added": lambda: card(replace(OPEN, seats=5, added=2)),
    "card-one-member": lambda: card(replace(DECISION, seats=1)),
    "card-stalled": lambda: card(STALLED),
    "card-stalled-again": lambda: card(STALLED_AGAIN),
    "card-counting": lambda: card(COUNTING),
    "card-decided": lambda: card(DECIDED, VOTES),
    "card-sealed": lambda: card(SEALED),
    "card-decided-private": lambda: card(PRIVATELY),
    "card-decided-by-approval": lambda: card(APPROVED),
    "card-decided-quorum-met": lambda: card(QUORUM_MET, VOTES),
    "card-decided-amended": lambda: card(
        replace(DECIDED, version=3, change="the context"), VOTES, Beside(outdated=1)
    ),
    "card-tie": lambda: card(TIE),
    "card-nobody-voted": lambda: card(NOBODY),
    "card-quorum-missed": lambda: card(MISSED),
    "card-cancelled": lambda: card(CANCELLED),
    "form-empty": lambda: form.form_modal(replace(SHEET, form=Form(channel="CPLATFORM"))),
    "form-short": lambda: form.form_modal(SHEET),
    "form-short-after-more": lambda: form.form_modal(replace(SHEET, form=FULL)),
    "form-more": lambda: form.form_modal(replace(SHEET, form=FULL, more=True)),
    "form-more-with-group": lambda: form.form_modal(
        replace(
            SHEET,
            form=replace(FULL, voters=Voters.GROUP, user_group="S1"),
            more=True,
            group="@oncall – On call",
        )
    ),
    "form-asks-channel": lambda: form.form_modal(replace(SHEET, form=Form())),
    "form-note": lambda: form.form_modal(replace(SHEET, note="Invite @Cairn to that channel first.")),
    "form-draft": lambda: form.form_modal(
        replace(SHEET, form=Form(channel="CPLATFORM"), older=(DraftId("draft0"), "Which <database>?"))
    ),
    "form-draft-without-question": lambda: form.form_modal(
        replace(SHEET, form=Form(channel="CPLATFORM"), older=(DraftId("draft0"), ""))
    ),
    "preview": lambda: preview.preview_modal(replace(DECISION, id=DecisionId("preview")), DraftId("draft1")),
    "preview-some-cannot-vote": lambda: preview.preview_modal(
        replace(PEOPLE, seats=1),
        DraftId("draft1"),
        [
            Member(BEN, "Ben", "UTC", is_bot=True),
            Member(CHEN, "Chen", "UTC", deleted=True),
            Member(DANA, "", "UTC", external=True),
        ],
    ),
    "preview-few-in-private": lambda: preview.preview_modal(PRIVATE, DraftId("draft1")),
    "results-so-far": lambda: answers.results(replace(OPEN, answered=3), DECIDED.result or NO_RESULT, VOTES),
    "results-after-the-close": lambda: answers.results(DECIDED, DECIDED.result or NO_RESULT, VOTES),
    "details": lambda: details_modal(Known(PEOPLE, [ANN, BEN, CHEN], 3)),
    "details-closed": lambda: details_modal(Known(DECIDED, [ANN, BEN, CHEN], 12)),
    "details-anyone": lambda: details_modal(Known(ANYONE, [], 0)),
    "details-amended-private": lambda: details_modal(
        Known(replace(AMENDED, terms=PRIVATE.terms), [ANN, BEN, CHEN], 3)
    ),
    "history": lambda: insight.history_modal(DECIDED, ENTRIES, []),
    "history-private": lambda: insight.history_modal(PRIVATELY, NOT_COUNTED, [ANN, BEN, CHEN]),
    "details-sealed": lambda: details_modal(Known(SEALED, [ANN, BEN, CHEN], 6)),
    "history-sealed": lambda: insight.history_modal(
        replace(SEALED, state=State.NO_DECISION), [Entry(None, "destroyed", WEDNESDAY)], [ANN, BEN, CHEN]
    ),
    "why-open": lambda: why_modal(OPEN),
    "why-open-with-quorum": lambda: why_modal(PEOPLE),
    "why-decided": lambda: why_modal(DECIDED),
    "why-quorum-met": lambda: why_modal(QUORUM_MET),
    "why-approved": lambda: why_modal(APPROVED),
    "why-approved-two-at-most": lambda: why_modal(replace(APPROVED, terms=APPROVAL.terms)),
    "why-tie": lambda: why_modal(TIE),
    "why-nobody": lambda: why_modal(NOBODY),
    "why-stalled": lambda: why_modal(STALLED),
    "why-quorum-missed": lambda: why_modal(MISSED),
    "why-cancelled": lambda: why_modal(CANCELLED),
    **{
        f"manage-{kind}-as-{role.replace(' ', '-')}": manage_as(decision, role)
        for kind, decision in {
            "open": OPEN,
            "below-quorum": replace(PEOPLE, answered=1),
            "stalled": STALLED,
            "stalled-again": STALLED_AGAIN,
            "decided": DECIDED,
        }.items()
        for role in ("owner", "admin", "other", "owner gone")
    },
    "amend": lambda: manage.amend_modal(replace(DECISION, terms=QUORUM)),
    "amend-after-votes": lambda: manage.amend_modal(OPEN),
    "extend": lambda: manage.extend_modal(OPEN, WEDNESDAY + 24 * HOUR),
    "cancel": lambda: manage.cancel_modal(OPEN),
    "add-people": lambda: manage.add_people_modal(OPEN),
    "hand-over": lambda: manage.hand_over_modal(OPEN),
    "done": lambda: done("Voting is closed. The card shows how it came out."),
    "list-empty": lambda: insight.open_list([], 20, ANN),
    "list": lambda: insight.open_list(
        [
            (OPEN, Seat(asked=True)),
            (PEOPLE, Seat(asked=True, ballot=ballot(1))),
            (ANYONE, Seat(asked=False)),
            (STALLED, Seat(asked=True)),
            (COUNTING, Seat(asked=True)),
        ],
        20,
        CHEN,
    ),
    "list-of-the-owner": lambda: insight.open_list(
        [(STALLED, Seat(asked=True)), (OPEN, Seat(asked=True))],
        2,
        ANN,
    ),
    "list-of-the-first": lambda: insight.open_list([(OPEN, Seat(asked=True))] * 2, 2, ANN),
    "did-you-mean": lambda: insight.did_you_mean("lsit", "list"),
    "help": insight.help_message,
    "message-ended": lambda: messages.ended(DECIDED),
    "message-ended-tie": lambda: messages.ended(TIE),
    "message-ended-cancelled": lambda: messages.ended(CANCELLED),
    "message-moved": lambda: messages.moved(OPEN),
    "message-stalled": lambda: messages.stalled(STALLED),
    "message-stalled-again": lambda: messages.stalled(STALLED_AGAIN),
    "message-amended": lambda: messages.amended(AMENDED, ballot(2)),
    "message-amended-sealed": lambda: messages.amended(replace(AMENDED, terms=SEALED.terms), ballot(2)),
    **{f"message-undelivered-{trouble}": partial(messages.undelivered, OPEN, trouble) for trouble in Trouble},
    "message-undelivered-end": lambda: messages.undelivered(DECIDED, Trouble.ARCHIVED),
    "message-parked": lambda: messages.parked(OPEN),
    "message-unreadable": lambda: messages.unreadable(SEALED),
    "message-asked": lambda: messages.asked(OPEN),
    "message-handed-over": lambda: messages.handed_over(OPEN),
    "message-handed-over-stalled": lambda: messages.handed_over(STALLED),
    "message-reminder": lambda: messages.reminder([OPEN, PEOPLE]),
    "message-reminder-of-many": lambda: messages.reminder([OPEN] * 20),
    "home": lambda: as_home(
        [
            (OPEN, Seat(asked=True)),
            (replace(PEOPLE, id=DecisionId("dec2")), Seat(asked=True, ballot=ballot(1))),
            (replace(STALLED, id=DecisionId("dec3"), owner=BEN), Seat(asked=True)),
            (replace(STALLED, id=DecisionId("dec4")), Seat(asked=True)),
        ],
        [(DraftId("draft1"), "Which cache?"), (DraftId("draft2"), "")],
    ),
    "home-empty": lambda: as_home([]),
}


def as_home(found: list[tuple[Decision, Seat]], drafts: Sequence[tuple[DraftId, str]] = ()) -> View:
    return {"type": "home", "blocks": [*waiting(found, ANN), *home(found, drafts, ANN)]}
