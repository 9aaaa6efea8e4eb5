"""What cannot be: each with its sentence where it belongs, and nothing that was typed is lost."""

import pytest

from sandbox import payloads
from sandbox.acts import archive
from tests.decisions.scenes import QUEUE, decide, decision_of, fill_in, happen, manage, press, send, vote
from tests.town import Town

BAD: dict[str, tuple[dict[str, str | list[str]], str, str]] = {
    "one option": ({"Options": "Kafka"}, "Options", "A decision needs two options or more."),
    "sixteen options": (
        {"Options": "\n".join(map(str, range(16)))},
        "Options",
        "There are 16 options and 15 fit.",
    ),
    "the same option twice": ({"Options": "SQS\nsqs"}, "Options", "Options 1 and 2 are the same: “sqs”."),
    "hidden characters alone": ({"Options": "SQS\n\u200b\u202e"}, "Options", "two options or more"),
    "an option too long": (
        {"Options": "SQS\n" + "x" * 76},
        "Options",
        "Option 2 has 76 characters and 75 fit.",
    ),
    "a question too long": (
        {"Question": "x" * 301},
        "Question",
        "The question has 301 characters and 300 fit.",
    ),
    "a question of spaces": ({"Question": "\u200b \u200b"}, "Question", "Write the question the team should"),
    "a deadline in the past": ({"… or typed": "2019-01-01"}, "… or typed", "past"),
    "a deadline beyond a year": ({"… or typed": "in 500 days"}, "… or typed", "year"),
    "a deadline nobody can read": ({"… or typed": "soonish"}, "… or typed", "soonish"),
    "a picked deadline in the past": ({"Closes": "2020-01-01T09:00"}, "Closes", "That time is past."),
    "a quorum above the electorate": (
        {"Quorum": "4"},
        "Quorum",
        "The quorum is 4 people, but only 3 are asked. Lower it.",
    ),
    "a quorum in words": ({"Quorum": "all of us"}, "Quorum", "Write a number of people, such as 5"),
    "a quorum of anyone": (
        {"Who votes": "Anyone in the channel", "Quorum": "2"},
        "Quorum",
        "A quorum needs a fixed group.",
    ),
    "nobody chosen": ({"Who votes": "These people"}, "People", "Choose the people to ask."),
    "only bots chosen": (
        {"Who votes": "These people", "People": ["Robin"]},
        "People",
        "Nobody there can vote: bots and people from outside are not asked.",
    ),
    "no group chosen": ({"Who votes": "A user group"}, "User group", "Choose the group to ask."),
    "at least too many": (
        {"Method": "Approval", "Approval: at least": "4"},
        "Approval: at least",
        "There are only 3 options: ask for at most that many.",
    ),
    "at most in words": (
        {"Method": "Approval", "Approval: at most": "two"},
        "Approval: at most",
        "a whole number",
    ),
}


@pytest.mark.parametrize("engine", ["sqlite"])  # No field asks the engine.
@pytest.mark.parametrize("name", BAD)
async def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(town: Town, name: str) -> None:
    fields, label, sentence = BAD[name]
    ann = await fill_in(town, more={"Context": "Kept.", **fields})
    typed = ann.modal.fields
    await ann.submits("Preview")
    assert list(ann.errors) == [label]
    assert sentence in ann.errors[label]
    assert ann.modal.fields == typed
    await ann.closes()
    await ann.runs("/decide", in_="platform")
    await ann.clicks("Continue")
    assert ann.modal.fields["Context"] == "Kept."


async def test_several_things_are_told_at_once(town: Town) -> None:
    ann = await fill_in(town, more={"Options": "A", "Quorum": "x", "… or typed": "y", "Question": "x" * 301})
    await ann.submits("Preview")
    assert set(ann.errors) == {"Question", "Options", "Quorum", "… or typed"}


async def test_a_question_of_ten_thousand_characters_is_given_back(town: Town) -> None:
    ann = town["Ann"]
    question = "Why " + "x" * 9_996
    await ann.runs(f"/decide {question} | A | B", in_="platform")
    await town.settle()
    told = ann.read(ann.finds("That is too long", in_="platform"))
    assert "you typed 10,008 characters, and a question takes 300, an option 75." in told
    assert f"{question} | A | B" in told
    assert not ann.has_modal


async def test_a_question_of_four_hundred_characters_is_opened_and_told_of(town: Town) -> None:
    ann = await fill_in(town, f"/decide {'x' * 400} | A | B")
    await ann.submits("Preview")
    assert "The question has 400 characters and 300 fit." in ann.errors["Question"]


async def test_a_command_with_options_alone_asks_for_the_question(town: Town) -> None:
    ann = await fill_in(town, "/decide | A | B")
    assert ann.modal.fields == {"Question": "", "Options": "A\nB"}


async def test_an_archived_channel_is_refused(town: Town) -> None:
    ann = await fill_in(town, more={"Context": "Kept."})
    await archive(town.slack, ann.id, "platform")
    await happen(town)
    await ann.submits("Preview")
    assert "archived" in ann.errors["Channel"]


