"""What follows where owners submit a form behind Manage; each ritual says which act does it."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TypeAlias, TypeVar

from sqlalchemy import Connection

from handlers.asking import ensure_chosen
from handlers.blocks import clean
from handlers.manage_forms import done
from handlers.payloads import Click, Submission, Who
from handlers.replies import Finish, Reply, Swap
from handlers.ritual import Desk, OnClick, OnSubmission
from rituals.deadlines import USUAL_DAYS, Move, read_deadline
from rituals.ids import Person
from rituals.refusal import Refusal

T = TypeVar("T")
Act: TypeAlias = Callable[[Connection, Who, str, T, datetime], object]
"""What somebody does to the ritual of this id, with what they submitted."""


def on_step_in(act: Callable[[Connection, Who, str, datetime], object]) -> OnClick:
    """“Take over”, where the owner has left."""

    async def on_click(click: Click, desk: Desk) -> Reply:
        await desk.database.write(act, click.who, click.value, desk.now())
        return Swap(done("It is yours now. Look under ⋯ *Manage* for what you can do."))

    return on_click


def on_reason(act: Act[str]) -> OnSubmission:
    """A reason was given."""

    async def read(submission: Submission, _: Desk) -> str:
        return _reason(submission)

    return _on(act, read)


def on_move(act: Act[Move]) -> OnSubmission:
    """Another deadline was chosen."""

    async def read(submission: Submission, desk: Desk) -> Move:
        who, fields = submission.who, submission.view.fields
        calendar = (await desk.directory.ensure_person(who.team, who.person)).calendar
        picked, typed = fields.moment("closes_picked"), fields.text("closes_typed")
        return Move(read_deadline(picked, typed, USUAL_DAYS, desk.now(), calendar), _reason(submission))

    return _on(act, read)


def on_one(act: Act[Person], missing: str) -> OnSubmission:
    """One person was chosen; `missing` is the sentence where nobody was."""

    async def read(submission: Submission, desk: Desk) -> Person:
        return (await _chosen(submission, "to", missing, desk))[0]

    return _on(act, read)


def on_people(act: Act[tuple[Person, ...]], field: str = "people", missing: str = "") -> OnSubmission:
    """People were chosen in this field; `missing` is the sentence where it takes somebody."""

    async def read(submission: Submission, desk: Desk) -> tuple[Person, ...]:
        return await _chosen(submission, field, missing, desk)

    return _on(act, read)


def _on(act: Act[T], read: Callable[[Submission, Desk], Awaitable[T]]) -> OnSubmission:
    async def on_submission(submission: Submission, desk: Desk) -> Reply:
        submitted = await read(submission, desk)
        await desk.database.write(act, submission.who, submission.view.subject, submitted, desk.now())
        return Finish()

    return on_submission


def _reason(submission: Submission) -> str:
    return clean(submission.view.fields.text("reason"))


async def _chosen(submission: Submission, field: str, missing: str, desk: Desk) -> tuple[Person, ...]:
    chosen = submission.view.fields.people(field)
    if missing and not chosen:
        raise Refusal.in_fields({field: missing})
    await ensure_chosen(submission, field, desk)
    return chosen
