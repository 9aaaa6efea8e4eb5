"""Filling in the form of a decision, and what is said of each option."""

from dataclasses import replace

from handlers.asking import name_group
from handlers.decisions.drafts import DRAFTS
from handlers.decisions.views.describing import describe_modal, read_detail
from handlers.decisions.views.form import Sheet, form_modal, read_form
from handlers.filling import GONE, Filling, Whose, draft_of, is_but_for_deadline
from handlers.payloads import Click, Fields, Submission, Who
from handlers.replies import Push, Reply, Swap, View
from handlers.ritual import Desk
from rituals.calendar import default_deadline
from rituals.decisions.fields import check_detail, read_options
from rituals.decisions.form import Form
from rituals.decisions.terms import MOST_OPTIONS, NO_DETAIL
from rituals.ids import DraftId
from rituals.refusal import Refusal
from rituals.texts import fold


async def lay(whose: Whose, form: Form, desk: Desk, note: str = "") -> View:
    """The whole form with this in it."""
    who, draft = whose
    member = await desk.directory.ensure_person(who.team, who.person)
    closes_at = default_deadline(desk.now(), member.calendar, form.closes_after)
    group = await name_group(who, form.user_group, desk)
    return form_modal(Sheet(draft, form, closes_at, more=True, note=note, group=group))


FILLING = Filling(DRAFTS, Form(), read_form, lay, is_but_for_deadline)


async def on_describe(click: Click, desk: Desk) -> Reply:
    """“Describe options”, and another option chosen there: what was said of the one before is kept."""
    if click.view is None:
        return None
    if click.view.callback != "decision.describe":
        draft = draft_of(click.view)
        form, _ = await FILLING.take((click.who, draft), click.view.fields, desk)
        return Push(_described(draft, form, 1))
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
