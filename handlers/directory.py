"""Reading people, channels and groups from Slack into our tables, so that forms never wait for Slack to list them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator, Sequence
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, TypeVar

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import Connection

from handlers.profiles import read_member, read_place
from handlers.register import Heard, Register
from rituals.ids import Person, Team
from rituals.refusal import Refusal
from rituals.workspace import Member, Place
from storage import channels, people, recovery
from storage.database import Database

T = TypeVar("T")

STALE_AFTER = {True: timedelta(minutes=5), False: timedelta(hours=1)}
"""So long we trust what we know of a channel's members, private or not: an event may have been lost."""

WAITS, LONGEST_WAIT = 3, 60.0
"""So often, and so many seconds at most, we wait where Slack asks us to call later."""

MANY = 50
"""With more strangers than this in a channel, all people are listed: that takes fewer calls."""

BATCH = 100
"""So many rows are written in one act, so that others have their turn in between."""

READS_WITHIN = 2.0
"""Seconds for reading what a form needs before it is answered, as Slack waits three; the reading itself goes on."""

INVITE = "Invite @Cairn to that channel first: type /invite @Cairn there, then try again."
ARCHIVED = "That channel is archived. Choose another."

STOPPING = "Cairn is being restarted. Try again in a moment."

_NOT_THERE = ("channel_not_found", "not_in_channel")


class Reading(Enum):
    """What a channel is read for."""

    REFRESH = "refresh"  # To know it still: where Cairn is not inside, who is there is forgotten.
    LOOK = "look"  # Before something is opened in it: a public one is read from outside.
    JOIN = "join"  # Something is opened in it.


