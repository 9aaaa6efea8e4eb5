"""What a listener wants the person to see: plain values, which the edge turns into Slack's calls."""

from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

Block: TypeAlias = Mapping[str, Any]
View: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Message:
    """Words and blocks; `text` is the notification, and stands alone where blocks are not shown."""

    text: str
    blocks: Sequence[Block] = ()


@dataclass(frozen=True, slots=True)
class Later:
    """A message whose time has not come: ask again then (in the ritual's time)."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Say:
    """Private words to the person who acted; `replace` puts them in the place of the message clicked.

    `then` is what follows the answer, and takes longer than Slack would wait.
    """

    message: Message
    replace: bool = False
    then: Callable[[], Coroutine[Any, Any, None]] | None = None


@dataclass(frozen=True, slots=True)
class Open:
    """A modal opens; `then` gives the same modal once slow parts are known, or None to leave it as it is."""

    view: View
    then: Callable[[], Awaitable[View | None]] | None = None


@dataclass(frozen=True, slots=True)
class Push:
    """A modal opens on top of the one that is there."""

    view: View


@dataclass(frozen=True, slots=True)
class Swap:
    """The modal that is there shows something else; what was typed in inputs that stay is kept by Slack."""

    view: View


@dataclass(frozen=True, slots=True)
class Finish:
    """All modals close."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be chosen in a select: (value, text), at most a hundred."""

    options: Sequence[tuple[str, str]]


Reply: TypeAlias = Say | Open | Push | Swap | Finish | Offer | None
