"""Keeping what we know of the workspace as it is; each event is an act, and reads Slack afterwards where it must."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from handlers.asking import find_groups
from handlers.payloads import Event, Question
from handlers.profiles import read_member
from handlers.register import Heard, Register
from handlers.replies import Offer, Reply
from handlers.ritual import Desk, OnEvent, Ritual
from rituals.ids import Team
from rituals.refusal import Refusal
from storage import channels, installations, people, recovery


def workspace_ritual(register: Register) -> Ritual:
    """The events that tell how the workspace changes; the register tells the rituals of people."""

    def on_person(tx: Connection, event: Event, now: datetime) -> None:
        told = [read_member(event.body["user"], event.team)]
        register.take_people(tx, event.team, told, Heard(event.heard_at, now))

    def on_joined(tx: Connection, event: Event, now: datetime) -> None:
        who, channel = event.body["user"], event.body["channel"]
        register.take_joined(tx, event.team, channel, [who], Heard(event.heard_at, now))
        if _is_cairn(tx, event.team, who):
            recovery.reopen_channel(tx, event.team, channel)

    def on_left(tx: Connection, event: Event, now: datetime) -> None:
        who, channel = event.body["user"], event.body["channel"]
        if _is_cairn(tx, event.team, who):
            channels.forget_members(tx, event.team, channel, event.heard_at)
        else:
            register.take_left(tx, event.team, channel, [who], Heard(event.heard_at, now))

    person, membership = OnEvent(on_person), OnEvent(on_joined, on_joined_afterwards)
    gone, renamed = OnEvent(on_channel_gone), OnEvent(on_renamed)
    deleted = OnEvent(on_deleted)
    archived, unarchived = OnEvent(on_archived), OnEvent(on_unarchived)
    return Ritual(
        name="workspace",
        questions={"user_group": on_user_groups},
        events={
            "team_join": person,
            "user_change": person,
            "member_joined_channel": membership,
            "member_left_channel": OnEvent(on_left),
            "channel_left": gone,
            "group_left": gone,
            "channel_deleted": deleted,
            "group_deleted": deleted,
            "channel_rename": renamed,
            "group_rename": renamed,
            "channel_archive": archived,
            "group_archive": archived,
            "channel_unarchive": unarchived,
            "group_unarchive": unarchived,
            "channel_id_changed": OnEvent(on_id_changed),
            "subteam_members_changed": OnEvent(on_group_changed, on_group_changed_afterwards),
            "app_uninstalled": OnEvent(on_uninstalled),
            "tokens_revoked": OnEvent(on_revoked),
        },
    )


async def on_user_groups(question: Question, desk: Desk) -> Reply:
    """The groups that can be asked, in the form of any ritual."""
    return Offer(list((await find_groups(question.who, question.query, desk)).items()))


async def on_joined_afterwards(event: Event, desk: Desk) -> None:
    """A newcomer is asked for by name; where it is Cairn, the channel is read."""
    await desk.directory.ensure_people(event.team, [event.body["user"]])
    if await desk.database.read(_is_cairn, event.team, event.body["user"]):
        try:
            await desk.directory.ensure_channel(event.team, event.body["channel"])
        except Refusal:
            return  # It was taken out again meanwhile.


def on_channel_gone(tx: Connection, event: Event, _: datetime) -> None:
    """Cairn is no longer in the channel."""
    channels.forget_members(tx, event.team, event.body["channel"], event.heard_at)


def on_deleted(tx: Connection, event: Event, _: datetime) -> None:
    """The channel is no more: nobody sees what lived there."""
    channels.hide_channel(tx, event.team, event.body["channel"], event.heard_at)


def on_renamed(tx: Connection, event: Event, _: datetime) -> None:
    """The channel has another name."""
    there = event.body["channel"]
    channels.rename_channel(tx, (event.team, there["id"]), there["name"], event.heard_at)


def on_archived(tx: Connection, event: Event, _: datetime) -> None:
    """The channel is archived."""
    channels.archive_channel(tx, (event.team, event.body["channel"]), True, event.heard_at)


def on_unarchived(tx: Connection, event: Event, _: datetime) -> None:
    """The channel is no longer archived: what could not be said there is owed again."""
    channels.archive_channel(tx, (event.team, event.body["channel"]), False, event.heard_at)
    recovery.reopen_channel(tx, event.team, event.body["channel"])


def on_id_changed(tx: Connection, event: Event, _: datetime) -> None:
    """The channel goes by another id."""
    channels.change_id(tx, event.team, event.body["old_channel_id"], event.body["new_channel_id"])


def on_group_changed(tx: Connection, event: Event, _: datetime) -> None:
    """People have come into a user group, or left it."""
    joined, left = (event.body.get(name) or [] for name in ("added_users", "removed_users"))
    people.change_user_group(tx, event.team, event.body["subteam_id"], joined, left)


async def on_group_changed_afterwards(event: Event, desk: Desk) -> None:
    """Where Slack does not say who came and who left, the groups are read."""
    if "added_users" not in event.body and "removed_users" not in event.body:
        await desk.directory.read_user_groups(event.team)


def on_uninstalled(tx: Connection, event: Event, _: datetime) -> None:
    """Cairn was removed from the workspace, if this is no older than its latest installation.

    Where Slack does not say when, nothing is done: the token that it no longer takes tells as well.
    """
    revoked_at = _moment(event)
    if revoked_at is not None:
        installations.uninstall(tx, event.team, revoked_at)


def on_revoked(tx: Connection, event: Event, now: datetime) -> None:
    """Tokens were revoked: with Cairn's own it is removed; what a person revoked is theirs alone."""
    if (event.body.get("tokens") or {}).get("bot"):
        on_uninstalled(tx, event, now)


def _is_cairn(tx: Connection, team: Team, person: str) -> bool:
    here = installations.find(tx, team)
    return here is not None and here.bot_user == person


def _moment(event: Event) -> datetime | None:
    stamp = event.body.get("event_ts")
    if stamp:
        return datetime.fromtimestamp(float(stamp), UTC)
    # The envelope tells whole seconds: Cairn may have been installed in the first half of this one.
    return None if event.happened_at is None else event.happened_at + timedelta(seconds=1)
