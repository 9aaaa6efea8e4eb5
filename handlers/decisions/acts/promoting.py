"""Making a decision of what concerns somebody about an RFC: the form that it fills in, and the way back."""

from datetime import datetime

from sqlalchemy import Connection

from handlers.blocks import shorten
from handlers.payloads import Who, whole_number
from handlers.places import permalink
from rituals.decisions.form import Form
from rituals.decisions.model import Decision
from rituals.decisions.terms import LONGEST_CONTEXT, LONGEST_QUESTION
from rituals.ids import Person, Team
from rituals.refusal import Refusal
from rituals.rfcs.concerns import UNKNOWN
from rituals.rfcs.model import Concern, Rfc
from storage import cards, concerns, history, rfcs
from storage.concerns import PROMOTED
from storage.history import Entry


def read_form(tx: Connection, who: Who, about: str) -> Form:
    """The form, filled in with a concern (number of the RFC, of the concern); refuses who does not see it."""
    rfc, concern = _get(tx, (who.team, who.person), about)
    home = [card for card in cards.read_of(tx, *rfc.ref) if card.channel == rfc.terms.channel and card.ts]
    link = permalink(tx, rfc.team, home[0].channel, home[0].ts or "") if home else ""
    context = "\n".join(
        [
            f"A concern about {rfc.name}, {rfc.terms.text.title} {link}".rstrip(),
            concern.words,
            f"What would resolve it: {concern.wanted}",
        ]
    )
    question = " ".join(concern.words.split())
    return Form(
        channel=rfc.terms.channel,
        question=shorten(question, LONGEST_QUESTION),
        context=shorten(context, LONGEST_CONTEXT),
        about=about,
    )


def lead_back(tx: Connection, decision: Decision, about: str, now: datetime) -> None:
    """The RFC tells which decision its concern became, as far as the owner still sees it."""
    number, _, concern = about.partition(" ")
    if not about or rfcs.find_visible(tx, decision.team, number, decision.owner) is None:
        return
    rfc, raised = _get(tx, (decision.team, decision.owner), f"{number} {concern}")
    history.add(tx, rfc.ref, Entry(decision.owner, PROMOTED, now, f"{raised.number} {decision.id}"))
    cards.touch(tx, *rfc.ref)


def _get(tx: Connection, whose: tuple[Team, Person], about: str) -> tuple[Rfc, Concern]:
    number, _, raised = about.partition(" ")
    if whole_number(number) is None or whole_number(raised) is None:
        raise Refusal(UNKNOWN)
    rfc = rfcs.find_visible(tx, whose[0], number, whose[1])
    concern = None if rfc is None else concerns.find(tx, rfc, int(raised))
    if rfc is None or concern is None:
        raise Refusal(UNKNOWN)
    return rfc, concern
