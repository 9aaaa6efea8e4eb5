"""What Slack does not do, who leaves a private channel, and texts that nobody expects: it goes on, and tells nobody else."""

import pytest

from sandbox.acts import archive, create_channel, delete_message, invite
from sandbox.faults import refuse
from sandbox.workspaces import seat_bot
from tests.commitments.after_scenes import answer, be_asked, close, escalate, reveal, rule, work
from tests.commitments.scenes import (
    NATS,
    commit,
    commitment_of,
    disagree,
    dissent,
    happen,
    manage,
    reach,
    send,
    take,
)
from tests.decisions.scenes import press
from tests.town import Town

EMOJI = "\U0001f680"
EVIL = "\u202e*<!channel>* & <@U1> \u200b\u2066@here <https://evil.example|click> ~`_" + EMOJI

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])


async def test_where_the_card_was_deleted_it_is_posted_again_and_the_steps_stand_below_it(town: Town) -> None:
    card = await reveal(town)
    ann = town["Ann"]
    asked = ann.finds("positions are shown", in_="@Cairn")
    await delete_message(town.slack, ann.who.id, card)
    await happen(town)
    await ann.clicks("Work through it", on=asked)
    await ann.submits("Begin")
    await town.settle()
    again = town.card(NATS)
    assert again.ts != card.ts
    assert "worked through in the thread" in ann.read(again)
    assert any("Working through it" in said for said in ann.reads_thread(again))
    await close(town, again)
    assert "It is blocked" in ann.read(again)
    ann.reads("@Cairn")


async def test_what_cannot_be_asked_in_a_message_is_asked_on_home(town: Town) -> None:
    card = await escalate(town, "Dana")
    await rule(town, card, "Dana")
    town.slack.faults.add("conversations.open", refuse("user_disabled"), times=None)
    town.slack.faults.add("chat.postMessage", refuse("channel_not_found"), times=None)
    await be_asked(town)
    town.slack.faults.clear()
    ben = town["Ben"]
    await ben.opens_home()
    await happen(town)
    home = ben.home()
    assert home is not None
    await ben.clicks("No", on=home)
    assert "You will not commit." in ben.modal
    await ben.closes()
    await town.settle()
    for person in ("Ann", "Ben", "Chen", "Dana"):
        town[person].reads("@Cairn")
        town[person].reads("platform")


async def test_in_an_archived_channel_it_takes_its_course_and_its_owner_is_told(town: Town) -> None:
    card = await reveal(town)
    await archive(town.slack, town["Ann"].id, card.channel)
    await town.pass_time(days=5)
    town["Ann"].finds("The channel is archived.", in_="@Cairn")
    for person in ("Ann", "Ben", "Chen", "Dana"):
        town[person].reads("@Cairn")


async def test_who_leaves_a_private_channel_finds_nothing_of_it_any_more(town: Town) -> None:
    await reach(town, 0, 15)
    ann, ben, chen = town["Ann"], town["Ben"], town["Chen"]
    secret = await create_channel(town.slack, ann.id, "secret", "private")
    seat_bot(town.slack.workspace, "secret")
    for person in (ben, chen):
        await invite(town.slack, ann.id, secret.id, person.id)
    await happen(town)
    card = await commit(town, in_="secret")
    await disagree(town, card, "Ben")
    await take(town, card, Ann="Agree", Chen="Agree")
    asked = ben.finds("Will you commit?", in_="@Cairn")
    await ben.leaves("secret")
    await happen(town)
    await ben.clicks("No", on=asked)
    await town.settle()
    ben.finds("I can't find that commitment.", in_="@Cairn")
    await ben.opens_home()
    await happen(town)
    assert NATS not in str(ben.home())
    await town.pass_time(days=3)
    assert "Decided. 2 agree, 1 not confirmed" in ann.read(town.card(NATS, "secret"))
    before = len(ben.reads("@Cairn"))
    await town.pass_time(days=35)
    assert len(ben.reads("@Cairn")) == before
    ann.finds("1 prediction to look at", in_="@Cairn")
    await ben.runs("/commit ledger", in_="platform")
    assert NATS not in ben.modal.text
    await ben.closes()
    whose = f"{commitment_of(card)} {ben.id}"
    await send(town, press(town, "Ben", town.card(NATS, "secret"), "commitment.foretold/true", whose))
    await town.settle()
    assert "I can't find that commitment." in ben.read(ben.ephemerals[-1])


async def test_whatever_is_typed_anywhere_calls_nobody_and_turns_nothing_around(town: Town) -> None:
    await reach(town, 0, 9)
    fields = "Context", "What it optimises for", "Trade-offs accepted", "Evidence"
    card = await commit(town, NATS, dict.fromkeys(fields, EVIL))
    ann, ben = town["Ann"], town["Ben"]
    await ben.clicks("Can't commit", on=card)
    words = "Why?", "What are you optimising for?", "What will we see, if you are right?"
    await ben.fills({**dissent(town), **dict.fromkeys((*words, "What would let you commit?"), EVIL)})
    await ben.submits("Take this position")
    await ben.closes()
    await take(town, card, Ann="Agree", Chen="Agree")
    await work(town, card)
    await ann.clicks("Write what came of it")
    await ann.fills("What came of it", EVIL)
    await ann.submits("Save")
    await manage(ann, card, "Move deadline")
    await ann.fills({"… or typed": "9d", "Reason": EVIL})
    await ann.submits("Move it")
    await manage(ann, card, "Amend")
    await ann.fills({"Proposal": EVIL})
    await ann.submits("Amend")
    await town.settle()
    await close(town, card)
    await rule(town, card, "Ann", "Change it", {"Why": EVIL, "The changed proposal": f"{EVIL}!"})
    await be_asked(town)
    await answer(town, "Ben", "Yes, and keep my concern on record")
    assert "Decided. 2 agree, 1 disagrees and commits" in ann.read(card)
    assert EMOJI in ann.read(card)
    said = [str(message) for there in town.slack.workspace.messages.values() for message in there.values()]
    assert any("&lt;!channel&gt;" in text for text in said)
    for text in said:
        assert "<!channel>" not in text
        assert "<@U1>" not in text
        assert not set(text) & set("\u202e\u200b\u2066"), text
    for name in ("Ann", "Ben", "Chen"):
        town[name].reads("@Cairn")
