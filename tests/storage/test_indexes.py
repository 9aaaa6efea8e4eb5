"""What runs on every pass reads what is open, not everything that ever was; on SQLite, which tells its plan."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event

from rituals.ids import Team
from storage import (
    commitments,
    deciding,
    deliveries,
    electors,
    forecasts,
    records,
    recovery,
    rfcs,
    seats,
    sending,
    settled,
    sqlite,
    timers,
)
from storage.deliveries import Delivery, Sending
from tests.records.making import ANN, RECORD

TEAM, NOW = Team("T1"), datetime(2030, 1, 1, tzinfo=UTC)
OWED = Delivery(TEAM, "key", "view", "ritual", "1", NOW)


@pytest.fixture
def tx(sqlite_template: Path, tmp_path: Path) -> Iterator[Connection]:
    """A transaction in an SQLite database with all tables."""
    engine = sqlite.engine_for(Path(shutil.copy(sqlite_template, tmp_path / "cairn.db")), "BEGIN")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def plans(tx: Connection, ask: Callable[[Connection], object]) -> str:
    """How SQLite finds the rows of each statement that `ask` runs."""
    ran: list[tuple[str, Any]] = []

    def note(_tx: Connection, _cursor: Any, statement: str, values: Any, _context: Any, _many: bool) -> None:
        ran.append((statement, values))

    event.listen(tx, "before_cursor_execute", note)
    ask(tx)
    event.remove(tx, "before_cursor_execute", note)
    return "\n".join(
        row.detail
        for statement, values in ran
        for row in tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
    )


@pytest.mark.parametrize(
    "ask",
    [
        lambda tx: deliveries.read_busy_teams(tx, NOW, NOW),
        lambda tx: deliveries.read_next(tx, NOW),
        lambda tx: deliveries.add(tx, [OWED]),
        lambda tx: sending.claim(tx, TEAM, "lease", (NOW, NOW), 10),
        lambda tx: sending.give_up_on(tx, TEAM, NOW, NOW),
        lambda tx: sending.read_unknown(tx, TEAM, NOW, 10),
        lambda tx: recovery.close_workspace(tx, TEAM),
    ],
)
def test_messages_that_were_sent_long_ago_are_not_read(
    tx: Connection, ask: Callable[[Connection], object]
) -> None:
    plan = plans(tx, ask)
    assert "ix_deliveries_open" in plan
    assert "SCAN deliveries\n" not in f"{plan}\n"


@pytest.mark.parametrize(
    "ask",
    [
        lambda tx: recovery.owe_again(tx, TEAM, recovery.CHANNEL_CLOSED, "C1"),
        lambda tx: deliveries.count(tx, Sending.DEAD),
        lambda tx: settled.read_dead(tx, NOW, 20),
    ],
)
def test_only_the_dead_are_read_where_they_are_meant(
    tx: Connection, ask: Callable[[Connection], object]
) -> None:
    assert "ix_deliveries_dead" in plans(tx, ask)


def test_cards_that_show_what_is_wanted_are_not_read(tx: Connection) -> None:
    assert "ix_cards_stale" in plans(tx, lambda tx: deliveries.read_busy_teams(tx, NOW, NOW))


@pytest.mark.parametrize("ask", [lambda tx: timers.read_due(tx, NOW, 10), timers.read_next])
def test_timers_that_wait_or_are_parked_are_not_read(
    tx: Connection, ask: Callable[[Connection], object]
) -> None:
    assert "ix_timers_due" in plans(tx, ask)


@pytest.mark.parametrize(
    "ask",
    [
        lambda tx: seats.read_open(tx, TEAM, ANN),
        lambda tx: seats.read_awaiting(tx, TEAM, ANN, NOW),
        lambda tx: deciding.read_undecided(tx, TEAM, ANN),
        lambda tx: deciding.read_led(tx, TEAM, [ANN], None),
    ],
)
def test_decisions_that_have_ended_are_not_read(tx: Connection, ask: Callable[[Connection], object]) -> None:
    plan = plans(tx, ask)
    assert "decisions USING INDEX ix_decisions_state (team_id=? AND state=?)" in plan


@pytest.mark.parametrize(
    ("ask", "table"),
    [
        (lambda tx: commitments.read_open(tx, TEAM, ANN), "commitments"),
        (lambda tx: commitments.read_led(tx, TEAM, [ANN], None), "commitments"),
        (lambda tx: rfcs.read_open_for(tx, TEAM, ANN), "rfcs"),
        (lambda tx: rfcs.read_led(tx, TEAM, [ANN], None), "rfcs"),
    ],
)
def test_commitments_and_rfcs_that_have_ended_are_not_read(
    tx: Connection, ask: Callable[[Connection], object], table: str
) -> None:
    plan = plans(tx, ask)
    assert f"SEARCH {table} USING INDEX ix_{table}_state (team_id=? AND state=?)" in plan


@pytest.mark.parametrize(
    "ask",
    [
        lambda tx: forecasts.read_open(tx, TEAM, ANN),
        lambda tx: forecasts.read_of_person(tx, TEAM, ANN, 9),
    ],
)
def test_predictions_that_concern_others_are_not_read(
    tx: Connection, ask: Callable[[Connection], object]
) -> None:
    plan = plans(tx, ask)
    assert "USING INDEX ix_forecasts_person (team_id=? AND person=?)" in plan
    assert "USING INDEX ix_forecasts_decider (team_id=? AND decider=?)" in plan


@pytest.mark.parametrize(("kind", "table"), [(commitments.KIND, "commitments"), (rfcs.KIND, "rfcs")])
def test_those_who_go_are_looked_for_among_what_asks_them(
    tx: Connection, kind: electors.Kind, table: str
) -> None:
    plan = plans(tx, lambda tx: electors.read_concerned(tx, kind, TEAM, [ANN], None))
    assert f"SCAN {table}" not in plan
    assert "SCAN electors" not in plan


def test_reviewers_and_concerns_are_read_for_those_rfcs_alone(tx: Connection) -> None:
    plan = plans(tx, lambda tx: rfcs.read_open_for(tx, TEAM, ANN))
    assert "SEARCH electors USING INDEX sqlite_autoindex_electors_1" in plan
    assert "SEARCH positions USING INDEX sqlite_autoindex_positions_1" in plan


def test_to_read_a_record_with_those_it_replaced_not_all_are_read(tx: Connection) -> None:
    number = records.add(tx, RECORD)
    plan = plans(tx, lambda tx: records.get(tx, RECORD.team, number))
    assert "ix_records_superseded_by (team_id=? AND superseded_by=?)" in plan
    assert "(team_id=?)" not in plan


@pytest.mark.parametrize("ask", [timers.count_parked, lambda tx: timers.read_parked(tx, 20)])
def test_timers_that_wait_are_not_read_where_the_parked_are_meant(
    tx: Connection, ask: Callable[[Connection], object]
) -> None:
    assert "ix_timers_parked" in plans(tx, ask)
