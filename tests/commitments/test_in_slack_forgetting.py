"""What is kept of pledges once it is decided: of a no nothing that tells it from silence."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, select

from rituals.ids import Team
from storage import commitments
from storage.schema import deliveries, positions, timers
from tests.commitments.after_scenes import answer, be_asked, escalate, rule
from tests.commitments.scenes import commitment_of, send
from tests.decisions.scenes import press
from tests.town import Town

ANSWERED = "commitment.answered"


async def test_once_it_is_decided_nothing_is_kept_that_tells_a_no_from_silence(town: Town) -> None:
    card = await escalate(town, "Dana")
    await rule(town, card, "Dana")
    await be_asked(town)
    await answer(town, "Ben", "No")
    assert "no" in str(await ask(town, read_pledges))
    assert await ask(town, read_told)
    town["Dana"].finds("@Ben Ortiz will not commit", in_="@Cairn")
    await town.pass_time(days=3)
    assert "Decided. 1 agrees, 2 not confirmed" in town["Ann"].read(card)
    assert await ask(town, read_pledges) == {town["Ben"].id: (None, ""), town["Chen"].id: (None, "")}
    assert not await ask(town, read_told)
    town["Chen"].reads("@Cairn")


async def test_a_no_in_the_last_moment_is_told_to_the_decider_and_forgotten_then(town: Town) -> None:
    card = await escalate(town, "Dana")
    await rule(town, card, "Dana")
    await be_asked(town)
    here = commitment_of(card)
    found = await town.bot.foundation.database.read(commitments.find, Team(town.slack.workspace.team), here)
    assert found is not None
    town.now.move_to(found.ends_at - timedelta(milliseconds=400))
    await send(town, press(town, "Ben", card, "commitment.pledge/no", here))
    town.now.move_to(found.ends_at)
    await send(town, press(town, "Chen", card, "commitment.pledge/yes", here))
    await town.bot.clock.tick()
    assert await ask(town, read_told), "it is on its way"
    await town.settle()
    town["Dana"].finds("@Ben Ortiz will not commit", in_="@Cairn")
    town["Ben"].finds("You will not commit.", in_="platform")
    town["Chen"].finds("The time for this has passed.", in_="platform")
    assert "Decided. 1 agrees, 2 not confirmed" in town["Ann"].read(card)
    await town.pass_time(hours=2)
    assert not await ask(town, read_told)
    for name in ("Ben", "Chen"):
        town[name].reads("@Cairn")


async def ask(town: Town, question: Any) -> Any:
    return await town.bot.foundation.database.read(question)


def read_pledges(tx: Connection) -> dict[str, tuple[str | None, str]]:
    """What is kept of the answers of those who dissent, and when they clicked last."""
    rows = tx.execute(select(positions).where(positions.c.stance.in_(["disagree", "block"])))
    return {row.person: (row.more.get("pledge"), row.action_ts) for row in rows}


def read_told(tx: Connection) -> list[str]:
    """What is kept of what the decider was told, and what waits to be forgotten."""
    told = tx.scalars(select(deliveries.c.key).where(deliveries.c.view == ANSWERED))
    return [*told, *tx.scalars(select(timers.c.kind).where(timers.c.kind == "forget"))]
