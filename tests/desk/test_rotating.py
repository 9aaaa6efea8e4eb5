"""`python -m bot rotate-key`: all is encrypted anew, nothing is lost where it is broken off, and the former key can go."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr
from sqlalchemy import Connection

from bot.app import make_sealer
from bot.rotating import rotate_key
from bot.settings import Settings
from rituals.ids import Person, Ref, Team
from storage import installations, seals
from storage.database import Database, connect_to_read, open_database
from storage.errors import SetupError
from storage.installations import Installation
from storage.keys import Keyring, UnreadableError, key_file, put_new_key
from storage.lock import FileLock
from storage.migrate import migrate
from storage.rotation import Rotated, rotate
from tests.forks import run

TEAM, VOTE = Team("T1"), Ref(Team("T1"), "decision", "dec1")
OLD, NEW, OTHER = (Fernet.generate_key().decode() for _ in range(3))
T = TypeVar("T")


def fill(tx: Connection, keyring: Keyring) -> bytes:
    """A workspace with a token, one whose token was taken back, and a sealed vote; returns the vote's key."""
    for team, token in ((TEAM, keyring.encrypt("xoxb-1")), (Team("T2"), "")):
        installations.install(
            tx,
            Installation(
                team,
                "Meridian",
                "",
                token,
                Person("UBOT"),
                frozenset(),
                None,
                datetime(2031, 3, 3, tzinfo=UTC),
            ),
        )
    return seals.ensure_key(tx, VOTE, make_sealer(keyring))


def opens(tx: Connection, keyring: Keyring) -> tuple[str, bytes]:
    """The token and the vote's key, as these keys open them."""
    found = installations.find(tx, TEAM)
    assert found is not None
    return keyring.decrypt(found.bot_token), seals.get_key(tx, VOTE, keyring)


def settings_of(url: str, secret: str | None = None) -> Settings:
    return Settings.model_validate(
        {"database_url": url, "cairn_secret_key": None if secret is None else SecretStr(secret)}
    )


async def test_the_first_key_alone_opens_what_was_encrypted_with_another(database: Database) -> None:
    key = await database.write(fill, Keyring([OLD]))
    assert await database.write(rotate, Keyring([NEW, OLD])) == Rotated(2, 0)
    assert await database.read(opens, Keyring([NEW])) == ("xoxb-1", key)
    with pytest.raises(UnreadableError):
        await database.read(opens, Keyring([OLD]))


async def test_what_no_key_opens_is_counted_and_stays_as_it_was(database: Database) -> None:
    key = await database.write(fill, Keyring([OLD]))
    assert await database.write(rotate, Keyring([NEW, OTHER])) == Rotated(0, 2)
    assert await database.read(opens, Keyring([OLD])) == ("xoxb-1", key)


async def test_it_is_not_seen_when_the_key_of_a_vote_was_made(database: Database) -> None:
    await database.write(fill, Keyring([OLD]))
    await database.write(rotate, Keyring([NEW, OLD]))
    wrapped = await database.read(seals.find_wrapped, VOTE)
    assert wrapped is not None
    assert Fernet(NEW).extract_timestamp(wrapped.encode()) == 0


@pytest.fixture
async def file(tmp_path: Path) -> Path:
    """An SQLite database whose key is in the file beside it; nobody has it open."""
    file = tmp_path / "cairn.db"
    await use(file, fill)
    return file


async def use(file: Path, act: Callable[[Connection, Keyring], T]) -> T:
    """What the act does with the database and its keys."""
    migrate(f"sqlite:///{file}")
    database = open_database(f"sqlite:///{file}")
    try:
        return await database.write(act, Keyring.load(None, file))
    finally:
        await database.close()


def files_with(token: str, folder: Path) -> list[str]:
    """The names of the files in which this stands."""
    return [one.name for one in folder.iterdir() if token.encode() in one.read_bytes()]


def key_of(file: Path) -> str:
    return key_file(file).read_text().strip()


