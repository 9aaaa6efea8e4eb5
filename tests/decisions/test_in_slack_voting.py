"""Voting: by button and by ballot, the private receipt, thinking again, how it stands."""

import pytest

from sandbox import payloads
from sandbox.acts import add_person
from sandbox.things import Person as Member
from tests.decisions.scenes import decide, decision_of, happen, press, send, vote
from tests.town import Town

TWELVE = "/decide Which one? | " + " | ".join(f"Option {number}" for number in range(1, 13))
LONG = "/decide Which one? | A name that is longer than a button likes | SQS"


async def test_a_vote_by_button_is_confirmed_in_private_and_can_be_changed(town: Town) -> None:
    card = await decide(town)
    ben = town["Ben"]
    await ben.clicks("Kafka", on=card)
    await town.settle()
    receipt = ben.read(ben.finds("Your vote: Kafka.", in_="platform"))
    assert "Change it until" in receipt
    assert "[Withdraw]" in receipt
    await vote(town, card, Ben="SQS")
    assert "1 of 3 voted" in town["Ann"].read(card)


async def test_the_same_button_twice_sets_and_never_toggles(town: Town) -> None:
    card = await decide(town)
    await vote(town, card, Ben="Kafka")
    await vote(town, card, Ben="Kafka")
    assert "1 of 3 voted" in town["Ann"].read(card)


async def test_a_vote_is_withdrawn_where_it_was_confirmed(town: Town) -> None:
    card = await decide(town)
    await vote(town, card, Ben="Kafka")
    ben = town["Ben"]
    await ben.clicks("Withdraw")
    assert ben.confirmed == "It no longer counts. You can vote again until the close."
    await town.settle()
    ben.finds("Your vote is withdrawn. You can vote until", in_="platform")
    assert "0 of 3 voted" in town["Ann"].read(card)
    await vote(town, card, Ben="SQS")
    assert "1 of 3 voted" in town["Ann"].read(card)


async def test_a_click_that_arrives_after_a_later_one_changes_nothing(town: Town) -> None:
    card = await decide(town)
    early = press(town, "Ben", card, "decision.cast/1", decision_of(card))
    await vote(town, card, Ben="SQS")
    await send(town, early)
    await town.settle()
    assert town["Ben"].finds("Your vote: SQS.", in_="platform")
    await town.pass_time(days=7)
    assert "Decided: SQS" in town["Ann"].read(card)


@pytest.mark.parametrize(
    ("line", "more", "label", "kind"),
    [
        (LONG, {}, "Vote", "radio_buttons"),
        (TWELVE, {}, "Vote", "static_select"),
        (LONG, {"Method": "Approval"}, "Vote", "checkboxes"),
        (TWELVE, {"Method": "Approval"}, "Vote", "multi_static_select"),
    ],
)
async def test_everything_else_is_voted_on_by_ballot(
    town: Town, line: str, more: dict[str, str], label: str, kind: str
) -> None:
    card = await decide(town, line, more)
    ben, option = town["Ben"], line.rsplit(" | ", maxsplit=1)[-1]
    await ben.clicks(label, on=card)
    assert ben.modal.view.payload["blocks"][1]["element"]["type"] == kind
    await ben.fills("Your vote", [option] if more else option)
    await ben.submits("Vote")
    await town.settle()
    assert f"Your vote: {option}. Change it until" in ben.modal
    assert "1 of 3 voted" in town["Ann"].read(card)
    await ben.clicks("Withdraw")
    await town.settle()
    assert "Your vote is withdrawn." in ben.modal
    assert "0 of 3 voted" in town["Ann"].read(card)


async def test_a_ballot_is_shown_as_it_was_filled_in_last(town: Town) -> None:
    card = await decide(town, more={"Method": "Approval"})
    ben = town["Ben"]
    await ben.clicks("Vote", on=card)
    await ben.fills("Your vote", ["Kafka", "NATS"])
    await ben.submits("Vote")
    assert "Your vote: Kafka and NATS." in ben.modal
    await ben.closes()
    await ben.clicks("Vote", on=card)
    assert sorted(ben.modal.fields["Your vote"].split(", ")) == ["Kafka", "NATS"]
    await ben.fills("Your vote", ["SQS"])
    await ben.submits("Vote")
    assert "Your vote: SQS." in ben.modal


