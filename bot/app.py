"""Wiring: every part made once and handed what it needs. Nothing here decides anything."""

import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from bot.clock import Clock
from bot.courier import Conduct, Courier
from bot.pace import Limits
from bot.slack import SlackDoor
from bot.times import Clocks
from handlers.actions.ritual import action_ritual
from handlers.commitments.ritual import commitment_ritual
from handlers.decisions.ritual import decision_ritual
from handlers.directory import Directory
from handlers.edge import Edge, route
from handlers.failures import CALL_FAILED, TOKEN_IS_DEAD, error_name
from handlers.nudges import nudge_ritual
from handlers.records.digest import digest_ritual
from handlers.records.ritual import record_ritual
from handlers.register import Heard, Register
from handlers.rfcs.ritual import rfc_ritual
from handlers.ritual import Desk, Ritual
from handlers.settings.ritual import settings_ritual
from handlers.welcome.ritual import welcome_ritual
from handlers.wins.ritual import win_ritual
from handlers.workspace.ritual import workspace_ritual
from rituals.ids import Team
from storage.database import Database
from storage.errors import SetupError
from storage.keys import Keyring
from storage.sealing import KEY_BYTES, NONCE_BYTES, Sealer

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Foundation:
    """What the wiring stands on; tests give their own."""

    database: Database
    keyring: Keyring
    clocks: Clocks
    api_url: str
    conduct: Conduct


@dataclass(frozen=True, slots=True)
class Bot:
    """Cairn, wired."""

    foundation: Foundation
    door: SlackDoor
    directory: Directory
    edge: Edge
    clock: Clock
    courier: Courier
    bolt: AsyncApp

    async def rest(self) -> None:
        """What is being read is broken off, and what follows from answered requests is done."""
        await self.directory.stop()
        await self.edge.drain()


def rituals(limits: Limits, keyring: Keyring) -> list[Ritual]:
    """All that Cairn can do. What keeps the workspace up to date comes first."""
    decisions, actions, commitments = decision_ritual(keyring), action_ritual(), commitment_ritual()
    rfcs = rfc_ritual()
    others = [record_ritual(), digest_ritual(), win_ritual()]
    speaking = [decisions, actions, commitments, rfcs, *others]
    return [
        workspace_ritual(enroll(speaking)),
        welcome_ritual([actions, decisions, commitments, rfcs, *others], limits.home_gap),
        nudge_ritual(speaking),
        settings_ritual(speaking),
        *speaking,
    ]


def enroll(rituals: Sequence[Ritual]) -> Register:
    """The register that tells these rituals who went and who came back."""
    return Register(
        [ritual.lost for ritual in rituals if ritual.lost],
        [ritual.regained for ritual in rituals if ritual.regained],
    )


def wire(foundation: Foundation) -> Bot:
    """Cairn on this foundation. Call it where the event loop runs."""
    database, clocks = foundation.database, foundation.clocks
    ours = rituals(foundation.conduct.limits, foundation.keyring)
    door = SlackDoor(
        database, foundation.keyring, foundation.api_url, clocks, foundation.conduct.limits.answer
    )
    directory = Directory(database, door.client, enroll(ours), lambda: Heard(clocks.real(), clocks.now()))
    desk = Desk(
        database,
        directory,
        door.client,
        clocks.now,
        new_id=lambda: secrets.token_urlsafe(12),
        sealer=lambda: make_sealer(foundation.keyring),
    )
    edge = Edge(route(ours), desk, door.respond, clocks.real)
    clock = Clock(database, ours, clocks, door.client)
    courier = Courier(database, ours, door, clocks, foundation.conduct)
    database.on_commit(courier.wake)
    bolt = make_bolt(door)
    edge.register(bolt)
    return Bot(foundation, door, directory, edge, clock, courier, bolt)


def make_sealer(keyring: Keyring) -> Sealer:
    """What seals one answer under the server's keys."""
    return Sealer(keyring, secrets.token_bytes(KEY_BYTES), secrets.token_bytes(NONCE_BYTES))


def make_bolt(door: SlackDoor) -> AsyncApp:
    """Bolt, answering once a listener has finished; signatures are verified before it, on the raw bytes."""

    async def authorize(team_id: str | None) -> AuthorizeResult | None:
        return await door.authorize(Team(team_id or ""))

    return AsyncApp(
        name="Cairn",  # Else Bolt reads the source of everybody who called us, to name it after a file.
        authorize=authorize,  # type: ignore[arg-type]  # None is how Bolt is told that nobody is there.
        client=door.anonymous(),
        logger=logging.getLogger("bolt"),  # Bolt's own would tell whole bodies, and ignore the level we set.
        process_before_response=True,
        request_verification_enabled=False,
        ssl_check_enabled=False,
        url_verification_enabled=False,
        attaching_function_token_enabled=False,
        ignoring_self_events_enabled=False,
    )


async def greet(bot: Bot, token: str) -> Team | None:
    """Installs Cairn in the one workspace of this token, and reads who is there.

    None where Slack cannot be reached now: what was installed before goes on. Raises SetupError if Slack refuses
    the token.
    """
    try:
        found = await bot.door.anonymous(token).auth_test()
    except CALL_FAILED as error:
        name = error_name(error)
        if name in TOKEN_IS_DEAD:
            raise SetupError(
                f"Slack refuses SLACK_BOT_TOKEN ({name}). Copy the bot token from your app's page, Install App."
            ) from error
        log.warning("Slack cannot be reached", error=name)
        return None
    scopes = found.headers.get("x-oauth-scopes", "") if found.headers else ""
    described: dict[str, Any] = {name: found.get(name) for name in ("team_id", "team", "url", "user_id")}
    team = await bot.door.install(token, described, frozenset(filter(None, scopes.split(","))))
    bot.edge.afterwards(bot.directory.read_people(team))
    return team
