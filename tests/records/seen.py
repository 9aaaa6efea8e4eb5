"""Everything that people see of records, each with a name."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from handlers import remembered
from handlers.records.views import forms
from handlers.records.views.home import home
from handlers.records.views.record import Page, record_modal
from handlers.records.views.search import Wanted, did_you_mean, help_message, search_modal
from handlers.replies import Message, View
from handlers.undertaken import NOTHING
from rituals.records.form import Form
from rituals.records.guards import Reader
from rituals.records.model import (
    Alternative,
    Dissent,
    Link,
    NextStep,
    Record,
    Review,
    State,
    Verdict,
    Weighed,
)
from storage.history import Entry
from tests.actions.making import CAME, LONGEST_CAME
from tests.records import seen_reviews
from tests.records.making import ANN, BEN, CHEN, FULL, RECORD

TODAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
REVIEW = Review(date(2027, 2, 18), CHEN, Verdict.PARTLY, "The bill is high.", NextStep.AMEND)
SHORT = replace(RECORD, number=11, decision="Kafka")
GONE = replace(RECORD, number=9, title="Which broker?", state=State.SUPERSEDED, superseded_by=12)
TOLD = replace(FULL, supersedes=(9,), reviews=(REVIEW,))
ENTRIES = [
    Entry(CHEN, "reviewed", AT),
    Entry(BEN, "tagged", AT, "infra, queue"),
    Entry(ANN, "superseded", AT, "D-9"),
]
FILTERS = Wanted(
    "kafka", True, (State.ACCEPTED,), "infra", "CPLATFORM", "UANN", date(2026, 1, 1), date(2027, 1, 1)
)
UNDERTAKEN = {12: CAME}


def read_by(record: Record, reader: Reader, *entries: Entry) -> View:
    return record_modal(Page(record, reader, entries, UNDERTAKEN.get(record.number, NOTHING)))


SEEN: Mapping[str, Callable[[], Message | View]] = {
    "list": lambda: search_modal(Wanted(), [TOLD, SHORT, GONE]),
    "list-empty": lambda: search_modal(Wanted(), []),
    "list-more": lambda: search_modal(
        Wanted("kafka"), [replace(SHORT, number=number) for number in range(20, 9, -1)]
    ),
    "list-next": lambda: search_modal(Wanted("kafka"), [SHORT], 10),
    "list-nothing-found": lambda: search_modal(Wanted("kafka"), []),
    "list-filters": lambda: search_modal(FILTERS, [SHORT]),
    "record-short": lambda: read_by(SHORT, Reader(BEN)),
    "record-full-as-decider": lambda: read_by(TOLD, Reader(CHEN, inside=True), *ENTRIES),
    "record-full-as-member": lambda: read_by(TOLD, Reader(BEN, inside=True)),
    "record-deprecated-as-owner": lambda: read_by(replace(SHORT, state=State.DEPRECATED), Reader(ANN)),
    "record-superseded-as-owner": lambda: read_by(GONE, Reader(ANN)),
    "write": lambda: forms.write_modal(Form(channel="CPLATFORM"), "draft1", TODAY),
    "supersede": lambda: forms.supersede_modal(FULL),
    "tag": lambda: forms.tag_modal(FULL),
    "link": lambda: forms.link_modal(FULL),
    "home": lambda: {"type": "home", "blocks": home([TOLD, SHORT])},
    "similar": lambda: Message("Decided before", remembered.similar([TOLD, GONE])),
    "did-you-mean": lambda: did_you_mean("hlep", "help"),
    "help": help_message,
    **seen_reviews.SEEN,
}

LONG = "& <b> " * 500
LONGEST = replace(
    FULL,
    title="&" * 300,
    context=LONG,
    options=tuple(Alternative("&" * 300, LONG, LONG, "\n".join(["<" * 20] * 100)) for _ in range(15)),
    criteria=tuple(Weighed("&" * 75, 12) for _ in range(8)),
    result=tuple("&" * 75 for _ in range(60)),
    decision=LONG * 2,
    rationale=LONG * 2,
    trade_offs=LONG * 2,
    dissent=tuple(Dissent(BEN, LONG, LONG) for _ in range(40)),
    consulted=tuple([BEN] * 100),
    informed=tuple([BEN] * 100),
    success_metrics=LONG,
    fallback=LONG,
    tags=tuple("&" * 40 for _ in range(10)),
    links=tuple(Link("|" * 100, "https://example.com/" + "a" * 1900) for _ in range(20)),
    supersedes=tuple(range(1, 40)),
    superseded_by=99,
    reviews=tuple(replace(REVIEW, happened=LONG) for _ in range(20)),
)
WORST: Mapping[str, Callable[[], Message | View]] = {
    "record": lambda: record_modal(
        Page(LONGEST, Reader(CHEN, inside=True), [Entry(ANN, "linked", AT, LONG)] * 99, LONGEST_CAME)
    ),
    "list": lambda: search_modal(
        replace(FILTERS, line=LONG), [replace(LONGEST, number=n) for n in range(11)], 10
    ),
    "tag": lambda: forms.tag_modal(LONGEST),
    "home": lambda: {"type": "home", "blocks": home([replace(LONGEST, number=n) for n in range(9)])},
    **seen_reviews.worst(LONGEST),
}