async def test_too_few_and_too_many_choices_are_told_beside_the_ballot(town: Town) -> None:
    more = {"Method": "Approval", "Approval: at least": "2", "Approval: at most": "2"}
    card = await decide(town, more=more)
    ben = town["Ben"]
    await ben.clicks("Vote", on=card)
    await ben.fills("Your vote", ["Kafka"])
    await ben.submits("Vote")
    assert ben.errors == {"Your vote": "Choose at least 2: you chose 1."}
    await ben.fills("Your vote", ["Kafka", "SQS", "NATS"])
    await ben.submits("Vote")
    assert ben.errors == {"Your vote": "Choose at most 2: you chose 3."}
    await ben.fills("Your vote", ["Kafka", "SQS"])
    await ben.submits("Vote")
    assert "Your vote: Kafka and SQS." in ben.modal


async def test_how_it_stands_is_seen_after_one_has_voted(town: Town) -> None:
    card = await decide(town)
    await vote(town, card, Ben="SQS")
    chen = town["Chen"]
    await chen.clicks("Results so far", on=card)
    await town.settle()
    chen.finds("Vote first: you see how it stands once you have answered", in_="platform")
    await vote(town, card, Chen="Kafka")
    await chen.clicks("Results so far", on=card)
    await town.settle()
    shown = chen.read(chen.finds("Only you see this.", in_="platform"))
    assert "1 · 50 %  SQS – @Ben Ortiz" in shown
    assert "1 · 50 %  Kafka – @Chen Wei" in shown


async def test_a_private_tally_is_seen_by_nobody_before_the_close(town: Town) -> None:
    card = await decide(town, more={"What is shown": "Private tally"})
    await vote(town, card, Ben="SQS", Ann="SQS")
    ann = town["Ann"]
    await send(town, press(town, "Ann", card, "decision.results", decision_of(card)))
    await town.settle()
    ann.finds(
        "Only totals are shown, and only after the close. Nobody sees more before that.", in_="platform"
    )
    await town.pass_time(days=7)
    shown = ann.read(card)
    assert "Decided: SQS" in shown
    assert "2 · 100 %  SQS" in shown
    assert "Ben" not in shown
    await ann.picks("History", on=card)
    history = ann.modal.text
    assert "Took part: @Ann Keller, @Ben Ortiz" in history
    assert "voted" not in history
    await ann.closes()
    await town.pass_time(days=31)
    await ann.picks("History", on=card)
    assert "What each person chose was deleted; the totals stay" in ann.modal
    assert "Took part: @Ann Keller, @Ben Ortiz" in ann.modal


async def test_anyone_in_the_channel_votes_where_that_was_chosen_and_others_are_told_to_join(
    town: Town,
) -> None:
    card = await decide(town, more={"Who votes": "Anyone in the channel"})
    dana = town["Dana"]
    await dana.clicks("SQS", on=card)
    await town.settle()
    dana.finds("This decision asks whoever is in its channel. Join the channel, then vote.", in_="platform")
    await dana.joins("platform")
    await happen(town)
    await vote(town, card, Dana="SQS")
    assert "1 voted" in town["Ann"].read(card)
    await town["Chen"].runs("/decide list", in_="platform")
    assert "[Vote]" in town["Chen"].read(town["Chen"].finds("waiting for you", in_="platform"))
    await town.pass_time(days=7)
    assert "Decided: SQS" in town["Ann"].read(card)


async def test_who_joins_after_the_opening_is_not_asked(town: Town) -> None:
    card = await decide(town)
    dana = town["Dana"]
    await dana.joins("platform")
    await happen(town)
    await dana.clicks("SQS", on=card)
    await town.settle()
    dana.finds("This decision asks other people, so your vote can't count.", in_="platform")
    assert "0 of 3 voted" in town["Ann"].read(card)


async def test_a_guest_votes_where_they_are_a_member(town: Town) -> None:
    card = await decide(town, in_="general")
    await town["Eli"].clicks("SQS", on=card)
    await town.settle()
    town["Eli"].finds("Your vote: SQS.", in_="general")
    assert "1 of 5 voted" in town["Ann"].read(card)


