"""Deciding over blocks."""

from handlers.commitments.acts import deciding
from handlers.commitments.views.ruling import read_writing, ruled_modal, ruling_modal
from handlers.payloads import Click, Submission
from handlers.replies import Open, Reply, Swap
from handlers.ritual import Desk


async def on_rule(click: Click, desk: Desk) -> Reply:
    """“Decide”: the form, as far as this person has filled it in."""
    view = ruling_modal(*await desk.database.read(deciding.read_writing, click.who, click.value))
    # Slack tells of a form that is closed, not of one below it: on top of Manage nothing would be gained.
    return Open(view) if click.view is None else Swap(view)


async def on_ruled(submission: Submission, desk: Desk) -> Reply:
    """“Decide”: what was written is kept first, so that nothing is lost where it is refused."""
    who, commitment = submission.who, submission.view.subject
    writing = read_writing(submission.view.fields)
    await desk.database.write(deciding.keep, who, commitment, writing, desk.now())
    return Swap(ruled_modal(await desk.database.write(deciding.rule, who, commitment, writing, desk.now())))


async def on_closed(closing: Submission, desk: Desk) -> Reply:
    """The form was closed: what was written is kept."""
    writing = read_writing(closing.view.fields)
    await desk.database.write(deciding.keep, closing.who, closing.view.subject, writing, desk.now())
    return None
