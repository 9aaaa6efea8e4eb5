"""Mentions and direct messages get help, in a direct message; Home shows what waits, ritual by ritual."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from handlers.help import help_message
from handlers.payloads import Click, Event
from handlers.replies import Reply
from handlers.ritual import Desk, OnEvent, Ritual
from handlers.welcome.home import Home
from handlers.welcome.views import MORE, installed
from rituals.ids import Person
from storage import deliveries, installations
from storage.deliveries import Delivery
from storage.installations import Installation

NAME, INSTALLED = "welcome", "welcome.installed"


def welcome_ritual(rituals: Sequence[Ritual], home_gap: timedelta) -> Ritual:
    """What Cairn says when it is spoken to, and its Home, to which each of these rituals gives its part."""
    spoken, home = OnEvent(on_spoken_to), Home(rituals, home_gap)

    async def on_home_opened(event: Event, desk: Desk) -> None:
        if event.body.get("tab") == "home":
            await home.open((event.team, Person(event.body["user"])), desk)

    async def on_more(click: Click, _: Desk) -> Reply:
        home.turn(click.who, int(click.value) if click.value.isdecimal() else 0)
        return None

    return Ritual(
        name=NAME,
        clicks={MORE: on_more},
        events={
            "app_mention": spoken,
            "message": spoken,
            "app_home_opened": OnEvent(afterwards=on_home_opened),
        },
        acted=home.follow,
        messages={
            "welcome.help": lambda _tx, _delivery, _now: help_message(),
            INSTALLED: lambda _tx, _delivery, _now: installed(),
        },
    )


def on_spoken_to(tx: Connection, event: Event, now: datetime) -> None:
    """Somebody has mentioned Cairn, or written to it. What Cairn itself writes, and what is edited, is passed over."""
    body = event.body
    here = installations.find(tx, event.team)
    person = body.get("user")
    if here is None or not person or person == here.bot_user or body.get("bot_id") or body.get("subtype"):
        return
    if event.type == "message" and body.get("channel_type") != "im":
        return
    deliveries.add(
        tx,
        [
            Delivery(
                team=event.team,
                key=f"{NAME}:{event.id}",
                view="welcome.help",
                ritual=NAME,
                ritual_id=person,
                not_before=now,
                person=Person(person),
            )
        ],
    )


def greet_installer(tx: Connection, installation: Installation, now: datetime) -> None:
    """Owes a word to whoever has installed Cairn, where Slack has told who that is."""
    if installation.installer is None:
        return
    owed = Delivery(
        team=installation.team,
        key=f"{INSTALLED}:{int(installation.installed_at.timestamp())}",
        view=INSTALLED,
        ritual=NAME,
        ritual_id=installation.installer,
        not_before=now,
        person=installation.installer,
    )
    deliveries.add(tx, [owed])
