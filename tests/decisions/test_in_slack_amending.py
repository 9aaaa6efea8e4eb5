"""Amending: free before the first vote, a version after it, and those who voted are asked to look again."""

from tests.decisions.scenes import decide, manage, vote
from tests.town import Town


async def test_before_the_first_vote_the_wording_changes_without_a_version(town: Town) -> None:
    card = await decide(town)
    ann = town["Ann"]
    await manage(ann, card, "Amend")
    assert "Nobody has voted yet: change what you like." in ann.modal
    await ann.fills({"Question": "Which broker?", "Options": "Kafka\nSQS"})
    await ann.submits("Amend")
    await town.settle()
    shown = ann.read(town.card("Which broker?"))
    assert "[Kafka] [SQS]\n" in shown
    assert "Version" not in shown


async def test_after_a_vote_an_amendment_asks_again_and_the_vote_is_kept_or_changed(town: Town) -> None:
    card = await decide(town)
    await vote(town, card, Ben="SQS", Chen="Kafka")
    ann, ben, chen = town["Ann"], town["Ben"], town["Chen"]
    await manage(ann, card, "Amend")
    assert "People have voted already." in ann.modal
    await ann.fills({"Question": "Which broker?", "Options": "Kafka\nSNS\nNATS\nRedis"})
    await ann.submits("Amend")
    await town.settle()
    card = town.card("Which broker?")
    shown = ann.read(card)
    assert (
        "Version 2: the question changed; “SQS” is now “SNS”; “Redis” was added. 2 votes were given before."
        in shown
    )
    asked = ben.read(ben.finds("was amended since you voted", in_="@Cairn"))
    assert "Your vote: SNS. It counts; does it still hold?" in asked
    await ben.clicks("Keep my vote")
    await town.settle()
    assert "Your vote: SNS. Change it until" in ben.reads("@Cairn")[-1]
    assert "1 vote was given before." in ann.read(card)
    await chen.clicks("Change it")
    await chen.fills("Your vote", "Redis")
    await chen.submits("Vote")
    await town.settle()
    assert "Your vote: Redis." in chen.modal
    assert "given before" not in ann.read(card)
    assert not [text for text in ann.reads("@Cairn") if "has changed" in text]


async def test_what_is_wrong_with_an_amendment_is_told_beside_the_field_and_nothing_is_lost(
    town: Town,
) -> None:
    card = await decide(town)
    await vote(town, card, Ben="SQS")
    ann = town["Ann"]
    await manage(ann, card, "Amend")
    await ann.submits("Amend")
    assert ann.errors == {"Question": "Nothing was changed."}
    await ann.fills("Options", "Kafka\nSQS")
    await ann.submits("Amend")
    assert "an option can be worded anew or added, not removed" in ann.errors["Options"]
    assert ann.modal.fields["Options"] == "Kafka\nSQS"
    await ann.fills("Options", "Kafka\nSQS\nSQS")
    await ann.submits("Amend")
    assert "Options 2 and 3 are the same" in ann.errors["Options"]


async def test_an_act_on_what_has_ended_meanwhile_is_refused_in_the_modal(town: Town) -> None:
    card = await decide(town)
    ann = town["Ann"]
    await manage(ann, card, "Amend")
    await ann.fills("Question", "Which broker?")
    await town.pass_time(days=7)
    await ann.submits("Amend")
    assert ann.errors == {"Question": "This decision has ended. The card shows how it came out."}
    assert ann.modal.fields["Question"] == "Which broker?"


async def test_what_two_owners_change_at_once_is_not_undone_by_the_second(town: Town) -> None:
    card = await decide(town, more={"Co-owners": ["Ben"]})
    ann, ben = town["Ann"], town["Ben"]
    for owner in (ann, ben):
        await manage(owner, card, "Amend")
    await ann.fills("Context", "Load doubles each year.")
    await ann.submits("Amend")
    await ben.fills("Question", "Which broker?")
    await ben.submits("Amend")
    assert "has changed since you opened this" in ben.errors["Options"]
    await ben.closes(everything=True)
    await manage(ben, card, "Amend")
    assert ben.modal.fields["Context"] == "Load doubles each year."
    await ben.fills("Question", "Which broker?")
    await ben.submits("Amend")
    await town.settle()
    town.card("Which broker?")
