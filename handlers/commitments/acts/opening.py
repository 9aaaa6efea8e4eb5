"""Opening a commitment: from the draft to the card."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from handlers import asking
from handlers.asking import Asking, Prepared
from handlers.commitments.acts import recording
from handlers.commitments.acts.course import note, set_timers
from handlers.places import get_place
from handlers.succession import check_seen
from rituals.commitments.form import Form, check_electorate
from rituals.commitments.model import RITUAL, Commitment, State, Terms
from rituals.ids import CommitmentId, DraftId, Person, Team
from rituals.owning import check_co_owners
from storage import cards, commitments, drafts, electors
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
        return {"decider": [self.terms.decider], "co_owners": self.form.co_owners}


def prepare(tx: Connection, opening: Opening) -> Prepared:
    """Who would be asked; refuses, beside the field, what cannot be opened. Writes nothing.

    Looking at everybody takes long where many are asked: it is done in a read, before the commitment is opened.
    """
    place = get_place(tx, opening.team, opening.owner, opening.terms.channel)
    asking.check_answerable(tx, opening.team, place, opening.answering)
    instead = "Type /commit to propose it without."
    check_seen(tx, (opening.team, opening.owner), opening.terms.follows, instead)
    seats = asking.count_asked(tx, opening.asking)
    check_electorate(opening.terms, seats)
    return Prepared(seats, asking.read_uncounted(tx, opening.asking, place))


def open_commitment(
    tx: Connection, opening: Opening, ids: tuple[CommitmentId, str], now: datetime
) -> Commitment:
    """It is open, its electorate frozen, its card on the way. Posting a draft twice opens one.

    The opening was prepared a moment ago. `ids` are those of the commitment and of its card.
    """
    posted = commitments.find_by_draft(tx, opening.team, opening.draft)
    if posted is not None:
        return posted
    get_place(tx, opening.team, opening.owner, opening.terms.channel)
    commitment = as_opened(opening, ids[0], 0, now)
    if not commitments.add(tx, commitment):
        # On PostgreSQL the same draft may be posted in this very moment by another press of the button.
        return open_commitment(tx, opening, ids, now)
    commitment = replace(
        commitment, seats=electors.seat(tx, commitment.ref, asking.electorate(opening.asking))
    )
    check_electorate(opening.terms, commitment.seats)
    commitments.save(tx, commitment)
    cards.add(tx, Card(opening.team, ids[1], RITUAL, commitment.id, opening.terms.channel), now)
    set_timers(tx, commitment, now)
    note(tx, commitment, Entry(opening.owner, "opened", now))
    drafts.remove(tx, opening.team, opening.draft)
    recording.follow(tx, commitment, now)
    return commitment


def as_opened(opening: Opening, commitment: CommitmentId, seats: int, now: datetime) -> Commitment:
    """It as it will be when it opens, for the preview too."""
    return Commitment(
        team=opening.team,
        id=commitment,
        draft=opening.draft,
        owner=opening.owner,
        terms=opening.terms,
        state=State.OPEN,
        seats=seats,
        opened_at=now,
        co_owners=check_co_owners(opening.form.co_owners, opening.owner),
    )
