"""Who owns the SQLite file: one process at a time, known by a lock beside it."""

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from storage.errors import SetupError


class OwnedError(SetupError):
    """Another process owns the file; `pid` is its number, where it could be read."""

    def __init__(self, path: Path, pid: int | None) -> None:
        owner = f"process {pid}" if pid else "another process"
        super().__init__(
            f"The database {path} is in use by {owner}: stop that process first, "
            "or set DATABASE_URL to a PostgreSQL server, which several processes can share."
        )
        self.pid = pid


class FileLock:
    """This process owns the SQLite file until `release`, or until it dies, however it dies."""

    def __init__(self, path: Path) -> None:
        """Take the lock of the database at `path`, without waiting; OwnedError if another process has it."""
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # The lock's file is never removed: whoever waits on a removed one would own nothing.
        self._file = os.open(path.with_name(path.name + ".lock"), os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            written = os.pread(self._file, 20, 0).strip()
            os.close(self._file)
            raise OwnedError(path, int(written) if written.isdigit() else None) from error
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, f"{os.getpid()}\n".encode(), 0)
        self._held = True

    def release(self) -> None:
        """Let others own the file; releasing twice changes nothing."""
        if self._held:
            self._held = False
            os.ftruncate(self._file, 0)
            os.close(self._file)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
