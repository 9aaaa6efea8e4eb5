"""Working through disagreement: beginning it, writing down what came of each step, leading on."""

from handlers.blocks import clean
from handlers.commitments.acts import working
from handlers.commitments.views.revealing import work_modal
from handlers.commitments.views.steps import note_modal
from handlers.payloads import Click, Submission
from handlers.replies import Finish, Open, Push, Reply
from handlers.ritual import Desk
from rituals.calendar import default_deadline
from rituals.commitments.course import WORKING
from rituals.commitments.guards import UNKNOWN
from rituals.commitments.model import Step
from rituals.deadlines import read_deadline
from rituals.refusal import Refusal


async def on_work(click: Click, desk: Desk) -> Reply:
    """“Work through it”: until when?"""
    found = await desk.database.read(working.read, click.who, click.value)
    calendar = (await desk.directory.ensure_person(click.who.team, click.who.person)).calendar
    view = work_modal(found, default_deadline(desk.now(), calendar, WORKING))
    return Open(view) if click.view is None else Push(view)


async def on_begin(submission: Submission, desk: Desk) -> Reply:
    """“Begin”."""
    who, fields, now = submission.who, submission.view.fields, desk.now()
    calendar = (await desk.directory.ensure_person(who.team, who.person)).calendar
    picked, typed = fields.moment("closes_picked"), fields.text("closes_typed")
    ends = read_deadline(picked, typed, WORKING, now, calendar)
    await desk.database.write(working.begin, who, submission.view.subject, ends, now)
    return Finish()


async def on_note(click: Click, desk: Desk) -> Reply:
    """“Write what came of it”."""
    commitment, step = _read(click.value)
    return Open(note_modal(await desk.database.read(working.read_step, click.who, commitment), step))


async def on_noted(submission: Submission, desk: Desk) -> Reply:
    """What came of a step was written down."""
    subject, _, mark = submission.view.subject.rpartition(" ")
    shown = _read(subject)
    note = clean(submission.view.fields.text("note"))
    await desk.database.write(working.write_down, submission.who, shown, (note, mark), desk.now())
    return Finish()


async def on_next(click: Click, desk: Desk) -> Reply:
    """“Next”, or “Skip”."""
    await desk.database.write(working.go_on, click.who, _read(click.value), desk.now())
    return None


def _read(shown: str) -> tuple[str, Step]:
    """What a button carries: the commitment, and the step that the person looks at."""
    commitment, _, step = shown.partition(" ")
    if step not in set(Step):
        raise Refusal(UNKNOWN)
    return commitment, Step(step)
