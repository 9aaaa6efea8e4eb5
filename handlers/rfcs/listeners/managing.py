"""Managing: what authors and the decider do, in modals made for whoever clicked."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from handlers.asking import ensure_chosen
from handlers.blocks import clean
from handlers.manage_forms import done
from handlers.payloads import Click, Submission, Who, whole_number
from handlers.replies import Finish, Open, Push, Reply, Say, Swap
from handlers.rfcs.acts import editing, looking, managing, pointing
from handlers.rfcs.acts.course import Where
from handlers.rfcs.listeners.places import ensure_pointers
from handlers.rfcs.views.answers import OBJECTED, said_to_silence
from handlers.rfcs.views.manage import manage_modal
from handlers.rfcs.views.manage_forms import FORMS
from handlers.ritual import Desk
from rituals.refusal import Refusal
from rituals.rfcs.guards import UNKNOWN
from rituals.rfcs.model import Profile, Rfc
from rituals.rfcs.silence import Answer

OnReason = Callable[[Connection, Who, Where, str, datetime], Rfc]


async def on_manage(click: Click, desk: Desk) -> Reply:
    """“Manage”, or one of its buttons that needs more words: its part names the form."""
    if not click.part:
        return await open_manage(click.who, click.value, desk)
    if click.part not in FORMS:
        raise Refusal(UNKNOWN)
    shown, _ = await desk.database.read(looking.read_managed, click.who, (click.who.team, click.value))
    form = FORMS[click.part](shown)
    return Open(form) if click.view is None else Push(form)


async def open_manage(who: Who, number: str, desk: Desk) -> Reply:
    """What this person may do with the RFC now."""
    return Open(manage_modal(*await desk.database.read(looking.read_managed, who, (who.team, number))))


def on_reason(act: OnReason) -> Callable[[Submission, Desk], Awaitable[Reply]]:
    """What follows where a reason was given for this act."""

    async def on_submission(submission: Submission, desk: Desk) -> Reply:
        reason = clean(submission.view.fields.text("reason"))
        await desk.database.write(act, submission.who, _where(submission), reason, desk.now())
        return Finish()

    return on_submission


async def on_take_up(click: Click, desk: Desk) -> Reply:
    """“Take it up again”."""
    await desk.database.write(managing.take_up, click.who, (click.who.team, click.value), desk.now())
    return Swap(done("It is under review again, as its card shows."))


async def on_take_over(click: Click, desk: Desk) -> Reply:
    """“Take over”, where the author has left."""
    await desk.database.write(managing.take_over, click.who, (click.who.team, click.value), desk.now())
    return Swap(done("It is yours now. Look under ⋯ *Manage* for what you can do."))


async def on_hand_over(submission: Submission, desk: Desk) -> Reply:
    """A new author was chosen."""
    return await _with_one(submission, managing.hand_over, desk)


async def on_decider(submission: Submission, desk: Desk) -> Reply:
    """Another decider was chosen."""
    return await _with_one(submission, managing.name_decider, desk)


async def on_co_owners(submission: Submission, desk: Desk) -> Reply:
    """Co-authors were chosen, or left out."""
    return await _with_people(submission, "co_owners", managing.share, desk)


async def on_add_reviewers(submission: Submission, desk: Desk) -> Reply:
    """More reviewers were chosen."""
    return await _with_people(submission, "people", managing.add_reviewers, desk)


async def on_remove_reviewers(submission: Submission, desk: Desk) -> Reply:
    """Reviewers to be taken off were chosen."""
    return await _with_people(submission, "people", managing.remove_reviewers, desk)


async def on_pointers(submission: Submission, desk: Desk) -> Reply:
    """Other channels were chosen for short cards."""
    chosen = submission.view.fields.channels("pointers")
    await ensure_pointers(submission.who.team, chosen, desk, join=True)
    cards = [(channel, desk.new_id()) for channel in chosen]
    await desk.database.write(pointing.point, submission.who, _where(submission), cards, desk.now())
    return Finish()


async def on_rule(submission: Submission, desk: Desk) -> Reply:
    """Another rule was chosen."""
    fields = submission.view.fields
    typed = fields.one_of("profile", Profile) or Profile.FINAL_COMMENT, fields.text("days")
    await desk.database.write(managing.set_rule, submission.who, _where(submission), typed, desk.now())
    return Finish()


async def on_silent(click: Click, desk: Desk) -> Reply:
    """An answer to the question what is to become of an RFC that is quiet; the button's part is which."""
    if click.part not in set(Answer):
        raise Refusal(UNKNOWN)
    where, answer = (click.who.team, click.value), Answer(click.part)
    rfc = await desk.database.write(managing.answer_silence, click.who, where, answer, desk.now())
    return Say(said_to_silence(rfc, answer), replace=True)


async def on_object(click: Click, desk: Desk) -> Reply:
    """“More than editorial”: a reviewer sees more in an edit than its author."""
    number, _, version = click.value.partition(" ")
    shown = whole_number(version) or 0
    await desk.database.write(editing.object_to, click.who, (click.who.team, number), shown, desk.now())
    return Say(OBJECTED)


async def _with_one(submission: Submission, act: Callable[..., Rfc], desk: Desk) -> Reply:
    chosen = submission.view.fields.people("to")
    if not chosen:
        raise Refusal.in_fields({"to": "Choose a person."})
    await ensure_chosen(submission, "to", desk)
    await desk.database.write(act, submission.who, _where(submission), chosen[0], desk.now())
    return Finish()


async def _with_people(submission: Submission, field: str, act: Callable[..., Any], desk: Desk) -> Reply:
    await ensure_chosen(submission, field, desk)
    chosen = submission.view.fields.people(field)
    await desk.database.write(act, submission.who, _where(submission), chosen, desk.now())
    return Finish()


def _where(submission: Submission) -> Where:
    return submission.who.team, submission.view.subject
