"""How many statements an act takes, whatever they cost: what creeps in with each person, or into each vote, is counted."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, event


def statements(tx: Connection, act: Callable[[], object]) -> list[str]:
    """The statements that the act runs, in order; one that takes many rows is one."""
    ran: list[str] = []

    def note(_tx: Connection, _cursor: Any, statement: str, _values: Any, _context: Any, _many: bool) -> None:
        ran.append(statement)

    event.listen(tx, "before_cursor_execute", note)
    act()
    event.remove(tx, "before_cursor_execute", note)
    return ran
