"""What people do again and again in tests of reviews: approving, raising a concern, answering one, editing the text."""

from sandbox.filling import Value
from sandbox.things import Message
from tests.rfcs.scenes import manage
from tests.town import Town

ROLLBACK = "The rollout has no way back."
TRIED = "A rollback that was tried."


async def approve(town: Town, card: Message, *names: str) -> None:
    """These people approve by one click, and read that it counts."""
    for name in names:
        await town[name].clicks("Approve", on=card)
        await town.settle()
        town[name].finds("You approve RFC-", in_=card.channel)


async def raise_concern(
    town: Town, name: str, card: Message, words: str = ROLLBACK, wanted: str = TRIED
) -> None:
    """Somebody raises a concern from a card."""
    person = town[name]
    await person.clicks("Raise a concern", on=card)
    await person.fills({"What concerns you?": words, "What would resolve it?": wanted})
    await person.submits("Raise it")
    assert "is raised" in person.modal, person.errors
    await person.closes()
    await town.settle()


async def answer(town: Town, asked: Message, fields: dict[str, Value], name: str = "Ann") -> None:
    """The author answers a concern from the message that told them of it."""
    person = town[name]
    await person.clicks("Answer", on=asked)
    await person.fills(fields)
    await person.submits("Answer")
    assert "Your answer is in the thread." in person.modal, person.errors
    await person.closes()
    await town.settle()


async def take(town: Town, name: str, card: Message, fields: dict[str, Value], stays: bool = False) -> None:
    """Somebody takes a position in the modal, which closes then unless it `stays`."""
    person = town[name]
    await person.clicks("Take a position", on=card)
    for label, value in fields.items():
        await person.fills(label, value)
    await person.submits("Take this position")
    assert "Change it as long as it is under review" in person.modal, person.errors
    if not stays:
        await person.closes()
    await town.settle()


async def edit(town: Town, card: Message, proposal: str, note: str = "", kind: str = "") -> None:
    """Ann publishes another proposal, with a note where the review has begun."""
    ann = town["Ann"]
    await manage(ann, card, "Edit")
    await ann.fills("Proposal", proposal)
    await ann.submits("Next")
    await ann.submits("Next")
    if note:
        await ann.fills("What has changed, and why?", note)
    if kind:
        await ann.fills("Kind", [kind])
    await ann.submits("Publish")
    assert not ann.has_modal, ann.errors
    await town.pass_time(seconds=30)
