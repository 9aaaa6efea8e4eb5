"""/cairn in Slack: help, settings, other commands by name; and that what was chosen holds."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from sandbox.acts import change_person
from tests.decisions.scenes import decide, happen, reach
from tests.town import Town

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])

LATER = {"… or typed": "fri 17:00"}


async def test_cairn_says_what_it_can_do_and_knows_every_command(town: Town) -> None:
    ann = town["Ann"]
    for line, told in (
        ("/cairn", "I help your team decide"),
        ("/cairn halp", "I help your team decide"),
        ("/cairn dance", "I don't know /cairn dance."),
        ("/cairn decide list", "No decision is open."),
        ("/cairn actions", "You have no open action."),
    ):
        await ann.runs(line, in_="platform")
        await town.settle()
        assert told in ann.read(ann.ephemerals[-1])
    await ann.runs("/cairn decide Which queue? | Kafka | SQS", in_="platform")
    assert ann.modal.fields["Question"] == "Which queue?"


async def test_who_is_away_or_wants_no_nudge_is_not_nudged(town: Town) -> None:
    await reach(town, 0, 9)
    ben, chen = town["Ben"], town["Chen"]
    away = town.now().astimezone(ZoneInfo("America/New_York")).date() + timedelta(days=9)
    await ben.runs("/cairn settings", in_="platform")
    await ben.fills("Away until", away)
    await ben.submits("Save")
    await chen.runs("/cairn settings", in_="platform")
    await chen.fills("Nudge me about", ["Actions"])
    await chen.submits("Save")
    await decide(town, more=LATER)
    await town.pass_time(days=8)
    assert not ben.messages("@Cairn")
    assert not chen.messages("@Cairn")


async def test_nudges_keep_to_the_hours_that_were_chosen(town: Town) -> None:
    await reach(town, 0, 9)
    ben = town["Ben"]
    await ben.runs("/cairn settings", in_="platform")
    await ben.fills(
        {"Working days": ["Tuesday", "Thursday"], "From": "06:00", "To": "07:00", "Time zone": "UTC"}
    )
    await ben.submits("Save")
    await decide(town, more=LATER)
    times = []
    for _ in range(24 * 5):
        before = len(ben.messages("@Cairn"))
        await town.pass_time(hours=1)
        times += [f"{town.now():%a %H}"] * (len(ben.messages("@Cairn")) - before)
    assert times
    assert set(times) <= {"Tue 06", "Tue 07", "Thu 06", "Thu 07"}, times


async def test_what_cannot_be_is_said_beside_its_field(town: Town) -> None:
    ben = town["Ben"]
    await ben.runs("/cairn settings", in_="platform")
    await ben.fills({"Time zone": "Berlin", "From": "18:00", "To": "09:00"})
    await ben.submits("Save")
    assert set(ben.errors) == {"Time zone", "To"}
    assert "Workspace" not in ben.modal
    await ben.clicks("This channel")
    await ben.fills({"Method": "Approval", "Closes after": "5 business days"})
    await ben.submits("Save")
    assert not ben.has_modal


async def test_admins_choose_for_everybody_and_others_cannot(town: Town) -> None:
    ann = town["Ann"]
    await ann.runs("/cairn settings", in_="platform")
    await ann.clicks("Workspace")
    await ann.fills("Nudges", [])
    await ann.submits("Save")
    await ann.runs("/cairn settings", in_="platform")
    await ann.clicks("Workspace")
    ann.who.is_admin = False
    await change_person(town.slack, ann.id)
    await happen(town)
    await ann.fills("Nudges", ["Nudge people about what waits for them"])
    await ann.submits("Save")
    assert "Only admins of this workspace" in str(ann.errors)
    await reach(town, 0, 9)
    await decide(town, more=LATER)
    await town.pass_time(days=7)
    assert not town["Ben"].messages("@Cairn")
