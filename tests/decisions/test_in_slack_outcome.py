"""Deciding after the vote: asking, writing, reminding, taking over, and what is told."""

from datetime import timedelta

import pytest

from sandbox import payloads
from sandbox.acts import deactivate
from sandbox.filling import Value
from tests.decisions.deciding import OUTCOME, advise, close, write
from tests.decisions.scenes import decide, decision_of, happen, manage, press, reach, send, vote
from tests.town import Town


async def test_the_vote_advises_and_the_decider_is_asked(town: Town) -> None:
    card = await advise(town)
    ann, ben = town["Ann"], town["Ben"]
    shown = ann.read(card)
    assert "The vote is for SQS" in shown
    assert "@Ben Ortiz decides now; the vote advises." in shown
    assert "[Write the outcome]" in shown
    assert "D-1" not in shown
    assert "@Ben Ortiz decides now" in ann.reads_thread(card)[-1]
    assert "SQS has 2 votes from 2 people" in ann.reads_thread(card)[-1]
    asked = ben.finds("The vote on Which queue? has ended, and you decide.", in_="@Cairn")
    await ben.clicks("Write the outcome", on=asked)
    assert "The vote is for SQS." in ben.modal
    assert "2 · 100 %  SQS" in ben.modal


async def test_who_decides_stands_on_the_card_from_the_start(town: Town) -> None:
    card = await decide(town, more={"Decider": ["Ben"]})
    assert "@Ben Ortiz decides after the vote" in town["Ann"].read(card)


async def test_others_who_press_are_told_who_decides(town: Town) -> None:
    card = await advise(town)
    await town["Chen"].clicks("Write the outcome", on=card)
    await town.settle()
    town["Chen"].finds("Ben Ortiz decides. Say in the thread what they should know.", in_="platform")
    await town["Ann"].clicks("Write the outcome", on=card)
    await town.settle()
    town["Ann"].finds("within 5 business days, you are asked to take over", in_="platform")
    town["Ben"].reads("@Cairn")


async def test_an_outcome_against_the_vote_is_shown_as_such_everywhere(town: Town) -> None:
    card = await advise(town)
    ann, ben = town["Ann"], town["Ben"]
    ben.reads("@Cairn")
    more: dict[str, Value] = {
        "Trade-offs accepted": "Somebody is on call.",
        "How we will know that it worked": "No lost message by March.",
        "What we do if we are wrong": "SQS behind the same interface.",
        "Confidence": "4 – sure",
        "Look back on": (town.now() + timedelta(days=90)).date(),
        "Would you choose this today, from nothing?": "Yes",
    }
    await write(ben, card, more)
    assert ben.modal.title == "Decided"
    assert "Decided: Kafka, against the vote for SQS" in ben.modal
    assert "[Open D-1] [Add an action]" in ben.modal
    await town.settle()
    shown = ann.read(card)
    assert "Decided: Kafka, against the vote for SQS" in shown
    assert "@Ben Ortiz: We know it, and we have run it for years." in shown
    assert "[Open D-1] [New round] [Add an action]" in shown
    assert "Write the outcome" not in shown
    thread = ann.reads_thread(card)[-1]
    for said in (
        "@Ben Ortiz decided:",
        "We know it, and we have run it for years.",
        "Trade-offs accepted\nSomebody is on call.",
        "No lost message by March.",
        "SQS behind the same interface.",
        "Confidence: 4 of 5 · Would be chosen today, from nothing · To be looked back at on",
        "[Open D-1] [Add an action]",
    ):
        assert said in thread
    await ann.picks("History", on=card)
    assert "@Ben Ortiz wrote the outcome" in ann.modal


async def test_a_tie_is_settled_by_the_decider(town: Town) -> None:
    card = await advise(town, Ann="Kafka", Chen="SQS")
    ben = town["Ben"]
    assert "The vote is a tie between Kafka and SQS" in ben.read(card)
    ben.reads("@Cairn")
    await write(ben, card)
    await town.settle()
    assert "Decided: Kafka\n" in town["Ann"].read(card)


