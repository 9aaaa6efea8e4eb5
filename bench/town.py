"""The sandbox as Slack for a bot that runs in a process of its own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import yaml

from bench.children import ROOT
from sandbox.manifest import App
from sandbox.server import serve
from sandbox.slack import Slack
from sandbox.workspaces import add_person, furnished, seat_bot


def furnish(voters: int = 0) -> Slack:
    """A workspace with Cairn installed in #platform, and so many more people there, named voter-0 and so on."""
    app = App(yaml.safe_load((ROOT / "slack-manifest.yml").read_text()))
    workspace = furnished()
    place = workspace.get_channel("platform")
    for number in range(voters):
        place.members.append(add_person(workspace, f"voter-{number}", f"Voter {number}", "UTC").id)
    slack = Slack(app, [workspace])
    slack.install(workspace.team, place.creator)
    seat_bot(workspace, "platform")
    return slack


@asynccontextmanager
async def living(slack: Slack) -> AsyncIterator[dict[str, str]]:
    """Slack is there, and these are the settings with which a bot finds it."""
    installation = slack.workspace.installation
    assert installation is not None
    async with serve(slack):
        yield {
            "SLACK_API_URL": f"{slack.base_url}/api/",
            "SLACK_BOT_TOKEN": installation.token,
            "SLACK_SIGNING_SECRET": slack.app.signing_secret,
        }
