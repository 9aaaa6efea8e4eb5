"""What happens again and again in tests of decisions in Slack: opening one, waiting for a day, sending what people cannot."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from secrets import token_hex
from typing import Any

from handlers.decisions.acts.opening import Opening, open_decision
from rituals.decisions.form import Form
from rituals.decisions.terms import Terms
from rituals.ids import Channel, DecisionId, DraftId, Team
from rituals.ids import Person as PersonId
from sandbox import payloads
from sandbox.deliver import Parcel, Reply
from sandbox.filling import Value
from sandbox.people import Person
from sandbox.things import Message
from tests.town import Town

QUEUE = "/decide Which queue? | Kafka | SQS | NATS"


async def fill_in(
    town: Town,
    line: str = QUEUE,
    more: Mapping[str, Value] | None = None,
    who: str = "Ann",
    in_: str = "platform",
) -> Person:
    """Somebody has filled in the form; `more` are the fields behind More. Returns that person."""
    person = town[who]
    await person.runs(line, in_=in_)
    await town.settle()
    if more:
        await person.clicks("More")
        await person.fills(more)
    return person


async def decide(
    town: Town,
    line: str = QUEUE,
    more: Mapping[str, Value] | None = None,
    who: str = "Ann",
    in_: str = "platform",
) -> Message:
    """Somebody has opened a decision; returns its card."""
    person = await fill_in(town, line, more, who, in_)
    await person.submits("Preview")
    assert person.modal.title == "Preview", person.errors
    await person.submits("Post")
    await town.settle()
    assert not person.has_modal
    return town.card(line.removeprefix("/decide ").split(" | ")[0], in_, who)


async def put(town: Town, terms: Terms, who: str = "Ann", form: Form | None = None) -> Message:
    """A decision of these terms is open in #platform, by no form of Slack's; returns its card.

    `form` tells which people or group are asked. A deadline of the past is one of three days ahead.
    """
    team, channel = Team(town.slack.workspace.team), Channel(town.channel("platform"))
    closes_at = terms.closes_at if terms.closes_at > town.now() else town.now() + timedelta(days=3)
    await town.bot.directory.ensure_channel(team, channel)
    opening = Opening(
        team,
        PersonId(town[who].id),
        DraftId(token_hex(8)),
        form or Form(),
        replace(terms, channel=channel, closes_at=closes_at),
    )
    ids = DecisionId(token_hex(8)), token_hex(8)
    await town.bot.foundation.database.write(open_decision, opening, ids, town.now())
    await town.settle()
    return town.card(terms.question, who=who)


async def vote(town: Town, card: Message, **choices: str) -> None:
    """People vote by button (Ben="SQS"), and read that it counts."""
    for name, choice in choices.items():
        await town[name].clicks(choice, on=card)
        await town.settle()
        town[name].finds(f"Your vote: {choice}.", in_=card.channel)


async def happen(town: Town) -> None:
    """What Slack tells of the workspace has arrived, and everything that follows from it has happened."""
    await town.slack.deliver.settle()
    await town.settle()


async def reach(town: Town, weekday: int, hour: int) -> datetime:
    """Time passes until the next such weekday (Monday is 0) and hour in UTC, which is returned."""
    now = town.now().astimezone(UTC)
    there = now.replace(hour=hour, minute=0, second=0, microsecond=0)
    there += timedelta(days=(weekday - now.weekday()) % 7)
    if there <= now:
        there += timedelta(days=7)
    await town.pass_time(seconds=(there - now).total_seconds())
    return there


async def manage(person: Person, card: Message, act: str) -> None:
    """Somebody opens Manage from the card's menu and presses one of its buttons."""
    await person.picks("Manage", on=card)
    await person.clicks(act)


async def send(town: Town, payload: dict[str, Any]) -> Reply:
    """Something signed by Slack that no client of Slack's would send."""
    return await town.slack.deliver.ask(Parcel(payload["type"], "interactive", payload))


def press(town: Town, who: str, card: Message, action: str, value: str) -> dict[str, Any]:
    """The payload of a press of a button that is not there."""
    button = {"type": "button", "block_id": "votes", "action_id": action, "value": value}
    return payloads.click_in_message(town.slack, town[who].who, card, button)


def decision_of(card: Message) -> str:
    """The id that a card's buttons carry."""
    menu: str = card.blocks[0]["accessory"]["options"][0]["value"]
    return menu.split(" ")[1]
