"""The concerns that were raised about RFCs, each numbered within its own."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, Select, and_, func, insert, select, update

from rituals.ids import Person, Team
from rituals.rfcs.model import UNDER_WAY, Concern, Rfc, Standing
from storage.schema import concerns, rfcs

_CONCERN = TypeAdapter(Concern)
_OWN = "number", "raiser", "blocks", "standing"
PROMOTED = "asked to decide"
"""The act in an RFC's history that tells, in its detail, which of its concerns became which decision."""

_APART = set(_OWN)
"""What has a column of its own; the rest is the body."""


def add(tx: Connection, rfc: Rfc, concern: Concern) -> Concern:
    """The concern with the number that it has from now on; the RFC is held."""
    last = select(func.max(concerns.c.number)).where(*_of(rfc))
    numbered = replace(concern, number=(tx.execute(last).scalar() or 0) + 1)
    key = {"team_id": rfc.team, "rfc": rfc.number, "number": numbered.number}
    tx.execute(insert(concerns), {**key, **_columns(numbered)})
    return numbered


def find(tx: Connection, rfc: Rfc, number: int) -> Concern | None:
    """The concern of this number, if there is one."""
    row = tx.execute(select(concerns).where(*_of(rfc), concerns.c.number == number)).one_or_none()
    return None if row is None else _concern(row)


def save(tx: Connection, rfc: Rfc, concern: Concern) -> None:
    """The concern stands as it is now."""
    here = *_of(rfc), concerns.c.number == concern.number
    tx.execute(update(concerns).where(*here).values(_columns(concern)))


def read_all(tx: Connection, rfc: Rfc) -> list[Concern]:
    """The concerns about an RFC, in order of numbers."""
    return [_concern(row) for row in tx.execute(_ordered().where(*_of(rfc)))]


def read_unresolved(tx: Connection, team: Team, about: Sequence[int]) -> Mapping[int, list[Concern]]:
    """The concerns about each of these RFCs, a few, that nobody has resolved, in order of numbers."""
    raised: dict[int, list[Concern]] = {}
    query = _ordered().where(
        concerns.c.team_id == team, concerns.c.rfc.in_(about), concerns.c.standing != Standing.RESOLVED
    )
    for row in tx.execute(query):
        raised.setdefault(row.rfc, []).append(_concern(row))
    return raised


def read_raised(tx: Connection, team: Team, who: Sequence[Person], channel: str | None) -> list[str]:
    """The RFCs under way, in one channel or in all, about which any of these people has a concern unresolved; ids."""
    here = and_(rfcs.c.team_id == concerns.c.team_id, rfcs.c.number == concerns.c.rfc)
    query = (
        select(concerns.c.rfc)
        .distinct()
        .join(rfcs, here)
        .where(
            rfcs.c.team_id == team,
            rfcs.c.state.in_(UNDER_WAY),
            concerns.c.raiser.in_(who),
            concerns.c.standing != Standing.RESOLVED,
        )
    )
    if channel is not None:
        query = query.where(rfcs.c.channel == channel)
    return [str(number) for number in sorted(tx.execute(query).scalars())]


def _of(rfc: Rfc) -> Any:
    return concerns.c.team_id == rfc.team, concerns.c.rfc == rfc.number


def _ordered() -> Select[Any]:
    return select(concerns).order_by(concerns.c.rfc, concerns.c.number)


def _columns(concern: Concern) -> dict[str, Any]:
    body = _CONCERN.dump_python(concern, mode="json", exclude=_APART, exclude_defaults=True)
    return {"raiser": concern.raiser, "blocks": concern.blocks, "standing": concern.standing, "body": body}


def _concern(row: Row[Any]) -> Concern:
    return _CONCERN.validate_python({**row.body, **{name: getattr(row, name) for name in _OWN}})
