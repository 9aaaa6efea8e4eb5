"""What happens again and again from the reveal on: disagreement, a ruling, pledges."""

from collections.abc import Mapping

from sandbox.filling import Value
from sandbox.things import Message
from tests.commitments.scenes import NATS, block, commit, disagree, manage, reach, take
from tests.town import Town


async def reveal(
    town: Town, decider: str = "Ann", more: Mapping[str, Value] | None = None, blocks: bool = True
) -> Message:
    """Ann has proposed and agrees; Ben cannot commit, or disagrees as Chen does: all are in. Returns the card.

    It is Monday, 9:00 in UTC: Ann and Chen are at work, and Ben in five hours.
    """
    await reach(town, 0, 9)
    fields: dict[str, Value] = {"Decider": [decider], "What it optimises for": "Fewer nights on call"}
    card = await commit(town, more={**fields, **(more or {})})
    await (block if blocks else disagree)(town, card, "Ben")
    await disagree(town, card, "Chen")
    await take(town, card, Ann="Agree")
    return town.card(NATS)


async def work(town: Town, card: Message) -> None:
    """Ann begins to work through it."""
    await town["Ann"].clicks("Work through it", on=card)
    await town["Ann"].submits("Begin")
    await town.settle()


async def close(town: Town, card: Message) -> None:
    """Ann closes it."""
    await manage(town["Ann"], card, "Close now")
    await town["Ann"].closes(everything=True)
    await town.settle()


async def escalate(town: Town, decider: str = "Ann", more: Mapping[str, Value] | None = None) -> Message:
    """It has closed with a block, and whoever decides is asked. Returns the card."""
    card = await reveal(town, decider, more)
    await close(town, card)
    return card


async def rule(
    town: Town, card: Message, who: str, verdict: str = "Carry it", fields: Mapping[str, Value] | None = None
) -> None:
    """The decider decides."""
    person = town[who]
    await person.clicks("Decide", on=card)
    why: Mapping[str, Value] = {
        "What becomes of it": verdict,
        "Why": "We train two people before the switch.",
    }
    await person.fills({**why, **(fields or {})})
    await person.submits("Decide")
    assert not person.errors, person.errors
    await person.closes()
    await town.settle()


async def be_asked(town: Town) -> None:
    """Everybody has come to work, and has been asked what they are asked there."""
    await town.pass_time(hours=6)


async def answer(town: Town, who: str, word: str) -> str:
    """Somebody says whether they will commit, as they are asked; returns what they are told."""
    person = town[who]
    asked = person.finds("Will you commit?", in_="@Cairn")
    await person.clicks(word, on=asked)
    await town.settle()
    return person.read(person.ephemerals[-1])
