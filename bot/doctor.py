"""What is wrong with this installation, and how to mend it. Changes nothing."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import Connection

from bot.oauth import SCOPES
from bot.settings import Settings
from bot.times import real_time
from handlers.blocks import count
from handlers.failures import CALL_FAILED, TOKEN_IS_DEAD, Trouble, error_name, trouble_of
from storage import seals, settled, timers
from storage.database import connect_to_read
from storage.errors import SetupError
from storage.keys import Keyring, key_file
from storage.migrate import ensure_current

LATELY = timedelta(days=7)
MOST_LISTED = 20
MINUTE = "%Y-%m-%d %H:%M UTC"
MOST_SKEW = 60  # Seconds; Slack's signatures are good for 300.


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    is_well: bool
    sentence: str


async def look(settings: Settings) -> list[Finding]:
    """All findings, what is well too."""
    return [
        *await asyncio.to_thread(_look_at_database, settings),
        _look_at_keys(settings),
        *await _look_at_slack(settings),
    ]


def _look_at_database(settings: Settings) -> list[Finding]:
    try:
        ensure_current(settings.database_url)
        with connect_to_read(settings.database_url) as tx:
            return [
                Finding(True, "The database is there and has the newest shape."),
                *look_at_seals(tx, _read_keys(settings)),
                *look_at_timers(tx),
                *look_at_messages(tx, real_time() - LATELY),
            ]
    except SetupError as error:
        return [Finding(False, str(error))]
    except Exception as error:  # noqa: BLE001 - Whatever the driver raises means the same to the reader.
        sentence = f"The database cannot be opened ({type(error).__name__}). Look at DATABASE_URL."
        return [Finding(False, sentence)]


def look_at_seals(tx: Connection, keyring: Keyring | None) -> list[Finding]:
    """Sealed votes that cannot be opened, and so not be counted."""
    lost = seals.count_unreadable(tx, keyring)
    if not lost:
        return []
    sentence = (
        f"The sealed votes of {count(lost, 'decision')} cannot be opened: the key that sealed them is missing. "
        "Add it to CAIRN_SECRET_KEY, behind a comma."
    )
    return [Finding(False, sentence)]


def _read_keys(settings: Settings) -> Keyring | None:
    """The server's keys, if there are any: looking makes none."""
    file = settings.database_file
    if not settings.secret_key and (file is None or not key_file(file).exists()):
        return None
    return Keyring.load(settings.secret_key, file)


def look_at_timers(tx: Connection) -> list[Finding]:
    """What was due and failed five times."""
    return [
        Finding(
            False,
            f"Given up since {timer.due_at:{MINUTE}}: {timer.kind} of {timer.ritual} {timer.ritual_id} in {timer.team} "
            f"({error}). Its owner was told; the log says more.",
        )
        for timer, error in timers.read_parked(tx, MOST_LISTED)
    ]


def look_at_messages(tx: Connection, since: datetime) -> list[Finding]:
    """What Slack would not take since then; a channel that is closed to Cairn is nothing to be mended here."""
    return [
        Finding(
            trouble_of(error) in (Trouble.ARCHIVED, Trouble.OUTSIDE, Trouble.GONE),
            f"Not delivered, owed since {lost.not_before:{MINUTE}}: {lost.view} of {lost.ritual} {lost.ritual_id} to "
            f"{lost.channel or lost.person} in {lost.team} ({error}).",
        )
        for lost, error in settled.read_dead(tx, since, MOST_LISTED)
    ]


def _look_at_keys(settings: Settings) -> Finding:
    if settings.cairn_secret_key:
        return Finding(True, "CAIRN_SECRET_KEY is set.")
    try:
        database = settings.database_file
    except SetupError as error:
        return Finding(False, str(error))
    if database is None:
        return Finding(False, "CAIRN_SECRET_KEY is not set; PostgreSQL needs it. See docs/settings.md.")
    file = key_file(database)
    if not file.exists():
        return Finding(
            True,
            f"A key will be made at the first start: {file}. Keep it with your backups, apart from them.",
        )
    if file.stat().st_mode & 0o077:
        return Finding(False, f"Others can read the key {file}: chmod 600 it.")
    return Finding(True, f"The key is {file}. Without it, a backup of the database cannot be read.")


async def _look_at_slack(settings: Settings) -> list[Finding]:
    if not settings.slack_bot_token:
        if settings.slack_client_id:
            return [Finding(True, "Workspaces install Cairn at /slack/install.")]
        return [Finding(False, "SLACK_BOT_TOKEN is not set: copy it from your app's page, Install App.")]
    findings = [_look_at_door(settings)]
    client = AsyncWebClient(settings.slack_bot_token.get_secret_value(), base_url=settings.slack_api_url)
    try:
        answer = await client.auth_test()
    except CALL_FAILED as error:
        name = error_name(error)
        if name in TOKEN_IS_DEAD:
            return [*findings, Finding(False, f"Slack refuses SLACK_BOT_TOKEN ({name}).")]
        return [*findings, Finding(False, f"Slack cannot be reached ({name}) at {settings.slack_api_url}.")]
    headers = {name.lower(): value for name, value in dict(answer.headers or {}).items()}
    findings.append(Finding(True, f"Slack knows the token: workspace {answer['team']}."))
    return [*findings, _look_at_scopes(headers), _look_at_clock(headers)]


def _look_at_door(settings: Settings) -> Finding:
    if settings.slack_app_token:
        return Finding(True, "SLACK_APP_TOKEN is set: Socket Mode.")
    if settings.slack_signing_secret:
        return Finding(
            True, f"SLACK_SIGNING_SECRET is set: HTTP on port {settings.port}, POST /slack/events."
        )
    return Finding(False, "Set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for HTTP.")


def _look_at_scopes(headers: dict[str, Any]) -> Finding:
    granted = {scope.strip() for scope in str(headers.get("x-oauth-scopes", "")).split(",")}
    missing = sorted(set(SCOPES) - granted)
    if missing:
        return Finding(
            False, f"The token lacks scopes: {', '.join(missing)}. Reinstall the app from slack-manifest.yml."
        )
    return Finding(True, "All scopes are granted.")


def _look_at_clock(headers: dict[str, Any]) -> Finding:
    try:
        theirs = parsedate_to_datetime(str(headers["date"]))
    except (KeyError, ValueError):
        return Finding(True, "Slack did not tell its time; the clock was not compared.")
    skew = abs((real_time() - theirs.astimezone(UTC)).total_seconds())
    if skew > MOST_SKEW:
        return Finding(
            False, f"This machine's clock is {skew:.0f} seconds off Slack's: synchronise it (NTP)."
        )
    return Finding(True, "The clock agrees with Slack's.")
