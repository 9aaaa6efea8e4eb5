"""What people do when Slack, or the way there, is in trouble: they are answered, and what counts is their last word."""

import asyncio

import pytest
from slack_sdk.errors import SlackApiError

from rituals.ids import Team
from sandbox import acts
from sandbox.faults import Fault, delay, drop_answer, duplicate, hold, lose, ratelimited, refuse, server_error
from sandbox.people import Troubled
from sandbox.things import Person as Someone
from storage import installations
from storage.schema import ballots, inbox
from tests.bot.making import ask, assert_each_once, open_decision
from tests.town import Town

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])

UNOPENED = [drop_answer(), lose(), ratelimited(1), server_error(), refuse("expired_trigger_id"), delay(2.2)]


def name(fault: Fault) -> str:
    return fault.kind


@pytest.mark.parametrize("fault", UNOPENED, ids=name)
async def test_a_form_that_does_not_open_is_answered_in_words(town: Town, fault: Fault) -> None:
    town.slack.faults.add("views.open", fault)
    await town["Ann"].runs("/decide Which queue?", in_="platform")
    await town.settle()
    town["Ann"].finds("Try again", in_="platform")


@pytest.mark.parametrize("method", ["conversations.info", "conversations.members"])
@pytest.mark.parametrize("fault", [lose(), ratelimited(1), server_error()], ids=name)
async def test_a_channel_that_could_not_be_read_at_first_is_read_at_the_preview(
    town: Town, method: str, fault: Fault
) -> None:
    town.slack.faults.add(method, fault)
    await ask(town)
    await town.settle()
    assert town.card("Which queue?")


@pytest.mark.parametrize("fault", [lose(), ratelimited(1), server_error()], ids=name)
async def test_somebody_new_who_could_not_be_asked_for_can_try_again(town: Town, fault: Fault) -> None:
    slack = town.slack
    town.slack.faults.add("event.team_join", lose(), times=None)
    someone = Someone(slack.workspace.new_id("U"), "gil", "Gil", slack.workspace.team)
    await acts.add_person(slack, someone)
    await acts.join(slack, someone.id, "platform")
    slack.faults.add("users.info", fault)
    gil = town["Gil"]
    await gil.runs("/decide Which queue?", in_="platform")
    await town.settle()
    gil.reads("platform")
    if gil.has_modal:
        await gil.closes()
    await gil.runs("/decide Which queue?", in_="platform")
    assert gil.has_modal


async def test_clicks_that_overtake_each_other_leave_the_latest(town: Town) -> None:
    card = await open_decision(town)
    ben = town["Ben"]
    town.slack.faults.add("block_actions", delay(0.4))
    late = asyncio.create_task(ben.clicks("Kafka", on=card))
    await town.slack.comes_true(lambda: False, 0.05)
    await ben.clicks("SQS", on=card)
    await late
    await town.settle()
    told = [text for text in ben.reads("platform") if "Your vote" in text]
    assert len(told) == 2
    assert all("Your vote: SQS." in text for text in told)
    assert await read_answers(town) == ["2"]
    assert "1 of 3 voted" in town["Ann"].read(card)


async def test_a_click_that_arrives_twice_counts_once(town: Town) -> None:
    card = await open_decision(town)
    town.slack.faults.add("block_actions", duplicate())
    await town["Ben"].clicks("Kafka", on=card)
    await town.slack.deliver.settle()
    await town.settle()
    town["Ben"].reads("platform")
    assert await read_answers(town) == ["1"]
    assert "1 of 3 voted" in town["Ann"].read(card)


async def test_a_vote_whose_answer_was_lost_is_there(town: Town) -> None:
    card = await open_decision(town)
    town.slack.faults.add("block_actions", drop_answer())
    with pytest.raises(Troubled):
        await town["Ben"].clicks("Kafka", on=card)
    town.slack.workspace.troubles.clear()
    await town.settle()
    town["Ben"].finds("Your vote: Kafka.", in_="platform")
    assert "1 of 3 voted" in town["Ann"].read(card)


