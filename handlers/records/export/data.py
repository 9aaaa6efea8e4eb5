"""The log as JSON: docs/records.md tells its shape."""

from typing import Any

import orjson

from rituals.actions.model import Action
from rituals.ids import Channel, Person
from rituals.records.log import Log, stem
from rituals.records.model import Record, Review

SHAPE = 1
"""Goes up when a field is taken away, or means something else."""


def as_json(log: Log) -> bytes:
    """The whole log; fields stand in the same order each time, records in order of numbers."""
    shown = {
        "shape": SHAPE,
        "workspace": {"id": log.team, "name": log.workspace},
        "records": [_record(one, log) for one in log.records],
    }
    return orjson.dumps(shown, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _record(record: Record, log: Log) -> dict[str, Any]:
    return {
        "number": record.number,
        "name": record.name,
        "file": f"decisions/{stem(record)}.md",
        "title": record.title,
        "state": record.state,
        "asked_on": record.asked_on,
        "decided_on": record.decided_on,
        "review_on": record.review_on,
        "channel": _channel(record.channel, log),
        "owner": _person(record.owner, log),
        "decider": _person(record.decider, log) if record.decider else None,
        "context": record.context,
        "options": [
            {
                "text": one.text,
                "description": one.description,
                "pros": _lines(one.pros),
                "cons": _lines(one.cons),
            }
            for one in record.options
        ],
        "criteria": [{"text": one.text, "weight": one.weight} for one in record.criteria],
        "method": record.method,
        "participation": record.participation,
        "result": record.result,
        "decision": record.decision,
        "rationale": record.rationale,
        "trade_offs": record.trade_offs,
        "dissent": [
            {
                "person": _person(one.person, log),
                "words": one.words,
                "prediction": one.prediction,
                "stands": one.stands,
                "outcome": one.outcome,
            }
            for one in record.dissent
        ],
        "consulted": [_person(one, log) for one in record.consulted],
        "informed": [_person(one, log) for one in record.informed],
        "success_metrics": record.success_metrics,
        "fallback": record.fallback,
        "confidence": record.confidence,
        "tags": record.tags,
        "links": record.links,
        "source": record.source,
        "supersedes": record.supersedes,
        "superseded_by": record.superseded_by,
        "reviews": [_review(one, log) for one in record.reviews],
        "actions": [_action(one, log) for one in log.undertaken(record)],
    }


def _review(review: Review, log: Log) -> dict[str, Any]:
    return {
        "reviewed_on": review.reviewed_on,
        "person": _person(review.person, log),
        "verdict": review.verdict,
        "happened": review.happened,
        "next_step": review.next_step,
    }


def _action(action: Action, log: Log) -> dict[str, Any]:
    return {
        "text": action.text,
        "owners": [_person(one, log) for one in action.owners],
        "due": action.due,
        "state": action.state,
        "reason": action.reason,
    }


def _person(person: Person, log: Log) -> dict[str, Any]:
    return {"id": person, "name": log.people.get(person, "")}


def _channel(channel: Channel, log: Log) -> dict[str, Any]:
    return {"id": channel, "name": log.channels.get(channel, "")}


def _lines(text: str) -> list[str]:
    return [one.strip() for one in text.split("\n") if one.strip()]
