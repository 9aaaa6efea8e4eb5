"""Records in a folder of one's own choice: written anew, to the byte the same where nothing has changed.

What we wrote is known by a list in the folder: each file with the checksum of its bytes, as `sha256sum -c` reads it.
A file that is not in it, or that somebody has changed since, is not ours: it is neither overwritten nor removed.
"""

import hashlib
import os
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from handlers.records.export.folder import Files, lay_out
from rituals.records.log import slug
from storage import exports
from storage.database import connect_to_read
from storage.errors import SetupError
from storage.migrate import ensure_current

LIST = "cairn-export.sha256"
_UNFINISHED = f".{LIST}.tmp"

_LINE = re.compile("([0-9a-f]{64})  (.+)")

Line = tuple[str, str]
"""A checksum and a path."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What has come of an export: how many records there are, and of how many files; `left` are not ours, and stay."""

    records: int
    written: int
    removed: int
    left: tuple[str, ...] = ()

    def describe(self, folder: Path) -> str:
        """The sentences for the command line."""
        records = "1 record" if self.records == 1 else f"{self.records:,} records"
        changed = f"{self.written:,} files written, {self.removed:,} removed"
        told = f"{records} in {folder}: {changed if self.written or self.removed else 'nothing has changed'}."
        if self.left:
            told += f" Left alone, as somebody has changed them: {', '.join(self.left)}."
        return told


def export(url: str, folder: Path, public: bool = False) -> Exported:
    """Write all records of the database at `url`, or those of public channels, beside whoever runs Cairn.

    Raises SetupError, having changed nothing, where the database cannot be read, or something foreign is in the way.
    """
    count, files = _read(url, public)
    try:
        written, removed, left = write(folder, files)
    except OSError as error:
        place = error.filename2 or error.filename or folder
        raise SetupError(f"{place} cannot be written: {error.strerror}. Choose another folder.") from error
    return Exported(count, written, removed, left)


def _read(url: str, public: bool) -> tuple[int, Files]:
    try:
        ensure_current(url)
        with connect_to_read(url) as tx:
            return read_files(tx, public)
    except SQLAlchemyError as error:
        raise SetupError(
            f"The database cannot be read ({type(error).__name__}). Look at DATABASE_URL."
        ) from error


def read_files(tx: Connection, public: bool) -> tuple[int, Files]:
    """How many records there are, and their files: those of several workspaces have a folder for each."""
    workspaces = exports.read_workspaces(tx)
    count, files = 0, dict[str, bytes]()
    for team, name in workspaces:
        log = exports.read_log(tx, team, public)
        count += len(log.records)
        inside = "" if len(workspaces) == 1 else "-".join(filter(None, [slug(name), team.lower()])) + "/"
        files |= {f"{inside}{path}": content for path, content in lay_out(log).items()}
    return count, files


def write(folder: Path, files: Files) -> tuple[int, int, tuple[str, ...]]:
    """Brings the folder to these files: how many were written and removed, and which of ours somebody has changed.

    Before a file is written its checksum is in the list, so that one which is broken off is taken up by the next.
    """
    if folder.exists() and not folder.is_dir():
        raise SetupError(f"{folder} is a file. Name a folder, or one that is still to be made.")
    known = _read_list(folder)
    found = {path: _checksum(folder, path) for path in {*files, *(path for _, path in known)}}
    wanted = {(_digest(content), path) for path, content in files.items()}
    foreign = [path for path in files if found[path] and not {(found[path], path)} & (known | wanted)]
    if foreign:
        raise SetupError(
            f"{folder / foreign[0]} was not written by an export, or somebody has changed it since. "
            "Move it away, or choose another folder; nothing was written."
        )
    new = [path for digest, path in sorted(wanted) if found[path] != digest]
    gone = sorted({path for _, path in known} - files.keys())
    _write_list(folder, known | wanted)
    for path in sorted(new):
        _write(folder, path, files[path])
    ours = [path for path in gone if (found[path], path) in known]
    _remove(folder, ours)
    left = tuple(path for path in gone if found[path] and path not in ours)
    _write_list(folder, wanted)
    return len(new), len(ours), left


def _read_list(folder: Path) -> set[Line]:
    """What we have written there before; a line that leads out of the folder is none of ours."""
    try:
        text = (folder / LIST).read_text()
    except FileNotFoundError:
        return set()
    except UnicodeDecodeError:
        text = "\n"
    lines = [_LINE.fullmatch(line) for line in text.splitlines()]
    read = {(line[1], line[2]) for line in lines if line and _is_inside(line[2])}
    if len(read) < len(lines):
        raise SetupError(f"{folder / LIST} is not the list of an export. Choose another folder.")
    return read


def _is_inside(path: str) -> bool:
    parts = PurePosixPath(path)
    return not parts.is_absolute() and ".." not in parts.parts


def _write_list(folder: Path, lines: Iterable[Line]) -> None:
    told = "".join(f"{digest}  {path}\n" for digest, path in sorted(lines, key=lambda line: line[::-1]))
    if _checksum(folder, LIST) != _digest(told.encode()):
        _write(folder, LIST, told.encode())


def _write(folder: Path, path: str, content: bytes) -> None:
    """The file has this content, whole, or the one before."""
    target, unfinished = folder / path, folder / _UNFINISHED
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished.write_bytes(content)
    os.replace(unfinished, target)


def _remove(folder: Path, paths: Iterable[str]) -> None:
    """These files are gone, and the folders in which nothing is left."""
    for path in paths:
        (folder / path).unlink()
        for above in list(PurePosixPath(path).parents)[:-1]:
            with suppress(OSError):
                (folder / above).rmdir()


def _checksum(folder: Path, path: str) -> str:
    """The checksum of what is there, '' if nothing is; what is no file has one that is nobody's."""
    file, above = folder / path, [folder / one for one in PurePosixPath(path).parents]
    if file.is_symlink() or file.is_dir() or any(one.exists() and not one.is_dir() for one in above):
        return "no file"
    return _digest(file.read_bytes()) if file.exists() else ""


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
