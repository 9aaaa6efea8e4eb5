"""Leaving no trace: what was destroyed is not left in SQLite's log either.

A page that was changed stands in the log until that is emptied, and with it what stood on the page before. A server
has logs, copies and archives of its own, which are for whoever runs it: there, asking changes nothing.
"""

import sqlite3
from typing import cast

from sqlalchemy import Connection

from storage.watch import Watch

_ASKED = "leave no trace"
_PATIENCE_MS = 20
TOLD_AFTER = 30
"""So many tries in vain, and whoever watches is told."""


def leave_no_trace(tx: Connection) -> None:
    """What this transaction deletes or writes over is gone from the log, too, soon after the commit."""
    tx.info[_ASKED] = True


class Traces:
    """Empties the log of the connection that writes, where an act has asked for it."""

    def __init__(self, tx: Connection, watch: Watch) -> None:
        self._tx, self._watch = tx, watch
        self._raw = cast("sqlite3.Connection", tx.connection.driver_connection)
        self._tries = 0
        # A process that was killed may have left what an act of its wanted gone.
        leave_no_trace(tx)

    @property
    def are_left(self) -> bool:
        """Whether the log still has to be emptied."""
        return bool(self._tx.info.get(_ASKED))

    def wipe(self) -> None:
        """Empties the log, where that was asked for; to be tried again where somebody reads what stands in it."""
        if not self.are_left:
            return
        self._tries += 1
        if self._empty_log():
            self._tx.info[_ASKED], self._tries = False, 0
        elif self._tries % TOLD_AFTER == 0:
            self._watch.on_traces(self._tries)

    def _empty_log(self) -> bool:
        """Waits a moment at most for those who read older pages from the log: acts wait for us."""
        (usual,) = self._raw.execute("PRAGMA busy_timeout").fetchone()
        self._raw.execute(f"PRAGMA busy_timeout={_PATIENCE_MS}")
        try:
            (is_busy, _, _) = self._raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.Error:
            return False
        finally:
            self._raw.execute(f"PRAGMA busy_timeout={usual}")
        return not is_busy