async def test_a_decider_may_decide_nothing(town: Town) -> None:
    card = await advise(town)
    town["Ben"].reads("@Cairn")
    await write(town["Ben"], card, {"What is decided": "No decision", "Why": "Not before the audit."})
    await town.settle()
    shown = town["Ann"].read(card)
    assert "No decision, against the vote for SQS" in shown
    assert "Not before the audit." in shown


async def test_the_vote_of_the_decider_counts_as_any(town: Town) -> None:
    card = await advise(town, Ben="Kafka", Chen="Kafka", Ann="SQS")
    assert "The vote is for Kafka" in town["Ann"].read(card)
    town["Ben"].reads("@Cairn")
    await write(town["Ben"], card)
    await town.settle()
    assert "Decided: Kafka\n" in town["Ann"].read(card)


async def test_what_was_typed_is_kept_when_the_form_is_closed_or_refused(town: Town) -> None:
    card = await advise(town)
    ben = town["Ben"]
    ben.reads("@Cairn")
    await ben.clicks("Write the outcome", on=card)
    await ben.fills({"Why": "We know it.", "Trade-offs accepted": "On call.", "Look back on": "2020-01-01"})
    await ben.submits("Decide")
    assert "What is decided" in ben.errors
    await ben.fills("What is decided", "Kafka")
    await ben.submits("Decide")
    assert ben.errors == {"Look back on": "Choose a day that is still to come."}
    assert ben.modal.fields["Why"] == "We know it."
    await ben.closes()
    await ben.clicks("Write the outcome", on=card)
    fields = ben.modal.fields
    assert (fields["What is decided"], fields["Why"], fields["Trade-offs accepted"]) == (
        "Kafka",
        "We know it.",
        "On call.",
    )
    await ben.fills("Look back on", None)
    await ben.submits("Decide")
    await town.settle()
    assert "Decided: Kafka" in town["Ann"].read(card)


async def test_a_half_written_outcome_is_no_draft_of_a_decision(town: Town) -> None:
    card = await advise(town)
    ben = town["Ben"]
    ben.reads("@Cairn")
    await ben.clicks("Write the outcome", on=card)
    await ben.fills("Why", "We know it.")
    await ben.closes()
    await ben.runs("/decide", in_="platform")
    assert "You have a draft" not in ben.modal


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_long_texts_and_markup_are_shown_as_they_were_typed(town: Town) -> None:
    card = await advise(town)
    ben = town["Ben"]
    ben.reads("@Cairn")
    nasty = "<!channel> & *bold* " + "x" * 2980
    long = dict.fromkeys(
        ("Why", "Trade-offs accepted", "How we will know that it worked", "What we do if we are wrong"),
        nasty[:3000],
    )
    await write(ben, card, long)
    assert not ben.errors
    await town.settle()
    assert "<!channel> & bold xxx" in town["Ann"].read(card)
    assert "<!channel> & bold xxx" in town["Ann"].reads_thread(card)[-1]
    await town["Ann"].clicks("Open D-1", on=card)
    assert "<!channel> & bold xxx" in town["Ann"].modal


async def test_of_two_who_write_at_once_the_first_counts(town: Town) -> None:
    card = await advise(town)
    ben = town["Ben"]
    ben.reads("@Cairn")
    await ben.clicks("Write the outcome", on=card)
    await ben.fills(OUTCOME)
    late = payloads.submission(town.slack, ben.who, ben.modal.view)
    await ben.submits("Decide")
    await town.settle()
    shown, thread = town["Ann"].read(card), town["Ann"].reads_thread(card)
    assert "This decision has ended. The card shows how it came out." in str((await send(town, late)).json())
    await town.settle()
    assert (town["Ann"].read(card), town["Ann"].reads_thread(card)) == (shown, thread)


