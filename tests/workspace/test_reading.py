"""What Cairn reads from Slack by itself: within Slack's limits, and right though the workspace changes meanwhile."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from slack_sdk.errors import SlackApiError

from bot.app import enroll, rituals
from bot.times import real_time
from handlers.directory import STALE_AFTER, WAITS, Directory
from handlers.register import Heard
from rituals.ids import Channel, Person, Team
from rituals.refusal import Refusal
from rituals.workspace import Place
from sandbox import acts
from sandbox import things as sandbox
from sandbox.faults import ratelimited, refuse
from sandbox.things import Kind
from storage import channels, people, visibility
from tests.bot.making import open_decision
from tests.town import QUICK, Town


class Reader:
    """A directory of its own, whose waits and whose time are the test's."""

    def __init__(self, town: Town) -> None:
        self.team, self.ahead = Team(town.slack.workspace.team), timedelta(0)
        self.waited: list[float] = []
        self.meanwhile: Callable[[], Awaitable[None]] | None = None  # What happens during a wait.
        self.database = town.bot.foundation.database
        self.directory = Directory(
            self.database,
            town.bot.door.client,
            enroll(rituals(QUICK, town.bot.foundation.keyring)),
            lambda: Heard(real_time() + self.ahead, town.now()),
            self._note,
        )

    async def _note(self, seconds: float) -> None:
        self.waited.append(seconds)
        if self.meanwhile is not None:
            await self.meanwhile()

    async def inside(self, channel: str) -> list[Person]:
        return await self.database.read(visibility.read, visibility.inside(self.team, channel))

    async def place(self, channel: str) -> Place | None:
        return await self.database.read(channels.find_channel, self.team, channel)


async def test_where_slack_asks_to_call_later_we_do(town: Town) -> None:
    reader = Reader(town)
    for method, times in (("users.list", 2), ("usergroups.list", 1)):
        town.slack.faults.add(method, ratelimited(30), times=times)
    await reader.directory.read_people(reader.team)
    assert reader.waited == [30, 30, 30]


async def test_we_wait_a_minute_at_most_and_not_for_ever(town: Town) -> None:
    reader = Reader(town)
    town.slack.faults.add("users.list", ratelimited(3000), times=WAITS + 1)
    with pytest.raises(SlackApiError):
        await reader.directory.read_people(reader.team)
    assert reader.waited == [60] * WAITS


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_at_the_end_what_is_being_read_is_broken_off_however_long_slack_lets_us_wait(
    town: Town,
) -> None:
    reader, waits = Reader(town), asyncio.Event()
    town.slack.faults.add("users.list", ratelimited(60), times=None)

    async def wait() -> None:
        waits.set()
        await asyncio.Event().wait()

    reader.meanwhile = wait
    reading = [asyncio.create_task(reader.directory.read_people(reader.team)) for _ in range(2)]
    async with asyncio.timeout(5):
        await waits.wait()
        await reader.directory.stop()
    for read in (*reading, reader.directory.read_people(reader.team)):
        with pytest.raises(Refusal, match="Try again"):
            await read


def crowd(town: Town, channel: str, size: int) -> list[str]:
    """So many people are in the workspace and in the channel, of whom Cairn was not told."""
    workspace = town.slack.workspace
    newcomers = [sandbox.Person(f"UCROWD{n}", f"crowd{n}", f"Crowd {n}", workspace.team) for n in range(size)]
    workspace.people.update({one.id: one for one in newcomers})
    workspace.channels[channel].members.extend(one.id for one in newcomers)
    return [one.id for one in newcomers]


async def test_a_channel_full_of_strangers_is_learnt_from_the_list_of_all(town: Town) -> None:
    reader, platform = Reader(town), town.channel("platform")
    newcomers = crowd(town, platform, 1001)
    listed = len(town.slack.calls("users.list"))
    await reader.directory.ensure_channel(reader.team, platform)
    assert {*newcomers} < {*await reader.inside(platform)}
    assert len(town.slack.calls("users.list")) == listed + 2  # A page holds a thousand.
    assert town.slack.calls("users.info") == []


