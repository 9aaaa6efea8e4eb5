"""What a person typed is in no line of the log, whatever goes wrong with it."""

import json
import logging
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, literal, select, table, update
from sqlalchemy.exc import OperationalError

from bot.app import Bot, make_bolt, make_sealer
from bot.door import check, hear
from handlers.edge import Edge, route
from handlers.payloads import Click, Command, Event, Question, Shortcut, Submission
from handlers.ritual import Desk, OnEvent, Ritual
from storage.database import Database
from storage.schema import drafts
from tests.conftest import Paper
from tests.town import Town

SECRET = "canary"

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])


def stumble(_: Connection, *__: object) -> None:
    """An act that fails, and says with what, as its cause does."""
    try:
        int(SECRET)
    except ValueError as error:
        raise KeyError(SECRET) from error


async def on_asked(asked: Command | Click | Submission | Shortcut | Question, desk: Desk) -> None:
    """A listener whose act stumbles."""
    await desk.database.write(stumble, asked)


async def on_told(event: Event, desk: Desk) -> None:
    """What follows from an event stumbles too."""
    await desk.database.read(stumble, event)


CLUMSY = Ritual(
    "clumsy",
    commands={"stumble": on_asked},
    clicks={"clumsy.stumble": on_asked},
    submissions={"stumble": on_asked},
    closings={"stumble": on_asked},
    shortcuts={"stumble": on_asked},
    questions={"stumble": on_asked},
    events={"app_mention": OnEvent(stumble), "app_home_opened": OnEvent(afterwards=on_told)},
)


def bodies(team: str) -> list[dict[str, Any]]:
    """One of each kind that Slack sends, with something private in it."""
    who = {"team": {"id": team}, "user": {"id": "UANN"}, "trigger_id": "1.2"}
    typed = {"state": {"values": {"name": {"name": {"value": SECRET}}}}}
    view = {"id": "V1", "type": "modal", "callback_id": "stumble", **typed}
    press = {"type": "button", "action_id": "clumsy.stumble", "block_id": "b", "value": SECRET}
    command = {"team_id": team, "user_id": "UANN", "command": "/stumble", "text": SECRET}
    event = {"type": "event_callback", "team_id": team}
    return [
        {**command, "channel_id": "C1", "trigger_id": "1.2", "response_url": "http://127.0.0.1:1/"},
        {**who, "type": "block_actions", "actions": [press], "view": view},
        {**who, "type": "view_submission", "view": view},
        {**who, "type": "view_closed", "view": view},
        {**who, "type": "shortcut", "callback_id": "stumble"},
        {**who, "type": "message_action", "callback_id": "stumble", "message": {"text": SECRET}},
        {**who, "type": "block_suggestion", "action_id": "stumble", "block_id": "b", "value": SECRET},
        {**event, "event_id": "Ev1", "event": {"type": "app_mention", "text": SECRET}},
        {**event, "event_id": "Ev2", "event": {"type": "app_home_opened", "text": SECRET}},
    ]


def make_clumsy(town: Town) -> Bot:
    """Cairn with one ritual, which stumbles."""
    bot = town.bot
    desk = Desk(
        bot.foundation.database,
        bot.directory,
        bot.door.client,
        bot.foundation.clocks.now,
        lambda: "abcdef",
        partial(make_sealer, bot.foundation.keyring),
    )
    edge = Edge(route([CLUMSY]), desk, bot.door.respond, bot.foundation.clocks.real)
    bolt = make_bolt(bot.door)
    edge.register(bolt)
    return replace(bot, edge=edge, bolt=bolt)


async def test_no_error_at_the_edge_quotes_what_was_typed(town: Town, logged: Paper) -> None:
    bot = make_clumsy(town)
    for body in bodies(town.slack.workspace.team):
        await hear(bot, check(body))
        await bot.edge.drain()
    told = [json.loads(line)["event"] for line in logged.getvalue().splitlines()]
    assert told.count("listener failed") == 7
    assert told.count("event failed") == 1
    assert told.count("afterwards failed") == 1
    assert "builtins.ValueError" in logged.getvalue()
    assert "in stumble" in logged.getvalue()
    assert SECRET not in logged.getvalue()


async def test_no_error_of_the_database_or_of_a_library_quotes_what_was_typed(
    database: Database, logged: Paper
) -> None:
    refused = select(literal(1)).select_from(table(SECRET))
    with pytest.raises(OperationalError, match=SECRET) as raised:
        await database.write(lambda tx: tx.execute(refused))
    logging.getLogger("bolt").error("it failed: %s", SECRET, exc_info=raised.value)
    assert "bolt failed" in logged.getvalue()
    assert "sqlite3.OperationalError: SQLITE_ERROR" in logged.getvalue()
    assert SECRET not in logged.getvalue()


async def test_a_draft_that_cannot_be_read_counts_as_none_and_is_not_quoted(
    town: Town, logged: Paper
) -> None:
    ann = town["Ann"]
    await ann.runs(f"/decide Which {SECRET}? | Kafka | SQS", in_="platform")
    await ann.submits("Preview")
    spoilt = update(drafts).values(body={"question": {SECRET: SECRET}})
    await town.bot.foundation.database.write(lambda tx: tx.execute(spoilt) and None)
    await ann.submits("Post")
    assert "That draft is gone" in ann.modal
    assert SECRET not in logged.getvalue()
