"""Filling in the form: from step to step, back again, saved and taken up later. What was typed is kept at each step."""

from dataclasses import replace

from handlers.payloads import Click, Fields, Submission, Who
from handlers.replies import Open, Push, Reply, Swap, View
from handlers.rfcs.acts import editing
from handlers.rfcs.drafts import DRAFTS, GONE, Writing
from handlers.rfcs.views.form import STEPS, WHAT, WHO, Sheet, form_modal, read_writing, saved_modal
from handlers.ritual import Desk
from rituals.ids import DraftId
from rituals.refusal import Refusal
from rituals.rfcs.fields import check_texts
from rituals.rfcs.form import Form

EDIT = "edit-"
"""How the id of a draft begins that is an edit; each person has one for each RFC."""

THROWN_AWAY = "The draft was thrown away meanwhile. What you see here is kept; fill in the rest anew."
PUBLISHED = "That edit was published already, or thrown away. Open ⋯ Manage on the card to edit again."
EMPTY = Writing(Form())


async def on_step(click: Click, desk: Desk) -> Reply:
    """“Back”: the step before, with what was typed in this one kept."""
    if click.view is None:
        return None
    draft, step = _read_subject(click.value)
    writing, _ = await take((click.who, draft), click.view.fields, desk)
    return Swap(await lay((click.who, draft), writing, step, desk))


async def on_save(click: Click, desk: Desk) -> Reply:
    """“Save and close”."""
    if click.view is None:
        return None
    draft, _ = _read_subject(click.value)
    writing, _ = await take((click.who, draft), click.view.fields, desk)
    return Swap(saved_modal(writing))


async def go_on(submission: Submission, step: int, desk: Desk) -> Reply:
    """“Next”: the step after, unless something in this one needs mending."""
    who, draft = submission.who, _read_subject(submission.view.subject)[0]
    writing, is_whole = await take((who, draft), submission.view.fields, desk)
    if not is_whole and step > WHAT:
        return Swap(form_modal(Sheet(draft, writing, note=THROWN_AWAY)))
    _check_shown(writing, submission.view.blocks)
    return Swap(await lay((who, draft), writing, step + 1, desk))


def _check_shown(writing: Writing, shown: tuple[str, ...]) -> None:
    """Refuses what needs mending in the fields of this step; the others are looked at in theirs."""
    try:
        check_texts(writing.form.text)
    except Refusal as refusal:
        wrong = {name: sentence for name, sentence in refusal.fields.items() if name in shown}
        if wrong:
            raise Refusal.in_fields(wrong) from None


async def lay(whose: tuple[Who, DraftId], writing: Writing, step: int, desk: Desk, note: str = "") -> View:
    """One step of the form with this in it."""
    who, draft = whose
    begun = False
    if writing.edited is not None and step == WHO:
        begun = (await desk.database.read(editing.read_editing, who, writing)).begun
    return form_modal(Sheet(draft, writing, step, note, begun))


async def take(whose: tuple[Who, DraftId], fields: Fields, desk: Desk) -> tuple[Writing, bool]:
    """What stands in the form now, kept as the draft; and whether all of it is known.

    A step does not show everything: the rest is gone where the draft was thrown away meanwhile.
    """
    who, draft = whose
    before = await desk.database.read(DRAFTS.find, who, draft)
    if before is None and draft.startswith(EDIT):
        raise Refusal(PUBLISHED)
    writing = replace(read_writing(fields, before or EMPTY), touched=True)
    await desk.database.write(DRAFTS.save, who, draft, writing, desk.now())
    return writing, before is not None


async def on_resume(click: Click, desk: Desk) -> Reply:
    """“Continue”: the draft that was left, on top of the form that offers it."""
    draft = DraftId(click.value)
    writing = await desk.database.read(DRAFTS.find, click.who, draft)
    if writing is None:
        raise Refusal(GONE)
    view = await lay((click.who, draft), writing, WHAT, desk)
    # Slack keeps what stands in a field when a view is replaced, and be it nothing: the draft would not be seen.
    return Open(view) if click.view is None else Push(view)


async def on_throw_away(click: Click, desk: Desk) -> Reply:
    """“Throw away”: the draft is gone."""
    await desk.database.write(DRAFTS.throw_away, click.who, DraftId(click.value))
    return None


async def on_closed(closing: Submission, desk: Desk) -> Reply:
    """The form was closed: what was typed is kept as a draft; one that nobody touched is gone."""
    draft, _ = _read_subject(closing.view.subject)
    before = await desk.database.read(DRAFTS.find, closing.who, draft)
    if not closing.view.fields.values or (before is None and draft.startswith(EDIT)):
        return None
    writing = read_writing(closing.view.fields, before or EMPTY)
    if before is not None and writing == before and not before.touched:
        await desk.database.write(DRAFTS.throw_away, closing.who, draft)
    else:
        kept = replace(writing, touched=True)
        await desk.database.write(DRAFTS.keep, closing.who, draft, kept, desk.now())
    return None


def _read_subject(value: str) -> tuple[DraftId, int]:
    """The draft that a view or a button is about, and a step there is."""
    draft, _, step = value.partition(" ")
    return DraftId(draft), int(step) if step in map(str, STEPS) else WHAT


def step_of(submission: Submission) -> int:
    """The step that was submitted."""
    return _read_subject(submission.view.subject)[1]


def draft_of(submission: Submission) -> DraftId:
    """The draft that was submitted."""
    return _read_subject(submission.view.subject)[0]
