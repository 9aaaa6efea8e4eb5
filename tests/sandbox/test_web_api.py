"""The Web API through the real SDK: messages, channels, people, files."""

from __future__ import annotations

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import acts
from sandbox.people import Person
from sandbox.slack import Slack

from .conftest import Json, Toy, channel_id, make_client

DOT = bytes.fromhex("89504e470d0a1a0a0000000d49484452")


async def refusal(call: object) -> str:
    """The error code of a call that must be refused."""
    with pytest.raises(SlackApiError) as refused:
        await call  # type: ignore[misc]
    return str(refused.value.response["error"])


async def test_a_message_is_posted_changed_found_and_taken_back(
    slack: Slack, client: AsyncWebClient, ben: Person
) -> None:
    general = channel_id(slack, "general")
    metadata = {"event_type": "card", "event_payload": {"id": "D-1"}}
    posted = await client.chat_postMessage(channel=general, text="One &amp; two", metadata=metadata)
    assert ben.finds("One & two").ts == posted["ts"]
    await client.chat_update(channel=general, ts=posted["ts"], text="Three")
    assert ben.finds("Three").ts == posted["ts"]
    history = await client.conversations_history(channel=general, include_all_metadata=True, limit=1)
    assert history["messages"][0]["metadata"] == metadata
    assert "metadata" not in (await client.conversations_history(channel=general))["messages"][0]
    await client.chat_delete(channel=general, ts=posted["ts"])
    again = client.chat_update(channel=general, ts=posted["ts"], text="Four")
    assert await refusal(again) == "message_not_found"


async def test_posting_is_refused_where_slack_refuses(slack: Slack, client: AsyncWebClient) -> None:
    async def post(channel: str, username: str | None = None) -> str:
        return await refusal(client.chat_postMessage(channel=channel, text="Hello", username=username))

    leads, platform = channel_id(slack, "leads"), channel_id(slack, "platform")
    assert await post("C404") == "channel_not_found"
    assert await post(leads) == "channel_not_found"
    slack.workspace.channels[platform].archived = True
    assert await post(platform) == "is_archived"
    other = await acts.create_channel(slack, Person(slack, "Ann").id, "elsewhere")
    assert await post(other.id) == "not_in_channel"
    assert await refusal(client.api_call("chat.postMessage", json={"channel": leads})) == "no_text"
    assert await post(channel_id(slack, "general"), username="Someone") == "missing_scope"


async def test_a_refused_message_says_what_is_wrong_and_where(slack: Slack, client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(
            channel=channel_id(slack, "general"), text="x", blocks=[{"type": "section"}]
        )
    response = refused.value.response
    assert response["error"] == "invalid_blocks"
    assert response["response_metadata"]["messages"] == [
        "[ERROR] missing required field: text [json-pointer:/blocks/0]"
    ]


async def test_only_its_own_messages_can_be_changed_by_an_app(slack: Slack, client: AsyncWebClient) -> None:
    ann = Person(slack, "Ann")
    said = await ann.says("Mine")
    assert (
        await refusal(client.chat_update(channel=said.channel, ts=said.ts, text="x")) == "cant_update_message"
    )
    assert await refusal(client.chat_delete(channel=said.channel, ts=said.ts)) == "cant_delete_message"


async def test_an_update_with_text_alone_takes_the_blocks_away(
    slack: Slack, client: AsyncWebClient, ann: Person
) -> None:
    general = channel_id(slack, "general")
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "Blocks"}}]
    posted = await client.chat_postMessage(channel=general, text="Text", blocks=blocks)
    answer = await client.chat_update(channel=general, ts=posted["ts"], text="Text", blocks=blocks)
    assert "edited" not in answer["message"]
    answer = await client.chat_update(channel=general, ts=posted["ts"], text="Other")
    assert "edited" in answer["message"]
    assert "blocks" not in answer["message"]
    assert ann.finds("Other")


async def test_an_ephemeral_reply_is_shown_only_in_a_thread_that_has_begun(
    slack: Slack, client: AsyncWebClient, ann: Person
) -> None:
    general = channel_id(slack, "general")
    parent = ann.finds((await client.chat_postMessage(channel=general, text="Parent"))["message"]["text"])
    await client.chat_postEphemeral(channel=general, user=ann.id, text="Too soon", thread_ts=parent.ts)
    assert ann.ephemerals == []
    await ann.says("First", under=parent)
    await client.chat_postEphemeral(channel=general, user=ann.id, text="In time", thread_ts=parent.ts)
    assert ann.reads_thread(parent)[-1] == "In time"


