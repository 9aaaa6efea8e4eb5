"""What authors and the decider do with an RFC that is under way."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from handlers.asking import are_blind, check_can_be_asked
from handlers.news import Notice, stamp, tell_each
from handlers.payloads import Who
from handlers.rfcs.acts.course import announce, await_silence, calendar_of, get_held, save, set_end, tell
from handlers.rfcs.acts.ending import follow_up
from handlers.rfcs.acts.settling import settle
from handlers.rfcs.views.words import accepted_by
from rituals.ids import Person
from rituals.rfcs import changing, course, owning, reviewing, silence
from rituals.rfcs.form import check_days
from rituals.rfcs.model import Profile, Rfc
from rituals.rfcs.silence import Answer
from storage import electors, history, people, rfcs, timers, visibility
from storage.history import Entry


def reject(tx: Connection, who: Who, number: str, reason: str, now: datetime) -> Rfc:
    """The RFC is rejected, for a reason that everybody reads."""
    return _turn(
        tx, course.reject(get_held(tx, (who.team, number), who.person), who.person, reason, now), who, now
    )


def postpone(tx: Connection, who: Who, number: str, reason: str, now: datetime) -> Rfc:
    """The RFC rests, for a reason that everybody reads."""
    return _turn(
        tx, course.postpone(get_held(tx, (who.team, number), who.person), who.person, reason, now), who, now
    )


def withdraw(tx: Connection, who: Who, number: str, reason: str, now: datetime) -> Rfc:
    """The RFC is withdrawn by an author, or by an admin of the workspace."""
    before = get_held(tx, (who.team, number), who.person)
    after = course.withdraw(before, who.person, reason, now, is_admin(tx, who))
    return _turn(tx, after, who, now)


def take_up(tx: Connection, who: Who, number: str, now: datetime) -> Rfc:
    """The RFC is under review again, with the positions and concerns that it had."""
    before = get_held(tx, (who.team, number), who.person)
    after = course.take_up(before, who.person, now, calendar_of(tx, before))
    save(tx, after, Entry(who.person, "taken up", now))
    tell(tx, after, Notice("turned", mark=f"{after.state} {stamp(now)}"), now)
    return settle(tx, after, now)


def _turn(tx: Connection, after: Rfc, who: Who, now: datetime) -> Rfc:
    """It has ended, or rests: it is written down, and the thread is told."""
    save(tx, after, Entry(who.person, after.state.value, now, after.ending))
    if after.state.is_final:
        follow_up(tx, after, now)
    else:
        timers.drop(tx, *after.ref)
        set_end(tx, after)
        tell(tx, after, Notice("turned", mark=f"{after.state} {stamp(now)}"), now)
    return after


def hand_over(tx: Connection, who: Who, number: str, to: Person, now: datetime) -> Rfc:
    """Somebody else is its author, and is told."""
    before = get_held(tx, (who.team, number), who.person)
    fits = not are_blind(tx, who.team, before.terms.channel, [to])
    after = owning.hand_over(before, who.person, to, fits, now)
    announce(tx, after, Entry(who.person, "handed over", now, to))
    tell(tx, after, Notice("handed_over", to, stamp(now)), now)
    return settle(tx, after, now)


def take_over(tx: Connection, who: Who, number: str, now: datetime) -> Rfc:
    """Somebody steps in for an author who has left the workspace, or sees the channel no more."""
    before = get_held(tx, (who.team, number), who.person)
    inside = visibility.is_member(tx, who.team, who.person, before.terms.channel)
    after = owning.take_over(before, who.person, is_orphaned(tx, before), inside, now)
    announce(tx, after, Entry(who.person, "took over", now))
    return settle(tx, after, now)


def share(tx: Connection, who: Who, number: str, co_owners: tuple[Person, ...], now: datetime) -> Rfc:
    """These people write it, too, and no others; those who are new to it are told."""
    before = get_held(tx, (who.team, number), who.person)
    after = owning.share(
        before, who.person, co_owners, are_blind(tx, who.team, before.terms.channel, co_owners), now
    )
    if after.co_owners == before.co_owners:
        return after
    act = "shared" if after.co_owners else "unshared"
    announce(tx, after, Entry(who.person, act, now, " ".join(after.co_owners)))
    newcomers = [one for one in after.co_owners if one not in before.owners]
    tell_each(tx, after.ref, Notice("shared", mark=stamp(now)), newcomers, now)
    return settle(tx, after, now)


def name_decider(tx: Connection, who: Who, number: str, to: Person, now: datetime) -> Rfc:
    """Somebody else may reject or postpone it from now on, and is told."""
    before = get_held(tx, (who.team, number), who.person)
    after = owning.name_decider(
        before, who.person, to, not are_blind(tx, who.team, before.terms.channel, [to]), now
    )
    announce(tx, after, Entry(who.person, "named decider", now, to))
    if to != who.person:
        tell(tx, after, Notice("decides", to, stamp(now)), now)
    return after


def add_reviewers(tx: Connection, who: Who, number: str, chosen: Sequence[Person], now: datetime) -> Rfc:
    """These people are reviewers, too, and told so; refuses, by name, whom nobody can ask."""
    rfc = get_held(tx, (who.team, number), who.person)
    newcomers = reviewing.add(rfc, who.person, chosen, rfcs.read_reviewers(tx, rfc), now)
    check_can_be_asked(tx, who.team, rfc.terms.channel, newcomers, "review")
    electors.add(tx, rfc.ref, newcomers)
    announce(tx, rfc, Entry(who.person, "added", now, " ".join(newcomers)))
    tell_each(tx, rfc.ref, Notice("asked", mark=stamp(now)), newcomers, now)
    return settle(tx, rfc, now)


def remove_reviewers(tx: Connection, who: Who, number: str, chosen: Sequence[Person], now: datetime) -> Rfc:
    """These people are no longer asked."""
    rfc = get_held(tx, (who.team, number), who.person)
    gone = reviewing.remove(rfc, who.person, chosen, rfcs.read_reviewers(tx, rfc), now)
    electors.remove(tx, rfc.ref, gone)
    announce(tx, rfc, Entry(who.person, "removed", now, " ".join(gone)))
    return settle(tx, rfc, now)


def set_rule(tx: Connection, who: Who, number: str, typed: tuple[Profile, str], now: datetime) -> Rfc:
    """It is accepted by another rule from now on."""
    before = get_held(tx, (who.team, number), who.person)
    changing.check_rule(before, who.person, now)
    rule, reviewers = (typed[0], check_days(typed[1])), rfcs.read_reviewers(tx, before)
    after = changing.set_rule(before, rule, reviewers, now, calendar_of(tx, before))
    if after == before:
        return before
    changed = f"{accepted_by(after)}, instead of {accepted_by(before)}"
    announce(tx, after, Entry(who.person, "changed the rule", now, changed))
    return settle(tx, after, now)


def answer_silence(tx: Connection, who: Who, number: str, chosen: Answer, now: datetime) -> Rfc:
    """An author has said what is to become of an RFC about which nothing happened for long."""
    before = get_held(tx, (who.team, number), who.person)
    after = silence.answer(before, who.person, chosen, last_act(tx, before), now)
    if chosen is Answer.CONTINUE:
        await_silence(tx, after, now)
        return after
    return _turn(tx, after, who, now)


def last_act(tx: Connection, rfc: Rfc) -> datetime:
    """When somebody has done something about it for the last time."""
    last = history.find_last_of_people(tx, rfc.ref)
    return rfc.opened_at if last is None else last.happened_at


def is_admin(tx: Connection, who: Who) -> bool:
    """Whether this person may withdraw whatever they see."""
    member = people.find_person(tx, who.team, who.person)
    return member is not None and member.admin


def is_orphaned(tx: Connection, rfc: Rfc) -> bool:
    """Whether its author can do nothing about it any more, not even hand it over."""
    return not visibility.can_see(tx, rfc.team, rfc.owner, rfc.terms.channel)
