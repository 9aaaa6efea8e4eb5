"""The comments on RFCs that were kept, each numbered within its own."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from rituals.ids import Person
from rituals.rfcs.model import Comment, Quote, Rfc
from storage.schema import comments


def add(tx: Connection, rfc: Rfc, comment: Comment) -> Comment:
    """The comment with the number that it has from now on; the RFC is held."""
    last = select(func.max(comments.c.number)).where(*_of(rfc))
    numbered = replace(comment, number=(tx.execute(last).scalar() or 0) + 1)
    key = {"team_id": rfc.team, "rfc": rfc.number, "number": numbered.number}
    tx.execute(insert(comments), {**key, **_columns(comment)})
    return numbered


def find(tx: Connection, rfc: Rfc, number: int) -> Comment | None:
    """The comment of this number, if there is one."""
    row = tx.execute(select(comments).where(*_of(rfc), comments.c.number == number)).one_or_none()
    return None if row is None else _comment(row)


def save(tx: Connection, rfc: Rfc, comment: Comment) -> None:
    """The comment stands as it is now: in the hands of whoever has taken it over."""
    here = *_of(rfc), comments.c.number == comment.number
    tx.execute(update(comments).where(*here).values(_columns(comment)))


def read_all(tx: Connection, rfc: Rfc) -> list[Comment]:
    """The comments on an RFC that were kept, the latest first."""
    latest_first = select(comments).where(*_of(rfc)).order_by(comments.c.number.desc())
    return [_comment(row) for row in tx.execute(latest_first)]


def _of(rfc: Rfc) -> Any:
    return comments.c.team_id == rfc.team, comments.c.rfc == rfc.number


def _columns(comment: Comment) -> dict[str, Any]:
    quote = comment.quote
    return {
        "person": comment.person,
        "words": comment.words,
        "kept_at": comment.kept_at,
        "quoted": quote and quote.author,
        "permalink": quote.permalink if quote else "",
    }


def _comment(row: Row[Any]) -> Comment:
    quote = None if row.quoted is None else Quote(Person(row.quoted), row.permalink)
    return Comment(row.number, Person(row.person), row.words, row.kept_at, quote)
