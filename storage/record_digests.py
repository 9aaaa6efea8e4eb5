"""The monthly digest: which channels get it, and when the next one is posted."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import Connection, Row, and_, bindparam, delete, literal, select

from rituals.calendar import WorkingCalendar
from rituals.ids import Channel, Person, Team
from rituals.records.digest import next_posting
from storage import settings, timers
from storage.schema import record_digests
from storage.upsert import add_if_new
from storage.visibility import visible_to

RITUAL, POST = "digest", "post"

_HERE = and_(record_digests.c.team_id == bindparam("team"), record_digests.c.digest_id == bindparam("digest"))
_HOLD = select(record_digests.c.channel).where(_HERE).with_for_update()


@dataclass(frozen=True, slots=True)
class Wish:
    """A channel's wish for the digest: who had it, and the zone in which it is posted."""

    team: Team
    id: str
    channel: Channel
    person: Person
    zone: str


def hold(tx: Connection, team: Team, digest: str) -> None:
    """Nobody else changes the wish until this transaction ends. SQLite has one writer anyway."""
    if tx.dialect.name != "sqlite":
        tx.execute(_HOLD, {"team": team, "digest": digest})


def find(tx: Connection, team: Team, digest: str) -> Wish | None:
    """The wish of this id, if it stands."""
    row = tx.execute(select(record_digests).where(_HERE), {"team": team, "digest": digest}).one_or_none()
    return None if row is None else _wish(row)


def find_of_channel(tx: Connection, team: Team, channel: str) -> Wish | None:
    """The channel's wish, if it has one."""
    here = record_digests.c.team_id == team, record_digests.c.channel == channel
    row = tx.execute(select(record_digests).where(*here)).one_or_none()
    return None if row is None else _wish(row)


def read_seen(tx: Connection, team: Team, person: Person) -> list[Channel]:
    """The channels with a digest that this person sees, by id."""
    seen = visible_to(person, literal(team), record_digests.c.channel)
    query = select(record_digests.c.channel).where(record_digests.c.team_id == team, seen)
    return [Channel(channel) for channel in tx.execute(query.order_by(record_digests.c.channel)).scalars()]


def wish(tx: Connection, wanted: Wish, now: datetime) -> None:
    """The channel gets the digest from the next month's on; nothing changes where it has one."""
    row = {
        "team_id": wanted.team,
        "channel": wanted.channel,
        "digest_id": wanted.id,
        "person": wanted.person,
        "zone": wanted.zone,
    }
    if add_if_new(tx, record_digests, row):
        set_next(tx, wanted, now)


def end(tx: Connection, team: Team, channel: str) -> None:
    """The channel gets no digest any more."""
    known = find_of_channel(tx, team, channel)
    if known is not None:
        tx.execute(delete(record_digests).where(_HERE), {"team": team, "digest": known.id})
        timers.drop(tx, team, RITUAL, known.id)


def set_next(tx: Connection, wanted: Wish, now: datetime) -> None:
    """The channel's next digest is posted after now."""
    timers.set_timer(tx, (wanted.team, RITUAL, wanted.id, POST), next_posting(now, calendar_of(tx, wanted)))


def calendar_of(tx: Connection, wanted: Wish) -> WorkingCalendar:
    """The workspace's working hours, in the zone of whoever asked for the digest."""
    try:
        zone = ZoneInfo(wanted.zone)
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")  # Slack may know a zone before our tables do.
    return WorkingCalendar(zone, settings.of_workspace(tx, wanted.team).hours)


def _wish(row: Row[tuple[object, ...]]) -> Wish:
    return Wish(Team(row.team_id), row.digest_id, Channel(row.channel), Person(row.person), row.zone)
