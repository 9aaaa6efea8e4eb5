"""Taking positions: by one click, in words, withdrawing, changing; and what nobody sees before the reveal."""

from datetime import timedelta

import pytest

from tests.commitments.scenes import (
    NATS,
    REASON,
    block,
    commit,
    commitment_of,
    disagree,
    dissent,
    fill_in,
    happen,
    send,
    take,
)
from tests.decisions.scenes import press
from tests.town import Town


async def test_agreeing_takes_one_click_and_is_said_to_that_person_alone(town: Town) -> None:
    card = await commit(town)
    await take(town, card, Ben="Agree")
    receipt = town["Ben"].finds("Your position: you agree.", in_="platform")
    shown = town["Ben"].read(receipt)
    assert "Nobody sees it until all are in, or it closes; then it is shown with your name" in shown
    assert "1 of 3 took a position" in town["Chen"].read(town.card(NATS))
    await town["Ben"].clicks("Withdraw", on=receipt, confirm=True)
    await town.settle()
    town["Ben"].finds("Your position is withdrawn.", in_="platform")
    assert "0 of 3 took a position" in town["Chen"].read(town.card(NATS))
    await take(town, card, Ben="Abstain")
    await take(town, card, Ben="Abstain")  # A press sets, it never toggles.
    assert "1 of 3 took a position" in town["Chen"].read(town.card(NATS))


async def test_a_receipt_whose_time_has_passed_says_so_and_offers_nothing_any_more(town: Town) -> None:
    card = await commit(town)
    await take(town, card, Ben="Agree", Chen="Agree", Ann="Agree")
    ben = town["Ben"]
    receipt = ben.finds("Your position: you agree.", in_="platform")
    await town.pass_time(days=7)
    await ben.clicks("Withdraw", on=receipt)
    await town.settle()
    assert ben.read(receipt) == "This commitment has ended. The card shows how it came out."


async def test_what_a_position_needs_is_asked_and_what_was_typed_stays_when_refused(town: Town) -> None:
    card = await commit(town)
    ben = town["Ben"]
    await ben.clicks("Can't commit", on=card)
    assert set(ben.modal.fields) == {
        "Why?",
        "What are you optimising for?",
        "What will we see, if you are right?",
        "By when?",
        "What would let you commit?",
    }
    yesterday = (town.now() - timedelta(days=1)).date()
    await ben.fills({**dissent(town), "By when?": yesterday, "What would let you commit?": "   "})
    await ben.submits("Take this position")
    assert ben.errors["By when?"] == "Choose a day that is still to come."
    assert ben.errors["What would let you commit?"]
    await ben.fills({"By when?": (town.now() + timedelta(days=1200)).date()})
    await ben.submits("Take this position")
    assert "three years" in ben.errors["By when?"]
    assert ben.modal.fields["Why?"] == REASON["Why?"]
    await ben.fills({"Why?": "y" * 2001})
    await ben.submits("Take this position")
    assert "2,001 characters and 2,000 fit" in ben.errors["Why?"]
    await ben.fills({**dissent(town), "What would let you commit?": "Two of us are trained first"})
    await ben.submits("Take this position")
    assert "Your position: you can't commit." in ben.modal
    await ben.clicks("Withdraw", confirm=True)
    assert "Your position is withdrawn." in ben.modal
    await ben.closes()
    await town.settle()
    assert "0 of 3 took a position" in ben.read(town.card(NATS))


async def test_a_position_that_was_left_half_written_is_taken_up_again(town: Town) -> None:
    card = await commit(town)
    ben = town["Ben"]
    await ben.clicks("Disagree, will commit", on=card)
    await ben.fills(REASON)
    await ben.closes()
    await ben.clicks("Can't commit", on=card)
    assert "You left this half filled." in ben.modal
    assert ben.modal.fields["Why?"] == REASON["Why?"]
    await ben.closes()
    assert "0 of 3 took a position" in ben.read(town.card(NATS))
    await disagree(town, card, "Ben")
    await ben.clicks("Disagree, will commit", on=card)  # What counts is shown to be changed.
    assert "half filled" not in ben.modal
    assert ben.modal.fields["What are you optimising for?"] == "Nothing of our own at night"
    await ben.closes()


