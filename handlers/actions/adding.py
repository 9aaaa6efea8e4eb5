"""From /actions, or from a message, to an action."""

import asyncio
from dataclasses import replace
from difflib import get_close_matches

from handlers.actions import acts
from handlers.actions.looking import on_channel, on_help, on_list
from handlers.actions.views.forms import add_modal, read_form
from handlers.actions.views.messages import did_you_mean
from handlers.payloads import Click, Command, Shortcut, Submission, Who
from handlers.replies import Finish, Open, Reply, Say
from handlers.ritual import Desk
from handlers.said import read_said
from rituals.actions.form import Form, check, default_due, read_line
from rituals.actions.model import LONGEST_TEXT, Action, Source
from rituals.calendar import local_time
from rituals.ids import ActionId, Channel
from rituals.refusal import Refusal
from storage import installations

WORDS = {"list": on_list, "channel": on_channel, "help": on_help}
ADD = "add"
READS_WITHIN = 2.0
"""Seconds for reading a channel's members before a form is answered; Slack waits three."""

STILL_READING = "I'm still reading who is in that channel. Try again in a moment."
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
        return await _start(command.who, _form(read_line(rest, command.people), command.channel), desk)
    if not rest and (near := get_close_matches(folded, [*WORDS, ADD], n=1, cutoff=0.7)):
        return Say(did_you_mean(command.text, near[0]))
    return await _start(command.who, _form(read_line(command.text, command.people), command.channel), desk)


async def on_add(click: Click, desk: Desk) -> Reply:
    """“No, add this”: the word was the action."""
    return await _start(click.who, _form(read_line(click.value, ()), click.channel or ""), desk)


async def on_shortcut(shortcut: Shortcut, desk: Desk) -> Reply:
    """“Make an action” on a message: its text is what is to be done, and it leads there."""
    said = await read_said(shortcut, desk)
    text = " ".join(said.text.split())
    subject = f"{desk.new_id()} {shortcut.channel} {shortcut.message_ts}"
    channel = "" if _is_direct(shortcut.channel or "D") else str(shortcut.channel)
    form = Form(text=text[:LONGEST_TEXT], channel=channel)
    return await _start(shortcut.who, form, desk, subject)


def _form(form: Form, channel: str) -> Form:
    return form if _is_direct(channel) else replace(form, channel=channel)


def _is_direct(channel: str) -> bool:
    return channel.startswith("D")


async def _start(who: Who, form: Form, desk: Desk, subject: str = "") -> Reply:
    if len(form.text) > LONGEST_TYPED:
        raise Refusal(
            f"That is too long: you typed {len(form.text):,} characters, and an action takes {LONGEST_TEXT}. "
            "Say what is to be done, and link to the rest."
        )
    member = await desk.directory.ensure_person(who.team, who.person)
    due = default_due(local_time(desk.now(), member.calendar.zone).date(), member.calendar)
    form = replace(form, owners=form.owners or (who.person,))
    return Open(add_modal(subject or desk.new_id(), form, due, form.channel if subject else ""))


async def on_submitted(submission: Submission, desk: Desk) -> Reply:
    """“Add”: the action is open."""
    who, form = submission.who, read_form(submission.view.fields)
    action_id, _, spot = submission.view.subject.partition(" ")
    source = await _read_source(submission, spot, desk)
    if source is not None and not _is_direct(spot):
        form = replace(form, channel=spot.split(" ")[0])
    member = await desk.directory.ensure_person(who.team, who.person)
    text, due = check(form, desk.now(), member.calendar)
    await desk.directory.ensure_people(who.team, form.owners)
    await _ensure_channel(who, form.channel, desk)
    action = Action(
        team=who.team,
        id=ActionId(action_id),
        text=text,
        owners=tuple(sorted(set(form.owners))),
        due=due,
        added_by=who.person,
        added_at=desk.now(),
        channel=Channel(form.channel) if form.channel else None,
        source=source,
    )
    await desk.database.write(acts.add, action, desk.new_id(), desk.now())
    return Finish()


async def _read_source(submission: Submission, spot: str, desk: Desk) -> Source | None:
    """The message that the form was opened on; `spot` is its channel and time."""
    here = await desk.database.read(installations.find, submission.who.team)
    if not spot or here is None:
        return None
    channel, ts = spot.split(" ")
    return Source("message", f"{channel}:{ts}", f"{here.url}archives/{channel}/p{ts.replace('.', '')}")


async def _ensure_channel(who: Who, channel: str, desk: Desk) -> None:
    if not channel:
        return
    try:
        async with asyncio.timeout(READS_WITHIN):
            await desk.directory.ensure_channel(who.team, channel, join=True)
    except TimeoutError:
        raise Refusal.in_fields({"channel": STILL_READING}) from None
    except Refusal as refusal:
        raise Refusal.in_fields({"channel": refusal.sentence}) from None
