"""Managing: what owners do, in modals made for whoever clicked."""

from sqlalchemy import Connection

from handlers.asking import ensure_chosen
from handlers.blocks import clean, words
from handlers.commitments.acts import managing
from handlers.commitments.acts.course import get_visible
from handlers.commitments.views import manage, manage_forms
from handlers.commitments.views.manage import Powers
from handlers.manage_forms import done
from handlers.payloads import Click, Submission, Who
from handlers.places import is_direct
from handlers.replies import Finish, Open, Push, Reply, Say, Swap
from handlers.ritual import Desk
from rituals.calendar import default_deadline
from rituals.commitments.amending import Wording, mark_of
from rituals.commitments.deciding import owes
from rituals.commitments.model import Commitment
from rituals.commitments.texts import Texts
from rituals.deadlines import USUAL_DAYS, Move, read_deadline
from rituals.ids import Person
from rituals.refusal import Refusal
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


async def on_take_over(click: Click, desk: Desk) -> Reply:
    """“Take over”, where the owner has left."""
    await desk.database.write(managing.take_over, click.who, click.value, desk.now())
    return Swap(done("It is yours now. Look under ⋯ *Manage* for what you can do."))


async def on_amend(submission: Submission, desk: Desk) -> Reply:
    """The wording was changed."""
    fields = submission.view.fields
    names = "proposal", "context", "aim", "trade_offs", "evidence"
    texts = Texts(**{name: clean(fields.text(name)) for name in names})
    commitment, _, seen = submission.view.subject.partition(" ")
    wording = Wording(texts, seen)
    await desk.database.write(managing.amend, submission.who, commitment, wording, desk.now())
    return Finish()


async def on_extend(submission: Submission, desk: Desk) -> Reply:
    """Another deadline was chosen."""
    who, fields, now = submission.who, submission.view.fields, desk.now()
    calendar = (await desk.directory.ensure_person(who.team, who.person)).calendar
    picked, typed = fields.moment("closes_picked"), fields.text("closes_typed")
    closes_at = read_deadline(picked, typed, USUAL_DAYS, now, calendar)
    move = Move(closes_at, clean(fields.text("reason")))
    await desk.database.write(managing.extend, who, submission.view.subject, move, now)
    return Finish()


async def on_cancel(submission: Submission, desk: Desk) -> Reply:
    """A reason for calling it off was given."""
    reason = clean(submission.view.fields.text("reason"))
    await desk.database.write(managing.cancel, submission.who, submission.view.subject, reason, desk.now())
    return Finish()


async def on_add_people(submission: Submission, desk: Desk) -> Reply:
    """More people to ask were chosen."""
    chosen = submission.view.fields.people("people")
    if not chosen:
        raise Refusal.in_fields({"people": "Choose the people to add."})
    await ensure_chosen(submission, "people", desk)
    await desk.database.write(
        managing.add_people, submission.who, submission.view.subject, chosen, desk.now()
    )
    return Finish()


async def on_hand_over(submission: Submission, desk: Desk) -> Reply:
    """A new owner was chosen."""
    to = await _chosen(submission, "Choose the new owner.", desk)
    await desk.database.write(managing.hand_over, submission.who, submission.view.subject, to, desk.now())
    return Finish()


async def on_decider(submission: Submission, desk: Desk) -> Reply:
    """Another decider was chosen."""
    to = await _chosen(submission, "Choose who decides.", desk)
    await desk.database.write(managing.name_decider, submission.who, submission.view.subject, to, desk.now())
    return Finish()


async def on_co_owners(submission: Submission, desk: Desk) -> Reply:
    """Co-owners were chosen, or left out."""
    chosen = submission.view.fields.people("co_owners")
    await ensure_chosen(submission, "co_owners", desk)
    await desk.database.write(managing.share, submission.who, submission.view.subject, chosen, desk.now())
    return Finish()


async def _chosen(submission: Submission, empty: str, desk: Desk) -> Person:
    """The one person who was chosen; refuses, with `empty`, where nobody was."""
    chosen = submission.view.fields.people("to")
    if not chosen:
        raise Refusal.in_fields({"to": empty})
    await ensure_chosen(submission, "to", desk)
    return chosen[0]


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
