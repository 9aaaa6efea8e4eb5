"""Opening a decision: from the draft to the card."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, Select

from handlers.decisions.acts.course import note, set_timers
from handlers.decisions.acts.recording import follow
from handlers.places import get_place
from rituals.decisions.answers import check_electorate
from rituals.decisions.form import Form
from rituals.decisions.model import RITUAL, Decision, State
from rituals.decisions.terms import Terms
from rituals.electorate import Voters
from rituals.ids import DecisionId, DraftId, Person, Team
from rituals.owning import check_co_owners
from rituals.records.model import name_of
from rituals.refusal import Refusal
from rituals.workspace import Member, Place
from storage import cards, decisions, drafts, electors, people, records, visibility
from storage.cards import Card
from storage.history import Entry

MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Opening:
    """What is about to be put to the team; `form` tells which people or group were chosen."""

    team: Team
    owner: Person
    draft: DraftId
    form: Form
    terms: Terms


@dataclass(frozen=True, slots=True)
class Prepared:
    """How many would be asked, and the first of those who were chosen and cannot be."""

    seats: int
    uncounted: Sequence[Member] = ()


def prepare(tx: Connection, opening: Opening) -> Prepared:
    """Who would be asked; refuses, beside the field, what cannot be opened. Writes nothing.

    Looking at everybody takes long where many are asked: it is done in a read, before the decision is opened.
    """
    terms, team = opening.terms, opening.team
    place = get_place(tx, team, opening.owner, terms.channel)
    _check_answerable(tx, opening, place)
    if terms.voters is Voters.ANYONE:
        return Prepared(0)
    asked = _electorate(opening)
    seats = visibility.count(tx, asked)
    check_electorate(terms, seats)
    if terms.voters is Voters.CHANNEL:
        return Prepared(seats)
    if blind := visibility.read(tx, visibility.blind(asked, terms.channel)):
        names = [member.name for person in blind[:5] if (member := people.find_person(tx, team, person))]
        more = f" and {len(blind) - 5} more" if len(blind) > 5 else ""
        field = "people" if terms.voters is Voters.PEOPLE else "user_group"
        raise Refusal.in_fields(
            {field: f"{', '.join(names)}{more} can't see #{place.name}. Invite them there, or ask others."}
        )
    if terms.voters is Voters.PEOPLE:
        return Prepared(seats, people.read_uncounted(tx, team, opening.form.people, MOST_NAMED))
    return Prepared(seats, people.read_uncounted_in_group(tx, team, opening.form.user_group, MOST_NAMED))


def _check_answerable(tx: Connection, opening: Opening, place: Place) -> None:
    """Refuses, beside the field, a decider or co-owners who cannot be that, and a round before that nobody sees."""
    terms, team = opening.terms, opening.team
    wrong = {
        "decider": _why_not(tx, opening, [terms.decider] if terms.decider else [], place),
        "co_owners": _why_not(tx, opening, opening.form.co_owners, place),
    }
    if wrong := {field: sentence for field, sentence in wrong.items() if sentence}:
        raise Refusal.in_fields(wrong)
    if terms.follows is not None and not records.find_visible(tx, team, terms.follows, opening.owner):
        raise Refusal(
            f"You can't see {name_of(terms.follows)} any more, so this can't follow it. "
            "Type /decide to ask without it."
        )


def _why_not(tx: Connection, opening: Opening, chosen: Sequence[Person], place: Place) -> str:
    """Why one of these people cannot answer for the decision, as a sentence; '' if all can."""
    named = {member.person: member for member in people.read_people(tx, opening.team, chosen)}
    for person in chosen:
        member = named.get(person)
        name = member.name if member and member.name else "That person"
        if member is not None and not member.counts:
            return f"{name} is {member.why_not}. Choose somebody else."
        if not visibility.can_see(tx, opening.team, person, place.channel):
            return f"{name} can't see #{place.name}. Invite them there, or choose somebody else."
    return ""


def _electorate(opening: Opening) -> Select[tuple[str]]:
    """SQL: who is asked, where it is not anyone in the channel."""
    if opening.terms.voters is Voters.PEOPLE:
        return visibility.among(opening.team, opening.form.people)
    if opening.terms.voters is Voters.GROUP:
        return visibility.in_group(opening.team, opening.form.user_group)
    return visibility.inside(opening.team, opening.terms.channel)


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
        decision = replace(decision, seats=electors.seat(tx, decision.ref, _electorate(opening)))
        check_electorate(opening.terms, decision.seats)
        decisions.save(tx, decision)
    cards.add(tx, Card(opening.team, ids[1], RITUAL, decision.id, opening.terms.channel), now)
    set_timers(tx, decision, now)
    note(tx, decision, Entry(opening.owner, "opened", now))
    follow(tx, decision, now)
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