async def test_a_reply_to_a_deleted_message_goes_to_the_channel(
    slack: Slack, client: AsyncWebClient, ann: Person
) -> None:
    general = channel_id(slack, "general")
    parent = await client.chat_postMessage(channel=general, text="Parent")
    first = await client.chat_postMessage(channel=general, text="First", thread_ts=parent["ts"])
    assert first["message"]["thread_ts"] == parent["ts"]
    replies = await client.conversations_replies(channel=general, ts=parent["ts"])
    assert [each["text"] for each in replies["messages"]] == ["Parent", "First"]
    await ann.deletes(ann.finds("Parent"))
    second = await client.chat_postMessage(channel=general, text="Second", thread_ts=parent["ts"])
    assert "thread_ts" not in second["message"]
    assert ann.finds("Second")


async def test_ephemeral_messages_are_for_one_member_and_cannot_be_changed(
    slack: Slack, client: AsyncWebClient, ann: Person, ben: Person
) -> None:
    platform = channel_id(slack, "platform")
    shown = await client.chat_postEphemeral(channel=platform, user=ann.id, text="For Ann")
    assert ann.finds("For Ann", in_="platform")
    assert not [text for text in ben.reads("platform") if "For Ann" in text]
    changed = client.chat_update(channel=platform, ts=shown["message_ts"], text="x")
    assert await refusal(changed) == "message_not_found"
    dana = Person(slack, "Dana")
    to_dana = client.chat_postEphemeral(channel=platform, user=dana.id, text="For Dana")
    assert await refusal(to_dana) == "user_not_in_channel"


async def test_direct_messages_reach_deactivated_people_too(
    slack: Slack, client: AsyncWebClient, ben: Person
) -> None:
    await client.chat_postMessage(channel=ben.id, text="Hello Ben")
    assert ben.notifications == ["Hello Ben"]
    await acts.deactivate(slack, ben.id)
    assert (await client.chat_postMessage(channel=ben.id, text="Anybody?"))["ok"]
    assert await refusal(client.conversations_open(users=[ben.id])) == "user_disabled"


async def test_a_conversation_of_two_people_and_the_app(slack: Slack, client: AsyncWebClient) -> None:
    ann, ben = Person(slack, "Ann"), Person(slack, "Ben")
    first = await client.conversations_open(users=[ann.id, ben.id])
    second = await client.conversations_open(users=[ben.id, ann.id])
    assert first["channel"]["id"] == second["channel"]["id"]
    assert second["already_open"]
    members = await client.conversations_members(channel=first["channel"]["id"])
    assert len(members["members"]) == 3


async def test_channels_come_in_pages_and_archived_ones_leave_gaps(
    slack: Slack, client: AsyncWebClient
) -> None:
    ann = Person(slack, "Ann")
    for number in range(5):
        channel = await acts.create_channel(slack, ann.id, f"c{number}")
        channel.archived = number == 1
    sizes, names = [], []
    async for page in await client.conversations_list(types="public_channel", limit=3, exclude_archived=True):
        sizes.append(len(page["channels"]))
        names += [channel["name"] for channel in page["channels"]]
    assert sizes == [3, 2, 1] or sum(sizes) == 6
    assert "c1" not in names
    assert "leads" not in names


async def test_a_channel_is_joined_and_read(slack: Slack, client: AsyncWebClient, dana: Person) -> None:
    other = await acts.create_channel(slack, dana.id, "elsewhere")
    assert await refusal(client.conversations_history(channel=other.id)) == "not_in_channel"
    await client.conversations_join(channel=other.id)
    info = await client.conversations_info(channel=other.id)
    assert info["channel"]["is_member"]
    assert (await client.conversations_history(channel=other.id))["messages"] == []
    assert await refusal(client.conversations_info(channel=channel_id(slack, "leads"))) == "channel_not_found"
    assert await refusal(client.conversations_info(channel="general")) == "channel_not_found"


async def test_everybody_is_listed_with_zone_and_standing(slack: Slack, client: AsyncWebClient) -> None:
    members: dict[str, Json] = {}
    async for page in await client.users_list(limit=4):
        members |= {member["name"]: member for member in page["members"]}
    assert members["ann"]["tz"] == "Europe/Berlin"
    assert members["ann"]["is_admin"]
    assert members["eli"]["is_restricted"]
    assert "farah" not in members
    farah = (await client.users_info(user=Person(slack, "Farah").id))["user"]
    assert farah["team_id"] != slack.workspace.team
    assert members["robin"]["is_bot"]
    assert not members["slackbot"]["is_bot"]
    assert (await client.users_info(user=members["ben"]["id"]))["user"]["tz"] == "America/New_York"
    assert await refusal(client.users_info(user="U404")) == "user_not_found"
    groups = await client.usergroups_list(include_users=True)
    assert groups["usergroups"][0]["handle"] == "oncall"
    users = await client.usergroups_users_list(usergroup=groups["usergroups"][0]["id"])
    assert users["users"] == groups["usergroups"][0]["users"]
    assert (await client.team_info())["team"]["name"] == "Meridian"
    bot = await client.auth_test()
    assert (await client.bots_info(bot=bot["bot_id"]))["bot"]["user_id"] == bot["user_id"]
    channels = await client.users_conversations(user=members["dana"]["id"])
    assert [channel["name"] for channel in channels["channels"]] == ["general"]


