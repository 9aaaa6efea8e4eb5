"""What reaches the app: signed, in Slack's shapes, within three seconds, events again when they were not taken."""

from __future__ import annotations

import asyncio

import pytest
from aiohttp import web
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import acts
from sandbox.deliver import sign
from sandbox.people import Person, Troubled
from sandbox.slack import Slack

from .conftest import Json, Toy, channel_id


def header(toy: Toy, index: int, name: str) -> str | None:
    """A header of one request, whatever the case of its name."""
    return {key.lower(): value for key, value in toy.received[index].headers.items()}.get(name)


async def test_every_request_carries_a_signature_that_the_sdk_verifies(
    slack: Slack, toy: Toy, ann: Person
) -> None:
    await ann.runs("/decide Which queue?")
    await ann.opens_home()
    await slack.deliver.settle()
    verifier = SignatureVerifier(slack.app.signing_secret)
    assert len(toy.received) == 2
    for received in toy.received:
        assert verifier.is_valid_request(received.raw, received.headers)
        assert not verifier.is_valid_request(received.raw + b" ", received.headers)


def test_a_signature_is_slacks_own() -> None:
    # The example of Slack's documentation.
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&"
        b"channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&"
        b"response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&"
        b"trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    signed = sign("8f742231b10e8888abcd99yyyzzz85a5", body, 1531420618)
    assert signed["X-Slack-Signature"] == (
        "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    )


async def test_a_command_has_slacks_form(slack: Slack, toy: Toy, ann: Person) -> None:
    await ann.runs("/plain <b> @ben", in_="platform")
    form = toy.of("command")[0]
    assert form["text"] == "&lt;b&gt; @ben"
    assert form["channel_name"] == "platform"
    assert (form["team_id"], form["user_id"]) == (slack.workspace.team, ann.id)
    assert form["api_app_id"] == slack.app.id
    assert form["response_url"].startswith(slack.base_url)
    assert form["trigger_id"]


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("a & b", "a &amp; b"),
        ("see https://example.org/a?b=1&c=2", "see <https://example.org/a?b=1&amp;c=2>"),
        ("@nobody and #nowhere", "@nobody and #nowhere"),
        ("@here", "<!here>"),
        ("ann@example.org", "ann@example.org"),
    ],
)
async def test_text_is_escaped_as_the_manifest_asks(typed: str, sent: str, toy: Toy, ann: Person) -> None:
    await ann.runs(f"/decide {typed}")
    assert toy.of("command")[0]["text"] == sent


async def test_a_group_is_a_mention_in_a_command(slack: Slack, toy: Toy, ann: Person) -> None:
    await ann.runs("/decide with @oncall.")
    group = next(iter(slack.workspace.groups))
    assert toy.of("command")[0]["text"] == f"with <!subteam^{group}|@oncall>."


async def test_an_answer_after_three_seconds_is_too_late(slack: Slack, toy: Toy, ann: Person) -> None:
    slack.deliver.answer_seconds = 0.05
    never = asyncio.Event()
    toy.answers["command"] = lambda _: never.wait()
    with pytest.raises(Troubled, match="/decide failed with the error operation_timeout"):
        await ann.runs("/decide")
    never.set()
    assert ann.unread == [":warning: /decide failed with the error operation_timeout"]
    assert len(toy.of("command")) == 1


async def test_a_click_in_a_message_has_slacks_shape(
    slack: Slack, toy: Toy, client: AsyncWebClient, ann: Person
) -> None:
    general = channel_id(slack, "general")
    button = {
        "type": "button",
        "action_id": "yes",
        "value": "1",
        "text": {"type": "plain_text", "text": "Yes"},
    }
    blocks: list[Json] = [{"type": "actions", "block_id": "row", "elements": [button]}]
    posted = await client.chat_postMessage(channel=general, text="Well?", blocks=blocks)
    await ann.clicks("Yes")
    click = toy.of("block_actions")[0]
    assert click["container"] == {
        "type": "message",
        "message_ts": posted["ts"],
        "channel_id": general,
        "is_ephemeral": False,
    }
    assert click["channel"] == {"id": general, "name": "general"}
    assert click["user"]["team_id"] == click["team"]["id"] == slack.workspace.team
    assert click["message"]["ts"] == posted["ts"]
    assert click["state"] == {"values": {}}
    action = click["actions"][0]
    assert float(action.pop("action_ts")) > float(posted["ts"])
    assert action == {**button, "block_id": "row", "type": "button"}


