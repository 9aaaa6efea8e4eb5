"""Everything that people see of commitments, by name: each state of each view and message."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from handlers.commitments.views import form, insight, manage, manage_forms, messages, position
from handlers.commitments.views.card import Beside, card
from handlers.commitments.views.details import Known, details_modal
from handlers.commitments.views.form import Sheet
from handlers.commitments.views.home import Seen, home, waiting
from handlers.commitments.views.insight import history_modal, open_list
from handlers.commitments.views.manage import Powers
from handlers.commitments.views.why import why_modal
from handlers.failures import Trouble
from handlers.manage_forms import done
from handlers.replies import Block, View
from rituals.commitments.form import Form
from rituals.commitments.model import Commitment, Result, Stance, State, Verdict
from rituals.commitments.stating import Seat, Stating
from rituals.electorate import Voters
from rituals.ids import CommitmentId, DraftId
from rituals.owing import Answering
from rituals.workspace import Member
from storage.history import Entry
from tests.commitments.making import (
    ABSTAINS,
    AGREES,
    ANN,
    BEN,
    BLOCKS,
    CHEN,
    COMMITMENT,
    CONFIRMING,
    DANA,
    DAY,
    DECIDED,
    DISAGREES,
    DROPPED,
    ESCALATED,
    FRIDAY,
    HOUR,
    MONDAY,
    POSITIONS,
    RESERVED,
    REVEALED,
    RULING,
    STALLED,
    TERMS,
    WEDNESDAY,
    WORKING,
)
from tests.golden import Look, once_over
from tests.records.making import RECORD

NEXT_YEAR = date(2027, 3, 1)
AMENDED = replace(COMMITMENT, version=2, change="the proposal changed", answered=2)
OTHER = replace(
    COMMITMENT,
    co_owners=(CHEN,),
    former=(DANA,),
    terms=replace(TERMS, decider=BEN, voters=Voters.PEOPLE, context="", trade_offs="", review_on=NEXT_YEAR),
    added=1,
)
DECIDER_SEEN = replace(REVEALED, terms=replace(TERMS, decider=BEN), former=(ANN,), seen=(BEN,))
ESCALATED_TO_BEN = replace(ESCALATED, terms=replace(TERMS, decider=BEN))
LEFT = Answering(decider=False, owners=(ANN,))
UNANIMOUS = replace(
    DECIDED, ruling=None, result=Result(1, 0, 0, 0, 1), seats=4, answered=2, closed_at=WEDNESDAY
)
RULED = replace(RULING, verdict=Verdict.CHANGE, proposal="Move the queue to NATS, with training first")
CHANGED = replace(DECIDED, ruling=RULED, terms=replace(TERMS, follows=12), result=Result(1, 0, 1, 0, 0))
NOBODY = replace(COMMITMENT, state=State.NO_DECISION, closed_at=WEDNESDAY, ended_at=WEDNESDAY)
ABSTAINED = replace(NOBODY, answered=2)
CANCELLED = replace(
    COMMITMENT, state=State.CANCELLED, ending="The vendor has settled it for us.", ended_at=WEDNESDAY
)
MOVED_ON = Entry(ANN, "extended", FRIDAY - DAY, f"{int(FRIDAY.timestamp())} We try it small first")
MOVE = Entry(ANN, "extended", MONDAY + 3 * HOUR, f"{int(FRIDAY.timestamp())} Dana is back on Thursday")
SHORTENED = Entry(ANN, "shortened", MONDAY + 3 * HOUR, f"{int(WEDNESDAY.timestamp())}")
OLDER = {ANN: replace(AGREES, version=2), BEN: DISAGREES, CHEN: AGREES, DANA: ABSTAINS}

SHEET = Sheet(DraftId("draft1"), Form(channel="CPLATFORM", proposal=TERMS.proposal), WEDNESDAY)
FULL = Form(
    channel="CPLATFORM",
    proposal=TERMS.proposal,
    context=TERMS.context,
    aim=TERMS.aim,
    trade_offs=TERMS.trade_offs,
    evidence="Measured in the spike: <https://example.com|here>",
    decider=BEN,
    voters=Voters.PEOPLE,
    people=(BEN, CHEN),
    closes_typed="fri 17:00",
    co_owners=(CHEN,),
    review_on=NEXT_YEAR,
    follows=12,
)

ENTRIES = [
    Entry(None, "destroyed", FRIDAY),
    Entry(None, "revealed", WEDNESDAY),
    Entry(CHEN, "left", MONDAY + 6 * HOUR),
    Entry(CHEN, "came back", MONDAY + 7 * HOUR),
    Entry(BEN, "took over", MONDAY + 6 * HOUR),
    Entry(ANN, "handed over", MONDAY + 5 * HOUR, DANA),
    Entry(ANN, "named decider", MONDAY + 5 * HOUR, BEN),
    Entry(ANN, "added", MONDAY + 5 * HOUR, f"{CHEN} {DANA}"),
    Entry(ANN, "amended", MONDAY + 4 * HOUR, "the proposal changed"),
    SHORTENED,
    MOVE,
    Entry(ANN, "opened", MONDAY),
]
TEXTS = Stating(
    Stance.BLOCK, "SQS does what we need.", "Fewer parts", "We are paged more than once a week", NEXT_YEAR, ""
)


def under_way() -> list[Seen]:
    """One commitment of each kind that is under way, as somebody who is asked sees it."""
    return [
        (COMMITMENT, Seat(asked=True)),
        (OTHER, Seat(asked=False)),
        (AMENDED, Seat(True, AGREES)),
        (STALLED, Seat(asked=True)),
        (REVEALED, Seat(True, DISAGREES)),
        (replace(ESCALATED, terms=replace(TERMS, decider=BEN)), Seat(True, BLOCKS)),
        (CONFIRMING, Seat(True, BLOCKS)),
    ]


def as_home(blocks: Sequence[Block]) -> View:
    return {"type": "home", "blocks": list(blocks)}


def details(commitment: Commitment, page: int = 1, shown: bool = True) -> View:
    return details_modal(Known(commitment, (ANN, BEN, CHEN), 4, POSITIONS if shown else {}), page)


SEEN: dict[str, Look] = {
    "card": lambda: card(COMMITMENT, {}),
    "card-other-decider": lambda: card(OTHER, {}),
    "card-amended": lambda: card(AMENDED, {}, Beside(outdated=1, move=MOVE)),
    "card-shortened": lambda: card(COMMITMENT, {}, Beside(move=SHORTENED)),
    "card-revealed": lambda: card(REVEALED, POSITIONS),
    "card-revealed-amended": lambda: card(
        replace(REVEALED, version=2, change="the context changed"), OLDER, Beside(outdated=3)
    ),
    "card-revealed-decider-seen": lambda: card(DECIDER_SEEN, POSITIONS),
    "card-working": lambda: card(WORKING, POSITIONS),
    "card-working-moved": lambda: card(WORKING, POSITIONS, Beside(move=MOVED_ON)),
    "card-stalled": lambda: card(STALLED, {}),
    "card-stalled-again": lambda: card(replace(STALLED, extended=True, co_owners=(BEN,)), {}),
    "card-escalated": lambda: card(ESCALATED, POSITIONS),
    "card-escalated-decider-gone": lambda: card(ESCALATED_TO_BEN, POSITIONS, Beside(answering=LEFT)),
    "card-escalated-nobody-left": lambda: card(ESCALATED, POSITIONS, Beside(answering=Answering(False, ()))),
    "card-confirming": lambda: card(CONFIRMING, POSITIONS),
    "card-decided": lambda: card(DECIDED, POSITIONS, Beside(record=14)),
    "card-decided-unanimously": lambda: card(UNANIMOUS, {ANN: AGREES, BEN: ABSTAINS}, Beside(record=14)),
    "card-decided-in-other-words": lambda: card(
        CHANGED, {ANN: AGREES, BEN: DISAGREES}, Beside(record=15, newer=CommitmentId("com2"))
    ),
    "card-dropped": lambda: card(DROPPED, POSITIONS, Beside(record=14)),
    "card-no-decision": lambda: card(NOBODY, {}),
    "card-no-decision-abstained": lambda: card(ABSTAINED, {}),
    "card-cancelled": lambda: card(CANCELLED, {}),
    "form": lambda: form.form_modal(SHEET),
    "form-empty-with-draft": lambda: form.form_modal(
        Sheet(DraftId("draft1"), Form(), WEDNESDAY, older=(DraftId("draft0"), "Rewrite <everything>"))
    ),
    "form-more": lambda: form.form_modal(replace(SHEET, more=True, note="I can't find that channel.")),
    "form-full": lambda: form.form_modal(replace(SHEET, form=FULL, more=True)),
    "form-group": lambda: form.form_modal(
        replace(
            SHEET,
            form=replace(FULL, voters=Voters.GROUP, user_group="S1"),
            more=True,
            group="@leads – Leads",
        )
    ),
    "preview": lambda: form.preview_modal(COMMITMENT, "draft1 mark", [], []),
    "preview-with-similar": lambda: form.preview_modal(
        COMMITMENT, "draft1 mark", [Member(DANA, "Dana", "UTC", deleted=True)], [RECORD]
    ),
    "choose": lambda: position.choose_modal(COMMITMENT, BEN, None),
    "choose-another": lambda: position.choose_modal(REVEALED, BEN, DISAGREES),
    "position-reservations": lambda: position.position_modal(COMMITMENT, BEN, Stating(Stance.RESERVATIONS)),
    "position-disagree": lambda: position.position_modal(COMMITMENT, BEN, Stating(Stance.DISAGREE)),
    "position-block": lambda: position.position_modal(REVEALED, CHEN, position.stating_of(BLOCKS)),
    "position-half-filled": lambda: position.position_modal(REVEALED, ANN, TEXTS, begun=True),
    "receipt": lambda: position.receipt(COMMITMENT, BEN, DISAGREES),
    "receipt-revealed": lambda: position.receipt(REVEALED, BEN, RESERVED),
    "receipt-of-decider": lambda: position.receipt(REVEALED, ANN, BLOCKS),
    "receipt-of-former-decider": lambda: position.receipt(DECIDER_SEEN, ANN, BLOCKS),
    "receipt-of-decider-seen": lambda: position.receipt(DECIDER_SEEN, BEN, BLOCKS),
    "receipt-withdrawn": lambda: position.receipt(COMMITMENT, BEN, replace(AGREES, withdrawn=True)),
    "receipt-closed": lambda: position.receipt(ESCALATED, BEN, DISAGREES),
    "receipt-modal": lambda: position.receipt_modal(COMMITMENT, BEN, ABSTAINS),
    "details": lambda: details(COMMITMENT, shown=False),
    "details-revealed": lambda: details(REVEALED),
    "details-full": lambda: details(
        replace(OTHER, terms=replace(OTHER.terms, evidence="A spike", context="Why"), version=2, change="all")
    ),
    "history": lambda: history_modal(REVEALED, ENTRIES, []),
    "history-hidden": lambda: history_modal(replace(COMMITMENT, answered=60), ENTRIES[-1:], [ANN] * 50),
    "list": lambda: open_list(under_way(), 20, BEN),
    "list-empty": lambda: open_list([], 20, BEN),
    "home": lambda: as_home(home(under_way(), [(DraftId("d1"), "Drop <tests>"), (DraftId("d2"), "")], ANN)),
    "home-empty": lambda: as_home(home([], [], ANN)),
    "home-waiting": lambda: as_home(waiting(under_way(), BEN)),
    "home-waiting-owner": lambda: as_home(waiting(under_way(), ANN)),
    "why": lambda: why_modal(COMMITMENT),
    **{
        f"why-{one.state.value.replace('_', '-')}": (lambda one=one: why_modal(one))  # type: ignore[misc]
        for one in (STALLED, REVEALED, WORKING, ESCALATED, CONFIRMING, DECIDED, DROPPED, NOBODY, CANCELLED)
    },
    "why-decider-seen": lambda: why_modal(DECIDER_SEEN),
    "why-escalated-decider-gone": lambda: why_modal(ESCALATED_TO_BEN, LEFT),
    "why-unanimous": lambda: why_modal(UNANIMOUS),
    "manage": lambda: manage.manage_modal(COMMITMENT, Powers(owns=True)),
    "manage-revealed": lambda: manage.manage_modal(REVEALED, Powers(owns=True, is_admin=True)),
    "manage-stalled": lambda: manage.manage_modal(STALLED, Powers(owns=True)),
    "manage-stalled-again": lambda: manage.manage_modal(replace(STALLED, extended=True), Powers(owns=True)),
    "manage-escalated": lambda: manage.manage_modal(ESCALATED, Powers(owns=True, rules=True)),
    "manage-as-admin": lambda: manage.manage_modal(COMMITMENT, Powers(is_admin=True)),
    "manage-as-heir": lambda: manage.manage_modal(COMMITMENT, Powers(is_heir=True)),
    "manage-as-other": lambda: manage.manage_modal(OTHER, Powers()),
    "manage-ended": lambda: manage.manage_modal(DECIDED, Powers(owns=True)),
    "done": lambda: done("It is closed. The card shows how it stands."),
    "amend": lambda: manage_forms.amend_modal(COMMITMENT, "mark"),
    "amend-answered": lambda: manage_forms.amend_modal(AMENDED, "mark"),
    "extend": lambda: manage_forms.extend_modal(COMMITMENT, FRIDAY),
    "extend-stalled": lambda: manage_forms.extend_modal(STALLED, FRIDAY),
    "extend-revealed": lambda: manage_forms.extend_modal(REVEALED, FRIDAY + DAY),
    "cancel": lambda: manage_forms.cancel_modal(COMMITMENT),
    "add-people": lambda: manage_forms.add_people_modal(COMMITMENT),
    "hand-over": lambda: manage_forms.hand_over_modal(COMMITMENT),
    "decider": lambda: manage_forms.decider_modal(COMMITMENT),
    "co-owners": lambda: manage_forms.co_owners_modal(OTHER),
    "message-moved": lambda: messages.moved(COMMITMENT, MOVE),
    "message-stalled": lambda: messages.stalled(STALLED),
    "message-amended": lambda: messages.amended(AMENDED, DISAGREES),
    "message-amended-revealed": lambda: messages.amended(
        replace(REVEALED, version=2, change="the aim changed"), DISAGREES
    ),
    "message-asked": lambda: messages.asked(COMMITMENT),
    "message-named-decider": lambda: messages.named_decider(OTHER),
    "message-named-decider-seen": lambda: messages.named_decider(DECIDER_SEEN),
    "message-relieved": lambda: messages.relieved(OTHER),
    "message-asked-once-over": lambda: once_over(messages.asked(COMMITMENT), messages.over(DECIDED)),
    "message-amended-once-over": lambda: once_over(
        messages.amended(AMENDED, DISAGREES), messages.over(CANCELLED)
    ),
    "message-undelivered": lambda: messages.undelivered(COMMITMENT, Trouble.ARCHIVED),
    "message-parked": lambda: messages.parked(COMMITMENT),
    "message-handed-over": lambda: messages.handed_over(COMMITMENT),
    "message-shared": lambda: messages.shared(REVEALED),
    "message-inherited": lambda: messages.inherited(COMMITMENT),
    "awaited": lambda: messages.awaited(under_way(), BEN) or messages.stalled(STALLED),
    "results": lambda: insight.results(replace(COMMITMENT, answered=2), DISAGREES, [BEN, DANA]),
    "results-of-nobody": lambda: insight.results(COMMITMENT, None, []),
    "results-cancelled": lambda: insight.results(
        replace(CANCELLED, answered=2), replace(AGREES, stance="", version=0), [BEN, DANA]
    ),
    "results-revealed": lambda: insight.results(REVEALED, BLOCKS, list(POSITIONS)),
    "help": insight.help_message,
    "did-you-mean": lambda: insight.did_you_mean("hlep", "help"),
}
