"""Two tellings of one story: where only what is hidden differs, onlookers find both the same wherever they look.

So nothing tells who stands where before the reveal, and nothing but what the decider is told tells a no from silence.
"""

from collections.abc import Mapping
from dataclasses import fields

import pytest

from sandbox.things import Message
from tests.commitments.after_scenes import answer, be_asked, escalate, rule
from tests.commitments.leaking import arrive, gather, look_around
from tests.commitments.scenes import commit, disagree, reach, take
from tests.decisions.leaking import Told
from tests.lending import Kept
from tests.town import Town, build_town

pytestmark = [pytest.mark.played, pytest.mark.parametrize("engine", ["sqlite", "postgresql"])]

EVERYBODY = "Ann", "Ben", "Chen", "Dana"


async def stand(kept: Kept, choices: Mapping[str, str]) -> Told:
    """Ben and Chen have taken these positions, and Ann has not: nothing is shown yet."""
    async with build_town(kept.lend()) as town:
        await arrive(town, *EVERYBODY)
        await reach(town, 0, 9)
        card = await commit(town)
        town.slack.record.forget()
        for name, choice in choices.items():
            await stand_so(town, card, name, choice)
        seen = await look_around(town, card, "Ann", "Dana")
        await town.pass_time(days=1)
        seen += await look_around(town, card, "Ann", "Dana")
        told = await gather(town, seen, private=())
    await kept.take_back()
    return told


async def test_nothing_tells_who_stands_where_before_the_reveal(kept: Kept) -> None:
    one = await stand(kept, {"Ben": "Agree", "Chen": "Can't commit"})
    other = await stand(kept, {"Ben": "Disagree, will commit", "Chen": "Abstain"})
    assert any("2 of 3 took a position" in text for text in one.seen)
    same(one, other)


async def stand_so(town: Town, card: Message, name: str, choice: str) -> None:
    if choice in ("Agree", "Abstain"):
        await take(town, card, **{name: choice})
    else:
        await disagree(town, card, name, choice)


async def pledge(kept: Kept, ben: str) -> Told:
    """Dana has carried it over what Ben and Chen said; Chen commits, and Ben says this, or nothing."""
    async with build_town(kept.lend()) as town:
        await arrive(town, *EVERYBODY)
        card = await escalate(town, "Dana")
        await rule(town, card, "Dana")
        await be_asked(town)
        town.slack.record.forget()
        if ben:
            await answer(town, "Ben", ben)
        await answer(town, "Chen", "Yes")
        seen = await look_around(town, card, "Ann", "Chen")
        await town.pass_time(days=3)
        seen += await look_around(town, card, "Ann", "Chen")
        seen.append(await read_record(town))
        told = await gather(town, seen, private=("Ben", "Dana"))
    await kept.take_back()
    return told


async def read_record(town: Town) -> str:
    """The record as Ann reads it."""
    ann = town["Ann"]
    await ann.runs("/decisions D-1", in_="general")
    await town.settle()
    return ann.modal.text


async def test_nothing_tells_a_no_from_silence(kept: Kept) -> None:
    one = await pledge(kept, "No")
    other = await pledge(kept, "")
    assert any("Decided. 1 agrees, 1 disagrees and commits, 1 not confirmed" in text for text in one.seen)
    same(one, other)


async def test_a_yes_is_told_apart_so_that_this_is_known_to_find_a_leak(kept: Kept) -> None:
    one = await pledge(kept, "Yes")
    other = await pledge(kept, "")
    assert one.seen != other.seen
    assert one.calls != other.calls
    assert one.slack != other.slack


def same(one: Told, other: Told) -> None:
    for part in fields(Told):
        pairs = zip(getattr(one, part.name), getattr(other, part.name), strict=True)
        for before, after in pairs:
            assert before == after, part.name
