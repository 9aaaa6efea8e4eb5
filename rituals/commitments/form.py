"""From what a person typed to the terms of a commitment, or to the sentence beside the field that needs mending."""

from dataclasses import dataclass
from datetime import date, datetime

from rituals.calendar import WorkingCalendar, local_time
from rituals.commitments.model import Terms
from rituals.commitments.texts import Texts, check_texts
from rituals.deadlines import USUAL_DAYS, check_review_on, read_deadline
from rituals.electorate import Voters, check_anybody, check_chosen
from rituals.ids import Channel, Person
from rituals.owning import check_co_owners
from rituals.refusal import Refusal, gathered, tried


@dataclass(frozen=True, slots=True)
class Form:
    """What a person typed, unchecked: a draft. The names of its fields name the fields of the modal."""

    channel: str = ""
    proposal: str = ""
    context: str = ""
    aim: str = ""
    trade_offs: str = ""
    evidence: str = ""
    decider: Person | None = None  # None: the owner.
    voters: Voters = Voters.CHANNEL
    people: tuple[Person, ...] = ()
    user_group: str = ""
    closes_picked: datetime | None = None
    closes_typed: str = ""  # Wins over what was picked.
    closes_after: int = USUAL_DAYS  # Business days, where neither was picked nor typed.
    co_owners: tuple[Person, ...] = ()
    review_on: date | None = None
    follows: int | None = None  # A record: what is taken up anew.
    touched: bool = False  # Something was done in it since it opened.

    @property
    def title(self) -> str:
        """What it is called among drafts."""
        return self.proposal

    @property
    def is_empty(self) -> bool:
        """Whether nothing worth keeping was typed."""
        texts = self.proposal, self.context, self.aim, self.trade_offs, self.evidence
        return not any(text.strip() for text in texts)


def check(form: Form, owner: Person, now: datetime, calendar: WorkingCalendar) -> Terms:
    """The terms that the form asks for; raises Refusal with a sentence for each field that needs mending.

    `now` is an aware instant; `calendar` is the owner's: times are read in their zone.
    """
    wrong: dict[str, str] = {}
    if not form.channel:
        wrong["channel"] = "Choose the channel where the commitment lives."
    with gathered(wrong, "voters"):
        check_chosen(form.voters, form.people, form.user_group)
        if form.voters is Voters.ANYONE:
            raise Refusal("A commitment asks people who are known. Ask the channel's members.")
    closes_at = tried(wrong, "closes_picked", now, lambda: _read_deadline(form, now, calendar))
    typed = Texts(form.proposal, form.context, form.aim, form.trade_offs, form.evidence)
    texts = tried(wrong, "proposal", typed, lambda: check_texts(typed))
    today = local_time(now, calendar.zone).date()
    review_on = tried(wrong, "review_on", None, lambda: check_review_on(form.review_on, today))
    tried(wrong, "co_owners", (), lambda: check_co_owners(form.co_owners, owner))
    if wrong:
        raise Refusal.in_fields(wrong)
    return Terms(
        channel=Channel(form.channel),
        proposal=texts.proposal,
        context=texts.context,
        aim=texts.aim,
        trade_offs=texts.trade_offs,
        evidence=texts.evidence,
        decider=form.decider or owner,
        closes_at=closes_at,
        voters=form.voters,
        review_on=review_on,
        follows=form.follows,
    )


def _read_deadline(form: Form, now: datetime, calendar: WorkingCalendar) -> datetime:
    return read_deadline(form.closes_picked, form.closes_typed, form.closes_after, now, calendar)


def check_electorate(terms: Terms, seats: int) -> None:
    """Raises Refusal in the field if nobody would be asked."""
    check_anybody(terms.voters, seats, "take a position")


def read_line(text: str) -> Form:
    """What `/commit We move billing to Kafka` asks for."""
    return Form(proposal=" ".join(text.split()))
