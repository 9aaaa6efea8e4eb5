"""Reviewing: a position by one click or in a modal, thinking again, raising a concern."""

from dataclasses import replace

from handlers.payloads import Click, Submission, ViewState, whole_number
from handlers.replies import Open, Push, Reply, Say, Swap, View
from handlers.rfcs import half_said
from handlers.rfcs.acts import raising, reviewing
from handlers.rfcs.acts.course import Where
from handlers.rfcs.acts.reviewing import Changed, Stated
from handlers.rfcs.views import concerns as concern_views
from handlers.rfcs.views import position as views
from handlers.ritual import Desk
from rituals.ids import Team
from rituals.refusal import Refusal
from rituals.rfcs.model import Rfc, Stance
from rituals.rfcs.reviewing import Taking


async def on_approve(click: Click, desk: Desk) -> Reply:
    """“Approve”: one press is the whole answer. It sets, it never toggles."""
    where, version = read_subject(click.who.team, click.value)
    sitting = await desk.database.read(reviewing.sit_down, click.who, where, desk.now())
    if sitting.concerns and sitting.reviewer.named:
        return show(click, Say(views.blocked(sitting.rfc, sitting.concerns)))
    taking = Taking(Stance.APPROVE, version=version, action_ts=click.action_ts)
    came = await desk.database.write(reviewing.take, click.who, where, taking, desk.now())
    if isinstance(came, Changed):
        return show(click, Say(views.changed_message(came.rfc, came.pair)))
    return await _answer(click, came, desk)


async def on_review(click: Click, desk: Desk) -> Reply:
    """“Take a position”: the form, with where the person stands now."""
    where, _ = read_subject(click.who.team, click.value)
    sitting = await desk.database.read(reviewing.sit_down, click.who, where, desk.now())
    before = sitting.reviewer.position
    if sitting.concerns and sitting.reviewer.named:
        view = views.blocked_modal(sitting.rfc, sitting.concerns)
    else:
        stance = Stance(before.stance) if before and not before.withdrawn else None
        stance = stance if stance in sitting.offered and stance is not Stance.CONCERN else None
        left = await desk.database.read(half_said.find, click.who, where)
        said = left.over(views.said_before(before, stance))
        view = views.position_modal(sitting.rfc, sitting.offered, stance, said)
    return on_top(click, view)


async def on_stance(click: Click, desk: Desk) -> Reply:
    """Another stance was chosen: the form shows its parts."""
    if click.view is None:
        return None
    return Swap(await _form(click, click.view, desk))


async def on_position(submission: Submission, desk: Desk) -> Reply:
    """“Take this position”; or “Raise it”, where it is a concern."""
    who, view = submission.who, submission.view
    where, version = read_subject(who.team, view.subject)
    stance = views.read_stance(view.fields)
    if stance is None:
        raise Refusal.in_fields({views.STANCE: "Choose where you stand."})
    if not _is_shown(stance, view):
        return Swap(await _form(submission, view, desk))
    came: Stated | Changed | raising.Matter
    if stance is Stance.CONCERN:
        raised = views.read_raising(view.fields, version)
        came = await desk.database.write(raising.raise_concern, who, where, raised, desk.now())
    else:
        taking = views.read_taking(view.fields, stance, version)
        came = await desk.database.write(reviewing.take, who, where, taking, desk.now())
    if isinstance(came, Changed):
        return Swap(await _form(submission, view, desk, came))
    await desk.database.write(half_said.drop, who, where)
    if isinstance(came, Stated):
        return Swap(views.receipt_modal(came.rfc, came.position, came.joined, await desk.today(who)))
    return Swap(concern_views.as_modal(concern_views.raised(came.rfc, came.concern)))


async def on_raise(click: Click, desk: Desk) -> Reply:
    """“Raise a concern”: anybody who sees it may."""
    where, _ = read_subject(click.who.team, click.value)
    rfc, is_reviewer = await desk.database.read(raising.may_raise, click.who, where, desk.now())
    return on_top(click, views.raise_modal(rfc, is_reviewer))


async def on_raised(submission: Submission, desk: Desk) -> Reply:
    """“Raise it”."""
    who, view = submission.who, submission.view
    where, version = read_subject(who.team, view.subject)
    raised = views.read_raising(view.fields, version)
    came = await desk.database.write(raising.raise_concern, who, where, raised, desk.now())
    if isinstance(came, Changed):
        _, is_reviewer = await desk.database.read(raising.may_raise, who, where, desk.now())
        return Swap(views.raise_modal(came.rfc, is_reviewer, views.changed_note(came.rfc, came.pair)))
    return Swap(concern_views.as_modal(concern_views.raised(came.rfc, came.concern)))


async def on_withdraw(click: Click, desk: Desk) -> Reply:
    """“Withdraw”."""
    where, _ = read_subject(click.who.team, click.value)
    came = await desk.database.write(reviewing.withdraw, click.who, where, click.action_ts, desk.now())
    return await _answer(click, came, desk, replaces=True)


def read_subject(team: Team, value: str) -> tuple[Where, int | None]:
    """The RFC that a button or a form is about, and the version that it shows."""
    number, _, version = value.partition(" ")
    return (team, number), whole_number(version)


def on_top(click: Click, view: View) -> Reply:
    """A modal that opens, on top of what is there."""
    if click.view is None:
        return Open(view)
    return Swap(view) if click.view.is_third else Push(view)


def show(click: Click, said: Say, title: str = "Take a position") -> Reply:
    """What is said to whoever has pressed a button, wherever that was."""
    if click.view is None and click.response_url:
        return said
    view = concern_views.as_modal(said.message, title)
    return Open(view) if click.view is None else Swap(view)


async def _answer(click: Click, came: Stated, desk: Desk, replaces: bool = False) -> Reply:
    told = views.receipt(came.rfc, came.position, came.joined, await desk.today(click.who))
    return show(click, Say(told, replace=replaces))


async def _form(
    acted: Click | Submission, view: ViewState, desk: Desk, changed: Changed | None = None
) -> View:
    """The form as it stands, with the parts of what is chosen; on the version that its reader has seen."""
    where, version = read_subject(acted.who.team, view.subject)
    sitting = await desk.database.read(reviewing.sit_down, acted.who, where, desk.now())
    note = views.changed_note(changed.rfc, changed.pair) if changed else ()
    shown: Rfc = sitting.rfc if changed or version is None else replace(sitting.rfc, version=version)
    stance = views.read_stance(view.fields)
    left = await desk.database.write(half_said.keep, acted.who, where, view.fields, desk.now())
    said = left.over(views.said_before(sitting.reviewer.position, stance))
    return views.position_modal(shown, sitting.offered, stance, said, note)


def _is_shown(stance: Stance, view: ViewState) -> bool:
    """Whether the form has the parts of this stance: it may have been sent before they came."""
    needed = {Stance.COMMENTS: "words", Stance.CONCERN: "wanted", Stance.HOLD: "until"}.get(stance)
    return needed is None or needed in view.blocks
