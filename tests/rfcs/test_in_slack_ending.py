"""How reviews end in Slack: accepted, rejected, superseded; what is recorded, and who is told."""

from collections.abc import Mapping
from datetime import timedelta

from sandbox.filling import Value
from sandbox.things import Message
from tests.decisions.scenes import happen, reach
from tests.rfcs.deeds import approve, raise_concern, take
from tests.rfcs.scenes import WHAT, WHO, manage, post
from tests.town import Town


async def test_an_accepted_rfc_is_recorded_with_its_dissent_and_announced_wherever_it_has_a_card(
    town: Town,
) -> None:
    await reach(town, 0, 9)
    card = await post(town, who={**WHO, "Affected channels": ["general"]})
    ann, dana = town["Ann"], town["Dana"]
    pointer = town.card("One queue", "general", "Dana")
    await raise_concern(town, "Dana", pointer)
    await ann.clicks("It does not, because …", on=ann.finds("Does it block?", in_="@Cairn"))
    await ann.fills("Why does it not block?", "Page 3 has one.")
    await ann.submits("Say so")
    await ann.closes()
    await approve(town, card, "Ben", "Chen")
    await town.pass_time(days=8)
    ann.finds("is accepted: 2 of 2 approve, and no concern is open.", in_="@Cairn")
    assert "is accepted: 2 of 2 approve" in ann.reads_thread(card)[-1]
    told = dana.finds("is accepted.", in_="general")
    assert "By @Ann Keller, reviewed in #platform" in dana.read(told)
    assert ann.finds("is accepted.", in_="platform")
    assert "accepted" in dana.read(pointer)
    await dana.clicks("Open D-1", on=told)
    record = str(dana.modal)
    assert "RFC-1: One queue for all events" in record
    assert "Each outage starts with the question which queue it is." in record
    assert "The rollout has no way back." in record
    dana.reads("@Cairn")


async def test_receipts_of_an_rfc_that_has_ended_say_so_and_offer_nothing_any_more(town: Town) -> None:
    card = await post(town)
    await approve(town, card, "Ben")
    ben, chen = town["Ben"], town["Chen"]
    receipt = ben.finds("You approve RFC-1", in_="platform")
    await take(town, "Chen", card, {"Where do you stand?": "Decline"}, stays=True)
    await town.pass_time(days=9)
    await ben.clicks("Withdraw", on=receipt)
    await town.settle()
    ended = "RFC-1 was accepted. Open another RFC where it should be changed, and let that take its place."
    assert ben.read(receipt) == ended
    await chen.clicks("Withdraw")
    assert ended in chen.modal
    assert "[Withdraw]" not in chen.modal
    await chen.closes()
    town["Ann"].reads("@Cairn")


async def test_a_rejected_rfc_is_recorded_with_the_reason_and_a_withdrawn_one_is_not(town: Town) -> None:
    card = await post(town)
    ann = town["Ann"]
    await manage(ann, card, "Reject")
    await ann.fills("Reason", "Too dear.")
    await ann.submits("Reject")
    await town.settle()
    assert "is rejected by @Ann Keller: Too dear." in ann.reads_thread(card)[-1]
    assert "[Open D-1]" in ann.read(card)
    other = await post(town, {**WHAT, "Title": "Two queues"})
    await manage(ann, other, "Withdraw")
    await ann.submits("Withdraw")
    await town.settle()
    assert "is withdrawn by @Ann Keller." in ann.reads_thread(other)[-1]
    assert "[Open D-" not in ann.read(other)


async def test_an_accepted_rfc_takes_the_place_of_another_and_so_does_its_record(town: Town) -> None:
    await reach(town, 0, 9)
    older = await accepted(town, WHAT)
    newer = await accepted(town, {**WHAT, "Title": "Two queues"})
    ann, ben = town["Ann"], town["Ben"]
    await ben.picks("Manage", on=older)
    assert "[Superseded" not in ben.modal
    await ben.closes()
    await manage(ann, newer, "It takes the place of another")
    await ann.fills("Which RFC does it replace?", "RFC-9")
    await ann.submits("Save")
    assert "I can't find that RFC" in str(ann.errors)
    await ann.fills("Which RFC does it replace?", "rfc 1")
    await ann.submits("Save")
    await town.settle()
    assert "Superseded by RFC-2" in ann.read(older)
    assert "RFC-2 has taken the place of RFC-1" in ann.reads_thread(older)[-1]
    await ann.runs("/decisions D-1")
    await town.settle()
    assert "superseded by D-2" in ann.modal


async def accepted(town: Town, what: Mapping[str, Value]) -> Message:
    """An RFC that was accepted; returns its card."""
    card = await post(town, what)
    await approve(town, card, "Ben", "Chen")
    await town.pass_time(days=8)
    return card


async def test_what_comes_after_the_end_is_too_late_though_the_clock_has_not_come(town: Town) -> None:
    await reach(town, 0, 9)
    card = await post(town)
    await approve(town, card, "Ben", "Chen")
    dana = town["Dana"]
    await dana.clicks("Raise a concern", on=card)
    await dana.fills({"What concerns you?": "Too late.", "What would resolve it?": "Nothing."})
    town.now.move_to(town.now() + timedelta(days=9))
    await dana.submits("Raise it")
    assert "Final comment ended, so RFC-1 is accepted" in str(dana.errors)
    await dana.closes()
    await town.settle()
    assert "Accepted" in dana.read(card)
    await happen(town)


async def test_what_was_asked_of_a_reviewer_shows_how_it_came_out_once_it_has(town: Town) -> None:
    card = await post(town)
    await town.pass_time(hours=9)
    ann, ben = town["Ann"], town["Ben"]
    asked = ben.finds("asks you to review RFC-1", in_="@Cairn")
    await manage(ann, card, "Withdraw")
    await ann.fills({"Reason": "The vendor has settled it for us."})
    await ann.submits("Withdraw")
    await town.settle()
    for label in ("Approve", "Take a position", "Raise a concern"):
        assert f"[{label}]" in ben.read(asked)
    await ben.clicks("Approve", on=asked)
    await town.settle()
    assert not ben.has_modal
    assert "It is withdrawn.\n[Read it]" in ben.read(asked)
    assert "[Approve]" not in ben.read(asked)
    await ben.clicks("Read it", on=asked)
    assert "Motivation" in ben.modal
    await ben.closes()
    town["Chen"].reads("@Cairn")
