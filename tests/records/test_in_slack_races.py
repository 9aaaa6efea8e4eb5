"""What happens to records in the same moment: reviews by two people, digests by two clocks, exports while they change."""

import asyncio
from collections.abc import Awaitable
from datetime import timedelta

from bot.app import rituals
from bot.clock import Clock
from handlers.payloads import Who
from handlers.records import acts
from rituals.ids import Person, Team
from rituals.records.model import NextStep, Review, State, Verdict
from rituals.refusal import Refusal
from sandbox import payloads
from storage import records
from tests.decisions.scenes import send
from tests.records.test_in_slack import keep, run
from tests.records.test_in_slack_digest import digests, reach_day, switch
from tests.records.test_in_slack_reviews import ahead
from tests.town import QUICK, Town


async def test_a_review_that_is_sent_many_times_at_once_is_kept_and_told_once(town: Town) -> None:
    await keep(town, review_on=ahead(town, 3))
    ann = await run(town, "Ann", "/decisions D-1")
    await ann.clicks("Look back")
    await ann.fills({"How did it turn out?": "It held up"})
    sent = payloads.submission(town.slack, ann.who, ann.modal.view)
    replies = await asyncio.gather(*(send(town, sent) for _ in range(5)))
    assert all('"errors"' not in reply.body.decode() for reply in replies)
    await town.settle()
    record = await town.bot.foundation.database.read(records.get, Team(town.slack.workspace.team), 1)
    assert len(record.reviews) == 1


async def test_of_reviews_by_two_people_at_once_each_is_kept_or_refused_in_words(town: Town) -> None:
    team = Team(town.slack.workspace.team)
    await keep(town, decider=Person(town["Ben"].id), review_on=ahead(town, 3))
    write, day = town.bot.foundation.database.write, ahead(town, 0)

    def looks_back(name: str, verdict: Verdict) -> Awaitable[object]:
        person = Person(town[name].id)
        said = Review(day, person, verdict, "It is so.", NextStep.KEEP)
        return write(acts.look_back, Who(team, person), 1, (said, None), town.now())

    came = await asyncio.gather(
        looks_back("Ann", Verdict.HELD),
        looks_back("Ben", Verdict.DID_NOT),
        looks_back("Chen", Verdict.HELD),
        return_exceptions=True,
    )
    await town.settle()
    refused = [one for one in came if isinstance(one, BaseException)]
    assert all(isinstance(one, Refusal) for one in refused), refused
    record = await town.bot.foundation.database.read(records.get, team, 1)
    assert len(record.reviews) == 3 - len(refused)
    assert Person(town["Chen"].id) not in [one.person for one in record.reviews]
    assert record.review_on is None


async def test_many_clocks_post_one_digest(town: Town) -> None:
    await reach_day(town, 15, 12)
    await keep(town, decided_on=ahead(town, 0), asked_on=ahead(town, 0), decision="SQS")
    await switch(town)
    town.now.want(timedelta(days=20))
    town.now.arrive()
    base = town.bot.foundation
    ours, way = rituals(QUICK, base.keyring), town.bot.door.client
    clocks = [Clock(base.database, ours, base.clocks, way) for _ in range(4)]
    await asyncio.gather(*(clock.tick() for clock in clocks))
    await town.settle()
    assert len(digests(town["Ann"])) == 1


async def test_an_export_while_records_change_is_whole(town: Town) -> None:
    for _ in range(6):
        await keep(town)
    team, ann = Team(town.slack.workspace.team), Person(town["Ann"].id)
    write = town.bot.foundation.database.write

    async def change() -> None:
        for older in range(1, 6):
            await write(acts.set_state, Who(team, ann), older, State.DEPRECATED, town.now())

    person = town["Ann"]
    await person.runs("/decisions export", in_="platform")
    await asyncio.gather(change(), town.settle())
    await town.settle()
    assert "6 decisions" in str(person.reads("@Cairn"))
    person.reads("platform")
