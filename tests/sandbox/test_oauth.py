"""Installing the app into a second workspace by OAuth."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from sandbox import acts
from sandbox.people import Person
from sandbox.slack import Slack

from .conftest import make_client

BACK = "https://app.example.org/slack/oauth_redirect"


async def allow(slack: Slack, who: str) -> dict[str, str]:
    """What the app gets back in the address after somebody pressed a button on Slack's page."""
    page = f"{slack.base_url}/oauth/v2/authorize"
    query = {
        "client_id": slack.app.client_id,
        "scope": "chat:write,commands",
        "state": "abc",
        "redirect_uri": BACK,
    }
    async with aiohttp.ClientSession() as session:
        async with session.get(page, params=query) as shown:
            assert "Pebble asks to be installed" in await shown.text()
        async with session.post(page, params=query, data={"who": who}, allow_redirects=False) as left:
            address = urlsplit(left.headers["Location"])
    return {name: values[0] for name, values in parse_qs(address.query).items()}


@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated")  # Where slack_sdk uses it.
async def test_a_code_is_exchanged_once_for_a_token(slack: Slack) -> None:
    gus = Person(slack, "Gus")
    back = await allow(slack, f"{gus.workspace.team}/{gus.id}")
    assert back["state"] == "abc"
    client = make_client(slack, "")
    given = {
        "client_id": slack.app.client_id,
        "client_secret": slack.app.client_secret,
        "code": back["code"],
        "redirect_uri": BACK,
    }
    answer = await client.oauth_v2_access(**given)
    assert answer["team"] == {"id": gus.workspace.team, "name": "Lantern"}
    assert answer["authed_user"]["id"] == gus.id
    assert answer["scope"] == "chat:write,commands"
    assert (await make_client(slack, answer["access_token"]).auth_test())["user_id"] == answer["bot_user_id"]
    with pytest.raises(SlackApiError, match="code_already_used"):
        await client.oauth_v2_access(**given)
    with pytest.raises(SlackApiError, match="bad_client_secret"):
        await client.oauth_v2_access(**{**given, "client_secret": "wrong"})


async def test_somebody_may_decline(slack: Slack) -> None:
    assert await allow(slack, "") == {"state": "abc", "error": "access_denied"}


async def test_an_installation_anew_keeps_the_token_and_one_after_removal_has_another(slack: Slack) -> None:
    team = slack.workspace.team
    ann = Person(slack, "Ann")
    first = slack.install(team, ann.id).token
    assert slack.install(team, ann.id).token == first
    await acts.uninstall(slack, team)
    second = slack.install(team, ann.id)
    assert second.token != first
    with pytest.raises(SlackApiError, match="invalid_auth"):
        await make_client(slack, first).auth_test()


async def test_two_workspaces_know_nothing_of_each_other(slack: Slack) -> None:
    gus = Person(slack, "Gus")
    installed = slack.install(gus.workspace.team, gus.id)
    client = make_client(slack, installed.token)
    names = {member["name"] for member in (await client.users_list())["members"]}
    assert "ann" not in names
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await client.conversations_info(channel=slack.workspace.get_channel("general").id)
