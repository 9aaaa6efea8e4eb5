"""Two tellings of one story, with other votes: wherever anybody but the voter can look, they are the same.

So no card, thread, modal, notification, message of Slack's, call (their order and number, too) or row tells who chose what,
nor, before the close, what was chosen at all.
"""

from collections.abc import Sequence
from dataclasses import fields

import pytest

from tests.decisions.leaking import Told, Votes, tell
from tests.lending import Kept
from tests.town import build_town

pytestmark = pytest.mark.played

HIDDEN = pytest.mark.parametrize(
    ("engine", "level"),
    [(engine, level) for engine in ("sqlite", "postgresql") for level in ("Private tally", "Sealed")],
)

ONE_WAY = {"Ann": "Kafka", "Ben": "Kafka", "Chen": "Kafka", "Dana": "Kafka", "Eli": "Kafka"}
OTHER_WAY = {"Ann": "SQS", "Ben": "NATS", "Chen": "SQS", "Dana": "NATS", "Eli": "SQS"}
BEN_FOR_SQS = {"Ann": "Kafka", "Ben": "SQS", "Chen": "SQS", "Dana": "SQS", "Eli": "NATS"}
ELI_FOR_SQS = {**BEN_FOR_SQS, "Ben": "NATS", "Eli": "SQS"}
BOTH_AGAIN = {"Eli": "Kafka", "Ben": "Kafka"}


async def telling(kept: Kept, level: str, rounds: Sequence[Votes], closes: bool) -> Told:
    async with build_town(kept.lend()) as town:
        told = await tell(town, level, rounds, closes)
    await kept.take_back()
    return told


async def test_before_the_close_nothing_tells_what_was_chosen(kept: Kept) -> None:
    one = await telling(kept, "Sealed", [ONE_WAY, {"Eli": "Kafka"}], closes=False)
    other = await telling(kept, "Sealed", [OTHER_WAY, {"Eli": "NATS"}], closes=False)
    assert "Which queue, version 2?" in one.seen[-1] + one.seen[-2]
    same(one, other)


@HIDDEN
async def test_after_it_the_totals_are_all_that_is_told(kept: Kept, level: str) -> None:
    one = await telling(kept, level, [BEN_FOR_SQS], closes=True)
    other = await telling(kept, level, [ELI_FOR_SQS], closes=True)
    assert any("Decided: SQS" in text for text in one.seen)
    same(one, other)


@HIDDEN
async def test_nothing_tells_who_abstained(kept: Kept, level: str) -> None:
    one = await telling(kept, level, [{**BEN_FOR_SQS, "Ben": "Abstain", "Eli": "SQS"}], closes=True)
    other = await telling(kept, level, [{**BEN_FOR_SQS, "Eli": "Abstain"}], closes=True)
    assert any("Decided: SQS" in text for text in one.seen)
    same(one, other)


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_an_open_vote_is_told_apart_so_that_this_is_known_to_find_a_leak(kept: Kept) -> None:
    one = await telling(kept, "Open", [BEN_FOR_SQS], closes=True)
    other = await telling(kept, "Open", [ELI_FOR_SQS], closes=True)
    assert one.seen != other.seen
    assert one.calls != other.calls
    assert one.slack != other.slack


def same(one: Told, other: Told) -> None:
    for part in fields(Told):
        pairs = zip(getattr(one, part.name), getattr(other, part.name), strict=True)
        for before, after in pairs:
            assert before == after, part.name
