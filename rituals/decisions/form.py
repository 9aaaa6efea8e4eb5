"""From what a person typed to the terms of a decision, or to the sentence beside the field that needs mending."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from rituals.calendar import WorkingCalendar, default_deadline
from rituals.decisions.model import (
    FEWEST_OPTIONS,
    LONGEST_CONTEXT,
    LONGEST_OPTION,
    LONGEST_QUESTION,
    MOST_OPTIONS,
    Method,
    Option,
    Quorum,
    Secrecy,
    Terms,
    Voters,
)
from rituals.ids import Channel, Person
from rituals.phrases import PhraseError, parse_time
from rituals.refusal import Refusal, gathered

_JOINING = re.compile("[\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Emoji and some scripts need them, but nobody sees them: they make neither a word nor a difference."""

FARTHEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Form:
    """What a person typed, unchecked: a draft. The names of its fields name the fields of the modal."""

    channel: str = ""
    question: str = ""
    context: str = ""
    options: str = ""  # One a line.
    method: Method = Method.SINGLE
    fewest: str = ""
    most: str = ""
    secrecy: Secrecy = Secrecy.OPEN
    voters: Voters = Voters.CHANNEL
    people: tuple[Person, ...] = ()
    user_group: str = ""
    quorum: str = ""  # '5' or '60 %'.
    closes_picked: datetime | None = None
    closes_typed: str = ""  # Wins over what was picked.
    close_when_all: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing worth keeping was typed."""
        return not (self.question.strip() or self.context.strip() or self.options.strip())


def read_options(text: str) -> tuple[str, ...]:
    """The options of a field that has one a line; white space is folded and empty lines are left out."""
    return tuple(" ".join(line.split()) for line in text.splitlines() if _seen(line))


def _seen(text: str) -> str:
    """What of a text can be seen."""
    return _JOINING.sub("", text).strip()


def check_question(question: str) -> str:
    """The question on one line; raises Refusal."""
    question = " ".join(question.split())
    if not _seen(question):
        raise Refusal("Write the question the team should answer.")
    if len(question) > LONGEST_QUESTION:
        raise Refusal(
            f"The question has {len(question):,} characters and {LONGEST_QUESTION} fit. "
            "Keep what is asked here and move the rest to the context."
        )
    return question


def check_context(context: str) -> str:
    """The context, trimmed; raises Refusal."""
    context = context.strip()
    if len(context) > LONGEST_CONTEXT:
        raise Refusal(
            f"The context has {len(context):,} characters and {LONGEST_CONTEXT:,} fit. Link to the rest."
        )
    return context


def check_options(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The options' texts, unchanged; raises Refusal."""
    if len(texts) < FEWEST_OPTIONS:
        raise Refusal("A decision needs two options or more. Write one a line.")
    if len(texts) > MOST_OPTIONS:
        raise Refusal(
            f"There are {len(texts)} options and {MOST_OPTIONS} fit. "
            "Drop the weakest, or decide in two steps: first the kind, then the choice."
        )
    for number, text in enumerate(texts, 1):
        if len(text) > LONGEST_OPTION:
            raise Refusal(
                f"Option {number} has {len(text)} characters and {LONGEST_OPTION} fit. "
                "Keep its name here and describe it in the context."
            )
    seen: dict[str, int] = {}
    for number, text in enumerate(texts, 1):
        first = seen.setdefault(unicodedata.normalize("NFKC", _seen(text)).casefold(), number)
        if first != number:
            raise Refusal(f"Options {first} and {number} are the same: “{text}”. Change one of them.")
    return texts


def check_bounds(form: Form, options: int) -> tuple[int, int]:
    """The fewest and most options on one ballot of `options`; raises Refusal in the fields."""
    if form.method is Method.SINGLE:
        return 1, 1
    fewest = _whole_number(form.fewest, "fewest", default=1)
    most = _whole_number(form.most, "most", default=options)
    if fewest < 1:
        raise Refusal.in_fields({"fewest": "Ask for at least one option on each ballot."})
    if fewest > options:
        raise Refusal.in_fields({"fewest": f"There are only {options} options: ask for at most that many."})
    if not fewest <= most:
        raise Refusal.in_fields({"most": f"Allow at least as many as you ask for: {fewest}."})
    return fewest, min(most, options)


