"""Filling in the form of a commitment."""

from dataclasses import replace

from handlers.asking import name_group
from handlers.commitments.drafts import DRAFTS
from handlers.commitments.views.form import Sheet, form_modal, read_form
from handlers.filling import Filling, Whose
from handlers.replies import View
from handlers.ritual import Desk
from rituals.calendar import default_deadline
from rituals.commitments.form import Form


async def lay(whose: Whose, form: Form, desk: Desk, note: str = "") -> View:
    """The whole form with this in it."""
    who, draft = whose
    member = await desk.directory.ensure_person(who.team, who.person)
    closes_at = default_deadline(desk.now(), member.calendar, form.closes_after)
    group = await name_group(who, form.user_group, desk)
    return form_modal(Sheet(draft, form, closes_at, more=True, note=note, group=group))


def _is_as_before(form: Form, before: Form) -> bool:
    """A form that opens shows a deadline, which nobody has chosen by that."""
    return replace(form, closes_picked=before.closes_picked) == before


FILLING = Filling(DRAFTS, Form(), read_form, lay, _is_as_before)
