"""Records in Slack: looking for them, looking at one, writing one down, keeping it true, and who sees what."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from rituals.ids import Channel, Team
from rituals.ids import Person as PersonId
from rituals.records.model import Record, Source, State
from sandbox.people import Person
from storage import records
from tests.decisions.scenes import happen
from tests.records.making import FULL, RECORD
from tests.town import Town

UNKNOWN = "I can't find that record. It may have been removed, or you may not be in its channel."
CANARY = "zanzibar"
ON_SQLITE = pytest.mark.parametrize("engine", ["sqlite"])


async def keep(town: Town, channel: str = "platform", who: str = "Ann", **changes: Any) -> int:
    """A record of this channel, of which this person is the owner."""
    team = Team(town.slack.workspace.team)
    await town.bot.directory.ensure_channel(team, town.channel(channel), join=False)
    number = len(await town.bot.foundation.database.read(records.read_all, team))
    record: Record = replace(
        RECORD,
        team=team,
        channel=Channel(town.channel(channel)),
        owner=PersonId(town[who].id),
        source=Source("decision", f"made {number}"),
    )
    return await town.bot.foundation.database.write(records.add, replace(record, **changes))


async def run(town: Town, who: str, line: str, in_: str = "platform") -> Person:
    await town[who].runs(line, in_=in_)
    await town.settle()
    return town[who]


@pytest.fixture
async def leads(town: Town) -> str:
    """The private channel, where Cairn is: Ann and Ben are members, Chen and Dana are not."""
    installation = town.slack.workspace.installation
    assert installation is not None
    town.slack.workspace.get_channel("leads").members.append(installation.bot_user)
    await town.bot.directory.ensure_channel(
        Team(town.slack.workspace.team), town.channel("leads"), join=False
    )
    return "leads"


@ON_SQLITE
async def test_what_was_decided_is_found_again(town: Town) -> None:
    await keep(town, decision="SQS")
    await keep(town, title="Which broker?", context="A queue is too little.")
    ann = await run(town, "Ann", "/decisions queue")
    assert ann.modal.text.index("D-1  Which queue?") < ann.modal.text.index("D-2  Which broker?")
    assert "SQS · accepted · 18 Nov 2026 · #platform" in ann.modal
    await ann.fills("Search", "brok")
    await ann.submits("Search")
    assert "D-1" not in ann.modal.text
    await ann.clicks("Open")
    assert "A queue is too little." in ann.modal
    await ann.closes()
    await ann.fills("Search", '" ( * -')
    await ann.submits("Search")
    assert "Latest first" in ann.modal


@ON_SQLITE
async def test_the_latest_are_listed_page_by_page_and_filtered(town: Town) -> None:
    for number in range(1, 13):
        await keep(town, title=f"Question {number}?", tags=("odd",) if number % 2 else ())
    ann = await run(town, "Ann", "/decisions")
    assert "D-12" in ann.modal
    assert "D-2 " not in ann.modal.text
    await ann.clicks("Show more")
    assert "D-2 " in ann.modal.text
    await ann.clicks("Back to the first")
    await ann.clicks("Filters")
    await ann.fills({"Tags": "odd", "From": date(2026, 1, 1), "Channel": "#platform"})
    await ann.submits("Search")
    assert "1 to 6" in ann.modal
    await ann.fills({"State": ["rejected"]})
    await ann.submits("Search")
    assert "Nothing found." in ann.modal


@ON_SQLITE
async def test_one_is_shown_by_its_number(town: Town) -> None:
    await keep(
        town, **{name: getattr(FULL, name) for name in ("context", "options", "rationale", "tags", "links")}
    )
    ben = await run(town, "Ben", "/decisions D-1")
    for said in ("The outbox is full every night.", "＋ Keeps what was sent", "infra, queue", "RFC-7"):
        assert said in ben.modal


async def test_a_record_that_one_does_not_see_is_one_that_is_not_there(town: Town, leads: str) -> None:
    await keep(town, leads, title=CANARY, tags=(CANARY,))
    await keep(town, superseded_by=1, state=State.SUPERSEDED)
    for who in ("Chen", "Dana", "Eli"):
        person = await run(town, who, "/decisions D-1", "general")
        hidden = person.read(person.finds(UNKNOWN))
        await run(town, who, "/decisions D-99", "general")
        assert person.read(person.finds(UNKNOWN)) == hidden
        for line in (CANARY, f"tag:{CANARY}", "in:#leads"):
            await run(town, who, f"/decisions {line}", "general")
            assert "Nothing found." in person.modal
            await person.closes()
        await run(town, who, "/decisions", "general")
        assert "D-1" not in person.modal.text
        await person.closes()
        await person.opens_home()
        assert CANARY not in str(town.slack.workspace.homes.get(person.id, ""))
    ben = await run(town, "Ben", "/decisions D-1")
    assert CANARY in ben.modal


@ON_SQLITE
async def test_a_decision_that_was_taken_already_is_recorded(town: Town) -> None:
    ann = await run(town, "Ann", "/decisions record")
    await ann.fills({"Question": "Which cloud?", "Decision": " ", "Review on": date(2020, 1, 1)})
    await ann.submits("Record")
    assert ann.errors == {
        "Decision": "Write what was decided.",
        "Review on": "Choose a day that is still to come.",
    }
    await ann.fills(
        {"Decision": "The northern one", "Review on": None, "Options": "North\nSouth", "Tags": "#infra"}
    )
    await ann.submits("Record")
    assert ann.modal.title == "D-1"
    assert "The northern one" in ann.modal
    assert "2.  South" in ann.modal
    assert "@Ann Keller recorded it" in ann.modal
    chen = await run(town, "Chen", "/decisions tag:infra")
    assert "Which cloud?" in chen.modal


@ON_SQLITE
async def test_a_record_is_superseded_deprecated_tagged_and_linked_by_those_who_may(town: Town) -> None:
    await keep(town)
    await keep(town, title="Which queue now?")
    ann = await run(town, "Ann", "/decisions D-1")
    await ann.clicks("Deprecate")
    assert "deprecated · " in ann.modal
    await ann.clicks("It holds again")
    await ann.clicks("Supersede")
    await ann.fills("Which record takes its place?", "D-1")
    await ann.submits("Save")
    assert ann.errors == {"Which record takes its place?": "D-1 can't take its own place."}
    await ann.fills("Which record takes its place?", "d2")
    await ann.submits("Save")
    assert "superseded by D-2" in ann.modal
    await ann.clicks("Superseded by D-2")
    await ann.clicks("Supersedes D-1")
    await ann.closes()
    chen = await run(town, "Chen", "/decisions D-2")
    assert "[Supersede]" not in chen.modal.text
    await chen.clicks("Tag")
    await chen.fills("Tags", "Infra, cost")
    await chen.submits("Save")
    assert "Tags: cost, infra" in chen.modal
    await chen.clicks("Link")
    await chen.fills({"Address": "example.com", "What it is": "The dashboard"})
    await chen.submits("Save")
    assert chen.errors == {"Address": "Paste the whole address, with https:// in front."}
    await chen.fills("Address", "https://example.com/1")
    await chen.submits("Save")
    assert "The dashboard" in chen.modal
    dana = await run(town, "Dana", "/decisions D-2", "general")
    assert "[Tag]" not in dana.modal.text


@ON_SQLITE
async def test_help_and_near_misses_answer_in_words(town: Town) -> None:
    ann = await run(town, "Ann", "/decisions help")
    ann.finds("Find what was decided with /decisions", in_="platform")
    await run(town, "Ann", "/decisions recrod")
    ann.finds("Did you mean /decisions record?", in_="platform")
    await ann.clicks("No, search for this")
    await town.settle()
    assert "No decision is recorded yet" not in ann.modal.text
    assert "Nothing found." in ann.modal


@ON_SQLITE
async def test_home_shows_what_was_decided_lately(town: Town) -> None:
    await keep(town)
    ann = town["Ann"]
    await ann.opens_home()
    await happen(town)
    home = await ann.opens_home()
    assert home is not None
    await happen(town)
    await ann.clicks("Open")
    assert "Which queue?" in ann.modal
