"""Private texts are encrypted, keys are made once and can be changed."""

from base64 import urlsafe_b64encode
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from storage.errors import SetupError
from storage.keys import Keyring, UnreadableError, key_file

OLD = urlsafe_b64encode(b"The key of the year before this.").decode()
NEW = urlsafe_b64encode(b"The key of this year and no more").decode()


def test_a_text_comes_back() -> None:
    keys = Keyring.load(OLD, None)
    token = keys.encrypt("we should talk about workload")
    assert "workload" not in token
    assert keys.decrypt(token) == "we should talk about workload"


def test_the_first_key_encrypts_and_all_keys_decrypt() -> None:
    old_token = Keyring.load(OLD, None).encrypt("topic")
    both = Keyring.load(f" {NEW}, {OLD} ,", None)
    assert both.decrypt(old_token) == "topic"
    assert Keyring.load(NEW, None).decrypt(both.encrypt("topic")) == "topic"


def test_a_text_of_another_key_or_a_changed_one_cannot_be_read() -> None:
    token = Keyring.load(OLD, None).encrypt("topic")
    for unreadable in (token, token[:-8] + "AAAAAAA=", "no token", ""):
        with pytest.raises(UnreadableError, match="Add the former key"):
            Keyring.load(NEW, None).decrypt(unreadable)


def test_the_first_start_makes_a_key_that_only_its_owner_reads(tmp_path: Path) -> None:
    database = tmp_path / "var" / "cairn.db"
    token = Keyring.load(None, database).encrypt("topic")
    assert key_file(database).stat().st_mode & 0o777 == 0o600
    assert Keyring.load(None, database).decrypt(token) == "topic"
    assert list(database.parent.iterdir()) == [key_file(database)]


def test_processes_that_start_together_use_one_key(tmp_path: Path) -> None:
    database = tmp_path / "cairn.db"
    with ThreadPoolExecutor(8) as threads:
        keyrings = list(threads.map(lambda _: Keyring.load(None, database), range(8)))
    token = keyrings[0].encrypt("topic")
    assert [keys.decrypt(token) for keys in keyrings] == ["topic"] * 8


def test_a_secret_set_later_takes_over_and_the_file_still_reads_what_it_wrote(tmp_path: Path) -> None:
    database = tmp_path / "cairn.db"
    old_token = Keyring.load(None, database).encrypt("topic")
    keys = Keyring.load(NEW, database)
    assert keys.decrypt(old_token) == "topic"
    assert Keyring.load(NEW, None).decrypt(keys.encrypt("topic")) == "topic"


def test_a_secret_from_the_start_makes_no_file(tmp_path: Path) -> None:
    Keyring.load(NEW, tmp_path / "cairn.db")
    assert list(tmp_path.iterdir()) == []


def test_a_key_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    database = tmp_path / "cairn.db"
    Keyring.load(None, database)
    key_file(database).chmod(0o644)
    with pytest.raises(SetupError, match="run chmod 600"):
        Keyring.load(None, database)


@pytest.mark.parametrize("secret", [None, "", " , "])
def test_postgresql_needs_a_secret(secret: str | None) -> None:
    with pytest.raises(SetupError, match="CAIRN_SECRET_KEY must be set where PostgreSQL is used"):
        Keyring.load(secret, None)


@pytest.mark.parametrize("secret", ["hunter2", OLD[:-4], f"{OLD};{NEW}", "ü" * 44])
def test_what_is_no_key_is_refused_without_being_repeated(secret: str) -> None:
    with pytest.raises(SetupError, match="holds what is no key") as refusal:
        Keyring.load(secret, None)
    assert secret not in str(refusal.value)
