"""What every act needs: the RFC, held; and what follows when it, its reviewers or its concerns have changed."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from handlers.news import Notice, addressed
from handlers.payloads import whole_number
from rituals.calendar import WorkingCalendar
from rituals.ids import Person, Team
from rituals.refusal import Refusal
from rituals.rfcs import silence
from rituals.rfcs.guards import UNKNOWN
from rituals.rfcs.model import Reviewers, Rfc, State
from rituals.rfcs.standing import Review, review_of
from storage import cards, concerns, deliveries, history, people, rfcs, timers
from storage.cards import Card
from storage.history import Entry

END, SILENCE = "end", "silence"
"""The timers: final comment comes to its end; nothing has happened for long."""

Where = tuple[Team, str]
"""The workspace, and the number of the RFC as it came from Slack."""


def get_visible(tx: Connection, where: Where, person: Person) -> Rfc:
    """The RFC as it stands; refuses, as if it were not there, who cannot see it."""
    team, number = where[0], whole_number(where[1])
    found = None if number is None else rfcs.find_visible(tx, team, number, person)
    if found is None:
        raise Refusal(UNKNOWN)
    return found


def get_held(tx: Connection, where: Where, person: Person) -> Rfc:
    """The RFC, which nobody else changes meanwhile; refuses who cannot see it."""
    if (number := whole_number(where[1])) is not None:
        rfcs.hold(tx, where[0], number)
    return get_visible(tx, where, person)


def get(tx: Connection, team: Team, number: str) -> Rfc:
    """The RFC, held, for the clock; raises LookupError if it is gone."""
    rfcs.hold(tx, team, int(number))
    found = rfcs.find(tx, team, int(number))
    if found is None:
        raise LookupError(f"RFC {number}")
    return found


def read_review(tx: Connection, rfc: Rfc) -> tuple[Reviewers, Review]:
    """Who reviews it, and how the review stands."""
    reviewers = rfcs.read_reviewers(tx, rfc)
    return reviewers, review_of(rfc, reviewers, concerns.read_all(tx, rfc))


def note(tx: Connection, rfc: Rfc, entry: Entry) -> None:
    """Keeps one act in the history of the RFC; what people do breaks its silence."""
    history.add(tx, rfc.ref, entry)
    if entry.person is not None:
        await_silence(tx, rfc, entry.happened_at)


def save(tx: Connection, rfc: Rfc, *entries: Entry) -> None:
    """The RFC as it stands now: stored, in its history, and soon on its cards."""
    rfcs.save(tx, rfc)
    for entry in entries:
        note(tx, rfc, entry)
    if rfc.state.is_final:
        cards.finish(tx, *rfc.ref)
        timers.drop(tx, *rfc.ref)
    else:
        cards.touch(tx, *rfc.ref)


def announce(tx: Connection, rfc: Rfc, entry: Entry) -> None:
    """The same, where it is another review from now on than people agreed to: the thread is told, too."""
    save(tx, rfc, entry)
    now = entry.happened_at
    tell(tx, rfc, Notice("changed", mark=f"{now.timestamp()} {entry.act}"), now)


def set_end(tx: Connection, rfc: Rfc) -> None:
    """The clock comes when final comment ends, or when lazy consensus may be there; nothing is set while neither can."""
    if rfc.state is State.FINAL and rfc.paused_at is None and rfc.final_ends is not None:
        timers.set_timer(tx, (*rfc.ref, END), rfc.final_ends)
    else:
        timers.drop(tx, *rfc.ref, (END,))


def await_silence(tx: Connection, rfc: Rfc, last_act: datetime) -> None:
    """Its author is asked what is to become of it, should nothing happen for long from now on."""
    if rfc.state.is_under_review:
        timers.set_timer(tx, (*rfc.ref, SILENCE), silence.ask_at(last_act, calendar_of(tx, rfc)))


def calendar_of(tx: Connection, rfc: Rfc) -> WorkingCalendar:
    """The working calendar of its author; raises LookupError where nobody knows them."""
    owner = people.find_person(tx, rfc.team, rfc.owner)
    if owner is None:
        raise LookupError(f"{rfc.owner} of {rfc.name}")
    return owner.calendar


def tell(tx: Connection, rfc: Rfc, notice: Notice, now: datetime) -> None:
    """Owes a message with this news."""
    owed = addressed(rfc.ref, notice, now)
    if notice.person is None:
        card = home_card(tx, rfc)
        owed = replace(owed, channel=card.channel, card=card.id)
    deliveries.add(tx, [owed])


def home_card(tx: Connection, rfc: Rfc) -> Card:
    """The card in whose thread it is reviewed; the others are short and lead there."""
    found = cards.read_of(tx, *rfc.ref)
    return next(card for card in found if card.channel == rfc.terms.channel)
