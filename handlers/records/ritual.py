"""Records, as the wiring sees them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from handlers.payloads import Command
from handlers.records import asking, listeners, reviewing
from handlers.records.exporting import EMPTY, FAILED, Exporter
from handlers.records.views import export
from handlers.records.views.home import MOST_SHOWN, home
from handlers.remembered import OPEN
from handlers.replies import Block, Reply
from handlers.ritual import Desk, Ritual, Work
from rituals.ids import Person, Team
from storage import records
from storage.record_timers import ASK, ASK_AGAIN, TELL
from storage.records import RITUAL


def record_ritual() -> Ritual:
    """Everything that Slack, the clock and the courier may ask of records."""
    exporter = Exporter()

    async def on_command(command: Command, desk: Desk) -> Reply:
        if command.text.casefold() == "export":
            return await exporter.on_export(command, desk)
        return await listeners.on_command(command, desk)

    return Ritual(
        name=RITUAL,
        commands={"decisions": on_command},
        clicks={
            OPEN: listeners.on_open,
            "record.find": listeners.on_find,
            "record.help": listeners.on_help,
            "record.export": exporter.on_export,
            "record.record": listeners.on_write,
            "record.write": listeners.on_write,
            "record.page": listeners.on_page,
            "record.filters": listeners.on_filters,
            "record.supersede": listeners.on_form,
            "record.tag": listeners.on_form,
            "record.link": listeners.on_form,
            "record.deprecate": listeners.on_state,
            "record.reinstate": listeners.on_state,
            "record.look_back": reviewing.on_look_back,
            "record.review_date": reviewing.on_date,
            "record.amend": reviewing.on_amend,
        },
        submissions={
            "record.search": listeners.on_search,
            "record.write": listeners.on_written,
            "record.supersede": listeners.on_superseded,
            "record.tag": listeners.on_tagged,
            "record.link": listeners.on_linked,
            "record.review": reviewing.on_looked_back,
            "record.review_date": reviewing.on_dated,
        },
        timers={ASK: Work(asking.ask), ASK_AGAIN: Work(asking.ask), TELL: Work(asking.tell)},
        hold=records.hold,
        waiting=asking.draw_waiting,
        home=draw_home,
        awaits=asking.await_reviews,
        messages={
            asking.MISSED: asking.render_missed,
            asking.REVIEWED: asking.render_reviewed,
            FAILED: lambda _tx, _owed, _now: export.failed(),
            EMPTY: lambda _tx, _owed, _now: export.empty(),
        },
    )


def draw_home(tx: Connection, team: Team, person: Person, _: datetime) -> Sequence[Block]:
    """What was decided last, as far as this person sees it."""
    return home(records.read_visible(tx, (team, person), MOST_SHOWN))
