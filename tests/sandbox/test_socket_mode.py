"""Socket Mode with the real SDK's client."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.people import Person, Troubled
from sandbox.slack import Slack

from .conftest import make_client


@pytest.fixture
async def requests(slack: Slack) -> AsyncIterator[list[SocketModeRequest]]:
    """What arrives over the socket of an app that acknowledges everything, commands with words."""
    slack.app.socket_mode = True
    web_client = AsyncWebClient(base_url=f"{slack.base_url}/api/")
    socket = SocketModeClient(slack.app.app_token, web_client=web_client, ping_interval=0.1)
    arrived: list[SocketModeRequest] = []

    async def acknowledge(client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        arrived.append(request)
        payload = {"text": "Heard"} if request.type == "slash_commands" else None
        await client.send_socket_mode_response(SocketModeResponse(request.envelope_id, payload))

    socket.socket_mode_request_listeners.append(acknowledge)
    await socket.connect()  # type: ignore[no-untyped-call]
    await slack.until(lambda: slack.deliver.sockets.count == 1)
    yield arrived
    await socket.close()  # type: ignore[no-untyped-call]
    await socket.aiohttp_client_session.close()


async def test_commands_and_events_arrive_and_are_acknowledged(
    slack: Slack, requests: list[SocketModeRequest], ann: Person
) -> None:
    await ann.runs("/decide Which queue?")
    assert ann.finds("Heard")
    await ann.says("Hello", in_="@Pebble")
    await slack.deliver.settle()
    assert [request.type for request in requests] == ["slash_commands", "events_api"]
    assert requests[0].payload["text"] == "Which queue?"
    assert requests[0].accepts_response_payload
    assert requests[1].retry_attempt == 0


async def test_without_a_connection_a_command_fails(slack: Slack, ann: Person) -> None:
    slack.app.socket_mode = True
    with pytest.raises(Troubled, match="dispatch_failed"):
        await ann.runs("/decide")


async def test_a_refresh_is_announced_and_the_client_comes_back(
    slack: Slack, requests: list[SocketModeRequest], ann: Person
) -> None:
    await slack.deliver.sockets.refresh()
    await slack.until(lambda: len(slack.calls("apps.connections.open")) == 2)
    await slack.until(lambda: slack.deliver.sockets.count == 1)
    await ann.runs("/decide")
    assert requests[-1].type == "slash_commands"


async def test_only_the_apps_own_token_opens_a_connection(slack: Slack) -> None:
    slack.app.socket_mode = True
    with pytest.raises(SlackApiError, match="invalid_auth"):
        await make_client(slack, "").apps_connections_open(app_token="xapp-wrong")
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        await make_client(slack, "").apps_connections_open(app_token="xoxb-wrong")


async def test_an_eleventh_connection_is_sent_away(slack: Slack) -> None:
    slack.app.socket_mode = True
    client = make_client(slack, "")
    async with aiohttp.ClientSession() as session, AsyncExitStack() as open_ones:
        greetings = []
        for _ in range(11):
            address = (await client.apps_connections_open(app_token=slack.app.app_token))["url"]
            socket = await open_ones.enter_async_context(session.ws_connect(address))
            greetings.append((await socket.receive_json())["type"])
    assert greetings == ["hello"] * 10 + ["disconnect"]
