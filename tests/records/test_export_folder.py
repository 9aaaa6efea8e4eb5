"""`python -m bot export DIR`: what is written, what is removed, and what is left alone."""

import hashlib
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, delete

from bot.exporting import LIST, export, write
from rituals.actions.model import Source
from rituals.ids import ActionId, Person, Team
from rituals.records.model import Record
from storage import actions, channels, installations, records, schema
from storage.database import Database, open_database
from storage.errors import SetupError
from storage.installations import Installation
from storage.lock import FileLock
from storage.migrate import migrate
from tests.actions.making import ACTION
from tests.conftest import Paper
from tests.forks import run, run_in_earnest
from tests.records.making import LEADS, PLATFORM, READ_AT, TEAM, furnish, numbered

CANARY = "zanzibar"
FILES = {"decisions/0001-a.md": b"a\n", "decisions/index.md": b"i\n", "site/index.html": b"<p>\n"}
NEWER = b"newer\n"
MADE = Source("decision", "dec1")
ON_SQLITE = pytest.mark.parametrize("engine", ["sqlite"])


def there(folder: Path) -> dict[str, bytes]:
    """The files of a folder, without our list."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.name != LIST
    }


def fill(tx: Connection, *more: Record) -> None:
    """A public record that a private one has superseded, and more."""
    furnish(tx)
    records.add(tx, numbered(1, title="Which queue?"))
    for channel, text in ((PLATFORM, "Write the runbook"), (LEADS, f"Call {CANARY}"), (None, "Not theirs")):
        actions.add(tx, replace(ACTION, id=ActionId(text), text=text, channel=channel, source=MADE))
    records.add(tx, numbered(2, title=CANARY, channel=LEADS, supersedes=(1,)))
    for one in more:
        records.add(tx, one)


def fill_and_install(tx: Connection, *teams: str) -> None:
    fill(tx)
    for team in teams:
        installations.install(
            tx,
            Installation(
                Team(team),
                f"The {team}",
                "",
                "",
                Person("UBOT"),
                frozenset(),
                None,
                datetime(2026, 1, 1, tzinfo=UTC),
            ),
        )


def change(tx: Connection, number: int) -> None:
    tx.execute(delete(schema.records).where(schema.records.c.number == number))


@pytest.fixture
async def living(empty_url: str) -> AsyncIterator[Database]:
    """A database of the newest shape that somebody has open, at `empty_url`."""
    migrate(empty_url)
    database = open_database(empty_url)
    yield database
    await database.close()


# ------------------------------------------------------------------------------------------- from the database


async def test_all_records_are_written_beside_whoever_runs_cairn(
    living: Database, empty_url: str, tmp_path: Path, logged: Paper
) -> None:
    folder = tmp_path / "new" / "out"
    await living.write(fill)
    done = export(empty_url, folder)
    assert done.describe(folder) == f"2 records in {folder}: 9 files written, 0 removed."
    written = there(folder)
    assert {"decisions/0001-which-queue.md", "decisions/0002-zanzibar.md", "site/D-2.html"} <= written.keys()
    assert b"Ann Keller" in written["decisions/0001-which-queue.md"]
    assert b"superseded by ADR-0002" in written["decisions/0001-which-queue.md"]
    assert b"Write the runbook (Ann Keller, Ben Ortiz, due" in written["decisions/0001-which-queue.md"]
    assert b"Call zanzibar" in written["site/D-1.html"]
    assert "Not theirs" not in str(written)
    again = export(empty_url, folder)
    assert again.describe(folder) == f"2 records in {folder}: nothing has changed."
    assert there(folder) == written
    await living.write(change, 2)
    assert export(empty_url, folder).removed == 2
    assert "decisions/0002-zanzibar.md" not in there(folder)
    assert logged.getvalue() == ""


@ON_SQLITE
async def test_what_lives_in_private_channels_can_be_left_out(
    living: Database, empty_url: str, tmp_path: Path
) -> None:
    await living.write(fill)
    assert export(empty_url, tmp_path / "public", public=True).records == 1
    written = str(there(tmp_path / "public"))
    assert "Write the runbook" in written
    for hidden in (CANARY, "D-2", "ADR-0002", "leads"):
        assert hidden not in written
    await living.write(channels.hide_channel, TEAM, "CPLATFORM", READ_AT)
    assert export(empty_url, tmp_path / "public", public=True).records == 0


@ON_SQLITE
async def test_several_workspaces_have_a_folder_each(
    living: Database, empty_url: str, tmp_path: Path
) -> None:
    await living.write(fill_and_install, TEAM)
    export(empty_url, tmp_path / "out")
    assert (tmp_path / "out/decisions/0001-which-queue.md").exists()
    await living.write(fill_and_install, TEAM, "TOTHER")
    done = export(empty_url, tmp_path / "out")
    assert done.records == 2
    assert sorted(one.name for one in (tmp_path / "out").iterdir()) == [
        LIST, "the-tmeridian-tmeridian", "the-tother-tother",
    ]  # fmt: skip
    assert b"Decisions of The TOTHER" in (tmp_path / "out/the-tother-tother/site/index.html").read_bytes()


@ON_SQLITE
async def test_the_command_tells_what_it_has_done_though_another_process_owns_the_file(
    living: Database, empty_url: str, tmp_path: Path
) -> None:
    await living.write(fill)
    with FileLock(tmp_path / "empty.db"):
        done = run_in_earnest("export", str(tmp_path / "out"), database_url=empty_url)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"2 records in {tmp_path}/out: 9 files written, 0 removed.\n"
    for line in (tmp_path / "out" / LIST).read_text().splitlines():
        digest, _, path = line.partition("  ")
        assert hashlib.sha256((tmp_path / "out" / path).read_bytes()).hexdigest() == digest
    public = run("export", "--public", str(tmp_path / "out"), database_url=empty_url)
    assert public.stdout == f"1 record in {tmp_path}/out: 5 files written, 2 removed.\n"


def test_a_database_that_is_not_there_is_told_in_a_sentence_and_none_is_made(tmp_path: Path) -> None:
    for url in (f"sqlite:///{tmp_path}/cairn.db", "postgresql://127.0.0.1:1/x"):
        done = run("export", str(tmp_path / "out"), database_url=url)
        assert done.returncode == 1
        assert "The database " in done.stderr
        assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


# -------------------------------------------------------------------------------------------------- in the folder


def test_what_is_gone_is_removed_and_the_folder_that_is_empty_then(tmp_path: Path) -> None:
    assert write(tmp_path, FILES) == (3, 0, ())
    assert write(tmp_path, {"decisions/index.md": b"i2\n"}) == (1, 2, ())
    assert there(tmp_path) == {"decisions/index.md": b"i2\n"}
    assert not (tmp_path / "site").exists()


def test_nothing_that_has_not_changed_is_written(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    before = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*")}
    assert write(tmp_path, FILES) == (0, 0, ())
    assert {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*")} == before


def test_foreign_files_beside_ours_stay(tmp_path: Path) -> None:
    (tmp_path / "decisions").mkdir()
    (tmp_path / "decisions/0002-b.md").write_text("theirs")
    (tmp_path / "README.md").write_text("theirs")
    write(tmp_path, FILES)
    write(tmp_path, {})
    assert there(tmp_path) == {"README.md": b"theirs", "decisions/0002-b.md": b"theirs"}


def test_a_foreign_file_in_the_way_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("theirs")
    with pytest.raises(
        SetupError, match=r"site/index.html was not written by an export.*nothing was written"
    ):
        write(tmp_path, FILES)
    assert there(tmp_path) == {"site/index.html": b"theirs"}
    assert not (tmp_path / LIST).exists()


@pytest.mark.parametrize("kind", ["folder", "link", "file above"])
def test_what_is_no_file_is_in_the_way_too(kind: str, tmp_path: Path) -> None:
    place, theirs = tmp_path / "out/site", tmp_path / "theirs"
    place.parent.mkdir()
    theirs.write_text("theirs")
    if kind == "file above":
        place.write_text("theirs")
    else:
        place.mkdir()
        (place / "index.html").mkdir() if kind == "folder" else (place / "index.html").symlink_to(theirs)
    with pytest.raises(SetupError, match=r"site/index\.html was not written by an export"):
        write(tmp_path / "out", FILES)
    assert theirs.read_text() == "theirs"


def test_a_file_of_ours_that_somebody_has_changed_is_theirs(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    (tmp_path / "decisions/0001-a.md").write_text("changed")
    with pytest.raises(SetupError, match="or somebody has changed it since"):
        write(tmp_path, FILES)
    rest = {path: content for path, content in FILES.items() if "0001" not in path}
    assert write(tmp_path, rest) == (0, 0, ("decisions/0001-a.md",))
    assert (tmp_path / "decisions/0001-a.md").read_text() == "changed"


def test_a_file_that_somebody_has_removed_is_written_again(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    (tmp_path / "decisions/0001-a.md").unlink()
    assert write(tmp_path, FILES) == (1, 0, ())
    (tmp_path / "decisions/0001-a.md").unlink()
    assert write(tmp_path, {}) == (0, 2, ())


def test_an_export_that_was_broken_off_is_taken_up_by_the_next(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    newer = {**FILES, "decisions/0001-a.md": NEWER}
    # As it is in the middle: the list has both, and one file is still the former.
    with (tmp_path / LIST).open("a") as listed:
        listed.write(f"{hashlib.sha256(NEWER).hexdigest()}  decisions/0001-a.md\n")
    assert write(tmp_path, newer) == (1, 0, ())
    assert there(tmp_path) == newer
    (tmp_path / LIST).write_text(f"{hashlib.sha256(NEWER).hexdigest()}  decisions/0001-a.md\n")
    (tmp_path / "site/index.html").unlink()
    assert write(tmp_path, newer) == (1, 0, ())


@pytest.mark.parametrize(
    "text", [f"{'0' * 64}  ../theirs\n", f"{'0' * 64}  /etc/passwd\n", "what I have to do\n", "\udcff"]
)
def test_a_list_that_we_have_not_written_is_not_followed(text: str, tmp_path: Path) -> None:
    (tmp_path / LIST).write_text(text, errors="surrogateescape")
    with pytest.raises(SetupError, match="is not the list of an export"):
        write(tmp_path, FILES)


@pytest.mark.parametrize(
    ("place", "says"),
    [("file", "is a file"), ("file/below", "cannot be written"), ("/proc/x", "cannot be written")],
)
def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(place: str, says: str, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/cairn.db"
    migrate(url)
    (tmp_path / "file").write_text("theirs")
    with pytest.raises(SetupError, match=says):
        export(url, tmp_path / place)