async def test_nobody_sees_who_stands_where_before_all_are_in(town: Town) -> None:
    card = await commit(town)
    await block(town, card, "Chen")
    await take(town, card, Ann="Agree")
    for name in ("Ann", "Ben", "Chen"):
        person = town[name]
        seen = [person.read(town.card(NATS))]
        for look in ("Details", "History", "Why?"):
            await person.picks(look, on=card)
            seen.append(str(person.modal))
            await person.closes()
        await person.clicks("Results so far", on=card)
        await town.settle()
        results = person.finds("Only you see this.", in_="platform")
        told = person.read(results)
        assert "Took part: @Ann Keller, @Chen Wei" in told
        assert ("You can't commit" in told) == (name == "Chen"), told
        seen += [told] if name != "Chen" else []
        await person.runs("/commit list", in_="platform")
        listed = person.read(person.finds("1 commitment under way", in_="platform"))
        seen += [listed] if name != "Chen" else []
        await person.opens_home()
        await happen(town)
        seen += [str(person.home())] if name != "Chen" else []
        for text in seen:
            assert "SQS does what we need" not in text
            assert "Can't commit ·" not in text
    await town["Ben"].picks("History", on=card)
    assert "Took part: @Ann Keller, @Chen Wei" in town["Ben"].modal
    assert "Ann Keller took a position" not in town["Ben"].modal
    await town["Ben"].closes()


async def test_once_all_are_in_positions_are_shown_but_for_the_deciders(town: Town) -> None:
    card = await commit(town, more={"Decider": ["Chen"]})
    await block(town, card, "Chen")
    await disagree(town, card, "Ben")
    await disagree(town, card, "Ann", "Disagree, will commit")
    shown = town["Dana"].read(town.card(NATS))
    assert "Positions are shown, and there is disagreement." in shown
    assert "Disagree, will commit · 2" in shown
    assert "@Ben Ortiz: SQS does what we need." in shown
    assert "Can't commit · 1" not in shown
    assert "where @Chen Wei stands is shown after the close" in shown
    await town["Ben"].picks("Details", on=card)
    assert "Expects to see: We are paged for NATS more than once a week (by " in town["Ben"].modal
    assert "Would commit if" not in town["Ben"].modal
    await town["Ben"].closes()
    await take(town, card, Ben="Agree")  # Positions can still be changed.
    shown = town["Dana"].read(town.card(NATS))
    assert "Disagree, will commit · 1" in shown
    assert "Agree · 1\n@Ben Ortiz" in shown
    await town["Ben"].picks("History", on=card)
    assert "@Ben Ortiz changed their position" in town["Ben"].modal
    assert "Positions were shown" in town["Ben"].modal


async def test_little_disagreement_closes_it_at_once(town: Town) -> None:
    card = await commit(town)
    await take(town, card, Ann="Agree", Ben="Agree", Chen="Abstain")
    shown = town["Dana"].read(town.card(NATS))
    assert "Decided. 2 agree" in shown
    assert "1 abstained" in shown
    assert "[Agree]" not in shown


async def test_at_the_deadline_positions_are_shown_and_where_nobody_stands_it_stalls_and_lapses(
    town: Town,
) -> None:
    card = await commit(town)
    await take(town, card, Ben="Abstain")
    await town.pass_time(days=5)
    shown = town["Dana"].read(town.card(NATS))
    assert "nobody stands for it or against it" in shown
    assert "[Agree]" not in shown
    told = town["Ann"].finds("and nobody stands for it or against it", in_="@Cairn")
    await town["Ann"].clicks("Manage", on=told)
    await town["Ann"].clicks("Move deadline")
    await town["Ann"].fills({"… or typed": "2d", "Reason": "We were all away"})
    await town["Ann"].submits("Move it")
    await town.settle()
    shown = town["Dana"].read(town.card(NATS))
    assert "[Agree]" in shown
    assert "Deadline moved: We were all away" in shown
    await town.pass_time(days=5)
    assert "nobody stands for it or against it" in town["Dana"].read(town.card(NATS))
    await town["Ann"].picks("Manage", on=card)
    assert "[Move deadline]" not in town["Ann"].modal
    await town["Ann"].closes()
    await town.pass_time(days=31)
    shown = town["Dana"].read(town.card(NATS))
    assert "No decision: everybody who took a position abstained" in shown
    for name in ("Ann", "Ben", "Chen"):
        town[name].reads("@Cairn")


