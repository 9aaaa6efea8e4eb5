"""Alembic's way in: it runs the migrations on the connection that `storage.migrate` opened."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import DefaultClause, False_, True_

from storage.schema import metadata
from storage.types import Json, Utc


def render(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """How a new migration spells what Alembic would spell for one database only; all else as Alembic does."""
    if kind == "type" and isinstance(item, Utc | Json):
        autogen.imports.add("from storage.types import Json, Utc")
        return f"{type(item).__name__}()"
    if kind == "server_default" and isinstance(item, DefaultClause) and isinstance(item.arg, False_ | True_):
        return f"sa.{item.arg}()"
    return False


def is_ours(_: Any, name: str | None, kind: str, *__: Any) -> bool:
    """Whether Alembic compares this: the tables of full-text search are each engine's own."""
    return not (kind == "table" and name is not None and name.startswith("record_words"))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_item=render,
    include_object=is_ours,
    # SQLite cannot change a table in place, so Alembic copies it into a new one.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