async def test_somebody_from_outside_is_told_who_takes_part(town: Town) -> None:
    card = await decide(town, in_="general")
    await town["Farah"].clicks("SQS", on=card)
    await town.settle()
    town["Farah"].finds("Only members of this workspace take part.", in_="general")
    assert "0 of 5 voted" in town["Ann"].read(card)


async def test_it_closes_when_all_have_voted_where_that_was_chosen(town: Town) -> None:
    card = await decide(town, more={"Early close": ["Close as soon as everybody has voted"]})
    await vote(town, card, Ann="Kafka", Ben="SQS")
    assert "2 of 3 voted" in town["Ann"].read(card)
    await vote(town, card, Chen="SQS")
    shown = town["Ann"].read(card)
    assert "Decided: SQS" in shown
    assert "3 of 3 voted" in shown


async def test_who_leaves_before_voting_no_longer_counts_and_may_be_the_last_who_was_awaited(
    town: Town,
) -> None:
    card = await decide(town, more={"Early close": ["Close as soon as everybody has voted"]})
    await vote(town, card, Ann="Kafka")
    await town["Ben"].leaves("platform")
    await happen(town)
    assert "1 of 2 voted" in town["Ann"].read(card)
    await town["Ann"].picks("History", on=card)
    assert "@Ben Ortiz left before voting and is no longer counted" in town["Ann"].modal
    await town["Ann"].closes()
    await town["Chen"].leaves("platform")
    await happen(town)
    assert "Decided: Kafka" in town["Ann"].read(card)


async def test_the_vote_of_somebody_who_leaves_counts(town: Town) -> None:
    card = await decide(town)
    await vote(town, card, Ben="SQS")
    await town["Ben"].leaves("platform")
    await happen(town)
    await town.pass_time(days=7)
    shown = town["Ann"].read(card)
    assert "Decided: SQS" in shown
    assert "1 of 3 voted" in shown


async def test_a_ballot_that_was_open_while_the_vote_closed_is_refused_with_what_was_chosen_kept(
    town: Town,
) -> None:
    card = await decide(town, LONG)
    ben = town["Ben"]
    await ben.clicks("Vote", on=card)
    await ben.fills("Your vote", "SQS")
    await town.pass_time(days=7)
    await ben.submits("Vote")
    assert ben.errors == {"Your vote": "This decision has ended. The card shows how it came out."}
    assert ben.modal.fields["Your vote"] == "SQS"


async def test_a_choice_that_names_no_option_is_refused(town: Town) -> None:
    card = await decide(town)
    for part in ("9", "x", ""):
        await send(town, press(town, "Ben", card, f"decision.cast/{part}", decision_of(card)))
        await town.settle()
    shown = town["Ben"].reads("platform")
    assert any("That option is no longer there." in text for text in shown)
    assert "0 of 3 voted" in town["Ann"].read(card)


async def test_many_people_vote(town: Town) -> None:
    workspace = town.slack.workspace
    for number in range(30):
        someone = Member(workspace.new_id("U"), f"p{number}", f"P {number}", workspace.team)
        await add_person(town.slack, someone)
        workspace.get_channel("general").members.append(someone.id)
    await happen(town)
    card = await decide(town, in_="general")
    for number in range(30):
        press_of = payloads.click_in_message(
            town.slack,
            workspace.people[next(one.id for one in workspace.people.values() if one.name == f"p{number}")],
            card,
            {
                "type": "button",
                "block_id": "votes",
                "action_id": f"decision.cast/{1 + number % 2}",
                "value": decision_of(card),
            },
        )
        await send(town, press_of)
    await town.settle()
    assert "30 of 35 voted" in town["Ann"].read(card)
    await town.pass_time(days=7)
    shown = town["Ann"].read(card)
    assert "A tie between Kafka and SQS: no decision" in shown


async def test_who_comes_back_is_asked_again(town: Town) -> None:
    card = await decide(town)
    await town["Ben"].leaves("platform")
    await happen(town)
    assert "0 of 2 voted" in town["Ann"].read(card)
    await town["Ben"].joins("platform")
    await happen(town)
    await vote(town, card, Ben="SQS")
    assert "1 of 3 voted" in town["Ann"].read(card)
