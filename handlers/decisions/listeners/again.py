"""Another round: asking the same anew, from what was asked before or from what is remembered of it."""

from dataclasses import replace

from sqlalchemy import Connection

from handlers.decisions.acts import promoting
from handlers.decisions.listeners import opening
from handlers.payloads import Click, Who, whole_number
from handlers.replies import Open, Reply, Swap
from handlers.ritual import Desk
from rituals.decisions.again import ask_again
from rituals.decisions.form import Form
from rituals.decisions.model import RITUAL
from rituals.decisions.terms import (
    LONGEST_CONTEXT,
    LONGEST_DETAIL,
    LONGEST_OPTION,
    LONGEST_QUESTION,
    MOST_OPTIONS,
    NO_DETAIL,
    Detail,
)
from rituals.electorate import MOST_PEOPLE, Voters
from rituals.ids import Person
from rituals.records.guards import UNKNOWN
from rituals.records.model import Alternative, Record
from rituals.refusal import Refusal
from rituals.texts import fold
from storage import decisions, electors, records


async def on_again(click: Click, desk: Desk) -> Reply:
    """“New round”, “Decide again”: the form, filled in with what was asked; the click names the record."""
    number = whole_number(click.value)
    if number is None:
        raise Refusal(UNKNOWN)
    form = await desk.database.read(_read_form, click.who, number)
    reply = await opening.start(click.who, form, desk)
    # Slack stacks three modals, and a preview comes on top of the form.
    return Swap(reply.view) if click.view is not None and isinstance(reply, Open) else reply


async def on_concern(click: Click, desk: Desk) -> Reply:
    """“Make it a decision”, on a concern about an RFC: the form, filled in with that; the click names both."""
    form = await desk.database.read(promoting.read_form, click.who, click.value)
    reply = await opening.start(click.who, form, desk)
    return Swap(reply.view) if click.view is not None and isinstance(reply, Open) else reply


def _read_form(tx: Connection, who: Who, number: int) -> Form:
    record = records.find_visible(tx, who.team, number, who.person)
    if record is None:
        raise Refusal(UNKNOWN)
    source = record.source
    before = decisions.find(tx, who.team, source.ritual_id) if source.ritual == RITUAL else None
    if before is None:
        return form_of(record)
    asked: list[Person] = []
    if before.terms.voters is Voters.PEOPLE:
        asked = electors.read_asked(tx, before.ref, MOST_PEOPLE)
    return ask_again(before, asked, number)


def form_of(record: Record) -> Form:
    """The form to ask anew what a record tells, where no vote is known that led to it."""
    options = [replace(one, text=one.text[:LONGEST_OPTION]) for one in record.options[:MOST_OPTIONS]]
    details = {fold(one.text): _detail(one) for one in options}
    return Form(
        channel=record.channel,
        question=record.title[:LONGEST_QUESTION],
        context=record.context[:LONGEST_CONTEXT],
        options="\n".join(one.text for one in options),
        details={text: detail for text, detail in details.items() if detail != NO_DETAIL},
        decider=record.decider,
        follows=record.number,
    )


def _detail(option: Alternative) -> Detail:
    description, pros, cons = (
        text[:LONGEST_DETAIL] for text in (option.description, option.pros, option.cons)
    )
    return Detail(description, pros, cons)
