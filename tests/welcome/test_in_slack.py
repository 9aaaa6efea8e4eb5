"""Speaking to Cairn itself: it answers with help, once, and Home shows what waits."""

import asyncio
from datetime import timedelta
from functools import partial

import pytest

from bot.app import make_sealer
from handlers.blocks import section
from handlers.payloads import Who
from handlers.ritual import Desk, Ritual
from handlers.welcome.home import Home
from rituals.ids import Person, Team
from sandbox import people
from sandbox.seeing import Shown
from tests.town import Town


async def hear(town: Town) -> None:
    """What people said has arrived, and was answered."""
    await town.slack.deliver.settle()
    await town.settle()


async def ask(town: Town, person: people.Person, line: str, channel: str = "platform") -> None:
    """A decision is put to a channel, as quickly as it goes."""
    await person.runs(line, in_=channel)
    await person.submits("Preview")
    await person.submits("Post")
    await town.settle()


async def test_a_direct_message_is_answered_with_help_once(town: Town) -> None:
    ann = town["Ann"]
    await ann.says("hello", in_="@Cairn")
    await hear(town)
    assert [line for line in ann.reads("@Cairn") if "/decide list" in line] == [ann.reads("@Cairn")[-1]]
    assert len(ann.reads("@Cairn")) == 2


async def test_a_mention_is_answered_in_private(town: Town) -> None:
    ben = town["Ben"]
    before = len(ben.reads("platform"))
    installation = town.slack.workspace.installation
    assert installation is not None
    await ben.says(f"<@{installation.bot_user}> help", in_="platform")
    await hear(town)
    assert len(ben.reads("platform")) == before + 1
    assert "/decide help" in ben.reads("@Cairn")[-1]


async def test_home_shows_what_waits_first_and_what_one_owns(town: Town) -> None:
    ann, ben, dana = town["Ann"], town["Ben"], town["Dana"]
    await ask(town, ann, "/decide Which queue? | Kafka | SQS")
    for person in (ann, ben, dana):
        await person.opens_home()
    await hear(town)
    homes = {person: shown.text for person in (ann, ben, dana) if (shown := person.home())}
    assert "Waiting for you" in homes[ben]
    assert "Which queue?" in homes[ben]
    assert "Waiting for you" not in homes[dana]
    assert "Also open" in homes[dana]

    await ben.clicks("Kafka", on=town.card("Which queue?"))
    await town.settle()
    ben.finds("Your vote: Kafka", in_="platform")
    shown = ben.home()
    assert shown is not None
    assert (
        "Waiting for you" not in shown.text
    )  # Drawn anew after his own act, though he did not open it again.


async def test_what_lives_in_a_private_channel_is_on_nobody_elses_home(town: Town) -> None:
    ann, dana = town["Ann"], town["Dana"]
    await ann.invites("Cairn", to="leads")
    await hear(town)
    await ask(town, ann, "/decide Who leads the on-call? | Ann | Ben", channel="leads")
    await dana.opens_home()
    await hear(town)
    shown = dana.home()
    assert shown is not None
    assert "on-call" not in shown.text
    assert "No decision is open" in shown.text


def desk_of(town: Town) -> Desk:
    """What a listener works with in this town."""
    bot = town.bot
    sealer = partial(make_sealer, bot.foundation.keyring)
    return Desk(bot.foundation.database, bot.directory, bot.door.client, town.now, lambda: "", sealer)


def look(person: people.Person) -> Shown:
    """The person's Home as it stands."""
    shown = person.home()
    assert shown is not None
    return shown


def count_drawn(town: Town) -> int:
    """How often Cairn has drawn somebody's Home."""
    return len(town.slack.calls("views.publish"))


async def test_whoever_opens_home_for_the_first_time_is_welcomed(town: Town) -> None:
    ann = town["Ann"]
    for _ in range(2):
        await ann.opens_home()
        await hear(town)
        assert "Welcome. I help your team decide" in look(ann).text
    await ann.clicks("Ask your team something", on=look(ann))
    assert ann.modal.title == "Start a decision"
    await ann.closes()
    await town.pass_time(days=1)
    await ann.opens_home()
    await hear(town)
    assert "Welcome" not in look(ann).text


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_a_home_that_is_too_long_for_slack_is_read_page_by_page(town: Town) -> None:
    ann, team = town["Ann"], Team(town.slack.workspace.team)
    rituals = [Ritual("many", home=lambda *_: [section(f"Line {number}") for number in range(120)])]
    home, desk = Home(rituals, timedelta(0)), desk_of(town)
    who = Who(team, Person(ann.id))
    await home.open((who.team, who.person), desk)
    assert "Line 90" in look(ann).text
    assert "Line 119" not in look(ann).text
    home.turn(who, 1)
    following = home.follow(who, desk)
    assert following is not None
    await following
    assert "Line 119" in look(ann).text


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_home_follows_what_one_does_oneself_and_nothing_else(town: Town) -> None:
    ann, ben = town["Ann"], town["Ben"]
    await ann.opens_home()
    await hear(town)
    await ask(town, ann, "/decide Which queue? | Kafka | SQS")
    shown = ann.home()
    assert shown is not None
    assert "Which queue?" in shown.text
    drawn = count_drawn(town)

    await ben.clicks("Kafka", on=town.card("Which queue?"))
    await town.settle()
    ben.finds("Your vote: Kafka", in_="platform")
    assert count_drawn(town) == drawn
    await ann.clicks("Vote", on=shown)  # Who only looks changes nothing.
    await town.settle()
    assert count_drawn(town) == drawn
    await ann.closes()

    await ann.picks("Manage", on=town.card("Which queue?"))
    await ann.clicks("Close now")
    await town.settle()
    shown = ann.home()
    assert shown is not None
    assert "the votes are being counted" in shown.text


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_a_draft_is_continued_or_thrown_away_from_home(town: Town) -> None:
    ann, ben = town["Ann"], town["Ben"]
    for person in (ann, ben):
        await person.opens_home()
    await hear(town)
    await leave_draft(town, ann, "/decide Who is on call? | Ann | Ben")
    assert "Who is on call?" in look(ann).text
    assert "drafts" not in look(ben).text
    await ann.clicks("Throw away", on=look(ann))
    await town.settle()
    assert "Your drafts" not in look(ann).text

    await leave_draft(town, ann, "/decide Which queue? | Kafka | SQS")
    await ann.clicks("Continue", on=look(ann))
    await ann.submits("Preview")
    await ann.submits("Post")
    await town.settle()
    assert town.card("Which queue?")
    assert "Your drafts" not in look(ann).text


async def leave_draft(town: Town, person: people.Person, line: str) -> None:
    """A form is filled in, and closed again."""
    await person.runs(line, in_="platform")
    await town.settle()
    await person.fills("Options", "Kafka\nSQS\nNATS")
    await person.closes()
    await town.settle()


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_home_is_drawn_once_for_many_acts_in_a_few_seconds_and_shows_the_last(town: Town) -> None:
    home, drawn = Home([], timedelta(seconds=0.2)), len(town.slack.calls("views.publish"))
    ann = Person(town["Ann"].id)
    desk = desk_of(town)
    who = Who(Team(town.slack.workspace.team), ann)
    assert home.follow(who, desk) is None  # Who has not opened Home is not looking at it.
    await home.open((who.team, ann), desk)
    following = [work for _ in range(5) if (work := home.follow(who, desk))]
    assert len(following) == 1
    began = asyncio.get_running_loop().time()
    await following[0]
    assert asyncio.get_running_loop().time() - began > 0.1
    assert count_drawn(town) == drawn + 2
