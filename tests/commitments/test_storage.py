"""Commitments and the ledger as they are stored, on both engines."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from rituals.commitments.model import Commitment, Forecast, Outcome, State, Step, Totals
from rituals.commitments.stating import Seat
from rituals.ids import Channel, CommitmentId, DraftId, Person, Team
from rituals.positions import Position
from storage import channels, commitments, electors, forecasts, positions
from storage.database import Database
from tests.commitments.making import (
    AGREES,
    ANN,
    BEN,
    BLOCKS,
    CHEN,
    COMMITMENT,
    CONFIRMING,
    DANA,
    DECIDED,
    DROPPED,
    ESCALATED,
    FRIDAY,
    HOUR,
    MONDAY,
    REVEALED,
    STALLED,
    WORKING,
)
from tests.records.making import LEADS, TEAM, furnish

PLATFORM = COMMITMENT.terms.channel
FULL = replace(
    DECIDED,
    terms=replace(
        DECIDED.terms, evidence="Three outages in May", review_on=date(2027, 2, 1), follows=12, decider=BEN
    ),
    version=3,
    change="the trade-offs",
    earliest=2,
    extended=True,
    step=Step.DATA,
    notes={Step.LISTEN: "Nobody likes the nights.", Step.COMMON_GROUND: ""},
    ending="We had no queue.",
    added=1,
    nudged=2,
    asked=3,
    co_owners=(CHEN, DANA),
    former=(DANA,),
)


def named(
    name: str, base: Commitment = COMMITMENT, channel: Channel = PLATFORM, **changes: Any
) -> Commitment:
    """This commitment under another name, and elsewhere."""
    terms = replace(base.terms, channel=channel)
    return replace(base, id=CommitmentId(name), draft=DraftId(f"draft of {name}"), terms=terms, **changes)


def open_all(tx: Connection, opened: Sequence[Commitment], asked: Sequence[Person] = ()) -> None:
    """Ann and Ben are everywhere, Chen in #platform alone, and these are asked by all of the commitments."""
    furnish(tx)
    for one in opened:
        commitments.add(tx, one)
        electors.add(tx, one.ref, asked)


async def test_a_commitment_comes_back_as_it_was_in_every_state(database: Database) -> None:
    states = COMMITMENT, STALLED, REVEALED, WORKING, ESCALATED, CONFIRMING, DECIDED, DROPPED, FULL

    def keep(tx: Connection, one: Commitment) -> Commitment | None:
        commitments.save(tx, one)
        return commitments.find(tx, TEAM, one.id)

    await database.write(commitments.add, COMMITMENT)
    for one in states:
        assert await database.write(keep, one) == one
    assert await database.read(commitments.find, TEAM, "another") is None
    assert await database.read(commitments.find, Team("TELSEWHERE"), FULL.id) is None


async def test_a_draft_that_is_posted_twice_opens_one_commitment(database: Database) -> None:
    assert await database.write(commitments.add, COMMITMENT)
    again = replace(COMMITMENT, id=CommitmentId("com2"))
    assert not await database.write(commitments.add, again)
    assert await database.read(commitments.find_by_draft, TEAM, again.draft) == COMMITMENT
    assert await database.read(commitments.find_by_draft, TEAM, "another") is None
    assert await database.read(commitments.find, TEAM, "com2") is None


async def test_a_commitment_is_found_by_those_who_see_its_channel(database: Database) -> None:
    there = named("there", DECIDED, LEADS)
    await database.write(open_all, [there])
    assert await database.read(commitments.find_visible, TEAM, "there", ANN) == there
    assert await database.read(commitments.find_visible, TEAM, "there", CHEN) is None
    assert await database.read(commitments.find_visible, TEAM, "there", DANA) is None  # Nobody knows her.


async def test_what_is_under_way_is_read_with_the_person_before_it(database: Database) -> None:
    first = named("first", REVEALED, closed_at=None, phase_ends=MONDAY + HOUR)
    second, secret = named("second"), named("secret", channel=LEADS)
    await database.write(open_all, [second, secret, first, named("over", DECIDED)], [ANN, CHEN])
    await database.write(positions.save, first.ref, CHEN, BLOCKS)
    await database.write(positions.save, second.ref, CHEN, replace(AGREES, withdrawn=True))
    await database.write(electors.leave, second.ref, [ANN], MONDAY)

    open_for_chen = [(first, Seat(True, BLOCKS)), (second, Seat(True, replace(AGREES, withdrawn=True)))]
    assert await database.read(commitments.read_open, TEAM, CHEN) == open_for_chen
    seats = [(one.id, seat) for one, seat in await database.read(commitments.read_open, TEAM, ANN)]
    assert seats == [("first", Seat(True)), ("second", Seat(False)), ("secret", Seat(True))]
    assert await database.read(commitments.find_seat, TEAM, "first", CHEN) == open_for_chen[0]
    assert await database.read(commitments.find_seat, TEAM, "first", BEN) == (first, Seat(False))
    assert await database.read(commitments.find_seat, TEAM, "another", BEN) is None


async def test_whoever_owns_or_decides_leads_what_is_under_way(database: Database) -> None:
    alone = named("alone", channel=LEADS)
    shared = named("shared", co_owners=(BEN, DANA))
    decided = named("decided", ESCALATED, owner=CHEN)
    await database.write(open_all, [shared, decided, alone, named("over", DECIDED)])

    async def led(*who: Person, channel: Channel | None = None) -> list[CommitmentId]:
        return await database.read(commitments.read_led, TEAM, who, channel)

    assert await led(ANN) == ["alone", "decided", "shared"]
    assert await led(ANN, channel=LEADS) == ["alone"]
    assert await led(BEN, CHEN) == ["decided", "shared"]
    assert await led(DANA) == ["shared"]
    assert await led(Person("UNOBODY")) == []


