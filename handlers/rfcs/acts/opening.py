"""Posting an RFC: from the draft to the card, and to the short cards in the channels that are affected."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from handlers.asking import check_answerable
from handlers.news import Notice, tell_each
from handlers.places import get_place
from handlers.rfcs.acts.course import await_silence, note
from handlers.rfcs.acts.pointing import check_pointers
from handlers.rfcs.acts.settling import settle
from handlers.rfcs.acts.texts import keep_text
from rituals.ids import Channel, Person
from rituals.refusal import Refusal, gathered
from rituals.rfcs import course
from rituals.rfcs.course import Opening
from rituals.rfcs.model import RITUAL, Rfc
from rituals.rfcs.versions import first_version
from storage import cards, drafts, electors, people, rfc_versions, rfcs
from storage.cards import Card
from storage.history import Entry


@dataclass(frozen=True, slots=True)
class Posting:
    """What is about to be put up for review, and by whom it is to be reviewed."""

    opening: Opening
    reviewers: tuple[Person, ...]
    picked: tuple[
        Channel, ...
    ] = ()  # The channels for short cards as they were chosen, maybe its own among them.

    @property
    def people(self) -> list[Person]:
        """Everybody who has to see it."""
        opening = self.opening
        return list(dict.fromkeys((*self.reviewers, opening.terms.decider, *opening.co_owners)))


def prepare(tx: Connection, posting: Posting) -> None:
    """Refuses, beside the field, what cannot be posted. Writes nothing."""
    opening = posting.opening
    place = get_place(tx, opening.team, opening.owner, opening.terms.channel)
    wrong: dict[str, str] = {}
    answering = {
        "reviewers": posting.reviewers,
        "decider": (opening.terms.decider,),
        "co_owners": opening.co_owners,
    }
    with gathered(wrong, "reviewers"):
        check_answerable(tx, opening.team, place, answering)
    with gathered(wrong, "pointers"):
        whose = opening.team, opening.owner
        check_pointers(tx, whose, place, opening.terms.pointers, posting.picked)
    if wrong:
        raise Refusal.in_fields(wrong)


def open_rfc(tx: Connection, posting: Posting, new_ids: Sequence[str], now: datetime) -> Rfc:
    """The RFC is under review, its cards on the way. Posting a draft twice opens one.

    What is posted was prepared a moment ago. `new_ids` are those of its card, and of the short ones.
    """
    opening = posting.opening
    posted = rfcs.find_by_draft(tx, opening.team, opening.draft)
    if posted is not None:
        return posted
    get_place(tx, opening.team, opening.owner, opening.terms.channel)
    author = people.find_person(tx, opening.team, opening.owner)
    if author is None:
        raise LookupError(f"person {opening.owner}")
    rfc = rfcs.add(tx, course.open_review(opening, now, author.calendar))
    if rfc is None:
        # On PostgreSQL the same draft may be posted in this very moment by another press of the button.
        return open_rfc(tx, posting, new_ids, now)
    electors.add(tx, rfc.ref, posting.reviewers)
    rfc_versions.save(tx, rfc, first_version(rfc))
    for card in _cards(rfc, new_ids):
        cards.add(tx, card, now)
    note(tx, rfc, Entry(rfc.owner, "opened", now))
    await_silence(tx, rfc, now)
    keep_text(tx, rfc, now)
    tell_each(tx, rfc.ref, Notice("asked"), posting.reviewers, now)
    drafts.remove(tx, opening.team, opening.draft)
    return settle(tx, rfc, now)


def _cards(rfc: Rfc, ids: Sequence[str]) -> Iterator[Card]:
    """The card, then the short ones."""
    for card, channel in zip(ids, (rfc.terms.channel, *rfc.terms.pointers), strict=True):
        yield Card(rfc.team, card, RITUAL, rfc.ref.id, channel)
