"""A decision as a row, and back. What few decisions have stands in one column, `more`, which is read whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row

from rituals.decisions.criteria import Criterion
from rituals.decisions.model import Decision, Outcome, Result, State
from rituals.decisions.spread import Spread
from rituals.decisions.terms import (
    EVERY_HINT,
    NO_DETAIL,
    Detail,
    Hint,
    Method,
    Option,
    Quorum,
    Reversibility,
    Secrecy,
    Terms,
    Threshold,
)
from rituals.electorate import Voters
from rituals.ids import Channel, DecisionId, DraftId, Person, Team
from storage.schema import decisions

_NAMES = [column.name for column in decisions.columns]


_NO_THRESHOLD = Threshold()


@dataclass(frozen=True, slots=True)
class _More:
    """What few decisions have."""

    dots: int = 0
    criteria: tuple[Criterion, ...] = ()
    threshold: Threshold = _NO_THRESHOLD
    recommended: int | None = None
    reversibility: Reversibility | None = None
    review_on: date | None = None
    suggest_until: datetime | None = None
    without: tuple[Hint, ...] = ()  # The hints that are switched off.
    follows: int | None = None
    co_owners: tuple[Person, ...] = ()
    outcome: Outcome | None = None
    asked: int = 0


_MORE, _DETAIL = TypeAdapter(_More), TypeAdapter(Detail)
_USUAL = _More()
_OF_TERMS = tuple(field.name for field in fields(_More) if field.name in Terms.__dataclass_fields__)
_OF_DECISION = ("co_owners", "outcome", "asked")


def columns_of(decision: Decision) -> dict[str, Any]:
    """The columns that change while a decision lives."""
    terms = decision.terms
    return {
        "channel": terms.channel,
        "owner": decision.owner,
        "question": terms.question,
        "context": terms.context,
        "options": [_write_option(option) for option in terms.options],
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
        "decider": terms.decider,
        "more": _write_more(decision),
    }


def co_owners_of(more: Mapping[str, Any]) -> Sequence[str]:
    """Who owns a decision with its owner, as its `more` tells."""
    found: Sequence[str] = more.get("co_owners", ())
    return found


def read_decision(row: Row[Any]) -> Decision:
    """The decision of a row that begins with all columns of the table."""
    # A row is asked for one cell as slowly as a dictionary for twenty.
    stored = dict(zip(_NAMES, row, strict=False))
    more = _MORE.validate_python(stored["more"]) if stored["more"] else _USUAL
    return Decision(
        team=Team(stored["team_id"]),
        id=DecisionId(stored["decision_id"]),
        draft=DraftId(stored["draft_id"]),
        owner=Person(stored["owner"]),
        terms=Terms(
            channel=Channel(stored["channel"]),
            question=stored["question"],
            context=stored["context"],
            options=tuple(_read_option(*option) for option in stored["options"]),
            method=Method(stored["method"]),
            fewest=stored["fewest"],
            most=stored["most"],
            secrecy=Secrecy(stored["secrecy"]),
            voters=Voters(stored["voters"]),
            quorum=Quorum(stored["quorum"], stored["quorum_percent"]),
            closes_at=stored["closes_at"],
            close_when_all=stored["close_when_all"],
            decider=stored["decider"],
            hints=EVERY_HINT.difference(more.without),
            **{name: getattr(more, name) for name in _OF_TERMS},
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
        **{name: getattr(more, name) for name in _OF_DECISION},
    )


def _write_more(decision: Decision) -> dict[str, Any]:
    more = _More(
        without=tuple(sorted(EVERY_HINT - decision.terms.hints)),
        **{name: getattr(decision.terms, name) for name in _OF_TERMS},
        **{name: getattr(decision, name) for name in _OF_DECISION},
    )
    written: dict[str, Any] = _MORE.dump_python(more, mode="json", exclude_defaults=True)
    return written


def _write_option(option: Option) -> list[Any]:
    detail = _DETAIL.dump_python(option.detail, mode="json", exclude_defaults=True)
    return [option.number, option.text, *([detail] if detail else [])]


def _read_option(number: int, text: str, detail: dict[str, Any] | None = None) -> Option:
    return Option(number, text, NO_DETAIL if detail is None else _DETAIL.validate_python(detail))


def _write_result(result: Result) -> dict[str, Any]:
    return {
        "votes": [[number, votes] for number, votes in result.votes.items()],
        "ballots": result.ballots,
        "leaders": result.leaders,
        "abstained": result.abstained,
        "marks": [[*cell, list(spread.times.items())] for cell, spread in result.marks.items()],
        "duels": [[*pair, times] for pair, times in result.duels.items()],
    }


def _read_result(stored: dict[str, Any]) -> Result:
    return Result(
        dict(stored["votes"]),
        stored["ballots"],
        tuple(stored["leaders"]),
        stored["abstained"],
        {(option, criterion): Spread(dict(times)) for option, criterion, times in stored["marks"]},
        {(one, other): times for one, other, times in stored["duels"]},
    )
