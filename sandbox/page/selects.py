"""Select menus as HTML: one kind of control, a box to type in with a list under it, for every select of Block Kit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from sandbox.page import mrkdwn
from sandbox.page.html import icon, join, tag
from sandbox.page.reader import Place
from sandbox.page.spot import Json, Spot, held

KINDS = frozenset(
    f"{multi}{source}_select"
    for multi in ("", "multi_")
    for source in ("static", "external", "users", "conversations", "channels")
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: what is sent, what is read, and the words below it."""

    value: str
    label: str
    description: str = ""
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under a heading; the heading is empty where a list has no groups."""

    label: str
    entries: tuple[Entry, ...]


def draw(element: Json, spot: Spot) -> Markup:
    """A select of any kind: its chosen entries, a box to filter by typing, and its list."""
    many = element["type"].startswith("multi_")
    source = element["type"].removeprefix("multi_").removesuffix("_select")
    groups = _groups(source, element, spot)
    chosen = _chosen(source, element, spot, groups)
    key = spot.key(element["action_id"])
    placeholder = (
        mrkdwn.composed_plain(element["placeholder"]) if "placeholder" in element else "Select an option"
    )
    box = tag(
        "input",
        id=key,
        type="text",
        role="combobox",
        aria_expanded="false",
        aria_controls=f"{key}-list",
        aria_autocomplete="list",
        aria_label=None if spot.named else placeholder,
        aria_describedby=f"{key}-error {key}-hint" if spot.named else None,
        aria_required="true" if spot.needed else None,
        aria_invalid="true" if spot.block in spot.errors else None,
        autocomplete="off",
        spellcheck="false",
        placeholder=placeholder,
        value="" if many or not chosen else chosen[0].label,
        data_focus=element.get("focus_on_load"),
    )
    combo = tag(
        "div",
        tag("div", join(map(_chip, chosen)), class_="chips") if many else None,
        box,
        icon("chevron"),
        listbox(f"{key}-list", groups, many=many),
        class_="combo",
        data_many=many,
        data_value=chosen[0].value if chosen and not many else None,
        data_label=chosen[0].label if chosen and not many else None,
        data_most=element.get("max_selected_items"),
        data_suggest=element.get("min_query_length", 3) if source == "external" else None,
        data_clear=not spot.needed and not many,
    )
    return held(element, spot, combo)


def listbox(key: str, groups: Iterable[Group], *, many: bool = False) -> Markup:
    """The list of a select, which the browser opens over everything else."""
    return tag(
        "div",
        entries(key, groups),
        id=key,
        role="listbox",
        aria_label="Options",
        aria_multiselectable="true" if many else None,
        class_="menu listbox",
        popover="manual",
    )


def entries(key: str, groups: Iterable[Group]) -> Markup:
    """The lines of a list, under the headings of their groups."""
    parts: list[Markup] = []
    for number, group in enumerate(groups):
        lines = join(_line(f"{key}-{number}-{index}", entry) for index, entry in enumerate(group.entries))
        heading = tag("div", group.label, class_="group", aria_hidden="true") if group.label else None
        parts.append(tag("div", heading, lines, role="group", aria_label=group.label or None))
    return join(parts)


def from_options(payload: Json) -> tuple[Group, ...]:
    """The groups in `options` or `option_groups`, as an element or an answer to a suggestion has them."""
    if payload.get("option_groups"):
        return tuple(
            Group(mrkdwn.composed_plain(group["label"]), tuple(map(_entry, group["options"])))
            for group in payload["option_groups"]
        )
    return (Group("", tuple(map(_entry, payload.get("options") or ()))),)


def _groups(source: str, element: Json, spot: Spot) -> tuple[Group, ...]:
    reader = spot.reader
    if source == "users":
        here = (Entry(who, name) for who, name in reader.people.items() if who not in reader.gone)
        return (Group("", tuple(here)),)
    if source == "channels":
        return (
            Group("", tuple(_place(place) for place in reader.places.values() if place.kind == "public")),
        )
    if source == "conversations":
        wanted = element.get("filter", {}).get("include", ("public", "private", "im", "mpim"))
        return (Group("", tuple(_place(place) for place in reader.places.values() if place.kind in wanted)),)
    return from_options(element)


def _place(place: Place) -> Entry:
    """A channel with its #, and a lock where it is private; a direct message by its people."""
    is_channel = place.kind in ("public", "private")
    return Entry(place.id, f"#{place.name}" if is_channel else place.name, is_private=place.kind == "private")


def _chosen(source: str, element: Json, spot: Spot, groups: tuple[Group, ...]) -> list[Entry]:
    """What the element says is chosen at first."""
    if source in ("static", "external"):
        single = [element["initial_option"]] if "initial_option" in element else []
        return [_entry(option) for option in element.get("initial_options", single)]
    thing = {"users": "user", "channels": "channel", "conversations": "conversation"}[source]
    ids = element.get(f"initial_{thing}s") or [element.get(f"initial_{thing}")]
    if element.get("default_to_current_conversation") and not any(ids):
        ids = [spot.here]
    known = {entry.value: entry for group in groups for entry in group.entries}
    return [known.get(each, Entry(each, each)) for each in ids if each]


def _entry(option: Json) -> Entry:
    described = option.get("description")
    words = mrkdwn.composed_plain(described) if described else ""
    return Entry(option["value"], mrkdwn.composed_plain(option["text"]), words)


def _line(key: str, entry: Entry) -> Markup:
    return tag(
        "div",
        tag("span", tag("bdi", entry.label), tag("small", entry.description) if entry.description else None),
        icon("lock") if entry.is_private else None,
        icon("check"),
        id=key,
        role="option",
        aria_selected="false",
        aria_label=entry.label,
        data_value=entry.value,
        data_label=entry.label,
    )


def _chip(entry: Entry) -> Markup:
    """A chosen entry of a multi-select, with its own button to take it out."""
    remove = tag("button", icon("close"), type="button", aria_label=f"Remove {entry.label}")
    return tag(
        "span", tag("bdi", entry.label), remove, class_="chip", data_value=entry.value, data_label=entry.label
    )
