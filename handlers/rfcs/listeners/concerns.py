"""Concerns: looking at one, ruling, answering, saying that it is settled, taking it over."""

from collections.abc import Callable

from handlers.blocks import clean
from handlers.payloads import Click, Submission
from handlers.replies import Message, Reply, Say, Swap, View
from handlers.rfcs.acts import adding, raising
from handlers.rfcs.acts.raising import Matter, Which
from handlers.rfcs.listeners.reviewing import on_top, show
from handlers.rfcs.views import adding as adding_views
from handlers.rfcs.views import concerns as views
from handlers.rfcs.views.concerns import Hands
from handlers.ritual import Desk, OnClick
from rituals.ids import Team
from rituals.rfcs.concerns import Ruling
from rituals.rfcs.model import Concern, Rfc


async def on_look(click: Click, desk: Desk) -> Reply:
    """“Look at it”: the concern, with what this person may do about it."""
    matter, hands = await desk.database.read(raising.look_at, click.who, _which(click), desk.now())
    decision = await desk.database.read(raising.find_promoted, click.who, matter)
    return on_top(click, views.concern_modal(matter.rfc, matter.concern, hands, decision))


def on_form(form: Callable[[Rfc, Concern], View], may: Callable[[Hands], bool]) -> OnClick:
    """A button that needs more words; whoever may not press it reads the concern instead."""

    async def on_click(click: Click, desk: Desk) -> Reply:
        matter, hands = await desk.database.read(raising.look_at, click.who, _which(click), desk.now())
        if may(hands):
            return on_top(click, form(matter.rfc, matter.concern))
        return on_top(click, views.concern_modal(matter.rfc, matter.concern, hands))

    return on_click


async def on_blocks(click: Click, desk: Desk) -> Reply:
    """“It blocks”."""
    which, ruling = _which(click), Ruling(blocks=True)
    came = await desk.database.write(raising.rule, click.who, which, ruling, desk.now())
    return _told(click, views.ruled(came.rfc, came.concern))


async def on_ruled(submission: Submission, desk: Desk) -> Reply:
    """“It does not, because …”."""
    ruling = Ruling(blocks=False, words=clean(submission.view.fields.text("words")))
    came = await desk.database.write(raising.rule, submission.who, _of(submission), ruling, desk.now())
    return Swap(views.as_modal(views.ruled(came.rfc, came.concern)))


async def on_answered(submission: Submission, desk: Desk) -> Reply:
    """“Answer”."""
    answering = views.read_answering(submission.view.fields)
    came = await desk.database.write(raising.answer, submission.who, _of(submission), answering, desk.now())
    return Swap(views.as_modal(views.answered(came.concern)))


async def on_settles(click: Click, desk: Desk) -> Reply:
    """“That settles it”, “It is resolved”."""
    came = await desk.database.write(raising.resolve, click.who, _which(click), desk.now())
    awaited = await desk.database.read(raising.is_awaited, came.rfc, click.who.person)
    return _told(click, views.settled(came.rfc, came.concern, awaited))


async def on_stands(click: Click, desk: Desk) -> Reply:
    """“It still stands”."""
    await desk.database.write(raising.stand_by, click.who, _which(click), desk.now())
    return _told(click, views.STOOD_BY)


async def on_instead(submission: Submission, desk: Desk) -> Reply:
    """“Settle it in their place”, with a reason."""
    reason = clean(submission.view.fields.text("reason"))
    await desk.database.write(raising.resolve_instead, submission.who, _of(submission), reason, desk.now())
    return Swap(views.as_modal(views.SETTLED_INSTEAD))


async def on_take_concern(click: Click, desk: Desk) -> Reply:
    """“Take it over”: the message that it quotes is this person's."""
    came: Matter = await desk.database.write(raising.take_over, click.who, _which(click), desk.now())
    return _told(click, views.taken(came.rfc))


async def on_take_comment(click: Click, desk: Desk) -> Reply:
    """The same of a comment that was kept."""
    where, number = _which(click)
    came = await desk.database.write(adding.take_comment, click.who, where, number, desk.now())
    return _told(click, adding_views.taken(came.rfc, came.comment))


def _told(click: Click, message: Message) -> Reply:
    """What is said takes the place of the question, where only this person sees it."""
    return show(click, Say(message, replace=True), "Concern")


def _which(click: Click) -> Which:
    return _read(click.who.team, click.value)


def _of(submission: Submission) -> Which:
    return _read(submission.who.team, submission.view.subject)


def _read(team: Team, value: str) -> Which:
    number, _, concern = value.partition(" ")
    return (team, number), concern
