"""Drafts that are open in more than one place, posted, thrown away or someone else's: nothing is lost in silence."""

import pytest

from sandbox import payloads
from tests.decisions.scenes import fill_in, happen, send
from tests.town import Town

# What was typed is read and kept on both engines in the same way.
pytestmark = pytest.mark.parametrize("engine", ["sqlite"])


async def test_the_command_alone_opens_a_form_that_can_be_posted(town: Town) -> None:
    ann = await fill_in(town, "/decide")
    await ann.fills({"Question": "Which queue?", "Options": "Kafka\nSQS"})
    await ann.submits("Preview")
    await ann.submits("Post")
    await town.settle()
    assert "0 of 3 voted" in ann.read(town.card("Which queue?"))


async def test_a_form_in_which_nothing_was_typed_is_offered_to_nobody(town: Town) -> None:
    ann = await fill_in(town, "/decide")
    await ann.closes()
    await ann.runs("/decide", in_="platform")
    assert "You have a draft" not in ann.modal


async def test_a_form_that_nobody_touched_is_not_kept_and_what_was_typed_is(town: Town) -> None:
    ann = await fill_in(town)
    await ann.closes()
    await ann.runs("/decide", in_="platform")
    assert "You have a draft" not in ann.modal
    await ann.closes()
    ann = await fill_in(town)
    await ann.fills("Question", "Which broker?")
    await ann.closes()
    await ann.runs("/decide", in_="platform")
    await ann.clicks("Continue")
    await ann.closes()
    await ann.runs("/decide", in_="platform")
    assert "You have a draft: “Which broker?”" in ann.modal


async def test_a_form_that_was_posted_elsewhere_says_so_and_is_no_draft_again(town: Town) -> None:
    ann = await fill_in(town)
    elsewhere = payloads.submission(town.slack, ann.who, ann.modal.view)
    closed = payloads.closing(town.slack, ann.who, ann.modal.view, False)
    await ann.submits("Preview")
    await ann.submits("Post")
    await town.settle()
    assert "That draft was posted already" in (await send(town, elsewhere)).body.decode()
    await send(town, closed)
    await ann.runs("/decide", in_="platform")
    assert "You have a draft" not in ann.modal


async def test_what_was_changed_since_the_preview_is_not_posted_unseen(town: Town) -> None:
    ann = await fill_in(town)
    elsewhere = payloads.submission(town.slack, ann.who, ann.modal.view)
    await ann.submits("Preview")
    elsewhere["view"]["state"]["values"]["question"]["question"]["value"] = "Which broker?"
    await send(town, elsewhere)
    await ann.submits("Post")
    await town.settle()
    assert "The draft was changed elsewhere since this preview." in ann.modal
    assert not [each for each in ann.messages("platform") if "Which" in each.text and each.metadata]


async def test_a_form_whose_draft_was_thrown_away_asks_for_what_it_does_not_show(town: Town) -> None:
    ann = await fill_in(town)
    await ann.opens_home()
    await happen(town)
    await ann.clicks("Throw away", on=ann.home())
    await ann.submits("Preview")
    assert "The draft was thrown away meanwhile." in ann.modal
    assert ann.modal.fields["Question"] == "Which queue?"
    await ann.fills("Channel", "platform")
    await ann.submits("Preview")
    await ann.submits("Post")
    await town.settle()
    town.card("Which queue?")


async def test_nobody_writes_into_the_draft_of_somebody_else(town: Town) -> None:
    ann = await fill_in(town)
    ben = await fill_in(town, "/decide Mine? | Yes | No", who="Ben")
    forged = payloads.submission(town.slack, ben.who, ben.modal.view)
    forged["view"]["private_metadata"] = ann.modal.view.payload["private_metadata"]
    await send(town, forged)
    await ann.submits("Preview")
    assert "Which queue?" in ann.modal
