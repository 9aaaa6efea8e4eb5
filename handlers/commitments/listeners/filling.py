"""Filling in the form: more of it, drafts, groups."""

from dataclasses import replace

from handlers.asking import name_group
from handlers.commitments.drafts import DRAFTS
from handlers.commitments.views.form import Sheet, form_modal, read_form
from handlers.payloads import Click, Fields, Submission, Who
from handlers.replies import Open, Push, Reply, Swap
from handlers.ritual import Desk
from rituals.calendar import default_deadline
from rituals.commitments.form import Form
from rituals.ids import DraftId
from rituals.refusal import Refusal

GONE = "That draft is gone: it was posted, or it was too old."
DRAFT_GONE = "The draft was thrown away meanwhile. What you see here is kept; choose the rest anew."


async def on_more(click: Click, desk: Desk) -> Reply:
    """“More”, or a choice on which other fields depend: the whole form, with what was typed."""
    if click.view is None:
        return None
    draft = DraftId(click.view.subject)
    form, _ = await take((click.who, draft), click.view.fields, desk)
    return Swap(form_modal(await sheet_of(click.who, draft, form, desk)))


async def on_resume(click: Click, desk: Desk) -> Reply:
    """“Continue”: the draft that was left, on top of the form that offers it."""
    draft = DraftId(click.value)
    form = await desk.database.read(DRAFTS.find, click.who, draft)
    if form is None:
        raise Refusal(GONE)
    view = form_modal(await sheet_of(click.who, draft, form, desk))
    # Slack keeps what stands in a field when a view is replaced, and be it nothing: the draft would not be seen.
    return Open(view) if click.view is None else Push(view)


async def on_throw_away(click: Click, desk: Desk) -> Reply:
    """“Throw away”: the draft is gone."""
    await desk.database.write(DRAFTS.throw_away, click.who, DraftId(click.value))
    return None


async def sheet_of(who: Who, draft: DraftId, form: Form, desk: Desk) -> Sheet:
    """The whole form with this in it."""
    member = await desk.directory.ensure_person(who.team, who.person)
    closes_at = default_deadline(desk.now(), member.calendar, form.closes_after)
    return Sheet(draft, form, closes_at, more=True, group=await name_group(who, form.user_group, desk))


async def take(writing: tuple[Who, DraftId], fields: Fields, desk: Desk) -> tuple[Form, bool]:
    """What stands in the form now, kept as the draft; and whether all of it is known.

    A short form does not show everything: the rest is gone where the draft was thrown away meanwhile.
    """
    who, draft = writing
    before = await desk.database.read(DRAFTS.find, who, draft)
    form = replace(read_form(fields, before or Form()), touched=True)
    await desk.database.write(DRAFTS.save, who, draft, form, desk.now())
    return form, before is not None or fields.has("voters")


async def on_closed(closing: Submission, desk: Desk) -> Reply:
    """The form was closed: what was typed is kept as a draft; one that nobody touched is gone."""
    draft = DraftId(closing.view.subject)
    if not closing.view.fields.has("proposal"):
        return None
    before = await desk.database.read(DRAFTS.find, closing.who, draft) or Form()
    form = read_form(closing.view.fields, before)
    # A form that opens shows a deadline, which nobody has chosen by that.
    is_as_before = replace(form, closes_picked=before.closes_picked) == before
    if is_as_before and not before.touched:
        await desk.database.write(DRAFTS.throw_away, closing.who, draft)
    else:
        kept = replace(form, touched=True)
        await desk.database.write(DRAFTS.keep, closing.who, draft, kept, desk.now())
    return None
