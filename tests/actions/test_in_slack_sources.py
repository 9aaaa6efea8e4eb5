"""Actions that come of another ritual: added to it, and shown by it to those who see them."""

from collections.abc import Awaitable, Callable

import pytest

from bot.app import rituals
from handlers.blocks import escape
from sandbox.acts import open_direct
from sandbox.things import Message
from sandbox.workspaces import seat_bot
from storage.keys import Keyring
from tests.commitments.scenes import commit, manage, take
from tests.decisions.scenes import decide, happen, reach, vote
from tests.records.test_export_in_slack import take as take_along
from tests.rfcs.deeds import approve
from tests.rfcs.scenes import WHO, post
from tests.town import KEY, QUICK, Town

ON_SQLITE = pytest.mark.parametrize("engine", ["sqlite"])

RUNBOOK = "Write the runbook"


async def decided(town: Town, in_: str = "platform") -> Message:
    card = await decide(town, in_=in_)
    await vote(town, card, Ben="SQS")
    await manage(town["Ann"], card, "Close now")
    await town["Ann"].closes(everything=True)
    await town.settle()
    return card


async def carried(town: Town) -> Message:
    card = await commit(town)
    await take(town, card, Ann="Agree", Ben="Agree")
    await manage(town["Ann"], card, "Close now")
    await town["Ann"].closes(everything=True)
    await town.settle()
    return card


async def accepted(town: Town) -> Message:
    await reach(town, 0, 9)
    card = await post(town, who={**WHO, "Affected channels": ["general"]})
    await approve(town, card, "Ben", "Chen")
    await town.pass_time(days=8)
    return card


ENDED: dict[str, Callable[[Town], Awaitable[Message]]] = {
    "decision": decided,
    "commitment": carried,
    "rfc": accepted,
}


async def add(
    town: Town, card: Message, text: str = RUNBOOK, who: str = "Ann", owners: tuple[str, ...] = ("Ben",)
) -> Message:
    """Somebody adds an action to what has ended, from this message; returns the action's own card."""
    person = town[who]
    await person.clicks("Add an action", on=card)
    await person.fills({"What is to be done": text, "Owners": list(owners), "… or typed": "2w"})
    await person.submits("Add")
    assert not person.has_modal, person.errors
    await town.settle()
    channel = town.slack.workspace.channels[card.channel]
    return town.card(escape(text), "platform" if channel.is_direct else channel.name, who)


def test_every_ritual_that_has_details_is_tried_here() -> None:
    with_details = {
        ritual.name for ritual in rituals(QUICK, Keyring([KEY])) if f"{ritual.name}.details" in ritual.clicks
    }
    assert with_details == ENDED.keys()


@ON_SQLITE
@pytest.mark.parametrize("ritual", ENDED)
async def test_details_and_the_record_show_the_actions_that_came_of_it(town: Town, ritual: str) -> None:
    card = await ENDED[ritual](town)
    action = await add(town, card)
    article = {"decision": "a decision", "commitment": "a commitment", "rfc": "an RFC"}[ritual]
    assert f"from {article}" in town["Ben"].read(action)
    chen = town["Chen"]
    await chen.picks("Details", on=card)
    assert f"1 action\n• {RUNBOOK} · @Ben Ortiz · due" in chen.modal
    await chen.closes()
    await town["Ben"].clicks("Done", on=action)
    await town.settle()
    town["Ben"].finds(f"Done: {RUNBOOK}", in_="platform")
    await chen.clicks("Open D-1", on=card)
    assert f"1 action\n• {RUNBOOK} · :white_check_mark: Done by @Ben Ortiz" in chen.modal
    await chen.closes()


@ON_SQLITE
async def test_only_who_sees_an_action_sees_it_beside_what_it_came_of(town: Town) -> None:
    seat_bot(town.slack.workspace, "leads")
    await reach(town, 0, 9)
    card = await post(town, who={**WHO, "Affected channels": ["leads"]})
    pointer = town.card("One queue", "leads")
    await approve(town, card, "Ben", "Chen")
    await town.pass_time(days=8)
    await add(town, card)
    await add(town, pointer, "Ask <!channel> & Finance", owners=("Ann",))
    ben, chen = town["Ben"], town["Chen"]
    await ben.picks("Details", on=card)
    assert "2 actions" in ben.modal
    assert "Ask <!channel> & Finance" in ben.modal
    for button in ("Details", "Open D-1"):
        await (chen.picks if button == "Details" else chen.clicks)(button, on=card)
        assert "1 action\n" in chen.modal
        assert "Finance" not in chen.modal
        await chen.closes()
    taken = {name: str(await take_along(town, name)) for name in ("Ben", "Chen")}
    assert RUNBOOK in taken["Chen"]
    assert "Finance" not in taken["Chen"]
    assert "Finance" in taken["Ben"]


