"""The wordings of RFCs."""

from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, select

from rituals.ids import Person
from rituals.rfcs.model import Rfc, Text, Version
from storage.schema import rfc_versions
from storage.upsert import put

_TEXT = TypeAdapter(Text)


def save(tx: Connection, rfc: Rfc, version: Version) -> None:
    """This is what the version of that number says; one that is edited before anybody took a position is written over."""
    put(
        tx,
        rfc_versions,
        {
            "team_id": rfc.team,
            "rfc": rfc.number,
            "number": version.number,
            "text": _TEXT.dump_python(version.text, mode="json", exclude_defaults=True),
            "note": version.note,
            "written_by": version.by,
            "written_at": version.written_at,
            "editorial": version.editorial,
            "objected_by": version.objected_by,
        },
    )


def find(tx: Connection, rfc: Rfc, number: int) -> Version | None:
    """The wording of this number, if there is one."""
    query = _of(rfc).where(rfc_versions.c.number == number)
    row = tx.execute(query).one_or_none()
    return None if row is None else _version(row)


def _of(rfc: Rfc) -> Any:
    return select(rfc_versions).where(rfc_versions.c.team_id == rfc.team, rfc_versions.c.rfc == rfc.number)


def _version(row: Row[Any]) -> Version:
    return Version(
        number=row.number,
        text=_TEXT.validate_python(row.text),
        note=row.note,
        by=Person(row.written_by),
        written_at=row.written_at,
        editorial=row.editorial,
        objected_by=row.objected_by,
    )
