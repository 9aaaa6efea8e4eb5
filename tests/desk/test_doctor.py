"""What the doctor says of an installation that is well, and of one that is not."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr
from sqlalchemy import Connection

from bot.app import make_sealer
from bot.doctor import Finding, look, look_at_messages, look_at_timers
from bot.settings import Settings
from rituals.ids import Channel, Ref, Team
from storage import deliveries, seals, sending, timers
from storage.database import Database, open_database
from storage.deliveries import Delivery, Sending
from storage.keys import Keyring
from storage.migrate import migrate
from storage.sending import Outcome
from tests.town import Town


def settings_of(town: Town, tmp_path: Path, **other: object) -> Settings:
    """Settings of an installation that is well, with some of them changed."""
    installation = town.slack.workspace.installation
    assert installation is not None
    given: dict[str, object] = {
        "slack_bot_token": SecretStr(installation.token),
        "slack_signing_secret": SecretStr(town.slack.app.signing_secret),
        "slack_api_url": f"{town.slack.base_url}/api/",
        "database_url": f"sqlite:///{tmp_path}/doctor.db",
        **other,
    }
    return Settings.model_validate(given)


def complaints(findings: list[Finding]) -> str:
    """What is not well, in one text."""
    return "\n".join(finding.sentence for finding in findings if not finding.is_well)


async def test_an_installation_that_is_well_has_no_complaint(town: Town, tmp_path: Path) -> None:
    settings = settings_of(town, tmp_path)
    migrate(settings.database_url)
    assert complaints(await look(settings)) == ""


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({"slack_bot_token": SecretStr("xoxb-made-up")}, "Slack refuses SLACK_BOT_TOKEN (invalid_auth)"),
        ({"slack_bot_token": None}, "SLACK_BOT_TOKEN is not set"),
        ({"slack_signing_secret": None}, "Set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET"),
        ({"slack_api_url": "http://127.0.0.1:1/api/"}, "Slack cannot be reached"),
        ({"database_url": "mysql://x"}, "only sqlite and postgresql"),
        ({"database_url": "postgresql://127.0.0.1:1/x"}, "CAIRN_SECRET_KEY is not set"),
    ],
)
async def test_what_is_wrong_is_named_with_what_mends_it(
    town: Town, tmp_path: Path, other: dict[str, object], says: str
) -> None:
    assert says in complaints(await look(settings_of(town, tmp_path, **other)))


async def test_a_database_of_an_older_shape_and_a_key_that_others_can_read_are_named(
    town: Town, tmp_path: Path
) -> None:
    (tmp_path / "doctor.db.key").write_text("k")
    (tmp_path / "doctor.db.key").chmod(0o644)
    said = complaints(await look(settings_of(town, tmp_path)))
    assert "run python -m bot migrate" in said
    assert "chmod 600" in said


async def test_what_was_given_up_is_listed(database: Database) -> None:
    at = datetime(2030, 1, 1, 9, 0, tzinfo=UTC)
    await database.write(give_up, at)
    sentences = await database.read(lambda tx: [one.sentence for one in look_at_timers(tx)])
    assert sentences == [
        (
            "Given up since 2030-01-01 09:00 UTC: close of decision dec1 in T1 (LookupError). Its owner was told; "
            "the log says more."
        )
    ]
    found = await database.read(look_at_messages, at)
    assert [(one.is_well, one.sentence.rpartition(" in ")[2]) for one in found] == [
        (False, "T1 (invalid_blocks)."),
        (True, "T1 (is_archived)."),
    ]
    assert await database.read(look_at_messages, at + timedelta(days=1)) == []


def give_up(tx: Connection, at: datetime) -> None:
    """A timer failed too often, and Slack would not take two messages."""
    timers.set_timer(tx, (Team("T1"), "decision", "dec1", "close"), at)
    (timer,) = timers.read_due(tx, at, 1)
    for _ in range(timers.PARKED_AFTER):
        timers.put_off(tx, timer, at, "LookupError")
    for minutes, error in enumerate(("is_archived", "invalid_blocks")):
        owed = Delivery(
            Team("T1"),
            error,
            "decision.ended",
            "decision",
            "dec1",
            at + timedelta(minutes=minutes),
            Channel("C1"),
        )
        deliveries.add(tx, [owed])
        sending.claim(tx, Team("T1"), "lease", (at + timedelta(hours=1), at), 9)
        sending.settle(tx, "lease", [Outcome(owed, Sending.DEAD, error=error)])


async def test_sealed_votes_whose_key_is_missing_are_named(town: Town, tmp_path: Path) -> None:
    former, latter = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings = settings_of(town, tmp_path, cairn_secret_key=SecretStr(latter))
    migrate(settings.database_url)
    database = open_database(settings.database_url)
    sealer = make_sealer(Keyring([former]))
    await database.write(seals.ensure_key, Ref(Team("T1"), "decision", "dec1"), sealer)
    await database.close()
    assert "The sealed votes of 1 decision cannot be opened" in complaints(await look(settings))
    both = settings_of(town, tmp_path, cairn_secret_key=SecretStr(f"{latter},{former}"))
    assert complaints(await look(both)) == ""
