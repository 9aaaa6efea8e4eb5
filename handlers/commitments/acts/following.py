"""What a commitment calls for once it stands elsewhere, or somebody else decides: asking, ruling, committing, remembering."""

from datetime import datetime

from sqlalchemy import Connection

from handlers.commitments.acts import awaiting, foreseeing, forgetting, recording
from handlers.commitments.acts.drawing import STEPS, redraw
from handlers.commitments.views.ruling import Stuck
from handlers.news import Notice, stamp, tell, tell_each
from rituals.commitments.model import RITUAL, Commitment, State
from rituals.commitments.summing import dissenting
from rituals.ids import Person
from storage import cards, positions
from storage.cards import Card


def follow_up(tx: Connection, before: Commitment, after: Commitment, now: datetime) -> None:
    """Owes what its new state calls for. Its timers are set, and it is stored already."""
    if before.state is State.ESCALATED:
        awaiting.stop(tx, after)
    if after.state is State.REVEALED:
        _offer_work(tx, after, now)
    elif after.state is State.WORKING:
        _post_steps(tx, after, now)
    elif after.state is State.ESCALATED:
        tell(tx, after.ref, Notice("escalated"), now)
        awaiting.ask_decider(tx, after, now)
    elif after.state is State.CONFIRMING:
        _ask_for_pledges(tx, after, now)
    elif after.state.is_final:
        _remember(tx, after, now)


def _offer_work(tx: Connection, commitment: Commitment, now: datetime) -> None:
    tell(tx, commitment.ref, Notice("revealed"), now)
    for owner in commitment.owners:
        tell(tx, commitment.ref, Notice("disagreement", owner), now)


def _post_steps(tx: Connection, commitment: Commitment, now: datetime) -> None:
    """The post that leads through the steps stands in the card's thread."""
    main = cards.read_of(tx, commitment.team, RITUAL, commitment.id)[0]
    post = Card(commitment.team, f"{main.id} steps", STEPS, commitment.id, main.channel, under=main.id)
    cards.add(tx, post, now)


def _ask_for_pledges(tx: Connection, commitment: Commitment, now: datetime) -> None:
    tell(tx, commitment.ref, Notice("carried"), now)
    against = dissenting(positions.read_all(tx, commitment.ref))
    tell_each(tx, commitment.ref, Notice("asked_pledge"), against, now)


def _remember(tx: Connection, commitment: Commitment, now: datetime) -> None:
    standing = positions.read_all(tx, commitment.ref)
    recording.leave_record(tx, commitment, standing, now)
    foreseeing.keep(tx, commitment, standing, now)
    forgetting.forget_answers(tx, commitment, standing, now)
    forgetting.destroy_unseen(tx, commitment, standing, now)
    tell(tx, commitment.ref, Notice("ended"), now)


def pass_on(tx: Connection, change: tuple[Commitment, Commitment], by: Person | None, now: datetime) -> None:
    """Tells those concerned where somebody else decides than before; who did it, and who owns it now, knows already."""
    before, after = change
    decider, former = after.terms.decider, before.terms.decider
    if decider == former:
        if after.owner not in before.owners:
            awaiting.ask_new_owner(tx, after, now)
        return
    mark = stamp(now)
    if decider not in (by, after.owner) and after.state is not State.ESCALATED:
        tell(tx, after.ref, Notice("named_decider", decider, mark), now)
    if former != by:
        tell(tx, after.ref, Notice("relieved", former, mark), now)
    awaiting.ask_anew(tx, after, now)


def miss(tx: Connection, commitment: Commitment, now: datetime) -> None:
    """Where whoever is to rule can't any more the owners are asked for somebody else; where they are gone too, everybody."""
    if commitment.state is not State.ESCALATED:
        return
    answering = awaiting.read_answering(tx, commitment)
    if answering.decider:
        return
    awaiting.ask_owners(tx, commitment, Stuck.GONE, now)
    redraw(tx, commitment)
    if answering.is_nobody:
        # Of the same people once, whatever Slack tells of them afterwards.
        mark = f"{commitment.owner} {commitment.terms.decider}"
        tell(tx, commitment.ref, Notice("orphaned", mark=mark), now)
