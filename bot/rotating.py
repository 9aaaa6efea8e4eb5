"""Changing the server's key: a new one encrypts what is kept, and the former one can go."""

from dataclasses import dataclass

from bot.settings import Settings
from storage.database import open_database
from storage.errors import SetupError
from storage.keys import Keyring, key_file, put_former_away, put_new_key
from storage.lock import FileLock
from storage.migrate import ensure_current
from storage.rotation import Rotated, rotate

_ONE_KEY = (
    "There is one key only. Put a new one in front of it in CAIRN_SECRET_KEY, with a comma between, "
    "restart Cairn, and do this again."
)
_IN_SETTINGS = (
    "Take the former keys out of CAIRN_SECRET_KEY{file}, and keep them with the backups made before."
)


@dataclass(frozen=True, slots=True)
class Changed:
    """What has come of it; `then` is the sentence that says what is to be done with the former keys."""

    rotated: Rotated
    then: str

    def describe(self) -> str:
        """The sentences for the command line."""
        told = f"Encrypted with the new key: {self.rotated.renewed:,}."
        if self.rotated.lost:
            return (
                f"{told} No key opens {self.rotated.lost:,} more, so the former keys stay where they are: "
                "add the missing one to CAIRN_SECRET_KEY, last, and do this again."
            )
        return f"{told} {self.then}"


async def rotate_key(settings: Settings) -> Changed:
    """Encrypts all anew: with a new key in the file beside the database, or with the first of CAIRN_SECRET_KEY.

    Broken off at any point, it can be done again. Raises SetupError, having changed nothing, where it cannot be done now.
    """
    ensure_current(settings.database_url)
    file, secret = settings.database_file, settings.secret_key
    if file is None:
        return Changed(await _rotate(settings, Keyring.load(secret, None)), _IN_SETTINGS.format(file=""))
    keys = key_file(file)
    with FileLock(file):
        if secret is None:
            put_new_key(keys)
        rotated = await _rotate(settings, Keyring.load(secret, file))
        if secret is not None:
            also = f", remove {keys}" if keys.exists() else ""
            return Changed(rotated, _IN_SETTINGS.format(file=also))
        if rotated.lost:
            return Changed(rotated, "")
        away = put_former_away(keys)
        return Changed(
            rotated,
            f"Backups made before need the former key: move {away} to where they are, away from here.",
        )


async def _rotate(settings: Settings, keyring: Keyring) -> Rotated:
    if keyring.size < 2:
        raise SetupError(_ONE_KEY)
    database = open_database(settings.database_url)
    try:
        return await database.write(rotate, keyring)
    finally:
        await database.close()
