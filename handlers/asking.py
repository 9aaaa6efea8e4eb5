"""Whom a ritual asks and who answers for it: they are known, they can take part, they see the channel."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Select

from handlers.directory import READS_WITHIN
from handlers.payloads import Submission, Who
from handlers.places import STILL_READING as STILL_READING_WHO_IS_THERE
from handlers.ritual import Desk
from rituals.electorate import FIELDS, Voters
from rituals.ids import Channel, Person, Ref, Team
from rituals.refusal import Refusal, beside
from rituals.workspace import Member, Place
from storage import electors, people, visibility

STILL_READING = "I'm still reading who they are. Try again in a moment."
MOST_NAMED = 10
MOST_GROUPS = 1000
MOST_BLIND_NAMED = 5


@dataclass(frozen=True, slots=True)
class Asking:
    """Whom somebody wants to ask: the channel's members, these people, or a user group."""

    team: Team
    channel: Channel
    voters: Voters
    people: tuple[Person, ...] = ()
    user_group: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """How many would be asked, and the first of those who were chosen and cannot be."""

    seats: int
    uncounted: Sequence[Member] = ()


# ------------------------------------------------------------------------------------------------ before it opens


async def ensure_known(who: Who, asking: Asking, answering: Sequence[Person], desk: Desk, join: bool) -> None:
    """Those who are asked, and who are to answer for it, are known, as soon as Slack waits for an answer; else refuses.

    So is the channel, which Cairn joins where it is to.
    """
    try:
        with beside("channel"):
            async with asyncio.timeout(READS_WITHIN):
                await desk.directory.ensure_channel(who.team, asking.channel, join)
                await desk.directory.ensure_people(who.team, answering)
                if asking.voters is Voters.PEOPLE:
                    await desk.directory.ensure_people(who.team, asking.people)
                elif asking.voters is Voters.GROUP:
                    await desk.directory.ensure_group(who.team, asking.user_group)
    except TimeoutError:
        raise Refusal.in_fields({"channel": STILL_READING_WHO_IS_THERE}) from None


def electorate(asking: Asking) -> Select[tuple[str]]:
    """SQL: who is asked, where it is not anyone in the channel."""
    if asking.voters is Voters.PEOPLE:
        return visibility.among(asking.team, asking.people)
    if asking.voters is Voters.GROUP:
        return visibility.in_group(asking.team, asking.user_group)
    return visibility.inside(asking.team, asking.channel)


def count_asked(tx: Connection, asking: Asking) -> int:
    """How many would be asked; none are counted where it is anyone in the channel."""
    return 0 if asking.voters is Voters.ANYONE else visibility.count(tx, electorate(asking))


def read_uncounted(tx: Connection, asking: Asking, place: Place) -> Sequence[Member]:
    """The first of those who were chosen and cannot take part; refuses, beside the field, who cannot see the channel."""
    if asking.voters not in (Voters.PEOPLE, Voters.GROUP):
        return ()
    if blind := visibility.read(tx, visibility.blind(electorate(asking), place.channel)):
        named = [people.find_person(tx, asking.team, person) for person in blind[:MOST_BLIND_NAMED]]
        names = ", ".join(member.name for member in named if member)
        more = f" and {len(blind) - MOST_BLIND_NAMED} more" if len(blind) > MOST_BLIND_NAMED else ""
        sentence = f"{names}{more} can't see #{place.name}. Invite them there, or ask others."
        raise Refusal.in_fields({FIELDS[asking.voters]: sentence})
    if asking.voters is Voters.PEOPLE:
        return people.read_uncounted(tx, asking.team, asking.people, MOST_NAMED)
    return people.read_uncounted_in_group(tx, asking.team, asking.user_group, MOST_NAMED)


def check_answerable(
    tx: Connection, team: Team, place: Place, chosen: Mapping[str, Sequence[Person]]
) -> None:
    """Refuses, beside their fields, people who cannot answer for what lives in the channel; `chosen` goes by field."""
    wrong = {field: _why_not(tx, team, place, who) for field, who in chosen.items()}
    if wrong := {field: sentence for field, sentence in wrong.items() if sentence}:
        raise Refusal.in_fields(wrong)


def _why_not(tx: Connection, team: Team, place: Place, chosen: Sequence[Person]) -> str:
    """Why one of these people cannot answer for it, as a sentence; '' if all can."""
    named = {member.person: member for member in people.read_people(tx, team, chosen)}
    for person in chosen:
        member = named.get(person)
        name = member.name if member and member.name else "That person"
        if member is not None and not member.counts:
            return f"{name} is {member.why_not}. Choose somebody else."
        if not visibility.can_see(tx, team, person, place.channel):
            return f"{name} can't see #{place.name}. Invite them there, or choose somebody else."
    return ""


async def find_groups(who: Who, query: str, desk: Desk) -> dict[str, str]:
    """The user groups whose names match what was typed, by id: what each is called."""
    named = query.removeprefix("@").partition(" – ")[0]
    found = await desk.database.read(people.read_user_groups, who.team, named, MOST_GROUPS)
    return {group: f"@{handle} – {name}" for group, handle, name in found}


async def name_group(who: Who, group: str, desk: Desk) -> str:
    """What this user group is called; '' where none is chosen, or it is not there any more."""
    return (await find_groups(who, "", desk)).get(group, "") if group else ""


# ------------------------------------------------------------------------------------------------ while it goes on


async def ensure_chosen(submission: Submission, field: str, desk: Desk) -> None:
    """The people who were chosen in this field are known, as soon as Slack waits for an answer; else refuses."""
    try:
        async with asyncio.timeout(READS_WITHIN):
            await desk.directory.ensure_people(submission.who.team, submission.view.fields.people(field))
    except TimeoutError:
        raise Refusal.in_fields({field: STILL_READING}) from None


def check_can_be_asked(
    tx: Connection, team: Team, channel: Channel, chosen: Sequence[Person], act: str
) -> None:
    """Refuses, by name, whom nobody can ask, too; `act` says what they would do: “vote”, say."""
    if uncounted := people.read_uncounted(tx, team, chosen, MOST_NAMED):
        named = ", ".join(f"{member.name or 'Somebody'} is {member.why_not}" for member in uncounted)
        raise Refusal.in_fields({"people": f"{named} and can't {act}. Choose others."})
    blind = visibility.read(tx, visibility.blind(visibility.among(team, chosen), channel))
    if blind:
        named = ", ".join(member.name for member in people.read_people(tx, team, blind[:MOST_NAMED]))
        raise Refusal.in_fields({"people": f"{named} can't see the channel. Invite them there first."})


def read_newcomers(tx: Connection, ref: Ref, chosen: Sequence[Person]) -> list[Person]:
    """Those of these people who are not counted yet; who has left and answered before is counted by that answer."""
    asked = electors.read_seated(tx, ref, chosen, asked=True)
    left = electors.read_seated(tx, ref, chosen, asked=False)
    return [one for one in dict.fromkeys(chosen) if one not in asked and not left.get(one)]


def are_blind(tx: Connection, team: Team, channel: Channel, chosen: Sequence[Person]) -> bool:
    """Whether one of these people cannot take part, or does not see the channel."""
    query = visibility.seeing(visibility.among(team, chosen), channel)
    return len(visibility.read(tx, query)) < len(set(chosen))
