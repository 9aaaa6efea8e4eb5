"""What happens again and again where somebody decides after the vote."""

from collections.abc import Mapping

from sandbox.filling import Value
from sandbox.people import Person
from sandbox.things import Message
from tests.decisions.scenes import QUEUE, decide, manage, vote
from tests.town import Town

OUTCOME: Mapping[str, Value] = {
    "What is decided": "Kafka",
    "Why": "We know it, and we have run it for years.",
}


async def advise(town: Town, line: str = QUEUE, decider: str = "Ben", **votes: str) -> Message:
    """A vote has ended, after which somebody decides; returns its card. Where nobody is named, SQS has won."""
    card = await decide(town, line, {"Decider": [decider]})
    await vote(town, card, **(votes or {"Ann": "SQS", "Chen": "SQS"}))
    await close(town, card)
    return card


async def close(town: Town, card: Message) -> None:
    """Ann closes her vote, and it is counted."""
    await manage(town["Ann"], card, "Close now")
    await town["Ann"].closes(everything=True)
    await town.settle()


async def write(person: Person, card: Message, fields: Mapping[str, Value] | None = None) -> None:
    """Somebody writes the outcome, from the card."""
    await person.clicks("Write the outcome", on=card)
    await person.fills({**OUTCOME, **(fields or {})})
    await person.submits("Decide")
