"""The dissent ledger as it is kept: what was foreseen, when both are asked what became of it."""

from collections.abc import Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from handlers.news import Notice, tell_each
from rituals.calendar import local_time, resolve
from rituals.commitments import ledger
from rituals.commitments.model import Commitment, Forecast, Positions
from storage import deliveries, forecasts, people, timers, visibility
from storage.nudges import nudge_at

LOOK = "look"
"""The timer that goes off on the next day on which somebody is asked what became of a prediction."""


def keep(tx: Connection, commitment: Commitment, standing: Positions, now: datetime) -> None:
    """What those foresaw who dissented stands in the ledger, where it was decided over their dissent."""
    foreseen = ledger.foresee(commitment, standing)
    if foreseen:
        forecasts.add(tx, commitment.team, *foreseen)
        # Its day may have come while people were at it.
        ask(tx, commitment, now)


def plan(tx: Connection, commitment: Commitment, now: datetime) -> None:
    """The clock comes back when somebody is to be asked next, if anybody is."""
    today = today_of(tx, commitment, now)
    known = forecasts.read_all(tx, commitment.team, commitment.id)
    days = [one.ask_on for one in known if ledger.is_asked_again(one, today)]
    if days:
        timers.set_timer(tx, (*commitment.ref, LOOK), _begins(min(days), _zone(tx, commitment)))
    else:
        timers.drop(tx, *commitment.ref, (LOOK,))


def ask(tx: Connection, commitment: Commitment, now: datetime) -> None:
    """Those who have not said what became of what was foreseen by now are asked, in their working hours."""
    today, team = today_of(tx, commitment, now), commitment.team
    known = forecasts.read_all(tx, team, commitment.id)
    due = [one for one in known if one.ask_on <= today and ledger.awaited(one)]
    if due:
        _ask(tx, commitment, due, now)
        forecasts.save(tx, team, *(ledger.ask(one, commitment.terms.review_on, today) for one in due))
    plan(tx, commitment, now)


def _ask(tx: Connection, commitment: Commitment, due: Sequence[Forecast], now: datetime) -> None:
    """Each of these people is asked once a day on which something of theirs is due, in their working hours."""
    team = commitment.team
    days = dict.fromkeys((person, one.ask_on) for one in due for person in ledger.awaited(one))
    asked = visibility.among(team, list(dict.fromkeys(person for person, _ in days)))
    seeing = visibility.read(tx, visibility.seeing(asked, commitment.terms.channel))
    members = {member.person: member for member in people.read_people(tx, team, seeing)}
    owed = []
    for person, day in days:
        if (member := members.get(person)) is not None:
            # The day begins later where they are, perhaps.
            begins = max(now, _begins(day, member.calendar.zone))
            owed.append(nudge_at(team, member, member.calendar.next_working_moment(begins)))
    deliveries.add(tx, owed)


def propose_reopening(tx: Connection, commitment: Commitment, forecast: Forecast, now: datetime) -> None:
    """Both get the proposal to take it up anew, once for each prediction."""
    both = dict.fromkeys([forecast.person, forecast.decider])
    tell_each(tx, commitment.ref, Notice("reopening", mark=forecast.person), both, now)


def today_of(tx: Connection, commitment: Commitment, now: datetime) -> date:
    """The day that it is for whoever decided."""
    return local_time(now, _zone(tx, commitment)).date()


def _zone(tx: Connection, commitment: Commitment) -> ZoneInfo:
    decider = people.find_person(tx, commitment.team, commitment.terms.decider)
    return decider.calendar.zone if decider else ZoneInfo("UTC")


def _begins(day: date, zone: ZoneInfo) -> datetime:
    return resolve(datetime.combine(day, time()), zone)
