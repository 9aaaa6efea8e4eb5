"""The regions of the page as HTML: each is drawn whole, and the browser takes over what differs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from sandbox.page import blocks, dates, mrkdwn, static_files
from sandbox.page.address import HOME, place_of
from sandbox.page.html import fingerprint, icon
from sandbox.page.lines import lines
from sandbox.page.scene import LATEST, Scene, title
from sandbox.page.slack_commands import COMMANDS
from sandbox.page.spot import Spot
from sandbox.things import Channel, Person, View

NAMES = ("top", "bar", "main", "side", "modal")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the left bar."""

    label: str
    path: str
    sign: str
    current: bool
    unread: int = 0
    person: Person | None = None
    faint: bool = False


@cache
def templates() -> Environment:
    """The page's templates, escaping everything that is not markup, failing on a name that is not there.

    They are compiled once for all pages of a process.
    """
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"icon": icon, "fingerprint": fingerprint, "static": static_files.folder}
    return made


def draw_page(made: Environment, scene: Scene) -> str:
    """The whole page."""
    drawn = {name: draw(made, scene, name) for name in NAMES}
    return made.get_template("page.html").render(scene=scene, regions=drawn, completions=completions(scene))


def draw(made: Environment, scene: Scene, name: str) -> Markup:
    """One region of the page."""
    text = made.get_template(f"{name}.html").render(scene=scene, **_VALUES[name](scene))
    return Markup(text)  # noqa: S704 - The template has escaped it.


def completions(scene: Scene) -> dict[str, Any]:
    """What the composer completes: the app's commands and the people one can mention."""
    commands = [
        {"name": name, "hint": each.get("usage_hint", ""), "about": each.get("description", "")}
        for name, each in scene.slack.app.commands.items()
    ] + [{"name": each.name, "hint": each.hint, "about": each.about} for each in COMMANDS]
    people = [
        {"name": f"@{each.name}", "hint": each.real_name, "about": ""}
        for each in scene.workspace.people.values()
        if not each.deleted and (not each.is_bot or each is scene.bot)
    ]
    return {"commands": commands, "people": people}


def _top(scene: Scene) -> dict[str, Any]:
    clock = scene.workspace.clock
    child = scene.child
    return {
        "now": dates.stamp(scene.reader.now, scene.reader),
        "in_full": dates.in_full(scene.reader.now, scene.reader),
        "zone": _city(scene.person.zone),
        "moving": clock.reached < clock.wanted - 1,
        "state": child.state if child else "running",
        "can_restart": child is not None,
    }


def _bar(scene: Scene) -> dict[str, Any]:
    workspace, person = scene.workspace, scene.person
    own = [channel for channel in workspace.channels_of(person.id) if not channel.archived]
    others = [
        channel
        for channel in workspace.channels.values()
        if channel not in own
        and not channel.is_direct
        and not channel.archived
        and workspace.can_see(person.id, channel)
    ]
    return {
        "people": [
            _switch(scene, each) for each in workspace.people.values() if not each.is_bot and not each.deleted
        ],
        "channels": sorted((_entry(scene, each) for each in own if not each.is_direct), key=_by_label),
        "others": sorted((_entry(scene, each, faint=True) for each in others), key=_by_label),
        "directs": _directs(scene),
        "app": _app_entry(scene),
    }


def _switch(scene: Scene, person: Person) -> dict[str, Any]:
    """One of the people as whom one can act, with the time where they are."""
    local = scene.reader.now.astimezone(ZoneInfo(person.zone))
    return {
        "person": person,
        "path": f"/as/{person.name}/{_same_place(scene, person)}",
        "current": person.id == scene.person.id,
        "zone": _city(person.zone),
        "kind": "guest" if person.is_guest else "from outside" if person.team != scene.workspace.team else "",
        "time": _day_and_time(local),
    }


def _same_place(scene: Scene, person: Person) -> str:
    """Where one lands as somebody else: in the same conversation, if they can see it."""
    if scene.is_home:
        return HOME
    channel = scene.channel
    return place_of(channel) if channel and scene.workspace.can_see(person.id, channel) else ""


def _city(zone: str) -> str:
    """The place that a time zone is named after."""
    return zone.rsplit("/", maxsplit=1)[-1].replace("_", " ")


