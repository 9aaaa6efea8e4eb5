"""Who comes and goes: channels, members, people, the app itself."""

from __future__ import annotations

from sandbox import shapes
from sandbox.errors import SlackError
from sandbox.events import announce, announce_channel, announce_member
from sandbox.feed import Change
from sandbox.slack import Slack
from sandbox.things import Channel, Kind, Person
from sandbox.workspace import Workspace


async def create_channel(slack: Slack, person: str, name: str, kind: Kind = "public") -> Channel:
    """Make a channel with this person in it."""
    workspace = slack.home_of(person)
    if workspace.find_channel(name) is not None:
        raise SlackError("name_taken")
    channel = Channel(
        id=workspace.new_id("C"),
        name=name,
        kind=kind,
        members=[person],
        creator=person,
        created=int(workspace.now),
    )
    workspace.channels[channel.id] = channel
    _changed(workspace, channel)
    shown = {"id": channel.id, "name": name, "created": channel.created, "creator": person}
    if kind == "public":
        announce(slack, workspace, "channel_created", {"type": "channel_created", "channel": shown})
    return channel


async def join(slack: Slack, person: str, channel: str) -> None:
    """Join a public channel."""
    place = slack.home_of(person).get_channel(channel)
    if place.kind != "public":
        raise SlackError("channel_not_found")
    _add(slack, place, person, None)


async def leave(slack: Slack, person: str, channel: str) -> None:
    """Leave a channel."""
    workspace = slack.home_of(person)
    place = workspace.get_channel(channel)
    if person not in place.members:
        raise SlackError("not_in_channel")
    place.members.remove(person)
    _changed(workspace, place)
    installation = workspace.installation
    if installation is not None and person == installation.bot_user:
        detail = {"channel": place.id, "actor_id": person}
        announce_channel(slack, workspace, place, "left", detail)
    else:
        announce_member(slack, "member_left_channel", place, person)


async def invite(slack: Slack, person: str, channel: str, whom: str) -> None:
    """Add someone, a bot too, to a channel one is in."""
    workspace = slack.home_of(person)
    place = workspace.get_channel(channel)
    if person not in place.members:
        raise SlackError("not_in_channel")
    workspace.get_person(whom)
    _add(slack, place, whom, person)


async def archive(slack: Slack, person: str, channel: str) -> None:
    """Archive a channel."""
    workspace = slack.home_of(person)
    place = workspace.get_channel(channel)
    if place.is_general:
        raise SlackError("cant_archive_general")
    place.archived = True
    _changed(workspace, place)
    announce_channel(slack, workspace, place, "archive", {"channel": place.id, "user": person})


async def unarchive(slack: Slack, person: str, channel: str) -> None:
    """Take a channel out of the archive; the person is in it again."""
    workspace = slack.home_of(person)
    place = workspace.get_channel(channel)
    place.archived = False
    if person not in place.members:
        place.members.append(person)
    _changed(workspace, place)
    announce_channel(slack, workspace, place, "unarchive", {"channel": place.id, "user": person})


async def rename(slack: Slack, person: str, channel: str, name: str) -> None:
    """Give a channel another name."""
    workspace = slack.home_of(person)
    place = workspace.get_channel(channel)
    if workspace.find_channel(name) is not None:
        raise SlackError("name_taken")
    place.name = name
    _changed(workspace, place)
    detail = {"channel": {"id": place.id, "name": name, "created": place.created}}
    announce_channel(slack, workspace, place, "rename", detail)


async def delete_channel(slack: Slack, person: str, channel: str) -> None:
    """Delete a channel and all that was said in it; for admins."""
    workspace = slack.home_of(person)
    place = workspace.get_channel(channel)
    if not workspace.people[person].is_admin:
        raise SlackError("not_authorized")
    announce_channel(slack, workspace, place, "deleted", {"channel": place.id})
    del workspace.channels[place.id]
    workspace.messages.pop(place.id, None)
    _changed(workspace, place)


