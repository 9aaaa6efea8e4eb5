"""`/decisions export`: everything that a person may see now, as a file in their direct message, and nothing else."""

from datetime import UTC, datetime, timedelta
from functools import partial
from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy import Connection, update

from bot.app import make_sealer
from handlers.payloads import Who
from handlers.records.exporting import send
from handlers.ritual import Desk
from rituals.ids import Person, Team
from rituals.workspace import Member
from sandbox.faults import Fault, ratelimited, refuse, server_error
from storage import schema
from storage.people import save_people
from tests.bot.making import forbid
from tests.bot.test_card_faults import name
from tests.decisions.scenes import happen
from tests.records.test_in_slack import CANARY, ON_SQLITE, keep, leads, run
from tests.town import Town

__all__ = ["leads"]  # A fixture.

ON_ITS_WAY = "Your export is on its way as a direct message."
FAILED = "I could not send you your export. Type /decisions export again in a few minutes"


def files(town: Town) -> list[tuple[list[str], bytes]]:
    """Every file that was given to Slack as a whole: where it stands, and what it holds."""
    return [(one.channels, one.content) for one in town.slack.workspace.files.values() if one.completed]


def unpack(content: bytes) -> dict[str, str]:
    """The files in a zip, by their path."""
    with ZipFile(BytesIO(content)) as packed:
        return {path.partition("/")[2]: packed.read(path).decode() for path in packed.namelist()}


def forget_reading(tx: Connection) -> None:
    """All channels were read long ago."""
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    tx.execute(update(schema.channels).values(members_read_at=long_ago, told_at=long_ago))


async def take(town: Town, who: str, line: str = "/decisions export") -> dict[str, str]:
    """What this person gets who asks for an export."""
    person = await run(town, who, line, "general")
    person.finds(ON_ITS_WAY)
    shared = person.finds("Your export of", in_="@Cairn")
    (file,) = shared.files
    found = town.slack.workspace.files[file]
    assert found.channels == [shared.channel]
    return unpack(found.content)


async def test_a_person_gets_what_they_see_and_nothing_else(town: Town, leads: str) -> None:
    await keep(town, decision="SQS")
    await keep(town, leads, title=CANARY, tags=(CANARY,), supersedes=(1,))
    anns = await take(town, "Ann")
    assert {"decisions/0001-which-queue.md", "decisions/0002-zanzibar.md", "decisions.json"} <= anns.keys()
    assert "superseded by ADR-0002" in anns["decisions/0001-which-queue.md"]
    assert "<dd>Ann Keller</dd>" in anns["site/D-1.html"]
    chens = await take(town, "Chen")
    assert "SQS" in chens["decisions/0001-which-queue.md"]
    for hidden in (CANARY, "D-2", "0002", "leads", str(town.channel("leads"))):
        assert hidden not in str(chens)
    assert await take(town, "Chen") == chens


@ON_SQLITE
async def test_cairn_export_is_the_same(town: Town) -> None:
    await keep(town)
    assert await take(town, "Ann", "/cairn export") == await take(town, "Ann", "/decisions export")


@ON_SQLITE
async def test_a_near_miss_leads_there(town: Town) -> None:
    await keep(town)
    ann = await run(town, "Ann", "/decisions exprot")
    ann.finds("Did you mean /decisions export?", in_="platform")
    await ann.clicks("Yes, export")
    await town.settle()
    ann.finds(ON_ITS_WAY, in_="platform")
    assert len(files(town)) == 1


async def test_who_has_left_a_private_channel_gets_nothing_of_it(town: Town, leads: str) -> None:
    await keep(town)
    await keep(town, leads, title=CANARY)
    assert CANARY in str(await take(town, "Ben"))
    await town["Ben"].leaves("leads")
    await happen(town)
    assert CANARY not in str(await take(town, "Ben"))


@ON_SQLITE
async def test_who_has_left_unheard_by_us_gets_nothing_either(town: Town, leads: str) -> None:
    await keep(town)
    await keep(town, leads, title=CANARY)
    assert CANARY in str(await take(town, "Ben"))
    inside, installation = (
        town.slack.workspace.get_channel("leads").members,
        town.slack.workspace.installation,
    )
    inside.remove(town["Ben"].id)
    await town.bot.foundation.database.write(forget_reading)
    assert CANARY not in str(await take(town, "Ben"))
    assert CANARY in str(await take(town, "Ann"))
    assert installation is not None
    inside.remove(installation.bot_user)
    await town.bot.foundation.database.write(forget_reading)
    assert CANARY not in str(await take(town, "Ann"))


@ON_SQLITE
async def test_who_sees_no_decision_is_told_so_and_gets_no_file(town: Town, leads: str) -> None:
    await keep(town, leads, title=CANARY)
    for who in ("Chen", "Dana", "Eli"):
        person = await run(town, who, "/decisions export", "general")
        person.finds("No decision is recorded yet that you can see", in_="general")
    assert files(town) == []


@ON_SQLITE
async def test_who_was_deactivated_meanwhile_gets_nothing(town: Town) -> None:
    await keep(town)
    who = Who(Team(town.slack.workspace.team), Person(town["Ann"].id))
    told = [Member(who.person, "Ann Keller", "UTC", deleted=True)]
    await town.bot.foundation.database.write(save_people, who.team, told, town.now() + timedelta(hours=1))
    bot = town.bot
    sealer = partial(make_sealer, bot.foundation.keyring)
    desk = Desk(bot.foundation.database, bot.directory, bot.door.client, town.now, str, sealer)
    assert not await send(who, desk)
    assert files(town) == []


@ON_SQLITE
@pytest.mark.parametrize(
    "method", ["conversations.open", "files.getUploadURLExternal", "files.completeUploadExternal"]
)
@pytest.mark.parametrize("fault", [ratelimited(1), server_error(), refuse("fatal_error")], ids=name)
async def test_an_export_that_slack_does_not_take_is_told_in_words(
    town: Town, method: str, fault: Fault
) -> None:
    await keep(town)
    town.slack.faults.add(method, fault)
    ann = await run(town, "Ann", "/decisions export", "general")
    ann.finds(ON_ITS_WAY)
    ann.finds(FAILED, in_="@Cairn")
    await take(town, "Ann")


@ON_SQLITE
async def test_without_the_scope_for_files_it_is_told_in_words(town: Town) -> None:
    await keep(town)
    forbid(town.slack, "files:write")
    ann = await run(town, "Ann", "/decisions export", "general")
    ann.finds(ON_ITS_WAY)
    ann.finds(FAILED, in_="@Cairn")


@ON_SQLITE
async def test_who_asks_again_meanwhile_gets_one(town: Town) -> None:
    await keep(town)
    ann = town["Ann"]
    await ann.runs("/decisions export")
    await ann.runs("/decisions export")
    await town.settle()
    ann.finds("Your export is being made already.")
    ann.finds(ON_ITS_WAY)
    ann.finds("Your export of 1 decision", in_="@Cairn")
    assert len(files(town)) == 1