def _day_and_time(local: datetime) -> str:
    return f"{dates.WEEKDAYS[local.weekday()][:3]} {local:%H:%M}"


def _entry(scene: Scene, channel: Channel, *, faint: bool = False) -> Entry:
    return Entry(
        label=title(scene.workspace, channel, scene.person.id),
        path=scene.address.to(place_of(channel)).path,
        sign={"public": "hash", "private": "lock", "im": "person", "mpim": "people"}[channel.kind],
        current=scene.channel is channel,
        unread=0 if faint else scene.unread(channel),
        faint=faint,
    )


def _by_label(entry: Entry) -> str:
    return entry.label.casefold()


def _directs(scene: Scene) -> list[Entry]:
    """The people one can write to, then the conversations of several."""
    workspace, me = scene.workspace, scene.person.id
    open_now = {
        channel.members[0] if channel.members[-1] == me else channel.members[-1]: channel
        for channel in workspace.channels_of(me)
        if channel.kind == "im"
    }
    singles: list[Entry] = []
    for person in workspace.people.values():
        if person.id == me or person.is_bot or person.deleted:
            continue
        channel = open_now.get(person.id)
        singles.append(
            Entry(
                label=person.real_name,
                path=scene.address.to(channel.id if channel else f"@{person.name}").path,
                sign="person",
                current=channel is not None and scene.channel is channel,
                unread=scene.unread(channel) if channel else 0,
                person=person,
            )
        )
    groups = [_entry(scene, channel) for channel in workspace.channels_of(me) if channel.kind == "mpim"]
    return singles + groups


def _app_entry(scene: Scene) -> dict[str, Any]:
    """The app: its Home, and the direct message with it."""
    bot = scene.bot
    if bot is None:
        return {"bot": None}
    channel = next(
        (
            each
            for each in scene.workspace.channels_of(scene.person.id)
            if each.kind == "im" and bot.id in each.members
        ),
        None,
    )
    return {
        "bot": bot,
        "home": scene.address.to(HOME).path,
        "messages": scene.address.to(channel.id if channel else f"@{bot.name}").path,
        "unread": scene.unread(channel) if channel else 0,
        "on_messages": channel is not None and scene.channel is channel,
    }


def _main(scene: Scene) -> dict[str, Any]:
    channel = scene.channel
    messages = scene.messages()
    return {
        "app": _app_entry(scene),
        "name": title(scene.workspace, channel, scene.person.id) if channel else "",
        "lines": list(lines(scene, messages[-LATEST:])),
        "older": len(messages) > LATEST,
        "home": _blocks(scene, scene.home) if scene.is_home and scene.home else None,
        "shortcuts": scene.slack.app.shortcuts,
        "members": [scene.workspace.people[each] for each in channel.members] if channel else [],
    }


def _side(scene: Scene) -> dict[str, Any]:
    return {
        "lines": list(lines(scene, scene.thread(), in_thread=True)),
        "shortcuts": scene.slack.app.shortcuts,
        "scene_people": {each.name: each for each in scene.workspace.people.values()},
    }


def _modal(scene: Scene) -> dict[str, Any]:
    views = [
        {
            "view": view,
            "blocks": _blocks(scene, view),
            "title": mrkdwn.draw_plain(view.payload["title"]),
            "submit": mrkdwn.draw_plain(view.payload["submit"]) if view.payload.get("submit") else None,
            "close": _close(view),
        }
        for view in scene.modals
    ]
    return {"views": views, "bot": scene.bot}


def _close(view: View) -> Markup:
    """The words on the button that closes: the app's, else what the button does."""
    if view.payload.get("close"):
        return mrkdwn.draw_plain(view.payload["close"])
    return (
        Markup("Back")
        if view.previous_id
        else Markup("Cancel")
        if view.payload.get("submit")
        else Markup("Close")
    )


def _blocks(scene: Scene, view: View) -> Markup:
    here = scene.channel.id if scene.channel else None
    spot = Spot(scene.reader, view.id, here=here, typed=view.typed, errors=view.errors)
    return blocks.draw_all(view.payload["blocks"], spot)


_VALUES = {"top": _top, "bar": _bar, "main": _main, "side": _side, "modal": _modal}
