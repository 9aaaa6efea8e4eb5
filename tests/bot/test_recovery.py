"""Coming back: once a channel can be reached again, its cards and threads catch up, and nothing stands there twice."""

from rituals.ids import Person, Team
from sandbox import acts
from sandbox.faults import drop_answer, refuse
from storage import people, recovery
from storage.deliveries import Sending
from tests.bot.making import ask, assert_each_once, close, count_owed, open_decision, read_replies
from tests.bot.test_card_faults import ON_SQLITE, vote
from tests.town import Town


async def test_an_unarchived_channel_catches_up_with_what_happened_meanwhile(town: Town) -> None:
    card = await open_decision(town)
    await vote(town, "Ben", "Kafka")
    await archive(town)
    await close(town)
    await town.settle()
    town["Ann"].finds("The channel is archived. Unarchive it", "@Cairn")
    assert await read_replies(town) == []
    await acts.unarchive(town.slack, town["Ann"].id, town.channel("platform"))
    await catch_up(town)
    assert "Decided: Kafka" in town["Ann"].read(card)
    assert len(await read_replies(town)) == 1
    assert not (await count_owed(town)).keys() - {Sending.SENT}
    assert len(town["Ann"].reads("@Cairn")) == 1


@ON_SQLITE
async def test_a_card_that_never_stood_is_posted_once_cairn_is_invited_back(town: Town) -> None:
    town.slack.faults.add("chat.postMessage", refuse("not_in_channel"))
    await ask(town)
    await town.settle()
    town["Ann"].finds("I am not in the channel any more.", "@Cairn")
    await close(town)
    await town.settle()
    assert await count_owed(town) == {Sending.SENT: 1, Sending.DEAD: 1, Sending.PENDING: 1}
    await acts.leave(town.slack, bot_of(town), town.channel("platform"))
    await acts.invite(town.slack, town["Ann"].id, town.channel("platform"), bot_of(town))
    await catch_up(town)
    assert len(await read_replies(town)) == 1
    assert_each_once(town.slack)


@ON_SQLITE
async def test_a_channel_that_is_read_catches_up_where_the_event_was_lost(town: Town) -> None:
    card = await open_decision(town)
    await archive(town)
    await vote(town, "Ben", "Kafka")
    await town.settle()
    town["Ann"].finds("I can't post in", "@Cairn")
    town.slack.workspace.get_channel("platform").archived = False
    await town.bot.directory.refresh_channels(Team(town.slack.workspace.team))
    await town.settle()
    assert "1 of 3 voted" in town["Ann"].read(card)


@ON_SQLITE
async def test_a_workspace_that_installs_cairn_again_catches_up(town: Town) -> None:
    card = await open_decision(town)
    await vote(town, "Ben", "Kafka")
    await close(town)
    team, ann = Team(town.slack.workspace.team), Person(town["Ann"].id)
    database = town.bot.foundation.database
    await database.write(people.save_dm, team, ann, "DGONE")
    here = town.slack.workspace.installation
    assert here is not None
    await town.bot.door.uninstall(team, here.token)
    await town.settle()
    assert await read_replies(town) == []
    await town.bot.door.install(
        here.token, {"team_id": team, "user_id": here.bot_user}, frozenset(here.scopes)
    )
    await town.settle()
    assert "Decided: Kafka" in town["Ann"].read(card)
    assert len(await read_replies(town)) == 1
    assert await database.read(people.find_dm, team, ann) is None


async def test_a_courier_that_hears_late_of_an_uninstallation_takes_nothing_from_the_next(town: Town) -> None:
    await open_decision(town)
    await close(town)
    team = Team(town.slack.workspace.team)
    await town.bot.foundation.database.write(recovery.close_workspace, team)
    await town.settle()
    assert len(await read_replies(town)) == 1


@ON_SQLITE
async def test_what_was_in_doubt_when_it_died_is_looked_for_and_not_sent_again(town: Town) -> None:
    await open_decision(town)
    town.slack.faults.add("chat.postMessage", drop_answer())
    town.slack.faults.add("conversations.replies", refuse("is_archived"))
    await close(town)
    await town.settle()
    town["Ann"].finds("The channel is archived.", "@Cairn")
    await acts.unarchive(town.slack, town["Ann"].id, town.channel("platform"))
    await catch_up(town)
    assert await count_owed(town) == {Sending.SENT: 3}
    assert len(await read_replies(town)) == 1
    assert_each_once(town.slack)


async def archive(town: Town) -> None:
    """Ann archives the channel, and Cairn has heard of it."""
    await acts.archive(town.slack, town["Ann"].id, town.channel("platform"))
    await town.slack.deliver.settle()


async def catch_up(town: Town) -> None:
    """Cairn has heard that it can speak again, and has done so."""
    await town.slack.deliver.settle()
    await town.settle()


def bot_of(town: Town) -> str:
    """Cairn, as a person of the workspace."""
    installation = town.slack.workspace.installation
    assert installation is not None
    return installation.bot_user
