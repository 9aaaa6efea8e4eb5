"""Socket Mode: the same work through a WebSocket, also after Slack has closed it; and private answers over HTTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from bot.socket_mode import open_socket
from sandbox.faults import drop_answer
from storage.schema import inbox
from tests.bot.making import open_decision
from tests.town import Town

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])


@pytest.fixture
async def connected(town: Town) -> AsyncIterator[Town]:
    """A town whose Cairn hears Slack through its socket only."""
    app = town.slack.app
    app.request_url, app.socket_mode = None, True
    socket = open_socket(town.bot, app.app_token)
    await socket.connect()  # type: ignore[no-untyped-call]
    yield town
    await socket.close()  # type: ignore[no-untyped-call]


async def test_a_decision_is_opened_and_voted_on_through_the_socket(connected: Town) -> None:
    card = await open_decision(connected)
    await connected["Ben"].clicks("Kafka", on=card)
    await connected.settle()
    connected["Ben"].finds("Your vote: Kafka.", in_="platform")
    assert "1 of 3 voted" in connected["Ann"].read(card)


@pytest.mark.parametrize("how", ["refresh", "close"])
async def test_a_socket_that_slack_closes_is_opened_again_and_no_event_is_lost(
    connected: Town, how: str
) -> None:
    card = await open_decision(connected)
    slack, sockets = connected.slack, connected.slack.deliver.sockets
    slack.deliver.event_retries = (0.5, 3.0, 10.0)
    await (sockets.refresh() if how == "refresh" else sockets.close())
    await connected["Chen"].leaves("platform")
    await slack.until(lambda: len(slack.calls("apps.connections.open")) >= 2, 15)
    await slack.deliver.settle(15)
    await connected.settle()
    assert "0 of 2 voted" in connected["Ann"].read(card)
    await connected["Ben"].clicks("Kafka", on=card)
    await connected.settle()
    connected["Ben"].finds("Your vote: Kafka.", in_="platform")


async def test_an_event_whose_acknowledgement_was_lost_does_its_work_once(connected: Town) -> None:
    card = await open_decision(connected)
    connected.slack.faults.add("event.member_left_channel", drop_answer())
    await connected["Chen"].leaves("platform")
    await connected.slack.deliver.settle()
    await connected.settle()
    assert "0 of 2 voted" in connected["Ann"].read(card)
    sent = [each for each in connected.slack.deliveries("event.member_left_channel") if each.attempt]
    assert sent
    database = connected.bot.foundation.database
    events = await database.read(
        lambda tx: list(tx.scalars(inbox.select().with_only_columns(inbox.c.event_id)))
    )
    assert len(events) == len(set(events))


@asynccontextmanager
async def response_url(*statuses: int) -> AsyncIterator[tuple[str, list[bytes]]]:
    """A response URL that answers so, one after the other (0: the connection ends), and what it was sent."""
    sent: list[bytes] = []
    left = list(statuses)

    async def receive(request: web.Request) -> web.Response:
        sent.append(await request.read())
        status = left.pop(0)
        if not status and request.transport is not None:
            request.transport.abort()
        return web.Response(status=status or 500)

    app = web.Application()
    app.router.add_post("/", receive)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/", sent
    finally:
        await runner.cleanup()


@pytest.mark.parametrize(
    ("statuses", "tries"),
    [((200,), 1), ((503, 200), 2), ((0, 200), 2), ((429, 200), 2), ((404,), 1)],
)
async def test_a_private_answer_is_tried_again_while_slack_has_not_taken_it(
    town: Town, statuses: tuple[int, ...], tries: int
) -> None:
    async with response_url(*statuses) as (url, sent):
        await town.bot.door.respond(url, {"text": "Your vote counts."})
    assert len(sent) == tries