async def test_a_picture_is_uploaded_and_shown_once_it_is_ready(
    slack: Slack, client: AsyncWebClient, ann: Person
) -> None:
    slack.file_ready_seconds = 60.0
    general = channel_id(slack, "general")
    uploaded = await client.files_upload_v2(filename="result.png", content=DOT, title="Result")
    file = uploaded["file"]["id"]
    blocks = [{"type": "image", "slack_file": {"id": file}, "alt_text": "The result"}]
    too_soon = client.chat_postMessage(channel=general, text="Result", blocks=blocks)
    assert await refusal(too_soon) == "invalid_blocks"
    slack.workspace.files[file].ready_at = 0.0
    await client.chat_postMessage(channel=general, text="Result", blocks=blocks)
    assert ann.finds("[image: The result]")
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{slack.base_url}/files/{file}/result.png") as shown,
    ):
        assert await shown.read() == DOT


async def test_a_file_can_be_shared_in_a_thread(slack: Slack, client: AsyncWebClient, ann: Person) -> None:
    general = channel_id(slack, "general")
    parent = await client.chat_postMessage(channel=general, text="Parent")
    await client.files_upload_v2(
        filename="data.csv", content="a,b", title="Data", channel=general, thread_ts=parent["ts"]
    )
    assert ann.reads_thread(ann.finds("Parent"))[-1] == "[file: Data]"


@pytest.mark.parametrize("files", [["F1"], [None], {"id": "F1"}])
async def test_an_upload_of_what_is_no_file_is_refused(client: AsyncWebClient, files: object) -> None:
    assert await refusal(client.api_call("files.completeUploadExternal", json={"files": files})) == (
        "invalid_arguments"
    )


async def test_a_permalink_leads_to_the_message(slack: Slack, client: AsyncWebClient) -> None:
    general = channel_id(slack, "general")
    posted = await client.chat_postMessage(channel=general, text="Here")
    link = (await client.chat_getPermalink(channel=general, message_ts=posted["ts"]))["permalink"]
    assert link.endswith(f"/archives/{general}/p{posted['ts'].replace('.', '')}")


async def test_tokens_are_checked(slack: Slack, client: AsyncWebClient) -> None:
    assert await refusal(make_client(slack, "").auth_test()) == "not_authed"
    assert await refusal(make_client(slack, "xoxb-wrong").auth_test()) == "invalid_auth"
    slack.revoke(slack.workspace.team)
    assert await refusal(client.auth_test()) == "token_revoked"
    slack.revoke(slack.workspace.team, "account_inactive")
    assert await refusal(client.auth_test()) == "account_inactive"


async def test_a_missing_scope_is_named(slack: Slack, client: AsyncWebClient) -> None:
    assert slack.workspace.installation is not None
    slack.workspace.installation.scopes = frozenset({"commands"})
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=channel_id(slack, "general"), text="x")
    assert refused.value.response["error"] == "missing_scope"
    assert refused.value.response["needed"] == "chat:write"
    assert refused.value.response["provided"] == "commands"


async def test_a_method_that_does_not_exist_is_unknown(client: AsyncWebClient, slack: Slack) -> None:
    assert await refusal(client.api_call("chat.shout")) == "unknown_method"
    assert slack.calls("chat.shout")[0].answer["error"] == "unknown_method"


async def test_arguments_arrive_by_query_form_and_json(
    slack: Slack, toy: Toy, client: AsyncWebClient
) -> None:
    general = channel_id(slack, "general")
    for way in ("params", "data", "json"):
        answer = await client.api_call(
            "chat.postMessage",
            **{way: {"channel": general, "text": way}},  # type: ignore[arg-type]
        )
        assert answer["message"]["text"] == way
    as_text = '[{"type": "divider"}]'
    answer = await client.api_call(
        "chat.postMessage", data={"channel": general, "text": "x", "blocks": as_text}
    )
    assert answer["message"]["blocks"][0]["type"] == "divider"
    broken = client.api_call("chat.postMessage", data={"channel": general, "text": "x", "blocks": "[{"})
    assert await refusal(broken) == "invalid_blocks_format"
    assert toy.received == []
