"""What a tab shows, as its URL says it: who acts, which conversation, and the thread beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import quote, unquote

from sandbox.things import Channel, Person
from sandbox.workspace import Workspace

HOME = "home"
_PERMALINK = re.compile(
    r"^https?://[^/]+/archives/(?P<channel>\w+)(?:/p(?P<seconds>\d+)(?P<rest>\d{6}))?(?:\?(?P<query>.*))?$"
)
_DEEP_LINK = re.compile(r"^slack://(?:channel|user|app)\?(?P<query>.*)$")


@dataclass(frozen=True, slots=True)
class Address:
    """`/as/ann/platform?thread=…`: `place` is a channel's name, a conversation's id, or the app's Home."""

    person: str
    place: str
    thread: str | None = None

    @property
    def path(self) -> str:
        """The URL's path and query."""
        base = f"/as/{quote(self.person)}/{quote(self.place)}"
        return f"{base}?thread={self.thread}" if self.thread else base

    def to(self, place: str, thread: str | None = None) -> Address:
        """The same person somewhere else."""
        return replace(self, place=place, thread=thread)


def place_of(channel: Channel) -> str:
    """How a channel is named in an address: its name, or its id where the name would be taken for something else."""
    return channel.id if channel.is_direct or channel.name == HOME else channel.name


def find_person(workspace: Workspace, name: str) -> Person | None:
    """Whom an address means by a name, an id, or a display name."""
    return workspace.people.get(name) or workspace.find_named(name)


def find_channel(workspace: Workspace, person: Person, place: str) -> Channel | None:
    """The conversation of an address, if this person can see it."""
    found = workspace.channels.get(place) or workspace.find_channel(place)
    return found if found and workspace.can_see(person.id, found) else None


def from_link(url: str, address: Address, workspace: Workspace) -> str:
    """A link of Slack's as one of this page, for the same person; any other link as it is."""
    if deep := _DEEP_LINK.match(url):
        return _from_deep_link(deep["query"], address, workspace) or url
    found = _PERMALINK.match(url)
    channel = workspace.channels.get(found["channel"]) if found else None
    if not found or not channel:
        return url
    if not found["seconds"]:
        return address.to(place_of(channel)).path
    ts = f"{found['seconds']}.{found['rest']}"
    thread = _query(found["query"] or "").get("thread_ts")
    return f"{address.to(place_of(channel), thread).path}#m-{ts}"


def _from_deep_link(query: str, address: Address, workspace: Workspace) -> str | None:
    asked = _query(query)
    if asked.get("tab") == "home":
        return address.to(HOME).path
    channel = workspace.channels.get(asked.get("id", ""))
    return address.to(place_of(channel)).path if channel else None


def _query(query: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in query.split("&"))
    return {key: unquote(value) for key, _, value in pairs}
