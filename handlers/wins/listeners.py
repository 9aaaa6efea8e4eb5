"""Which payload keeps, gives, shares, lists and deletes wins, and what is answered."""

from difflib import get_close_matches

from handlers.payloads import Click, Command, Submission, Who, whole_number
from handlers.places import ensure_place, home_of
from handlers.replies import Open, Reply, Say, Swap, View
from handlers.ritual import Desk
from handlers.wins import acts, views
from rituals.ids import Channel
from rituals.refusal import Refusal
from rituals.wins.form import Form, check_text, read_line
from storage import wins
from storage.cards import Card
from storage.wins import RITUAL


async def on_command(command: Command, desk: Desk) -> Reply:
    """`/win …`: a word that it knows, or what went well. Who mentions somebody is asked whether it is for them."""
    folded = command.text.casefold()
    if folded in WORDS:
        return await WORDS[folded](command, desk)
    form = read_line(command.text, command.people, command.who.person)
    if not form.text:
        return _ask(form, desk)
    check_text(form.text)
    if form.given_to is not None:
        return _ask(form, desk)
    if near := get_close_matches(folded, WORDS, n=1, cutoff=0.7):
        return Say(views.did_you_mean(command.text, near[0]))
    return await _keep(command.who, form, desk)


async def on_list(asking: Command | Click, desk: Desk) -> Reply:
    """`/win list`, “All my wins”, and the pages of the list."""
    skip = _number(asking.value) if isinstance(asking, Click) else 0
    view = await _list(asking.who, skip, desk)
    return Swap(view) if isinstance(asking, Click) and asking.view is not None else Open(view)


async def on_help(_: Command | Click, __: Desk) -> Reply:
    """`/win help`."""
    return Say(views.help_message())


async def on_meant(click: Click, desk: Desk) -> Reply:
    """“No, keep this”: the word was the win."""
    return await _keep(click.who, Form(click.value), desk)


async def on_add(_: Click, desk: Desk) -> Reply:
    """“Add a win”."""
    return _ask(Form(), desk)


async def on_kept(submission: Submission, desk: Desk) -> Reply:
    """“Keep”: it is kept, or given."""
    who, form = submission.who, views.read_form(submission.view.fields)
    await desk.directory.ensure_people(who.team, [form.given_to or who.person])
    win = await desk.database.write(acts.keep, who, submission.view.subject, form, desk.now())
    return Swap(views.kept_modal(win))


async def on_share(click: Click, desk: Desk) -> Reply:
    """“Share”: in which channel?"""
    win = await desk.database.read(acts.look, click.who, click.value)
    return Open(views.share_modal(win, f"{win.id} {desk.new_id()}", home_of(click)))


async def on_shared(submission: Submission, desk: Desk) -> Reply:
    """A channel was chosen."""
    who, channel = submission.who, views.read_channel(submission.view.fields)
    win, _, card = submission.view.subject.partition(" ")
    if not channel:
        raise Refusal.in_fields({"channel": "Choose a channel."})
    await ensure_place(who, channel, desk)
    shared = Card(who.team, card, RITUAL, win, Channel(channel))
    await desk.database.write(acts.share, who, shared, desk.now())
    return Swap(views.shared_modal(channel))


async def on_delete(click: Click, desk: Desk) -> Reply:
    """“Undo”, “Delete”. A message about this win alone, which the part tells, goes with it."""
    await desk.database.write(acts.delete, click.who, click.value)
    if click.view is None:
        return Say(views.deleted(), replace=click.part == views.ALONE)
    if click.view.callback == views.LIST:
        return Swap(await _list(click.who, _number(click.view.subject), desk))
    return Swap(views.deleted_modal())


WORDS = {"list": on_list, "help": on_help}


def _ask(form: Form, desk: Desk) -> Reply:
    return Open(views.form_modal(desk.new_id(), form))


async def _keep(who: Who, form: Form, desk: Desk) -> Reply:
    await desk.directory.ensure_people(who.team, [who.person])
    return Say(views.kept(await desk.database.write(acts.keep, who, desk.new_id(), form, desk.now())))


async def _list(who: Who, skip: int, desk: Desk) -> View:
    """A page of this person's wins, the first where there is nothing on it any more."""
    today = await desk.today(who)
    found = await desk.database.read(wins.read_mine, who.team, who.person, views.MOST_LISTED + 1, skip)
    return views.list_modal(found, skip, today) if found or not skip else await _list(who, 0, desk)


def _number(text: str) -> int:
    return whole_number(text) or 0