async def test_what_goes_wrong_between_preview_and_post_is_told_on_top_of_the_preview(town: Town) -> None:
    ann = await fill_in(town)
    await ann.submits("Preview")
    await archive(town.slack, ann.id, "platform")
    await happen(town)
    await ann.submits("Post")
    assert "archived" in ann.modal
    await ann.closes()
    await ann.closes()
    assert ann.modal.fields["Question"] == "Which queue?"


async def test_a_preview_whose_deadline_has_passed_is_not_posted(town: Town) -> None:
    ann = await fill_in(town)
    await ann.submits("Preview")
    await town.pass_time(days=7)
    await ann.submits("Post")
    assert "That time is past. Pick one that is still to come." in ann.modal
    await ann.closes()
    await ann.closes()
    await ann.submits("Preview")
    assert ann.modal.title == "Preview", ann.errors


@pytest.mark.parametrize(
    ("end", "sentence"),
    [
        ("Close now", "This decision has ended."),
        ("Cancel it", "This decision was cancelled. The card says why."),
    ],
)
async def test_a_click_on_a_card_that_stood_still_is_told_what_happened(
    town: Town, end: str, sentence: str
) -> None:
    card = await decide(town)
    clicks = [
        press(town, "Ben", card, action, decision_of(card))
        for action in ("decision.cast/1", "decision.vote", "decision.withdraw", "decision.keep")
    ]
    ann = town["Ann"]
    await manage(ann, card, end)
    if end == "Cancel it":
        await ann.fills("Reason", "Solved.")
        await ann.submits("Cancel decision")
    await town.settle()
    for click in clicks[:3]:
        await send(town, click)
    await town.settle()
    told = town["Ben"].ephemerals
    assert len(told) == 3
    assert all(sentence in town["Ben"].read(each) for each in told)


async def test_there_is_nothing_to_keep_or_withdraw_for_who_has_not_voted(town: Town) -> None:
    card = await decide(town)
    for action in ("decision.keep", "decision.withdraw"):
        await send(town, press(town, "Ben", card, action, decision_of(card)))
        await town.settle()
    shown = "\n".join(town["Ben"].reads("platform"))
    assert "You have no vote to keep. Vote anew." in shown
    assert "You have no vote to withdraw." in shown


async def test_an_unknown_button_is_told_to_be_of_another_version(town: Town) -> None:
    card = await decide(town)
    await send(town, press(town, "Ben", card, "decision.shake", decision_of(card)))
    await town.settle()
    town["Ben"].finds("This belongs to another version of Cairn and no longer works.", in_="platform")


async def test_ids_of_another_workspace_mean_nothing_here(town: Town) -> None:
    card = await decide(town)
    payload = press(town, "Ben", card, "decision.cast/1", decision_of(card))
    payload["team"] = {"id": "T0ELSEWHERE", "domain": "elsewhere"}
    payload["user"] = {**payload["user"], "team_id": "T0ELSEWHERE"}
    await send(town, payload)
    await town.settle()
    town["Ben"].reads("platform")
    assert "0 of 3 voted" in town["Ann"].read(card)


async def test_somebody_from_outside_is_refused_whatever_they_send(town: Town) -> None:
    card = await decide(town, in_="general")
    for action in ("decision.cast/1", "decision.vote", "decision.close", "decision.details"):
        await send(town, press(town, "Farah", card, action, decision_of(card)))
    await town.settle()
    farah = town["Farah"]
    assert {farah.read(each) for each in farah.ephemerals} == {"Only members of this workspace take part."}
    assert "0 of 5 voted · closes" in town["Ann"].read(card)


async def test_a_draft_of_somebody_else_cannot_be_posted_or_read(town: Town) -> None:
    ann = await fill_in(town)
    await ann.submits("Preview")
    stolen = payloads.submission(town.slack, town["Ben"].who, ann.modal.view)
    reply = await send(town, stolen)
    await town.settle()
    assert "That draft is gone." in str(reply.json())
    await ann.submits("Post")
    await town.settle()
    assert "@Ann Keller asks" in ann.read(town.card("Which queue?"))


async def test_a_ballot_for_what_does_not_exist_is_refused_in_words(town: Town) -> None:
    card = await decide(town)
    ben = town["Ben"]
    await ben.runs("/decide list", in_="platform")
    await town.settle()
    await ben.clicks("Vote", on=ben.finds("waiting for you", in_="platform"))
    forged = payloads.submission(town.slack, ben.who, ben.modal.view)
    forged["view"]["private_metadata"] = "nothing"
    reply = await send(town, forged)
    assert "I can't find that decision." in str(reply.json())
    assert "0 of 3 voted" in town["Ann"].read(card)


async def test_the_tally_is_not_told_by_a_forged_press_after_it_stalled(town: Town) -> None:
    card = await decide(town, more={"Quorum": "3"})
    await vote(town, card, Ben="SQS")
    await town.pass_time(days=7)
    await send(town, press(town, "Ben", card, "decision.results", decision_of(card)))
    await town.settle()
    town["Ben"].finds("Voting has ended and nothing is shown until the result is announced.", in_="platform")
    town["Ann"].reads("@Cairn")


async def test_a_command_in_a_thread_is_refused_by_slack_itself(town: Town) -> None:
    card = await decide(town)
    with pytest.raises(AssertionError, match="not supported in threads"):
        await town["Ann"].runs(QUEUE, under=card)