class Directory:
    """Knows who is who and who is where, and asks Slack when it does not. `clock` gives both times.

    What Slack answers is as old as the question: events that are heard meanwhile are newer.
    """

    def __init__(
        self,
        database: Database,
        slack: Callable[[Team], Awaitable[AsyncWebClient]],
        register: Register,
        clock: Callable[[], Heard],
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._database, self._slack, self._register = database, slack, register
        self._clock, self._pause = clock, pause
        self._reading: dict[tuple[str, ...], asyncio.Task[Any]] = {}
        self._is_stopping = False

    async def stop(self) -> None:
        """Breaks off what is being read, and reads no more: Slack may let us wait for minutes."""
        self._is_stopping = True
        for reading in self._reading.values():
            reading.cancel()
        await asyncio.gather(*self._reading.values(), return_exceptions=True)

    async def read_people(self, team: Team) -> None:
        """Everybody in the workspace is known afterwards, with their zones, and its user groups too."""
        await self._once(("people", team), lambda: self._list_people(team))
        await self.read_user_groups(team)

    async def read_user_groups(self, team: Team) -> None:
        """All user groups of the workspace, with their members, are known afterwards."""
        await self._once(("groups", team), lambda: self._read_user_groups(team))

    async def _read_user_groups(self, team: Team) -> None:
        slack = await self._slack(team)
        groups = (await self._call(slack.usergroups_list, include_users=True))["usergroups"]
        await self._database.write(
            people.save_user_groups, team, [(group["id"], group["handle"], group["name"]) for group in groups]
        )
        for group in groups:
            await self._database.write(
                people.save_user_group_members, team, group["id"], group.get("users", [])
            )

    async def ensure_person(self, team: Team, person: Person) -> Member:
        """The person, asked of Slack if unknown."""
        found = await self._database.read(people.find_person, team, person)
        if found is None:
            asked = self._clock()
            found = await self._read_person(await self._slack(team), team, person)
            await self._database.write(self._register.take_people, team, [found], asked)
        return found

    async def ensure_people(self, team: Team, listed: Sequence[Person]) -> bool:
        """These people, a few, are known afterwards; returns whether any was not before.

        Whom Slack does not show to us counts as from outside.
        """
        strangers = await self._database.read(people.read_unknown, team, listed)
        if strangers:
            await self._once(("some", team, *strangers), lambda: self._read_each(team, strangers))
        return bool(strangers)

    async def ensure_group(self, team: Team, group: str) -> None:
        """The members of a user group are known afterwards."""

        async def ask() -> list[Person]:
            return await self._database.read(people.read_group_strangers, team, group)

        await self._once(("group", team, group), lambda: self._read_strangers(team, ask))

    async def ensure_channel(self, team: Team, channel: str, join: bool = True) -> Place:
        """The channel with its members known. Raises Refusal if Cairn cannot be there.

        Joins it if it is public and `join` asks for that; else its members are known as they were a while ago.
        """
        place = await self._database.read(channels.find_channel, team, channel)
        if place and place.known and (place.joined or not join) and await self._is_fresh(team, place):
            return place
        return await self._read_channel_once(team, channel, Reading.JOIN if join else Reading.LOOK)

    async def refresh_channels(self, team: Team) -> None:
        """Every channel that Cairn is in or that is public is read anew: of one that became private nobody tells us.

        Where Cairn is not inside, nobody's membership is known.
        """
        for channel in await self._database.read(channels.read_followed, team):
            try:
                await self._read_channel_once(team, channel, Reading.REFRESH)
            except Refusal:
                continue  # What we knew of it was forgotten.

    async def _is_fresh(self, team: Team, place: Place) -> bool:
        read_at = await self._database.read(channels.members_read_at, team, place.channel)
        if read_at is None or self._clock().at - read_at >= STALE_AFTER[place.private]:
            return False
        # A reading that broke off may have left strangers.
        return not await self._database.read(people.read_strangers, team, place.channel)

    async def _read_channel_once(self, team: Team, channel: str, reading: Reading) -> Place:
        key = "channel", team, channel, reading.value
        return await self._once(key, lambda: self._read_channel(team, channel, reading))

    async def _once(self, key: tuple[str, ...], read: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """What this reading gives; whoever asks for the same while it lasts shares it. Raises Refusal at the end."""
        if self._is_stopping:
            raise Refusal(STOPPING)
        if key not in self._reading:
            self._reading[key] = asyncio.create_task(read())
            self._reading[key].add_done_callback(lambda _: self._reading.pop(key, None))
        reading: asyncio.Task[T] = self._reading[key]
        try:
            return await asyncio.shield(reading)
        except asyncio.CancelledError:
            if reading.cancelled():
                raise Refusal(STOPPING) from None
            raise

    async def _read_channel(self, team: Team, channel: str, reading: Reading) -> Place:
        slack, asked = await self._slack(team), self._clock()
        try:
            place = await self._read_place(slack, channel, reading)
            is_in_sight = reading is Reading.LOOK and not (place.private or place.archived)
            await self._database.write(_save_place, team, place, asked.at, place.joined or is_in_sight)
            if not (place.joined or is_in_sight):
                raise Refusal(ARCHIVED if place.archived else INVITE)
            pages = self._pages(slack.conversations_members, channel=channel, limit=1000)
            found = [person async for _, page in pages for person in page["members"]]
        except SlackApiError as error:
            if error.response["error"] in _NOT_THERE:
                await self._database.write(channels.hide_channel, team, channel, asked.at)
                raise Refusal(INVITE) from error
            if error.response["error"] == "missing_scope":
                raise Refusal(INVITE) from error
            raise
        await self._save_members((team, channel), found, asked, is_in_sight)

        async def ask() -> list[Person]:
            return await self._database.read(people.read_strangers, team, channel)

        await self._read_strangers(team, ask)
        return place

    async def _read_place(self, slack: AsyncWebClient, channel: str, reading: Reading) -> Place:
        info = (await self._call(slack.conversations_info, channel=channel))["channel"]
        if info.get("is_im") or info.get("is_mpim"):
            raise Refusal("Choose a channel: this needs a place where the team is.")
        place = read_place(info)
        if reading is Reading.JOIN and not (place.joined or place.private or place.archived):
            return read_place((await self._call(slack.conversations_join, channel=channel))["channel"])
        return place

    async def _save_members(
        self, where: tuple[Team, str], found: Sequence[str], asked: Heard, from_outside: bool
    ) -> None:
        write, register = self._database.write, self._register
        new, gone = await self._database.read(channels.compare_members, *where, found)
        for leavers in _batches(gone):
            await write(register.take_left, *where, leavers, asked)
        for newcomers in _batches(new):
            await write(register.take_joined, *where, newcomers, asked)
        if not await write(channels.note_members_read, where, asked.at, from_outside):
            raise Refusal(INVITE)

    async def _read_strangers(self, team: Team, ask: Callable[[], Awaitable[list[Person]]]) -> None:
        strangers = await ask()
        if len(strangers) > MANY:
            await self._once(("people", team), lambda: self._list_people(team))
            strangers = await ask()
        await self._read_each(team, strangers)

    async def _read_each(self, team: Team, strangers: Sequence[Person]) -> None:
        slack = await self._slack(team)
        for some in _batches(strangers, MANY):
            asked = self._clock()
            read = [await self._read_stranger(slack, team, person) for person in some]
            await self._database.write(self._register.take_people, team, read, asked)

    async def _list_people(self, team: Team) -> None:
        slack = await self._slack(team)
        async for asked, page in self._pages(slack.users_list, limit=1000):
            for some in _batches([read_member(user, team) for user in page["members"]]):
                await self._database.write(self._register.take_people, team, some, asked)

    async def _read_person(self, slack: AsyncWebClient, team: Team, person: str) -> Member:
        return read_member((await self._call(slack.users_info, user=person))["user"], team)

    async def _read_stranger(self, slack: AsyncWebClient, team: Team, person: Person) -> Member:
        try:
            return await self._read_person(slack, team, person)
        except SlackApiError as error:
            if error.response["error"] not in ("user_not_found", "user_not_visible"):
                raise
            return Member(person, "", "UTC", external=True)  # Somebody whom Slack does not show to us.

    async def _pages(
        self, method: Callable[..., Awaitable[Any]], **arguments: Any
    ) -> AsyncIterator[tuple[Heard, Any]]:
        """The pages, each with the time when it was asked for."""
        cursor: dict[str, str] = {}
        while True:
            asked = self._clock()
            page = await self._call(method, **arguments, **cursor)
            yield asked, page
            following = (page.get("response_metadata") or {}).get("next_cursor")
            if not following:
                return
            cursor = {"cursor": following}

    async def _call(self, method: Callable[..., Awaitable[Any]], **arguments: Any) -> Any:
        for _ in range(WAITS):
            try:
                return await method(**arguments)
            except SlackApiError as error:
                if error.response.status_code != 429:
                    raise
                await self._pause(min(float(error.response.headers.get("Retry-After", 1)), LONGEST_WAIT))
        return await method(**arguments)


def _batches(rows: Sequence[T], most: int = BATCH) -> Iterator[Sequence[T]]:
    return (rows[start : start + most] for start in range(0, len(rows), most))


def _save_place(tx: Connection, team: Team, place: Place, told_at: datetime, readable: bool) -> None:
    channels.save_channel(tx, team, place, told_at)
    if not readable:
        channels.forget_members(tx, team, place.channel, told_at)
    elif place.joined and not place.archived:
        recovery.reopen_channel(tx, team, place.channel)