async def change_channel_id(slack: Slack, person: str, channel: str) -> Channel:
    """Give a channel another id, as happens when it is shared with another workspace."""
    workspace = slack.home_of(person)
    place = workspace.get_channel(channel)
    place.former_id, place.id = place.id, workspace.new_id("C")
    workspace.channels[place.id] = workspace.channels.pop(place.former_id)
    workspace.messages[place.id] = workspace.messages.pop(place.former_id, {})
    for message in workspace.messages[place.id].values():
        message.channel = place.id
    _changed(workspace, place)
    event = {
        "type": "channel_id_changed",
        "old_channel_id": place.former_id,
        "new_channel_id": place.id,
        "event_ts": workspace.new_ts(),
    }
    announce(slack, workspace, "channel_id_changed", event)
    return place


async def add_person(slack: Slack, person: Person) -> Person:
    """Let a new person into their workspace."""
    workspace = slack.workspaces[person.team]
    workspace.people[person.id] = person
    workspace.feed.publish(Change("person", person=person.id))
    event = {"type": "team_join", "user": shapes.user(person, workspace.now), "event_ts": workspace.new_ts()}
    announce(slack, workspace, "team_join", event)
    return person


async def change_person(slack: Slack, person: str) -> None:
    """Tell of a person whose zone, name or standing was just changed."""
    workspace = slack.home_of(person)
    workspace.feed.publish(Change("person", person=person))
    event = {
        "type": "user_change",
        "user": shapes.user(workspace.people[person], workspace.now),
        "cache_ts": int(workspace.now),
        "event_ts": workspace.new_ts(),
    }
    announce(slack, workspace, "user_change", event)


async def deactivate(slack: Slack, person: str) -> None:
    """Deactivate an account; the person leaves every channel, of which Slack tells by user_change alone."""
    workspace = slack.home_of(person)
    workspace.people[person].deleted = True
    for channel in workspace.channels_of(person):
        if not channel.is_direct:
            channel.members.remove(person)
            _changed(workspace, channel)
    await change_person(slack, person)


async def change_group(slack: Slack, group: str, members: list[str]) -> None:
    """Set who is in a user group."""
    workspace = next(each for each in slack.workspaces.values() if group in each.groups)
    changed = workspace.groups[group]
    before, changed.members = changed.members, list(members)
    event = {
        "type": "subteam_members_changed",
        "subteam_id": group,
        "team_id": workspace.team,
        "date_update": int(workspace.now),
        "added_users": [each for each in members if each not in before],
        "removed_users": [each for each in before if each not in members],
    }
    announce(slack, workspace, "subteam_members_changed", event)


async def uninstall(slack: Slack, team: str) -> None:
    """Remove the app from the workspace: the token is dead, and the app is told, in no certain order."""
    workspace = slack.workspaces[team]
    installation = workspace.installation
    if installation is None or installation.refusal:
        return
    installation.refusal = "account_inactive"
    revoked = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [installation.bot_user]}}
    announce(slack, workspace, "tokens_revoked", revoked)
    announce(slack, workspace, "app_uninstalled", {"type": "app_uninstalled"})
    workspace.people[installation.bot_user].deleted = True
    for channel in workspace.channels_of(installation.bot_user):
        if not channel.is_direct:
            channel.members.remove(installation.bot_user)
    workspace.feed.publish(Change("person", person=installation.bot_user))


def _add(slack: Slack, channel: Channel, person: str, inviter: str | None) -> None:
    workspace = slack.home_of(person)
    if channel.archived:
        raise SlackError("is_archived")
    if person in channel.members:
        raise SlackError("already_in_channel")
    channel.members.append(person)
    _changed(workspace, channel)
    announce_member(slack, "member_joined_channel", channel, person, inviter)


def _changed(workspace: Workspace, channel: Channel) -> None:
    workspace.feed.publish(Change("channel", channel.id))
