"""News of a ritual, rendered when it is sent from what is stored then; None where it is no longer wanted."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeVar

from sqlalchemy import Connection

from handlers.replies import Message
from handlers.ritual import Render
from rituals.ids import Person, Team
from storage.deliveries import Delivery


class Going(Protocol):
    """What takes its course."""

    @property
    def state(self) -> StrEnum:
        """Where it stands."""


G = TypeVar("G", bound=Going)
K = TypeVar("K")


def about(
    find: Callable[[Connection, Team, str], G | None], view: Callable[[G], Message], *only: StrEnum
) -> Render:
    """News about it, as long as it is in one of these states; in any, if none is named."""

    def render(tx: Connection, delivery: Delivery, _: datetime) -> Message | None:
        found = find(tx, delivery.team, delivery.ritual_id)
        return None if found is None or (only and found.state not in only) else view(found)

    return render


def about_with(
    find: Callable[[Connection, Team, str], G | None],
    read: Callable[[Connection, G], K],
    view: Callable[[G, K], Message],
    *only: StrEnum,
    wanted: Callable[[K], bool] = lambda _: True,
) -> Render:
    """The same with what is known of it then, who stands where, say; told as long as it is `wanted` with that."""

    def render(tx: Connection, delivery: Delivery, _: datetime) -> Message | None:
        found = find(tx, delivery.team, delivery.ritual_id)
        if found is None or found.state not in only:
            return None
        known = read(tx, found)
        return view(found, known) if wanted(known) else None

    return render


def for_them(
    find_visible: Callable[[Connection, Team, str, Person], G | None],
    view: Callable[[G], Message],
    *only: StrEnum,
) -> Render:
    """The same for one person, as long as they see it."""

    def render(tx: Connection, delivery: Delivery, _: datetime) -> Message | None:
        found = find_visible(tx, delivery.team, delivery.ritual_id, delivery.person or Person(""))
        return None if found is None or (only and found.state not in only) else view(found)

    return render