async def test_a_stranger_whom_slack_does_not_show_does_not_count_and_is_no_hindrance(town: Town) -> None:
    reader, platform = Reader(town), town.channel("platform")
    (hidden,) = crowd(town, platform, 1)
    town.slack.faults.add("users.info", refuse("user_not_found"))
    for _ in range(2):
        await reader.directory.ensure_channel(reader.team, platform)
        assert hidden not in await reader.inside(platform)
    assert len(town.slack.calls("users.info")) == 1


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_people_are_known_in_the_end_though_nobody_waited_for_slack_so_long(town: Town) -> None:
    reader, asked, answered = Reader(town), asyncio.Event(), asyncio.Event()
    strangers = [Person(one) for one in crowd(town, town.channel("platform"), 2)]

    async def wait() -> None:
        asked.set()
        await answered.wait()

    reader.meanwhile = wait
    town.slack.faults.add("users.info", ratelimited(5))
    asking = asyncio.ensure_future(reader.directory.ensure_people(reader.team, strangers))
    await asked.wait()
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    answered.set()
    await reader.directory.ensure_people(reader.team, strangers)
    assert await reader.database.read(people.read_unknown, reader.team, strangers) == []
    assert len(town.slack.calls("users.info")) == 1 + len(strangers)


async def test_who_leaves_while_strangers_are_read_has_left(town: Town) -> None:
    reader, platform = Reader(town), town.channel("platform")
    (newcomer,) = crowd(town, platform, 1)
    town.slack.faults.add("users.info", ratelimited(5))
    reader.meanwhile = lambda: leave(town, "Ben")
    await reader.directory.ensure_channel(reader.team, platform)
    assert reader.waited == [5]
    assert newcomer in await reader.inside(platform)
    assert town["Ben"].id not in await reader.inside(platform)


async def leave(town: Town, name: str) -> None:
    """The person leaves #platform, and Cairn hears of it."""
    await town[name].leaves("platform")
    await town.slack.deliver.settle()


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_who_comes_or_goes_while_a_list_of_members_is_read_is_where_they_are_now(town: Town) -> None:
    reader, platform = Reader(town), town.channel("platform")
    ben, dana = town["Ben"].id, town["Dana"].id

    async def come_and_go() -> None:
        await leave(town, "Ben")
        await town["Dana"].joins("platform")
        await town.slack.deliver.settle()
        # The list that is read was written before this.
        town.slack.workspace.channels[platform].members.remove(dana)
        town.slack.workspace.channels[platform].members.append(ben)

    town.slack.faults.add("conversations.members", ratelimited(5))
    reader.meanwhile = come_and_go
    await reader.directory.ensure_channel(reader.team, platform)
    assert ben not in await reader.inside(platform)
    assert dana in await reader.inside(platform)


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_where_cairn_is_taken_out_while_members_are_read_nobody_is_known_inside(town: Town) -> None:
    reader, platform = Reader(town), town.channel("platform")
    cairn = town.slack.workspace.installation
    assert cairn is not None

    async def take_out() -> None:
        await acts.leave(town.slack, cairn.bot_user, platform)
        await town.slack.deliver.settle()

    town.slack.faults.add("conversations.members", ratelimited(5))
    reader.meanwhile = take_out
    with pytest.raises(Refusal):
        await reader.directory.ensure_channel(reader.team, platform)
    assert await reader.inside(platform) == []


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_a_person_who_changed_while_all_were_listed_is_as_they_are_now(town: Town) -> None:
    reader, ben = Reader(town), town["Ben"].id
    zone = town.slack.workspace.people[ben].zone

    async def move() -> None:
        town.slack.workspace.people[ben].zone = "Asia/Tokyo"
        await acts.change_person(town.slack, ben)
        await town.slack.deliver.settle()
        town.slack.workspace.people[ben].zone = zone  # The list that is read was written before this.

    town.slack.faults.add("users.list", ratelimited(5))
    reader.meanwhile = move
    await reader.directory.read_people(reader.team)
    found = await reader.database.read(people.find_person, reader.team, ben)
    assert found is not None
    assert found.zone == "Asia/Tokyo"


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_who_is_found_deactivated_is_no_longer_awaited_and_is_once_they_are_back(town: Town) -> None:
    reader, ben = Reader(town), town.slack.workspace.people[town["Ben"].id]
    card = await open_decision(town)
    for deleted, standing in ((True, "0 of 2 voted"), (False, "0 of 3 voted")):
        ben.deleted = deleted
        await reader.directory.read_people(reader.team)
        await town.settle()
        assert standing in town["Ann"].read(card)


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_who_is_found_to_have_left_is_no_longer_awaited_and_is_once_they_are_back(town: Town) -> None:
    reader, ben = Reader(town), town["Ben"].id
    card = await open_decision(town)
    inside = town.slack.workspace.channels[town.channel("platform")].members
    for change, standing in ((inside.remove, "0 of 2 voted"), (inside.append, "0 of 3 voted")):
        change(ben)
        await reader.directory.refresh_channels(reader.team)
        await town.settle()
        assert standing in town["Ann"].read(card)


