"""Reading people, channels and groups from Slack into our tables, so that forms never wait for Slack to list them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from rituals.ids import Channel, Person, Team
from rituals.refusal import Refusal
from rituals.workspace import Member, Place
from storage import channels, installations, people
from storage.database import Database

STALE_AFTER = timedelta(minutes=5)
"""So long we trust what we know of a private channel's members: an event may have been lost."""

INVITE = "Invite @Cairn to that channel first: type /invite @Cairn there, then try again."


class Directory:
    """Knows who is who and who is where, and asks Slack when it does not. `real` gives real time."""

    def __init__(
        self,
        database: Database,
        slack: Callable[[Team], Awaitable[AsyncWebClient]],
        real: Callable[[], datetime],
    ) -> None:
        self._database, self._slack, self._real = database, slack, real
        self._reading: dict[tuple[Team, str], asyncio.Task[Place]] = {}

    async def read_people(self, team: Team) -> None:
        """Everybody in the workspace is known afterwards, with their zones, and its user groups too."""
        slack = await self._slack(team)
        async for page in _pages(slack.users_list, limit=200):
            await self._database.write(
                people.save_people, team, [read_member(user, team) for user in page["members"]]
            )
        await self.read_user_groups(team)
        await self._database.write(installations.note_people_read, team, self._real())

    async def read_user_groups(self, team: Team) -> None:
        """All user groups of the workspace, with their members, are known afterwards."""
        slack = await self._slack(team)
        groups = (await slack.usergroups_list(include_users=True))["usergroups"]
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
        key = (team, channel)
        if key not in self._reading:
            self._reading[key] = asyncio.create_task(self._read_channel(team, channel))
            self._reading[key].add_done_callback(lambda _: self._reading.pop(key, None))
        return await asyncio.shield(self._reading[key])

    async def _is_fresh(self, team: Team, place: Place) -> bool:
        if not place.private:
            return True
        read_at = await self._database.read(channels.members_read_at, team, place.channel)
        return read_at is not None and self._real() - read_at < STALE_AFTER

    async def _read_channel(self, team: Team, channel: str) -> Place:
        slack = await self._slack(team)
        try:
            info = (await slack.conversations_info(channel=channel))["channel"]
            if info.get("is_im") or info.get("is_mpim"):
                raise Refusal("Choose a channel: this needs a place where the team is.")
            if not info.get("is_member") and not info.get("is_private") and not info.get("is_archived"):
                info = (await slack.conversations_join(channel=channel))["channel"]
            if not info.get("is_member"):
                raise Refusal(
                    INVITE if not info.get("is_archived") else "That channel is archived. Choose another."
                )
            found = [
                person
                async for page in _pages(slack.conversations_members, channel=channel, limit=1000)
                for person in page["members"]
            ]
        except SlackApiError as error:
            if error.response["error"] in ("channel_not_found", "not_in_channel", "missing_scope"):
                raise Refusal(INVITE) from error
            raise
        place = read_place(info)
        strangers = await self._database.read(_strangers, team, found)
        read = [await self._read_person(slack, team, person) for person in strangers]
        await self._database.write(_save_channel, team, place, (read, found), self._real())
        return place

    async def _read_person(self, slack: AsyncWebClient, team: Team, person: str) -> Member:
        return read_member((await slack.users_info(user=person))["user"], team)


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


async def _pages(method: Callable[..., Awaitable[Any]], **arguments: Any) -> AsyncIterator[Any]:
    cursor = ""
    while True:
        page = await method(**arguments, **({"cursor": cursor} if cursor else {}))
        yield page
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return


def _strangers(tx: Any, team: Team, found: list[str]) -> list[str]:
    return [person for person in found if people.find_person(tx, team, person) is None]


def _save_channel(
    tx: Any, team: Team, place: Place, read: tuple[list[Member], list[str]], at: datetime
) -> None:
    strangers, inside = read
    people.save_people(tx, team, strangers)
    channels.save_channel(tx, team, place)
    channels.save_members(tx, team, place.channel, inside, at)
