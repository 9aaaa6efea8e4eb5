"""A database that the first version made is upgraded, and everything in it is read as it was meant."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, MetaData, Table, func, insert, select, text

from handlers.decisions.drafts import DRAFTS
from handlers.payloads import Who
from rituals.commitments.model import Forecast
from rituals.commitments.model import State as Course
from rituals.decisions.answer import choosing
from rituals.decisions.model import Ballot, Result, Seat, State
from rituals.decisions.terms import EVERY_HINT, Hint, Method, Quorum, Secrecy
from rituals.electorate import Voters
from rituals.ids import Channel, CommitmentId, DecisionId, DraftId, Person, Ref, Team
from rituals.positions import Position
from rituals.records.model import Alternative, Link, Verdict
from rituals.records.query import read_query
from rituals.rfcs.model import Comment, Concern
from rituals.rfcs.versions import first_version
from storage import (
    actions,
    cards,
    channels,
    comments,
    commitments,
    concerns,
    counters,
    decisions,
    deliveries,
    electors,
    forecasts,
    history,
    inbox,
    installations,
    leases,
    people,
    pictures,
    positions,
    record_digests,
    records,
    rfc_versions,
    rfcs,
    rounds,
    schema,
    seats,
    settings,
    timers,
    visibility,
)
from storage.migrate import is_current, migrate
from storage.search import search
from storage.types import Utc
from tests.commitments.making import BLOCKS, CHEN, COMMITMENT, DANA, DECIDED, POSITIONS, REVEALED
from tests.conftest import postgres_database
from tests.rfcs.making import RFC
from tests.storage.rows_of_0001 import CAST, CLOSED, LATER, NOW, ROWS, WORDS
from tests.storage.test_migrate import connect

TEAM = Team("T1")
ANN, BEN = Person("ann"), Person("ben")
HERE = Channel("C1")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def upgraded_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database of migration 0001 with rows in every table, brought to the newest shape; on each engine."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            url = f"sqlite:///{tmp_path_factory.mktemp('upgraded')}/cairn.db"
        else:
            server = request.getfixturevalue("postgres_url")
            url = stack.enter_context(postgres_database(server, "template0"))
        migrate(url, "0001")
        with connect(url) as old:
            fill(old)
        assert not is_current(url)
        migrate(url)
        assert is_current(url)
        yield url


@pytest.fixture
def tx(upgraded_url: str) -> Iterator[Connection]:
    """The upgraded database; what a test does to it is undone."""
    with connect(upgraded_url) as upgraded:
        yield upgraded
        upgraded.rollback()


def fill(old: Connection) -> None:
    found = MetaData()
    found.reflect(old)
    told_apart = {"alembic_version", *(name for name in found.tables if name.startswith("record_words"))}
    assert set(ROWS) == set(found.tables) - told_apart
    for table in found.sorted_tables:
        for row in ROWS.get(table.name, ()):
            old.execute(insert(table).values(team_id="T1", **stored(old, row)))
    old.exec_driver_sql(WORDS[old.dialect.name])


def stored(old: Connection, row: Any) -> dict[str, Any]:
    """The row with its moments as the engine stores them."""
    moments = {name: value for name, value in row.items() if isinstance(value, datetime)}
    return {**row, **{name: Utc().process_bind_param(value, old.dialect) for name, value in moments.items()}}


def test_no_row_is_lost(tx: Connection) -> None:
    made = {"timers": 2}  # Of a record that is to be looked back at, and for the records of what was decided.
    for name, rows in ROWS.items():
        table: Table = schema.metadata.tables[name]
        assert tx.execute(select(func.count()).select_from(table)).scalar() == len(rows) + made.get(name, 0)
    for name in schema.metadata.tables.keys() - ROWS.keys():
        assert tx.execute(select(schema.metadata.tables[name])).all() == []


def test_decisions_stand_as_they_stood(tx: Connection) -> None:
    (found, seat), terms = get_seat(tx, "open", BEN), get_seat(tx, "open", BEN)[0].terms
    assert (found.state, found.version, found.change, found.seats) == (State.OPEN, 2, "the context", 3)
    assert (terms.question, terms.method, terms.quorum) == ("Which queue?", Method.SINGLE, Quorum(50, True))
    assert [(one.number, one.text) for one in terms.options] == [(1, "Kafka"), (2, "SQS")]
    assert (terms.decider, terms.hints, terms.follows, found.co_owners) == (None, EVERY_HINT, None, ())
    assert seat == Seat(True, Ballot(choosing([2]), 1, "1795543450.427109"))
    assert electors.read_missing(tx, found.ref, "", 9) == [ANN]
    assert [one.id for one, _ in seats.read_open(tx, TEAM, ANN)] == ["open"]
    decisions.save(tx, found)
    assert decisions.find(tx, TEAM, "open") == found


def test_results_are_read_with_what_is_told_of_them_now(tx: Connection) -> None:
    decided, secret = decisions.find(tx, TEAM, "decided"), decisions.find(tx, TEAM, "secret")
    assert decided is not None
    assert secret is not None
    assert decided.result == Result({1: 2, 2: 0}, 2, (1,))
    assert (decided.chosen, decided.closed_at) == (1, CLOSED)
    assert secret.result == Result({1: 1, 2: 1}, 1, (1, 2))
    assert (secret.terms.secrecy, secret.terms.most) == (Secrecy.PRIVATE, 2)
    cancelled = decisions.find(tx, TEAM, "cancelled")
    assert cancelled is not None
    assert (cancelled.result, cancelled.ending) == (None, "We had no queue.")


def test_when_hidden_answers_were_given_is_not_kept(tx: Connection) -> None:
    columns = schema.ballots.c.decision_id, schema.ballots.c.person, schema.ballots.c.cast_at
    cast_at = {(decision, person): moment for decision, person, moment in tx.execute(select(*columns))}
    assert cast_at == {
        ("open", "ben"): CAST,
        ("decided", "ann"): CAST,
        ("secret", "ann"): NOW,
        ("secret", "ben"): NOW,
    }
    assert get_seat(tx, "secret", ANN)[1].ballot == Ballot(choosing([1, 2]), 1, "1795543450.427109")
    assert get_seat(tx, "secret", BEN)[1].ballot == Ballot(None, 1, "")


def test_records_are_found_and_looked_back_at(tx: Connection) -> None:
    (found,) = search(tx, (TEAM, BEN), read_query("slack"))
    assert (found.number, found.title, found.decision, found.asked_on) == (1, "Which chat?", "Slack", None)
    assert (found.options, found.links) == (
        (Alternative("Slack"),),
        (Link("The plan", "https://example.com/"),),
    )
    assert (found.tags, [one.verdict for one in found.reviews]) == (("infra",), [Verdict.PARTLY])
    assert records.get(tx, TEAM, 3).supersedes == (2,)
    asked = {timer.ritual_id: timer.due_at for timer in read_timers(tx, "ask")}
    assert asked == {"1": datetime(2026, 12, 23, 10, tzinfo=UTC)}
    records.set_review(tx, found)
    assert [timer.ritual_id for timer in read_timers(tx, "ask")] == ["1"]
    assert counters.take_next(tx, TEAM, records.SERIES) == 4


def test_a_record_is_removed_with_its_words(tx: Connection) -> None:
    tx.execute(schema.records.delete().where(schema.records.c.number == 1))
    assert tx.execute(text("SELECT count(*) FROM record_words")).scalar() == 0


def test_what_was_decided_before_is_to_be_recorded(tx: Connection) -> None:
    assert [(one.ritual, one.ritual_id) for one in read_timers(tx, "leave records")] == [("decision", "")]
    assert [one.id for one in rounds.read_unrecorded(tx, TEAM, 9)] == ["decided", "secret"]


def test_settings_are_as_they_were_chosen(tx: Connection) -> None:
    here, there = settings.of_channel(tx, TEAM, "C1"), settings.of_channel(tx, TEAM, "C2")
    assert (here.method, here.days, here.hints) == (Method.APPROVAL, 5, frozenset[Hint]())
    assert (there.secrecy, there.hints) == (Secrecy.PRIVATE, EVERY_HINT)
    assert settings.of_person(tx, TEAM, BEN).muted == {"decision"}
    assert not settings.of_workspace(tx, TEAM).nudges
    assert record_digests.find_of_channel(tx, TEAM, "C1") is None


def test_a_draft_can_be_continued(tx: Connection) -> None:
    form = DRAFTS.find(tx, Who(TEAM, ANN), DraftId("tabs"))
    assert form is not None
    assert (form.question, form.options, form.method) == ("Which tabs?", "2\n4", Method.APPROVAL)
    assert (form.voters, form.people, form.quorum) == (Voters.PEOPLE, (BEN,), "60 %")
    assert (form.secrecy, form.closes_picked, form.close_when_all) == (Secrecy.PRIVATE, LATER, True)


def test_actions_are_still_owed(tx: Connection) -> None:
    (action,) = actions.read_mine(tx, TEAM, BEN)
    assert (action.id, action.text, action.due) == ("runbook", "Write the runbook", date(2026, 12, 1))
    assert actions.read_of_source(tx, Ref(TEAM, "decision", "decided"), ANN, 5) == ([action], 1)


def test_the_workspace_is_known(tx: Connection) -> None:
    installation, place = installations.find(tx, TEAM), channels.find_channel(tx, TEAM, HERE)
    assert installation is not None
    assert installation.bot_token == "a token"
    assert place is not None
    assert place.name == "platform"
    members = {member.person: member.name for member in people.read_people(tx, TEAM, [ANN, BEN])}
    assert members == {ANN: "Ann", BEN: "Ben"}
    assert people.find_dm(tx, TEAM, BEN) == "D2"
    assert visibility.read(tx, visibility.inside(TEAM, HERE)) == [ANN, BEN]
    assert visibility.read(tx, visibility.in_group(TEAM, "S1")) == [BEN]


def test_what_is_due_is_done_and_what_is_owed_is_sent(tx: Connection) -> None:
    assert [(one.ritual_id, one.due_at) for one in read_timers(tx, "close")] == [("open", LATER)]
    assert [timer.kind for timer, _ in timers.read_parked(tx, 9)] == ["nudge 2"]
    assert cards.get(tx, TEAM, "card").ritual_id == DecisionId("open")
    assert pictures.is_due(tx, TEAM, NOW)
    assert deliveries.count(tx, deliveries.Sending.PENDING) == 1
    assert leases.holds(tx, TEAM, "worker")
    assert not inbox.take(tx, TEAM, "Ev1", NOW)
    entries = history.read_latest(tx, Ref(TEAM, "decision", "open"), 9)
    assert [entry.act for entry in entries] == ["extended", "opened"]


def test_positions_that_were_never_shown_are_gone_and_who_took_part_is_kept(empty_url: str) -> None:
    """What was cancelled before they were shown, or before those of who was to decide were, and what was decided."""
    cancelled = replace(COMMITMENT, state=Course.CANCELLED)
    called_off = replace(REVEALED, id=CommitmentId("com2"), draft=DraftId("d2"), state=Course.CANCELLED)
    handed_on = replace(called_off, id=CommitmentId("com4"), draft=DraftId("d4"), former=(CHEN, DANA))
    decided = replace(DECIDED, id=CommitmentId("com3"), draft=DraftId("d3"))
    decider, withdrawn = COMMITMENT.terms.decider, {BEN: replace(BLOCKS, withdrawn=True)}
    migrate(empty_url, "0003")
    with connect(empty_url) as old:
        for commitment in (cancelled, called_off, handed_on, decided):
            assert commitments.add(old, commitment)
            for person, position in {**POSITIONS, **withdrawn}.items():
                positions.save(old, commitment.ref, person, position)
    migrate(empty_url)
    with connect(empty_url) as tx:
        for commitment, unseen in (
            (cancelled, [*POSITIONS]),
            (called_off, [decider]),
            (handed_on, [decider, CHEN, DANA]),
            (decided, []),
        ):
            gone = dict.fromkeys(unseen, Position("", 0, commitment.opened_at))
            assert positions.read_all(tx, commitment.ref) == {**POSITIONS, **gone}
            is_kept = commitment is decided
            assert positions.find(tx, commitment.ref, BEN) == (withdrawn[BEN] if is_kept else None)


def test_commitments_and_rfcs_are_kept_beside_what_was_there(tx: Connection) -> None:
    commitment, rfc = replace(COMMITMENT, team=TEAM), replace(RFC, team=TEAM, number=0)
    forecast = Forecast(commitment.id, BEN, ANN, "Two outages", date(2027, 1, 15), date(2027, 1, 15))
    assert commitments.add(tx, commitment)
    forecasts.add(tx, TEAM, forecast)
    assert commitments.find(tx, TEAM, commitment.id) == commitment
    assert forecasts.find(tx, TEAM, commitment.id, BEN) == forecast
    posted = rfcs.add(tx, rfc)
    assert posted == replace(rfc, number=1)
    rfc_versions.save(tx, posted, first_version(posted))
    concern = concerns.add(tx, posted, Concern(0, BEN, "It is slow.", "A benchmark.", 1, NOW))
    comment = comments.add(tx, posted, Comment(0, BEN, "Good.", NOW))
    electors.add(tx, posted.ref, [ANN])
    assert rfcs.read_reviewers(tx, posted) == {ANN: None}
    assert rfc_versions.find(tx, posted, 1) == first_version(posted)
    assert (concerns.read_all(tx, posted), comments.read_all(tx, posted)) == ([concern], [comment])


def get_seat(tx: Connection, decision: str, person: Person) -> Any:
    found = seats.find_seat(tx, TEAM, decision, person)
    assert found is not None
    return found


def read_timers(tx: Connection, kind: str) -> list[timers.Timer]:
    """The timers of this kind that are set and not parked."""
    due = (timers.find(tx, one) for one in timers.read_due(tx, datetime(2100, 1, 1, tzinfo=UTC), 99))
    return [timer for timer in due if timer is not None and timer.kind == kind]
