"""The dissent ledger: looking at it, saying what became of a prediction, letting the team see it, reopening."""

from handlers.commitments.acts import ledger
from handlers.commitments.views.ledger import LEDGER, Line, answered, answered_modal, ledger_modal
from handlers.payloads import Click, Command, whole_number
from handlers.replies import Open, Reply, Say, Swap
from handlers.ritual import Desk
from rituals.commitments.ledger import UNKNOWN
from rituals.commitments.model import Outcome
from rituals.refusal import Refusal


async def on_ledger(asking: Command | Click, desk: Desk) -> Reply:
    """`/commit ledger`, or another page of it."""
    await desk.directory.ensure_person(asking.who.team, asking.who.person)
    wanted = asking.value if isinstance(asking, Click) else ""
    page = await desk.database.read(ledger.read_page, asking.who, _number(wanted))
    view = ledger_modal(page)
    return Swap(view) if isinstance(asking, Click) and asking.view is not None else Open(view)


async def on_foretold(click: Click, desk: Desk) -> Reply:
    """What became of a prediction: its part says it."""
    if click.part not in set(Outcome):
        raise Refusal(UNKNOWN)
    outcome = Outcome(click.part)
    line = await desk.database.write(ledger.answer, click.who, _whose(click), outcome, desk.now())
    return await _show(click, line, desk)


async def on_publish(click: Click, desk: Desk) -> Reply:
    """“Let the team see it”."""
    line = await desk.database.write(ledger.publish, click.who, _whose(click), desk.now())
    return await _show(click, line, desk)


async def on_withhold(click: Click, desk: Desk) -> Reply:
    """“Take it back”."""
    line = await desk.database.write(ledger.withhold, click.who, _whose(click), desk.now())
    return await _show(click, line, desk)


async def _show(click: Click, line: Line, desk: Desk) -> Reply:
    """What stands now: in the ledger, in the modal that was opened on Home, or beside the message that was clicked."""
    reader = click.who.person
    if click.view is not None and click.view.callback == LEDGER:
        return Swap(
            ledger_modal(await desk.database.read(ledger.read_page, click.who, _number(click.view.subject)))
        )
    if click.view is not None:
        return Swap(answered_modal(line, reader))
    return Say(answered(line, reader)) if click.response_url else Open(answered_modal(line, reader))


def _whose(click: Click) -> tuple[str, str]:
    """The commitment, and who foresaw it."""
    commitment, _, person = click.value.partition(" ")
    return commitment, person


def _number(typed: str) -> int:
    return whole_number(typed) or 1
