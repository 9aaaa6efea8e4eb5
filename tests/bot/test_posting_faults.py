"""Posting when Slack's answers are lost, late or unkind: each message stands there once, and none is missing."""

from datetime import timedelta

import pytest

from rituals.ids import Person, Team
from sandbox.faults import Fault, delay, drop_answer, lose, ratelimited, refuse, server_error
from storage import people
from storage.deliveries import Sending
from tests.bot.making import (
    HISTORY,
    ask,
    assert_each_once,
    close,
    count_owed,
    count_posts,
    extend,
    forbid,
    open_decision,
    read_replies,
)
from tests.town import Town

PASSING = [drop_answer(), lose(), ratelimited(1), server_error(500), server_error(503), delay(0.05)]


ON_SQLITE = pytest.mark.parametrize("engine", ["sqlite"])
"""For what Slack does, and no engine."""


def name(fault: Fault) -> str:
    return f"{fault.kind}{fault.status if fault.kind == 'server_error' else ''}"


@ON_SQLITE
@pytest.mark.parametrize("fault", [*PASSING, refuse("internal_error"), refuse("something_new")], ids=name)
async def test_a_card_whose_post_went_wrong_stands_once(town: Town, fault: Fault) -> None:
    town.slack.faults.add("chat.postMessage", fault)
    await ask(town)
    await town.settle()
    assert_each_once(town.slack)
    assert await count_owed(town) == {Sending.SENT: 1}
    await town["Ben"].clicks("Kafka", on=town.card("Which queue?"))
    await town.settle()
    town["Ben"].finds("Your vote: Kafka.", in_="platform")
    assert "1 of 3 voted" in town["Ann"].read(town.card("Which queue?"))


@ON_SQLITE
@pytest.mark.parametrize("fault", PASSING, ids=name)
async def test_a_reply_whose_post_went_wrong_stands_once_in_the_thread(town: Town, fault: Fault) -> None:
    await open_decision(town)
    town.slack.faults.add("chat.postMessage", fault)
    await close(town)
    await town.settle()
    assert len(await read_replies(town)) == 1
    assert_each_once(town.slack)


@ON_SQLITE
@pytest.mark.parametrize("looking", [lose(), drop_answer(), ratelimited(1), server_error()], ids=name)
async def test_a_message_is_not_repeated_while_it_cannot_be_looked_for(town: Town, looking: Fault) -> None:
    town.slack.faults.add("chat.postMessage", drop_answer())
    town.slack.faults.add("conversations.history", looking, times=2)
    await ask(town)
    await town.settle()
    assert len(town.slack.calls("conversations.history")) == 3
    assert len(town.slack.calls("chat.postMessage")) == 1
    assert_each_once(town.slack)
    assert await count_owed(town) == {Sending.SENT: 1}


async def test_a_reply_whose_answer_was_lost_is_found_in_its_thread(town: Town) -> None:
    await open_decision(town)
    town.slack.faults.add("chat.postMessage", drop_answer())
    await close(town)
    await town.settle()
    assert len(town.slack.calls("conversations.replies")) == 1
    assert len(await read_replies(town)) == 1
    assert await count_owed(town) == {Sending.SENT: 2}


async def test_without_the_history_scope_what_is_no_secret_is_sent_again(town: Town) -> None:
    forbid(town.slack, *HISTORY)
    town.slack.faults.add("chat.postMessage", lose())
    await ask(town)
    await town.settle()
    assert town.card("Which queue?")
    assert await count_owed(town) == {Sending.SENT: 1}


@ON_SQLITE
async def test_retry_after_holds_for_its_channel_only(town: Town) -> None:
    town.slack.faults.add("chat.postMessage", ratelimited(2))
    await ask(town, "Which queue?", "platform")
    await town.bot.courier.send_due()
    assert not count_posts(town.slack)
    await ask(town, "Which colour?", "general")
    await town.bot.courier.send_due()
    assert town.card("Which colour?", "general")
    assert len(count_posts(town.slack)) == 1
    await town.settle()
    assert town.card("Which queue?")
    first, _, last = town.slack.calls("chat.postMessage")
    assert last.at - first.at >= 2


