"""Decisions that ended before every end left a record are recorded later, in the order of their ends."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Connection, delete

from handlers.decisions.acts.recording import LEAVE_RECORDS, PORTION
from rituals.decisions.model import RITUAL
from rituals.ids import DecisionId, DraftId, Team
from sandbox.things import Message
from storage import cards, decisions, records, schema, timers
from tests.decisions.deciding import close
from tests.decisions.scenes import decide, decision_of, vote
from tests.town import Town


async def test_what_was_decided_before_is_recorded_and_its_card_leads_there(town: Town) -> None:
    card = await decide(town)
    await vote(town, card, Ann="SQS")
    await close(town, card)
    await town.bot.foundation.database.write(forget_record, town, card, 0)
    await town.settle()
    ann = town["Ann"]
    assert "[Open D-2]" in ann.read(card)
    await ann.clicks("Open D-2", on=card)
    assert "SQS" in ann.modal
    assert len(ann.reads_thread(card)) == 2, ann.reads_thread(card)


async def test_more_than_a_portion_is_recorded_in_order(town: Town) -> None:
    card = await decide(town)
    await vote(town, card, Ann="SQS")
    await close(town, card)
    others = PORTION * 2
    await town.bot.foundation.database.write(forget_record, town, card, others)
    await town.settle()
    team = Team(town.slack.workspace.team)
    kept = await town.bot.foundation.database.read(records.read_all, team)
    # The later of them were made with the smaller names, and end later.
    names = [decision_of(card), *(f"later {others - n}" for n in range(others))]
    assert [record.source.ritual_id for record in kept] == names
    assert {record.decision for record in kept} == {"SQS"}
    assert not await town.bot.foundation.database.read(timers.count_parked)


def forget_record(tx: Connection, town: Town, card: Message, others: int) -> None:
    """There is no record of the decision, nor of so many others like it that ended later; they are to be recorded."""
    team = Team(town.slack.workspace.team)
    tx.execute(delete(schema.records).where(schema.records.c.team_id == team))
    decision = decisions.find(tx, team, decision_of(card))
    assert decision is not None
    assert decision.closed_at is not None
    (shown,) = cards.read_of(tx, team, RITUAL, decision.id)
    for number in range(others):
        name = f"later {number + 1}"
        ended = decision.closed_at + timedelta(seconds=others - number)
        made = replace(decision, id=DecisionId(name), draft=DraftId(name), closed_at=ended)
        assert decisions.add(tx, made)
        cards.add(tx, replace(shown, id=name, ritual_id=name), town.now())
    timers.set_timer(tx, (team, RITUAL, "", LEAVE_RECORDS), decision.opened_at)
