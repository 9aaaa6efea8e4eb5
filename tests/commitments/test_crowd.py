"""Commitments of three hundred people who see it differently: what is shown and done is shown and done for all of them."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Connection

from handlers.commitments.acts import due, ledger
from handlers.commitments.acts.course import PHASE
from handlers.commitments.acts.foreseeing import LOOK
from handlers.commitments.views.details import Known, details_modal
from rituals.commitments.model import Commitment
from rituals.ids import CommitmentId, DraftId, Person
from rituals.positions import Pledge, Position, Prediction
from rituals.workspace import Member
from storage import cards, channels, commitments, deliveries, forecasts, people, positions, records
from storage import timers as stored
from storage.cards import Card
from storage.database import Database
from tests.commitments.making import BLOCKS, CONFIRMING, DAY, FRIDAY, MONDAY, REVEALED
from tests.records.making import PLATFORM, TEAM, furnish
from tests.statements import statements

CROWD = [Person(f"UCROWD{number:03}") for number in range(300)]
SPRING = date(2027, 3, 1)


def saying(text: str) -> Position:
    """Somebody who sees it differently, in these words wherever there is room for words."""
    prediction = Prediction(text[:1000], SPRING)
    return replace(BLOCKS, reason=text, aims=text, condition=text, prediction=prediction, action_ts="1.2")


@pytest.mark.parametrize(
    "text",
    [
        "No.",
        "&" * 2000,
        "<" * 2000,
        "word " * 400,
        "a\n" * 1000,
        ("a" * 1400 + "\n" + "b" * 90 + "\n") * 2,
        "https://a.b/c " * 140,
        "\U0001f600" * 2000,
    ],
)
def test_every_position_stands_on_one_page_of_the_details_and_slack_takes_each(text: str) -> None:
    known = Known(REVEALED, CROWD[:50], 300, dict.fromkeys(CROWD, saying(text[:2000])))
    first = details_modal(known)
    pages = int(re.findall(r"Page 1 of (\d+)", str(first))[0])
    shown = [details_modal(known, page)["blocks"] for page in range(1, pages + 1)]
    assert all(len(blocks) <= 100 for blocks in shown)
    heads = [
        str(block["text"]["text"]).split("\n")[0] for blocks in shown for block in blocks if "text" in block
    ]
    assert [head for head in heads if head.startswith("<@UCROWD")] == [f"<@{person}>" for person in CROWD]
    assert all("Can't commit" not in str(blocks[-3:-2]) for blocks in shown[:-1]), "no heading stands alone"


def _confirming(name: str, people: list[Person]) -> Callable[[Connection], Commitment]:
    """It was carried over the dissent of these people, some of whom commit, and none of whom is asked any more."""
    one = replace(
        CONFIRMING,
        team=TEAM,
        id=CommitmentId(name),
        draft=DraftId(name),
        seats=len(people),
        answered=len(people),
    )

    def act(tx: Connection) -> Commitment:
        commitments.add(tx, one)
        cards.add(tx, Card(TEAM, f"card of {name}", "commitment", one.id, PLATFORM), MONDAY)
        said = [
            replace(saying("Nobody here can run it."), pledge=each) for each in (None, Pledge.YES, Pledge.NO)
        ]
        positions.save_all(tx, one.ref, {person: said[n % 3] for n, person in enumerate(people)})
        stored.set_timer(tx, (*one.ref, PHASE), FRIDAY)
        return one

    return act


async def test_it_takes_no_more_statements_to_end_over_three_hundred_dissents_than_over_three(
    database: Database,
) -> None:
    def move_in(tx: Connection) -> None:
        furnish(tx)
        members = [Member(person, person, "Europe/Berlin") for person in CROWD]
        people.save_people(tx, TEAM, members, MONDAY)
        channels.add_members(tx, (TEAM, PLATFORM), CROWD, MONDAY)

    def ends(tx: Connection, one: Commitment) -> tuple[int, int]:
        """How many statements it takes to end it, and to ask all what became of what they foresaw."""
        timers = {
            kind: stored.Timer(0, TEAM, "commitment", one.id, kind, FRIDAY, "", 0) for kind in (PHASE, LOOK)
        }
        return (
            len(statements(tx, lambda: due.reach_phase_end(tx, timers[PHASE], FRIDAY + 5 * DAY, None))),
            len(statements(tx, lambda: ledger.look(tx, timers[LOOK], FRIDAY + 200 * DAY, None))),
        )

    await database.write(move_in)
    few = await database.write(_confirming("few", CROWD[:3]))
    crowd = await database.write(_confirming("crowd", CROWD))
    assert await database.write(ends, few) == await database.write(ends, crowd)
    record = await database.read(records.get, TEAM, 2)
    assert len(record.dissent) == len(await database.read(forecasts.read_all, TEAM, crowd.id)) == 300
    standing = await database.read(positions.read_all, crowd.ref)
    assert {position.pledge for position in standing.values()} == {None, Pledge.YES}
    pending = await database.read(deliveries.count, deliveries.Sending.PENDING)
    assert pending >= 300, "each of them is asked"
