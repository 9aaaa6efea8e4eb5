"""What the tests of the bot have in common: an open decision, and what stands in Slack because of it."""

from collections import Counter
from datetime import timedelta

from sqlalchemy import Connection, func, select

from handlers.decisions.acts import managing
from handlers.payloads import Who
from rituals.deadlines import Move
from rituals.ids import Person, Team
from sandbox.slack import Slack
from sandbox.things import Message
from storage.deliveries import Sending
from storage.schema import decisions, deliveries
from tests.town import Town

QUESTION = "Which queue?"


async def ask(town: Town, question: str = QUESTION, channel: str = "platform") -> None:
    """Ann puts a question to the channel; its card is owed."""
    ann = town["Ann"]
    await ann.runs(f"/decide {question} | Kafka | SQS", in_=channel)
    await town.bot.edge.drain()
    await ann.submits("Preview")
    await ann.submits("Post")


async def open_decision(town: Town, question: str = QUESTION) -> Message:
    """Ann has asked, and the card stands."""
    await ask(town, question)
    await town.settle()
    return town.card(question)


async def extend(town: Town, span: timedelta) -> None:
    """Ann's decision closes so much later than now, of which its thread is told."""
    decision, now = await find_decision(town), town.now()
    move = Move(now + span, "More time.")
    await town.bot.foundation.database.write(managing.extend, ann(town), decision, move, now)


async def close(town: Town) -> None:
    """Ann closes her decision, of which its thread is told."""
    decision = await find_decision(town)
    await town.bot.foundation.database.write(managing.close, ann(town), decision, town.now())


def ann(town: Town) -> Who:
    """Ann, as she would act in Slack."""
    return Who(Team(town.slack.workspace.team), Person(town["Ann"].id))


async def find_decision(town: Town) -> str:
    """The id of the only decision."""
    (found,) = await town.bot.foundation.database.read(_find_decisions)
    return found


def _find_decisions(tx: Connection) -> list[str]:
    return list(tx.scalars(select(decisions.c.decision_id)))


def standing(slack: Slack) -> list[Message]:
    """All of Cairn's messages that carry a delivery's id and were not taken back, oldest first."""
    found = (
        message
        for there in slack.workspace.messages.values()
        for message in there.values()
        if message.metadata and not message.deleted
    )
    return sorted(found, key=lambda message: message.ts)


def count_posts(slack: Slack) -> Counter[str]:
    """How often each delivery stands in Slack, by its id."""
    return Counter(str((message.metadata or {})["event_payload"]["id"]) for message in standing(slack))


def assert_each_once(slack: Slack) -> None:
    """No message stands there twice."""
    twice = {each: times for each, times in count_posts(slack).items() if times > 1}
    assert not twice, f"posted more than once: {twice}"


async def count_owed(town: Town) -> dict[Sending, int]:
    """How many messages are in which state, those in none left out."""
    database = town.bot.foundation.database
    counts = {state: await database.read(_count, state) for state in Sending}
    return {state: number for state, number in counts.items() if number}


def _count(tx: Connection, state: Sending) -> int:
    counted = select(func.count()).select_from(deliveries).where(deliveries.c.state == state)
    return tx.execute(counted).scalar_one()


async def read_replies(town: Town, question: str = QUESTION) -> list[str]:
    """What stands under the card, without the card."""
    return town["Ann"].reads_thread(town.card(question))[1:]


def forbid(slack: Slack, *scopes: str) -> None:
    """Take scopes away from the app."""
    installation = slack.workspace.installation
    assert installation is not None
    installation.scopes -= frozenset(scopes)


HISTORY = ("channels:history", "groups:history", "mpim:history", "im:history")
