"""Records as they leave the house: for a person, what they may see now; for whoever runs Cairn, all of them."""

from collections.abc import Iterable, Iterator
from itertools import islice

from sqlalchemy import Connection, select

from rituals.ids import Channel, Person, Team
from rituals.records.log import Log, complete
from rituals.records.model import Record
from storage import records
from storage.schema import channels, installations, people
from storage.schema import records as rows

PORTION = 1000  # So many ids in one query: each engine takes more.


def read_workspaces(tx: Connection) -> list[tuple[Team, str]]:
    """Every workspace that Cairn was ever in, or that has records, with its name, by id."""
    named = {row.team_id: row.team_name for row in tx.execute(select(installations))}
    teams = {*named, *tx.execute(select(rows.c.team_id).distinct()).scalars()}
    return [(Team(team), named.get(team, "")) for team in sorted(teams)]


def read_log(tx: Connection, team: Team, public: bool = False) -> Log:
    """All records of a workspace, or those of its public channels."""
    found: Iterable[Record] = records.read_all(tx, team)
    if public:
        open_to_all = set(
            tx.execute(
                select(channels.c.channel).where(channels.c.team_id == team, ~channels.c.private)
            ).scalars()
        )
        found = (one for one in found if one.channel in open_to_all)
    return _named(tx, team, complete(found))


def read_log_of(tx: Connection, whose: tuple[Team, Person]) -> Log:
    """The records that this person sees now."""
    return _named(tx, whose[0], complete(records.read_visible(tx, whose)))


def read_private(tx: Connection, whose: tuple[Team, Person]) -> list[Channel]:
    """The private channels that have records which this person sees, as far as we know now; by id."""
    seen = (
        select(rows.c.channel)
        .distinct()
        .join(channels, (channels.c.team_id == rows.c.team_id) & (channels.c.channel == rows.c.channel))
        .where(rows.c.team_id == whose[0], channels.c.private, records.seen_by(*whose))
        .order_by(rows.c.channel)
    )
    return [Channel(channel) for channel in tx.execute(seen).scalars()]


def _named(tx: Connection, team: Team, found: tuple[Record, ...]) -> Log:
    """The log of these records, with the names of everybody in them and of their channels."""
    name = tx.execute(select(installations.c.team_name).where(installations.c.team_id == team)).scalar()
    who = {person for one in found for person in _people(one)}
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
    return Log(team, name or "", found, named, places)


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
