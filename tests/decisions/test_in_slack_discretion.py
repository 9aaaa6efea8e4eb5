"""Where answers are hidden, nothing but the ballot itself differs with what was chosen: no row, message, call or log line."""

import re
from collections.abc import Iterator

import orjson
import pytest
from sqlalchemy import Connection, select

from bot import log
from storage.schema import metadata
from tests.conftest import Paper
from tests.decisions.scenes import decide, decision_of, vote
from tests.town import Town

_CHANGING = re.compile(
    r"[A-Za-z0-9_-]{16,}|[0-9]{9,}(\.[0-9]+)?|[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9:.]+(\+00:00)?"
)
"""Ids and times. Small numbers stay: an option is one."""


@pytest.fixture
def everything_logged(paper: Paper, logged: Paper) -> Iterator[Paper]:
    """The log with all that could ever stand in it."""
    log.set_up("DEBUG", paper)
    yield logged
    log.set_up("WARNING", paper)


def read_rows(tx: Connection, decision: str) -> list[str]:
    """Every row that has to do with the decision, but for its ballots, and without the numbers of rows."""
    rows = []
    for table in metadata.sorted_tables:
        numbers = {column.name for column in table.primary_key if column.autoincrement is True}
        for row in tx.execute(select(table)).mappings():
            told = " ".join(f"{name}={value}" for name, value in row.items() if name not in numbers)
            if table.name != "ballots" and decision in told:
                rows.append(f"{table.name} {told}")
    return rows


async def trace(town: Town, option: str, paper: Paper) -> list[str]:
    """What is left by two votes for this option, one of which is changed to it; ids and times are taken out."""
    card = await decide(
        town, f"/decide Which {option}? | Kafka | SQS | NATS", {"What is shown": "Private tally"}
    )
    before = len(town.slack.calls())
    await vote(town, card, Ben=option, Chen="SQS")
    await vote(town, card, Chen=option)
    await vote(town, card, Ben=option)
    calls = [f"{call.method} {orjson.dumps(call.arguments).decode()}" for call in town.slack.calls()[before:]]
    rows = await town.bot.foundation.database.read(read_rows, decision_of(card))
    seen = [town["Dana"].read(card)]
    left = [*calls, *rows, *seen, paper.getvalue()]
    paper.seek(0)
    paper.truncate()
    return [_CHANGING.sub("·", each.replace(f"Which {option}?", "Which?")) for each in left]


async def test_nothing_but_the_ballot_tells_what_was_chosen_in_a_private_tally(
    town: Town, everything_logged: Paper
) -> None:
    first, second = [await trace(town, option, everything_logged) for option in ("Kafka", "NATS")]
    assert first == second
    assert len(first) > 5
    assert "chat.update" in first[0]
