"""Reading back what was said: pages, bounds in time, threads, broadcast replies."""

from __future__ import annotations

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import acts
from sandbox.people import Person
from sandbox.slack import Slack

from .conftest import channel_id


@pytest.fixture
async def stamps(slack: Slack, ann: Person) -> list[str]:
    """The timestamps of five messages of Ann's in #platform, said after all others."""
    return [(await ann.says(f"m{number}", in_="platform")).ts for number in range(5)]


async def read(client: AsyncWebClient, channel: str, **bounds: str | bool | int) -> list[str]:
    answer = await client.api_call("conversations.history", params={"channel": channel, **bounds})
    return [message["text"] for message in answer["messages"]]


async def test_history_is_bounded_in_time(slack: Slack, client: AsyncWebClient, stamps: list[str]) -> None:
    platform = channel_id(slack, "platform")
    assert await read(client, platform, oldest=stamps[2]) == ["m4", "m3"]
    assert await read(client, platform, oldest=stamps[2], inclusive=True) == ["m4", "m3", "m2"]
    assert await read(client, platform, oldest=stamps[0], latest=stamps[2]) == ["m1"]
    assert await read(client, platform, latest=stamps[1], inclusive=True, limit=1) == ["m1"]


@pytest.mark.parametrize("name", ["oldest", "latest"])
@pytest.mark.parametrize("ts", ["x", "nan", "-1", "1.2.3"])
async def test_a_bound_that_is_no_time_is_refused(
    slack: Slack, client: AsyncWebClient, name: str, ts: str
) -> None:
    with pytest.raises(SlackApiError, match=f"invalid_ts_{name}"):
        await client.api_call(
            "conversations.history", params={"channel": channel_id(slack, "platform"), name: ts}
        )


async def test_history_comes_in_pages(slack: Slack, client: AsyncWebClient, stamps: list[str]) -> None:
    texts: list[str] = []
    pages = await client.conversations_history(channel=channel_id(slack, "platform"), limit=2)
    async for page in pages:
        texts += [message["text"] for message in page["messages"]]
    assert texts[:5] == ["m4", "m3", "m2", "m1", "m0"]
    with pytest.raises(SlackApiError, match="invalid_cursor"):
        await client.conversations_history(channel=channel_id(slack, "platform"), cursor="???")


async def test_a_parent_tells_of_its_replies_and_only_broadcast_ones_are_in_the_channel(
    slack: Slack, client: AsyncWebClient, ann: Person, ben: Person
) -> None:
    general = channel_id(slack, "general")
    parent = await ann.says("Parent")
    await ben.says("Quiet", under=parent)
    loud = await client.chat_postMessage(
        channel=general, text="Loud", thread_ts=parent.ts, reply_broadcast=True
    )
    history = (await client.conversations_history(channel=general, limit=2))["messages"]
    assert [message["text"] for message in history] == ["Loud", "Parent"]
    assert history[1]["reply_count"] == 2
    assert history[1]["latest_reply"] == loud["ts"]
    assert history[0]["parent_user_id"] == ann.id
    under_reply = await client.chat_postMessage(channel=general, text="Deep", thread_ts=loud["ts"])
    assert under_reply["message"]["thread_ts"] == parent.ts
    with pytest.raises(SlackApiError, match="thread_not_found"):
        await client.conversations_replies(channel=general, ts="1.000000")


async def test_private_history_needs_its_own_scope(slack: Slack, client: AsyncWebClient, ann: Person) -> None:
    await ann.invites("Pebble", to="leads")
    leads = channel_id(slack, "leads")
    assert (await client.conversations_history(channel=leads))["messages"]
    assert slack.workspace.installation is not None
    slack.workspace.installation.scopes -= {"groups:history"}
    with pytest.raises(SlackApiError, match="missing_scope"):
        await client.conversations_history(channel=leads)
    await acts.leave(slack, slack.workspace.installation.bot_user, leads)
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await client.conversations_history(channel=leads)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"limit": 1001}, "invalid_limit"),
        ({"limit": "many"}, "invalid_limit"),
        ({"types": "secret"}, "invalid_types"),
        ({"cursor": "bmV4dDo5OTk="}, "invalid_cursor"),
    ],
)
async def test_lists_are_asked_for_properly(
    arguments: dict[str, str | int], code: str, client: AsyncWebClient
) -> None:
    with pytest.raises(SlackApiError, match=code):
        await client.api_call("conversations.list", params=arguments)
