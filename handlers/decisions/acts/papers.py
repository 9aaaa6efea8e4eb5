"""Filling in a ballot: page by page, left half filled, taken up again, cast."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from handlers.decisions import half_filled
from handlers.decisions.acts.voting import Incoming, Receipt, cast, get_seat, open_seat, read_ballot
from handlers.payloads import Who
from rituals.decisions.answer import Answer
from rituals.decisions.answers import check_may_answer, check_shown
from rituals.decisions.model import Decision
from rituals.decisions.paper import Page, Paper, check_page, fitting
from rituals.ids import Person
from storage.sealing import Sealer


def read_paper(tx: Connection, who: Who, decision: str, sealer: Sealer, now: datetime) -> Paper:
    """The ballot as the person left it, else as they cast it, for those who may vote now."""
    receipt = read_ballot(tx, who, decision, sealer, now)
    return _lay(tx, (receipt.decision, who.person), receipt.ballot.answer, sealer)


def hand_in(tx: Connection, incoming: Incoming, page: Page, now: datetime) -> Paper | Receipt:
    """The next page, with this one kept; after the last one the whole ballot is cast."""
    paper = _fill(tx, incoming, page, now)
    check_page(page, paper.decision.terms)
    if paper.page >= paper.pages:
        return cast(tx, replace(incoming, answer=paper.answer), now)
    half_filled.keep(tx, paper, incoming.sealer, now)
    return paper.turned(1)


def turn_back(tx: Connection, incoming: Incoming, page: Page, now: datetime) -> Paper:
    """The page before, with this one kept as far as it can be."""
    return leave(tx, incoming, page, now).turned(-1)


def leave(tx: Connection, incoming: Incoming, page: Page, now: datetime) -> Paper:
    """The ballot is kept half filled; where it says what counts already there is nothing to keep."""
    paper = _fill(tx, incoming, page, now)
    half_filled.keep(tx, paper, incoming.sealer, now)
    return paper


def _fill(tx: Connection, incoming: Incoming, page: Page, now: datetime) -> Paper:
    decision, seat = get_seat(tx, incoming.team, incoming.decision, incoming.person)
    check_shown(decision, incoming.version)
    check_may_answer(decision, seat, now)
    seat = open_seat(tx, (decision, seat), incoming.person, incoming.sealer)
    counts = seat.ballot.answer if seat.ballot else None
    return _lay(tx, (decision, incoming.person), counts, incoming.sealer).filled(page)


def _lay(tx: Connection, whose: tuple[Decision, Person], counts: Answer | None, sealer: Sealer) -> Paper:
    decision, person = whose
    left = half_filled.find(tx, decision, person, sealer)
    begun = fitting(left, decision) if left else ()
    if left and (begun or not left.answer):
        return Paper(decision, person, begun, begun=True, counts=counts)
    return Paper(decision, person, counts or (), counts=counts)
