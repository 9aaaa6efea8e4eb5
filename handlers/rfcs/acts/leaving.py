"""What happens to RFCs where people leave, and where they come back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from handlers.news import Notice
from handlers.rfcs.acts.course import announce, get, save, tell
from handlers.rfcs.acts.settling import settle
from rituals import owning as owned
from rituals.ids import Person, Team
from rituals.rfcs import owning
from rituals.rfcs.model import APPROVING, Rfc
from storage import concerns, electors, people, positions, rfcs, visibility
from storage.history import Entry


def lose(tx: Connection, team: Team, who: Sequence[Person], channel: str | None, now: datetime) -> None:
    """People have left a channel, or the workspace: an approval that they gave counts, nothing else is awaited of them."""
    led = rfcs.read_led(tx, team, who, channel)
    seated = electors.read_concerned(tx, rfcs.KIND, team, who, channel)
    raised = concerns.read_raised(tx, team, who, channel)
    for number in sorted({*led, *seated, *raised}, key=int):
        rfc = get(tx, team, number)
        gone = [one for one in who if one not in _read_seeing(tx, rfc, who)]
        if not gone:
            continue
        rfc = _pass_on(tx, rfc, gone, now)
        _unseat(tx, rfc, gone, now)
        for concern in concerns.read_all(tx, rfc):
            if concern.is_open and concern.raiser in gone and rfc.state.is_under_review:
                tell(
                    tx,
                    rfc,
                    Notice(
                        "out_of_reach",
                        rfc.terms.decider,
                        f"{concern.number} {concern.raiser} {now.timestamp()}",
                    ),
                    now,
                )
        settle(tx, rfc, now)
    rfcs.touch_pointers(tx, team, channel)  # Somebody may read a short card now who must not know of it.


def regain(tx: Connection, team: Team, who: Sequence[Person], channel: str | None, now: datetime) -> None:
    """People who had left are back in a channel, or in the workspace: reviewers among them are awaited as before."""
    for number in sorted(electors.read_concerned(tx, rfcs.KIND, team, who, channel), key=int):
        rfc = get(tx, team, number)
        left = electors.read_seated(tx, rfc.ref, who, asked=False)
        seeing = _read_seeing(tx, rfc, list(left))
        back = [one for one in left if one in seeing]
        if back:
            electors.come_back(tx, rfc.ref, back)
            save(tx, rfc, *(Entry(one, "came back", now) for one in back))
            _tell_settled(tx, rfc, back, now)
            settle(tx, rfc, now)
    rfcs.touch_pointers(tx, team, channel)


def _tell_settled(tx: Connection, rfc: Rfc, back: Sequence[Person], now: datetime) -> None:
    """Whose concerns were settled in their place while nobody could tell them reads why."""
    for concern in concerns.read_all(tx, rfc):
        if concern.raiser in back and concern.reason:
            told = Notice("resolved_to", concern.raiser, f"{concern.number} {concern.resolved_by} back")
            tell(tx, rfc, told, now)


def _pass_on(tx: Connection, before: Rfc, gone: Sequence[Person], now: datetime) -> Rfc:
    """Where its author has left the workspace somebody else owns it; where the decider is gone the author names another."""
    rfc = _inherited(tx, before, now) if before.owner in gone else before
    if rfc.terms.decider in gone:
        for owner in rfc.owners:
            if owner not in gone:
                tell(tx, rfc, Notice("decider_gone", owner, rfc.terms.decider), now)
    return rfc


def _inherited(tx: Connection, before: Rfc, now: datetime) -> Rfc:
    owner = people.find_person(tx, before.team, before.owner)
    if owner is None or owner.counts:
        return before  # Whoever has only left the channel is still there to hand it over.
    heirs = owned.heirs(before, before.terms.decider)
    query = visibility.seeing(visibility.among(before.team, heirs), before.terms.channel)
    after = owning.inherit(before, visibility.read(tx, query))
    if after.owner != before.owner:
        announce(tx, after, Entry(after.owner, "inherited", now, before.owner))
        tell(tx, after, Notice("inherited", after.owner, before.owner), now)
    return after


def _unseat(tx: Connection, rfc: Rfc, gone: Sequence[Person], now: datetime) -> None:
    """Those of them who are reviewers are no longer awaited; what they said but an approval no longer stands."""
    seated = [one for one in electors.read_seated(tx, rfc.ref, gone, asked=True) if one not in rfc.owners]
    reviewers = rfcs.read_reviewers(tx, rfc)
    electors.leave(tx, rfc.ref, seated, now)
    for person in seated:
        position = reviewers.get(person)
        if position is not None and position.stance in APPROVING and not position.withdrawn:
            continue
        if position is not None and not position.withdrawn:
            positions.save(tx, rfc.ref, person, replace(position, withdrawn=True, until=None, stated_at=now))
        save(tx, rfc, Entry(person, "left", now))


def _read_seeing(tx: Connection, rfc: Rfc, who: Sequence[Person]) -> set[Person]:
    """Those of these people who see the RFC's channel still."""
    return set(visibility.read(tx, visibility.seeing(visibility.among(rfc.team, who), rfc.terms.channel)))
