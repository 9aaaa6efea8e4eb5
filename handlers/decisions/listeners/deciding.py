"""Writing the outcome, after the vote has advised."""

from handlers.decisions.acts import deciding
from handlers.decisions.views.outcome import outcome_modal, read_writing, written_modal
from handlers.payloads import Click, Submission
from handlers.replies import Open, Reply, Swap
from handlers.ritual import Desk


async def on_write(click: Click, desk: Desk) -> Reply:
    """“Write the outcome”: the form, as far as this person has filled it in."""
    decision, writing = await desk.database.read(deciding.read_writing, click.who, click.value)
    view = outcome_modal(decision, writing)
    # Slack tells of a form that is closed, not of one below it: on top of Manage nothing would be gained.
    return Open(view) if click.view is None else Swap(view)


async def on_outcome(submission: Submission, desk: Desk) -> Reply:
    """“Decide”: what was written is kept first, so that nothing is lost where it is refused."""
    who, decision = submission.who, submission.view.subject
    writing = read_writing(submission.view.fields)
    await desk.database.write(deciding.keep, who, decision, writing, desk.now())
    written = await desk.database.write(deciding.write, who, decision, writing, desk.now())
    return Swap(written_modal(written.decision, written.record))


async def on_closed(closing: Submission, desk: Desk) -> Reply:
    """The form was closed: what was written is kept."""
    writing = read_writing(closing.view.fields)
    await desk.database.write(deciding.keep, closing.who, closing.view.subject, writing, desk.now())
    return None
