"""Looking: lists, one RFC, its text, what changed, details, history, why, help."""

from handlers.payloads import Click, Command, Who, whole_number
from handlers.replies import Open, Push, Reply, Say, Swap, View
from handlers.rfcs.acts import looking
from handlers.rfcs.acts.course import Where
from handlers.rfcs.listeners.managing import open_manage
from handlers.rfcs.views.card import card
from handlers.rfcs.views.changes import changes_modal, unchanged_modal
from handlers.rfcs.views.details import details_modal
from handlers.rfcs.views.help import help_message
from handlers.rfcs.views.insight import history_modal, rfc_list
from handlers.rfcs.views.messages import shown_to
from handlers.rfcs.views.text import text_modal
from handlers.rfcs.views.why import why_modal
from handlers.ritual import Desk

MOST_LISTED = 10


async def on_list(asking: Command | Click, desk: Desk) -> Reply:
    """`/rfc list`, and the pages of that list: what is under way, as far as the person sees it."""
    team, person = asking.who.team, asking.who.person
    await desk.directory.ensure_person(team, person)
    value = asking.value if isinstance(asking, Click) else ""
    turned = whole_number(value)
    found, total, page = await desk.database.read(looking.read_open, team, person, turned or 1, MOST_LISTED)
    return Say(rfc_list(found, total, page, MOST_LISTED), replace=turned is not None)


async def on_help(_: Command | Click, __: Desk) -> Reply:
    """`/rfc help`."""
    return Say(help_message())


async def on_show(click: Click, desk: Desk) -> Reply:
    """“Show”: the card, to whoever asks."""
    shown = await desk.database.read(looking.look, click.who, (click.who.team, click.value))
    if click.response_url:
        return Say(shown_to(shown, card(shown)))
    return Open(await _details(click.who, _where(click), desk))


async def show(who: Who, number: str, desk: Desk) -> Reply:
    """`/rfc RFC-7`: the card, to whoever asks."""
    await desk.directory.ensure_person(who.team, who.person)
    shown = await desk.database.read(looking.look, who, (who.team, number))
    return Say(shown_to(shown, card(shown)))


async def on_read(click: Click, desk: Desk) -> Reply:
    """“Read it”, and the pages of the text."""
    version, page = _numbers(click)
    # A card may be older than the newest text by a moment; a page stays one of the version that is read.
    is_turned = bool(click.part)
    found = await desk.database.read(
        looking.read_version, click.who, _where(click), version if is_turned else None
    )
    return _beside(click, text_modal(*found, page or 1), is_turned)


async def on_changes(click: Click, desk: Desk) -> Reply:
    """“What changed”, its pages, and the versions before and after."""
    version, page = _numbers(click)
    rfc, pair = await desk.database.read(looking.read_change, click.who, _where(click), version)
    view = unchanged_modal(rfc) if pair is None else changes_modal(rfc, pair, page or 1)
    return _beside(click, view, bool(click.part))


async def on_details(click: Click, desk: Desk) -> Reply:
    """“Details”, and its pages."""
    page, _ = _numbers(click)
    return _beside(click, await _details(click.who, _where(click), desk, page or 1), bool(click.part))


async def on_menu(click: Click, desk: Desk) -> Reply:
    """⋯ on the card: its value names what to show, then the RFC."""
    name, _, number = click.value.partition(" ")
    where = click.who.team, number
    if name == "manage":
        return await open_manage(click.who, number, desk)
    if name == "history":
        return Open(history_modal(*await desk.database.read(looking.read_history, click.who, where)))
    if name == "why":
        return Open(why_modal(await desk.database.read(looking.look, click.who, where)))
    return Open(await _details(click.who, where, desk))


async def _details(who: Who, where: Where, desk: Desk, page: int = 1) -> View:
    return details_modal(*await desk.database.read(looking.read_details, who, where, desk.now()), page)


def _where(click: Click) -> Where:
    return click.who.team, click.value.split(" ")[0]


def _numbers(click: Click) -> tuple[int | None, int | None]:
    """The numbers that stand in a button's value after that of the RFC."""
    found = [whole_number(part) for part in click.value.split(" ")[1:3]]
    first, second, *_ = [*found, None, None]
    return first, second


def _beside(click: Click, view: View, is_turned: bool) -> Reply:
    """Another page takes the place of the one before; anything else comes on top of what is there."""
    if click.view is None:
        return Open(view)
    return Swap(view) if is_turned or click.view.is_third else Push(view)
