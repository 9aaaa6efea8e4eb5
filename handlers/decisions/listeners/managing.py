"""Managing: what owners do, in modals made for whoever clicked."""

from datetime import datetime

from sqlalchemy import Connection

from handlers.asking import ensure_chosen
from handlers.blocks import clean
from handlers.decisions.acts import deciding, managing
from handlers.decisions.acts.course import get_visible
from handlers.decisions.views import manage
from handlers.decisions.views.manage import Powers
from handlers.manage_forms import done
from handlers.payloads import Click, Submission, Who
from handlers.replies import Finish, Open, Push, Reply, Swap
from handlers.ritual import Desk
from rituals.calendar import default_deadline
from rituals.deadlines import USUAL_DAYS, Move, read_deadline
from rituals.decisions.amending import Wording
from rituals.decisions.fields import read_options
from rituals.decisions.model import Decision, State
from rituals.ids import Team
from rituals.refusal import Refusal
from rituals.workspace import Member
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
    await desk.database.write(managing.close, click.who.team, click.value, click.who.person, desk.now())
    return Swap(done("Voting is closed. The card shows how it came out."))


async def on_take_over(click: Click, desk: Desk) -> Reply:
    """“Take over”, where the owner has left."""
    where = click.who.team, click.value
    await desk.database.write(managing.take_over, where, click.who.person, desk.now())
    return Swap(done("It is yours now. Look under ⋯ *Manage* for what you can do."))


async def on_amend(submission: Submission, desk: Desk) -> Reply:
    """The wording was changed."""
    fields = submission.view.fields
    question, context, options = (clean(fields.text(name)) for name in ("question", "context", "options"))
    who, (decision, _, seen) = submission.who, submission.view.subject.partition(" ")
    wording = Wording(question, context, read_options(options), seen)
    await desk.database.write(managing.amend, (who.team, decision), who.person, wording, desk.now())
    return Finish()


async def on_extend(submission: Submission, desk: Desk) -> Reply:
    """Another deadline was chosen."""
    member = await desk.directory.ensure_person(submission.who.team, submission.who.person)
    reason = clean(submission.view.fields.text("reason"))
    move = Move(_read_deadline(submission, desk.now(), member), reason)
    await desk.database.write(managing.extend, _where(submission), submission.who.person, move, desk.now())
    return Finish()


async def on_cancel(submission: Submission, desk: Desk) -> Reply:
    """A reason for calling it off was given."""
    reason = clean(submission.view.fields.text("reason"))
    await desk.database.write(managing.cancel, _where(submission), submission.who.person, reason, desk.now())
    return Finish()


async def on_add_people(submission: Submission, desk: Desk) -> Reply:
    """More people to ask were chosen."""
    chosen = submission.view.fields.people("people")
    if not chosen:
        raise Refusal.in_fields({"people": "Choose the people to add."})
    await ensure_chosen(submission, "people", desk)
    await desk.database.write(
        managing.add_people, _where(submission), submission.who.person, chosen, desk.now()
    )
    return Finish()


async def on_hand_over(submission: Submission, desk: Desk) -> Reply:
    """A new owner was chosen."""
    chosen = submission.view.fields.people("to")
    if not chosen:
        raise Refusal.in_fields({"to": "Choose the new owner."})
    await ensure_chosen(submission, "to", desk)
    await desk.database.write(
        managing.hand_over, _where(submission), submission.who.person, chosen[0], desk.now()
    )
    return Finish()


async def on_co_owners(submission: Submission, desk: Desk) -> Reply:
    """Co-owners were chosen, or left out."""
    chosen = submission.view.fields.people("co_owners")
    await ensure_chosen(submission, "co_owners", desk)
    await desk.database.write(managing.share, _where(submission), submission.who.person, chosen, desk.now())
    return Finish()


def _where(submission: Submission) -> tuple[Team, str]:
    return submission.who.team, submission.view.subject


def _read_deadline(submission: Submission, now: datetime, member: Member) -> datetime:
    fields = submission.view.fields
    picked, typed = fields.moment("closes_picked"), fields.text("closes_typed")
    return read_deadline(picked, typed, USUAL_DAYS, now, member.calendar)


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
