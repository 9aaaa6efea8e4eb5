"""A whole afternoon: a command, a card, clicks, a form, as people see them."""

from __future__ import annotations

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.finding import NotSeen
from sandbox.people import Person, Troubled
from sandbox.slack import Slack

from .conftest import Json, Toy, channel_id

CARD: list[Json] = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "*Which queue?*"}},
    {
        "type": "actions",
        "block_id": "vote",
        "elements": [
            {
                "type": "button",
                "action_id": "sqs",
                "value": "1",
                "text": {"type": "plain_text", "text": "SQS"},
            },
            {
                "type": "button",
                "action_id": "nats",
                "value": "2",
                "text": {"type": "plain_text", "text": "NATS"},
            },
        ],
    },
]


async def test_a_command_arrives_as_typed_and_its_answer_is_seen_by_one_person(
    slack: Slack, toy: Toy, ann: Person, ben: Person
) -> None:
    toy.answers["command"] = lambda _: {"text": "Only you see this."}
    await ann.runs("/decide Which queue for @ben in #platform? | a & b", in_="general")
    sent = toy.of("command")[0]
    assert sent["command"] == "/decide"
    assert sent["text"].startswith(
        f"Which queue for <@{ben.id}|ben> in <#{channel_id(slack, 'platform')}|platform>"
    )
    assert sent["text"].endswith("a &amp; b")
    assert ann.unread == ["Only you see this."]
    assert ann.finds("Only you see this.")
    assert ann.unread == []
    with pytest.raises(NotSeen):
        ben.finds("Only you see this.")


async def test_a_button_is_pressed_by_its_words_and_one_that_is_not_there_cannot_be(
    slack: Slack, toy: Toy, client: AsyncWebClient, ben: Person
) -> None:
    await client.chat_postMessage(channel=channel_id(slack, "general"), text="Which queue?", blocks=CARD)
    card = ben.finds("Which queue?")
    await ben.clicks("SQS", on=card)
    action = toy.of("block_actions")[0]["actions"][0]
    assert (action["action_id"], action["value"], action["type"]) == ("sqs", "1", "button")
    with pytest.raises(NotSeen, match="there is: SQS, NATS"):
        await ben.clicks("Kafka", on=card)


async def test_an_app_that_fails_is_a_trouble_that_slackbot_tells(toy: Toy, ann: Person) -> None:
    toy.answers["command"] = lambda _: 1 / 0
    with pytest.raises(Troubled, match="/decide failed with the error dispatch_failed"):
        await ann.runs("/decide now")
    assert ann.unread == [":warning: /decide failed with the error dispatch_failed"]


async def test_commands_do_not_exist_in_threads(toy: Toy, ann: Person) -> None:
    with pytest.raises(Troubled, match="/decide is not supported in threads"):
        await ann.runs("/decide now", under=ann.finds("Good morning."))
    assert toy.of("command") == []