async def test_of_an_ephemeral_message_only_the_container_is_sent(
    slack: Slack, toy: Toy, client: AsyncWebClient, ann: Person
) -> None:
    button = {"type": "button", "action_id": "undo", "text": {"type": "plain_text", "text": "Withdraw"}}
    await client.chat_postEphemeral(
        channel=channel_id(slack, "general"),
        user=ann.id,
        text="Your vote: SQS",
        blocks=[{"type": "actions", "elements": [button]}],
    )
    await ann.clicks("Withdraw")
    click = toy.of("block_actions")[0]
    assert click["container"]["is_ephemeral"] is True
    assert "message" not in click


async def test_shortcuts_carry_a_trigger_and_the_message(slack: Slack, toy: Toy, ann: Person) -> None:
    said = await ann.says("We need a queue.", in_="platform")
    await ann.uses("Decide this", on=said)
    await ann.uses("Start a decision")
    on_message, anywhere = toy.of("message_action")[0], toy.of("shortcut")[0]
    assert on_message["message"]["text"] == "We need a queue."
    assert on_message["channel"]["id"] == said.channel
    assert on_message["response_url"]
    assert anywhere["trigger_id"]
    assert "channel" not in anywhere


async def test_an_event_comes_in_an_envelope(slack: Slack, toy: Toy, ann: Person) -> None:
    await ann.says("@Pebble help", in_="general")
    await slack.deliver.settle()
    body = toy.of("app_mention")[0]
    installation = slack.workspace.installation
    assert installation is not None
    assert body["event"]["text"] == f"<@{installation.bot_user}> help"
    assert body["authorizations"][0]["user_id"] == installation.bot_user
    assert (body["team_id"], body["api_app_id"]) == (slack.workspace.team, slack.app.id)
    assert body["event_id"].startswith("Ev")
    assert body["event_context"]


async def test_an_event_is_sent_again_until_it_is_taken(slack: Slack, toy: Toy, ann: Person) -> None:
    answers = iter([web.Response(status=500), web.Response(status=404), web.Response()])
    toy.answers["app_home_opened"] = lambda _: next(answers)
    await ann.opens_home()
    await slack.until(lambda: len(toy.received) == 3)
    assert [header(toy, index, "x-slack-retry-num") for index in range(3)] == [None, "1", "2"]
    assert header(toy, 1, "x-slack-retry-reason") == "http_error"
    assert len({each.body["event_id"] for each in toy.received}) == 1


async def test_an_app_can_ask_not_to_be_sent_an_event_again(slack: Slack, toy: Toy, ann: Person) -> None:
    toy.answers["app_home_opened"] = lambda _: web.Response(status=500, headers={"X-Slack-No-Retry": "1"})
    await ann.opens_home()
    await slack.deliver.settle()
    assert len(toy.received) == 1


async def test_an_event_is_given_up_after_three_repeats(slack: Slack, toy: Toy, ann: Person) -> None:
    toy.answers["app_home_opened"] = lambda _: web.Response(status=500)
    await ann.opens_home()
    await slack.deliver.settle()
    assert [each.attempt for each in slack.deliveries("event.app_home_opened")] == [0, 1, 2, 3]


async def test_clicks_and_commands_are_never_repeated(slack: Slack, toy: Toy, ann: Person) -> None:
    toy.answers["command"] = lambda _: web.Response(status=500)
    with pytest.raises(Troubled):
        await ann.runs("/decide")
    await slack.deliver.settle()
    assert len(toy.of("command")) == 1