async def test_a_private_answer_that_slack_did_not_take_is_given_again(town: Town) -> None:
    card = await open_decision(town)
    town.slack.faults.add("response_url", lose())
    town.slack.faults.add("response_url", server_error(503), times=2)
    await asyncio.gather(town["Ben"].clicks("Kafka", on=card), town["Chen"].clicks("SQS", on=card))
    await town.settle()
    assert told(town, "Ben") == ["Your vote: Kafka."]
    assert told(town, "Chen") == ["Your vote: SQS."]


async def test_a_private_answer_of_which_nobody_knows_is_rather_given_twice(town: Town) -> None:
    card = await open_decision(town)
    town.slack.faults.add("response_url", drop_answer())
    await town["Ben"].clicks("Kafka", on=card)
    await town.settle()
    assert told(town, "Ben") == ["Your vote: Kafka."] * 2


def told(town: Town, who: str) -> list[str]:
    """How this person's vote was confirmed to them."""
    return [text.split(" Change")[0] for text in town[who].reads("platform") if "Your vote" in text]


async def test_a_post_whose_answer_was_lost_and_that_is_pressed_again_opens_one_decision(town: Town) -> None:
    ann = town["Ann"]
    await ann.runs("/decide Which queue? | Kafka | SQS", in_="platform")
    await town.bot.edge.drain()
    await ann.submits("Preview")
    town.slack.faults.add("view_submission", drop_answer())
    with pytest.raises(Troubled):
        await ann.submits("Post")
    town.slack.workspace.troubles.clear()
    await ann.submits("Post")
    await town.settle()
    assert town.card("Which queue?")
    assert_each_once(town.slack)


@pytest.mark.parametrize("fault", [duplicate(), drop_answer(), hold(), delay(0.2)], ids=name)
async def test_an_event_that_comes_twice_or_late_does_its_work_once(town: Town, fault: Fault) -> None:
    card = await open_decision(town)
    town.slack.faults.add("event.member_left_channel", fault)
    await town["Chen"].leaves("platform")
    await town["Dana"].joins("platform")
    await town.slack.deliver.settle()
    await town.settle()
    assert "0 of 2 voted" in town["Ann"].read(card)
    database = town.bot.foundation.database
    taken = await database.read(lambda tx: tx.execute(inbox.select()).all())
    assert len(taken) == len({row.event_id for row in taken})


CODES = ["token_revoked", "invalid_auth", "account_inactive"]


@pytest.mark.parametrize("code", CODES)
async def test_a_form_that_a_dead_token_cannot_open_uninstalls_cairn_without_a_word(
    town: Town, code: str
) -> None:
    team, read = Team(town.slack.workspace.team), town.bot.foundation.database.read
    before = len(town["Ann"].reads("platform"))
    town.slack.faults.add("views.open", refuse(code))
    await town["Ann"].runs("/decide Which queue?", in_="platform")
    await town.settle()
    assert await read(installations.find, team) is None
    assert not town["Ann"].has_modal
    assert len(town["Ann"].reads("platform")) == before
    calls = len(town.slack.calls())
    await town.pass_time(days=1)
    assert len(town.slack.calls()) == calls


async def test_home_that_a_dead_token_cannot_draw_uninstalls_cairn(town: Town) -> None:
    team, read = Team(town.slack.workspace.team), town.bot.foundation.database.read
    town.slack.faults.add("views.publish", refuse("token_revoked"))
    await town["Ann"].opens_home()
    await town.slack.deliver.settle()
    await town.settle()
    assert await read(installations.find, team) is None


async def test_a_token_that_was_renewed_meanwhile_stays(town: Town) -> None:
    team, read = Team(town.slack.workspace.team), town.bot.foundation.database.read
    client = await town.bot.door.client(team)
    town.slack.revoke(team)
    new = town.slack.install(team, town["Ann"].id)
    await town.bot.door.install(new.token, {"team_id": team, "user_id": new.bot_user}, new.scopes)
    with pytest.raises(SlackApiError):
        await client.auth_test()
    assert await read(installations.find, team) is not None


async def read_answers(town: Town) -> list[str]:
    """What has been voted, by people."""
    return await town.bot.foundation.database.read(
        lambda tx: list(tx.scalars(ballots.select().with_only_columns(ballots.c.answer)))
    )
