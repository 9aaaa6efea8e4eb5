"""Cards when Slack's answers are lost, late or unkind: what people see becomes what is stored, and nothing loops."""

import asyncio
from datetime import timedelta

import pytest

from sandbox import acts
from sandbox.faults import Fault, delay, drop_answer, lose, ratelimited, refuse, server_error
from storage.deliveries import Sending
from tests.bot.making import ask, assert_each_once, close, count_owed, extend, open_decision, read_replies
from tests.town import Town

PASSING = [drop_answer(), lose(), ratelimited(1), server_error(500), server_error(503), delay(0.05)]


ON_SQLITE = pytest.mark.parametrize("engine", ["sqlite"])
"""For what Slack does, and no engine."""


def name(fault: Fault) -> str:
    return f"{fault.kind}{fault.status if fault.kind == 'server_error' else ''}"


@ON_SQLITE
@pytest.mark.parametrize("fault", PASSING, ids=name)
async def test_a_card_whose_update_went_wrong_shows_the_votes_in_the_end(town: Town, fault: Fault) -> None:
    card = await open_decision(town)
    town.slack.faults.add("chat.update", fault, times=2)
    await vote(town, "Ben", "Kafka")
    await town.settle()
    assert "1 of 3 voted" in town["Ann"].read(card)


async def test_a_card_that_may_show_something_else_is_drawn_again_though_nothing_has_changed(
    town: Town,
) -> None:
    card = await open_decision(town)
    await vote(town, "Ben", "Kafka")
    await town.settle()
    town.slack.faults.add("chat.update", drop_answer())
    await vote(town, "Chen", "SQS")
    await town.bot.courier.send_due()
    assert "2 of 3 voted" in town["Ann"].read(card)
    await town["Chen"].clicks("Withdraw")
    await town.settle()
    town["Chen"].finds("withdr", in_="platform")
    assert "1 of 3 voted" in town["Ann"].read(card)


@ON_SQLITE
async def test_updates_wait_for_retry_after_and_posts_do_not(town: Town) -> None:
    card = await open_decision(town)
    town.slack.faults.add("chat.update", ratelimited(1))
    await vote(town, "Ben", "Kafka")
    await town.bot.courier.send_due()
    before = len(town.slack.calls("chat.update"))
    await vote(town, "Chen", "Kafka")
    await extend(town, timedelta(days=1))
    await town.bot.courier.send_due()
    assert len(await read_replies(town)) == 1
    assert len(town.slack.calls("chat.update")) == before
    await town.settle()
    assert "2 of 3 voted" in town["Ann"].read(card)


async def test_a_card_that_was_deleted_is_posted_again_once(town: Town) -> None:
    card = await open_decision(town)
    await asyncio.gather(vote(town, "Ben", "Kafka"), vote(town, "Chen", "Kafka"))
    await town["Ann"].deletes(card)
    await town.settle()
    anew = town.card("Which queue?")
    assert anew.ts != card.ts
    assert "2 of 3 voted" in town["Ann"].read(anew)
    assert_each_once(town.slack)
    await vote(town, "Ann", "SQS")
    await town.settle()
    assert "3 of 3 voted" in town["Ann"].read(anew)


async def test_a_card_that_slack_refuses_for_an_unknown_reason_is_tried_again_at_the_next_vote(
    town: Town,
) -> None:
    card = await open_decision(town)
    town.slack.faults.add("chat.update", refuse("something_new"))
    await vote(town, "Ben", "Kafka")
    await town.settle()
    assert "0 of 3 voted" in town["Ann"].read(card)
    assert len(town.slack.calls("chat.update")) == 1
    await vote(town, "Chen", "SQS")
    await town.settle()
    assert "2 of 3 voted" in town["Ann"].read(card)


async def test_in_an_archived_channel_nothing_loops_and_the_owner_is_told_once(town: Town) -> None:
    card = await open_decision(town)
    await vote(town, "Ben", "Kafka")
    await acts.archive(town.slack, town["Ann"].id, town.channel("platform"))
    await town.slack.deliver.settle()
    await town.settle()
    await town.pass_time(days=7)
    refused = [call for call in town.slack.calls() if call.answer.get("error") == "is_archived"]
    assert {call.method for call in refused} == {"chat.update", "chat.postMessage"}
    assert len(refused) <= 4
    assert "0 of 3 voted" in town["Ann"].read(card)
    assert len([each for each in town["Ann"].reads("@Cairn") if "I can't post in" in each]) == 1
    before = len(town.slack.calls())
    await town.settle()
    await town.bot.courier.send_due()
    assert len(town.slack.calls()) == before


async def test_a_channel_that_has_removed_cairn_loops_no_more_and_the_owner_is_told_once(town: Town) -> None:
    await open_decision(town)
    installation = town.slack.workspace.installation
    assert installation is not None
    await acts.leave(town.slack, installation.bot_user, town.channel("platform"))
    await town.slack.deliver.settle()
    await close(town)
    await town.settle()
    assert len([each for each in town["Ann"].reads("@Cairn") if "I can't post in" in each]) == 1
    owed = await count_owed(town)
    assert owed[Sending.DEAD] == 1
    assert not owed.keys() & {Sending.PENDING, Sending.UNKNOWN}


async def test_what_waits_for_a_card_that_never_stood_keeps_nobody_busy(town: Town) -> None:
    town.slack.faults.add("chat.postMessage", refuse("is_archived"))
    await ask(town)
    await town.settle()
    await close(town)
    await town.settle()
    town["Ann"].finds("I can't post in", "@Cairn")
    before = len(town.slack.calls())
    await town.bot.courier.drain()
    assert len(town.slack.calls()) == before


@ON_SQLITE
@pytest.mark.parametrize("code", ["token_revoked", "invalid_auth", "account_inactive"])
async def test_after_the_token_was_refused_nothing_is_called_any_more(town: Town, code: str) -> None:
    card = await open_decision(town)
    await vote(town, "Ben", "Kafka")
    town.slack.revoke(town.slack.workspace.team, code)
    await close(town)
    await town.settle()
    refused = len(town.slack.calls())
    await town.settle()
    await town.pass_time(days=7)
    assert len(town.slack.calls()) == refused
    assert not (await count_owed(town)).keys() & {Sending.PENDING, Sending.SENDING, Sending.UNKNOWN}
    assert "0 of 3 voted" in town["Ann"].read(card)


async def test_a_card_opened_after_the_clock_was_moved_shows_the_votes(town: Town) -> None:
    await town.pass_time(days=3)
    card = await open_decision(town)
    await vote(town, "Ben", "Kafka")
    await town.settle()
    assert "1 of 3 voted" in town["Ann"].read(card)


async def vote(town: Town, who: str, option: str) -> None:
    """This person presses an option's button, and is told that it counts."""
    person = town[who]
    await person.clicks(option, on=town.card("Which queue?", who=who))
    await town.bot.edge.drain()
    person.finds(f"Your vote: {option}.", in_="platform")
