"""The workspace on disk, so that it is the same after the sandbox was closed: one JSON file, and the files beside it.

Open modals, triggers and response URLs do not outlive the sandbox; everything else does.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, TypeVar

import orjson

from sandbox.clock import Clock
from sandbox.feed import Subscription
from sandbox.things import Channel, File, Installation, Message, Person, UserGroup, View
from sandbox.workspace import Workspace

_FILE = "workspace.json"
_FILES = "files"
_EVERY_SECONDS = 1.0
Thing = TypeVar("Thing")


async def keep(workspace: Workspace, folder: Path) -> None:
    """Save after changes, at most once a second, until cancelled."""
    with workspace.changes() as changes:
        while True:
            await keep_next(workspace, folder, changes)
            await asyncio.sleep(_EVERY_SECONDS)


async def keep_next(workspace: Workspace, folder: Path, changes: Subscription) -> None:
    """Wait for a change, and save it together with all that came with it."""
    await anext(changes)
    changes.skip()
    save(workspace, folder)


def save(workspace: Workspace, folder: Path) -> None:
    """Write the workspace; a crash leaves either the old or the new state."""
    (folder / _FILES).mkdir(parents=True, exist_ok=True)
    for file in workspace.files.values():
        path = folder / _FILES / file.id
        if file.content and not path.exists():
            path.write_bytes(file.content)
    state = {
        "team": workspace.team,
        "name": workspace.name,
        "domain": workspace.domain,
        "counter": workspace.counter,
        "last_ts": workspace.last_ts,
        "people": list(workspace.people.values()),
        "channels": list(workspace.channels.values()),
        "messages": [each for there in workspace.messages.values() for each in there.values()],
        "groups": list(workspace.groups.values()),
        "files": [replace(file, content=b"") for file in workspace.files.values()],
        "homes": list(workspace.homes.values()),
        "installation": workspace.installation,
    }
    fresh = folder / f"{_FILE}.new"
    fresh.write_bytes(orjson.dumps(state, default=_plain, option=orjson.OPT_INDENT_2))
    fresh.replace(folder / _FILE)


def load(folder: Path, clock: Clock) -> Workspace | None:
    """The workspace saved there, if any."""
    path = folder / _FILE
    if not path.exists():
        return None
    state = orjson.loads(path.read_bytes())
    workspace = Workspace(state["team"], state["name"], state["domain"], clock)
    workspace.counter, workspace.last_ts = state["counter"], state["last_ts"]
    workspace.people = {each.id: each for each in _things(Person, state["people"])}
    workspace.channels = {each.id: each for each in _things(Channel, state["channels"])}
    workspace.groups = {each.id: each for each in _things(UserGroup, state["groups"])}
    for message in _things(Message, state["messages"]):
        workspace.messages.setdefault(message.channel, {})[message.ts] = message
    for file in _things(File, state["files"]):
        content = folder / _FILES / file.id
        file.content = content.read_bytes() if content.exists() else b""
        workspace.files[file.id] = file
    workspace.homes = {each.owner: each for each in _things(View, state["homes"])}
    workspace.views = {each.id: each for each in workspace.homes.values()}
    if state["installation"]:
        kept = state["installation"]
        workspace.installation = Installation(**{**kept, "scopes": frozenset(kept["scopes"])})
    return workspace


def _things(kind: type[Thing], saved: Iterable[dict[str, Any]]) -> list[Thing]:
    """Things of this kind; what an older sandbox saved under names that are gone is left out."""
    known = {each.name for each in fields(kind)}  # type: ignore[arg-type]
    return [kind(**{name: value for name, value in each.items() if name in known}) for each in saved]


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, bytes):
        return ""
    raise TypeError(f"{type(value).__name__} cannot be saved")
