"""The person for whom the page is drawn: their zone, the time, and the names that they may see."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

Kind = Literal["public", "private", "im", "mpim"]


@dataclass(frozen=True, slots=True)
class Place:
    """A conversation that the reader can see: its id, its name without any sign, and its kind."""

    id: str
    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads.

    `people` and `groups` map ids to names, `gone` are the people who cannot be chosen any more; `link` turns a link
    of Slack's into one of this page, `picture` a file's id into an address.
    """

    person: str
    zone: ZoneInfo
    now: datetime
    people: Mapping[str, str] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    places: Mapping[str, Place] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    link: Callable[[str], str] = str
    picture: Callable[[str], str] = str
