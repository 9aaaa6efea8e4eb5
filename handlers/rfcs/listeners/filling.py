"""Filling in the form: from step to step, back again, saved and taken up later. What was typed is kept at each step."""

from handlers.filling import Filling, Whose, draft_of
from handlers.payloads import Click, Submission
from handlers.replies import Reply, Swap, View
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


async def on_step(click: Click, desk: Desk) -> Reply:
    """“Back”: the step before, with what was typed in this one kept."""
    if click.view is None:
        return None
    draft, step = _read_subject(click.value)
    writing, _ = await FILLING.take((click.who, draft), click.view.fields, desk)
    return Swap(await lay((click.who, draft), writing, desk, step))


async def on_save(click: Click, desk: Desk) -> Reply:
    """“Save and close”."""
    if click.view is None:
        return None
    draft, _ = _read_subject(click.value)
    writing, _ = await FILLING.take((click.who, draft), click.view.fields, desk)
    return Swap(saved_modal(writing))


async def go_on(submission: Submission, step: int, desk: Desk) -> Reply:
    """“Next”: the step after, unless something in this one needs mending."""
    whose = submission.who, draft_of(submission.view)
    writing, was_there = await FILLING.take(whose, submission.view.fields, desk)
    if not was_there and step > WHAT:
        return Swap(await lay(whose, writing, desk, note=THROWN_AWAY))
    _check_shown(writing, submission.view.blocks)
    return Swap(await lay(whose, writing, desk, step + 1))


def _check_shown(writing: Writing, shown: tuple[str, ...]) -> None:
    """Refuses what needs mending in the fields of this step; the others are looked at in theirs."""
    try:
        check_texts(writing.form.text)
    except Refusal as refusal:
        wrong = {name: sentence for name, sentence in refusal.fields.items() if name in shown}
        if wrong:
            raise Refusal.in_fields(wrong) from None


async def lay(whose: Whose, writing: Writing, desk: Desk, step: int = WHAT, note: str = "") -> View:
    """One step of the form with this in it."""
    who, draft = whose
    begun = False
    if writing.edited is not None and step == WHO:
        begun = (await desk.database.read(editing.read_editing, who, writing)).begun
    return form_modal(Sheet(draft, writing, step, note, begun))


FILLING = Filling(
    DRAFTS,
    Writing(Form()),
    read_writing,
    lay,
    gone=GONE,
    lost=lambda draft: PUBLISHED if draft.startswith(EDIT) else "",
)


def _read_subject(value: str) -> tuple[DraftId, int]:
    """The draft that a view or a button is about, and a step there is."""
    draft, _, step = value.partition(" ")
    return DraftId(draft), int(step) if step in map(str, STEPS) else WHAT


def step_of(submission: Submission) -> int:
    """The step that was submitted."""
    return _read_subject(submission.view.subject)[1]
