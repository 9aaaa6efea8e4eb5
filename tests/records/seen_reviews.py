"""What people see of looking back and of the digest, each with a name."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from handlers.records.views import digest, forms, review
from handlers.records.views.record import Page, record_modal
from handlers.replies import Message, View
from rituals.records.digest import Digest
from rituals.records.form import Form
from rituals.records.guards import Reader
from rituals.records.model import NextStep, Record, Review, State, Verdict
from tests.records.making import ANN, BEN, CHEN, FULL, RECORD

TODAY = date(2027, 2, 18)
KEPT = Review(TODAY, CHEN, Verdict.HELD, "", NextStep.KEEP)
AMENDED = Review(TODAY, CHEN, Verdict.PARTLY, "The bill is high.", NextStep.AMEND)
REVERSED = Review(TODAY, CHEN, Verdict.DID_NOT, "Messages were lost.", NextStep.REVERSE)
SHORT = replace(RECORD, number=11, decision="Kafka", review_on=date(2027, 2, 1))
OLDER = replace(RECORD, number=9, title="Which <broker>?", state=State.SUPERSEDED)

FEBRUARY = Digest(
    first=date(2027, 2, 1),
    decided=(FULL, SHORT, replace(RECORD, number=13, title="Which cloud?")),
    reviewed=((FULL, AMENDED), (SHORT, KEPT)),
    superseded=((OLDER, 12), (replace(OLDER, number=8), None)),
    due=(SHORT, replace(FULL, review_on=date(2027, 3, 5))),
    actions=(("for a week at most", 3), ("for a month at most", 2), ("for longer", 1)),
    took=(2, 5, 3),
    verdicts=(Verdict.HELD, Verdict.PARTLY, Verdict.HELD),
)


def looked_back(said: Review, reader: Reader) -> View:
    return review.reviewed_modal(replace(FULL, review_on=None, reviews=(said,)), reader, said)


SEEN: Mapping[str, Callable[[], Message | View]] = {
    "review": lambda: review.review_modal(FULL, TODAY),
    "review-short-ahead-of-time": lambda: review.review_modal(
        replace(RECORD, number=11, review_on=date(2027, 6, 1)), TODAY
    ),
    "review-date": lambda: review.date_modal(FULL),
    "review-date-none": lambda: review.date_modal(replace(FULL, review_on=None)),
    "reviewed-to-be-amended": lambda: looked_back(AMENDED, Reader(CHEN)),
    "reviewed-to-be-amended-as-member": lambda: looked_back(AMENDED, Reader(BEN, inside=True)),
    "reviewed-to-be-reversed": lambda: looked_back(REVERSED, Reader(CHEN)),
    "record-missed-as-member": lambda: record_modal(Page(SHORT, Reader(BEN, inside=True, missed=True))),
    "record-to-be-reversed": lambda: record_modal(
        Page(replace(SHORT, review_on=None, reviews=(REVERSED,)), Reader(ANN))
    ),
    "write-amendment": lambda: forms.write_modal(
        Form(channel="CPLATFORM", title="Which queue?", decision="SQS"), "draft1", TODAY, FULL
    ),
    "message-reviews-due": lambda: review.reminder([SHORT, FULL]),
    "message-missed": lambda: review.missed(SHORT, orphaned=False),
    "message-missed-orphaned": lambda: review.missed(SHORT, orphaned=True),
    "message-reviewed": lambda: review.reviewed(replace(SHORT, reviews=(REVERSED,))),
    "message-reviewed-in-short": lambda: review.reviewed(replace(SHORT, reviews=(KEPT,))),
    "home-reviews-due": lambda: {"type": "home", "blocks": review.waiting([FULL])},
    "digest": lambda: digest.digest(FEBRUARY),
    "digest-after-one-that-was-skipped": lambda: digest.digest(
        Digest(date(2027, 1, 1), decided=(SHORT,), took=(0, 0, 1)), skipped=True
    ),
    "digest-of-nothing": lambda: digest.digest(Digest(date(2027, 1, 1))),
    "digest-of-actions": lambda: digest.digest(
        Digest(date(2027, 1, 1), actions=(("for longer", 1),), took=(1, 2, 1))
    ),
    "digest-undelivered": lambda: digest.undelivered("CPLATFORM"),
}


def worst(longest: Record) -> Mapping[str, Callable[[], Message | View]]:
    """The same of a record with everything as long as can be."""
    story = replace(REVERSED, happened="&" * 2_000)
    many = [replace(longest, number=number + 1000) for number in range(30)]
    told = Digest(
        date(2026, 9, 1),
        decided=many,
        reviewed=[(one, story) for one in many],
        superseded=[(one, 99) for one in many],
        due=many,
        actions=FEBRUARY.actions,
        took=[1] * 1000,
        verdicts=[Verdict.HELD] * 1000,
    )
    return {
        "review": lambda: review.review_modal(longest, TODAY),
        "reviewed": lambda: review.reviewed_modal(
            replace(longest, state=State.ACCEPTED, reviews=(story,)), Reader(CHEN), story
        ),
        "review-date": lambda: review.date_modal(longest),
        "message-reviews-due": lambda: review.reminder(many),
        "message-missed": lambda: review.missed(longest, orphaned=True),
        "message-reviewed": lambda: review.reviewed(replace(longest, reviews=(story,))),
        "home-reviews-due": lambda: {"type": "home", "blocks": review.waiting(many)},
        "digest": lambda: digest.digest(told, skipped=True),
    }
