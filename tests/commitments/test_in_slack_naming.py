"""Naming a decider hides nothing: what was shown of them before stays shown, and on record."""

import pytest

from tests.commitments.after_scenes import close, reveal, rule
from tests.commitments.scenes import NATS, manage
from tests.town import Town

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])


async def test_a_dissent_stays_on_the_card_where_whoever_dissents_is_named_to_decide(town: Town) -> None:
    card = await reveal(town)
    ann, ben = town["Ann"], town["Ben"]
    assert "Can't commit · 1\n@Ben Ortiz: SQS does what we need." in ann.read(card)
    await manage(ann, card, "Another decider")
    await ann.fills("Decider", "Ben")
    await ann.submits("Name decider")
    await town.settle()
    told = ben.finds(f"You decide on {NATS} now", in_="@Cairn")
    assert "Where you stand was shown, and stays so." in ben.read(told)
    shown = ann.read(card)
    assert "Can't commit · 1\n@Ben Ortiz: SQS does what we need." in shown
    assert "is shown after the close" not in shown
    assert "Agree · 1" not in shown  # Ann was to decide as positions were shown: hers waits for the close.
    await close(town, card)
    await rule(town, card, "Ben", "Drop it")
    await ann.clicks("Open D-1", on=card)
    assert "@Ben Ortiz (could not commit): SQS does what we need." in ann.modal
    for name in ("Ann", "Ben"):
        town[name].reads("@Cairn")


async def test_where_the_decider_was_named_after_the_reveal_what_they_say_then_waits_for_the_close(
    town: Town,
) -> None:
    card = await reveal(town)
    ann, dana = town["Ann"], town["Dana"]
    await manage(ann, card, "Add people")
    await ann.fills({"People": ["Dana"]})
    await ann.submits("Add people")
    await manage(ann, card, "Another decider")
    await ann.fills("Decider", "Dana")
    await ann.submits("Name decider")
    await town.settle()
    dana.finds("Where you stand is not shown before.", in_="@Cairn")
    await dana.clicks("Agree", on=card)
    await town.settle()
    dana.finds("As you decide, nobody sees it before the close", in_="platform")
    assert "where @Dana Okafor stands is shown after the close" in ann.read(card)
    assert "Agree · 1" not in ann.read(card)
    ann.reads("@Cairn")
