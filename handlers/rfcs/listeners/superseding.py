"""Saying that one RFC has taken the place of another, from either of them."""

from handlers.blocks import clean
from handlers.payloads import Submission
from handlers.replies import Finish, Reply
from handlers.rfcs.acts import ending
from handlers.ritual import Desk
from rituals.refusal import Refusal
from rituals.rfcs.model import read_name


async def on_superseded(submission: Submission, desk: Desk) -> Reply:
    """The other one takes the place of this one."""
    older, newer = submission.view.subject, _read_other(submission)
    await desk.database.write(
        ending.supersede, submission.who, (submission.who.team, older), newer, desk.now()
    )
    return Finish()


async def on_supersedes(submission: Submission, desk: Desk) -> Reply:
    """This one takes the place of the other one."""
    older, newer = _read_other(submission), submission.view.subject
    await desk.database.write(
        ending.supersede, submission.who, (submission.who.team, older), newer, desk.now()
    )
    return Finish()


def _read_other(submission: Submission) -> str:
    """The number of the RFC that was named."""
    typed = clean(submission.view.fields.text("successor"))
    number = read_name(typed)
    if number is None:
        raise Refusal.in_fields({"successor": "Write the name of an RFC, such as RFC-7."})
    return str(number)
