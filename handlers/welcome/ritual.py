"""Mentions and direct messages get help, in a direct message; Home shows what waits, ritual by ritual."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from handlers.blocks import context, section
from handlers.payloads import Event
from handlers.replies import Block, Message
from handlers.ritual import Desk, OnEvent, Ritual
from rituals.ids import Person, Team
from storage import deliveries, installations
from storage.deliveries import Delivery

NAME = "welcome"
MOST_BLOCKS = 100


def welcome_ritual(rituals: Sequence[Ritual]) -> Ritual:
    """What Cairn says when it is spoken to, and its Home, to which each of these rituals gives its part."""
    spoken = OnEvent(on_spoken_to)

    async def on_home_opened(event: Event, desk: Desk) -> None:
        if event.body.get("tab") != "home":
            return
        person = Person(event.body["user"])
        await desk.directory.ensure_person(event.team, person)
        blocks = await desk.database.read(read_home, rituals, (event.team, person), desk.now())
        slack = await desk.slack(event.team)
        await slack.views_publish(user_id=person, view={"type": "home", "blocks": blocks[:MOST_BLOCKS]})

    return Ritual(
        name=NAME,
        events={
            "app_mention": spoken,
            "message": spoken,
            "app_home_opened": OnEvent(afterwards=on_home_opened),
        },
        messages={"welcome.help": lambda _tx, _delivery, _now: help_message()},
    )


def read_home(
    tx: Connection, rituals: Sequence[Ritual], whose: tuple[Team, Person], now: datetime
) -> list[Block]:
    """Home as this person sees it: each ritual's part, one under the other."""
    parts = [ritual.home(tx, *whose, now) for ritual in rituals if ritual.home is not None]
    return [block for part in parts for block in part]


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


def help_message() -> Message:
    """What Cairn can do, in a few lines."""
    return Message(
        "What Cairn can do",
        [
            section("*I help your team decide, and remember what was decided.*"),
            section(
                "`/decide` puts a question with options to a channel: "
                "people vote by button, nobody is led by others, and the clock closes it.\n"
                "`/decide Which queue? | Kafka | SQS | NATS` opens the form filled in.\n"
                "`/decide list` shows what is open.  `/decide help` says more."
            ),
            context("Commands work in channels. On any message: More actions → Start decision from this."),
        ],
    )
