"""Opening a decision: from the draft to the card."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from handlers.decisions.acts.course import RITUAL, note, set_timers
from rituals.decisions.answers import check_electorate
from rituals.decisions.form import Form
from rituals.decisions.model import Decision, State, Terms, Voters
from rituals.ids import DecisionId, DraftId, Person, Team
from rituals.refusal import Refusal
from storage import cards, channels, decisions, drafts, people, seats, visibility
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


def prepare(tx: Connection, opening: Opening) -> list[Person]:
    """Who would be asked; refuses, beside the field, what cannot be opened. Writes nothing."""
    terms, team = opening.terms, opening.team
    place = channels.find_channel(tx, team, terms.channel)
    if place is None or not visibility.can_see(tx, team, opening.owner, terms.channel):
        raise Refusal.in_fields(
            {"channel": "I can't find that channel, or you are not in it. Choose another."}
        )
    if place.archived:
        raise Refusal.in_fields({"channel": f"#{place.name} is archived. Choose another channel."})
    if terms.voters is Voters.ANYONE:
        return []
    if terms.voters is Voters.PEOPLE:
        asked = visibility.read_counted(tx, team, opening.form.people)
    elif terms.voters is Voters.GROUP:
        asked = visibility.read_group(tx, team, opening.form.user_group)
    else:
        asked = visibility.read_inside(tx, team, terms.channel)
    check_electorate(terms, len(asked))
    blind = visibility.read_blind(tx, team, terms.channel, asked)
    if blind:
        names = [member.name for person in blind[:5] if (member := people.find_person(tx, team, person))]
        more = f" and {len(blind) - 5} more" if len(blind) > 5 else ""
        field = "people" if terms.voters is Voters.PEOPLE else "user_group"
        raise Refusal.in_fields(
            {field: f"{', '.join(names)}{more} can't see #{place.name}. Invite them there, or ask others."}
        )
    return asked


def open_decision(tx: Connection, opening: Opening, ids: tuple[DecisionId, str], now: datetime) -> Decision:
    """The decision is open, its electorate frozen, its card on the way. Posting a draft twice opens one decision.

    `ids` are those of the decision and of its card.
    """
    posted = decisions.find_by_draft(tx, opening.team, opening.draft)
    if posted is not None:
        return posted
    asked = prepare(tx, opening)
    decision = Decision(
        team=opening.team,
        id=ids[0],
        draft=opening.draft,
        owner=opening.owner,
        terms=opening.terms,
        state=State.OPEN,
        version=1,
        change="",
        seats=len(asked),
        answered=0,
        extended=False,
        opened_at=now,
    )
    if not decisions.add(tx, decision):
        # On PostgreSQL the same draft may be posted in this very moment by another press of the button.
        return open_decision(tx, opening, ids, now)
    seats.seat(tx, decision, asked)
    cards.add(tx, Card(opening.team, ids[1], RITUAL, decision.id, opening.terms.channel), now)
    set_timers(tx, decision, now)
    note(tx, decision, Entry(opening.owner, "opened", now))
    drafts.remove(tx, opening.team, opening.draft)
    return decision
