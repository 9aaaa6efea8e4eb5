"""Pictures: what the first costs, with the process that draws it, and what the next one costs while it is there."""

import time
from pathlib import Path
from statistics import median

import uvloop

from bench.report import Figures, say
from bot.painter import Painter
from rituals.pictures import Column, MatrixPicture, Row

ROUNDS = 3
QUEUES = MatrixPicture(
    title="Which queue do we use for the nightly import?",
    columns=(
        Column("Running costs", 30),
        Column("Risk", 25),
        Column("Speed", 25),
        Column("What we know", 20),
    ),
    rows=(
        Row("Kafka, run by us", (2.25, 2.5, 4.75, 3.0), 3.1),
        Row("SQS", (4.25, 4.0, 3.0, 4.5), 3.925),
        Row("NATS", (3.75, 2.0, 4.5, 1.25), 3.0),
        Row("Keep the outbox", (4.75, 1.5, 1.0, 5.0), 3.05),
    ),
    winners=(1,),
    note="SQS would lose to Kafka if speed counted for more than half.",
)


def measure(_: Path) -> Figures:
    """`picture_s`, the time of a painter's second picture over that of its first."""
    return uvloop.run(_measure())


async def _measure() -> Figures:
    rounds = [await _paint() for _ in range(ROUNDS + 1)]
    # The first painter on a machine looks through all its fonts.
    first, second = zip(*rounds[1:], strict=True)
    say(f"picture: the first in {median(first):.2f} s, the next in {median(second):.3f} s")
    return {"picture_s": median(later / earlier for earlier, later in rounds[1:])}


async def _paint() -> tuple[float, float]:
    """Seconds for the first and for the second picture of a new painter."""
    painter = Painter()
    first, second = await _time(painter), await _time(painter)
    await painter.stop()
    return first, second


async def _time(painter: Painter) -> float:
    began = time.perf_counter()
    await painter.paint(QUEUES)
    return time.perf_counter() - began
