"""How a past decision is told in a line or two, wherever it is: in lists, on Home, beside a new question. Pure."""

from collections.abc import Sequence
from datetime import date

from handlers.blocks import button, clean, context, escape, link_channel, section, shorten
from handlers.replies import Block
from rituals.phrases import MONTHS
from rituals.records.model import Record, State, name_of

OPEN = "record.open"
"""The action that shows a record; its value is the record's number."""


def day(on: date) -> str:
    """A day as everybody reads it, whatever their zone: “18 Nov 2026”."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def standing(record: Record) -> str:
    """Where it stands: “accepted”, “superseded by D-14”."""
    if record.state is State.SUPERSEDED and record.superseded_by is not None:
        return f"superseded by {name_of(record.superseded_by)}"
    return record.state.value


def in_short(record: Record) -> str:
    """The record in two lines of mrkdwn: what was asked, what came of it and when."""
    tags = "".join(f" · {escape(tag)}" for tag in record.tags[:3])
    came = f"{escape(shorten(clean(record.decision), 150))} · " if record.decision else ""
    return (
        f"*{record.name}  {escape(shorten(record.title, 150))}*\n"
        f"{came}{standing(record)} · {day(record.decided_on)} · {link_channel(record.channel)}{tags}"
    )


def listed(records: Sequence[Record]) -> list[Block]:
    """A line for each of these records, with a button that shows it."""
    return [
        section(in_short(one), f"record {one.number}", accessory=button("Open", OPEN, str(one.number)))
        for one in records
    ]


def similar(records: Sequence[Record]) -> list[Block]:
    """What was decided about something like it; nothing where there is none."""
    return [context("*Decided before*, on something like it:"), *listed(records)] if records else []
