"""After the vote has advised: asking for the outcome, writing it, and asking again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from handlers import owing
from handlers.decisions.acts.course import (
    follow_up,
    get,
    get_held,
    get_visible,
    save,
)
from handlers.decisions.drafts import OUTCOMES
from handlers.news import Notice, stamp, tell, tell_each
from handlers.payloads import Who
from rituals.decisions import outcome
from rituals.decisions.model import RITUAL, Decision, State
from rituals.decisions.outcome import Writing
from rituals.ids import Person
from rituals.owing import OWNERS_ASKED, Answering, Decider
from rituals.workspace import Member
from storage import cards, decisions, people, rounds, timers
from storage.history import Entry
from storage.timers import Timer


@dataclass(frozen=True, slots=True)
class Written:
    """A decision with its outcome, and the number of the record that tells it."""

    decision: Decision
    record: int | None


def await_outcome(tx: Connection, decision: Decision, now: datetime) -> None:
    """The vote has advised: its thread is told, and whoever decides is asked; the owners at once where nobody does."""
    tell(tx, decision.ref, Notice("advised"), now)
    decider = _find_decider(tx, decision)
    if decider is None:
        ask_owners(tx, decision, now)
        return
    decisions.save(tx, outcome.ask(decision, 1))
    tell(tx, decision.ref, Notice("asked_outcome", decider.person), now)
    owing.plan(tx, decision.ref, decider, decision.owner, now)


def remind(tx: Connection, timer: Timer, now: datetime, _: Any) -> None:
    """The decider is reminded of the outcome, in their own working hours."""
    before = get(tx, timer.team, timer.ritual_id)
    timers.finish(tx, timer)
    decider = _find_decider(tx, before)
    if before.state is State.AWAITING and decider is not None:
        decisions.save(tx, outcome.ask(before, owing.times_asked(timer.kind)))
        owing.remind(tx, before.team, decider, now)


def reach_owners(tx: Connection, timer: Timer, now: datetime, _: Any) -> None:
    """The outcome has been awaited for too long: the owners are asked for it."""
    before = get(tx, timer.team, timer.ritual_id)
    timers.finish(tx, timer)
    ask_owners(tx, before, now)


def ask_owners(tx: Connection, before: Decision, now: datetime) -> None:
    """The owners are asked to take over, once; the decision is held."""
    after = outcome.ask(before, OWNERS_ASKED)
    if after == before:
        return
    told = [one for one in read_answering(tx, after).owners if one != after.terms.decider]
    save(tx, after, *([Entry(None, "asked owners", now)] if told else []))
    tell_each(tx, after.ref, Notice("asked_owners"), told, now)


def ask_new_owner(tx: Connection, decision: Decision, now: datetime) -> None:
    """Whoever owns it now is asked for the outcome, where whoever was to decide can't any more."""
    if decision.state is State.AWAITING and not has_decider(tx, decision):
        tell(tx, decision.ref, Notice("asked_owners", decision.owner, stamp(now)), now)


def miss(tx: Connection, decision: Decision, now: datetime) -> None:
    """Where whoever decides can't any more the owners are asked for the outcome; where they are gone too, everybody."""
    if decision.state is not State.AWAITING:
        return
    answering = read_answering(tx, decision)
    if answering.decider:
        return
    ask_owners(tx, decision, now)
    cards.touch(tx, *decision.ref)
    if answering.is_nobody:
        # Of the same people once, whatever Slack tells of them afterwards.
        mark = f"{decision.owner} {decision.terms.decider}"
        tell(tx, decision.ref, Notice("orphaned", mark=mark), now)


def read_writing(tx: Connection, who: Who, decision: str) -> tuple[Decision, Writing]:
    """The decision with its outcome as far as this person has written it; refuses who may not write it now."""
    found = get_visible(tx, who.team, decision, who.person)
    outcome.check_may_write(found, who.person, _read_decider(tx, found))
    left = OUTCOMES.find(tx, found.ref, who.person)
    return found, left or Writing(review_on=found.terms.review_on)


def keep(tx: Connection, who: Who, decision: str, writing: Writing, now: datetime) -> None:
    """What this person has written so far is kept, as long as the outcome is awaited."""
    found = decisions.find_visible(tx, who.team, decision, who.person)
    if found is not None and found.state is State.AWAITING:
        OUTCOMES.keep(tx, found.ref, who.person, writing, now)


def write(tx: Connection, who: Who, decision: str, writing: Writing, now: datetime) -> Written:
    """The outcome is written: the decision has come to its end."""
    before = get_held(tx, who.team, decision, who.person)
    outcome.check_may_write(before, who.person, _read_decider(tx, before))
    after = outcome.write(before, who.person, writing, now, people.today(tx, who.team, who.person, now))
    timers.drop(tx, who.team, RITUAL, decision, owing.TIMERS)
    save(tx, after, Entry(who.person, "wrote outcome", now))
    follow_up(tx, after, now)
    OUTCOMES.drop_all(tx, after.ref)
    return Written(after, rounds.find_record(tx, after))


def may_write(tx: Connection, decision: Decision, person: Person) -> bool:
    """Whether the outcome is this person's to write now."""
    if decision.state is not State.AWAITING:
        return False
    return outcome.may_write(decision, person, has_decider(tx, decision))


def read_answering(tx: Connection, decision: Decision) -> Answering:
    """Who is there to write the outcome, now."""
    terms = decision.terms
    return owing.read_answering(tx, decision.team, terms.channel, terms.decider, decision.owners)


def has_decider(tx: Connection, decision: Decision) -> bool:
    """Whether whoever decides can take part, and sees the channel, now."""
    return _find_decider(tx, decision) is not None


def _find_decider(tx: Connection, decision: Decision) -> Member | None:
    return owing.find_decider(tx, decision.team, decision.terms.channel, decision.terms.decider)


def _read_decider(tx: Connection, decision: Decision) -> Decider:
    return owing.read_decider(tx, decision.team, decision.terms.channel, decision.terms.decider)
