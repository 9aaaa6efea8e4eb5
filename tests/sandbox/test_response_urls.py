"""Response URLs: five uses in thirty minutes, new messages, replaced and deleted ones."""

from __future__ import annotations

import time
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from sandbox.people import Person
from sandbox.slack import Slack

from .conftest import Json, Toy, channel_id

BUTTON: list[Json] = [
    {
        "type": "actions",
        "elements": [{"type": "button", "action_id": "yes", "text": {"type": "plain_text", "text": "Yes"}}],
    }
]


@pytest.fixture
async def url(toy: Toy, ann: Person) -> str:
    """The response URL of a command that Ann ran in #general."""
    await ann.runs("/decide")
    return str(toy.of("command")[0]["response_url"])


async def answer(url: str, **content: Any) -> tuple[int, str]:
    """What Slack says to this answer: status and body."""
    response = await AsyncWebhookClient(url, retry_handlers=[]).send_dict(content)
    return response.status_code, response.body


async def test_an_answer_is_seen_by_one_person_unless_it_is_for_the_channel(
    url: str, ann: Person, ben: Person
) -> None:
    assert (await answer(url, text="For you"))[0] == 200
    assert (await answer(url, text="For all", response_type="in_channel"))[0] == 200
    assert [ann.finds("For you").text, ben.finds("For all").text] == ["For you", "For all"]
    assert not [each for each in ben.reads() if "For you" in each]


async def test_the_sixth_answer_is_refused(url: str) -> None:
    for _ in range(5):
        assert (await answer(url, text="x"))[0] == 200
    status, body = await answer(url, text="x")
    assert status == 404
    assert "used_url" in body


async def test_after_thirty_minutes_it_is_too_late(url: str, slack: Slack) -> None:
    slack.response_urls.get(url.rpartition("/")[2]).made_at = time.time() - 1801
    status, body = await answer(url, text="x")
    assert status == 404
    assert "expired_url" in body


async def test_what_slack_would_not_post_is_refused(url: str) -> None:
    status, body = await answer(url, text="x", blocks=[{"type": "section"}])
    assert status == 400
    assert "invalid_blocks" in body


async def test_the_bot_needs_not_be_a_member(toy: Toy, ben: Person) -> None:
    await ben.runs("/decide", in_="leads")
    await answer(toy.of("command")[0]["response_url"], text="Invite me first")
    assert ben.finds("Invite me first", in_="leads")


async def test_a_message_that_was_clicked_can_be_replaced_and_deleted(
    slack: Slack, toy: Toy, client: AsyncWebClient, ann: Person
) -> None:
    general = channel_id(slack, "general")
    await client.chat_postEphemeral(channel=general, user=ann.id, text="Your vote: SQS", blocks=BUTTON)
    await ann.clicks("Yes")
    url = toy.of("block_actions")[0]["response_url"]
    await answer(url, text="Your vote: NATS", replace_original=True)
    assert ann.unread == ["Your vote: NATS"]
    await answer(url, delete_original=True)
    assert ann.ephemerals == []


async def test_a_published_message_is_replaced_for_all(
    slack: Slack, toy: Toy, client: AsyncWebClient, ann: Person, ben: Person
) -> None:
    general = channel_id(slack, "general")
    posted = await client.chat_postMessage(channel=general, text="Before", blocks=BUTTON)
    await ann.clicks("Yes")
    await answer(toy.of("block_actions")[0]["response_url"], text="After", replace_original=True)
    assert ben.finds("After").ts == posted["ts"]


async def test_the_body_of_the_answer_to_a_command_counts_as_none_of_the_five(toy: Toy, ann: Person) -> None:
    toy.answers["command"] = lambda _: {"text": "At once", "response_type": "in_channel"}
    await ann.runs("/decide")
    url = toy.of("command")[0]["response_url"]
    assert [(await answer(url, text=str(each)))[0] for each in range(5)] == [200] * 5
