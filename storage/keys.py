"""The server's keys: what is private is stored encrypted with them.

The first key encrypts, every key decrypts, so that a key can be changed without a day on which nothing can be read.
"""

import os
import tempfile
from base64 import b64decode
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from storage.errors import SetupError

_HOW_TO_MAKE_ONE = "openssl rand -base64 32 | tr '+/' '-_'"


class UnreadableError(Exception):
    """A text was encrypted with a key that this server does not have, or was changed since."""

    def __init__(self) -> None:
        super().__init__(
            "A stored text cannot be decrypted: CAIRN_SECRET_KEY (or the key file beside the database) "
            "is not the one it was written with. Add the former key, behind a comma."
        )


class Keyring:
    """Encrypts and decrypts short texts; the order of `keys` is newest first, and there is at least one.

    `size` is how many there are.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        """SetupError if one of the keys is none: each is 32 bytes in URL-safe base64."""
        try:
            self._fernet = MultiFernet([_open(key) for key in keys])
            self.size = len(keys)
        except ValueError as error:
            raise SetupError(
                "CAIRN_SECRET_KEY, or the key file beside the database, holds what is no key: a key is 32 bytes in "
                f"URL-safe base64; several have commas between them, the newest first. Make one: {_HOW_TO_MAKE_ONE}"
            ) from error

    @classmethod
    def load(cls, secret: str | None, beside: Path | None) -> Self:
        """The keys in `secret`, then those in the file beside the SQLite file `beside`, a line each.

        Where there is neither, a key is made in that file. Without a file (PostgreSQL) `secret` must be given:
        SetupError otherwise.
        """
        keys = [key.strip() for key in (secret or "").split(",") if key.strip()]
        if beside is not None:
            file = key_file(beside)
            if not keys and not file.exists():
                _make(file)
            if file.exists():
                keys += _read(file)
        if not keys:
            raise SetupError(
                "CAIRN_SECRET_KEY must be set where PostgreSQL is used, as all processes need the same key. "
                f"Make one: {_HOW_TO_MAKE_ONE}"
            )
        return cls(keys)

    def encrypt(self, text: str) -> str:
        """A token that hides `text`; it shows when it was made, and how long the text is to 16 bytes."""
        return self._fernet.encrypt(text.encode()).decode()

    def encrypt_undated(self, text: str) -> str:
        """A token as `encrypt` gives, that does not show when it was made."""
        return self._fernet.encrypt_at_time(text.encode(), 0).decode()

    def renew(self, token: str) -> str:
        """The same text, encrypted with the first key and dated as before; UnreadableError if none of the keys opens it."""
        try:
            return self._fernet.rotate(token).decode()
        except InvalidToken as error:
            raise UnreadableError from error

    def decrypt(self, token: str) -> str:
        """The text that was encrypted; UnreadableError if none of the keys opens it."""
        try:
            return self._fernet.decrypt(token).decode()
        except InvalidToken as error:
            raise UnreadableError from error


def key_file(database: Path) -> Path:
    """Where the key of an SQLite database stands: beside it, so that both are backed up, and not in it."""
    return database.with_name(database.name + ".key")


def put_new_key(file: Path) -> None:
    """A new key stands in front of those in `file`; SetupError if there is none."""
    if not file.exists():
        raise SetupError(f"There is no key {file} yet: it is made at the first start.")
    _write([Fernet.generate_key().decode(), *_read(file)], file, os.replace)


def put_former_away(file: Path) -> Path:
    """Only the first key is left in `file`; the former ones stand in the file that is returned, the latest first."""
    first, *former = _read(file)
    away = file.with_name(file.name + ".former")
    older = _read(away) if away.exists() else []
    _write([*former, *(key for key in older if key not in former)], away, os.replace)
    _write([first], file, os.replace)
    return away


def _open(key: str) -> Fernet:
    # Fernet by itself skips what is not base64, so that two keys run together would be taken for the first one.
    b64decode(key, altchars=b"-_", validate=True)
    return Fernet(key)


def _read(file: Path) -> list[str]:
    if file.stat().st_mode & 0o077:
        raise SetupError(f"The key file {file} can be read by others: run chmod 600 {file}")
    return file.read_text().split() or [""]  # An empty file holds no key, and that is to be told.


def _make(file: Path) -> None:
    """Write a new key to `file` unless somebody else does so at this moment: then theirs stands, whole."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # A link, unlike a rename, never replaces a file.
    with suppress(FileExistsError):
        _write([Fernet.generate_key().decode()], file, os.link)


def _write(keys: Sequence[str], file: Path, put: Callable[[str, Path], None]) -> None:
    """The keys stand in `file`, whole, in the way of `put`; they are on the disk when this returns."""
    # mkstemp gives mode 600.
    handle, written = tempfile.mkstemp(dir=file.parent, prefix=file.name)
    try:
        with os.fdopen(handle, "w") as stream:
            stream.write("".join(f"{key}\n" for key in keys))
            stream.flush()
            os.fsync(stream.fileno())
        put(written, file)
    finally:
        Path(written).unlink(missing_ok=True)
    folder = os.open(file.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
