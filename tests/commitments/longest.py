"""The longest of everything that people see of commitments: 300 people, and texts that escaping makes five times as long."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from handlers.commitments.views import form, insight, manage_forms, messages, position
from handlers.commitments.views.card import Beside, card
from handlers.commitments.views.details import Known, details_modal
from handlers.commitments.views.form import Sheet
from handlers.commitments.views.home import home, waiting
from handlers.commitments.views.why import why_modal
from handlers.replies import Message, View
from rituals.commitments.form import Form
from rituals.commitments.model import Commitment, Stance, State
from rituals.commitments.stating import Seat
from rituals.commitments.texts import LONGEST_PROPOSAL, LONGEST_TEXT
from rituals.ids import DraftId, Person
from rituals.positions import LONGEST_SIGNAL, LONGEST_WORDS, Position, Prediction
from rituals.texts import LONGEST_REASON
from storage.history import Entry
from tests.actions.making import LONGEST_CAME
from tests.commitments.making import (
    ANN,
    BLOCKS,
    COMMITMENT,
    CONFIRMING,
    DECIDED,
    DISAGREES,
    DROPPED,
    ESCALATED,
    FRIDAY,
    MONDAY,
    RESERVED,
    REVEALED,
    STALLED,
    TERMS,
    WEDNESDAY,
    WORKING,
)
from tests.commitments.seen import as_home

MANY = 300
TEXT, WORDS = "&" * LONGEST_TEXT, "<" * LONGEST_WORDS
LONG = replace(
    TERMS,
    proposal="&" * LONGEST_PROPOSAL,
    context=TEXT,
    aim=TEXT,
    trade_offs=TEXT,
    evidence=TEXT,
    decider=Person("U0123456789"),
    follows=123_456,
)
PEOPLE = [Person(f"U{number:010}") for number in range(MANY)]
OF_STANCE = {
    Stance.AGREE: replace(RESERVED, stance=Stance.AGREE, reason=""),
    Stance.RESERVATIONS: replace(RESERVED, reason=WORDS),
    Stance.DISAGREE: replace(
        DISAGREES,
        reason=WORDS,
        aims=WORDS,
        prediction=Prediction("&" * LONGEST_SIGNAL, WEDNESDAY.date()),
    ),
    Stance.BLOCK: replace(
        BLOCKS,
        reason=WORDS,
        aims=WORDS,
        condition=WORDS,
        prediction=Prediction("&" * LONGEST_SIGNAL, WEDNESDAY.date()),
    ),
    Stance.ABSTAIN: replace(RESERVED, stance=Stance.ABSTAIN, reason=""),
}
STANCES = list(Stance)
MIXED: dict[Person, Position] = {
    person: OF_STANCE[STANCES[number % 5]] for number, person in enumerate(PEOPLE)
}
BESIDE = Beside(MANY, Entry(ANN, "extended", MONDAY, f"{int(FRIDAY.timestamp())} {'<' * LONGEST_REASON}"), 14)


def long(commitment: Commitment) -> Commitment:
    """The commitment with the longest texts, and many people."""
    ruling = commitment.ruling and replace(commitment.ruling, rationale=TEXT, proposal="&" * LONGEST_PROPOSAL)
    return replace(
        commitment,
        terms=LONG,
        version=3,
        change="the proposal, the context, what it optimises for, the trade-offs and the evidence changed",
        seats=MANY,
        answered=MANY,
        added=MANY,
        co_owners=tuple(PEOPLE[:5]),
        former=tuple(PEOPLE[5:9]),
        ending="&" * LONGEST_REASON if commitment.state is State.CANCELLED else "",
        ruling=ruling,
    )


CANCELLED = replace(REVEALED, state=State.CANCELLED, closed_at=FRIDAY)
STATES = [
    COMMITMENT,
    REVEALED,
    WORKING,
    STALLED,
    ESCALATED,
    CONFIRMING,
    DECIDED,
    DROPPED,
    CANCELLED,
]
FORM = Form(
    proposal=LONG.proposal, context=TEXT, aim=TEXT, trade_offs=TEXT, evidence=TEXT, channel="C1", decider=ANN
)
OPEN, SHOWN = long(COMMITMENT), long(REVEALED)
SEEN = [(SHOWN, Seat(True, OF_STANCE[Stance.BLOCK]))] * 60


def pages_of(commitment: Commitment, people: Sequence[Person]) -> list[View]:
    """All pages of the details, where so many of all people took a position."""
    known = Known(commitment, PEOPLE[:50], MANY, {person: MIXED[person] for person in people})
    first = details_modal(known)
    pages = [first]
    while any("Next" in str(block) for block in pages[-1]["blocks"][-1].get("elements", [])):
        pages.append(details_modal(known, len(pages) + 1))
    return pages


WORST: dict[str, Callable[[], Message | View]] = {
    **{
        f"card-{one.state.value}": (
            lambda one=one: card(long(one), {} if one.is_hidden else MIXED, BESIDE)  # type: ignore[misc]
        )
        for one in STATES
    },
    **{
        f"card-all-{stance.value}": (
            lambda stance=stance: card(SHOWN, dict.fromkeys(PEOPLE, OF_STANCE[stance]), BESIDE)  # type: ignore[misc]
        )
        for stance in Stance
    },
    "details": lambda: details_modal(Known(SHOWN, PEOPLE[:50], MANY, MIXED, undertaken=LONGEST_CAME)),
    "form": lambda: form.form_modal(
        Sheet(DraftId("d" * 16), FORM, WEDNESDAY, more=True, note="&" * 300, older=(DraftId("e"), TEXT))
    ),
    "preview": lambda: form.preview_modal(OPEN, "d" * 33, [], []),
    "choose": lambda: position.choose_modal(OPEN, ANN, OF_STANCE[Stance.BLOCK]),
    "position": lambda: position.position_modal(
        OPEN, ANN, position.stating_of(OF_STANCE[Stance.BLOCK]), begun=True
    ),
    "receipt": lambda: position.receipt(SHOWN, ANN, OF_STANCE[Stance.BLOCK]),
    "results": lambda: insight.results(OPEN, OF_STANCE[Stance.BLOCK], PEOPLE),
    "history": lambda: insight.history_modal(
        OPEN, [Entry(ANN, "cancelled", MONDAY, "&" * LONGEST_REASON)] * 200, PEOPLE
    ),
    "list": lambda: insight.open_list(SEEN[:20], 20, ANN),
    "waiting": lambda: as_home(waiting(SEEN, ANN)),
    "home": lambda: as_home(home(SEEN, [(DraftId(f"d{n}"), "&" * 300) for n in range(9)], PEOPLE[200])),
    "awaited": lambda: messages.awaited(SEEN, ANN) or messages.stalled(OPEN),
    "why": lambda: why_modal(SHOWN),
    "amend": lambda: manage_forms.amend_modal(SHOWN, "mark"),
    "message-amended": lambda: messages.amended(SHOWN, OF_STANCE[Stance.BLOCK]),
    "message-stalled": lambda: messages.stalled(OPEN),
    "message-asked": lambda: messages.asked(OPEN),
    "message-moved": lambda: messages.moved(OPEN, BESIDE.move),
}
