"""Adding a message to an RFC: as a concern of whoever adds it, or as a comment that is kept."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from handlers.news import Notice
from handlers.payloads import Who, whole_number
from handlers.rfcs.acts.course import Where, get_held, save, tell
from handlers.rfcs.acts.raising import Matter, keep_raised
from handlers.rfcs.acts.reviewing import read_reviewer
from rituals.ids import Person
from rituals.refusal import Refusal
from rituals.rfcs import comments as rules
from rituals.rfcs import concerns as raising
from rituals.rfcs.concerns import Raising
from rituals.rfcs.guards import check_takes
from rituals.rfcs.model import RITUAL, Comment, Quote, Rfc
from storage import cards, comments, people, rfcs
from storage.history import Entry

UNKNOWN_COMMENT = "I can't find that comment. It may have been removed, or you may not be in its channel."


@dataclass(frozen=True, slots=True)
class Kept:
    """A comment after an act, and its RFC."""

    rfc: Rfc
    comment: Comment


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where a message can go: the RFC in whose thread it stands, else those under review that the person sees."""

    rfc: Rfc | None
    others: tuple[Rfc, ...]


def find_shelf(tx: Connection, who: Who, thread: tuple[str, str], now: datetime) -> Shelf:
    """Where this person can add a message of this thread (channel, time of its first message); refuses where nothing takes it."""
    card = cards.find_at(tx, who.team, *thread)
    here = None
    if card is not None and card.ritual == RITUAL:
        here = rfcs.find_visible(tx, who.team, card.ritual_id, who.person)
    if here is not None:
        check_takes(here, now)
        return Shelf(here, ())
    found = (one.rfc for one in rfcs.read_open_for(tx, who.team, who.person))
    others = tuple(one for one in found if one.state.is_under_review)
    if not others:
        raise Refusal("No RFC that you can see is under review. Type /rfc to write one.")
    return Shelf(None, others)


def add_concern(tx: Connection, who: Who, where: Where, said: Raising, now: datetime) -> Matter:
    """The message is a concern of whoever added it; whoever wrote it is told, and may take it over."""
    rfc = get_held(tx, where, who.person)
    raised = raising.raise_concern(rfc, read_reviewer(tx, rfc, who.person), said, now)
    told = []
    if said.quote is not None and _is_told(tx, rfc, said.quote, who.person):
        told.append(Notice("quoted", said.quote.author))
    return keep_raised(tx, rfc, raised, Entry(who.person, "raised", now), *told)


def keep_comment(
    tx: Connection, who: Who, where: Where, said: tuple[str, Quote | None], now: datetime
) -> Kept:
    """The message is kept as a comment; whoever wrote it is told, and may take it over."""
    words, quote = said
    rfc = get_held(tx, where, who.person)
    kept = rules.keep(rfc, who.person, words, quote, now)
    for known in comments.read_all(tx, rfc):
        if replace(kept, number=known.number, kept_at=known.kept_at) == known:
            return Kept(rfc, known)  # It was sent twice.
    comment = comments.add(tx, rfc, kept)
    save(tx, rfc, Entry(who.person, "kept a comment", now))
    if quote is not None and _is_told(tx, rfc, quote, who.person):
        tell(
            tx,
            rfc,
            Notice("comment_kept", quote.author, f"{comment.number} {who.person} {now.timestamp()}"),
            now,
        )
    return Kept(rfc, comment)


def take_comment(tx: Connection, who: Who, where: Where, number: str, now: datetime) -> Kept:
    """Whoever wrote the message has the comment as their own from now on."""
    rfc = get_held(tx, where, who.person)
    known = whole_number(number)
    found = None if known is None else comments.find(tx, rfc, known)
    if found is None:
        raise Refusal(UNKNOWN_COMMENT)
    taken = rules.take_over(rfc, found, who.person, now)
    if taken != found:
        comments.save(tx, rfc, taken)
        save(tx, rfc, Entry(who.person, "took over a comment", now))
    return Kept(rfc, taken)


def _is_told(tx: Connection, rfc: Rfc, quote: Quote, by: Person) -> bool:
    """Whether the message is of a person who can do something about it."""
    member = people.find_person(tx, rfc.team, quote.author)
    return quote.author != by and member is not None and member.counts
