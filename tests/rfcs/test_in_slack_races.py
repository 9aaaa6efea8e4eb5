"""What happens to an RFC in the same moment: whatever comes first, one thing follows, and it is told once."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from handlers.payloads import Who
from handlers.rfcs.acts import adding, editing, ending, managing, raising, reviewing
from handlers.rfcs.acts.reviewing import Changed, Stated
from handlers.rfcs.drafts import Writing
from rituals.ids import DraftId, Person, Team
from rituals.refusal import Refusal
from rituals.rfcs.concerns import Answering, Raising
from rituals.rfcs.model import Quote, Rfc, Stance, Standing, State
from rituals.rfcs.reviewing import Taking, counts
from storage import concerns, records, rfcs
from storage.schema import deliveries, history
from storage.schema import records as stored
from tests.decisions.scenes import press, reach, send
from tests.rfcs.deeds import answer, approve, raise_concern
from tests.rfcs.scenes import WHAT, post
from tests.town import Town

pytestmark = pytest.mark.race

Work = Coroutine[Any, Any, object]


async def act(town: Town, name: str, what: Callable[..., object], *args: object) -> object:
    """Somebody does this, whatever Slack shows them by now; what is refused is returned."""
    who = Who(Team(town.slack.workspace.team), Person(town[name].id))
    try:
        return await town.bot.foundation.database.write(what, who, *args, town.now())
    except Refusal as refusal:
        return refusal


async def rfc_of(town: Town) -> Rfc:
    """The one RFC, as it is stored."""
    found = await town.bot.foundation.database.read(rfcs.find, Team(town.slack.workspace.team), 1)
    assert found is not None
    return found


async def acts_of(town: Town) -> list[str]:
    """All acts that history has kept."""
    return await town.bot.foundation.database.read(lambda tx: list(tx.scalars(select(history.c.act))))


def where(town: Town) -> tuple[Team, str]:
    return Team(town.slack.workspace.team), "1"


async def test_two_who_settle_one_concern_at_once_settle_it_once(town: Town) -> None:
    card = await post(town, who={"Reviewers": ["Ben", "Chen"], "Decider": "Dana"})
    await raise_concern(town, "Ben", card)
    asked = town["Ann"].finds("@Ben Ortiz has a concern", in_="@Cairn")
    await answer(town, asked, {"Your answer": "Page 3."})
    which = where(town), "1"
    came = await asyncio.gather(
        *(act(town, "Ben", raising.resolve, which) for _ in range(3)),
        act(town, "Dana", raising.resolve_instead, which, "It is done."),
        act(town, "Ben", raising.stand_by, which),
    )
    await town.settle()
    found = await town.bot.foundation.database.read(concerns.read_all, await rfc_of(town))
    assert (await acts_of(town)).count("resolved") <= 1 + (await acts_of(town)).count("stood by")
    assert found[0].standing in (Standing.RESOLVED, Standing.OPEN)
    assert any(isinstance(one, Refusal) for one in came), "Dana may not: Ben is here"
    for name in ("Ann", "Ben", "Dana"):
        town[name].reads("@Cairn")


@pytest.mark.parametrize("place", [0, 2, 4])
async def test_a_concern_in_the_second_in_which_final_comment_ends_is_taken_or_told_that_it_is_too_late(
    town: Town, place: int
) -> None:
    await reach(town, 0, 9)
    card = await post(town)
    await approve(town, card, "Ben", "Chen")
    ends = (await rfc_of(town)).final_ends
    assert ends is not None
    town.now.move_to(ends - timedelta(milliseconds=20))
    raised = Raising("It is slow.", "A benchmark.", version=1)
    work: list[Work] = [town.bot.clock.tick() for _ in range(4)]
    work.insert(place, act(town, "Chen", raising.raise_concern, where(town), raised))
    came = (await asyncio.gather(*work))[place]
    await town.pass_time(seconds=2)
    rfc, told = await rfc_of(town), await acts_of(town)
    found = await town.bot.foundation.database.read(concerns.read_all, rfc)
    if isinstance(came, Refusal):
        assert "accepted" in came.sentence
        assert (rfc.state, found, told.count("accepted")) == (State.ACCEPTED, [], 1)
    else:
        assert (rfc.state, len(found), told.count("accepted")) == (State.REVIEW, 1, 0)
    record = await town.bot.foundation.database.read(
        records.find_by_source, rfc.team, rfc.ref.ritual, rfc.ref.id
    )
    assert (record is not None) == (rfc.state is State.ACCEPTED)
    for name in ("Ann", "Chen", "Ben"):
        town[name].reads("@Cairn")


async def test_all_reviewers_at_once_start_final_comment_once_and_it_ends_once(town: Town) -> None:
    await reach(town, 0, 9)
    card = await post(town)
    presses = [press(town, name, card, "rfc.approve", "1 1") for name in ("Ben", "Chen") for _ in range(4)]
    await asyncio.gather(*(send(town, one) for one in presses))
    await town.settle()
    assert (await acts_of(town)).count("started") == 1
    for name in ("Ben", "Chen"):
        assert "You approve RFC-1" in str(town[name].reads("platform"))
    await town.pass_time(days=8)
    assert (await acts_of(town)).count("accepted") == 1
    told = await town.bot.foundation.database.read(
        lambda tx: list(tx.scalars(select(deliveries.c.view).where(deliveries.c.view == "rfc.announced")))
    )
    assert len(told) == 1
    for name in ("Ann", "Chen", "Ben"):
        town[name].reads("@Cairn")


@pytest.mark.parametrize("place", [0, 1, 3])
async def test_approvals_while_the_text_is_edited_count_for_what_was_shown_or_are_shown_the_change(
    town: Town, place: int
) -> None:
    card = await post(town)
    await raise_concern(town, "Dana", card)
    rfc = await rfc_of(town)
    form = replace(editing.form_of(rfc), proposal="Move everything to NATS.")
    writing = Writing(form, edited=1, base=rfc.terms.text, note="Another queue")
    shown = Taking(Stance.APPROVE, version=1)
    work = [act(town, name, reviewing.take, where(town), shown) for name in ("Ben", "Chen", "Ben")]
    work.insert(place, act(town, "Ann", editing.publish, DraftId("edit"), writing))
    came = await asyncio.gather(*work)
    await town.settle()
    rfc = await rfc_of(town)
    assert rfc.version == 2
    reviewers = await town.bot.foundation.database.read(rfcs.read_reviewers, rfc)
    assert not any(counts(rfc, position) for position in reviewers.values())
    taken = [one for one in came if isinstance(one, Stated)]
    assert len(taken) + sum(isinstance(one, Changed) for one in came) == 3
    assert all(one.position.version == 1 for one in taken)
    for name in ("Ann", "Ben", "Chen"):
        town[name].reads("@Cairn")


async def test_what_is_sent_several_times_is_one_concern_one_comment_and_one_answer(town: Town) -> None:
    await post(town)
    raised = Raising("It is slow.", "A benchmark.", version=1)
    quote = Quote(Person(town["Dana"].id), "https://example.com/1")
    said = "I like it.", quote
    for work in (
        [act(town, "Ben", raising.raise_concern, where(town), raised) for _ in range(3)],
        [act(town, "Ben", adding.keep_comment, where(town), said) for _ in range(3)],
        [act(town, "Ann", raising.answer, (where(town), "1"), Answering("Page 3.")) for _ in range(3)],
    ):
        await asyncio.gather(*work)
    await town.settle()
    told = await acts_of(town)
    assert [told.count(one) for one in ("raised", "kept a comment", "answered")] == [1, 1, 1]
    for name in ("Ann", "Ben", "Dana"):
        town[name].reads("@Cairn")


@pytest.mark.parametrize("place", [0, 2, 4])
async def test_a_rejection_in_the_second_in_which_final_comment_ends_is_one_end_and_one_record(
    town: Town, place: int
) -> None:
    await reach(town, 0, 9)
    card = await post(town)
    await approve(town, card, "Ben", "Chen")
    ends = (await rfc_of(town)).final_ends
    assert ends is not None
    town.now.move_to(ends - timedelta(milliseconds=20))
    work: list[Work] = [town.bot.clock.tick() for _ in range(4)]
    work.insert(place, act(town, "Ann", managing.reject, "1", "Too dear."))
    came = (await asyncio.gather(*work))[place]
    await town.pass_time(seconds=2)
    rfc, told = await rfc_of(town), await acts_of(town)
    assert (rfc.state is State.ACCEPTED) == isinstance(came, Refusal)
    assert told.count("accepted") + told.count("rejected") == 1
    records_of = await town.bot.foundation.database.read(lambda tx: list(tx.scalars(select(stored.c.state))))
    assert records_of == [rfc.state]
    for name in ("Ann", "Chen", "Ben"):
        town[name].reads("@Cairn")
        town[name].reads("platform")


async def test_whoever_is_taken_off_while_they_approve_counts_or_is_told_and_never_both(town: Town) -> None:
    await post(town)
    gone = [Person(town["Ben"].id)]
    shown = Taking(Stance.APPROVE, version=1)
    for place in (1, 0):
        work = [act(town, "Ann", managing.remove_reviewers, "1", gone)]
        work.insert(place, act(town, "Ben", reviewing.take, where(town), shown))
        came = await asyncio.gather(*work)
        assert sum(isinstance(one, Refusal) for one in came) == 1, came
        reviewers = await town.bot.foundation.database.read(rfcs.read_reviewers, await rfc_of(town))
        taken = reviewers.get(gone[0])
        assert (taken is not None) == isinstance(came[place], Stated)
        if taken is not None:
            await act(town, "Ben", reviewing.withdraw, where(town), "")
        else:
            await act(town, "Ann", managing.add_reviewers, "1", gone)
    await town.settle()
    for name in ("Ann", "Ben"):
        town[name].reads("@Cairn")


async def test_two_authors_who_publish_at_once_make_two_versions_or_one_looks_through_both(
    town: Town,
) -> None:
    card = await post(town, who={"Reviewers": ["Ben", "Chen"], "Co-authors": ["Dana"]})
    await approve(town, card, "Ben")
    for number, names in enumerate((("Ann", "Dana"), ("Dana", "Ann"))):
        rfc = await rfc_of(town)
        work = []
        for name, field in zip(names, ("proposal", "risks"), strict=True):
            change: dict[str, Any] = {field: f"Of {name}, {number}."}
            form = replace(editing.form_of(rfc), **change)
            writing = Writing(form, edited=1, base=rfc.terms.text, note="More")
            work.append(act(town, name, editing.publish, DraftId(f"edit-{name}"), writing))
        came = await asyncio.gather(*work)
        overtaken = [one for one in came if isinstance(one, editing.Overtaken)]
        assert len(overtaken) == 1, came
        assert overtaken[0].both == ()
        both = overtaken[0].writing.form.text
        assert (both.proposal, both.risks) == (f"Of {names[0]}, {number}.", f"Of {names[1]}, {number}.")
        assert (await rfc_of(town)).version == rfc.version + 1
    await town.settle()
    for name in ("Ann", "Ben", "Chen", "Dana"):
        town[name].reads("@Cairn")


async def test_of_two_that_supersede_one_at_once_one_has_its_place_and_so_has_its_record(town: Town) -> None:
    await reach(town, 0, 9)
    for title in ("One queue for all events", "Two queues", "Three queues"):
        card = await post(town, {**WHAT, "Title": title})
        await approve(town, card, "Ben", "Chen")
    await town.pass_time(days=8)
    team = Team(town.slack.workspace.team)
    came = await asyncio.gather(
        *(
            act(town, "Ann", ending.supersede, (team, older), newer)
            for older, newer in ("12", "13", "21", "31")
        )
    )
    won = [one for one in came if isinstance(one, Rfc)]
    assert won
    await town.settle()
    found = [
        await town.bot.foundation.database.read(records.find_by_source, team, "rfc", str(number))
        for number in (1, 2, 3)
    ]
    for number in (1, 2, 3):
        rfc = await town.bot.foundation.database.read(rfcs.find, team, number)
        record = found[number - 1]
        assert rfc is not None
        assert record is not None
        successor = found[rfc.superseded_by - 1] if rfc.superseded_by else None
        assert record.superseded_by == (successor and successor.number)
        assert (rfc.state is State.SUPERSEDED) == (rfc.superseded_by is not None)
    assert (await acts_of(town)).count("superseded") == 2 * len(won)
    for name in ("Ann", "Chen", "Ben"):
        town[name].reads("@Cairn")
        town[name].reads("platform")
