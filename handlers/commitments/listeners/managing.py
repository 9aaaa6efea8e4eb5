"""Managing: what owners do, in modals made for whoever clicked."""

from sqlalchemy import Connection

from handlers.blocks import clean, words
from handlers.commitments.acts import managing
from handlers.commitments.acts.course import get_visible
from handlers.commitments.views import manage, manage_forms
from handlers.commitments.views.manage import Powers
from handlers.manage_forms import done
from handlers.managing import on_move, on_one, on_people, on_reason, on_step_in
from handlers.payloads import Click, Submission, Who
from handlers.places import is_direct
from handlers.replies import Finish, Open, Push, Reply, Say, Swap
from handlers.ritual import Desk
from rituals.calendar import default_deadline
from rituals.commitments.amending import Wording, mark_of
from rituals.commitments.deciding import owes
from rituals.commitments.guards import check_not_ended
from rituals.commitments.model import Commitment
from rituals.commitments.texts import Texts
from storage import people, visibility

FORMS = {
    "cancel": manage_forms.cancel_modal,
    "add_people": manage_forms.add_people_modal,
    "hand_over": manage_forms.hand_over_modal,
    "decider": manage_forms.decider_modal,
    "co_owners": manage_forms.co_owners_modal,
}


async def on_manage(click: Click, desk: Desk) -> Reply:
    """“Manage”, or one of its buttons that needs more words: its part names the form."""
    return await (_form(click, desk) if click.part else open_manage(click.who, click.value, desk))


async def open_manage(who: Who, commitment: str, desk: Desk) -> Reply:
    """What this person may do with the commitment now."""
    return Open(manage.manage_modal(*await desk.database.read(_read, who, commitment)))


async def _form(click: Click, desk: Desk) -> Reply:
    found, _ = await desk.database.read(_read, click.who, click.value)
    check_not_ended(found)
    if click.part in FORMS:
        form = FORMS[click.part](found)
        return Open(form) if click.view is None else Push(form)
    if click.part == "amend":
        return Push(manage_forms.amend_modal(found, mark_of(found.terms)))
    calendar = (await desk.directory.ensure_person(click.who.team, click.who.person)).calendar
    suggested = default_deadline(max(found.ends_at, desk.now()), calendar)
    return Push(manage_forms.extend_modal(found, suggested))


async def on_close(click: Click, desk: Desk) -> Reply:
    """“Close now”, or without a decision."""
    commitment, _, seen = click.value.partition(" ")
    await desk.database.write(managing.close, click.who, commitment, seen, desk.now())
    told = "It is closed. The card shows how it goes on."
    if click.view is not None:
        return Swap(done(told))
    # In the channel the card itself shows it.
    return Say(words(told)) if click.channel and is_direct(click.channel) else None


async def on_amend(submission: Submission, desk: Desk) -> Reply:
    """The wording was changed."""
    fields = submission.view.fields
    names = "proposal", "context", "aim", "trade_offs", "evidence"
    texts = Texts(**{name: clean(fields.text(name)) for name in names})
    commitment, _, seen = submission.view.subject.partition(" ")
    wording = Wording(texts, seen)
    await desk.database.write(managing.amend, submission.who, commitment, wording, desk.now())
    return Finish()


on_take_over = on_step_in(managing.take_over)
on_extend = on_move(managing.extend)
on_cancel = on_reason(managing.cancel)
on_add_people = on_people(managing.add_people, missing="Choose the people to add.")
on_hand_over = on_one(managing.hand_over, "Choose the new owner.")
on_decider = on_one(managing.name_decider, "Choose who decides.")
on_co_owners = on_people(managing.share, "co_owners")


def _read(tx: Connection, who: Who, commitment: str) -> tuple[Commitment, Powers]:
    """The commitment, and what this person is to it."""
    team, person = who.team, who.person
    found = get_visible(tx, team, commitment, person)
    member = people.find_person(tx, team, person)
    powers = Powers(
        owns=person in found.owners,
        is_admin=member is not None and member.admin,
        is_heir=managing.is_orphaned(tx, found)
        and visibility.is_member(tx, team, person, found.terms.channel),
        rules=owes(found, person),
    )
    return found, powers
