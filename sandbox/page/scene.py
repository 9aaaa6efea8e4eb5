"""One moment of the workspace as one person sees it in one tab: values for the templates, no HTML but finished pieces.

Knows the workspace; changes nothing in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal, Protocol
from zoneinfo import ZoneInfo

from markupsafe import Markup

from sandbox.page.address import HOME, Address, find_channel, from_link, place_of
from sandbox.page.avatars import avatar
from sandbox.page.reader import Place, Reader
from sandbox.slack import Slack
from sandbox.things import Channel, Message, Person, View
from sandbox.workspace import Workspace

LATEST = 100


class Child(Protocol):
    """The bot's process, as far as the page shows it."""

    @property
    def state(self) -> Literal["running", "starting", "down"]:
        """How the bot is."""

    async def restart(self) -> None:
        """End the bot and start it again."""


@dataclass(slots=True)
class Reading:
    """How far each person has read each conversation, since the page began at `since` (a message's ts)."""

    since: str
    upto: dict[tuple[str, str], str] = field(default_factory=dict)

    def read(self, person: str, channel: str, ts: str) -> None:
        """Note that this person has seen the conversation up to this message."""
        self.upto[person, channel] = max(ts, self.upto.get((person, channel), self.since))

    def unread(self, person: str, channel: str, messages: Iterator[Message]) -> int:
        """How many messages of others came since."""
        seen = self.upto.get((person, channel), self.since)
        return sum(message.ts > seen and message.author != person for message in messages)


@dataclass(frozen=True, slots=True)
class Scene:
    """What stands on the page: `channel` is None on the app's Home and where the person may see nothing."""

    slack: Slack
    child: Child | None
    reading: Reading
    address: Address
    person: Person
    reader: Reader
    channel: Channel | None

    @property
    def workspace(self) -> Workspace:
        """The workspace of the person who acts."""
        return self.slack.home_of(self.person.id)

    @property
    def bot(self) -> Person | None:
        """The app's own account."""
        installed = self.workspace.installation
        return self.workspace.people.get(installed.bot_user) if installed else None

    def avatar(self, person: Person, size: str = "") -> Markup:
        """The person's picture; the app has its own."""
        return avatar(person, size, is_app=person is self.bot)

    @property
    def is_home(self) -> bool:
        """Whether the app's Home tab is open."""
        return self.address.place == HOME

    @property
    def is_member(self) -> bool:
        """Whether the person is in the conversation that is open."""
        return self.channel is not None and self.person.id in self.channel.members

    @property
    def modals(self) -> list[View]:
        """The person's open modals, the lowest first."""
        return self.workspace.modals.get(self.person.id, [])

    @property
    def home(self) -> View | None:
        """What the app published for the person."""
        return self.workspace.homes.get(self.person.id)

    def messages(self) -> list[Message]:
        """The messages of the open conversation, oldest first."""
        return list(self.workspace.shown(self.person.id, self.channel.id)) if self.channel else []

    def thread(self) -> list[Message]:
        """The open thread: its parent, then the replies."""
        if not self.channel or not self.address.thread:
            return []
        return list(self.workspace.shown(self.person.id, self.channel.id, self.address.thread))

    def unread(self, channel: Channel) -> int:
        """How many messages the person has not seen there."""
        return self.reading.unread(
            self.person.id, channel.id, self.workspace.shown(self.person.id, channel.id)
        )

    def mark_read(self) -> None:
        """Note that the person has seen what this scene shows."""
        shown = self.messages()
        if self.channel and shown:
            self.reading.read(self.person.id, self.channel.id, shown[-1].ts)


def reader_for(person: Person, slack: Slack, address: Address) -> Reader:
    """The reader of a scene: names of everybody, and of the conversations that this person can see."""
    workspace = slack.home_of(person.id)
    seen = (channel for channel in workspace.channels.values() if workspace.can_see(person.id, channel))
    return Reader(
        person=person.id,
        zone=ZoneInfo(person.zone),
        now=datetime.fromtimestamp(workspace.now, UTC),
        people={each.id: each.real_name for each in workspace.people.values()},
        gone=frozenset(each.id for each in workspace.people.values() if each.deleted),
        places={
            channel.id: Place(channel.id, title(workspace, channel, person.id), channel.kind)
            for channel in seen
            if not channel.archived
        },
        groups={group.id: group.handle for group in workspace.groups.values()},
        link=lambda url: from_link(url, address, workspace),
        picture=lambda file: f"/picture/{file}",
    )


def title(workspace: Workspace, channel: Channel, person: str) -> str:
    """What a conversation is called: a channel's name, or the names of the others in it."""
    if not channel.is_direct:
        return channel.name
    others = [each for each in channel.members if each != person] or [person]
    return ", ".join(workspace.people[each].real_name for each in others)


def first_place(workspace: Workspace, person: Person) -> str:
    """Where a person begins: the general channel, or the first that they are in."""
    own = [channel for channel in workspace.channels_of(person.id) if not channel.archived]
    channel = next((each for each in own if each.is_general), own[0] if own else None)
    return place_of(channel) if channel else HOME


def open_scene(
    slack: Slack, child: Child | None, reading: Reading, address: Address, person: Person
) -> Scene:
    """The scene of an address."""
    channel = find_channel(slack.home_of(person.id), person, address.place)
    return Scene(slack, child, reading, address, person, reader_for(person, slack, address), channel)
