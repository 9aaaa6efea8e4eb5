"""Ready-made workspaces: one that looks lived in, and a second one to install the app into.

Ann (Berlin) leads, Ben (New York) and Chen (Singapore) are on her team, Dana (London) is next door, Eli is a guest,
Farah belongs to a partner's workspace, Robin is somebody else's bot.
"""

from __future__ import annotations

from sandbox.clock import Clock
from sandbox.things import Channel, Kind, Message, Person, UserGroup
from sandbox.workspace import Workspace

PARTNER_TEAM = "T0PARTNER1"
_COLOURS = ("b5495b", "3f6fb0", "4d8f54", "8a5fa8", "b98036", "4b9aa0", "777777")

_TALK: tuple[tuple[str, tuple[tuple[str, str, str | None], ...]], ...] = (
    (
        "general",
        (
            (
                "Dana",
                "Hello all. The office in London is closed on Friday, the heating is being repaired.",
                None,
            ),
            ("Ben", "Thanks. I will move our visit to the week after.", "Hello all."),
            ("Chen", "Release 4.2 is out. Notes are in the wiki, and thank you for the reviews.", None),
            ("Farah", "We see the new webhooks on our side, they work well.", "Release 4.2"),
        ),
    ),
    (
        "platform",
        (
            (
                "Ben",
                "The nightly import took three hours again. Most of it is waiting for the old queue.",
                None,
            ),
            ("Chen", "I measured it yesterday: 80 % of the time is spent polling.", "The nightly import"),
            ("Ann", "Then let us decide on a queue this week, before the next quarter is planned.", None),
            ("Ben", "Kafka, SQS or NATS? We have some experience with each.", None),
        ),
    ),
    (
        "leads",
        (("Ann", "I would like to talk about on-call load in our next meeting.", None),),
    ),
)


def furnished(clock: Clock | None = None) -> Workspace:
    """A workspace with people, channels, a group and some talk; the app is not installed yet."""
    workspace = Workspace("T0MERIDIAN", "Meridian", "meridian", clock)
    ann = add_person(workspace, "Ann", "Ann Keller", "Europe/Berlin")
    ann.is_admin = True
    ben = add_person(workspace, "Ben", "Ben Ortiz", "America/New_York")
    chen = add_person(workspace, "Chen", "Chen Wei", "Asia/Singapore")
    dana = add_person(workspace, "Dana", "Dana Okafor", "Europe/London")
    eli = add_person(workspace, "Eli", "Eli Novak", "Europe/Prague")
    eli.is_guest = True
    farah = add_person(workspace, "Farah", "Farah Haddad", "Africa/Cairo")
    farah.team = PARTNER_TEAM
    robin = add_person(workspace, "Robin", "Robin (deploys)", "UTC")
    robin.is_bot, robin.bot_id = True, workspace.new_id("B")

    general = add_channel(workspace, "general", "public", [ann, ben, chen, dana, eli, farah, robin])
    general.is_general, general.topic = True, "For everybody"
    add_channel(workspace, "platform", "public", [ann, ben, chen, robin]).topic = "Queues, imports, on-call"
    add_channel(workspace, "leads", "private", [ann, ben])
    group = UserGroup(workspace.new_id("S"), "oncall", "On call", [ben.id, chen.id])
    workspace.groups[group.id] = group
    for channel, lines in _TALK:
        _talk(workspace, channel, lines)
    return workspace


def second(clock: Clock | None = None) -> Workspace:
    """Another, smaller workspace, for everything that must stay apart."""
    workspace = Workspace("T0LANTERN2", "Lantern", "lantern", clock)
    gus = add_person(workspace, "Gus", "Gus Lindqvist", "Europe/Stockholm")
    gus.is_admin = True
    hana = add_person(workspace, "Hana", "Hana Sato", "Asia/Tokyo")
    add_channel(workspace, "general", "public", [gus, hana]).is_general = True
    return workspace


def add_person(workspace: Workspace, name: str, real_name: str, zone: str) -> Person:
    """A new person, told to nobody."""
    person = Person(
        id=workspace.new_id("U"),
        name=name.lower(),
        real_name=real_name,
        team=workspace.team,
        zone=zone,
        colour=_COLOURS[len(workspace.people) % len(_COLOURS)],
    )
    workspace.people[person.id] = person
    return person


def add_channel(workspace: Workspace, name: str, kind: Kind, members: list[Person]) -> Channel:
    """A new channel, told to nobody."""
    channel = Channel(
        id=workspace.new_id("C"),
        name=name,
        kind=kind,
        members=[member.id for member in members],
        creator=members[0].id,
        created=int(workspace.now),
    )
    workspace.channels[channel.id] = channel
    return channel


def seat_bot(workspace: Workspace, *channels: str) -> None:
    """Make the installed app's bot a member of these channels."""
    if workspace.installation is None:
        return
    for name in channels:
        channel = workspace.get_channel(name)
        if workspace.installation.bot_user not in channel.members:
            channel.members.append(workspace.installation.bot_user)


def _talk(workspace: Workspace, channel: str, lines: tuple[tuple[str, str, str | None], ...]) -> None:
    place = workspace.get_channel(channel)
    said: list[Message] = []
    for name, text, answers in lines:
        author = workspace.find_named(name)
        parent = next((each for each in said if answers and each.text.startswith(answers)), None)
        if author is not None:
            message = Message(
                ts=workspace.new_ts(),
                channel=place.id,
                author=author.id,
                text=text,
                thread_ts=parent.ts if parent else None,
            )
            said.append(workspace.add_message(message))
