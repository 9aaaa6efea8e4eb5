"""A Slack workspace's state: people, channels, messages, views, files, groups, triggers, the installed app.

Knows what there is and who can see it; does not know HTTP, limits, or how the app is told.
Everything lives in one event loop, so nothing here waits or locks.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import Literal

from sandbox.clock import Clock
from sandbox.errors import SlackError
from sandbox.feed import Change, Feed, Subscription
from sandbox.things import (
    Channel,
    File,
    Installation,
    Kind,
    Message,
    Person,
    Trigger,
    Trouble,
    UserGroup,
    View,
)

SLACKBOT = "USLACKBOT"
_MOST_TRIGGERS = 1000


class Workspace:
    """One workspace; ids end with its team's last three characters, so they differ between workspaces."""

    def __init__(self, team: str, name: str, domain: str, clock: Clock | None = None) -> None:
        self.team, self.name, self.domain = team, name, domain
        self.clock = clock or Clock()
        self.feed = Feed()
        self.people: dict[str, Person] = {
            SLACKBOT: Person(SLACKBOT, "slackbot", "Slackbot", team, is_bot=True, bot_id="B01")
        }
        self.channels: dict[str, Channel] = {}
        self.messages: dict[str, dict[str, Message]] = {}
        self.groups: dict[str, UserGroup] = {}
        self.files: dict[str, File] = {}
        self.views: dict[str, View] = {}
        self.modals: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}
        self.triggers: dict[str, Trigger] = {}
        self.installation: Installation | None = None
        self.troubles: list[Trouble] = []
        self.counter = 0
        self.last_ts = 0

    # Time and names

    @property
    def now(self) -> float:
        """The workspace's time in seconds since 1970."""
        return self.clock.now

    def new_id(self, prefix: str) -> str:
        """An id that no other thing has, such as `C0000A1XYZ`."""
        self.counter += 1
        return f"{prefix}{_base36(self.counter).rjust(7, '0')}{self.team[-3:]}"

    def new_ts(self) -> str:
        """A message's timestamp: unique, and later than every one before."""
        self.last_ts = max(self.last_ts + 1, int(self.now * 1_000_000))
        return f"{self.last_ts // 1_000_000}.{self.last_ts % 1_000_000:06d}"

    def changes(self) -> Subscription:
        """Everything that changes from now on; close it, or use it in a `with`."""
        return self.feed.subscribe()

    @property
    def app_is_here(self) -> bool:
        """Whether the app is installed and its token good."""
        return self.installation is not None and self.installation.refusal is None

    # Finding things

    def get_person(self, person: str) -> Person:
        """The person of this id, or `user_not_found`."""
        found = self.people.get(person)
        if found is None:
            raise SlackError("user_not_found")
        return found

    def find_named(self, name: str) -> Person | None:
        """The person of this name or display name, whatever the case."""
        wanted = name.casefold()
        return next((p for p in self.people.values() if wanted in _names(p)), None)

    def get_channel(self, channel: str) -> Channel:
        """The channel of this id or #name, or `channel_not_found`."""
        found = self.channels.get(channel) or self.find_channel(channel.removeprefix("#"))
        if found is None:
            raise SlackError("channel_not_found")
        return found

    def find_channel(self, name: str) -> Channel | None:
        """The channel of this name."""
        return next((c for c in self.channels.values() if c.name == name and not c.is_direct), None)

    def get_message(self, channel: str, ts: str) -> Message:
        """The message, not deleted, or `message_not_found`."""
        found = self.messages.get(channel, {}).get(ts)
        if found is None or found.deleted:
            raise SlackError("message_not_found")
        return found

    def find_view(self, view: str) -> View | None:
        """A view that is open now, by its id."""
        return self.views.get(view)

    def top_view(self, person: str) -> View | None:
        """The modal that this person sees: the top of their stack."""
        stack = self.modals.get(person)
        return stack[-1] if stack else None

    def can_see(self, person: str, channel: Channel) -> bool:
        """Whether this person may read the channel: a member, or a full member of the team where it is public."""
        if person in channel.members:
            return True
        someone = self.people.get(person)
        is_full = someone is not None and someone.team == self.team and not someone.is_guest
        return channel.kind == "public" and is_full

    def channels_of(self, person: str) -> list[Channel]:
        """The channels and direct messages this person is a member of."""
        return [channel for channel in self.channels.values() if person in channel.members]

    def shown(self, person: str, channel: str, thread_ts: str | None = None) -> Iterator[Message]:
        """What this person sees there, oldest first: the channel's messages, or one thread with its parent."""
        for message in self.messages.get(channel, {}).values():
            if message.deleted or message.ephemeral_to not in (None, person):
                continue
            if thread_ts is None:
                if not message.is_reply or message.broadcast:
                    yield message
            elif thread_ts in (message.ts, message.thread_ts):
                yield message

    def replies(self, channel: str, ts: str) -> list[Message]:
        """The replies that everyone sees under this message, oldest first."""
        return [
            message
            for message in self.messages.get(channel, {}).values()
            if message.thread_ts == ts
            and message.is_reply
            and not message.deleted
            and not message.ephemeral_to
        ]

    # Changing things

    def add_message(self, message: Message) -> Message:
        """Put a message where it belongs and tell those who watch."""
        self.messages.setdefault(message.channel, {})[message.ts] = message
        self.tell("message", message)
        return message

    def tell(self, kind: Literal["message", "message_changed", "message_deleted"], message: Message) -> None:
        """Say that this message came, changed or went."""
        self.feed.publish(Change(kind, message.channel, message.ts, person=message.ephemeral_to))

    def direct_message(self, people: Iterable[str]) -> Channel:
        """The conversation of exactly these people, made when there is none yet."""
        members = sorted(set(people))
        for channel in self.channels.values():
            if channel.is_direct and sorted(channel.members) == members:
                return channel
        kind: Kind = "im" if len(members) <= 2 else "mpim"
        names = "--".join(self.people[person].name for person in members)
        channel = Channel(
            id=self.new_id("D" if kind == "im" else "G"),
            name="" if kind == "im" else f"mpdm-{names}-1",
            kind=kind,
            members=members,
            creator=members[0],
            created=int(self.now),
        )
        self.channels[channel.id] = channel
        self.feed.publish(Change("channel", channel.id))
        return channel

    def new_trigger(self, person: str, view_id: str | None = None, channel: str | None = None) -> Trigger:
        """A trigger for what this person just did, inside this view or in this conversation."""
        self.counter += 1
        self._drop_old_triggers()
        trigger_id = f"{self.counter}.{self.team}.{_base36(time.time_ns())}"
        trigger = Trigger(trigger_id, person, time.time(), view_id, channel)
        self.triggers[trigger.id] = trigger
        return trigger

    def _drop_old_triggers(self) -> None:
        """Keep the latest triggers only: an older one is refused either way."""
        while len(self.triggers) >= _MOST_TRIGGERS:
            del self.triggers[next(iter(self.triggers))]

    def report(self, person: str, sentence: str) -> Trouble:
        """Note that Slack showed this person that something went wrong with the app."""
        trouble = Trouble(person, sentence, self.now)
        self.troubles.append(trouble)
        self.feed.publish(Change("trouble", person=person))
        return trouble


def _names(person: Person) -> tuple[str, str]:
    return person.name.casefold(), person.real_name.casefold()


def _base36(number: int) -> str:
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    text = ""
    while number:
        number, rest = divmod(number, 36)
        text = digits[rest] + text
    return text or "0"
