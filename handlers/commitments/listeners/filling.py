"""Filling in the form of a commitment."""

from handlers.asking import name_group
from handlers.commitments.drafts import DRAFTS
from handlers.commitments.views.form import Sheet, form_modal, read_form
from handlers.filling import Filling, Whose, is_but_for_deadline
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


FILLING = Filling(DRAFTS, Form(), read_form, lay, is_but_for_deadline)
