"""Slack's objects for people and channels, read into values."""

from collections.abc import Mapping
from typing import Any

from rituals.ids import Channel, Person, Team
from rituals.workspace import Member, Place


def read_member(user: Mapping[str, Any], team: Team) -> Member:
    """A person, from Slack's user object."""
    profile = user.get("profile", {})
    return Member(
        Person(user["id"]),
        profile.get("display_name") or user.get("real_name") or user.get("name") or "",
        user.get("tz") or "UTC",
        is_bot=bool(user.get("is_bot")) or user["id"] == "USLACKBOT",
        deleted=bool(user.get("deleted")),
        guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        external=bool(user.get("is_stranger")) or user.get("team_id", team) != team,
        admin=bool(user.get("is_admin") or user.get("is_owner")),
    )


def read_place(info: Mapping[str, Any]) -> Place:
    """A channel, from Slack's conversation object."""
    return Place(
        Channel(info["id"]),
        info.get("name", ""),
        bool(info.get("is_private")),
        bool(info.get("is_archived")),
        bool(info.get("is_member")),
        known=True,
    )
