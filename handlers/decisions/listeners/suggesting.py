"""Suggesting an option, and opening the vote."""

from handlers.blocks import clean
from handlers.decisions.acts import suggesting
from handlers.decisions.views.suggesting import suggest_modal
from handlers.manage_forms import done
from handlers.payloads import Click, Submission
from handlers.replies import Finish, Open, Reply, Swap
from handlers.ritual import Desk


async def on_suggest(click: Click, desk: Desk) -> Reply:
    """“Suggest an option”."""
    where = click.who.team, click.value
    return Open(suggest_modal(await desk.database.read(suggesting.read_suggesting, where, click.who.person)))


async def on_suggested(submission: Submission, desk: Desk) -> Reply:
    """An option was written."""
    fields, who = submission.view.fields, submission.who
    words = clean(fields.text("option")), clean(fields.text("description"))
    where = who.team, submission.view.subject
    await desk.database.write(suggesting.suggest, where, who.person, words, desk.now())
    return Finish()


async def on_open_vote(click: Click, desk: Desk) -> Reply:
    """“Open the vote”."""
    where = click.who.team, click.value
    await desk.database.write(suggesting.open_vote, where, click.who.person, desk.now())
    return Swap(done("The vote is open. The card shows the options."))
