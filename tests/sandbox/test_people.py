"""A whole afternoon: a command, a card, clicks, a form, as people see them."""

from __future__ import annotations

import asyncio

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
        await ann.runs("/decide now", under=ann.finds("Hello all."))
    assert toy.of("command") == []


async def test_external_people_have_no_commands_and_guests_do(slack: Slack, toy: Toy) -> None:
    farah, eli = Person(slack, "Farah"), Person(slack, "Eli")
    with pytest.raises(Troubled, match="not a valid command"):
        await farah.runs("/decide")
    await eli.runs("/decide")
    assert len(toy.of("command")) == 1


async def test_what_is_shown_twice_is_told_apart_by_what_stands_beside(
    slack: Slack, toy: Toy, client: AsyncWebClient, ann: Person
) -> None:
    edit = {"type": "button", "text": {"type": "plain_text", "text": "Edit"}}
    blocks = [
        {
            "type": "section",
            "text": {"type": "mrkdwn", "text": f"*{name}*"},
            "accessory": {**edit, "action_id": name},
        }
        for name in ("Kafka", "NATS")
    ]
    await client.chat_postMessage(channel=channel_id(slack, "general"), text="Options", blocks=blocks)
    with pytest.raises(NotSeen, match="There is 2 button 'Edit'"):
        await ann.clicks("Edit", on=ann.finds("Kafka"))
    await ann.clicks("Edit", beside="NATS")
    assert toy.of("block_actions")[0]["actions"][0]["action_id"] == "NATS"


async def test_what_comes_later_is_awaited(slack: Slack, client: AsyncWebClient, ann: Person) -> None:
    async with asyncio.TaskGroup() as group:
        awaited = group.create_task(ann.awaits("At last"))
        group.create_task(client.chat_postMessage(channel=channel_id(slack, "general"), text="At last"))
    assert awaited.result().text == "At last"
    with pytest.raises(NotSeen, match="does not see 'Never'"):
        await ann.awaits("Never", seconds=0.01)
    with pytest.raises(AssertionError, match="did not become true"):
        await slack.until(lambda: False, seconds=0.01)


async def test_a_button_of_an_old_card_that_changed_is_not_there_any_more(
    slack: Slack, toy: Toy, client: AsyncWebClient, ann: Person
) -> None:
    general = channel_id(slack, "general")
    posted = await client.chat_postMessage(channel=general, text="Which queue?", blocks=CARD)
    card = ann.finds("Which queue?")
    await client.chat_update(channel=general, ts=posted["ts"], text="Closed")
    with pytest.raises(NotSeen, match="there is: nothing"):
        await ann.clicks("SQS", on=card)
    await ann.deletes(card)
    with pytest.raises(NotSeen):
        ann.finds("Closed")
    with pytest.raises(NotSeen, match="does not see this any more"):
        await ann.clicks("SQS", on=card)
