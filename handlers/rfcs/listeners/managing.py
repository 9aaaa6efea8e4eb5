"""Managing: what authors and the decider do, in modals made for whoever clicked."""

from handlers.manage_forms import done
from handlers.managing import on_one, on_people, on_reason, on_step_in
from handlers.payloads import Click, Submission, Who, whole_number
from handlers.replies import Finish, Open, Push, Reply, Say, Swap
from handlers.rfcs.acts import editing, looking, managing, pointing
from handlers.rfcs.listeners.places import ensure_pointers
from handlers.rfcs.views.answers import OBJECTED, said_to_silence
from handlers.rfcs.views.manage import manage_modal
from handlers.rfcs.views.manage_forms import FORMS
from handlers.ritual import Desk
from rituals.refusal import Refusal
from rituals.rfcs.guards import UNKNOWN
from rituals.rfcs.model import Profile
from rituals.rfcs.silence import Answer


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


async def on_take_up(click: Click, desk: Desk) -> Reply:
    """“Take it up again”."""
    await desk.database.write(managing.take_up, click.who, click.value, desk.now())
    return Swap(done("It is under review again, as its card shows."))


on_take_over = on_step_in(managing.take_over)
on_reject = on_reason(managing.reject)
on_postpone = on_reason(managing.postpone)
on_withdraw = on_reason(managing.withdraw)
on_hand_over = on_one(managing.hand_over, "Choose a person.")
on_decider = on_one(managing.name_decider, "Choose a person.")
on_co_owners = on_people(managing.share, "co_owners")
on_add_reviewers = on_people(managing.add_reviewers)
on_remove_reviewers = on_people(managing.remove_reviewers)


async def on_pointers(submission: Submission, desk: Desk) -> Reply:
    """Other channels were chosen for short cards."""
    chosen = submission.view.fields.channels("pointers")
    await ensure_pointers(submission.who, chosen, desk, join=True)
    where = submission.who.team, submission.view.subject
    cards = [(channel, desk.new_id()) for channel in chosen]
    await desk.database.write(pointing.point, submission.who, where, cards, desk.now())
    return Finish()


async def on_rule(submission: Submission, desk: Desk) -> Reply:
    """Another rule was chosen."""
    fields = submission.view.fields
    typed = fields.one_of("profile", Profile) or Profile.FINAL_COMMENT, fields.text("days")
    await desk.database.write(managing.set_rule, submission.who, submission.view.subject, typed, desk.now())
    return Finish()


async def on_silent(click: Click, desk: Desk) -> Reply:
    """An answer to the question what is to become of an RFC that is quiet; the button's part is which."""
    if click.part not in set(Answer):
        raise Refusal(UNKNOWN)
    answer = Answer(click.part)
    rfc = await desk.database.write(managing.answer_silence, click.who, click.value, answer, desk.now())
    return Say(said_to_silence(rfc, answer), replace=True)


async def on_object(click: Click, desk: Desk) -> Reply:
    """“More than editorial”: a reviewer sees more in an edit than its author."""
    number, _, version = click.value.partition(" ")
    shown = whole_number(version) or 0
    await desk.database.write(editing.object_to, click.who, (click.who.team, number), shown, desk.now())
    return Say(OBJECTED)