async def test_only_subscribed_events_with_their_scope_are_sent(slack: Slack, toy: Toy, ann: Person) -> None:
    await ann.says("Nothing for the app", in_="general")
    await ann.says("Hello", in_="@Pebble")
    await slack.deliver.settle()
    assert [each.kind for each in toy.received] == ["message"]
    assert toy.of("message")[0]["event"]["channel_type"] == "im"
    assert slack.workspace.installation is not None
    slack.workspace.installation.scopes -= {"im:history"}
    await ann.says("Hello again", in_="@Pebble")
    await slack.deliver.settle()
    assert len(toy.received) == 1


async def test_comings_and_goings_are_told_where_the_app_is_a_member(
    slack: Slack, toy: Toy, ann: Person, dana: Person
) -> None:
    await dana.joins("platform")
    await dana.leaves("platform")
    await ann.invites("Dana", to="leads")
    await ann.invites("Pebble", to="leads")
    platform = channel_id(slack, "platform")
    await acts.rename(slack, ann.id, platform, "engines")
    await acts.archive(slack, ann.id, platform)
    moved = await acts.change_channel_id(slack, ann.id, platform)
    await acts.delete_channel(slack, ann.id, moved.id)
    await slack.deliver.settle()
    told = sorted(each.kind for each in toy.received)
    assert told == [
        "channel_archive",
        "channel_deleted",
        "channel_id_changed",
        "channel_rename",
        "member_joined_channel",
        "member_joined_channel",
        "member_left_channel",
    ]
    joined = [each["event"]["user"] for each in toy.of("member_joined_channel")]
    assert slack.workspace.installation is not None
    assert set(joined) == {dana.id, slack.workspace.installation.bot_user}


async def test_people_who_change_are_told_of(slack: Slack, toy: Toy, ann: Person, ben: Person) -> None:
    ben.who.zone = "Asia/Tokyo"
    await acts.change_person(slack, ben.id)
    await acts.deactivate(slack, ben.id)
    await acts.change_group(slack, next(iter(slack.workspace.groups)), [ann.id])
    await slack.deliver.settle()
    changes = toy.of("user_change")
    assert sorted(each["event"]["user"]["deleted"] for each in changes) == [False, True]
    assert toy.of("subteam_members_changed")[0]["event"]["added_users"] == [ann.id]
    assert ben.id not in slack.workspace.get_channel("general").members


async def test_an_uninstalled_app_is_told_and_its_token_is_dead(
    slack: Slack, toy: Toy, client: AsyncWebClient, ann: Person
) -> None:
    await acts.uninstall(slack, slack.workspace.team)
    await slack.deliver.settle()
    assert {each.kind for each in toy.received} == {"app_uninstalled", "tokens_revoked"}
    with pytest.raises(Troubled, match="/decide is not a valid command"):
        await ann.runs("/decide")
    with pytest.raises(Exception, match="account_inactive"):
        await client.auth_test()


async def test_too_many_events_in_an_hour_are_dropped_and_said_once(
    slack: Slack, toy: Toy, ann: Person
) -> None:
    slack.deliver.hour.most = 2
    for _ in range(5):
        await ann.opens_home()
    await slack.deliver.settle()
    assert sorted(each.kind for each in toy.received) == [
        "app_home_opened",
        "app_home_opened",
        "app_rate_limited",
    ]


async def test_deleting_and_editing_in_a_direct_message_is_told(slack: Slack, toy: Toy, ann: Person) -> None:
    said = await ann.says("Hello", in_="@Pebble")
    await acts.edit_message(slack, ann.id, said, "Good day")
    await ann.deletes(said)
    await slack.deliver.settle()
    subtypes = {each["event"].get("subtype") for each in toy.of("message")}
    assert subtypes == {None, "message_changed", "message_deleted"}


async def test_a_request_url_is_verified_by_a_challenge(slack: Slack, toy: Toy) -> None:
    assert not await slack.deliver.verify()
    toy.answers["url_verification"] = lambda body: {"challenge": body["challenge"]}
    assert await slack.deliver.verify()
