"""The dissent ledger as it is kept: what was foreseen, when both are asked what became of it."""

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
    for forecast in foreseen:
        forecasts.add(tx, commitment.team, forecast)
    if foreseen:
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
    today = today_of(tx, commitment, now)
    for forecast in forecasts.read_all(tx, commitment.team, commitment.id):
        if forecast.ask_on <= today and ledger.awaited(forecast):
            _ask(tx, commitment, forecast, now)
            forecasts.save(tx, commitment.team, ledger.ask(forecast, commitment.terms.review_on, today))
    plan(tx, commitment, now)


def _ask(tx: Connection, commitment: Commitment, forecast: Forecast, now: datetime) -> None:
    for person in ledger.awaited(forecast):
        member = people.find_person(tx, commitment.team, person)
        if member is not None and visibility.can_see(tx, commitment.team, person, commitment.terms.channel):
            # The day begins later where they are, perhaps.
            begins = max(now, _begins(forecast.ask_on, member.calendar.zone))
            moment = member.calendar.next_working_moment(begins)
            deliveries.add(tx, [nudge_at(commitment.team, member, moment)])


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
