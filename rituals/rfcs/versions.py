"""Changing the text: free until somebody has said something, a new version afterwards."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b

from rituals.ids import Person
from rituals.refusal import Refusal, gathered
from rituals.rfcs.fields import LONGEST_NOTE, check_texts, check_words
from rituals.rfcs.guards import check_owner, check_takes
from rituals.rfcs.model import APPROVING, Concern, Reviewers, Rfc, Text, Version
from rituals.rfcs.reviewing import Reviewer, counts, reviews

MEANWHILE = (
    "Somebody else has changed the text since you opened this. "
    "What you typed is still here: copy it, go back, and open the edit again."
)


@dataclass(frozen=True, slots=True)
class Wording:
    """The texts as an owner would have them, unchecked; `seen` marks those that they set out from."""

    text: Text
    note: str = ""
    editorial: bool = False
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Edited:
    """An RFC and its newest version, after either has changed."""

    rfc: Rfc
    version: Version


def mark_of(text: Text) -> str:
    """A short mark that differs where words do: whoever edits shows with it which ones they have seen."""
    return blake2b(repr(text).encode(), digest_size=8).hexdigest()


def has_begun(reviewers: Reviewers, concerns: Iterable[Concern]) -> bool:
    """Whether somebody has taken a position or raised a concern, whatever has become of it: edits are no longer free."""
    return any(reviewers.values()) or any(True for _ in concerns)


def first_version(rfc: Rfc) -> Version:
    """The version with which an RFC opens."""
    return Version(1, rfc.terms.text, "", rfc.owner, rfc.opened_at)


def edit(rfc: Rfc, by: Person, wording: Wording, begun: bool, now: datetime) -> Edited:
    """The RFC in other words; raises Refusal.

    Before the review has begun the version stays the same and its text is another. Afterwards it is a new version with
    a note, and sign-offs on older ones do not count any more, unless it is editorial.
    """
    check_owner(rfc, by)
    check_takes(rfc, now)
    before = rfc.terms.text
    if wording.seen and wording.seen != mark_of(before):
        raise Refusal.in_fields({"title": MEANWHILE})
    wrong: dict[str, str] = {}
    text, note = before, ""
    with gathered(wrong, "title"):
        text = check_texts(wording.text)
    if begun:
        with gathered(wrong, "note"):
            missing = "Write what has changed: those who have read it before will want to know."
            note = check_words(wording.note, "note", missing, LONGEST_NOTE)
    if wrong:
        raise Refusal.in_fields(wrong)
    if text == before:
        raise Refusal.in_fields({"title": "Nothing was changed."})
    worded = replace(rfc, terms=replace(rfc.terms, text=text))
    if not begun:
        return Edited(worded, Version(rfc.version, text, "", by, now))
    number = rfc.version + 1
    counts_from = rfc.counts_from if wording.editorial else number
    return Edited(
        replace(worded, version=number, counts_from=counts_from, change=note),
        Version(number, text, note, by, now, editorial=wording.editorial),
    )


def object_to(rfc: Rfc, version: Version, reviewer: Reviewer, now: datetime) -> Edited:
    """The RFC after a reviewer has objected that an edit is more than editorial: sign-offs before it do not count."""
    check_takes(rfc, now)
    if not reviews(rfc, reviewer):
        raise Refusal("Only reviewers can object to an edit. Say in the thread what has changed for you.")
    if version.number != rfc.version:
        raise Refusal("There is a newer version by now. Look at that one.")
    if not version.editorial:
        raise Refusal("This version was not marked as editorial: everybody is asked to look again.")
    if version.objected_by is not None:
        raise Refusal("Somebody has objected already: everybody is asked to look again.")
    return Edited(replace(rfc, counts_from=version.number), replace(version, objected_by=reviewer.person))


def to_look_again(before: Rfc, after: Rfc, reviewers: Reviewers) -> tuple[Person, ...]:
    """Those whose sign-off counted before and does not count after: they are asked to look again."""
    return tuple(
        person
        for person, position in reviewers.items()
        if person not in after.owners
        and position is not None
        and position.stance in APPROVING
        and counts(before, position)
        and not counts(after, position)
    )
