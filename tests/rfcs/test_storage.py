"""RFCs, their wordings, concerns and comments as they are stored, on both engines."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from rituals.ids import Channel, DraftId, Person, Team
from rituals.rfcs.model import UNDER_WAY, Comment, Concern, Quote, Rfc, Stance, Standing, Text, Version
from rituals.rfcs.standing import Wait, review_of, waits_for
from rituals.rfcs.versions import first_version
from storage import channels, comments, concerns, counters, electors, positions, rfc_versions, rfcs
from storage.database import Database
from storage.rfcs import Reviewed
from tests.records.making import LEADS, TEAM, furnish
from tests.rfcs.making import (
    ACCEPTED,
    ANN,
    BEN,
    CHEN,
    DANA,
    EMIL,
    FINAL,
    HOUR,
    LAZY,
    MONDAY,
    NEXT_MONDAY,
    POSTPONED,
    REJECTED,
    RFC,
    SUPERSEDED,
    TEXT,
    WITHDRAWN,
    concern_of,
    position,
)

PLATFORM = RFC.terms.channel
FULL = replace(
    SUPERSEDED,
    terms=replace(
        LAZY.terms,
        text=Text(*(f"What stands in part {n}" for n in range(11))),
        days=3,
        pointers=(LEADS, Channel("CBACKEND")),
    ),
    version=4,
    counts_from=3,
    change="The deadline is later.",
    paused_at=MONDAY,
    ending="See the next one.",
    co_owners=(DANA, CHEN),
)
QUOTE = Quote(DANA, "https://meridian.slack.com/archives/CPLATFORM/p1")


def drafted(name: str, base: Rfc = RFC, channel: Channel = PLATFORM, **changes: Any) -> Rfc:
    """This RFC from another draft, and elsewhere; not posted yet."""
    terms = replace(base.terms, channel=channel)
    return replace(base, draft=DraftId(name), number=0, terms=terms, **changes)


def post(tx: Connection, drafts: Sequence[Rfc], reviewers: Sequence[Person] = ()) -> list[Rfc]:
    """Ann and Ben are everywhere, Chen in #platform alone; the RFCs as they are posted, with these reviewers."""
    furnish(tx)
    posted = []
    for one in drafts:
        numbered = rfcs.add(tx, one)
        assert numbered is not None
        electors.add(tx, numbered.ref, reviewers)
        posted.append(numbered)
    return posted


async def test_an_rfc_comes_back_as_it_was_in_every_state(database: Database) -> None:
    def keep(tx: Connection, one: Rfc) -> Rfc | None:
        rfcs.save(tx, one)
        return rfcs.find(tx, TEAM, one.number)

    await database.write(post, [drafted("draft1")])
    for one in (RFC, FINAL, LAZY, POSTPONED, ACCEPTED, REJECTED, WITHDRAWN, SUPERSEDED, FULL):
        numbered = replace(one, number=1)
        assert await database.write(keep, numbered) == numbered
    assert await database.read(rfcs.find, TEAM, "1") == replace(FULL, number=1)
    assert await database.read(rfcs.find, TEAM, 2) is None
    assert await database.read(rfcs.find, Team("TELSEWHERE"), 1) is None


async def test_each_rfc_has_a_number_of_its_own_and_a_draft_is_posted_once(database: Database) -> None:
    first, second = await database.write(post, [drafted("one"), drafted("two")])
    assert (first.name, second.name) == ("RFC-1", "RFC-2")
    assert await database.write(rfcs.add, drafted("one")) is None
    assert await database.read(rfcs.find_by_draft, TEAM, "one") == first
    assert await database.read(rfcs.find_by_draft, TEAM, "three") is None
    assert await database.write(counters.take_next, TEAM, rfcs.SERIES) == 3


