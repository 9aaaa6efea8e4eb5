"""What goes wrong on purpose, and how often one may call."""

from __future__ import annotations

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.faults import delay, drop_answer, duplicate, hold, lose, ratelimited, refuse, server_error
from sandbox.people import Person, Troubled
from sandbox.rates import Rates
from sandbox.slack import Slack

from .conftest import Toy, channel_id

LOST = (aiohttp.ClientError, ConnectionError)


async def test_an_answer_that_is_lost_leaves_the_message_posted(
    slack: Slack, client: AsyncWebClient, ann: Person
) -> None:
    general = channel_id(slack, "general")
    slack.faults.add("chat.postMessage", drop_answer())
    with pytest.raises(LOST):
        await client.chat_postMessage(channel=general, text="Once")
    assert ann.finds("Once")
    await client.chat_postMessage(channel=general, text="Twice")
    assert [call.ok for call in slack.calls("chat.postMessage")] == [True, True]


async def test_a_lost_call_changes_nothing(slack: Slack, client: AsyncWebClient, ann: Person) -> None:
    before = ann.reads()
    slack.faults.add("chat.*", lose())
    with pytest.raises(LOST):
        await client.chat_postMessage(channel=channel_id(slack, "general"), text="Never")
    assert ann.reads() == before


async def test_slack_can_be_busy_broken_and_stubborn(slack: Slack, client: AsyncWebClient) -> None:
    slack.faults.add("auth.test", ratelimited(7))
    slack.faults.add("team.info", server_error(503))
    slack.faults.add("users.list", refuse("fatal_error"), times=None)
    with pytest.raises(SlackApiError) as busy:
        await client.auth_test()
    assert (busy.value.response.status_code, busy.value.response.headers["Retry-After"]) == (429, "7")
    with pytest.raises(SlackApiError) as broken:
        await client.team_info()
    assert broken.value.response.status_code == 503
    for _ in range(3):
        with pytest.raises(SlackApiError, match="fatal_error"):
            await client.users_list()
    slack.faults.clear()
    assert (await client.users_list())["ok"]


async def test_an_answer_takes_its_time(slack: Slack, client: AsyncWebClient) -> None:
    slack.faults.add("auth.test", delay(0.01, 0.02))
    assert (await client.auth_test())["ok"]


async def test_a_delivery_is_delayed_lost_or_doubled(slack: Slack, toy: Toy, ann: Person) -> None:
    slack.deliver.answer_seconds = 0.05
    slack.faults.add("command", delay(1.0))
    with pytest.raises(Troubled, match="operation_timeout"):
        await ann.runs("/decide late")
    slack.faults.add("command", lose())
    with pytest.raises(Troubled, match="operation_timeout"):
        await ann.runs("/decide lost")
    slack.deliver.answer_seconds = 3.0
    slack.faults.add("command", duplicate())
    await ann.runs("/decide twice")
    await slack.deliver.settle()
    assert [each["text"] for each in toy.of("command")] == ["twice", "twice"]


async def test_events_can_overtake_each_other(slack: Slack, toy: Toy, ann: Person) -> None:
    slack.faults.add("event", hold())
    await ann.says("First", in_="@Pebble")
    await ann.says("Second", in_="@Pebble")
    await slack.deliver.settle()
    assert [each["event"]["text"] for each in toy.of("message")] == ["Second", "First"]


async def test_an_event_whose_answer_was_lost_comes_again(slack: Slack, toy: Toy, ann: Person) -> None:
    slack.faults.add("event.message", drop_answer())
    await ann.says("Hello", in_="@Pebble")
    await slack.deliver.settle()
    assert len({each["event_id"] for each in toy.of("message")}) == 1
    assert len(toy.of("message")) == 2


async def test_posts_are_limited_per_channel(slack: Slack, client: AsyncWebClient) -> None:
    general, platform = channel_id(slack, "general"), channel_id(slack, "platform")
    for _ in range(5):
        await client.chat_postMessage(channel=general, text="x")
    with pytest.raises(SlackApiError) as busy:
        await client.chat_postMessage(channel=general, text="x")
    assert busy.value.response.headers["Retry-After"] == "1"
    assert (await client.chat_postMessage(channel=platform, text="x"))["ok"]


def test_tiers_are_per_method_and_workspace() -> None:
    rates = Rates()
    assert [rates.take("users.list", "T1") for _ in range(20)] == [None] * 20
    wait = rates.take("users.list", "T1")
    assert wait is not None
    assert 59 < wait <= 60
    assert rates.take("users.list", "T2") is None
    assert rates.take("chat.update", "T1") is None


CALLS_A_MINUTE = {
    100: "views.open views.push views.update views.publish users.info conversations.members chat.postEphemeral "
    "files.getUploadURLExternal files.completeUploadExternal oauth.v2.access",
    50: "chat.update chat.delete conversations.info conversations.history conversations.replies conversations.open "
    "conversations.join users.conversations team.info",
    20: "conversations.list users.list usergroups.list usergroups.users.list",
}


@pytest.mark.parametrize(
    ("method", "most"), [(name, most) for most, names in CALLS_A_MINUTE.items() for name in names.split()]
)
def test_each_method_has_slacks_tier(method: str, most: int) -> None:
    rates = Rates()
    assert [rates.take(method, "T1") for _ in range(most)] == [None] * most
    assert 59 < (rates.take(method, "T1") or 0) <= 60


def test_rates_can_be_scaled_and_switched_off() -> None:
    assert [Rates(0.1).take("chat.update", "T1") for _ in range(2)] == [None, None]
    tight = Rates(0.1)
    assert [tight.take("chat.update", "T1") is None for _ in range(6)] == [True] * 5 + [False]
    off = Rates(None)
    assert all(off.take("chat.update", "T1") is None for _ in range(1000))
