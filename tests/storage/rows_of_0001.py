"""A row or more of each table, as the program of migration 0001 wrote them: JSON as its text, moments in UTC."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
LATER = datetime(2026, 11, 26, 16, 0, tzinfo=UTC)
CAST = datetime(2026, 11, 23, 9, 41, tzinfo=UTC)
CLOSED = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def decision(name: str, **different: Any) -> dict[str, Any]:
    return {
        "decision_id": name,
        "draft_id": f"draft of {name}",
        "channel": "C1",
        "owner": "ann",
        "question": "Which queue?",
        "context": "The old one is full.",
        "options": '[[1,"Kafka"],[2,"SQS"]]',
        "method": "single",
        "fewest": 1,
        "most": 1,
        "secrecy": "open",
        "voters": "channel",
        "quorum": 50,
        "quorum_percent": True,
        "close_when_all": False,
        "closes_at": LATER,
        "state": "open",
        "seats": 3,
        "answered": 1,
        "opened_at": NOW,
        **different,
    }


def ballot(of: str, person: str, answer: str | None, **different: Any) -> dict[str, Any]:
    told = {"decision_id": of, "person": person, "answer": answer, "version": 1}
    return {**told, "action_ts": "1795543450.427109", "cast_at": CAST, **different}


def record(number: int, **different: Any) -> dict[str, Any]:
    return {
        "record_id": number,
        "number": number,
        "channel": "C1",
        "state": "accepted",
        "decided_on": date(2026, 11, 2),
        "owner": "ann",
        "ritual": "record",
        "ritual_id": f"form {number}",
        "title": "Which chat?",
        "body": '{"asked_on":null,"context":"","options":[{"text":"Slack","description":"","pros":"","cons":""}],'
        '"criteria":[],"result":[],"decision":"Slack","rationale":"","trade_offs":"","dissent":[],'
        '"participation":null,"method":"","consulted":[],"informed":[],"success_metrics":"","fallback":"",'
        '"confidence":null,"links":[{"text":"The plan","address":"https://example.com/"}],"permalink":""}',
        **different,
    }


DRAFT = (
    '{"channel":"C1","question":"Which tabs?","context":"","options":"2\\n4","method":"approval","fewest":"1",'
    '"most":"","secrecy":"private","voters":"people","people":["ben"],"user_group":"","quorum":"60 %",'
    '"closes_picked":"2026-11-26T16:00:00Z","closes_typed":"","close_when_all":true}'
)

ROWS: Rows = {
    "installations": [
        {
            "team_name": "Meridian",
            "url": "https://meridian.slack.com/",
            "bot_token": "a token",
            "bot_user": "cairn",
            "scopes": "chat:write,commands",
            "installed_at": NOW,
        }
    ],
    "people": [
        {"person": "ann", "name": "Ann", "zone": "Europe/Berlin", "admin": True, "told_at": NOW},
        {"person": "ben", "name": "Ben", "zone": "America/New_York", "told_at": NOW, "dm_channel": "D2"},
    ],
    "channels": [
        {"channel": "C1", "name": "platform", "private": False, "members_read_at": NOW, "told_at": NOW}
    ],
    "members": [
        {"channel": "C1", "person": "ann", "inside": True, "told_at": NOW},
        {"channel": "C1", "person": "ben", "inside": True, "told_at": NOW},
    ],
    "user_groups": [{"user_group": "S1", "handle": "oncall", "name": "On call"}],
    "user_group_members": [{"user_group": "S1", "person": "ben"}],
    "workspace_settings": [{"chosen": '{"nudges":false}'}],
    "channel_settings": [
        {"channel": "C1", "chosen": '{"method":"approval","days":5,"hygiene":false}'},
        {"channel": "C2", "chosen": '{"secrecy":"private"}'},
    ],
    "person_settings": [{"person": "ben", "chosen": '{"zone":"UTC","muted":["decision"]}'}],
    "counters": [{"name": "D", "value": 3}],
    "decisions": [
        decision("open", change="the context", version=2),
        decision(
            "decided",
            state="decided",
            closed_at=CLOSED,
            result='{"votes":[[1,2],[2,0]],"ballots":2,"leaders":[1]}',
        ),
        decision(
            "secret",
            secrecy="private",
            method="approval",
            most=2,
            state="no_decision",
            closed_at=LATER,
            result='{"votes":[[1,1],[2,1]],"ballots":1,"leaders":[1,2]}',
        ),
        decision("cancelled", state="cancelled", closed_at=LATER, ending="We had no queue."),
    ],
    "electors": [
        {"decision_id": "open", "person": "ann"},
        {"decision_id": "open", "person": "ben"},
        {"decision_id": "open", "person": "chen", "left_at": CAST},
    ],
    "ballots": [
        ballot("open", "ben", "2"),
        ballot("decided", "ann", "1"),
        ballot("secret", "ann", "1 2"),
        ballot("secret", "ben", None),
    ],
    "records": [
        record(1, review_on=date(2026, 12, 24)),
        record(2, review_on=date(2026, 12, 24), state="superseded", superseded_by=3),
        record(3),
    ],
    "record_tags": [{"number": 1, "tag": "infra"}],
    "record_reviews": [
        {
            "number": 1,
            "reviewed_on": date(2026, 11, 20),
            "person": "ann",
            "verdict": "partly",
            "happened": "Threads are missed.",
            "next_step": "keep",
        }
    ],
    "record_digests": [],  # Nothing wrote into it.
    "actions": [
        {
            "action_id": "runbook",
            "channel": "C1",
            "text": "Write the runbook",
            "due": date(2026, 12, 1),
            "added_by": "ann",
            "added_at": NOW,
            "source_ritual": "decision",
            "source_id": "decided",
            "state": "open",
            "remind_on": date(2026, 12, 1),
        }
    ],
    "action_owners": [{"action_id": "runbook", "person": "ben"}],
    "drafts": [
        {"draft_id": "tabs", "owner": "ann", "ritual": "decision", "body": DRAFT, "saved_at": NOW},
    ],
    "timers": [
        {"ritual": "decision", "ritual_id": "open", "kind": "close", "due_at": LATER},
        {"ritual": "decision", "ritual_id": "open", "kind": "nudge 2", "due_at": LATER, "parked": True},
    ],
    "cards": [
        {
            "card_id": "card",
            "ritual": "decision",
            "ritual_id": "open",
            "channel": "C1",
            "ts": "1795543448.961080",
            "not_before": NOW,
        }
    ],
    "pictures": [
        {"ritual": "decision", "ritual_id": "open", "digest": "d1", "state": "wanted", "not_before": NOW}
    ],
    "deliveries": [
        {
            "delivery_id": "owed",
            "key": "decision:decided:ended::thread",
            "view": "decision.ended",
            "ritual": "decision",
            "ritual_id": "decided",
            "channel": "C1",
            "card_id": "card",
            "not_before": NOW,
        }
    ],
    "leases": [{"token": "worker", "expires_at": NOW}],
    "inbox": [{"event_id": "Ev1", "received_at": NOW}],
    "history": [
        {"ritual": "decision", "ritual_id": "open", "person": "ann", "act": "opened", "happened_at": NOW},
        {
            "ritual": "decision",
            "ritual_id": "open",
            "act": "extended",
            "detail": "1795708800",
            "happened_at": NOW,
        },
    ],
}

WORDS = {
    "sqlite": "INSERT INTO record_words (rowid, team_id, title, body) VALUES (1, '@t1', 'which chat', 'slack')",
    "postgresql": "INSERT INTO record_words VALUES (1, '''@t1'' ''chat'':2A ''slack'':4D ''which'':1A')",
}
