"""Buttons pressed by those who are not asked, with ids that were never given out, or in a form that Slack would not send."""

import pytest

from sandbox.things import Message
from tests.commitments.after_scenes import be_asked, escalate, reveal, rule, work
from tests.commitments.scenes import commitment_of, send
from tests.decisions.scenes import press
from tests.town import Town

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])

NOT_THERE = "I can't find that"


async def test_what_is_not_there_and_what_is_not_theirs_is_answered_alike(town: Town) -> None:
    card = await escalate(town, "Dana")
    await rule(town, card, "Dana")
    await be_asked(town)
    here = commitment_of(card)
    await press_as(town, "Ann", card, ("commitment.pledge/no", here), "Only those who disagreed are asked.")
    await press_as(town, "Ann", card, ("commitment.pledge/maybe", here), NOT_THERE)
    await town.pass_time(days=3)
    ben = town["Ben"].id
    for action in ("commitment.foretold/true", "commitment.publish", "commitment.withhold"):
        await press_as(town, "Ann", card, (action, f"{here} {ben}"), "I can't find that prediction.")
        await press_as(town, "Ann", card, (action, f"{here} U0NOBODY"), "I can't find that prediction.")
        await press_as(town, "Ann", card, (action, f"other {ben}"), NOT_THERE)
    await press_as(
        town, "Ann", card, ("commitment.foretold/perhaps", f"{here} {ben}"), "I can't find that prediction."
    )
    await press_as(
        town,
        "Dana",
        card,
        ("commitment.publish", f"{here} {ben}"),
        "Only the person who foresaw it can publish",
    )
    for action in (
        "commitment.work",
        "commitment.rule",
        "commitment.pledge/yes",
        "commitment.note",
        "commitment.next",
    ):
        await press_as(town, "Ben", card, (action, "other listen"), NOT_THERE)
    for number in ("99", "x", "9" * 30, ""):
        await press_as(town, "Ben", card, ("commitment.reopen", number), NOT_THERE)
    for name in ("Ann", "Ben", "Chen", "Dana"):
        town[name].reads("@Cairn")


async def test_an_outsider_finds_nothing(town: Town) -> None:
    card = await reveal(town)
    await work(town, card)
    here = commitment_of(card)
    await press_as(
        town, "Ben", card, ("commitment.next", f"{here} listen"), "Only the owner of this commitment"
    )
    await press_as(town, "Ann", card, ("commitment.next", f"{here} data"), "gone on to another step")
    await press_as(town, "Ann", card, ("commitment.next", f"{here} nowhere"), NOT_THERE)
    await press_as(town, "Ann", card, ("commitment.work", here), "It is being worked through already.")
    town["Ann"].reads("@Cairn")


async def press_as(town: Town, who: str, card: Message, pressed: tuple[str, str], sentence: str) -> None:
    """Somebody's press of a button that is not there is refused with this sentence."""
    await send(town, press(town, who, card, *pressed))
    await town.settle()
    town[who].finds(sentence, in_="platform")
    said = town[who].ephemerals[-1]
    assert sentence in town[who].read(said), pressed
