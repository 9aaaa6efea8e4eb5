"""Looking: results so far, details, history, why, lists, help."""

from sqlalchemy import Connection

from handlers.commitments.acts import standing
from handlers.commitments.acts.awaiting import read_answering
from handlers.commitments.acts.course import get_visible
from handlers.commitments.listeners.managing import open_manage
from handlers.commitments.views import insight
from handlers.commitments.views.details import Known, details_modal
from handlers.commitments.views.why import why_modal
from handlers.payloads import Click, Command, Who, whole_number
from handlers.replies import Open, Reply, Say, Swap
from handlers.ritual import Desk
from rituals.commitments.model import Commitment
from rituals.ids import Person
from rituals.owing import Answering
from storage import commitments, history, positions
from storage.history import Entry

MOST_LISTED, MOST_ENTRIES = 20, 200


async def on_list(asking: Command | Click, desk: Desk) -> Reply:
    """`/commit list`: what is under way, as far as the person sees it."""
    await desk.directory.ensure_person(asking.who.team, asking.who.person)
    found = await desk.database.read(commitments.read_open, asking.who.team, asking.who.person)
    return Say(insight.open_list(found[:MOST_LISTED], MOST_LISTED, asking.who.person))


async def on_help(_: Command | Click, __: Desk) -> Reply:
    """`/commit help`."""
    return Say(insight.help_message())


async def on_results(click: Click, desk: Desk) -> Reply:
    """“Results so far”: what this person may see, said to them alone."""
    return Say(insight.results(*await desk.database.read(standing.read_results, click.who, click.value)))


async def on_menu(click: Click, desk: Desk) -> Reply:
    """⋯ on the card: its value names what to show, then the commitment."""
    name, _, commitment = click.value.partition(" ")
    if name == "manage":
        return await open_manage(click.who, commitment, desk)
    if name == "history":
        return Open(insight.history_modal(*await desk.database.read(_read_history, click.who, commitment)))
    if name == "why":
        return Open(why_modal(*await desk.database.read(_read_why, click.who, commitment)))
    return await _open_details(click, commitment, desk)


async def on_details(click: Click, desk: Desk) -> Reply:
    """A button that shows details."""
    return await _open_details(click, click.value, desk)


async def _open_details(click: Click, commitment: str, desk: Desk) -> Reply:
    known = await desk.database.read(standing.read_details, click.who, commitment, desk.now())
    return Open(details_modal(known))


async def on_page(click: Click, desk: Desk) -> Reply:
    """Another page of the details."""
    page, _, commitment = click.value.partition(" ")
    known: Known = await desk.database.read(standing.read_details, click.who, commitment, desk.now())
    return Swap(details_modal(known, whole_number(page) or 1))


def _read_why(tx: Connection, who: Who, commitment: str) -> tuple[Commitment, Answering]:
    found = get_visible(tx, who.team, commitment, who.person)
    return found, read_answering(tx, found)


def _read_history(tx: Connection, who: Who, commitment: str) -> tuple[Commitment, list[Entry], list[Person]]:
    found = get_visible(tx, who.team, commitment, who.person)
    entries = history.read_latest(tx, found.ref, MOST_ENTRIES)
    took_part = list(positions.read_all(tx, found.ref)) if found.is_hidden else []
    return found, entries, took_part