async def test_an_outcome_of_what_was_cancelled_is_refused(town: Town) -> None:
    card = await advise(town)
    ann, ben = town["Ann"], town["Ben"]
    ben.reads("@Cairn")
    await ben.clicks("Write the outcome", on=card)
    await ben.fills(OUTCOME)
    await manage(ann, card, "Cancel it")
    await ann.fills("Reason", "The vendor has settled it.")
    await ann.submits("Cancel decision")
    await town.settle()
    shown = ann.read(card)
    assert "Cancelled\nThe vendor has settled it." in shown
    assert "New round" not in shown
    await ben.submits("Decide")
    assert "This decision was cancelled. The card says why." in " ".join(ben.errors.values())


async def test_an_outcome_before_the_count_is_refused(town: Town) -> None:
    card = await decide(town, more={"Decider": ["Ben"]})
    await send(town, press(town, "Ben", card, "decision.write", decision_of(card)))
    await town.settle()
    town["Ben"].finds("The vote comes first.", in_="platform")


async def test_the_decider_is_reminded_twice_and_then_the_owner_is_asked_to_take_over(town: Town) -> None:
    await reach(town, 0, 9)
    card = await advise(town)
    ann, ben = town["Ann"], town["Ben"]
    assert len(ben.messages("@Cairn")) == 1
    told = []
    for _ in range(12):
        before = len(ben.messages("@Cairn"))
        await town.pass_time(days=1)
        told.append(len(ben.messages("@Cairn")) - before)
    assert sum(told) == 2, told
    ben.finds("1 outcome waits for you to write", in_="@Cairn")
    asked = ann.finds("Which queue? waits for its outcome, and @Ben Ortiz has not written it.", in_="@Cairn")
    assert "@Ben Ortiz decides now, or @Ann Keller in their place." in ann.read(card)
    await ann.clicks("Write the outcome", on=asked)
    await ann.fills(OUTCOME)
    await ann.submits("Decide")
    await town.settle()
    assert "Decided: Kafka, against the vote for SQS\n@Ann Keller: We know it" in ann.read(card)
    ben.reads("@Cairn")
    await town.pass_time(days=10)
    assert len(ben.messages("@Cairn")) == 3


async def test_a_co_owner_who_was_asked_is_reminded_with_what_else_waits_for_them(town: Town) -> None:
    await reach(town, 0, 9)
    card = await decide(town, more={"Decider": ["Chen"], "Co-owners": ["Ben"]})
    await vote(town, card, Ann="SQS")
    await deactivate(town.slack, town["Chen"].id)
    await happen(town)
    await close(town, card)
    await decide(town, "/decide Which cache? | Redis | Memcached")
    await town.pass_time(days=2)
    told = town["Ben"].finds("1 outcome waits for you to write", in_="@Cairn")
    assert "1 decision waits for your vote" in town["Ben"].read(told)


async def test_nobody_is_reminded_of_what_was_written(town: Town) -> None:
    await reach(town, 0, 9)
    card = await advise(town)
    ann, ben = town["Ann"], town["Ben"]
    ben.reads("@Cairn")
    await write(ben, card)
    await town.pass_time(days=14)
    assert len(ben.messages("@Cairn")) == 1
    assert not ann.messages("@Cairn")


async def test_what_waits_for_an_outcome_stands_first_on_the_home_of_its_decider(town: Town) -> None:
    await advise(town)
    ann, ben = town["Ann"], town["Ben"]
    ben.reads("@Cairn")
    await ben.opens_home()
    await happen(town)
    home = ben.home()
    assert home is not None
    assert "Waiting for you\nWhich queue?" in home.text
    assert "you decide now" in home.text
    await ben.clicks("Write the outcome", on=home)
    await ben.fills(OUTCOME)
    await ben.submits("Decide")
    await ann.opens_home()
    await happen(town)
    home = ann.home()
    assert home is not None
    assert "Waiting for you" not in home.text