async def test_rfcs_are_found_and_listed_by_those_who_see_their_channel(database: Database) -> None:
    drafts = [
        drafted("open"),
        drafted("accepted", ACCEPTED),
        drafted("secret", FINAL, LEADS),
        drafted("rejected", REJECTED),
        drafted("postponed", POSTPONED),
    ]
    posted = await database.write(post, drafts)

    async def under_way(person: Person) -> list[int]:
        return [one.rfc.number for one in await database.read(rfcs.read_open_for, TEAM, person)]

    assert await under_way(ANN) == [1, 3, 5]
    assert await under_way(CHEN) == [1, 5]
    assert await under_way(DANA) == []  # Nobody knows her.
    assert await database.read(rfcs.find_visible, TEAM, 3, ANN) == posted[2]
    assert await database.read(rfcs.find_visible, TEAM, 3, CHEN) is None


async def test_reviewers_are_read_in_order_of_names_without_those_who_left(database: Database) -> None:
    (rfc, other) = await database.write(post, [drafted("one"), drafted("two")], [CHEN, ANN, EMIL, BEN, DANA])
    approves, withdrawn = position(Stance.APPROVE), replace(position(Stance.DECLINE), withdrawn=True)
    holds = position(Stance.HOLD, until=date(2026, 12, 1))
    for person, taken in ((ANN, approves), (BEN, withdrawn), (DANA, withdrawn), (EMIL, holds)):
        await database.write(positions.save, rfc.ref, person, taken)
    await database.write(electors.leave, rfc.ref, [ANN, CHEN, DANA], MONDAY)

    reviewers = await database.read(rfcs.read_reviewers, rfc)
    # On one engine those whom nobody knows by name stand first, on the other last.
    assert [person for person in reviewers if person != EMIL] == [ANN, BEN]
    assert reviewers == {ANN: approves, BEN: withdrawn, EMIL: holds}
    alone = await database.read(rfcs.read_reviewers, other)
    assert [person for person in alone if person in (ANN, BEN, CHEN)] == [ANN, BEN, CHEN]
    assert set(alone.values()) == {None}


async def test_what_an_rfc_waits_for_is_told_from_what_is_read_of_it(database: Database) -> None:
    (rfc, quiet) = await database.write(post, [drafted("one"), drafted("two")], [BEN, CHEN])
    await database.write(positions.save, rfc.ref, BEN, position(Stance.APPROVE))
    raised = await database.write(concerns.add, rfc, concern_of(ANN))
    answered = replace(concern_of(BEN), standing=Standing.ANSWERED)
    answered = await database.write(concerns.add, rfc, answered)
    await database.write(concerns.add, rfc, replace(answered, standing=Standing.RESOLVED))

    (one, other) = await database.read(rfcs.read_open_for, TEAM, CHEN)
    assert one == Reviewed(rfc, {BEN: position(Stance.APPROVE), CHEN: None}, (raised, answered))
    assert other == Reviewed(quiet, {BEN: None, CHEN: None}, ())
    waits = waits_for(one.rfc, review_of(one.rfc, one.reviewers, one.concerns))
    assert [waiting.wait for waiting in waits] == [Wait.RULING, Wait.CONFIRMATION, Wait.POSITIONS]


async def test_whoever_owns_or_decides_leads_what_is_under_way(database: Database) -> None:
    drafts = [
        drafted("one", co_owners=(BEN, DANA)),
        drafted("two", channel=LEADS),
        drafted("three", POSTPONED, owner=CHEN),
        drafted("four", ACCEPTED),
    ]
    await database.write(post, drafts, [BEN])

    async def led(*who: Person, channel: Channel | None = None) -> list[str]:
        return await database.read(rfcs.read_led, TEAM, who, channel)

    assert await led(ANN) == ["1", "2"]
    assert await led(ANN, channel=LEADS) == ["2"]
    assert await led(CHEN, DANA) == ["1", "3"]
    assert await led(EMIL) == ["1", "2", "3"]
    assert await database.read(electors.read_concerned, rfcs.KIND, TEAM, [BEN], None) == ["1", "2", "3"]
    assert {one.state for one in drafts[:3]} <= set(UNDER_WAY)


