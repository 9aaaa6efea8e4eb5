"""From /actions, from a message, or from another ritual, to an action."""

from dataclasses import replace
from difflib import get_close_matches

from handlers.actions import acts
from handlers.actions.looking import on_channel, on_help, on_list
from handlers.actions.sources import Origin, find_message, find_origin
from handlers.actions.views.forms import Seen, add_modal, added_modal, read_form
from handlers.actions.views.messages import did_you_mean
from handlers.payloads import Click, Command, Shortcut, Submission, Who
from handlers.places import ensure_place, home_of
from handlers.replies import Open, Reply, Say, Swap, View
from handlers.ritual import Desk
from handlers.said import read_said
from rituals.actions.form import Form, check, default_due, read_line
from rituals.actions.model import LONGEST_TEXT, Action
from rituals.calendar import local_time
from rituals.ids import ActionId, Channel
from rituals.refusal import Refusal

WORDS = {"list": on_list, "channel": on_channel, "help": on_help}
ADD = "add"
LONGEST_TYPED = 3000


async def on_command(command: Command, desk: Desk) -> Reply:
    """`/actions …`: a word that it knows, or an action to put into the form."""
    word, _, rest = command.text.partition(" ")
    folded = command.text.casefold()
    if not command.text:
        return await on_list(command, desk)
    if folded in WORDS:
        return await WORDS[folded](command, desk)
    if word.casefold() == ADD:
        return await _start(command.who, _form(read_line(rest, command.people), command), desk)
    if not rest and (near := get_close_matches(folded, [*WORDS, ADD], n=1, cutoff=0.7)):
        return Say(did_you_mean(command.text, near[0]))
    return await _start(command.who, _form(read_line(command.text, command.people), command), desk)


async def on_add(click: Click, desk: Desk) -> Reply:
    """“No, add this”: the word was the action."""
    return await _start(click.who, _form(read_line(click.value, ()), click), desk)


async def on_shortcut(shortcut: Shortcut, desk: Desk) -> Reply:
    """“Make an action” on a message: its text is what is to be done, and it leads there."""
    said = await read_said(shortcut, desk)
    text = " ".join(said.text.split())
    where = str(shortcut.channel), str(shortcut.message_ts)
    origin = await desk.database.read(find_message, shortcut.who, *where, home_of(shortcut))
    return Open(await _draw(shortcut.who, Form(text[:LONGEST_TEXT]), desk, origin))


async def on_for(click: Click, desk: Desk) -> Reply:
    """“Add an action” where another ritual offers it: it lives in the channel of that ritual's card."""
    await desk.directory.ensure_person(click.who.team, click.who.person)
    origin = await desk.database.read(find_origin, click.who, click.value, click.channel or "")
    view = await _draw(click.who, Form(), desk, origin)
    return Swap(view) if click.view is not None and click.view.is_third else Open(view)


def _form(form: Form, asked: Command | Click) -> Form:
    return replace(form, channel=home_of(asked))


async def _start(who: Who, form: Form, desk: Desk) -> Reply:
    if len(form.text) > LONGEST_TYPED:
        raise Refusal(
            f"That is too long: you typed {len(form.text):,} characters, and an action takes {LONGEST_TEXT}. "
            "Say what is to be done, and link to the rest."
        )
    return Open(await _draw(who, form, desk))


async def _draw(who: Who, form: Form, desk: Desk, origin: Origin | None = None) -> View:
    """The form; where the action comes from somewhere it carries that, and lives there."""
    member = await desk.directory.ensure_person(who.team, who.person)
    due = default_due(local_time(desk.now(), member.calendar.zone).date(), member.calendar)
    form = replace(form, owners=form.owners or (who.person,))
    if origin is None:
        return add_modal(desk.new_id(), form, due)
    form = replace(form, channel=origin.channel)
    seen = Seen.AS_ITS_SOURCE if origin.channel else Seen.AS_CHOSEN
    return add_modal(f"{desk.new_id()} {origin.subject}", form, due, seen)


async def on_submitted(submission: Submission, desk: Desk) -> Reply:
    """“Add”: the action is open."""
    who, form = submission.who, read_form(submission.view.fields)
    action_id, _, subject = submission.view.subject.partition(" ")
    origin = await desk.database.read(find_origin, who, subject) if subject else None
    if origin is not None and origin.channel:
        form = replace(form, channel=origin.channel)
    member = await desk.directory.ensure_person(who.team, who.person)
    text, due = check(form, desk.now(), member.calendar)
    await desk.directory.ensure_people(who.team, form.owners)
    if form.channel:
        await ensure_place(who, form.channel, desk)
    action = Action(
        team=who.team,
        id=ActionId(action_id),
        text=text,
        owners=tuple(sorted(set(form.owners))),
        due=due,
        added_by=who.person,
        added_at=desk.now(),
        channel=Channel(form.channel) if form.channel else None,
        source=origin.source if origin else None,
    )
    await desk.database.write(acts.add, action, desk.new_id(), desk.now())
    # The form may stand on top of another one, which stays; what is posted shows that it is added.
    return Swap(added_modal(action)) if action.channel is None else None
