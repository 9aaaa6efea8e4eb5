"""Opening a decision: from the draft to the card."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from handlers import asking
from handlers.asking import Asking, Prepared
from handlers.decisions.acts.course import note, set_timers
from handlers.decisions.acts.promoting import lead_back
from handlers.decisions.acts.recording import follow
from handlers.places import get_place
from handlers.succession import check_seen
from rituals.decisions.answers import check_electorate
from rituals.decisions.form import Form
from rituals.decisions.model import RITUAL, Decision, State
from rituals.decisions.terms import Terms
from rituals.electorate import Voters
from rituals.ids import DecisionId, DraftId, Person, Team
from rituals.owning import check_co_owners
from storage import cards, decisions, drafts, electors
from storage.cards import Card
from storage.history import Entry


@dataclass(frozen=True, slots=True)
class Opening:
    """What is about to be put to the team; `form` tells which people or group were chosen."""

    team: Team
    owner: Person
    draft: DraftId
    form: Form
    terms: Terms

    @property
    def asking(self) -> Asking:
        """Whom it asks."""
        terms, form = self.terms, self.form
        return Asking(self.team, terms.channel, terms.voters, form.people, form.user_group)

    @property
    def answering(self) -> dict[str, Sequence[Person]]:
        """Those who are to answer for it beside its owner, by the field in which they were chosen."""
        decider = self.terms.decider
        return {"decider": [decider] if decider else [], "co_owners": self.form.co_owners}


def prepare(tx: Connection, opening: Opening) -> Prepared:
    """Who would be asked; refuses, beside the field, what cannot be opened. Writes nothing.

    Looking at everybody takes long where many are asked: it is done in a read, before the decision is opened.
    """
    place = get_place(tx, opening.team, opening.owner, opening.terms.channel)
    asking.check_answerable(tx, opening.team, place, opening.answering)
    instead = "Type /decide to ask without it."
    check_seen(tx, (opening.team, opening.owner), opening.terms.follows, instead)
    seats = asking.count_asked(tx, opening.asking)
    check_electorate(opening.terms, seats)
    return Prepared(seats, asking.read_uncounted(tx, opening.asking, place))


def open_decision(tx: Connection, opening: Opening, ids: tuple[DecisionId, str], now: datetime) -> Decision:
    """The decision is open, its electorate frozen, its card on the way. Posting a draft twice opens one decision.

    The opening was prepared a moment ago. `ids` are those of the decision and of its card.
    """
    posted = decisions.find_by_draft(tx, opening.team, opening.draft)
    if posted is not None:
        return posted
    get_place(tx, opening.team, opening.owner, opening.terms.channel)
    decision = as_opened(opening, ids[0], 0, now)
    if not decisions.add(tx, decision):
        # On PostgreSQL the same draft may be posted in this very moment by another press of the button.
        return open_decision(tx, opening, ids, now)
    if opening.terms.voters is not Voters.ANYONE:
        decision = replace(decision, seats=electors.seat(tx, decision.ref, asking.electorate(opening.asking)))
        check_electorate(opening.terms, decision.seats)
        decisions.save(tx, decision)
    cards.add(tx, Card(opening.team, ids[1], RITUAL, decision.id, opening.terms.channel), now)
    set_timers(tx, decision, now)
    note(tx, decision, Entry(opening.owner, "opened", now))
    follow(tx, decision, now)
    lead_back(tx, decision, opening.form.about, now)
    drafts.remove(tx, opening.team, opening.draft)
    return decision


def as_opened(opening: Opening, decision: DecisionId, seats: int, now: datetime) -> Decision:
    """The decision as it will be when it opens, for the preview too."""
    return Decision(
        team=opening.team,
        id=decision,
        draft=opening.draft,
        owner=opening.owner,
        terms=opening.terms,
        state=State.OPEN if opening.terms.suggest_until is None else State.SUGGESTING,
        version=1,
        change="",
        seats=seats,
        answered=0,
        extended=False,
        opened_at=now,
        co_owners=check_co_owners(opening.form.co_owners, opening.owner),
    )
