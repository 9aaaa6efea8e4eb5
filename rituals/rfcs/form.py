"""From what a person typed to the terms of an RFC, or to the sentence beside the field that needs mending."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rituals.ids import Channel, Person
from rituals.owning import check_co_owners
from rituals.refusal import Refusal, gathered
from rituals.rfcs.fields import TEXTS, check_texts
from rituals.rfcs.model import Profile, Terms, Text

USUAL_DAYS, MOST_DAYS = 5, 30
MOST_REVIEWERS, MOST_POINTERS = 30, 10
FEWEST_SENTENCES, MOST_SENTENCES = 3, 5

_SENTENCE = re.compile(
    r"[.!?…。](?=[\s\"')\]”’*_]|$)(?!\s+[a-z])|\n+\s*(?=\S)"
)  # No end before a small letter: e.g. this.
_NOTHING = re.compile(
    r"\b(do(ing)? nothing|not? (do|doing) (anything|it)|status quo|as (it|they) (is|are)|as-is"
    r"|no change|change nothing|leave (it|this|things)|keep (what|things|the current))\b",
    re.IGNORECASE,
)


class Hint(StrEnum):
    """What an author is told that makes an RFC better; it suggests, it never blocks."""

    NOTHING = "nothing"  # Doing nothing is an alternative, too, and has a cost.
    SENTENCES = "sentences"  # A summary has three to five sentences.


@dataclass(frozen=True, slots=True)
class Form:
    """What a person typed over the steps of the modal, unchecked: a draft. The names of its fields name the modal's."""

    channel: str = ""
    title: str = ""
    summary: str = ""
    motivation: str = ""
    proposal: str = ""
    alternatives: str = ""
    impact: str = ""
    metrics: str = ""
    risks: str = ""
    questions: str = ""
    references: str = ""
    link: str = ""
    reviewers: tuple[Person, ...] = ()
    decider: Person | None = None
    pointers: tuple[Channel, ...] = ()
    profile: Profile = Profile.FINAL_COMMENT
    days: str = ""  # Business days; '' for the usual five.
    co_owners: tuple[Person, ...] = ()

    @property
    def text(self) -> Text:
        """The eleven texts, as they were typed."""
        return Text(**{name: getattr(self, name) for name in TEXTS})

    @property
    def is_empty(self) -> bool:
        """Whether nothing worth keeping was typed."""
        return not any(getattr(self, name).strip() for name in TEXTS)


def check(form: Form, owner: Person) -> Terms:
    """The terms that the form asks for; raises Refusal with a sentence for each field that needs mending."""
    wrong: dict[str, str] = {}
    text, days, co_owners, pointers = Text(""), USUAL_DAYS, form.co_owners, form.pointers
    if not form.channel:
        wrong["channel"] = "Choose the channel where the RFC is reviewed."
    with gathered(wrong, "title"):
        text = check_texts(form.text)
    with gathered(wrong, "days"):
        days = check_days(form.days)
    with gathered(wrong, "co_owners"):
        co_owners = check_co_owners(form.co_owners, owner)
    with gathered(wrong, "reviewers"):
        check_reviewers(form.reviewers, form.profile, (owner, *co_owners))
    with gathered(wrong, "pointers"):
        pointers = check_pointers(form.pointers, form.channel)
    if wrong:
        raise Refusal.in_fields(wrong)
    return Terms(
        channel=Channel(form.channel),
        text=text,
        decider=form.decider or owner,
        profile=form.profile,
        days=days,
        pointers=pointers,
    )


def check_reviewers(
    reviewers: tuple[Person, ...], profile: Profile, owners: tuple[Person, ...]
) -> tuple[Person, ...]:
    """The reviewers, each once; raises Refusal in the field. Nobody reviews what they write themselves."""
    wrong = ""
    reviewers = tuple(dict.fromkeys(reviewers))
    if not reviewers and profile is Profile.FINAL_COMMENT:
        wrong = "Choose one reviewer or more. Without any, choose lazy consensus."
    if set(reviewers) & set(owners):
        wrong = "Whoever writes an RFC does not review it. Choose others, or take them off its authors."
    if len(reviewers) > MOST_REVIEWERS:
        wrong = f"Choose {MOST_REVIEWERS} reviewers at most. Everybody else can comment and raise concerns."
    if wrong:
        raise Refusal.in_fields({"reviewers": wrong})
    return reviewers


def check_pointers(channels: Sequence[Channel], home: str) -> tuple[Channel, ...]:
    """The channels in which a short card leads to the RFC, each once; raises Refusal in the field."""
    pointers = tuple(dict.fromkeys(one for one in channels if one != home))
    if len(pointers) > MOST_POINTERS:
        wrong = f"Choose {MOST_POINTERS} channels at most: those of the teams that are affected."
        raise Refusal.in_fields({"pointers": wrong})
    return pointers


def check_days(typed: str) -> int:
    """The business days that were typed, the usual where nothing was; raises Refusal in the field."""
    typed = typed.strip()
    if not typed:
        return USUAL_DAYS
    if not re.fullmatch(r"[0-9]{1,3}", typed) or not 1 <= int(typed) <= MOST_DAYS:
        raise Refusal.in_fields({"days": f"Write a number of business days from 1 to {MOST_DAYS}."})
    return int(typed)


def due_hints(text: Text) -> tuple[Hint, ...]:
    """The hints that these texts give rise to, in the order in which they are worth reading."""
    arises = {
        Hint.NOTHING: not _NOTHING.search(text.alternatives),
        Hint.SENTENCES: not FEWEST_SENTENCES <= count_sentences(text.summary) <= MOST_SENTENCES,
    }
    return tuple(hint for hint, is_due in arises.items() if is_due)


def count_sentences(text: str) -> int:
    """How many sentences a text has, as well as its full stops and line breaks tell."""
    return sum(any(char.isalnum() for char in part) for part in _SENTENCE.sub("\0", text).split("\0"))
