"""Managing: what owners do, in modals made for whoever clicked."""

from datetime import datetime

from sqlalchemy import Connection

from handlers.blocks import clean
from handlers.decisions.acts import deciding, managing
from handlers.decisions.acts.course import get_visible
from handlers.decisions.views import manage
from handlers.decisions.views.manage import Powers
from handlers.manage_forms import done
from handlers.managing import on_move, on_one, on_people, on_reason, on_step_in
from handlers.payloads import Click, Submission, Who
from handlers.replies import Finish, Open, Push, Reply, Swap
from handlers.ritual import Desk
from rituals.calendar import default_deadline
from rituals.decisions.amending import Wording
from rituals.decisions.fields import read_options
from rituals.decisions.model import Decision, State
from storage import people, rounds, visibility

FORMS = {
    "amend": manage.amend_modal,
    "cancel": manage.cancel_modal,
    "add_people": manage.add_people_modal,
    "hand_over": manage.hand_over_modal,
    "co_owners": manage.co_owners_modal,
}


async def on_manage(click: Click, desk: Desk) -> Reply:
    """“Manage”, or one of its buttons that needs more words: its part names the form."""
    return await (_form(click, desk) if click.part else open_manage(click.who, click.value, desk))


async def open_manage(who: Who, decision: str, desk: Desk) -> Reply:
    """What this person may do with the decision now."""
    return Open(manage.manage_modal(*await desk.database.read(_read, who, decision)))


async def _form(click: Click, desk: Desk) -> Reply:
    found, _, _ = await desk.database.read(_read, click.who, click.value)
    if click.part in FORMS:
        return Push(FORMS[click.part](found))
    calendar = (await desk.directory.ensure_person(click.who.team, click.who.person)).calendar
    return Push(manage.extend_modal(found, default_deadline(max(_ends_at(found), desk.now()), calendar)))


def _ends_at(decision: Decision) -> datetime:
    terms = decision.terms
    return (terms.suggest_until or terms.closes_at) if decision.state is State.SUGGESTING else terms.closes_at


async def on_close(click: Click, desk: Desk) -> Reply:
    """“Close now”, or without a decision."""
    await desk.database.write(managing.close, click.who, click.value, desk.now())
    return Swap(done("Voting is closed. The card shows how it came out."))


async def on_amend(submission: Submission, desk: Desk) -> Reply:
    """The wording was changed."""
    fields = submission.view.fields
    question, context, options = (clean(fields.text(name)) for name in ("question", "context", "options"))
    decision, _, seen = submission.view.subject.partition(" ")
    wording = Wording(question, context, read_options(options), seen)
    await desk.database.write(managing.amend, submission.who, decision, wording, desk.now())
    return Finish()


on_take_over = on_step_in(managing.take_over)
on_extend = on_move(managing.extend)
on_cancel = on_reason(managing.cancel)
on_add_people = on_people(managing.add_people, missing="Choose the people to add.")
on_hand_over = on_one(managing.hand_over, "Choose the new owner.")
on_co_owners = on_people(managing.share, "co_owners")


def _read(tx: Connection, who: Who, decision: str) -> tuple[Decision, Powers, int | None]:
    """The decision, what this person is to it, and the number of its record."""
    team, person = who.team, who.person
    found = get_visible(tx, team, decision, person)
    member = people.find_person(tx, team, person)
    powers = Powers(
        owns=person in found.owners,
        is_admin=member is not None and member.admin,
        is_heir=managing.is_orphaned(tx, found)
        and visibility.is_member(tx, team, person, found.terms.channel),
        writes=deciding.may_write(tx, found, person),
    )
    return found, powers, rounds.find_record(tx, found)
