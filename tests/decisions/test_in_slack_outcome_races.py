"""Outcomes, rounds and suggestions in the same moment: one of them counts, and the others are told."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest
from sqlalchemy import select

from handlers.decisions.acts import deciding, managing
from handlers.decisions.acts.suggesting import open_vote, suggest
from handlers.payloads import Who
from rituals.decisions.model import State
from rituals.decisions.outcome import Writing
from rituals.ids import Person, Team
from rituals.records.model import State as Standing
from rituals.refusal import Refusal
from sandbox.acts import deactivate
from sandbox.things import Message
from storage import decisions, records
from storage.schema import deliveries, history
from tests.decisions.deciding import advise, close
from tests.decisions.scenes import decide, decision_of, happen, vote
from tests.decisions.test_in_slack_suggesting import ASK, GATHER
from tests.town import Town

pytestmark = pytest.mark.race

Work = Coroutine[Any, Any, Any]


class Table:
    """A decision at which several people act at once."""

    def __init__(self, town: Town, decision: str) -> None:
        self.town, self.decision = town, decision
        self.team = Team(town.slack.workspace.team)
        self.write, self.read = town.bot.foundation.database.write, town.bot.foundation.database.read

    def person(self, name: str) -> Person:
        return Person(self.town[name].id)

    def writes(self, name: str, chosen: str) -> Work:
        who, writing = Who(self.team, self.person(name)), Writing(chosen, f"{name} says so.")
        return self.write(deciding.write, who, self.decision, writing, self.town.now())

    def cancels(self, name: str) -> Work:
        who = Who(self.team, self.person(name))
        return self.write(managing.cancel, who, self.decision, "No need.", self.town.now())

    def takes_over(self, name: str) -> Work:
        who = Who(self.team, self.person(name))
        return self.write(managing.take_over, who, self.decision, self.town.now())

    def suggests(self, name: str, option: str) -> Work:
        where = self.team, self.decision
        return self.write(suggest, where, self.person(name), (option, ""), self.town.now())

    def opens(self) -> Work:
        return self.write(open_vote, (self.team, self.decision), self.person("Ann"), self.town.now())

    async def race(self, *work: Work) -> list[Refusal]:
        """All at once; returns the refusals."""
        came = await asyncio.gather(*work, return_exceptions=True)
        for one in came:
            assert not isinstance(one, BaseException) or isinstance(one, Refusal), repr(one)
        await self.town.settle()
        for person in ("Ann", "Ben", "Chen"):
            self.town[person].reads("@Cairn")
        return [one for one in came if isinstance(one, Refusal)]

    async def found(self) -> Any:
        return await self.read(decisions.find, self.team, self.decision)

    async def acts(self) -> list[str]:
        return await self.read(lambda tx: list(tx.scalars(select(history.c.act))))

    async def told(self, view: str) -> int:
        keys = await self.read(lambda tx: list(tx.scalars(select(deliveries.c.view))))
        return keys.count(view)

    async def records(self) -> list[Any]:
        return await self.read(records.read_all, self.team)


async def test_of_two_outcomes_at_once_one_counts_and_leaves_one_record(town: Town) -> None:
    card = await advise(town)
    await town.pass_time(days=9)
    table = Table(town, decision_of(card))
    refused = await table.race(
        *(
            table.writes(who, chosen)
            for who, chosen in (("Ann", "1"), ("Ben", "2"), ("Ann", "3"), ("Ben", "1"))
        )
    )
    assert [str(one) for one in refused] == ["This decision has ended. The card shows how it came out."] * 3
    assert (await table.acts()).count("wrote outcome") == 1
    assert await table.told("decision.ended") == 1
    (record,) = await table.records()
    decision = await table.found()
    assert record.decider == decision.outcome.by
    assert decision.terms.option(decision.outcome.chosen).text == record.decision


async def test_an_outcome_and_a_cancellation_at_once_end_it_once(town: Town) -> None:
    for number in range(4):
        card = await advise(town, f"/decide Which queue {number}? | Kafka | SQS", Ann="SQS")
        table = Table(town, decision_of(card))
        work = [table.writes("Ben", "1"), table.cancels("Ann")]
        refused = await table.race(*(work if number % 2 else reversed(work)))
        assert len(refused) == 1
        decision, acts = await table.found(), await table.acts()
        assert (decision.state is State.CANCELLED) == (decision.outcome is None)
        assert acts.count("wrote outcome") + acts.count("cancelled") == number + 1
        assert len(await table.records()) == acts.count("wrote outcome")


async def test_an_outcome_while_somebody_takes_over_counts_or_is_refused(town: Town) -> None:
    card = await advise(town)
    for name in ("Ben", "Ann"):
        await deactivate(town.slack, town[name].id)
        await happen(town)
    table = Table(town, decision_of(card))
    await table.race(table.takes_over("Chen"), table.writes("Chen", "2"), table.takes_over("Chen"))
    decision = await table.found()
    assert decision.owner == table.person("Chen")
    assert (decision.state is State.DECIDED) == (decision.outcome is not None)


async def test_what_is_suggested_while_the_vote_opens_can_be_voted_on_or_is_refused(town: Town) -> None:
    card = await decide(town, ASK, GATHER)
    table = Table(town, decision_of(card))
    await table.race(table.suggests("Ben", "SQS"))
    refused = await table.race(
        table.suggests("Ben", "NATS"), table.opens(), table.suggests("Chen", "Redis"), table.opens()
    )
    decision = await table.found()
    assert decision.state is State.OPEN
    assert (await table.acts()).count("opened the vote") == 1
    assert len(decision.terms.options) == 2 + 2 - sum("Voting has begun" in str(one) for one in refused) + 1
    assert decision.terms.numbers == list(range(1, len(decision.terms.options) + 1))


async def test_of_two_rounds_of_one_decision_the_later_takes_the_place_of_the_earlier(town: Town) -> None:
    card = await decide(town)
    await vote(town, card, Ann="SQS", Ben="Kafka")
    await close(town, card)
    rounds: list[Message] = []
    for who in ("Ann", "Chen"):
        person = town[who]
        await person.clicks("New round", on=town.card("Which queue?") if not rounds else card)
        await person.clicks("More")
        await person.fills("Question", f"{who}: which queue?")
        await person.submits("Preview")
        await person.submits("Post")
        await town.settle()
        rounds.append(town.card(f"{who}: which queue?"))
    for each in rounds:
        await vote(town, each, Ann="SQS", Ben="SQS", Chen="SQS")
    await town.pass_time(days=7)
    tie, first, second = await Table(town, "").records()
    assert tie.state is Standing.SUPERSEDED
    assert [one.state for one in (first, second)] == [Standing.SUPERSEDED, Standing.ACCEPTED]
    assert first.superseded_by == second.number
