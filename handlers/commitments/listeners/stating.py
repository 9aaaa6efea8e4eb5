"""Taking a position: by button, by form, and thinking again."""

from handlers.commitments.acts import stating
from handlers.commitments.acts.stating import Incoming, Receipt, Slip
from handlers.commitments.views.position import (
    choose_modal,
    position_modal,
    read_stating,
    receipt,
    receipt_modal,
)
from handlers.payloads import Click, Submission, ViewState, Who, whole_number
from handlers.replies import Open, Reply, Say, Swap
from handlers.ritual import Desk
from rituals.commitments.guards import UNKNOWN
from rituals.commitments.model import Stance
from rituals.commitments.stating import PARTS, Stating
from rituals.refusal import Refusal


async def on_take(click: Click, desk: Desk) -> Reply:
    """One of the five: taken at once where it needs no words, else their form. It sets, it never toggles."""
    if click.part not in set(Stance):
        raise Refusal(UNKNOWN)
    incoming = _clicked(click)
    if PARTS[Stance(click.part)]:
        slip = await desk.database.read(stating.read_slip, incoming, click.part, desk.now())
        return _show(click, slip)
    came = await desk.database.write(stating.take, incoming, Stating(click.part), desk.now())
    return _answer(click, came)


async def on_choose(click: Click, desk: Desk) -> Reply:
    """“Take a position”, where its five buttons do not stand."""
    read = desk.database.read(stating.read_choice, click.who, click.value, desk.now())
    commitment, seat = await read
    return Open(choose_modal(commitment, click.who.person, seat.standing))


async def on_position(submission: Submission, desk: Desk) -> Reply:
    """The form of a position was filled in."""
    incoming, said = _written(submission.who, submission.view)
    came = await desk.database.write(stating.take, incoming, said, desk.now())
    return Swap(receipt_modal(came.commitment, submission.who.person, came.position))


async def on_closed(closing: Submission, desk: Desk) -> Reply:
    """The form of a position was closed: what was written is kept, if it can be."""
    incoming, said = _written(closing.who, closing.view)
    await desk.database.write(stating.leave, incoming, said, desk.now())
    return None


async def on_withdraw(click: Click, desk: Desk) -> Reply:
    """“Withdraw”."""
    came = await desk.database.write(stating.withdraw, _clicked(click), desk.now())
    return _answer(click, came, replace=True)


async def on_keep(click: Click, desk: Desk) -> Reply:
    """“Keep my position”, after the proposal has changed."""
    came = await desk.database.write(stating.keep, _clicked(click), desk.now())
    return _answer(click, came, replace=True)


def _clicked(click: Click) -> Incoming:
    return _incoming(click.who, click.value, click.action_ts)


def _written(who: Who, view: ViewState) -> tuple[Incoming, Stating]:
    shown, _, stance = view.subject.rpartition(" ")
    return _incoming(who, shown), read_stating(view.fields, stance)


def _incoming(who: Who, shown: str, action_ts: str = "") -> Incoming:
    """What a button or a form shows: a commitment, and the version of it."""
    commitment, _, version = shown.partition(" ")
    return Incoming(who, commitment, whole_number(version), action_ts)


def _show(click: Click, slip: Slip) -> Reply:
    view = position_modal(slip.commitment, click.who.person, slip.said, slip.begun)
    return Open(view) if click.view is None else Swap(view)


def _answer(click: Click, came: Receipt, replace: bool = False) -> Reply:
    if click.view is not None:
        return Swap(receipt_modal(came.commitment, click.who.person, came.position))
    return Say(receipt(came.commitment, click.who.person, came.position), replace=replace)
