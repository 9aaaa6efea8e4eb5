"""From /commit to the card: the form, what stands behind More, the preview, drafts."""

from collections.abc import Mapping

from sandbox import payloads
from sandbox.acts import deactivate, open_direct
from sandbox.filling import Value
from tests.commitments.scenes import NATS, commit, fill_in, happen, send, take
from tests.decisions.scenes import decide
from tests.town import Town

EVERYTHING: Mapping[str, Value] = {
    "Context": "The old queue is full every night.",
    "What it optimises for": "Fewer nights on call",
    "Trade-offs accepted": "A month without new features",
    "Evidence": "Measured in a spike",
    "… or typed": "10d",
    "Who takes a position": "These people",
    "People": ["Ben", "Chen"],
    "Decider": ["Ben"],
    "Co-owners": ["Chen"],
}


async def test_the_quick_form_takes_two_clicks_from_the_proposal_to_the_card(town: Town) -> None:
    ann = await fill_in(town)
    assert ann.modal.fields["Proposal"] == NATS
    assert ann.modal.fields["Channel"] == "#platform"
    assert "Closes" in ann.modal.fields
    assert "Asks all members of the channel · where somebody can't commit, you decide" in ann.modal
    await ann.submits("Preview")
    assert "This is how it will look in #platform." in ann.modal
    await ann.clicks("Agree")
    assert "This is a preview. Positions can be taken once you post it." in ann.modal
    await ann.closes()
    await ann.submits("Post")
    await town.settle()
    shown = ann.read(town.card(NATS))
    assert "[Agree] [Agree with reservations] [Disagree, will commit] [Can't commit] [Abstain]" in shown
    assert "0 of 3 took a position" in shown
    assert "@Ann Keller proposes and decides · asks all 3 members of the channel" in shown


async def test_every_field_behind_more_is_kept_and_shown(town: Town) -> None:
    ann = await fill_in(town, more=EVERYTHING)
    before = ann.modal.fields
    await ann.submits("Preview")
    await ann.closes()
    assert ann.modal.fields == before  # Back loses nothing.
    await ann.submits("Preview")
    await ann.submits("Post")
    await town.settle()
    card = town.card(NATS)
    shown = ann.read(card)
    assert "The old queue is full every night." in shown
    assert "Optimises for: Fewer nights on call\nAccepts: A month without new features" in shown
    assert "@Ann Keller and @Chen Wei propose · @Ben Ortiz decides · asks 2 people" in shown
    await town["Ben"].picks("Details", on=card)
    assert "Evidence\nMeasured in a spike" in town["Ben"].modal
    assert "Asked: @Ben Ortiz, @Chen Wei" in town["Ben"].modal
    await town["Ben"].closes()
    await town["Ben"].picks("Why?", on=card)
    assert "Nobody sees who stands where until all 2 are in" in town["Ben"].modal


async def test_what_cannot_be_opened_is_refused_beside_its_field_and_nothing_is_lost(town: Town) -> None:
    ann = await fill_in(town, "x" * 301, more={**EVERYTHING, "Decider": ["Eli"], "… or typed": "soon"})
    await ann.submits("Preview")
    assert "301 characters and 300 fit" in ann.errors["Proposal"]
    assert "… or typed" in ann.errors
    await ann.fills({"Proposal": NATS, "… or typed": "10d", "Look back on": "2020-01-01"})
    await ann.submits("Preview")
    assert ann.errors["Look back on"] == "Choose a day that is still to come."
    await ann.fills({"Look back on": None, "Co-owners": ["Eli"]})
    await ann.submits("Preview")
    assert "can't see #platform" in ann.errors["Decider"]
    assert "can't see #platform" in ann.errors["Co-owners"]
    await ann.fills({"Co-owners": None, "Decider": ["Ben"], "People": ["Ben", "Eli"]})
    await ann.submits("Preview")
    assert "can't see #platform. Invite them there, or ask others." in ann.errors["People"]
    await ann.fills({"People": ["Ben", "Chen"]})
    await ann.submits("Preview")
    assert ann.modal.title == "Preview"


async def test_a_decider_who_leaves_before_the_post_is_refused(town: Town) -> None:
    ann = await fill_in(town, more={"Decider": ["Ben"]})
    await ann.submits("Preview")
    await deactivate(town.slack, town["Ben"].id)
    await happen(town)
    await ann.submits("Post")
    assert "Ben Ortiz is deactivated. Choose somebody else." in ann.modal


