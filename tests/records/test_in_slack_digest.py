"""The monthly digest in Slack: switched on in a channel, posted once a month, and telling no secret."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sandbox.people import Person
from sandbox.workspaces import seat_bot
from tests.decisions.scenes import happen
from tests.records.test_in_slack import CANARY, ON_SQLITE, keep
from tests.town import Town

WORDS, BERLIN = " in decisions", ZoneInfo("Europe/Berlin")
TICK = "Post the monthly digest here"


async def switch(town: Town, who: str = "Ann", channel: str = "platform", on: bool = True) -> Person:
    person = town[who]
    await person.runs("/cairn settings", in_=channel)
    await person.clicks("This channel")
    await person.fills("Monthly digest", [TICK] if on else [])
    await person.submits("Save")
    return person


async def reach_day(town: Town, day: int, hour: int) -> datetime:
    """Time passes until the next such day of a month, and this hour in Berlin."""
    now = town.now().astimezone(BERLIN)
    there = now.replace(day=day, hour=hour, minute=0, second=0, microsecond=0)
    while there <= now:
        there = (there + timedelta(days=31)).replace(day=day)
    await town.pass_time(seconds=(there.astimezone(UTC) - now.astimezone(UTC)).total_seconds())
    return town.now().astimezone(BERLIN)


def digests(person: Person, channel: str = "platform") -> list[str]:
    return [text for text in person.reads(channel) if WORDS in text.splitlines()[0]]


async def test_it_is_posted_once_a_month_on_the_first_business_day_at_ten(town: Town) -> None:
    await reach_day(town, 15, 12)
    here = town.now().astimezone(BERLIN).date()
    await keep(town, decided_on=here, asked_on=here - timedelta(days=2), decision="SQS")
    seat_bot(town.slack.workspace, "leads")
    await keep(town, "leads", title=CANARY, decided_on=here, decision=CANARY)
    ann = await switch(town)
    assert not ann.has_modal
    posted = []
    for _ in range(2):
        await reach_day(town, 28, 0)
        for _ in range(24 * 7):
            before = len(digests(ann))
            await town.pass_time(hours=1)
            posted += [town.now().astimezone(BERLIN)] * (len(digests(ann)) - before)
    await reach_day(town, 27, 0)
    assert [at.hour for at in posted] == [10, 10]
    assert all(at.day <= 3 and at.weekday() < 5 for at in posted)
    first, second = digests(ann)
    assert f"{here:%B %Y} in decisions\n" in first
    assert "Decided (1)" in first
    assert "D-1  Which queue? · SQS · #platform" in first
    assert "nothing was decided, and nothing waits." in second
    assert CANARY not in first + second
    await ann.clicks("Look at what was decided")
    await town.settle()
    assert CANARY in ann.modal
    assert "Which queue?" in ann.modal


@ON_SQLITE
async def test_the_digest_of_a_private_channel_tells_of_its_own_records_and_of_public_ones(
    town: Town,
) -> None:
    await reach_day(town, 15, 12)
    here = town.now().astimezone(BERLIN).date()
    ben = town["Ben"]
    await ben.runs("/cairn settings", in_="leads")
    await ben.clicks("This channel")
    assert "Invite @Cairn to that channel first" in ben.modal
    await ben.closes(everything=True)
    seat_bot(town.slack.workspace, "leads")
    await switch(town, "Ben", "leads")
    assert not ben.has_modal
    await keep(town, "leads", title=CANARY, decided_on=here)
    await keep(town, title="Which cloud?", decided_on=here)
    await town.pass_time(days=25)
    assert len(digests(ben, "leads")) == 1
    assert "Decided (2)" in digests(ben, "leads")[0]
    assert not digests(ben)


@ON_SQLITE
async def test_with_a_guest_in_the_channel_it_tells_of_that_channel_alone(town: Town) -> None:
    await reach_day(town, 15, 12)
    here = town.now().astimezone(BERLIN).date()
    await keep(town, title=CANARY, decided_on=here)
    await keep(town, "general", title="Which office?", decided_on=here)
    await switch(town, channel="general")
    await town.pass_time(days=25)
    told = digests(town["Eli"], "general")
    assert len(told) == 1
    assert "Which office?" in told[0]
    assert CANARY not in told[0]


@ON_SQLITE
async def test_switched_off_it_comes_no_more_and_the_settings_tell_where_it_comes(town: Town) -> None:
    await reach_day(town, 15, 12)
    ann = await switch(town)
    for on in (True, False):
        await ann.runs("/cairn settings", in_="platform")
        await ann.clicks("Workspace")
        told = "posted in #platform." if on else "posted nowhere yet."
        assert told in ann.modal
        await ann.closes()
        await ann.closes()
        if on:
            await switch(town, on=False)
    await town.pass_time(days=40)
    assert not digests(ann)


async def sleep(town: Town, days: int) -> None:
    """Cairn is not running for so many days."""
    town.now.want(timedelta(days=days))
    town.now.arrive()
    await town.settle()


@ON_SQLITE
async def test_some_days_late_it_is_posted_later_it_is_skipped_and_the_next_one_says_so(town: Town) -> None:
    await reach_day(town, 28, 12)
    ann = await switch(town)
    await sleep(town, 7)
    assert len(digests(ann)) == 1
    await reach_day(town, 28, 12)
    await sleep(town, 16)
    assert len(digests(ann)) == 1
    await reach_day(town, 5, 12)
    assert len(digests(ann)) == 2
    assert "I was not running when it was due." in digests(ann)[1]
    await reach_day(town, 5, 12)
    assert len(digests(ann)) == 3
    assert "I was not running" not in digests(ann)[2]


@ON_SQLITE
async def test_where_it_cannot_be_posted_whoever_asked_for_it_is_told_once(town: Town) -> None:
    ann = await switch(town)
    channel = town.slack.workspace.get_channel("platform")
    installation = town.slack.workspace.installation
    assert installation is not None
    channel.members.remove(installation.bot_user)
    await town.pass_time(days=70)
    await happen(town)
    told = [text for text in ann.reads("@Cairn") if "I can't post the monthly digest in #platform" in text]
    assert len(told) == 1
