"""What people do with the dissent ledger: looking, saying what became of a prediction, letting the team see it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from handlers.commitments.acts import foreseeing
from handlers.commitments.acts.course import get, get_held, get_visible, note
from handlers.commitments.acts.recording import tell_outcome
from handlers.commitments.views.ledger import MOST_LISTED, Line, Page
from handlers.payloads import Who
from rituals.commitments import ledger
from rituals.commitments.model import Commitment, Forecast, Outcome
from rituals.ids import Person
from rituals.refusal import Refusal
from storage import forecasts, people, records, timers
from storage.history import Entry
from storage.timers import Timer


def look(tx: Connection, timer: Timer, now: datetime, _: Any) -> None:
    """The day has come that somebody has foreseen, or that of the review."""
    commitment = get(tx, timer.team, timer.ritual_id)
    timers.finish(tx, timer)
    foreseeing.ask(tx, commitment, now)


def read_page(tx: Connection, who: Who, number: int) -> Page:
    """A page of this person's ledger, from 1."""
    number = max(number, 1)
    skip = (number - 1) * MOST_LISTED
    found = forecasts.read_of_person(tx, who.team, who.person, MOST_LISTED + 1, skip)
    lines = [_line(tx, commitment, forecast) for forecast, commitment in found[:MOST_LISTED]]
    totals = forecasts.totals(tx, who.team, who.person)
    return Page(who.person, lines, totals, number, more=len(found) > MOST_LISTED)


def read_due(tx: Connection, who: Who, now: datetime) -> Sequence[Line]:
    """What this person is to say what became of, now."""
    today = people.today(tx, who.team, who.person, now)
    return [
        _line(tx, commitment, forecast)
        for forecast, commitment in forecasts.read_open(tx, who.team, who.person)
        if ledger.waits_for(forecast, who.person, commitment.terms.review_on, today)
    ]


def read_line(tx: Connection, who: Who, whose: tuple[str, str]) -> Line:
    """A prediction, as one of the two sees it; `whose` are the commitment and who foresaw it. Refuses everybody else."""
    return _line(tx, *_get(tx, who, get_visible(tx, who.team, whose[0], who.person), whose[1]))


def answer(tx: Connection, who: Who, whose: tuple[str, str], outcome: Outcome, now: datetime) -> Line:
    """What became of it, as one of the two sees it; where that is that it came true, both are offered to reopen it."""
    commitment, before = _get(tx, who, get_held(tx, who.team, whose[0], who.person), whose[1])
    today = foreseeing.today_of(tx, commitment, now)
    after = ledger.answer(before, who.person, outcome, commitment.terms.review_on, today)
    _save(tx, commitment, after)
    foreseeing.plan(tx, commitment, now)
    if ledger.proposes_reopening(before, after):
        foreseeing.propose_reopening(tx, commitment, after, now)
    return _line(tx, commitment, after)


def publish(tx: Connection, who: Who, whose: tuple[str, str], now: datetime) -> Line:
    """The team sees what became of it, as the person who foresaw it lets them."""
    commitment, before = _get(tx, who, get_held(tx, who.team, whose[0], who.person), whose[1])
    after = ledger.publish(before, who.person)
    return _show(tx, commitment, (before, after), Entry(who.person, "published", now))


def withhold(tx: Connection, who: Who, whose: tuple[str, str], now: datetime) -> Line:
    """The two alone see it again."""
    commitment, before = _get(tx, who, get_held(tx, who.team, whose[0], who.person), whose[1])
    after = ledger.withhold(before, who.person)
    return _show(tx, commitment, (before, after), Entry(who.person, "withheld", now))


def _show(tx: Connection, commitment: Commitment, change: tuple[Forecast, Forecast], entry: Entry) -> Line:
    before, after = change
    if after != before:
        _save(tx, commitment, after)
        note(tx, commitment, entry)
    return _line(tx, commitment, after)


def _save(tx: Connection, commitment: Commitment, forecast: Forecast) -> None:
    forecasts.save(tx, commitment.team, forecast)
    tell_outcome(tx, commitment, forecast)


def _get(tx: Connection, who: Who, commitment: Commitment, person: str) -> tuple[Commitment, Forecast]:
    found = forecasts.find(tx, who.team, commitment.id, Person(person))
    if found is None:
        raise Refusal(ledger.UNKNOWN)
    ledger.check_may_answer(found, who.person)
    return commitment, found


def _line(tx: Connection, commitment: Commitment, forecast: Forecast) -> Line:
    return Line(forecast, commitment, records.find_number(tx, commitment.ref))
