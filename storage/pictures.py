"""Pictures that rituals show on their cards: which are wanted, and which file of Slack's shows each. All times are real time.

State: wanted → uploaded → shown, or dropped. A picture is taken by putting it off: one whose worker dies is due again.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, bindparam, delete, select, update

from rituals.ids import Team
from storage import cards
from storage.cards import Card
from storage.deliveries import PICTURE_OPEN
from storage.prepared import run
from storage.schema import pictures
from storage.upsert import put

_AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)


class Hanging(StrEnum):
    """Where a picture stands."""

    WANTED = "wanted"
    UPLOADED = "uploaded"  # Slack has the file, and may not be ready to show it.
    SHOWN = "shown"
    DROPPED = "dropped"  # Tried too often, or Slack will never take it: the card stands without.


@dataclass(frozen=True, slots=True)
class Hung:
    """The picture of a ritual; `digest` is of what it shows."""

    team: Team
    ritual: str
    ritual_id: str
    digest: str
    state: Hanging
    attempts: int
    file: str | None = None


def find_digest(tx: Connection, card: Card) -> str | None:
    """Of what the ritual's picture is, in whatever state; None where it has none."""
    return tx.execute(
        select(pictures.c.digest).where(
            pictures.c.team_id == card.team,
            pictures.c.ritual == card.ritual,
            pictures.c.ritual_id == card.ritual_id,
        )
    ).scalar()


def want(tx: Connection, card: Card, digest: str) -> None:
    """The ritual's picture shall be the one of this digest; the one before is no longer shown."""
    if find_digest(tx, card) == digest:
        return
    row = {
        "team_id": card.team,
        "ritual": card.ritual,
        "ritual_id": card.ritual_id,
        "digest": digest,
        "state": Hanging.WANTED,
        "attempts": 0,
        "not_before": _AT_ONCE,
    }
    put(tx, pictures, row)


_IS_DUE = (
    select(pictures.c.team_id)
    .where(pictures.c.team_id == bindparam("team"), PICTURE_OPEN, pictures.c.not_before <= bindparam("real"))
    .limit(1)
)


def is_due(tx: Connection, team: Team, real: datetime) -> bool:
    """Whether there is something to do for a picture of the workspace now."""
    return run(tx, _IS_DUE, {"team": team, "real": real}).scalar() is not None


def claim(tx: Connection, team: Team, real: datetime, until: datetime) -> Hung | None:
    """Takes the picture that has waited longest; it is due again at `until`, should nobody settle it."""
    row = tx.execute(
        select(pictures)
        .where(pictures.c.team_id == team, PICTURE_OPEN, pictures.c.not_before <= real)
        .order_by(pictures.c.not_before)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).one_or_none()
    if row is None:
        return None
    taken = Hung(
        team, row.ritual, row.ritual_id, row.digest, Hanging(row.state), row.attempts + 1, row.file_id
    )
    _change(tx, taken, attempts=taken.attempts, not_before=until)
    return taken


def keep(tx: Connection, hung: Hung, file: str, show_at: datetime) -> None:
    """Slack has the picture; the card shows it from then on."""
    _change(tx, hung, state=Hanging.UPLOADED, file_id=file, attempts=0, not_before=show_at)


def show(tx: Connection, hung: Hung) -> None:
    """The ritual's cards show the picture as soon as they are redrawn."""
    if _change(tx, hung, state=Hanging.SHOWN):
        cards.touch(tx, hung.team, hung.ritual, hung.ritual_id)


def put_off(tx: Connection, hung: Hung, until: datetime, counts: bool = True) -> None:
    """It is tried again then; `counts` where it was a failure of which a picture survives only so many."""
    _change(tx, hung, attempts=hung.attempts - (not counts), not_before=until)


def drop(tx: Connection, hung: Hung) -> None:
    """The card stands without it."""
    _change(tx, hung, state=Hanging.DROPPED)


def forget(tx: Connection, hung: Hung) -> None:
    """The ritual asks for no picture any more."""
    tx.execute(delete(pictures).where(*_is(hung)))


def doubt(tx: Connection, card: Card, until: datetime, most_tries: int) -> None:
    """Slack did not show the file: the card is drawn without it, and with it again then, but for so many times only."""
    ours = (
        pictures.c.team_id == card.team,
        pictures.c.ritual == card.ritual,
        pictures.c.ritual_id == card.ritual_id,
        pictures.c.state == Hanging.SHOWN,
        pictures.c.file_id == card.picture,
    )
    tx.execute(
        update(pictures)
        .where(*ours, pictures.c.attempts >= most_tries)
        .values(state=Hanging.DROPPED, not_before=until)
    )
    tx.execute(update(pictures).where(*ours).values(state=Hanging.UPLOADED, not_before=until))


def _is(hung: Hung) -> tuple[ColumnElement[bool], ...]:
    return (
        pictures.c.team_id == hung.team,
        pictures.c.ritual == hung.ritual,
        pictures.c.ritual_id == hung.ritual_id,
        pictures.c.digest == hung.digest,
        pictures.c.state == hung.state,
    )


def _change(tx: Connection, hung: Hung, **values: object) -> bool:
    """False where another picture is wanted meanwhile, or another worker was faster."""
    return bool(tx.execute(update(pictures).where(*_is(hung)).values(values)).rowcount)
