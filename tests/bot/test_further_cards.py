"""More cards of one ritual: in the thread of another card, and in several channels; what befalls one befalls no other."""

from sandbox import acts
from sandbox.faults import drop_answer, refuse
from sandbox.things import Message
from storage import cards
from storage.deliveries import Sending
from tests.bot.making import assert_each_once, count_owed
from tests.bot.office import Office


def read_thread(office: Office) -> list[str]:
    """What stands under the only card in #platform."""
    return office.town["Ann"].reads_thread(find_card(office))[1:]


def find_card(office: Office, channel: str = "platform") -> Message:
    """The only card in a channel."""
    (card,) = (each for each in office.town["Ann"].messages(channel) if each.metadata and not each.deleted)
    return card


def find_steps(office: Office) -> Message:
    """The only card under the one in #platform."""
    card = find_card(office)
    _, steps = office.town.slack.workspace.shown(office.town["Ann"].id, card.channel, card.ts)
    return steps


async def test_a_card_under_another_waits_for_it_and_stands_in_its_thread(office: Office) -> None:
    await office.card("plan")
    await office.steps("plan")
    courier = office.courier()
    await courier.send_due()
    assert (office.stands(), read_thread(office)) == (["plan"], [])
    await courier.send_due()
    assert (office.stands(), read_thread(office)) == (["plan"], ["steps of plan"])


async def test_each_of_two_cards_in_a_channel_is_drawn_when_it_is_touched(office: Office) -> None:
    await office.card("plan")
    await office.steps("plan")
    courier = office.courier()
    await courier.drain()
    await office.touch("plan", "step two", steps=True)
    await courier.drain()
    assert (office.stands(), read_thread(office)) == (["plan"], ["step two"])
    await office.touch("plan", "plan, carried")
    await courier.drain()
    assert (office.stands(), read_thread(office)) == (["plan, carried"], ["step two"])
    assert len(office.town.slack.calls("chat.update")) == 2


async def test_where_the_card_above_is_gone_it_stands_under_a_new_one(office: Office) -> None:
    await office.card("plan")
    courier = office.courier()
    await courier.drain()
    gone = find_card(office)
    await office.town["Ann"].deletes(gone)
    await office.steps("plan")
    await courier.drain()
    assert find_card(office).ts != gone.ts
    assert (office.stands(), read_thread(office)) == (["plan"], ["steps of plan"])
    assert_each_once(office.town.slack)


async def test_one_that_was_deleted_is_posted_again_in_the_thread_and_the_card_above_stays(
    office: Office,
) -> None:
    await office.card("plan")
    await office.steps("plan")
    courier = office.courier()
    await courier.drain()
    above, gone = find_card(office), find_steps(office)
    await office.town["Ann"].deletes(gone)
    await office.touch("plan", "step two", steps=True)
    await courier.drain()
    assert find_card(office).ts == above.ts
    assert (office.stands(), read_thread(office)) == (["plan"], ["step two"])
    assert find_steps(office).ts != gone.ts


async def test_one_whose_answer_was_lost_is_found_in_the_thread(office: Office) -> None:
    await office.card("plan")
    courier = office.courier()
    await courier.drain()
    office.town.slack.faults.add("chat.postMessage", drop_answer())
    await office.steps("plan")
    await courier.drain()
    assert len(office.town.slack.calls("conversations.replies")) == 1
    await office.touch("plan", "step two", steps=True)
    await courier.drain()
    assert read_thread(office) == ["step two"]
    assert_each_once(office.town.slack)


async def test_one_whose_answer_was_lost_where_the_card_above_is_gone_is_taken_back(office: Office) -> None:
    await office.card("plan")
    courier = office.courier()
    await courier.drain()
    await office.town["Ann"].deletes(find_card(office))
    office.town.slack.faults.add("chat.postMessage", drop_answer())
    await office.steps("plan")
    await courier.drain()
    assert (office.stands(), read_thread(office)) == (["plan"], ["steps of plan"])


async def test_what_waits_for_a_card_above_that_never_stood_keeps_nobody_busy(office: Office) -> None:
    office.town.slack.faults.add("chat.postMessage", refuse("is_archived"))
    await office.card("plan")
    await office.steps("plan")
    courier = office.courier()
    await courier.drain()
    before = len(office.town.slack.calls())
    await courier.drain()
    assert len(office.town.slack.calls()) == before
    assert (office.stands(), office.note.told) == ([], [("plan", "is_archived")])


async def test_a_further_card_that_slack_will_never_take_is_told_to_its_ritual(office: Office) -> None:
    await office.card("plan")
    courier = office.courier()
    await courier.drain()
    office.town.slack.faults.add("chat.postMessage", refuse("msg_too_long"))
    await office.steps("plan")
    await courier.drain()
    assert office.note.told == [("plan", "msg_too_long")]


async def test_the_cards_of_a_ritual_in_several_channels_are_posted_drawn_and_finished(
    office: Office,
) -> None:
    for channel in ("platform", "general"):
        await office.card("plan", channel)
    courier = office.courier()
    await courier.drain()
    assert [office.stands(channel) for channel in ("platform", "general")] == [["plan"]] * 2
    await office.touch("plan", "plan, version 2")
    await courier.drain()
    assert [office.stands(channel) for channel in ("platform", "general")] == [["plan, version 2"]] * 2
    office.note.says["plan"] = "plan, accepted"
    await office.town.bot.foundation.database.write(cards.finish, office.team, "note", "plan")
    await courier.drain()
    assert [office.stands(channel) for channel in ("platform", "general")] == [["plan, accepted"]] * 2


async def test_where_one_channel_is_archived_the_card_in_the_other_goes_on(office: Office) -> None:
    for channel in ("platform", "general"):
        await office.card("plan", channel)
    courier = office.courier()
    await courier.drain()
    await acts.archive(office.town.slack, office.town["Ann"].id, office.town.channel("platform"))
    await office.touch("plan", "plan, version 2")
    await courier.drain()
    await office.touch("plan", "plan, version 3")
    await courier.drain()
    assert (office.stands(), office.stands("general")) == (["plan"], ["plan, version 3"])
    assert office.note.told == [("plan", "is_archived")] * 2
    await acts.unarchive(office.town.slack, office.town["Ann"].id, office.town.channel("platform"))
    await office.town.slack.deliver.settle()
    await office.town.bot.edge.drain()
    await courier.drain()
    assert (office.stands(), office.stands("general")) == (["plan, version 3"], ["plan, version 3"])


async def test_where_one_card_is_deleted_it_alone_is_posted_again(office: Office) -> None:
    for channel in ("platform", "general"):
        await office.card("plan", channel)
    courier = office.courier()
    await courier.drain()
    gone, stays = find_card(office), find_card(office, "general")
    await office.town["Ann"].deletes(gone)
    await office.touch("plan", "plan, version 2")
    await courier.drain()
    assert (office.stands(), office.stands("general")) == (["plan, version 2"], ["plan, version 2"])
    assert find_card(office).ts != gone.ts
    assert find_card(office, "general").ts == stays.ts


async def test_a_card_that_one_channel_never_took_waits_for_nobody_else(office: Office) -> None:
    await office.card("plan", "platform")
    office.town.slack.faults.add("chat.postMessage", refuse("is_archived"))
    courier = office.courier()
    await courier.drain()
    await office.card("plan", "general")
    await courier.drain()
    assert (office.stands(), office.stands("general")) == ([], ["plan"])
    assert await count_owed(office.town) == {Sending.DEAD: 1, Sending.SENT: 1}
