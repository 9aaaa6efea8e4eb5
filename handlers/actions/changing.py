"""What people do with actions: done, snoozed, reassigned, dropped, reopened."""

from handlers.actions import acts
from handlers.actions.looking import listed_again, look, open_details
from handlers.actions.views import forms, messages
from handlers.blocks import clean
from handlers.payloads import Click, Submission
from handlers.replies import Finish, Open, Reply, Say, Swap
from handlers.ritual import Desk
from rituals.actions.form import default_due, read_due
from rituals.ids import Team
from rituals.refusal import beside


async def on_done(click: Click, desk: Desk) -> Reply:
    """“Done”."""
    where = click.who.team, click.value
    action = await desk.database.write(acts.finish, where, click.who.person, desk.now())
    said = messages.said_done(action, click.part)
    return await listed_again(click, said, desk) if click.part else Say(said)


async def on_reopen(click: Click, desk: Desk) -> Reply:
    """“Undo”, or “Reopen”."""
    where = click.who.team, click.value
    action = await desk.database.write(acts.reopen, where, click.who.person, desk.now())
    if click.view:
        return Swap(forms.reopened_modal(action))
    said = messages.said_reopened(action)
    return await listed_again(click, said, desk) if click.part else Say(said)


async def on_menu(click: Click, desk: Desk) -> Reply:
    """⋯ beside an action: its value names what to open, then the action."""
    name, _, action = click.value.partition(" ")
    if name == "details":
        return await open_details(click.who, action, desk)
    found = await desk.database.read(look, click.who.team, action, click.who.person)
    return Open(forms.reassign_modal(found) if name == "reassign" else forms.drop_modal(found))


async def on_snooze(click: Click, desk: Desk) -> Reply:
    """“Snooze”: which day instead?"""
    found = await desk.database.read(look, click.who.team, click.value, click.who.person)
    member = await desk.directory.ensure_person(click.who.team, click.who.person)
    later = max(found.due, await desk.today(click.who))
    return Open(forms.snooze_modal(found, default_due(later, member.calendar)))


async def on_snoozed(submission: Submission, desk: Desk) -> Reply:
    """Another day was chosen."""
    who, form = submission.who, forms.read_form(submission.view.fields)
    member = await desk.directory.ensure_person(who.team, who.person)
    with beside("due_typed" if form.due_typed.strip() else "due_picked"):
        due = read_due(form, desk.now(), member.calendar)
    await desk.database.write(acts.snooze, _where(submission), who.person, due, desk.now())
    return Finish()


async def on_reassigned(submission: Submission, desk: Desk) -> Reply:
    """Other owners were chosen."""
    who, owners = submission.who, submission.view.fields.people("owners")
    await desk.directory.ensure_people(who.team, owners)
    await desk.database.write(acts.reassign, _where(submission), who.person, owners, desk.now())
    return Finish()


async def on_dropped(submission: Submission, desk: Desk) -> Reply:
    """A reason was given."""
    reason = clean(submission.view.fields.text("reason"))
    action = await desk.database.write(
        acts.drop, _where(submission), submission.who.person, reason, desk.now()
    )
    return Swap(forms.dropped_modal(action))


def _where(submission: Submission) -> tuple[Team, str]:
    return submission.who.team, submission.view.subject
