"""The ledger of dissent: what those foresaw who disagreed, when they are asked what became of it, and what that does."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from dateutil.relativedelta import relativedelta

from rituals.commitments.model import Commitment, Forecast, Outcome, Positions, State, Totals
from rituals.commitments.summing import dissenting
from rituals.ids import Person
from rituals.refusal import Refusal

FEWEST_SETTLED = 5  # Totals of fewer would tell whose they are.
AGAIN = relativedelta(months=3)
UNKNOWN = "I can't find that prediction. It may have been removed, or it is not yours."


def foresee(commitment: Commitment, positions: Positions) -> tuple[Forecast, ...]:
    """What those who disagreed foresaw, as it is decided over their disagreement; nothing in any other state."""
    if commitment.state is not State.DECIDED or commitment.ended_at is None:
        return ()
    decider = commitment.ruling.by if commitment.ruling else commitment.terms.decider
    review_on, decided_on = commitment.terms.review_on, commitment.ended_at.date()
    return tuple(
        Forecast(
            commitment=commitment.id,
            person=person,
            decider=decider,
            signal=position.prediction.signal,
            due_on=position.prediction.due_on,
            ask_on=_next_day(position.prediction.due_on, review_on, decided_on) or decided_on,
        )
        for person, position in dissenting(positions).items()
        if position.prediction
    )


def awaited(forecast: Forecast) -> tuple[Person, ...]:
    """Those of the two who have not said what became of it, the dissenter first; one, where one person is both."""
    said = {forecast.person: forecast.by_dissenter, forecast.decider: forecast.by_decider}
    return tuple(person for person, outcome in said.items() if outcome in (None, Outcome.EARLY))


def waits_for(forecast: Forecast, person: Person, review_on: date | None, today: date) -> bool:
    """Whether this person has been asked by now, and has not said what became of it; too early to say holds until its day."""
    if person not in awaited(forecast):
        return False
    said = forecast.by_dissenter if person == forecast.person else forecast.by_decider
    first = min(day for day in (forecast.due_on, review_on) if day)
    return (first if said is None else forecast.ask_on) <= today


def ask(forecast: Forecast, review_on: date | None, today: date) -> Forecast:
    """It after both were asked today: they are asked once more at the next of its days, if one is still to come."""
    return replace(forecast, ask_on=_next_day(forecast.due_on, review_on, today) or forecast.ask_on)


def is_asked_again(forecast: Forecast, today: date) -> bool:
    """Whether somebody is still to be asked, on a day that is to come."""
    return forecast.ask_on > today and bool(awaited(forecast))


def answer(forecast: Forecast, by: Person, outcome: Outcome, review_on: date | None, today: date) -> Forecast:
    """It with what one of the two says became of it; where that is too early to say, they are asked again later."""
    check_may_answer(forecast, by)
    if by == forecast.person:
        forecast = replace(forecast, by_dissenter=outcome)
    if by == forecast.decider:
        forecast = replace(forecast, by_decider=outcome)
    if outcome is not Outcome.EARLY or forecast.ask_on > today:
        return forecast
    return replace(forecast, ask_on=_next_day(forecast.due_on, review_on, today) or today + AGAIN)


def _next_day(due_on: date, review_on: date | None, today: date) -> date | None:
    """The first of its days that is still to come: the one that was foreseen, and the one of the review."""
    return min((day for day in (due_on, review_on) if day and day > today), default=None)


def proposes_reopening(before: Forecast, after: Forecast) -> bool:
    """Whether both get the proposal to take it up anew: as soon as one of them says that it came true, and once."""
    return after.came_true and not before.came_true


def publish(forecast: Forecast, by: Person) -> Forecast:
    """It with what became of it for everybody to see who sees the commitment; the dissenter may do that."""
    check_may_answer(forecast, by)
    if by != forecast.person:
        raise Refusal("Only the person who foresaw it can publish what became of it.")
    if forecast.by_dissenter in (None, Outcome.EARLY) and forecast.by_decider in (None, Outcome.EARLY):
        raise Refusal("There is nothing to publish yet. Say first what became of it.")
    return replace(forecast, published=True)


def withhold(forecast: Forecast, by: Person) -> Forecast:
    """It with what became of it for the two alone to see again; the dissenter may do that."""
    check_may_answer(forecast, by)
    if by != forecast.person:
        raise Refusal("Only the person who foresaw it can take that back.")
    return replace(forecast, published=False)


def may_see_outcome(forecast: Forecast, viewer: Person) -> bool:
    """Whether this person may see what became of it: the two, and everybody once it was published."""
    return forecast.published or viewer in (forecast.person, forecast.decider)


def check_may_answer(forecast: Forecast, by: Person) -> None:
    """Raises Refusal unless this person is one of the two; in the words of whatever is not found."""
    if by not in (forecast.person, forecast.decider):
        raise Refusal(UNKNOWN)


def total(forecasts: Iterable[Forecast], viewer: Person) -> Totals | None:
    """The ledger in numbers; None as long as so few are settled that they would tell the viewer whose they are.

    Who knows what became of most of them would read in the totals what became of the rest. One that is settled came
    true if either says so.
    """
    known = list(forecasts)
    settled = [forecast for forecast in known if forecast.is_settled]
    hidden = sum(not may_see_outcome(forecast, viewer) for forecast in settled)
    if len(settled) < FEWEST_SETTLED or 0 < hidden < FEWEST_SETTLED:
        return None
    came_true = sum(forecast.came_true for forecast in settled)
    return Totals(len(known) - len(settled), came_true, len(settled) - came_true)
