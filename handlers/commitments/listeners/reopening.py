"""Proposing anew what was decided, as what those who disagreed foresaw has come true."""

from dataclasses import replace

from sqlalchemy import Connection

from handlers.commitments.listeners import opening
from handlers.payloads import Click, Who, whole_number
from handlers.replies import Reply
from handlers.ritual import Desk
from rituals.commitments.deciding import decided_words
from rituals.commitments.form import Form
from rituals.commitments.model import RITUAL
from rituals.electorate import MOST_PEOPLE, Voters
from rituals.records import guards
from rituals.refusal import Refusal
from storage import commitments, electors, records


async def on_reopen(click: Click, desk: Desk) -> Reply:
    """“Propose anew”: the form, filled in with what was decided; the click names the record."""
    form = await desk.database.read(_read_form, click.who, click.value)
    return await opening.start(click.who, form, desk)


def _read_form(tx: Connection, who: Who, value: str) -> Form:
    number = whole_number(value)
    record = None if number is None else records.find_visible(tx, who.team, number, who.person)
    if record is None or record.source.ritual != RITUAL:
        raise Refusal(guards.UNKNOWN)
    before = commitments.find(tx, who.team, record.source.ritual_id)
    if before is None:
        raise Refusal(guards.UNKNOWN)
    terms = before.terms
    form = Form(
        channel=terms.channel,
        proposal=decided_words(before),
        context=terms.context,
        aim=terms.aim,
        trade_offs=terms.trade_offs,
        evidence=terms.evidence,
        decider=terms.decider,
        follows=number,
    )
    if terms.voters is not Voters.PEOPLE:
        return form
    asked = electors.read_asked(tx, before.ref, MOST_PEOPLE)
    return replace(form, voters=Voters.PEOPLE, people=tuple(asked))