def check_quorum(text: str, voters: Voters) -> Quorum:
    """The quorum that was typed, as people or per cent; raises Refusal in the field."""
    text = text.strip()
    if not text:
        return Quorum()
    if voters is Voters.ANYONE:
        raise Refusal.in_fields(
            {"quorum": "A quorum needs a fixed group. Ask the channel's members, or leave the quorum empty."}
        )
    match = re.fullmatch(r"([0-9]{1,5})\s*(%|percent|per cent)?", text)
    if not match:
        raise Refusal.in_fields({"quorum": "Write a number of people, such as 5, or a share, such as 60 %."})
    quorum = Quorum(int(match[1]), percent=match[2] is not None)
    if quorum.percent and quorum.amount > 100:
        raise Refusal.in_fields(
            {"quorum": f"{quorum.amount} % is more than everybody. Ask for 100 % at most."}
        )
    return quorum


def check(form: Form, now: datetime, calendar: WorkingCalendar) -> Terms:
    """The terms that the form asks for; raises Refusal with a sentence for each field that needs mending.

    `now` is an aware instant; `calendar` is that of the person who asks: times are read in their zone.
    """
    wrong: dict[str, str] = {}
    with gathered(wrong, "channel"):
        if not form.channel:
            raise Refusal("Choose the channel where the decision lives.")
    with gathered(wrong, "question"):
        check_question(form.question)
    with gathered(wrong, "context"):
        check_context(form.context)
    texts = read_options(form.options)
    with gathered(wrong, "options"):
        check_options(texts)
    bounds, quorum, closes_at = (1, 1), Quorum(), now
    if "options" not in wrong:
        with gathered(wrong, "most"):
            bounds = check_bounds(form, len(texts))
    with gathered(wrong, "quorum"):
        quorum = check_quorum(form.quorum, form.voters)
    with gathered(wrong, "closes_typed" if form.closes_typed.strip() else "closes_picked"):
        closes_at = read_deadline(form, now, calendar)
    if form.voters is Voters.PEOPLE and not form.people:
        wrong["people"] = "Choose the people to ask."
    if form.voters is Voters.GROUP and not form.user_group:
        wrong["user_group"] = "Choose the group to ask."
    if wrong:
        raise Refusal.in_fields(wrong)
    return Terms(
        channel=Channel(form.channel),
        question=check_question(form.question),
        context=form.context.strip(),
        options=tuple(Option(number, text) for number, text in enumerate(texts, 1)),
        method=form.method,
        fewest=bounds[0],
        most=bounds[1],
        secrecy=form.secrecy,
        voters=form.voters,
        quorum=quorum,
        closes_at=closes_at,
        close_when_all=form.close_when_all and form.voters is not Voters.ANYONE,
    )


def read_deadline(form: Form, now: datetime, calendar: WorkingCalendar) -> datetime:
    """The deadline that was typed, else picked, else the default; raises Refusal."""
    if form.closes_typed.strip():
        return read_time(form.closes_typed, now, calendar)
    if form.closes_picked is None:
        return default_deadline(now, calendar)
    if form.closes_picked <= now:
        raise Refusal("That time is past. Pick one that is still to come.")
    if form.closes_picked > now + FARTHEST:
        raise Refusal("That is more than a year ahead. Pick an earlier time.")
    return form.closes_picked


def read_time(text: str, now: datetime, calendar: WorkingCalendar) -> datetime:
    """The time that was typed, read in the calendar's zone; raises Refusal."""
    try:
        return parse_time(text, now, calendar)
    except PhraseError as error:
        raise Refusal(str(error)) from None


def read_line(text: str) -> Form:
    """What `/decide Which queue? | Kafka | SQS` asks for: the question, then the options."""
    question, *options = (part.strip() for part in text.split("|"))
    return Form(question=question, options="\n".join(option for option in options if option))


def _whole_number(text: str, field: str, default: int) -> int:
    text = text.strip()
    if not text:
        return default
    if not re.fullmatch(r"[0-9]{1,3}", text):
        raise Refusal.in_fields({field: "Write a whole number, such as 2."})
    return int(text)