@pytest.mark.parametrize(("name", "private"), [("platform", False), ("leads", True)])
async def test_members_are_read_again_when_an_event_may_have_been_lost(
    town: Town, name: str, private: bool
) -> None:
    if private:
        await town["Ann"].invites("Cairn", to=name)
        await town.slack.deliver.settle()
        await town.settle()
    reader, channel = Reader(town), town.channel(name)
    await reader.directory.ensure_channel(reader.team, channel)
    town.slack.workspace.channels[channel].members.remove(town["Ben"].id)
    reader.ahead = STALE_AFTER[private] - timedelta(seconds=30)
    await reader.directory.ensure_channel(reader.team, channel)
    assert town["Ben"].id in await reader.inside(channel)
    reader.ahead = STALE_AFTER[private] + timedelta(seconds=30)
    await reader.directory.ensure_channel(reader.team, channel)
    assert town["Ben"].id not in await reader.inside(channel)


async def test_refreshing_takes_over_what_was_missed(town: Town) -> None:
    reader, channel = Reader(town), town.channel("platform")
    await reader.directory.ensure_channel(reader.team, channel)
    there = town.slack.workspace.channels[channel]
    there.name, there.kind = "plumbing", "private"
    there.members.remove(town["Ben"].id)
    await reader.directory.refresh_channels(reader.team)
    assert await reader.place(channel) == Place(Channel(channel), "plumbing", True, False, True, True)
    assert town["Ben"].id not in await reader.inside(channel)


@pytest.mark.parametrize("kind", ["public", "private"])
async def test_where_cairn_was_taken_out_unheard_a_private_channel_is_read_by_nobody(
    town: Town, kind: Kind
) -> None:
    reader, channel, ann = Reader(town), town.channel("platform"), Person(town["Ann"].id)
    await reader.directory.ensure_channel(reader.team, channel)
    there, cairn = town.slack.workspace.channels[channel], town.slack.workspace.installation
    assert cairn is not None
    there.kind = kind
    there.members.remove(cairn.bot_user)
    await reader.directory.refresh_channels(reader.team)
    place = await reader.place(channel)
    assert place is not None
    assert not place.joined
    assert await reader.inside(channel) == []
    sees = await reader.database.read(visibility.can_see, reader.team, ann, channel)
    assert sees == (kind == "public")


async def test_a_public_channel_without_cairn_is_read_by_its_members_alone_once_it_is_private(
    town: Town,
) -> None:
    reader, channel, dana = Reader(town), town.channel("platform"), Person(town["Dana"].id)
    await reader.directory.ensure_channel(reader.team, channel)
    there, cairn = town.slack.workspace.channels[channel], town.slack.workspace.installation
    assert cairn is not None
    await acts.leave(town.slack, cairn.bot_user, channel)
    await town.slack.deliver.settle()
    await town.settle()
    assert await reader.database.read(visibility.can_see, reader.team, dana, channel)
    there.kind = "private"
    await reader.directory.refresh_channels(reader.team)
    assert not await reader.database.read(visibility.can_see, reader.team, dana, channel)
