"""Concerns: raised, ruled, answered, resolved; and taken over by whoever is quoted."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from handlers.news import Notice
from handlers.payloads import Who, whole_number
from handlers.places import permalink
from handlers.rfcs.acts.course import Where, get_held, get_visible, save, tell
from handlers.rfcs.acts.reviewing import Changed, find_changed, read_reviewer
from handlers.rfcs.acts.settling import settle
from handlers.rfcs.views.concerns import Hands
from rituals.decisions.model import RITUAL as DECISION
from rituals.ids import Person
from rituals.refusal import Refusal
from rituals.rfcs import concerns as rules
from rituals.rfcs.concerns import Answering, Instead, Raised, Raising, Ruling
from rituals.rfcs.guards import check_takes
from rituals.rfcs.model import Concern, Rfc, Stance, Standing
from rituals.rfcs.reviewing import reviews
from storage import cards, concerns, history, people, positions, visibility
from storage.history import Entry

Which = tuple[Where, str]
"""The RFC, and the number of the concern as it came from Slack."""


@dataclass(frozen=True, slots=True)
class Matter:
    """A concern after an act, and its RFC."""

    rfc: Rfc
    concern: Concern


def raise_concern(
    tx: Connection, who: Who, where: Where, raising: Raising, now: datetime
) -> Matter | Changed:
    """The person has this concern; or they are shown first what has changed since they looked."""
    rfc = get_held(tx, where, who.person)
    raised = rules.raise_concern(rfc, read_reviewer(tx, rfc, who.person), raising, now)
    if (changed := find_changed(tx, rfc, raising.version)) is not None:
        return changed
    return keep_raised(tx, rfc, raised, Entry(who.person, "raised", now))


def keep_raised(tx: Connection, rfc: Rfc, raised: Raised, entry: Entry, *more: Notice) -> Matter:
    """The concern is stored and told; sent twice, it is one."""
    for known in concerns.read_all(tx, rfc):
        again = replace(raised.concern, number=known.number, raised_at=known.raised_at)
        if again == known:
            return Matter(rfc, known)
    concern = concerns.add(tx, rfc, raised.concern)
    stand(tx, rfc, Raised(concern, raised.position))
    return follow(tx, Matter(rfc, concern), entry, Notice("raised"), Notice("concern", rfc.owner), *more)


def rule(tx: Connection, who: Who, which: Which, ruling: Ruling, now: datetime) -> Matter:
    """An author has said whether it blocks: its raiser is told."""
    before = _get(tx, who, which)
    after = rules.rule(before.rfc, before.concern, who.person, ruling, now)
    act = "ruled blocking" if after.blocks else "ruled harmless"
    told = Notice("ruled"), Notice("ruled_to", after.raiser)
    return _keep(tx, Matter(before.rfc, after), Entry(who.person, act, now), *told)


def answer(tx: Connection, who: Who, which: Which, answering: Answering, now: datetime) -> Matter:
    """An author has answered it: its raiser is asked whether that will do."""
    before = _get(tx, who, which)
    after = rules.answer(before.rfc, before.concern, who.person, answering, now)
    if replace(after, answered_at=before.concern.answered_at) == before.concern:
        return before
    told = Notice("answered"), Notice("answered_to", after.raiser)
    return _keep(tx, Matter(before.rfc, after), Entry(who.person, "answered", now), *told)


def resolve(tx: Connection, who: Who, which: Which, now: datetime) -> Matter:
    """Whoever raised it says that it is settled."""
    before = _get(tx, who, which)
    after = rules.resolve(before.rfc, before.concern, who.person, now)
    if after == before.concern:
        return before
    return _keep(tx, Matter(before.rfc, after), Entry(who.person, "resolved", now), Notice("resolved"))


def stand_by(tx: Connection, who: Who, which: Which, now: datetime) -> Matter:
    """Whoever raised it says that the answer will not do: its author is told."""
    before = _get(tx, who, which)
    after = rules.stand_by(before.rfc, before.concern, who.person, now)
    if after == before.concern:
        return before
    told = Notice("stands"), Notice("concern", before.rfc.owner)
    return _keep(tx, Matter(before.rfc, after), Entry(who.person, "stood by", now), *told)


def resolve_instead(tx: Connection, who: Who, which: Which, reason: str, now: datetime) -> Matter:
    """The decider says in the place of somebody out of reach that it is settled: they read why when they are back."""
    before = _get(tx, who, which)
    instead = Instead(who.person, reason, is_out_of_reach(tx, before.rfc, before.concern.raiser, now))
    after = rules.resolve_instead(before.rfc, before.concern, instead, now)
    told = Notice("resolved"), Notice("resolved_to", after.raiser)
    entry = Entry(who.person, "resolved instead", now, after.reason)
    return _keep(tx, Matter(before.rfc, after), entry, *told)


def take_over(tx: Connection, who: Who, which: Which, now: datetime) -> Matter:
    """Whoever wrote the message that it quotes has it as their own from now on; who raised it is told."""
    before = _get(tx, who, which)
    reviewer = read_reviewer(tx, before.rfc, who.person)
    taken = rules.take_over(before.rfc, before.concern, reviewer, now)
    stand(tx, before.rfc, taken)
    told = Notice("taken_over", before.concern.raiser)
    return _keep(tx, Matter(before.rfc, taken.concern), Entry(who.person, "took over a concern", now), told)


def may_raise(tx: Connection, who: Who, where: Where, now: datetime) -> tuple[Rfc, bool]:
    """The RFC as it stands, and whether this person is a reviewer of it; refuses where nobody raises anything any more."""
    rfc = get_visible(tx, where, who.person)
    check_takes(rfc, now)
    return rfc, reviews(rfc, read_reviewer(tx, rfc, who.person))


def is_awaited(tx: Connection, rfc: Rfc, person: Person) -> bool:
    """Whether a reviewer whose concerns are all settled has yet to say where they stand."""
    reviewer = read_reviewer(tx, rfc, person)
    has_yet = reviewer.position is None or reviewer.position.stance == Stance.CONCERN
    return rfc.state.is_under_review and reviews(rfc, reviewer) and has_yet and not reviewer.has_concern


def look_at(tx: Connection, who: Who, which: Which, now: datetime) -> tuple[Matter, Hands]:
    """The concern, and what this person may do about it."""
    where, number = which
    rfc = get_visible(tx, where, who.person)
    concern = _find(tx, rfc, number)
    is_open = rfc.state.is_under_review and concern.standing is not Standing.RESOLVED
    hands = Hands(
        owns=is_open and who.person in rfc.owners,
        raised=is_open and who.person == concern.raiser,
        is_quoted=is_open
        and concern.quote is not None
        and concern.quote.author == who.person != concern.raiser,
        may_step_in=is_open
        and who.person == rfc.terms.decider
        and who.person != concern.raiser
        and is_out_of_reach(tx, rfc, concern.raiser, now),
    )
    return Matter(rfc, concern), hands


def find_promoted(tx: Connection, who: Who, matter: Matter) -> str:
    """Where the decision is that the concern became last, as far as this person sees it; '' where there is none."""
    for entry in reversed(history.read_acts(tx, matter.rfc.ref, concerns.PROMOTED)):
        number, _, decision = entry.detail.partition(" ")
        found = cards.read_of(tx, who.team, DECISION, decision)
        card = found[0] if found and number == str(matter.concern.number) else None
        if card and card.ts and visibility.can_see(tx, who.team, who.person, card.channel):
            return permalink(tx, who.team, card.channel, card.ts)
    return ""


def is_out_of_reach(tx: Connection, rfc: Rfc, raiser: Person, now: datetime) -> bool:
    """Whether nobody need wait for this person."""
    member = people.find_person(tx, rfc.team, raiser)
    if member is None:
        return True
    sees = visibility.can_see(tx, rfc.team, raiser, rfc.terms.channel)
    return rules.is_out_of_reach(member, sees, now)


def _get(tx: Connection, who: Who, which: Which) -> Matter:
    where, number = which
    rfc = get_held(tx, where, who.person)
    return Matter(rfc, _find(tx, rfc, number))


def _find(tx: Connection, rfc: Rfc, number: str) -> Concern:
    known = whole_number(number)
    found = None if known is None else concerns.find(tx, rfc, known)
    if found is None:
        raise Refusal(rules.UNKNOWN)
    return found


def _keep(tx: Connection, matter: Matter, entry: Entry, *told: Notice) -> Matter:
    concerns.save(tx, matter.rfc, matter.concern)
    return follow(tx, matter, entry, *told)


def follow(tx: Connection, matter: Matter, entry: Entry, *told: Notice) -> Matter:
    """The concern is stored: it is told, and what follows for the RFC follows. Nobody is told what they did themselves."""
    now = entry.happened_at
    save(tx, matter.rfc, entry)
    for notice in told:
        if notice.person is None or notice.person != entry.person:
            tell(
                tx,
                matter.rfc,
                replace(notice, mark=f"{matter.concern.number} {entry.person} {now.timestamp()}"),
                now,
            )
    return Matter(settle(tx, matter.rfc, now), matter.concern)


def stand(tx: Connection, rfc: Rfc, raised: Raised) -> None:
    """A reviewer stands by the concern that they have."""
    if raised.position is not None:
        positions.save(tx, rfc.ref, raised.concern.raiser, raised.position)