async def test_a_draft_is_kept_and_taken_up_again_and_posting_it_twice_opens_one(town: Town) -> None:
    ann = await fill_in(town, more={"Context": "The old queue is full every night."})
    await ann.closes()
    await ann.runs("/commit", in_="platform")
    assert f"You have a draft: “{NATS}”." in ann.modal
    await ann.clicks("Continue")
    assert ann.modal.fields["Context"] == "The old queue is full every night."
    await ann.closes()
    await ann.opens_home()
    await happen(town)
    assert "Your drafts of proposals" in str(ann.home())
    await ann.clicks("Continue", on=ann.home())
    await ann.submits("Preview")
    posted = payloads.submission(town.slack, ann.who, ann.modal.view)
    await ann.submits("Post")
    await town.settle()
    reply = await send(town, posted)
    await town.settle()
    assert reply.json() == {"response_action": "clear"}
    town.card(NATS)  # There is one.
    assert "Your drafts of proposals" not in str(ann.home())


async def test_a_draft_that_nobody_touched_is_not_kept(town: Town) -> None:
    ann = await fill_in(town)
    await ann.closes()
    await ann.runs("/commit", in_="platform")
    assert "You have a draft" not in ann.modal


async def test_a_word_that_is_nearly_one_asks_and_any_other_is_the_proposal(town: Town) -> None:
    ann = town["Ann"]
    await ann.runs("/commit lsit", in_="platform")
    asked = ann.finds("Did you mean /commit list?", in_="platform")
    await ann.clicks("Yes, list", on=asked)
    await town.settle()
    ann.finds("Nothing is proposed now. Propose something with /commit.", in_="platform")
    await ann.clicks("No, propose this", on=asked)
    await town.settle()
    assert ann.modal.fields["Proposal"] == "lsit"
    await ann.closes()
    await ann.runs("/cairn commit help", in_="platform")
    ann.finds("Take a position, then commit, with /commit", in_="platform")
    await ann.runs("/cairn commit Drop the tests", in_="platform")
    await town.settle()
    assert ann.modal.fields["Proposal"] == "Drop the tests"
    await ann.closes()
    await ann.runs(f"/commit {'x' * 3001}", in_="platform")
    assert "That is too long: you typed 3,001 characters" in ann.reads("platform")[-1]


async def test_from_a_direct_message_the_form_asks_for_a_channel(town: Town) -> None:
    ann = town["Ann"]
    here = town.slack.workspace.installation
    assert here is not None
    await open_direct(town.slack, ann.id, [here.bot_user])
    await happen(town)
    await ann.runs(f"/commit {NATS}", in_="@Cairn")
    await town.settle()
    assert ann.modal.fields["Channel"] == ""
    await ann.fills("Channel", "platform")
    await ann.submits("Preview")
    await ann.submits("Post")
    await town.settle()
    town.card(NATS)


async def test_what_was_decided_before_on_something_like_it_is_shown_in_the_preview(town: Town) -> None:
    card = await decide(town, "/decide Which queue? | Kafka | NATS")
    for name in ("Ann", "Ben", "Chen"):
        await town[name].clicks("NATS", on=card)
        await town.settle()
        town[name].finds("Your vote: NATS.", in_="platform")
    await town.pass_time(days=5)
    ann = await fill_in(town, "Replace the queue")
    await ann.submits("Preview")
    assert "Decided before, on something like it:" in ann.modal
    assert "Which queue?" in ann.modal


async def test_the_list_shows_what_is_under_way_to_those_who_see_it(town: Town) -> None:
    card = await commit(town)
    await take(town, card, Ben="Agree")
    await town["Ben"].runs("/commit list", in_="platform")
    listed = town["Ben"].finds("1 commitment under way", in_="platform")
    shown = town["Ben"].read(listed)
    assert "1 of 3 took a position" in shown
    assert "you agree" in shown
    await town["Chen"].runs("/commit list", in_="platform")
    shown = town["Chen"].read(town["Chen"].finds("1 commitment under way", in_="platform"))
    assert "waiting for you" in shown
    assert "agree" not in shown
