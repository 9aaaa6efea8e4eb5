"""What is played by turns: `make test` plays a part of it, and all of it is played where ENGINES says “both”."""

import os
import zlib
from collections.abc import Sequence

IS_ALL_PLAYED = os.environ.get("ENGINES") == "both"


def turn(name: str, of: int) -> int:
    """Whose turn of so many it is with what has this name: the same one each time."""
    return zlib.crc32(name.encode()) % of


def by_turns(name: str, values: Sequence[str]) -> Sequence[str]:
    """The values with which what has this name is played: one of them, or all."""
    return values if IS_ALL_PLAYED else [values[turn(name, len(values))]]
