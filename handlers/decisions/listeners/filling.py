"""Filling in the form: more of it, drafts, groups, and what is said of each option."""

from dataclasses import replace

from handlers.asking import name_group
from handlers.decisions.drafts import DRAFTS
from handlers.decisions.views.describing import describe_modal, read_detail
from handlers.decisions.views.form import Sheet, form_modal, read_form
from handlers.payloads import Click, Fields, Submission, Who
from handlers.replies import Open, Push, Reply, Swap, View
from handlers.ritual import Desk
from rituals.calendar import default_deadline
from rituals.decisions.fields import check_detail, read_options
from rituals.decisions.form import Form
from rituals.decisions.terms import MOST_OPTIONS, NO_DETAIL
from rituals.ids import DraftId
from rituals.refusal import Refusal
from rituals.texts import fold

GONE = "That draft is gone: it was posted, or it was too old."
DRAFT_GONE = "The draft was thrown away meanwhile. What you see here is kept; choose the rest anew."


async def on_more(click: Click, desk: Desk) -> Reply:
    """“More”, or a choice on which other fields depend: the whole form, with what was typed."""
    view = click.view
    if view is None:
        return None
    draft = DraftId(view.subject)
    form, _ = await take((click.who, draft), view.fields, desk)
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
    return form, before is not None or fields.has("channel")


async def on_closed(closing: Submission, desk: Desk) -> Reply:
    """The form was closed: what was typed is kept as a draft; one that nobody touched is gone."""
    draft = DraftId(closing.view.subject)
    if not closing.view.fields.has("question"):
        return None
    before = await desk.database.read(DRAFTS.find, closing.who, draft) or Form()
    form = read_form(closing.view.fields, before)
    if form == before and not before.touched:
        await desk.database.write(DRAFTS.throw_away, closing.who, draft)
    else:
        kept = replace(form, touched=True)
        await desk.database.write(DRAFTS.keep, closing.who, draft, kept, desk.now())
    return None


async def on_describe(click: Click, desk: Desk) -> Reply:
    """“Describe options”, and another option chosen there: what was said of the one before is kept."""
    if click.view is None:
        return None
    if click.view.callback != "decision.describe":
        form, _ = await take((click.who, DraftId(click.view.subject)), click.view.fields, desk)
        return Push(_described(DraftId(click.view.subject), form, 1))
    draft, form = await _keep_detail(click.who, click.view.subject, click.view.fields, desk)
    return Swap(_described(draft, form, int(click.value) if click.value.isdecimal() else 1))


async def on_described(submission: Submission, desk: Desk) -> Reply:
    """“Done”: what was said of the option is kept."""
    await _keep_detail(submission.who, submission.view.subject, submission.view.fields, desk)
    return None


def _described(draft: DraftId, form: Form, number: int) -> View:
    texts = read_options(form.options)[:MOST_OPTIONS]
    if not texts:
        raise Refusal("Write the options first, one a line.")
    number = min(max(number, 1), len(texts))
    key = fold(texts[number - 1])
    return describe_modal(
        draft, texts, number, form.details.get(key, NO_DETAIL), recommended=form.recommended == key
    )


async def _keep_detail(who: Who, subject: str, fields: Fields, desk: Desk) -> tuple[DraftId, Form]:
    """The draft with what stands in the fields said of the option that they were about; refuses, beside them."""
    draft, _, number = subject.partition(" ")
    draft = DraftId(draft)
    form = await desk.database.read(DRAFTS.find, who, draft)
    if form is None:
        raise Refusal(GONE)
    texts, place = read_options(form.options), int(number) if number.isdecimal() else 0
    if not 1 <= place <= len(texts):
        raise Refusal("That option is no longer there. Go back, and look at the options again.")
    key, (detail, is_recommended) = fold(texts[place - 1]), read_detail(fields, place)
    try:
        check_detail(detail)
    except Refusal as refusal:
        raise Refusal.in_fields({f"{name}/{place}": text for name, text in refusal.fields.items()}) from None
    others = {name: one for name, one in form.details.items() if name != key}
    before = "" if form.recommended == key else form.recommended
    form = replace(
        form,
        details=others if detail == NO_DETAIL else {**others, key: detail},
        recommended=key if is_recommended else before,
    )
    await desk.database.write(DRAFTS.save, who, draft, form, desk.now())
    return draft, form