async def test_people_are_nudged_and_home_lists_what_waits(town: Town) -> None:
    card = await commit(town, more={"… or typed": "10d"})
    await take(town, card, Ben="Agree")
    await town["Chen"].opens_home()
    await happen(town)
    assert "Take a position" in str(town["Chen"].home())
    await town.pass_time(days=7)
    nudge = town["Chen"].finds("1 proposal waits for you", in_="@Cairn")
    assert "1 proposal waits for you" not in str(town["Ben"].notifications)
    await town["Chen"].clicks("Take a position", on=nudge)
    assert "You have not taken a position yet." in town["Chen"].modal
    await town["Chen"].clicks("Agree")
    assert "Your position: you agree." in town["Chen"].modal
    await town["Chen"].closes()
    await town.pass_time(days=4)
    await town["Chen"].clicks("Take a position", on=nudge)
    await town.settle()
    assert "Move the queue to NATS\nDecided. 2 agree\n[Details]" in town["Chen"].read(nudge)
    town["Ann"].reads("@Cairn")


@pytest.mark.parametrize(
    ("who", "action", "value", "told"),
    [
        ("Dana", "commitment.take/agree", "{id} 1", "This commitment asks other people"),
        ("Ben", "commitment.take/agree", "nothing 1", "I can't find that commitment."),
        ("Ben", "commitment.take/dance", "{id} 1", "I can't find that commitment."),
        ("Ben", "commitment.take/block", "nothing 1", "I can't find that commitment."),
        ("Ben", "commitment.withdraw", "{id}", "You have no position to withdraw."),
        ("Ben", "commitment.keep", "{id} 1", "You have no position to confirm."),
        ("Ben", "commitment.menu", "details nothing", "I can't find that commitment."),
        ("Ben", "commitment.manage/cancel", "nothing", "I can't find that commitment."),
        ("Ben", "commitment.close", "{id}", "Only the owner of this commitment can do that."),
        ("Ben", "commitment.take_over", "{id}", "Its owner is still here."),
        ("Ben", "commitment.resume", "{id}", "That draft is gone"),
        ("Ben", "commitment.page", "x nothing", "I can't find that commitment."),
    ],
)
async def test_what_nobody_could_press_is_answered_in_words(
    town: Town, who: str, action: str, value: str, told: str
) -> None:
    card = await commit(town)
    await send(town, press(town, who, card, action, value.format(id=commitment_of(card))))
    await town.settle()
    town[who].finds(told, in_="platform")


async def test_a_click_on_what_has_ended_or_whose_time_is_over_is_refused(town: Town) -> None:
    card = await commit(town)
    await take(town, card, Ann="Agree", Ben="Agree", Chen="Agree")
    again = press(town, "Ben", card, "commitment.take/abstain", f"{commitment_of(card)} 1")
    await send(town, again)
    await town.settle()
    town["Ben"].finds("This commitment has ended. The card shows how it came out.", in_="platform")


async def test_markup_in_every_text_is_shown_as_it_was_typed(town: Town) -> None:
    evil = "*<!channel>* & <@U1> <https://evil.example|click> @here"
    ann = await fill_in(town, evil, more={"Context": evil, "What it optimises for": evil})
    await ann.submits("Preview")
    await ann.submits("Post")
    await town.settle()
    card = town.card("evil.example")
    await town["Ben"].clicks("Agree with reservations", on=card)
    await town["Ben"].fills({"Why?": evil})
    await town["Ben"].submits("Take this position")
    await town["Ben"].closes()
    await take(town, card, Ann="Agree", Chen="Agree")
    raw = str(town.card("evil.example").blocks) + town.card("evil.example").text
    assert "<!channel>" not in raw
    assert "<@U1>" not in raw
    assert "&lt;!channel&gt;" in raw


async def test_a_click_that_arrives_late_changes_nothing(town: Town) -> None:
    card = await commit(town)
    early = press(town, "Ben", card, "commitment.take/abstain", f"{commitment_of(card)} 1")
    early["actions"][0]["action_ts"] = "1000.000001"
    await take(town, card, Ben="Agree")
    await send(town, early)
    await town.settle()
    town["Ben"].finds("Your position: you agree.", in_="platform")
