"""Records as they leave the house: for a person, what they may see now; for whoever runs Cairn, all of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from sqlalchemy import Connection, or_, select

from rituals.actions.model import Action
from rituals.ids import Channel, Person, Ref, Team
from rituals.records.log import Log, complete
from rituals.records.model import Record
from storage import actions, records
from storage.schema import actions as acted
from storage.schema import channels, installations, people
from storage.schema import records as rows
from storage.visibility import seen_by

PORTION = 1000  # So many ids in one query: each engine takes more.


def read_workspaces(tx: Connection) -> list[tuple[Team, str]]:
    """Every workspace that Cairn was ever in, or that has records, with its name, by id."""
    named = {row.team_id: row.team_name for row in tx.execute(select(installations))}
    teams = {*named, *tx.execute(select(rows.c.team_id).distinct()).scalars()}
    return [(Team(team), named.get(team, "")) for team in sorted(teams)]


def read_log(tx: Connection, team: Team, public: bool = False) -> Log:
    """All records of a workspace, or those of its public channels."""
    found: Iterable[Record] = records.read_all(tx, team)
    undertaken = actions.read_recorded(tx, team, acted.c.channel.is_not(None))
    if public:
        open_to_all = set(
            tx.execute(
                select(channels.c.channel).where(channels.c.team_id == team, ~channels.c.private)
            ).scalars()
        )
        found = (one for one in found if one.channel in open_to_all)
        undertaken = [one for one in undertaken if one.channel in open_to_all]
    return _named(tx, team, complete(found), undertaken)


def read_log_of(tx: Connection, whose: tuple[Team, Person]) -> Log:
    """The records that this person sees now."""
    undertaken = actions.read_recorded(tx, whose[0], seen_by(*whose, acted.c.channel))
    return _named(tx, whose[0], complete(records.read_visible(tx, whose)), undertaken)


def read_private(tx: Connection, whose: tuple[Team, Person]) -> list[Channel]:
    """The private channels that have records, or actions, which this person sees, as far as we know now; by id."""
    team = whose[0]
    recorded = select(rows.c.channel).where(rows.c.team_id == team, records.seen_by(*whose))
    undertaken = select(acted.c.channel).where(acted.c.team_id == team, seen_by(*whose, acted.c.channel))
    seen = (
        select(channels.c.channel)
        .where(channels.c.team_id == team, channels.c.private)
        .where(or_(channels.c.channel.in_(recorded), channels.c.channel.in_(undertaken)))
        .order_by(channels.c.channel)
    )
    return [Channel(channel) for channel in tx.execute(seen).scalars()]


def _named(tx: Connection, team: Team, found: tuple[Record, ...], undertaken: Iterable[Action]) -> Log:
    """The log of these records, what came of them, and the names of everybody in them and of their channels."""
    name = tx.execute(select(installations.c.team_name).where(installations.c.team_id == team)).scalar()
    came = _by_source(team, found, undertaken)
    who = {person for one in found for person in _people(one)}
    who |= {owner for each in came.values() for one in each for owner in one.owners}
    where = {one.channel for one in found}
    named = {
        Person(row.person): row.name
        for some in _portions(who)
        for row in tx.execute(
            select(people.c.person, people.c.name).where(people.c.team_id == team, people.c.person.in_(some))
        )
    }
    places = {
        Channel(row.channel): row.name
        for some in _portions(where)
        for row in tx.execute(
            select(channels.c.channel, channels.c.name).where(
                channels.c.team_id == team, channels.c.channel.in_(some)
            )
        )
    }
    return Log(team, name or "", found, named, places, came)


def _by_source(
    team: Team, found: Iterable[Record], undertaken: Iterable[Action]
) -> Mapping[Ref, Sequence[Action]]:
    """What came of these records alone, by what they were made of."""
    came: dict[Ref, list[Action]] = {one.source_ref: [] for one in found}
    for action in undertaken:
        source = action.source and Ref(team, action.source.ritual, action.source.ritual_id)
        if source in came:
            came[source].append(action)
    return {source: each for source, each in came.items() if each}


def _people(record: Record) -> Iterator[Person]:
    yield record.owner
    yield record.reviewer
    yield from record.consulted
    yield from record.informed
    yield from (one.person for one in record.dissent)
    yield from (one.person for one in record.reviews)


def _portions(ids: Iterable[str]) -> Iterator[list[str]]:
    ordered = iter(sorted(ids))
    while some := list(islice(ordered, PORTION)):
        yield some