@ON_SQLITE
async def test_an_action_that_is_added_from_a_direct_message_lives_where_the_rfc_is_reviewed(
    town: Town,
) -> None:
    await accepted(town)
    ann = town["Ann"]
    told = ann.finds("is accepted: 2 of 2 approve", in_="@Cairn")
    await add(town, told)
    assert not [one for one in ann.messages("general") if RUNBOOK in str(one.blocks)]


@ON_SQLITE
async def test_an_action_that_is_added_where_an_rfc_is_pointed_at_lives_there(town: Town) -> None:
    await accepted(town)
    dana = town["Dana"]
    await add(town, dana.finds("is accepted.", in_="general"), who="Dana", owners=("Dana",))


@ON_SQLITE
async def test_of_many_actions_the_first_ten_are_shown(town: Town) -> None:
    card = await decided(town)
    for number in range(12):
        await add(town, card, f"Step {number:02}")
    await happen(town)
    dana = town["Dana"]
    await dana.joins("platform")
    await happen(town)
    await dana.picks("Details", on=card)
    assert "12 actions\n• Step 00" in dana.modal
    assert "Step 09" in dana.modal
    assert "Step 10" not in dana.modal
    assert "2 more. /actions channel lists what is open." in dana.modal


async def among(town: Town, who: str, *others: str) -> Message:
    """What somebody says in a direct message, or in a group conversation, of which Cairn knows nothing."""
    person = town[who]
    direct = await open_direct(town.slack, person.id, [town[one].id for one in others])
    return await person.says("Could someone write the runbook?", in_=direct.id)


@ON_SQLITE
@pytest.mark.parametrize("others", [("Ben",), ("Ben", "Chen")])
async def test_a_message_that_only_a_few_see_becomes_an_action_of_its_owners_alone(
    town: Town, others: tuple[str, ...]
) -> None:
    said = await among(town, "Ann", *others)
    ben = town["Ben"]
    await ben.uses("Make an action", on=said)
    assert ben.modal.fields["What is to be done"] == "Could someone write the runbook?"
    assert not ben.modal.fields["Channel"]
    assert "It leads back to the message, for those who are in that conversation." in ben.modal
    await ben.submits("Add")
    assert "Its owners find it on Cairn's Home and with /actions" in ben.modal, ben.errors
    await ben.closes()
    await town.settle()
    await ben.runs("/actions", in_="general")
    await town.settle()
    mine = ben.read(ben.ephemerals[-1])
    assert "Could someone write the runbook?" in mine
    assert "seen by its owners only · from a message" in mine
    assert said.channel in str(ben.ephemerals[-1].blocks)


@ON_SQLITE
async def test_a_message_of_a_group_conversation_becomes_an_action_of_a_channel_that_is_chosen(
    town: Town,
) -> None:
    said = await among(town, "Ann", "Ben", "Chen")
    ann = town["Ann"]
    await ann.uses("Make an action", on=said)
    await ann.fills({"What is to be done": RUNBOOK, "Channel": "platform", "Owners": ["Chen"]})
    await ann.submits("Add")
    assert not ann.has_modal, ann.errors
    await town.settle()
    assert "from a message" in ann.read(town.card(RUNBOOK))
    assert RUNBOOK in town["Chen"].reads("@Cairn")[-1]


@ON_SQLITE
async def test_in_a_group_conversation_every_form_asks_for_a_channel(town: Town) -> None:
    said = await among(town, "Ann", "Ben", "Chen")
    ann = town["Ann"]
    for line in (
        "/actions add Water the plants",
        "/decide Which queue? | SQS | NATS",
        "/commit Move to NATS",
    ):
        await ann.runs(line, in_=said.channel)
        await town.settle()
        assert not ann.modal.fields["Channel"], line
        assert "Invite @Cairn" not in ann.modal
        await ann.closes()
    await ann.uses("Start decision from this", on=said)
    await town.settle()
    assert not ann.modal.fields["Channel"]
    await ann.closes()
    await ann.runs("/actions channel", in_=said.channel)
    await town.settle()
    ann.finds("Type /actions channel in the channel whose actions you want to see.", in_=said.channel)