async def test_where_the_decider_is_deactivated_the_owner_is_asked_at_once(town: Town) -> None:
    card = await advise(town, decider="Chen", Ann="SQS", Ben="SQS")
    await deactivate(town.slack, town["Chen"].id)
    await happen(town)
    ann = town["Ann"]
    asked = ann.finds("Which queue? waits for its outcome, and", in_="@Cairn")
    await ann.clicks("Write the outcome", on=asked)
    await ann.fills(OUTCOME)
    await ann.submits("Decide")
    await town.settle()
    assert "Decided: Kafka" in ann.read(card)


async def test_where_the_decider_was_gone_before_the_close_the_owner_is_asked_at_once(town: Town) -> None:
    card = await decide(town, more={"Decider": ["Chen"]})
    await vote(town, card, Ann="SQS")
    await deactivate(town.slack, town["Chen"].id)
    await happen(town)
    await close(town, card)
    town["Ann"].finds("Which queue? waits for its outcome, and", in_="@Cairn")


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_who_no_longer_sees_a_private_channel_decides_nothing_there(town: Town) -> None:
    town.slack.workspace.get_channel("leads").members.append(_bot(town))
    card = await decide(town, more={"Decider": ["Ben"]}, in_="leads")
    await vote(town, card, Ann="SQS")
    await close(town, card)
    ben, ann = town["Ben"], town["Ann"]
    asked = ben.finds("The vote on Which queue? has ended, and you decide.", in_="@Cairn")
    await ben.leaves("leads")
    await happen(town)
    await ben.clicks("Write the outcome", on=asked)
    await town.settle()
    ben.finds("I can't find that decision.", in_="@Cairn")
    ann.finds("Which queue? waits for its outcome, and", in_="@Cairn")
    await manage(ann, card, "Write the outcome")
    await ann.fills(OUTCOME)
    await ann.submits("Decide")
    await town.settle()
    assert "Decided: Kafka, against the vote for SQS" in ann.read(card)


@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.parametrize(
    ("field", "name", "sentence"),
    [
        ("Decider", "Robin", "Robin (deploys) is a bot. Choose somebody else."),
        ("Decider", "Eli", "can't see #platform. Invite them there, or choose somebody else."),
        ("Co-owners", "Robin", "Robin (deploys) is a bot. Choose somebody else."),
        ("Co-owners", "Eli", "can't see #platform. Invite them there, or choose somebody else."),
    ],
)
async def test_who_can_answer_for_a_decision_is_checked_when_it_opens(
    town: Town, field: str, name: str, sentence: str
) -> None:
    ann = town["Ann"]
    await ann.runs("/decide Which queue? | Kafka | SQS", in_="platform")
    await town.settle()
    await ann.clicks("More")
    await ann.fills(field, [name])
    await ann.submits("Preview")
    assert sentence in ann.errors[field]
    await ann.fills(field, ["Dana"])
    await ann.submits("Preview")
    assert ann.modal.title == "Preview"


async def test_hidden_votes_stay_hidden_while_the_outcome_is_awaited_and_are_deleted_in_time(
    town: Town,
) -> None:
    card = await decide(town, more={"Decider": ["Ben"], "What is shown": "Private tally"})
    await vote(town, card, Ann="SQS", Chen="SQS")
    await close(town, card)
    assert "@Chen" not in town["Ann"].read(card)
    await town.pass_time(days=20)
    ben, ann = town["Ben"], town["Ann"]
    await write(ben, card)
    await town.pass_time(days=11)
    await ann.picks("History", on=card)
    assert "What each person chose was deleted" in ann.modal
    for person in (ann, ben):
        person.reads("@Cairn")


def _bot(town: Town) -> str:
    installation = town.slack.workspace.installation
    assert installation is not None
    return installation.bot_user
