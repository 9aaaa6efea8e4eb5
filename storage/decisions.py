"""Decisions: rows to values and back."""

from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, delete, select, update

from rituals.decisions.model import Decision, Method, Option, Quorum, Result, Secrecy, State, Terms, Voters
from rituals.ids import Channel, DecisionId, DraftId, Person, Team
from storage.prepared import run
from storage.schema import decisions, history
from storage.upsert import add_if_new
from storage.visibility import visible_to

HERE = and_(decisions.c.team_id == bindparam("team"), decisions.c.decision_id == bindparam("decision"))
_ONE = select(decisions).where(HERE)
_NAMES = [column.name for column in decisions.columns]
_HOLD = select(decisions.c.decision_id).where(HERE).with_for_update()


def hold(tx: Connection, team: Team, decision: str) -> None:
    """Nobody else changes the decision until this transaction ends. SQLite has one writer anyway."""
    if tx.dialect.name != "sqlite":
        tx.execute(_HOLD, {"team": team, "decision": decision})


def find(tx: Connection, team: Team, decision: str) -> Decision | None:
    """The decision of this id, if there is one."""
    row = run(tx, _ONE, {"team": team, "decision": decision}).one_or_none()
    return None if row is None else read_decision(row)


def find_visible(tx: Connection, team: Team, decision: str, person: Person) -> Decision | None:
    """The decision of this id, if there is one and this person sees its channel now."""
    row = tx.execute(
        _ONE.where(visible_to(person, decisions.c.team_id, decisions.c.channel)),
        {"team": team, "decision": decision},
    ).one_or_none()
    return None if row is None else read_decision(row)


def find_by_draft(tx: Connection, team: Team, draft: str) -> Decision | None:
    """The decision that this draft became, if it was posted."""
    row = tx.execute(
        select(decisions).where(decisions.c.team_id == team, decisions.c.draft_id == draft)
    ).one_or_none()
    return None if row is None else read_decision(row)


def add(tx: Connection, decision: Decision) -> bool:
    """The decision is open; False if its draft was posted before. Its electorate is seated apart."""
    row = {
        "team_id": decision.team,
        "decision_id": decision.id,
        "draft_id": decision.draft,
        "opened_at": decision.opened_at,
        **_columns(decision),
    }
    return add_if_new(tx, decisions, row)


def save(tx: Connection, decision: Decision) -> None:
    """The decision stands as it is now."""
    tx.execute(
        update(decisions)
        .where(decisions.c.team_id == decision.team, decisions.c.decision_id == decision.id)
        .values(_columns(decision))
    )


_LAST_MOVE = (
    select(history.c.act)
    .where(
        history.c.team_id == bindparam("team"),
        history.c.ritual == "decision",
        history.c.ritual_id == bindparam("decision"),
        history.c.act.in_(["extended", "shortened"]),
    )
    .order_by(history.c.entry_id.desc())
    .limit(1)
)


def was_brought_forward(tx: Connection, decision: Decision) -> bool:
    """Whether the deadline was moved last to an earlier time."""
    found = tx.execute(_LAST_MOVE, {"team": decision.team, "decision": decision.id})
    return found.scalar() == "shortened"


def remove(tx: Connection, team: Team, decision: str) -> None:
    """The decision is gone, with its electorate and ballots."""
    tx.execute(delete(decisions).where(decisions.c.team_id == team, decisions.c.decision_id == decision))


def _columns(decision: Decision) -> dict[str, Any]:
    terms = decision.terms
    return {
        "channel": terms.channel,
        "owner": decision.owner,
        "question": terms.question,
        "context": terms.context,
        "options": [[option.number, option.text] for option in terms.options],
        "method": terms.method,
        "fewest": terms.fewest,
        "most": terms.most,
        "secrecy": terms.secrecy,
        "voters": terms.voters,
        "quorum": terms.quorum.amount,
        "quorum_percent": terms.quorum.percent,
        "close_when_all": terms.close_when_all,
        "closes_at": terms.closes_at,
        "state": decision.state,
        "version": decision.version,
        "change": decision.change,
        "earliest": decision.earliest,
        "seats": decision.seats,
        "added": decision.added,
        "answered": decision.answered,
        "extended": decision.extended,
        "nudged": decision.nudged,
        "closed_at": decision.closed_at,
        "ending": decision.ending,
        "result": decision.result and _write_result(decision.result),
    }


def read_decision(row: Row[Any]) -> Decision:
    """The decision of a row that begins with all columns of the table."""
    # A row is asked for one cell as slowly as a dictionary for twenty.
    stored = dict(zip(_NAMES, row, strict=False))
    return Decision(
        team=Team(stored["team_id"]),
        id=DecisionId(stored["decision_id"]),
        draft=DraftId(stored["draft_id"]),
        owner=Person(stored["owner"]),
        terms=Terms(
            channel=Channel(stored["channel"]),
            question=stored["question"],
            context=stored["context"],
            options=tuple(Option(number, text) for number, text in stored["options"]),
            method=Method(stored["method"]),
            fewest=stored["fewest"],
            most=stored["most"],
            secrecy=Secrecy(stored["secrecy"]),
            voters=Voters(stored["voters"]),
            quorum=Quorum(stored["quorum"], stored["quorum_percent"]),
            closes_at=stored["closes_at"],
            close_when_all=stored["close_when_all"],
        ),
        state=State(stored["state"]),
        version=stored["version"],
        change=stored["change"],
        earliest=stored["earliest"],
        seats=stored["seats"],
        added=stored["added"],
        answered=stored["answered"],
        extended=stored["extended"],
        nudged=stored["nudged"],
        opened_at=stored["opened_at"],
        closed_at=stored["closed_at"],
        ending=stored["ending"],
        result=None if stored["result"] is None else _read_result(stored["result"]),
    )


def _write_result(result: Result) -> dict[str, Any]:
    return {
        "votes": [[number, votes] for number, votes in result.votes.items()],
        "ballots": result.ballots,
        "leaders": result.leaders,
    }


def _read_result(stored: dict[str, Any]) -> Result:
    return Result(dict(stored["votes"]), stored["ballots"], tuple(stored["leaders"]))
