"""Speaking to Cairn itself: it answers with help, once, and Home shows what waits."""

from sandbox.people import Person
from tests.town import Town


async def hear(town: Town) -> None:
    """What people said has arrived, and was answered."""
    await town.slack.deliver.settle()
    await town.settle()


async def ask(town: Town, person: Person, line: str, channel: str = "platform") -> None:
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
    await ben.opens_home()
    await hear(town)
    shown = ben.home()
    assert shown is not None
    assert "Waiting for you" not in shown.text


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
