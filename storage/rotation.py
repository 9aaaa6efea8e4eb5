"""Changing the server's key: all that was encrypted with a former one is encrypted with the first."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Column, Connection, select, update

from storage.keys import Keyring, UnreadableError
from storage.schema import installations, seals
from storage.traces import leave_no_trace

# All that the server's key encrypts; a token that was taken back is empty.
_ENCRYPTED: tuple[Column[str], ...] = (installations.c.bot_token, seals.c.wrapped)


@dataclass(frozen=True, slots=True)
class Rotated:
    """How many texts are encrypted with the first key now, and how many none of the keys opens: those are as they were."""

    renewed: int
    lost: int


def rotate(tx: Connection, keyring: Keyring) -> Rotated:
    """Encrypts everything anew; what a former key opens is gone from SQLite's log, too."""
    leave_no_trace(tx)
    done = [is_renewed for column in _ENCRYPTED for is_renewed in _renew(tx, column, keyring)]
    return Rotated(sum(done), len(done) - sum(done))


def _renew(tx: Connection, column: Column[str], keyring: Keyring) -> Iterator[bool]:
    keys = list(column.table.primary_key)
    for row in tx.execute(select(column, *keys).where(column != "")).all():
        token, *key = row
        try:
            renewed = keyring.renew(token)
        except UnreadableError:
            yield False
            continue
        # Beside a running Cairn: what was destroyed or renewed meanwhile stays so.
        here = [one == value for one, value in zip(keys, key, strict=True)]
        tx.execute(update(column.table).where(*here, column == token).values({column: renewed}))
        yield True