async def test_a_reply_whose_card_is_gone_is_taken_back_and_stands_under_a_new_card(town: Town) -> None:
    card = await open_decision(town)
    await town["Ann"].deletes(card)
    await close(town)
    await town.settle()
    anew = town.card("Which queue?")
    assert anew.ts != card.ts
    assert len(await read_replies(town)) == 1
    assert_each_once(town.slack)
    astray = [each for each in town["Ann"].messages("platform") if each.metadata and each.ts != anew.ts]
    assert not astray


@ON_SQLITE
@pytest.mark.parametrize("fault", [drop_answer(), lose(), ratelimited(1), server_error()], ids=name)
async def test_a_reply_astray_is_taken_back_though_that_fails_at_first(town: Town, fault: Fault) -> None:
    card = await open_decision(town)
    await town["Ann"].deletes(card)
    town.slack.faults.add("chat.delete", fault)
    await close(town)
    await town.settle()
    assert len(await read_replies(town)) == 1
    assert_each_once(town.slack)
    assert [each.ts for each in town["Ann"].messages("platform") if each.metadata] == [
        town.card("Which queue?").ts
    ]


@ON_SQLITE
@pytest.mark.parametrize("code", ["compliance_exports_prevent_deletion", "something_new"])
async def test_a_reply_astray_that_slack_never_lets_us_delete_stays(town: Town, code: str) -> None:
    card = await open_decision(town)
    await town["Ann"].deletes(card)
    town.slack.faults.add("chat.delete", refuse(code), times=40)
    await close(town)
    await town.settle()
    assert await count_owed(town) == {Sending.SENT: 3}
    shown = [each.ts for each in town["Ann"].messages("platform") if each.metadata]
    assert len(shown) == 2
    assert_each_once(town.slack)


@ON_SQLITE
async def test_a_person_whose_conversation_is_gone_is_written_to_in_another(town: Town) -> None:
    await open_decision(town)
    await lose_conversation(town)
    town.slack.faults.add("chat.postMessage", refuse("not_in_channel"))
    await close(town)
    await town.settle()
    town["Ann"].finds("I am not in the channel any more.", "@Cairn")


@ON_SQLITE
async def test_a_person_to_whom_slack_lets_nobody_write_is_tried_once_more(town: Town) -> None:
    await open_decision(town)
    town.slack.faults.add("chat.postMessage", refuse("channel_not_found"), times=3)
    await close(town)
    await town.settle()
    assert len(town.slack.calls("chat.postMessage")) == 4
    assert await count_owed(town) == {Sending.SENT: 1, Sending.DEAD: 2}


async def test_a_reply_astray_whose_answer_was_lost_is_found_and_taken_back(town: Town) -> None:
    card = await open_decision(town)
    await town["Ann"].deletes(card)
    town.slack.faults.add("chat.postMessage", drop_answer())
    await close(town)
    await town.settle()
    assert len(await read_replies(town)) == 1
    assert_each_once(town.slack)
    assert len([each for each in town["Ann"].messages("platform") if each.metadata]) == 1


async def test_two_replies_that_find_the_card_gone_make_one_new_card(town: Town) -> None:
    card = await open_decision(town)
    await town["Ann"].deletes(card)
    await extend(town, timedelta(days=1))
    await close(town)
    await town.settle()
    assert len(await read_replies(town)) == 2, await count_owed(town)
    assert_each_once(town.slack)
    assert len([each for each in town["Ann"].messages("platform") if each.metadata]) == 1


async def lose_conversation(town: Town) -> None:
    """Cairn remembers a conversation with Ann that is no more."""
    team, ann = Team(town.slack.workspace.team), Person(town["Ann"].id)
    await town.bot.foundation.database.write(people.save_dm, team, ann, "DGONE")
