"""What people send and never arrives, arrives late or twice; and what Slack does not show them in return."""

import pytest
from sqlalchemy import select

from sandbox import acts
from sandbox.faults import Fault, delay, drop_answer, duplicate, lose, ratelimited, server_error
from sandbox.people import Person, Troubled
from storage.schema import ballots
from tests.bot.making import assert_each_once, find_decision, open_decision
from tests.conftest import Paper
from tests.town import Town

NOT_HERE = [lose(), delay(1.2)]
PASSING = [drop_answer(), lose(), ratelimited(1), server_error()]

ON_SQLITE = pytest.mark.parametrize("engine", ["sqlite"])
"""For what Slack does, and no engine."""


def name(fault: Fault) -> str:
    return fault.kind


@ON_SQLITE
@pytest.mark.parametrize("fault", NOT_HERE, ids=name)
async def test_a_command_that_never_arrives_can_be_typed_again(town: Town, fault: Fault) -> None:
    town.slack.deliver.answer_seconds = 1
    town.slack.faults.add("command", fault)
    with pytest.raises(Troubled):
        await town["Ann"].runs("/decide Which queue? | Kafka | SQS", in_="platform")
    town.slack.workspace.troubles.clear()
    town["Ann"].finds("/decide failed with the error operation_timeout", in_="platform")
    assert await open_decision(town)


@ON_SQLITE
async def test_a_command_that_arrives_twice_opens_one_form_and_one_decision(town: Town) -> None:
    town.slack.faults.add("command", duplicate())
    await open_decision(town)
    await town.slack.deliver.settle()
    assert not town["Ann"].has_modal
    assert_each_once(town.slack)


@ON_SQLITE
@pytest.mark.parametrize("fault", NOT_HERE, ids=name)
async def test_a_vote_that_never_arrives_is_not_there_and_the_person_knows(town: Town, fault: Fault) -> None:
    card = await open_decision(town)
    town.slack.deliver.answer_seconds = 1
    town.slack.faults.add("block_actions", fault)
    with pytest.raises(Troubled):
        await town["Ben"].clicks("Kafka", on=card)
    town.slack.workspace.troubles.clear()
    await town.settle()
    assert await count_ballots(town) == 0
    await town["Ben"].clicks("SQS", on=card)
    await town.settle()
    assert town["Ben"].finds("Your vote: SQS.", in_="platform")
    assert await count_ballots(town) == 1


@ON_SQLITE
@pytest.mark.parametrize("fault", NOT_HERE, ids=name)
async def test_a_post_that_never_arrives_opens_nothing_and_can_be_pressed_again(
    town: Town, fault: Fault
) -> None:
    ann = await preview(town)
    town.slack.deliver.answer_seconds = 1
    town.slack.faults.add("view_submission", fault)
    with pytest.raises(Troubled):
        await ann.submits("Post")
    town.slack.workspace.troubles.clear()
    await town.settle()
    assert not town.slack.calls("chat.postMessage")
    await ann.submits("Post")
    await town.settle()
    assert town.card("Which queue?")


async def test_a_post_that_arrives_twice_at_once_opens_one_decision(town: Town) -> None:
    ann = await preview(town)
    town.slack.faults.add("view_submission", duplicate())
    await ann.submits("Post")
    await town.slack.deliver.settle()
    await town.settle()
    assert town.card("Which queue?")
    assert_each_once(town.slack)
    await find_decision(town)


@ON_SQLITE
@pytest.mark.parametrize("fault", [drop_answer(), lose(), server_error()], ids=name)
async def test_a_channel_that_could_not_be_joined_is_joined_at_the_next_post(
    town: Town, fault: Fault, logged: Paper
) -> None:
    ann, slack = town["Ann"], town.slack
    await acts.create_channel(slack, ann.id, "queues")
    await ann.runs("/decide Which queue? | Kafka | SQS", in_="queues")
    await town.bot.edge.drain()
    await ann.submits("Preview")
    slack.faults.add("conversations.join", fault)
    await ann.submits("Post")
    assert "Slack did not tell me what I need for this. Try again in a moment." in ann.modal
    assert "listener failed" not in logged.getvalue()
    await ann.closes()
    await ann.submits("Post")
    await town.settle()
    assert town.card("Which queue?", "queues")
    assert_each_once(slack)


@ON_SQLITE
@pytest.mark.parametrize("fault", [*PASSING, delay(2.2)], ids=name)
@pytest.mark.parametrize("method", ["views.push", "views.update"])
async def test_a_modal_that_slack_did_not_change_is_told_by_slack_and_pressed_again(
    town: Town, method: str, fault: Fault
) -> None:
    card = await open_decision(town)
    ann = town["Ann"]
    await ann.picks("Manage", on=card)
    act, done = ("Extend", "Extend") if method == "views.push" else ("Close now", "Voting is closed")
    town.slack.faults.add(method, fault)
    with pytest.raises(Troubled):
        await ann.clicks(act)
    town.slack.workspace.troubles.clear()
    if fault.kind != "drop_answer":
        await ann.clicks(act)
    await town.settle()
    assert done in ann.modal
    assert_each_once(town.slack)


@ON_SQLITE
@pytest.mark.parametrize("fault", PASSING, ids=name)
async def test_home_that_slack_did_not_take_is_drawn_again(town: Town, fault: Fault) -> None:
    ann = town["Ann"]
    await open_decision(town)
    town.slack.faults.add("views.publish", fault)
    await ann.opens_home()
    await town.slack.deliver.settle()
    await town.settle()
    shown = ann.home()
    assert shown is not None
    assert "Which queue?" in shown.text


@ON_SQLITE
async def test_home_that_slack_never_takes_is_given_up(town: Town) -> None:
    town.slack.faults.add("views.publish", server_error(), times=None)
    await town["Ann"].opens_home()
    await town.slack.deliver.settle()
    await town.settle()
    assert len(town.slack.calls("views.publish")) == 3


async def preview(town: Town) -> Person:
    """Ann looks at the preview of her question, and is returned."""
    ann = town["Ann"]
    await ann.runs("/decide Which queue? | Kafka | SQS", in_="platform")
    await town.bot.edge.drain()
    await ann.submits("Preview")
    return ann


async def count_ballots(town: Town) -> int:
    """How many ballots are stored."""
    return len(await town.bot.foundation.database.read(lambda tx: tx.execute(select(ballots.c.person)).all()))
