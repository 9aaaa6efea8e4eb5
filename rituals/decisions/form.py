"""From what a person typed to the terms of a decision, or to the sentence beside the field that needs mending."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from rituals.calendar import WorkingCalendar, default_deadline, local_time
from rituals.deadlines import USUAL_DAYS, check_review_on, read_deadline, read_time
from rituals.decisions import fields
from rituals.decisions.fields import make_options, read_options
from rituals.decisions.terms import (
    FEWEST_OPTIONS,
    MOST_OPTIONS,
    Detail,
    Hint,
    Method,
    Option,
    Quorum,
    Reversibility,
    Secrecy,
    Terms,
    Threshold,
)
from rituals.electorate import Voters, check_chosen
from rituals.ids import Channel, Person
from rituals.owning import check_co_owners
from rituals.refusal import Refusal, gathered, tried
from rituals.texts import fold


@dataclass(frozen=True, slots=True)
class Form:
    """What a person typed, unchecked: a draft. The names of its fields name the fields of the modal."""

    channel: str = ""
    question: str = ""
    context: str = ""
    options: str = ""  # One a line.
    details: Mapping[str, Detail] = field(default_factory=dict)  # By the option's text, folded.
    recommended: str = ""  # An option's text, folded.
    with_none: bool = False
    suggesting: bool = False
    suggest_until: str = ""
    method: Method = Method.SINGLE
    fewest: str = ""
    most: str = ""
    dots: str = ""
    criteria: str = ""  # One a line, each with its weight.
    secrecy: Secrecy = Secrecy.OPEN
    voters: Voters = Voters.CHANNEL
    people: tuple[Person, ...] = ()
    user_group: str = ""
    quorum: str = ""  # '5' or '60 %'.
    threshold: str = ""
    threshold_of_all: bool = False
    closes_picked: datetime | None = None
    closes_typed: str = ""  # Wins over what was picked.
    closes_after: int = USUAL_DAYS  # Business days, where neither was picked nor typed.
    close_when_all: bool = False
    decider: Person | None = None
    co_owners: tuple[Person, ...] = ()
    reversibility: Reversibility | None = None
    review_on: date | None = None
    hints: tuple[Hint, ...] = tuple(Hint)  # In their order, so that equal forms are written alike.
    follows: int | None = None  # A record: what is decided anew.
    about: str = ""  # The concern that it settles: the number of its RFC, and its own.
    told: tuple[Hint, ...] = ()  # The hints that a preview has shown.
    touched: bool = False  # Something was done in it since it opened.

    @property
    def title(self) -> str:
        """What it is called among drafts."""
        return self.question

    @property
    def is_empty(self) -> bool:
        """Whether nothing worth keeping was typed."""
        return not (self.question.strip() or self.context.strip() or self.options.strip())


def check(form: Form, now: datetime, calendar: WorkingCalendar) -> Terms:
    """The terms that the form asks for; raises Refusal with a sentence for each field that needs mending.

    `now` is an aware instant; `calendar` is that of the person who asks: times are read in their zone.
    """
    wrong: dict[str, str] = {}
    if not form.channel:
        wrong["channel"] = "Choose the channel where the decision lives."
    with gathered(wrong, "voters"):
        check_chosen(form.voters, form.people, form.user_group)
    if form.secrecy is Secrecy.SEALED and form.voters is Voters.ANYONE:
        wrong["secrecy"] = "A sealed vote needs a fixed group of five or more. Ask the channel's members."
    options = _read_options(form, wrong)
    fewest, most = tried(wrong, "most", (1, 1), lambda: _read_bounds(form, len(options), wrong))
    criteria = tried(
        wrong, "criteria", (), lambda: fields.check_matrix(form.criteria, form.method, len(options))
    )
    closes_at = tried(wrong, "closes_picked", now, lambda: _read_deadline(form, now, calendar))
    terms = Terms(
        channel=Channel(form.channel),
        question=tried(wrong, "question", "", lambda: fields.check_question(form.question)),
        context=tried(wrong, "context", "", lambda: fields.check_context(form.context)),
        options=options,
        method=form.method,
        fewest=fewest,
        most=most,
        secrecy=form.secrecy,
        voters=form.voters,
        quorum=tried(wrong, "quorum", Quorum(), lambda: fields.check_quorum(form.quorum, form.voters)),
        closes_at=closes_at,
        close_when_all=form.close_when_all and form.voters is not Voters.ANYONE,
        dots=tried(wrong, "dots", 0, lambda: fields.check_dots(form.dots, form.method)),
        criteria=criteria,
        threshold=tried(wrong, "threshold", Threshold(), lambda: _read_threshold(form)),
        recommended=next((one.number for one in options if fold(one.text) == form.recommended), None),
        decider=form.decider,
        reversibility=form.reversibility,
        review_on=tried(wrong, "review_on", None, lambda: _read_review_on(form, now, calendar)),
        suggest_until=tried(
            wrong, "suggest_until", None, lambda: _read_suggesting(form, (now, closes_at), calendar)
        ),
        hints=frozenset(form.hints),
        follows=form.follows,
    )
    tried(wrong, "co_owners", (), lambda: check_co_owners(form.co_owners, Person("")))
    if wrong:
        raise Refusal.in_fields(wrong)
    return terms


def _read_options(form: Form, wrong: dict[str, str]) -> tuple[Option, ...]:
    texts, fewest = read_options(form.options), 0 if form.suggesting else FEWEST_OPTIONS
    tried(wrong, "options", (), lambda: fields.check_options(texts, fewest))
    if form.with_none and form.method is Method.MATRIX:
        wrong["with_none"] = "“None of these” can't be scored. Add “Do nothing” as an option instead."
    return make_options(texts, form.details, form.with_none)


def _read_bounds(form: Form, options: int, wrong: Mapping[str, str]) -> tuple[int, int]:
    if "options" in wrong:
        return 1, 1
    most = MOST_OPTIONS + 1 if form.suggesting else options  # How many there will be nobody knows.
    return fields.check_bounds(form.method, (form.fewest, form.most), most)


def _read_threshold(form: Form) -> Threshold:
    return fields.check_threshold(form.threshold, form.threshold_of_all, form.method, form.voters)


def _read_review_on(form: Form, now: datetime, calendar: WorkingCalendar) -> date | None:
    return check_review_on(form.review_on, local_time(now, calendar.zone).date())


def _read_deadline(form: Form, now: datetime, calendar: WorkingCalendar) -> datetime:
    return read_deadline(form.closes_picked, form.closes_typed, form.closes_after, now, calendar)


def _read_suggesting(
    form: Form, span: tuple[datetime, datetime], calendar: WorkingCalendar
) -> datetime | None:
    now, closes_at = span
    if not form.suggesting:
        return None
    typed = form.suggest_until.strip()
    until = read_time(typed, now, calendar) if typed else default_deadline(now, calendar, 1)
    if now < closes_at <= until:
        raise Refusal("Voting would have closed by then. End it earlier, or close the vote later.")
    return until


def read_line(text: str) -> Form:
    """What `/decide Which queue? | Kafka | SQS` asks for: the question, then the options."""
    question, *options = (part.strip() for part in text.split("|"))
    return Form(question=question, options="\n".join(option for option in options if option))
