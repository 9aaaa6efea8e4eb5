"""Reading people, channels and groups from Slack into our tables, so that forms never wait for Slack to list them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import Connection

from rituals.ids import Channel, Person, Team
from rituals.refusal import Refusal
from rituals.workspace import Member, Place
from storage import channels, installations, people, recovery
from storage.database import Database

T = TypeVar("T")

STALE_AFTER = {True: timedelta(minutes=5), False: timedelta(hours=1)}
"""So long we trust what we know of a channel's members, private or not: an event may have been lost."""

WAITS, LONGEST_WAIT = 3, 60.0
"""So often, and so many seconds at most, we wait where Slack asks us to call later."""

MANY = 50
"""With more strangers than this in a channel, all people are listed: that takes fewer calls."""

BATCH = 500
"""So many rows are written in one act, so that others have their turn in between."""

INVITE = "Invite @Cairn to that channel first: type /invite @Cairn there, then try again."
ARCHIVED = "That channel is archived. Choose another."

_NOT_THERE = ("channel_not_found", "not_in_channel")


class Directory:
    """Knows who is who and who is where, and asks Slack when it does not. `real` gives real time."""

    def __init__(
        self,
        database: Database,
        slack: Callable[[Team], Awaitable[AsyncWebClient]],
        real: Callable[[], datetime],
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._database, self._slack, self._real, self._pause = database, slack, real, pause
        self._reading: dict[tuple[Team, str, bool], asyncio.Task[Place]] = {}

    async def read_people(self, team: Team) -> None:
        """Everybody in the workspace is known afterwards, with their zones, and its user groups too."""
        await self._list_people(team)
        await self.read_user_groups(team)
        await self._database.write(installations.note_people_read, team, self._real())

    async def read_user_groups(self, team: Team) -> None:
        """All user groups of the workspace, with their members, are known afterwards."""
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
            found = await self._read_person(await self._slack(team), team, person)
            await self._database.write(people.save_people, team, [found])
        return found

    async def ensure_channel(self, team: Team, channel: str) -> Place:
        """The channel with its members known; joins it if it is public. Raises Refusal if Cairn cannot be there."""
        place = await self._database.read(channels.find_channel, team, channel)
        if place and place.known and place.joined and await self._is_fresh(team, place):
            return place
        return await self._read_once(team, channel, join=True)

    async def refresh_channels(self, team: Team) -> None:
        """Every channel that Cairn is in or that is public is read anew: of one that became private nobody tells us.

        Where Cairn is not inside, nobody's membership is known.
        """
        for channel in await self._database.read(channels.read_followed, team):
            try:
                await self._read_once(team, channel, join=False)
            except Refusal:
                continue  # What we knew of it was forgotten.

    async def _is_fresh(self, team: Team, place: Place) -> bool:
        read_at = await self._database.read(channels.members_read_at, team, place.channel)
        if read_at is None or self._real() - read_at >= STALE_AFTER[place.private]:
            return False
        # A reading that broke off may have left strangers.
        return not await self._database.read(people.read_strangers, team, place.channel)

    async def _read_once(self, team: Team, channel: str, join: bool) -> Place:
        key = (team, channel, join)
        if key not in self._reading:
            self._reading[key] = asyncio.create_task(self._read_channel(team, channel, join))
            self._reading[key].add_done_callback(lambda _: self._reading.pop(key, None))
        return await asyncio.shield(self._reading[key])

    async def _read_channel(self, team: Team, channel: str, join: bool) -> Place:
        slack = await self._slack(team)
        try:
            place = await self._read_place(slack, channel, join)
            if place.archived and not place.joined:
                await self._database.write(channels.save_channel, team, place)
                raise Refusal(ARCHIVED)
            if not place.joined:
                await self._database.write(_save_left, team, place)
                raise Refusal(INVITE)
            pages = self._pages(slack.conversations_members, channel=channel, limit=1000)
            found = [person async for page in pages for person in page["members"]]
        except SlackApiError as error:
            if error.response["error"] in _NOT_THERE:
                await self._database.write(channels.hide_channel, team, channel)
                raise Refusal(INVITE) from error
            if error.response["error"] == "missing_scope":
                raise Refusal(INVITE) from error
            raise
        # At once, so that what events tell while we read who the strangers are comes on top.
        await self._save_channel(team, place, found)
        await self._read_strangers(slack, team, channel)
        return place

    async def _read_place(self, slack: AsyncWebClient, channel: str, join: bool) -> Place:
        info = (await self._call(slack.conversations_info, channel=channel))["channel"]
        if info.get("is_im") or info.get("is_mpim"):
            raise Refusal("Choose a channel: this needs a place where the team is.")
        place = read_place(info)
        if join and not (place.joined or place.private or place.archived):
            return read_place((await self._call(slack.conversations_join, channel=channel))["channel"])
        return place

    async def _save_channel(self, team: Team, place: Place, found: Sequence[str]) -> None:
        write, read_at = self._database.write, self._real()
        await write(_save_found, team, place)
        new, gone = await self._database.read(channels.compare_members, team, place.channel, found)
        for some in _batches(gone):
            await write(channels.remove_members, team, place.channel, some)
        for some in _batches(new):
            await write(channels.add_members, team, place.channel, some)
        await write(channels.note_members_read, team, place.channel, read_at)

    async def _read_strangers(self, slack: AsyncWebClient, team: Team, channel: str) -> None:
        strangers = await self._database.read(people.read_strangers, team, channel)
        if len(strangers) > MANY:
            await self._list_people(team)
            strangers = await self._database.read(people.read_strangers, team, channel)
        for some in _batches(strangers, MANY):
            read = [await self._read_stranger(slack, team, person) for person in some]
            await self._database.write(people.save_people, team, read)

    async def _list_people(self, team: Team) -> None:
        slack = await self._slack(team)
        async for page in self._pages(slack.users_list, limit=1000):
            for some in _batches([read_member(user, team) for user in page["members"]]):
                await self._database.write(people.save_people, team, some)

    async def _read_person(self, slack: AsyncWebClient, team: Team, person: str) -> Member:
        return read_member((await self._call(slack.users_info, user=person))["user"], team)

    async def _read_stranger(self, slack: AsyncWebClient, team: Team, person: Person) -> Member:
        try:
            return await self._read_person(slack, team, person)
        except SlackApiError as error:
            if error.response["error"] not in ("user_not_found", "user_not_visible"):
                raise
            return Member(person, "", "UTC", external=True)  # Somebody whom Slack does not show to us.

    async def _pages(self, method: Callable[..., Awaitable[Any]], **arguments: Any) -> AsyncIterator[Any]:
        cursor: dict[str, str] = {}
        while True:
            page = await self._call(method, **arguments, **cursor)
            yield page
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


def read_member(user: Mapping[str, Any], team: Team) -> Member:
    """A person, from Slack's user object."""
    profile = user.get("profile", {})
    return Member(
        Person(user["id"]),
        profile.get("display_name") or user.get("real_name") or user.get("name") or "",
        user.get("tz") or "UTC",
        is_bot=bool(user.get("is_bot")) or user["id"] == "USLACKBOT",
        deleted=bool(user.get("deleted")),
        guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        external=bool(user.get("is_stranger")) or user.get("team_id", team) != team,
        admin=bool(user.get("is_admin") or user.get("is_owner")),
    )


def read_place(info: Mapping[str, Any]) -> Place:
    """A channel, from Slack's conversation object."""
    return Place(
        Channel(info["id"]),
        info.get("name", ""),
        bool(info.get("is_private")),
        bool(info.get("is_archived")),
        bool(info.get("is_member")),
        known=True,
    )


def _batches(rows: Sequence[T], most: int = BATCH) -> Iterator[Sequence[T]]:
    return (rows[start : start + most] for start in range(0, len(rows), most))


def _save_found(tx: Connection, team: Team, place: Place) -> None:
    channels.save_channel(tx, team, place)
    if not place.archived:
        recovery.reopen_channel(tx, team, place.channel)


def _save_left(tx: Connection, team: Team, place: Place) -> None:
    channels.save_channel(tx, team, place)
    channels.forget_members(tx, team, place.channel)
