"""Looking back at a decision, choosing the day for it, and writing down what it was changed to."""

from datetime import date

from handlers.payloads import Click, Submission
from handlers.records import acts
from handlers.records.listeners import read_number
from handlers.records.views import review as views
from handlers.records.views.forms import write_modal
from handlers.records.views.record import record_modal
from handlers.replies import Open, Reply, Swap, View
from handlers.ritual import Desk
from rituals.records import guards, review
from rituals.records.form import Form
from rituals.records.model import NextStep, Record
from rituals.refusal import beside


async def on_look_back(click: Click, desk: Desk) -> Reply:
    """“Look back”."""
    today = await desk.today(click.who)
    page = await desk.database.read(acts.read_page, click.who, read_number(click.value), desk.now())
    review.check_may_look_back(page.record, page.reader)
    return _show(click, views.review_modal(page.record, today))


async def on_looked_back(submission: Submission, desk: Desk) -> Reply:
    """How it turned out was said."""
    who, number = submission.who, read_number(submission.view.subject)
    member, now = await desk.directory.ensure_person(who.team, who.person), desk.now()
    said, again = review.check(views.read_form(submission.view.fields), who.person, now, member.calendar)
    await desk.database.write(acts.look_back, who, number, (said, again), now)
    page = await desk.database.read(acts.read_page, who, number, desk.now())
    if said.next_step is NextStep.KEEP:
        return Swap(record_modal(page))
    return Swap(views.reviewed_modal(page.record, page.reader, said))


async def on_date(click: Click, desk: Desk) -> Reply:
    """“Review date”."""
    page = await desk.database.read(acts.read_page, click.who, read_number(click.value), desk.now())
    guards.check_keeps(page.record, page.reader)
    return _show(click, views.date_modal(page.record))


async def on_dated(submission: Submission, desk: Desk) -> Reply:
    """The day was chosen, or none."""
    who, number, fields = submission.who, read_number(submission.view.subject), submission.view.fields
    member, now = await desk.directory.ensure_person(who.team, who.person), desk.now()
    chosen, typed = fields.day("review_picked"), fields.text("review_typed")
    with beside("review_typed" if typed.strip() else "review_picked"):
        day = review.read_day(chosen, typed, now, member.calendar)
    await desk.database.write(acts.set_review, who, number, day, now)
    return Swap(record_modal(await desk.database.read(acts.read_page, who, number, desk.now())))


async def on_amend(click: Click, desk: Desk) -> Reply:
    """“Record the amendment”: the form of a decision that was taken, as this one was, to take its place."""
    today = await desk.today(click.who)
    page = await desk.database.read(acts.read_page, click.who, read_number(click.value), desk.now())
    guards.check_keeps(page.record, page.reader)
    guards.check_stands(page.record)
    return _show(click, write_modal(as_form(page.record, today), desk.new_id(), today, page.record))


def as_form(record: Record, today: date) -> Form:
    """What an amendment of the record starts with."""
    return Form(
        channel=record.channel,
        title=record.title,
        context=record.context,
        options="\n".join(one.text for one in record.options),
        decision=record.decision,
        rationale=record.rationale,
        review_on=record.review_on if record.review_on is not None and record.review_on > today else None,
        tags=", ".join(record.tags),
    )


def _show(click: Click, view: View) -> Reply:
    # Slack stacks three modals, and the record may be the last.
    return Open(view) if click.view is None else Swap(view)
