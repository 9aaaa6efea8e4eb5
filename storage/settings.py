"""Settings: rows to values and back. What a row does not tell is as usual."""

from typing import Any, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import Connection, Table, delete, select

from rituals.ids import Person, Team
from rituals.settings.model import OfChannel, OfPerson, OfWorkspace
from storage.schema import channel_settings, person_settings, workspace_settings
from storage.upsert import put

T = TypeVar("T")

_WORKSPACE, _CHANNEL, _PERSON = TypeAdapter(OfWorkspace), TypeAdapter(OfChannel), TypeAdapter(OfPerson)


def of_workspace(tx: Connection, team: Team) -> OfWorkspace:
    """What holds in the workspace."""
    return read_workspace(_find(tx, workspace_settings, {"team_id": team}))


def of_channel(tx: Connection, team: Team, channel: str) -> OfChannel:
    """What the form for a decision starts with in this channel."""
    return _read(_CHANNEL, OfChannel(), _find(tx, channel_settings, {"team_id": team, "channel": channel}))


def of_person(tx: Connection, team: Team, person: Person) -> OfPerson:
    """What this person chose."""
    return read_person(_find(tx, person_settings, {"team_id": team, "person": person}))


def save_workspace(tx: Connection, team: Team, chosen: OfWorkspace) -> None:
    """This holds in the workspace from now on."""
    _save(tx, workspace_settings, {"team_id": team}, _write(_WORKSPACE, chosen))


def save_channel(tx: Connection, team: Team, channel: str, chosen: OfChannel) -> None:
    """The form for a decision starts with this in the channel from now on."""
    _save(tx, channel_settings, {"team_id": team, "channel": channel}, _write(_CHANNEL, chosen))


def save_person(tx: Connection, team: Team, person: Person, chosen: OfPerson) -> None:
    """This holds for the person from now on."""
    _save(tx, person_settings, {"team_id": team, "person": person}, _write(_PERSON, chosen))


def read_workspace(stored: Any) -> OfWorkspace:
    """What a row tells of a workspace, None where there is no row."""
    return _read(_WORKSPACE, OfWorkspace(), stored)


def read_person(stored: Any) -> OfPerson:
    """What a row tells of a person, None where there is no row."""
    return _read(_PERSON, OfPerson(), stored)


def _read(adapter: TypeAdapter[T], usual: T, stored: Any) -> T:
    return adapter.validate_python(stored) if stored else usual


def _write(adapter: TypeAdapter[T], chosen: T) -> Any:
    return adapter.dump_python(chosen, mode="json", exclude_defaults=True)


def _find(tx: Connection, table: Table, key: dict[str, str]) -> Any:
    return tx.execute(select(table.c.chosen).filter_by(**key)).scalar()


def _save(tx: Connection, table: Table, key: dict[str, str], chosen: Any) -> None:
    if chosen:
        put(tx, table, {**key, "chosen": chosen})
    else:
        tx.execute(delete(table).filter_by(**key))
