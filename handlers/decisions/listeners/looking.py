"""Looking: results, details, history, why, lists, help."""

from datetime import datetime

from sqlalchemy import Connection

from handlers.decisions.acts import voting
from handlers.decisions.acts.course import get_visible
from handlers.decisions.listeners.managing import open_manage
from handlers.decisions.views import answers, insight
from handlers.decisions.views.details import MOST_NAMED, Known, details_modal
from handlers.decisions.views.why import why_modal
from handlers.payloads import Click, Command, Who
from handlers.replies import Open, Reply, Say
from handlers.ritual import Desk
from handlers.undertaken import read_undertaken
from rituals.decisions.model import RITUAL, Decision
from rituals.decisions.terms import Secrecy
from rituals.ids import Person, Ref, Team
from storage import electors, history, rounds, seats
from storage.history import Entry

MOST_LISTED, MOST_ENTRIES = 20, 200


async def on_list(asking: Command | Click, desk: Desk) -> Reply:
    """`/decide list`: what is open, as far as the person sees it."""
    await desk.directory.ensure_person(asking.who.team, asking.who.person)
    found = await desk.database.read(seats.read_open, asking.who.team, asking.who.person, MOST_LISTED)
    return Say(insight.open_list(found, MOST_LISTED, asking.who.person))


async def on_help(_: Command | Click, __: Desk) -> Reply:
    """`/decide help`."""
    return Say(insight.help_message())


async def on_results(click: Click, desk: Desk) -> Reply:
    """“Results so far”, for those who may see them."""
    how = await desk.database.read(voting.read_standing, click.who.team, click.value, click.who.person)
    return Say(answers.results(how.decision, how.result, how.votes, how.partial))


async def on_menu(click: Click, desk: Desk) -> Reply:
    """⋯ on the card: its value names what to show, then the decision."""
    name, _, decision = click.value.partition(" ")
    if name == "manage":
        return await open_manage(click.who, decision, desk)
    return await _show(click, name, decision, desk)


async def on_details(click: Click, desk: Desk) -> Reply:
    """A button that shows details."""
    return await _show(click, "details", click.value, desk)


async def _show(click: Click, name: str, decision: str, desk: Desk) -> Reply:
    team, person = click.who.team, click.who.person
    if name == "history":
        return Open(insight.history_modal(*await desk.database.read(_read_history, team, decision, person)))
    if name == "why":
        return Open(why_modal(await desk.database.read(get_visible, team, decision, person)))
    return Open(details_modal(await desk.database.read(_read_details, click.who, decision, desk.now())))


def _read_details(tx: Connection, who: Who, decision: str, now: datetime) -> Known:
    found = get_visible(tx, who.team, decision, who.person)
    asked = electors.read_asked(tx, found.ref, MOST_NAMED)
    is_open_book = found.terms.secrecy is Secrecy.OPEN and found.result is not None
    votes = seats.read_votes(tx, who.team, decision) if is_open_book else []
    record, in_all = rounds.find_record(tx, found), electors.count_asked(tx, found.ref)
    return Known(found, asked, in_all, votes, record, read_undertaken(tx, found.ref, who.person, now))


def _read_history(
    tx: Connection, team: Team, decision: str, person: Person
) -> tuple[Decision, list[Entry], list[Person]]:
    found = get_visible(tx, team, decision, person)
    entries = history.read_latest(tx, Ref(team, RITUAL, decision), MOST_ENTRIES)
    hidden = found.terms.secrecy is not Secrecy.OPEN
    took_part = seats.read_took_part(tx, team, decision, MOST_NAMED) if hidden else []
    return found, entries, took_part
