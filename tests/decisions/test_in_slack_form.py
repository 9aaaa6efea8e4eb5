"""Between the form and the post: what Cairn looks at, when it joins, who cannot be asked, and what is told where."""

import pytest
from sqlalchemy import Connection, delete, update

from rituals.ids import Team
from sandbox.acts import change_person
from storage.people import find_person
from storage.schema import channels, people
from tests.decisions.scenes import decide, fill_in, happen
from tests.town import Town

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])


def forget(tx: Connection, person: str) -> None:
    tx.execute(delete(people).where(people.c.person == person))


async def test_cairn_joins_a_public_channel_when_something_is_posted_and_not_before(town: Town) -> None:
    general, installation = town.slack.workspace.get_channel("general"), town.slack.workspace.installation
    assert installation is not None
    general.members.remove(installation.bot_user)
    ann = await fill_in(town, in_="general")
    await ann.submits("Preview")
    assert "0 of 5 voted" in ann.modal  # Ann, Ben, Chen, Dana and Eli; no bot, nobody from outside.
    assert installation.bot_user not in general.members
    await ann.submits("Post")
    await town.settle()
    assert installation.bot_user in general.members
    assert "0 of 5 voted" in ann.read(town.card("Which queue?", "general"))


async def test_the_preview_names_who_was_chosen_and_cannot_be_asked(town: Town) -> None:
    chen = town["Chen"]
    chen.who.deleted = True
    await change_person(town.slack, chen.id)
    await happen(town)
    ann = await fill_in(town, more={"Who votes": "These people", "People": ["Ben", "Chen", "Robin"]})
    await ann.submits("Preview")
    assert "0 of 1 voted" in ann.modal
    assert "Not asked:" in ann.modal
    assert "@Chen Wei (deactivated)" in ann.modal
    assert "(a bot)" in ann.modal


async def test_who_is_chosen_and_not_known_yet_is_asked_of_slack(town: Town) -> None:
    await town.bot.foundation.database.write(forget, town["Ben"].id)
    ann = await fill_in(town, more={"Who votes": "These people", "People": ["Ben", "Chen"]})
    await ann.submits("Preview")
    assert "0 of 2 voted" in ann.modal
    assert "Not asked" not in ann.modal


async def test_somebody_who_is_not_known_yet_is_answered_as_anybody(town: Town) -> None:
    card = await decide(town)
    dana = town["Dana"]
    await town.bot.foundation.database.write(forget, dana.id)
    await dana.clicks("SQS", on=card)
    await town.settle()
    dana.finds("This decision asks other people, so your vote can't count.", in_="platform")
    team = Team(town.slack.workspace.team)
    assert await town.bot.foundation.database.read(find_person, team, dana.id)


async def test_what_a_preview_on_top_of_two_forms_has_to_say_is_told_in_its_place(town: Town) -> None:
    ann = await fill_in(town)
    await ann.clicks("More")
    await ann.closes()
    await ann.runs("/decide", in_="platform")
    await town.settle()
    await ann.fills("Question", "Which broker?")
    await ann.clicks("Continue")
    await ann.submits("Preview")
    await ann.clicks("SQS")
    assert "This is a preview. Voting starts when you post it." in ann.modal
    await ann.closes()
    assert ann.modal.fields["Question"] == "Which queue?"
    await ann.submits("Preview")
    town.slack.workspace.get_channel("platform").archived = True
    await town.bot.foundation.database.write(_archive, town.channel("platform"))
    await ann.submits("Post")
    assert "archived" in ann.modal
    await ann.closes()
    assert ann.modal.fields["Question"] == "Which queue?"


def _archive(tx: Connection, channel: str) -> None:
    tx.execute(update(channels).where(channels.c.channel == channel).values(archived=True))
