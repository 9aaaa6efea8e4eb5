"""`/cairn`, as the wiring sees it: help, settings, and every other command by its name."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from difflib import get_close_matches

from sqlalchemy import Connection

from handlers.blocks import shorten
from handlers.help import help_message
from handlers.payloads import Click, Command, Submission, Who
from handlers.places import home_of
from handlers.replies import Finish, Open, Push, Reply, Say
from handlers.ritual import Desk, Ritual
from handlers.settings import views
from rituals.ids import Channel, Person, Team
from rituals.refusal import Refusal, beside
from rituals.settings.form import check_person, check_workspace
from rituals.settings.model import OfChannel, OfPerson, OfWorkspace
from storage import people, record_digests, settings, visibility
from storage.record_digests import Wish

NAME = "settings"
WORDS = ("help", "settings")
EXPORT = "decisions"
"""The command that has the export; `/cairn export` is the same."""

ADMINS_ONLY = "Only admins of this workspace change what holds for everybody. Ask one of them."
NOT_HERE = "I can't find that channel, or you are not in it."


def settings_ritual(rituals: Sequence[Ritual]) -> Ritual:
    """What Cairn is asked itself; `/cairn decide …` is the same as `/decide …`, for each command of these rituals."""
    commands = {name: listener for ritual in rituals for name, listener in ritual.commands.items()}

    async def on_command(command: Command, desk: Desk) -> Reply:
        word, _, rest = command.text.partition(" ")
        word = word.casefold().removeprefix("/")
        if word in commands:
            return await commands[word](replace(command, name=word, text=rest.strip()), desk)
        if word == "export" and EXPORT in commands:
            return await commands[EXPORT](replace(command, name=EXPORT, text=word), desk)
        near = get_close_matches(word, WORDS, n=1, cutoff=0.7)
        if near == ["settings"]:
            return await open_settings(command, desk)
        if near == ["help"] or not word:
            return Say(help_message())
        return Say(views.did_you_mean(shorten(word, 30), [*WORDS, *sorted(commands)]))

    return Ritual(
        name=NAME,
        commands={"cairn": on_command},
        clicks={"settings.channel": on_channel, "settings.workspace": on_workspace},
        submissions={
            "settings.person": on_person_saved,
            "settings.channel": on_channel_saved,
            "settings.workspace": on_workspace_saved,
        },
    )


async def open_settings(command: Command, desk: Desk) -> Reply:
    """`/cairn settings`: the person's own, with the way to the others."""
    who = command.who
    await desk.directory.ensure_person(who.team, who.person)
    own, workspace, admin = await desk.database.read(_read, who)
    return Open(views.person_modal(own, workspace, home_of(command), admin))


async def on_channel(click: Click, desk: Desk) -> Reply:
    """“This channel”."""
    await desk.directory.ensure_channel(click.who.team, click.value, join=False)
    await desk.database.read(_check_sees, click.who, click.value)
    kept = await desk.database.read(settings.of_channel, click.who.team, click.value)
    digest = await desk.database.read(record_digests.find_of_channel, click.who.team, click.value)
    return Push(views.channel_modal(click.value, kept, digest is not None))


async def on_workspace(click: Click, desk: Desk) -> Reply:
    """“Workspace”, for admins."""
    _, workspace, admin = await desk.database.read(_read, click.who)
    if not admin:
        raise Refusal(ADMINS_ONLY)
    digests = await desk.database.read(record_digests.read_seen, click.who.team, click.who.person)
    return Push(views.workspace_modal(workspace, digests))


async def on_person_saved(submission: Submission, desk: Desk) -> Reply:
    """The person has chosen for themselves."""
    who, form = submission.who, views.read_form(submission.view.fields)
    _, workspace, _ = await desk.database.read(_read, who)
    chosen = check_person(form, workspace, desk.now())
    await desk.database.write(settings.save_person, who.team, who.person, chosen)
    return Finish()


async def on_channel_saved(submission: Submission, desk: Desk) -> Reply:
    """Somebody has chosen for a channel that they see."""
    who, channel = submission.who, submission.view.subject
    chosen = views.read_channel_form(submission.view.fields)
    await desk.database.read(_check_sees, who, channel)
    digest = None
    if views.wants_digest(submission.view.fields):
        digest = await _digest_for(submission, desk)
    await desk.database.write(_save_channel, who, (channel, chosen), digest, desk.now())
    return Finish()


async def _digest_for(submission: Submission, desk: Desk) -> Wish:
    """The channel's wish for a digest, where Cairn can post; refuses, beside the field, where it cannot."""
    who, channel = submission.who, Channel(submission.view.subject)
    with beside("digest"):
        await desk.directory.ensure_channel(who.team, channel)
    member = await desk.directory.ensure_person(who.team, who.person)
    return Wish(who.team, desk.new_id(), channel, who.person, member.calendar.zone.key)


def _save_channel(
    tx: Connection, who: Who, kept: tuple[str, OfChannel], digest: Wish | None, now: datetime
) -> None:
    _check_sees(tx, who, kept[0])
    if digest is None:
        record_digests.end(tx, who.team, kept[0])
    else:
        record_digests.wish(tx, digest, now)
    settings.save_channel(tx, who.team, *kept)


async def on_workspace_saved(submission: Submission, desk: Desk) -> Reply:
    """An admin has chosen for everybody."""
    chosen = check_workspace(views.read_form(submission.view.fields))
    await desk.database.write(_save_workspace, submission.who.team, submission.who.person, chosen)
    return Finish()


def _read(tx: Connection, who: Who) -> tuple[OfPerson, OfWorkspace, bool]:
    """What the person chose, what holds here, and whether the person is an admin."""
    member = people.find_person(tx, who.team, who.person)
    own = settings.of_person(tx, who.team, who.person)
    return own, settings.of_workspace(tx, who.team), member is not None and member.admin


def _save_workspace(tx: Connection, team: Team, person: Person, chosen: OfWorkspace) -> None:
    member = people.find_person(tx, team, person)
    if member is None or not member.admin:
        raise Refusal(ADMINS_ONLY)
    settings.save_workspace(tx, team, chosen)


def _check_sees(tx: Connection, who: Who, channel: str) -> None:
    if not visibility.can_see(tx, who.team, who.person, channel):
        raise Refusal(NOT_HERE)
