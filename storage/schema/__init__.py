"""The tables. Each key has a comment that names the rule it keeps; `team_id` stands in every one of them."""

from storage.schema.actions import action_owners, actions
from storage.schema.base import metadata
from storage.schema.commitments import commitments, forecasts
from storage.schema.decisions import ballots, decisions
from storage.schema.foundation import (
    cards,
    deliveries,
    drafts,
    history,
    inbox,
    leases,
    pictures,
    seals,
    timers,
)
from storage.schema.positions import electors, positions
from storage.schema.records import record_digests, record_reviews, record_tags, records
from storage.schema.rfcs import comments, concerns, rfc_versions, rfcs
from storage.schema.settings import channel_settings, person_settings, workspace_settings
from storage.schema.wins import wins
from storage.schema.workspace import (
    channels,
    counters,
    installations,
    members,
    people,
    user_group_members,
    user_groups,
)

__all__ = [
    "action_owners",
    "actions",
    "ballots",
    "cards",
    "channel_settings",
    "channels",
    "comments",
    "commitments",
    "concerns",
    "counters",
    "decisions",
    "deliveries",
    "drafts",
    "electors",
    "forecasts",
    "history",
    "inbox",
    "installations",
    "leases",
    "members",
    "metadata",
    "people",
    "person_settings",
    "pictures",
    "positions",
    "record_digests",
    "record_reviews",
    "record_tags",
    "records",
    "rfc_versions",
    "rfcs",
    "seals",
    "timers",
    "user_group_members",
    "user_groups",
    "wins",
    "workspace_settings",
]