async def test_positions_that_nobody_is_to_see_are_destroyed_and_who_took_part_is_kept(
    database: Database,
) -> None:
    other = named("com2")

    def destroy(tx: Connection) -> tuple[dict[Person, Position], Position | None, dict[Person, Position]]:
        open_all(tx, [COMMITMENT, other])
        for ref in (COMMITMENT.ref, other.ref):
            for person, position in {ANN: AGREES, BEN: BLOCKS, CHEN: replace(BLOCKS, withdrawn=True)}.items():
                positions.save(tx, ref, person, position)
        positions.destroy(tx, COMMITMENT.ref, FRIDAY)
        positions.destroy(tx, other.ref, FRIDAY, [BEN])
        left = positions.read_all(tx, COMMITMENT.ref)
        return left, positions.find(tx, COMMITMENT.ref, CHEN), positions.read_all(tx, other.ref)

    left, withdrawn, others = await database.write(destroy)
    assert left == dict.fromkeys([ANN, BEN], Position("", 0, FRIDAY))
    assert withdrawn is None
    assert others == {ANN: AGREES, BEN: Position("", 0, FRIDAY)}


async def test_people_who_go_are_looked_for_where_positions_are_taken(database: Database) -> None:
    states = COMMITMENT, STALLED, REVEALED, WORKING, ESCALATED, CONFIRMING, DECIDED, DROPPED
    await database.write(open_all, [named(one.state, one) for one in states], [BEN])
    found = await database.read(electors.read_concerned, commitments.KIND, TEAM, [BEN], None)
    assert found == [State.OPEN, State.REVEALED, State.STALLED, State.WORKING]


async def test_a_commitment_goes_with_its_channel(database: Database) -> None:
    await database.write(open_all, [COMMITMENT])
    await database.write(channels.change_id, TEAM, PLATFORM, "CNEW")
    moved = await database.read(commitments.find_visible, TEAM, COMMITMENT.id, ANN)
    assert moved == replace(COMMITMENT, terms=replace(COMMITMENT.terms, channel=Channel("CNEW")))


DUE = date(2027, 3, 1)


def foreseen(commitment: Commitment, person: Person = BEN, **changes: Any) -> Forecast:
    """What this person foresaw, whom Ann decided against."""
    usual = Forecast(commitment.id, person, ANN, "We are paged every week", DUE, ask_on=DUE)
    return replace(usual, **changes)


async def test_a_prediction_stands_in_the_ledger_once(database: Database) -> None:
    await database.write(open_all, [COMMITMENT])
    usual = foreseen(COMMITMENT)
    await database.write(forecasts.add, TEAM, usual)
    await database.write(forecasts.add, TEAM, replace(usual, signal="Never"))
    assert await database.read(forecasts.find, TEAM, COMMITMENT.id, BEN) == usual
    assert await database.read(forecasts.find, TEAM, COMMITMENT.id, ANN) is None
    settled = replace(
        usual,
        ask_on=date(2027, 6, 1),
        by_dissenter=Outcome.TRUE,
        by_decider=Outcome.EARLY,
        published=True,
        decider=CHEN,
    )
    await database.write(forecasts.save, TEAM, settled)
    assert await database.read(forecasts.find, TEAM, COMMITMENT.id, BEN) == settled
    other = foreseen(COMMITMENT, CHEN, due_on=date(2027, 1, 1))
    await database.write(forecasts.add, TEAM, other)
    assert await database.read(forecasts.read_all, TEAM, COMMITMENT.id) == [other, settled]
    assert await database.read(forecasts.read_all, TEAM, "another") == []


async def test_the_ledger_is_of_what_a_person_sees(database: Database) -> None:
    here = [named(f"here {n}", DECIDED, opened_at=MONDAY + n * HOUR) for n in range(5)]
    there = named("there", DECIDED, LEADS, opened_at=FRIDAY)
    await database.write(open_all, [*here, there])
    said = Outcome.TRUE, Outcome.FALSE
    ledger = [foreseen(one, CHEN, by_dissenter=said[n % 2], by_decider=said[1]) for n, one in enumerate(here)]
    for one in (*ledger, foreseen(here[0]), foreseen(there, CHEN, by_dissenter=said[0], by_decider=said[0])):
        await database.write(forecasts.add, TEAM, one)

    async def read(person: Person, most: int = 9, skip: int = 0) -> list[tuple[str, Person]]:
        found = await database.read(forecasts.read_of_person, TEAM, person, most, skip)
        assert all(forecast.commitment == commitment.id for forecast, commitment in found)
        return [(forecast.commitment, forecast.person) for forecast, _ in found]

    chens = [(f"here {n}", CHEN) for n in (4, 3, 2, 1, 0)]
    assert await read(CHEN) == chens  # Not what Chen no longer sees.
    assert await read(ANN) == [("there", CHEN), *chens[:4], ("here 0", BEN), ("here 0", CHEN)]
    assert await read(ANN, 2, 1) == chens[:2]
    assert await read(BEN) == [("here 0", BEN)]
    assert await database.read(forecasts.totals, TEAM, CHEN) == Totals(waiting=1, came_true=3, did_not=2)
    assert await database.read(forecasts.totals, TEAM, ANN) == Totals(waiting=1, came_true=4, did_not=2)
    await database.write(forecasts.save, TEAM, replace(ledger[0], by_decider=None))
    assert await database.read(forecasts.totals, TEAM, CHEN) is None