async def test_wordings_are_kept_one_after_the_other(database: Database) -> None:
    (rfc, other) = await database.write(post, [drafted("one"), drafted("two")])
    first = first_version(rfc)
    free = replace(first, text=replace(TEXT, title="One queue"))
    second = Version(2, FULL.terms.text, "The deadline is later.", BEN, NEXT_MONDAY, editorial=True)
    third = replace(second, number=3, editorial=False)
    for version in (first, second, third, free):
        await database.write(rfc_versions.save, rfc, version)
    await database.write(rfc_versions.save, other, first)
    found = [await database.read(rfc_versions.find, rfc, number) for number in (1, 2, 3, 4)]
    assert found == [free, second, third, None]
    assert await database.read(rfc_versions.find, other, 2) is None

    await database.write(rfc_versions.save, rfc, replace(second, objected_by=CHEN))
    assert await database.read(rfc_versions.find, rfc, 2) == replace(second, objected_by=CHEN)


async def test_concerns_are_numbered_within_their_rfc_and_come_back_as_they_stand(database: Database) -> None:
    (rfc, other) = await database.write(post, [drafted("one"), drafted("two")])
    first = await database.write(concerns.add, rfc, concern_of(BEN))
    second = await database.write(concerns.add, rfc, replace(concern_of(ANN), quote=QUOTE))
    elsewhere = await database.write(concerns.add, other, concern_of(ANN))
    assert [one.number for one in (first, second, elsewhere)] == [1, 2, 1]
    assert [one.blocks for one in (first, second)] == [True, None]
    resolved = Concern(
        number=2,
        raiser=DANA,
        words="It is slow.",
        wanted="A benchmark.",
        version=2,
        raised_at=MONDAY,
        blocks=False,
        standing=Standing.RESOLVED,
        answer="Look at the table.",
        answered_in=3,
        answered_at=MONDAY + HOUR,
        resolved_by=EMIL,
        reason="Dana is away until May.",
        quote=QUOTE,
    )
    for concern in (replace(resolved, standing=Standing.ANSWERED), resolved):
        await database.write(concerns.save, rfc, concern)
        assert await database.read(concerns.find, rfc, 2) == concern
    assert await database.read(concerns.read_all, rfc) == [first, resolved]
    assert await database.read(concerns.find, rfc, 3) is None
    assert await database.read(concerns.read_unresolved, TEAM, [1, 2]) == {1: [first], 2: [elsewhere]}


async def test_comments_are_kept_the_latest_first_and_can_be_taken_over(database: Database) -> None:
    (rfc, other) = await database.write(post, [drafted("one"), drafted("two")])
    kept = [
        await database.write(comments.add, rfc, Comment(0, ANN, f"Comment {n}", MONDAY, quote))
        for n, quote in enumerate((None, QUOTE, None))
    ]
    assert [one.number for one in kept] == [1, 2, 3]
    assert await database.read(comments.read_all, rfc) == kept[::-1]
    taken_over = replace(kept[1], person=DANA)
    await database.write(comments.save, rfc, taken_over)
    assert await database.read(comments.find, rfc, 2) == taken_over
    assert await database.read(comments.find, other, 2) is None
    assert await database.read(comments.read_all, other) == []


async def test_an_rfc_and_what_points_to_it_go_with_their_channels(database: Database) -> None:
    pointing = replace(RFC, terms=replace(RFC.terms, pointers=(LEADS, Channel("CBACKEND"))))
    await database.write(post, [drafted("one", pointing), drafted("two", channel=LEADS)])
    await database.write(channels.change_id, TEAM, LEADS, "CNEW")
    first, second = [await database.read(rfcs.find, TEAM, number) for number in (1, 2)]
    assert first is not None
    assert second is not None
    assert (first.terms.channel, first.terms.pointers) == (PLATFORM, ("CNEW", "CBACKEND"))
    assert (second.terms.channel, second.terms.pointers) == ("CNEW", ())