async def test_a_new_key_stands_in_the_file_and_the_former_one_beside_it_for_backups(file: Path) -> None:
    former, before = key_of(file), await use(file, opens)
    changed = await rotate_key(settings_of(f"sqlite:///{file}"))
    away = file.with_name("cairn.db.key.former")
    assert changed.describe() == (
        f"Encrypted with the new key: 2. Backups made before need the former key: move {away} to where they are, "
        "away from here."
    )
    assert key_of(file) != former
    assert away.read_text() == f"{former}\n"
    assert {one.stat().st_mode & 0o777 for one in (away, key_file(file))} == {0o600}
    assert await use(file, opens) == before
    second = key_of(file)
    await rotate_key(settings_of(f"sqlite:///{file}"))
    assert away.read_text() == f"{second}\n{former}\n"


async def test_what_was_encrypted_with_the_former_key_is_in_no_file_any_more(file: Path) -> None:
    before = await use(file, lambda tx, _: seals.find_wrapped(tx, VOTE))
    assert before is not None
    assert files_with(before, file.parent) == ["cairn.db"]
    await rotate_key(settings_of(f"sqlite:///{file}"))
    assert files_with(before, file.parent) == []


@pytest.mark.parametrize("is_renewed", [False, True])
async def test_where_it_was_broken_off_it_is_done_again(file: Path, is_renewed: bool) -> None:
    former, before = key_of(file), await use(file, opens)
    put_new_key(key_file(file))
    if is_renewed:
        await use(file, rotate)
    assert await use(file, opens) == before
    await rotate_key(settings_of(f"sqlite:///{file}"))
    assert await use(file, opens) == before
    away = file.with_name("cairn.db.key.former").read_text().split()
    assert away[-1] == former
    assert key_of(file) not in away
    assert "\n" not in key_of(file)


async def test_the_settings_take_over_from_the_file(file: Path) -> None:
    before = await use(file, opens)
    changed = await rotate_key(settings_of(f"sqlite:///{file}", NEW))
    assert changed.then == (
        f"Take the former keys out of CAIRN_SECRET_KEY, remove {key_file(file)}, and keep them with the backups made before."
    )
    with connect_to_read(f"sqlite:///{file}") as tx:
        assert opens(tx, Keyring([NEW])) == before


async def test_where_a_key_is_missing_the_former_ones_stay(file: Path) -> None:
    before, missing = await use(file, opens), key_of(file)
    key_file(file).write_text(f"{OTHER}\n")
    changed = await rotate_key(settings_of(f"sqlite:///{file}"))
    assert "No key opens 2 more" in changed.describe()
    assert key_of(file).endswith(OTHER)
    key_file(file).write_text(f"{key_of(file)}\n{missing}\n")
    assert (await rotate_key(settings_of(f"sqlite:///{file}"))).rotated == Rotated(2, 0)
    assert await use(file, opens) == before


async def test_beside_a_running_cairn_nothing_is_changed(file: Path) -> None:
    former = key_of(file)
    with FileLock(file), pytest.raises(SetupError, match="in use by process"):
        await rotate_key(settings_of(f"sqlite:///{file}"))
    assert key_of(file) == former


async def test_one_key_alone_is_no_change(file: Path) -> None:
    before, only = await use(file, opens), key_of(file)
    key_file(file).unlink()
    with pytest.raises(SetupError, match="There is one key only"):
        await rotate_key(settings_of(f"sqlite:///{file}", only))
    with pytest.raises(SetupError, match="made at the first start"):
        await rotate_key(settings_of(f"sqlite:///{file}"))
    with connect_to_read(f"sqlite:///{file}") as tx:
        assert opens(tx, Keyring([only])) == before


async def test_the_command_says_what_to_do_next(file: Path) -> None:
    done = run("rotate-key", database_url=f"sqlite:///{file}")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Encrypted with the new key: 2. Backups")
    key_file(file).write_text(f"{OTHER}\n")
    again = run("rotate-key", database_url=f"sqlite:///{file}")
    assert (again.returncode, again.stderr) == (1, "")
    assert "No key opens 2 more" in again.stdout
