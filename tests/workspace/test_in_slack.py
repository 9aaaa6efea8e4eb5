"""What happens in the workspace is known to Cairn at once, and decides who sees what."""

import pytest

from rituals.ids import Team
from sandbox import acts
from sandbox.events import announce
from sandbox.faults import refuse
from storage import channels, people, visibility
from tests.town import Town


async def hear(town: Town) -> None:
    """What happened has arrived, and was taken in."""
    await town.slack.deliver.settle()
    await town.settle()


async def open_in(town: Town, channel: str) -> None:
    """A decision of Ann's is open in the channel."""
    await town["Ann"].runs("/decide Who goes? | Ann | Ben", in_=channel)
    await town["Ann"].submits("Preview")
    await town["Ann"].submits("Post")
    await town.settle()


async def test_a_private_channel_is_asked_for_by_invitation_and_then_known(town: Town) -> None:
    ann, ben = town["Ann"], town["Ben"]
    await ann.runs("/decide Who goes? | Ann | Ben", in_="leads")
    await town.settle()
    assert "Invite @Cairn to that channel first" in ann.modal
    await ann.closes()
    await ann.invites("Cairn", to="leads")
    await hear(town)
    await open_in(town, "leads")
    assert "0 of 2 voted" in ben.read(town.card("Who goes?", "leads"))


async def test_where_cairn_is_removed_nobody_sees_what_lives_there_until_it_is_back(town: Town) -> None:
    ann = town["Ann"]
    await ann.invites("Cairn", to="leads")
    await hear(town)
    await open_in(town, "leads")
    team, leads = town.slack.workspace.team, town.channel("leads")
    read = town.bot.foundation.database.read
    assert await read(visibility.can_see, team, ann.id, leads)  # type: ignore[arg-type]

    installation = town.slack.workspace.installation
    assert installation is not None
    await acts.leave(town.slack, installation.bot_user, leads)
    await hear(town)
    assert not await read(visibility.can_see, team, ann.id, leads)  # type: ignore[arg-type]

    await ann.invites("Cairn", to="leads")
    await hear(town)
    assert await read(visibility.can_see, team, ann.id, leads)  # type: ignore[arg-type]


async def test_a_channel_that_is_renamed_or_archived_is_known_so(town: Town) -> None:
    ann = town["Ann"]
    await open_in(town, "platform")
    team, platform = town.slack.workspace.team, town.channel("platform")
    await acts.rename(town.slack, ann.id, platform, "plumbing")
    await hear(town)
    place = await town.bot.foundation.database.read(channels.find_channel, team, platform)  # type: ignore[arg-type]
    assert place is not None
    assert place.name == "plumbing"

    await acts.archive(town.slack, ann.id, platform)
    await hear(town)
    place = await town.bot.foundation.database.read(channels.find_channel, team, platform)  # type: ignore[arg-type]
    assert place is not None
    assert place.archived


async def test_somebody_who_is_deactivated_is_known_so(town: Town) -> None:
    ben = town["Ben"]
    await acts.deactivate(town.slack, ben.id)
    await hear(town)
    team = town.slack.workspace.team
    member = await town.bot.foundation.database.read(people.find_person, team, ben.id)  # type: ignore[arg-type]
    assert member is not None
    assert member.deleted
    assert not member.counts


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_somebody_of_another_workspace_who_joins_is_known_as_from_outside(town: Town) -> None:
    await open_in(town, "platform")
    town.slack.faults.add("users.info", refuse("user_not_visible"))
    joined = {"type": "member_joined_channel", "user": "UCONNECT", "channel": town.channel("platform")}
    announce(town.slack, town.slack.workspace, "member_joined_channel", joined)
    await hear(town)
    team = Team(town.slack.workspace.team)
    found = await town.bot.foundation.database.read(people.find_person, team, "UCONNECT")
    assert found is not None
    assert found.external
