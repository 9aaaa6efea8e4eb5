"""Looking at actions: lists, details, help."""

from sqlalchemy import Connection

from handlers.actions.views import messages
from handlers.actions.views.forms import details_modal
from handlers.payloads import Click, Command, Who
from handlers.places import home_of
from handlers.replies import Message, Open, Reply, Say
from handlers.ritual import Desk
from rituals.actions.course import UNKNOWN
from rituals.actions.model import Action
from rituals.ids import Person, Ref, Team
from rituals.refusal import Refusal
from storage import actions, history
from storage.actions import RITUAL
from storage.history import Entry

MOST_ENTRIES = 50


async def on_list(asking: Command | Click, desk: Desk) -> Say:
    """`/actions`: what the person owns, due first."""
    who, today = asking.who, await desk.today(asking.who)
    found = await desk.database.read(actions.read_mine, who.team, who.person, messages.MOST_LISTED + 1)
    return Say(messages.my_list(found, today))


async def on_channel(asking: Command | Click, desk: Desk) -> Say:
    """`/actions channel`: what is open in the channel, as far as the person sees it."""
    who, today = asking.who, await desk.today(asking.who)
    channel = home_of(asking)
    if not channel:
        raise Refusal("Type /actions channel in the channel whose actions you want to see.")
    found = await desk.database.read(
        actions.read_of_channel, (who.team, channel), who.person, messages.MOST_LISTED + 1
    )
    return Say(messages.channel_list(found, today))


async def listed_again(click: Click, said: Message, desk: Desk) -> Reply:
    """What was done in the list that the click names, and the list as it is now, in its place."""
    listing = await (on_list if click.part == messages.MINE else on_channel)(click, desk)
    return Say(messages.listed_again(said, listing.message), replace=True)


async def on_help(_: Command | Click, __: Desk) -> Reply:
    """`/actions help`."""
    return Say(messages.help_message())


async def open_details(who: Who, action: str, desk: Desk) -> Reply:
    """Everything about an action."""
    found, entries = await desk.database.read(_read_details, who.team, action, who.person)
    return Open(details_modal(found, entries, await desk.today(who)))


def look(tx: Connection, team: Team, action: str, person: Person) -> Action:
    """The action; refuses, as if it were not there, who does not see it."""
    found = actions.find_visible(tx, team, action, person)
    if found is None:
        raise Refusal(UNKNOWN)
    return found


def _read_details(tx: Connection, team: Team, action: str, person: Person) -> tuple[Action, list[Entry]]:
    found = look(tx, team, action, person)
    return found, history.read_latest(tx, Ref(team, RITUAL, action), MOST_ENTRIES)
