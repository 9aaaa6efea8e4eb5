"""Two tellings of one story in which the decider stands elsewhere: onlookers find both the same until it closes."""

import pytest

from tests.commitments.after_scenes import work
from tests.commitments.leaking import arrive, gather, look_around
from tests.commitments.scenes import commit, commitment_of, disagree, reach, send
from tests.commitments.test_leaks_by_telling_twice import EVERYBODY, same, stand_so
from tests.decisions.leaking import Told
from tests.decisions.scenes import press
from tests.lending import Kept
from tests.town import build_town

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])


async def lead(kept: Kept, before: str, after: str) -> Told:
    """Ann decides, and stands so before the reveal and so after it, while the others work through it."""
    async with build_town(kept.lend()) as town:
        await arrive(town, *EVERYBODY)
        await reach(town, 0, 9)
        card = await commit(town)
        town.slack.record.forget()
        await stand_so(town, card, "Ann", before)
        for name in ("Ben", "Chen"):
            await disagree(town, card, name)
        await work(town, card)
        await stand_so(town, card, "Ann", after)
        seen = await look_around(town, card, "Ben", "Dana")
        for step in ("listen", "common_ground", "trade_offs", "data"):
            await send(town, press(town, "Ann", card, "commitment.next", f"{commitment_of(card)} {step}"))
            await town.settle()
        seen += await look_around(town, card, "Ben", "Dana")
        told = await gather(town, seen, private=("Ann",))
    await kept.take_back()
    return told


async def test_nothing_tells_where_the_decider_stands_before_the_close(kept: Kept) -> None:
    one = await lead(kept, "Agree", "Can't commit")
    other = await lead(kept, "Disagree, will commit", "Abstain")
    assert any("2 disagree" in text for text in one.seen)
    same(one, other)
