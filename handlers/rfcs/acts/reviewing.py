"""Taking a position as a reviewer, and withdrawing it."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from handlers.payloads import Who
from handlers.rfcs.acts.course import Where, get_held, get_visible, save
from handlers.rfcs.acts.settling import settle
from rituals.ids import Person
from rituals.positions import Position
from rituals.rfcs import reviewing
from rituals.rfcs.model import APPROVING, Concern, Rfc, Stance, Version
from rituals.rfcs.reviewing import Reviewer, Taking, reviewer_of
from storage import concerns, electors, people, positions, rfc_versions, rfcs
from storage.history import Entry


@dataclass(frozen=True, slots=True)
class Stated:
    """Where somebody stands after an act; `joined` tells that it has made a reviewer of them."""

    rfc: Rfc
    position: Position
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """The text has changed since somebody was shown it, and what they say depends on it: they look at that first."""

    rfc: Rfc
    pair: tuple[Version, Version]


@dataclass(frozen=True, slots=True)
class Sitting:
    """A person before an RFC, with their concerns about it that are open, and the positions that they may take."""

    rfc: Rfc
    reviewer: Reviewer
    concerns: tuple[Concern, ...]
    offered: tuple[Stance, ...]


def sit_down(tx: Connection, who: Who, where: Where, now: datetime) -> Sitting:
    """The person before the RFC as it stands; refuses whom it asks for no position, and says what they can do instead."""
    rfc = get_visible(tx, where, who.person)
    raised = concerns.read_all(tx, rfc)
    reviewer = reviewer_of(rfcs.read_reviewers(tx, rfc), raised, who.person)
    own = tuple(one for one in raised if one.is_open and one.raiser == who.person)
    reviewing.check_may_take(rfc, reviewer, Stance.APPROVE, now)
    offered = tuple(Stance) if reviewer.named else (*APPROVING, Stance.CONCERN)
    return Sitting(rfc, reviewer, own, offered)


def take(tx: Connection, who: Who, where: Where, taking: Taking, now: datetime) -> Stated | Changed:
    """The person stands there from now on; or they are shown first what has changed since they looked."""
    rfc = get_held(tx, where, who.person)
    reviewer = read_reviewer(tx, rfc, who.person)
    reviewing.check_may_take(rfc, reviewer, taking.stance, now)
    if (changed := find_changed(tx, rfc, taking.version)) is not None:
        return changed
    position = reviewing.take(rfc, reviewer, taking, now, people.today(tx, who.team, who.person, now))
    if position == reviewer.position:
        return Stated(rfc, position)
    joined = reviewing.joins(rfc, reviewer, taking.stance)
    if joined:
        electors.add(tx, rfc.ref, [who.person])
    positions.save(tx, rfc.ref, who.person, position)
    said_before = _is_said(reviewer.position, position)
    save(tx, rfc, *([] if said_before else [Entry(who.person, taking.stance.value, now)]))
    return Stated(settle(tx, rfc, now), position, joined)


def withdraw(tx: Connection, who: Who, where: Where, action_ts: str, now: datetime) -> Stated:
    """The person's position does not stand any more."""
    rfc = get_held(tx, where, who.person)
    reviewer = read_reviewer(tx, rfc, who.person)
    position = reviewing.withdraw(rfc, reviewer, action_ts, now)
    if position == reviewer.position:
        return Stated(rfc, position)
    positions.save(tx, rfc.ref, who.person, position)
    save(tx, rfc, Entry(who.person, "withdrew", now))
    return Stated(settle(tx, rfc, now), position)


def read_reviewer(tx: Connection, rfc: Rfc, person: Person) -> Reviewer:
    """This person before the RFC."""
    return reviewer_of(rfcs.read_reviewers(tx, rfc), concerns.read_all(tx, rfc), person)


def find_changed(tx: Connection, rfc: Rfc, seen: int | None) -> Changed | None:
    """What has changed where sign-offs on the version that somebody was shown do not count any more; else None."""
    if seen is None or seen >= rfc.counts_from:
        return None
    pair = rfc_versions.find(tx, rfc, max(seen, 1)), rfc_versions.find(tx, rfc, rfc.version)
    if pair[0] is None or pair[1] is None:
        raise LookupError(f"versions {seen} and {rfc.version} of {rfc.name}")
    return Changed(rfc, (pair[0], pair[1]))


def _is_said(before: Position | None, after: Position) -> bool:
    """Whether this only says again what stands."""
    return (
        before is not None and replace(before, stated_at=after.stated_at, action_ts=after.action_ts) == after
    )
