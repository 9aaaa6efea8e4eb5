"""What one person sees: channels, threads, modals, Home, notifications, as text; and what they have not read yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sandbox.finding import NotSeen, label_of
from sandbox.forms import elements, state_of
from sandbox.reading import Reading
from sandbox.slack import Slack
from sandbox.things import Channel, Message, View
from sandbox.workspace import Workspace

_WAIT_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Shown:
    """A modal or Home as its owner sees it: `fields` maps the labels of inputs to what is filled in."""

    title: str
    text: str
    fields: Mapping[str, str]
    submit: str | None
    close: str | None
    view: View

    def __contains__(self, words: str) -> bool:
        return words in self.text


class Onlooker:
    """One person's eyes, by name or id."""

    def __init__(self, slack: Slack, name: str) -> None:
        self._slack = slack
        for workspace in slack.workspaces.values():
            found = workspace.people.get(name) or workspace.find_named(name)
            if found is not None:
                self.id, self.who = found.id, found
                break
        else:
            raise NotSeen(f"There is nobody called {name}.")
        self._read: set[tuple[str, str, str]] = set()

    @property
    def workspace(self) -> Workspace:
        """The workspace in which this person is."""
        return self._slack.home_of(self.id)

    @property
    def reading(self) -> Reading:
        """How this person reads."""
        return Reading(self.workspace, self.who)

    @property
    def modal(self) -> Shown:
        """The modal on top."""
        return self._shown(self._top())

    @property
    def has_modal(self) -> bool:
        """Whether a modal is open."""
        return self.workspace.top_view(self.id) is not None

    @property
    def errors(self) -> dict[str, str]:
        """What is wrong with the modal on top: label → sentence."""
        view = self.workspace.top_view(self.id)
        if view is None:
            return {}
        blocks = {block["block_id"]: block for block in view.payload["blocks"]}
        return {label_of(blocks[each], self.reading): sentence for each, sentence in view.errors.items()}

    def home(self) -> Shown | None:
        """The app's Home as it is published for this person now."""
        view = self.workspace.homes.get(self.id)
        return self._shown(view) if view else None

    def messages(self, in_: str = "general") -> list[Message]:
        """The messages that this person sees in a channel, or in a direct message such as `@Cairn`."""
        return list(self.workspace.shown(self.id, self._place(in_).id))

    def reads(self, in_: str = "general") -> list[str]:
        """The texts of all messages that this person sees there, oldest first; ephemeral ones count as read."""
        return [self.read(message) for message in self.messages(in_)]

    def reads_thread(self, parent: Message) -> list[str]:
        """The texts of a thread, its parent first."""
        return [self.read(each) for each in self.workspace.shown(self.id, parent.channel, parent.ts)]

    def read(self, message: Message) -> str:
        """The text of one message, which then counts as read."""
        self._read.add(self._key(message))
        return self.reading.message(message)

    def finds(self, text: str, in_: str = "general") -> Message:
        """The latest message that says this, among what this person sees there."""
        seen = self.messages(in_)
        for message in reversed(seen):
            if text in self.reading.message(message):
                self.read(message)
                return message
        told = "\n---\n".join(self.reading.message(message) for message in seen[-5:])
        raise NotSeen(f"{self.who.name} does not see {text!r} in {in_}, but:\n{told}")

    async def awaits(self, text: str, in_: str = "general", seconds: float = _WAIT_SECONDS) -> Message:
        """The message that says this, as soon as it is there; NotSeen after so many seconds."""
        await self._slack.comes_true(
            lambda: any(text in self.reading.message(each) for each in self.messages(in_)), seconds
        )
        return self.finds(text, in_)

    async def awaits_modal(self, words: str, seconds: float = _WAIT_SECONDS) -> Shown:
        """The modal that shows these words, as soon as it is on top."""
        await self._slack.comes_true(lambda: self.has_modal and words in self.modal, seconds)
        if words not in self.modal:
            raise NotSeen(f"{self.who.name} does not see {words!r}, but:\n{self.modal.text}")
        return self.modal

    @property
    def ephemerals(self) -> list[Message]:
        """The messages that only this person sees, oldest first."""
        mine = (
            message
            for there in self.workspace.messages.values()
            for message in there.values()
            if message.ephemeral_to == self.id and not message.deleted
        )
        return sorted(mine, key=lambda message: message.ts)

    @property
    def unread(self) -> list[str]:
        """The ephemeral messages not read yet: after a test that expected none there is none."""
        return [self.reading.message(each) for each in self.ephemerals if self._key(each) not in self._read]

    @property
    def notifications(self) -> list[str]:
        """What rang: the notification texts of direct messages and mentions by others, oldest first."""
        rang = (
            message
            for channel in self.workspace.channels_of(self.id)
            for message in self.workspace.messages.get(channel.id, {}).values()
            if message.author != self.id and not message.deleted and message.ephemeral_to is None
            if channel.is_direct or f"<@{self.id}" in message.text
        )
        return [self.reading.mrkdwn(each.text) for each in sorted(rang, key=lambda message: message.ts)]

    @property
    def troubles(self) -> list[str]:
        """What Slack's client told this person about the app's failures, oldest first."""
        return [trouble.sentence for trouble in self.workspace.troubles if trouble.person == self.id]

    def _place(self, name: str) -> Channel:
        workspace = self.workspace
        if name.startswith("@"):
            people = [workspace.find_named(each) for each in name.removeprefix("@").split(",@")]
            return workspace.direct_message([self.id, *(each.id for each in people if each)])
        channel = workspace.get_channel(name)
        if not workspace.can_see(self.id, channel):
            raise NotSeen(f"{self.who.name} cannot see #{name}.")
        return channel

    def _top(self) -> View:
        view = self.workspace.top_view(self.id)
        if view is None:
            raise NotSeen(f"{self.who.name} has no modal open.")
        return view

    def _shown(self, view: View) -> Shown:
        payload, reading = view.payload, self.reading
        return Shown(
            title=payload.get("title", {}).get("text", ""),
            text=reading.view(view),
            fields=dict(self._fields(view)),
            submit=payload.get("submit", {}).get("text"),
            close=payload.get("close", {}).get("text"),
            view=view,
        )

    def _fields(self, view: View) -> Iterator[tuple[str, str]]:
        for block, element in elements(view.payload["blocks"]):
            if block["type"] == "input":
                typed = view.typed.get(block["block_id"], {}).get(element["action_id"])
                state = state_of(element, typed)
                yield label_of(block, self.reading), self.reading.state(state) if state else ""

    @staticmethod
    def _key(message: Message) -> tuple[str, str, str]:
        return message.channel, message.ts, f"{message.text}{message.blocks}"
