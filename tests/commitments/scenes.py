"""What happens again and again in tests of commitments in Slack: proposing, taking positions, sending what people cannot."""

from collections.abc import Mapping
from datetime import date, timedelta

from sandbox.filling import Value
from sandbox.people import Person
from sandbox.things import Message
from tests.decisions.scenes import happen, manage, reach, send
from tests.town import Town

__all__ = [
    "NATS",
    "block",
    "commit",
    "commitment_of",
    "disagree",
    "happen",
    "manage",
    "reach",
    "send",
    "take",
]

NATS = "Move the queue to NATS"
REASON = {"Why?": "SQS does what we need."}


async def fill_in(
    town: Town,
    proposal: str = NATS,
    more: Mapping[str, Value] | None = None,
    who: str = "Ann",
    in_: str = "platform",
) -> Person:
    """Somebody has filled in the form; `more` are the fields behind More. Returns that person."""
    person = town[who]
    await person.runs(f"/commit {proposal}", in_=in_)
    await town.settle()
    if more:
        await person.clicks("More")
        await person.fills(more)
    return person


async def commit(
    town: Town,
    proposal: str = NATS,
    more: Mapping[str, Value] | None = None,
    who: str = "Ann",
    in_: str = "platform",
) -> Message:
    """Somebody has proposed something; returns its card."""
    person = await fill_in(town, proposal, more, who, in_)
    await person.submits("Preview")
    assert person.modal.title == "Preview", person.errors
    await person.submits("Post")
    await town.settle()
    assert not person.has_modal
    return town.card(proposal, in_, who)


async def take(town: Town, card: Message, **choices: str) -> None:
    """People take a position by one click (Ben="Agree"), and read that it counts."""
    said = {"Agree": "you agree", "Abstain": "you abstain"}
    for name, choice in choices.items():
        await town[name].clicks(choice, on=card)
        await town.settle()
        town[name].finds(f"Your position: {said[choice]}.", in_=card.channel)


def dissent(town: Town, days: int = 30) -> dict[str, Value]:
    """What somebody who dissents writes; their prediction is to be seen in so many days."""
    due_on: date = (town.now() + timedelta(days=days)).date()
    return {
        **REASON,
        "What are you optimising for?": "Nothing of our own at night",
        "What will we see, if you are right?": "We are paged for NATS more than once a week",
        "By when?": due_on,
    }


async def disagree(town: Town, card: Message, who: str, choice: str = "Disagree, will commit") -> None:
    """Somebody disagrees, in all words that it takes."""
    person = town[who]
    await person.clicks(choice, on=card)
    await person.fills(dissent(town))
    if choice == "Can't commit":
        await person.fills({"What would let you commit?": "Two of us are trained first"})
    await person.submits("Take this position")
    assert person.modal.title == "Your position", person.errors
    await person.closes()
    await town.settle()


async def block(town: Town, card: Message, who: str) -> None:
    """Somebody cannot commit."""
    await disagree(town, card, who, "Can't commit")


def commitment_of(card: Message) -> str:
    """The id that a card's buttons carry."""
    menu: str = card.blocks[0]["accessory"]["options"][0]["value"]
    return menu.split(" ")[1]
