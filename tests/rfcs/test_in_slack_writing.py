"""Writing an RFC: step by step, left and taken up again, and posted."""

from sandbox import payloads
from tests.rfcs.scenes import TITLE, WEIGHING, WHAT, post, see_home, send, write
from tests.town import Town


async def test_an_rfc_is_written_in_three_steps_and_posted_with_its_text_in_the_thread(town: Town) -> None:
    card = await post(town)
    ann, ben = town["Ann"], town["Ben"]
    told = ann.read(card)
    assert f"RFC-1 · {TITLE}\nby @Ann Keller · under review" in told
    assert "Awaited: @Ben Ortiz, @Chen Wei" in told
    assert "Waits for a position from @Ben Ortiz and @Chen Wei." in told
    (text,) = ann.reads_thread(card)[1:]
    assert "RFC-1 in full" in text
    assert "Motivation\nEach outage starts" in text
    assert "Alternatives considered\nDo nothing: two more outages a year." in text
    await town.pass_time(days=4)  # They are asked in their working hours.
    ben.finds(f"@Ann Keller asks you to review RFC-1 · {TITLE} in #platform", in_="@Cairn")
    assert not [each for each in ann.messages("@Cairn") if "asks you to review" in each.text]


async def test_one_goes_back_and_forth_and_closes_the_form_without_losing_a_word(town: Town) -> None:
    ann = await write(town)
    await ann.clicks("Back")
    assert ann.modal.fields["Alternatives considered"] == WEIGHING["Alternatives considered"]
    await ann.fills("Risks", "It may be slow.")
    await ann.clicks("Back")
    assert ann.modal.fields["Summary"] == WHAT["Summary"]
    await ann.fills("Title", "One queue only")
    await ann.clicks("Save and close")
    assert "“One queue only” is kept for seven days" in ann.modal
    await ann.closes()
    home = await see_home(town, "Ann")
    assert "Your drafts of RFCs\nOne queue only" in home
    await ann.clicks("Continue", on=home)
    assert ann.modal.fields["Title"] == "One queue only"
    await ann.submits("Next")
    assert ann.modal.fields["Risks"] == "It may be slow."
    await ann.submits("Next")
    await ann.fills("Business days", "3")
    await ann.closes()  # The cross keeps it, too.
    await ann.runs("/rfc", in_="platform")
    assert "You have a draft: “One queue only”." in ann.modal
    await ann.clicks("Continue")
    assert ann.modal.fields["Title"] == "One queue only"
    await ann.submits("Next")
    await ann.submits("Next")
    assert ann.modal.fields["Business days"] == "3"
    assert ann.modal.fields["Reviewers"] == "@Ben Ortiz, @Chen Wei"


async def test_the_preview_shows_the_card_hints_and_back_leads_to_what_was_typed(town: Town) -> None:
    ann = await write(town, weighing={"Impact": "All teams."})
    await ann.submits("Preview")
    assert f"RFC · {TITLE}" in ann.modal
    assert "What if you do nothing?" in ann.modal
    await ann.clicks("Approve")
    assert "This is a preview" in ann.modal
    await ann.closes()
    await ann.closes()
    await ann.clicks("Back")
    await ann.fills("Alternatives considered", "Do nothing: two outages a year.")
    await ann.submits("Next")
    await ann.submits("Preview")
    assert "What if you do nothing?" not in ann.modal
    await ann.submits("Post")
    await town.settle()
    assert not ann.has_modal
    assert town.card(TITLE)


async def test_a_draft_that_is_posted_twice_opens_one_rfc(town: Town) -> None:
    ann = await write(town)
    await ann.submits("Preview")
    again = payloads.submission(town.slack, ann.who, ann.modal.view)
    await ann.submits("Post")
    await town.settle()
    reply = await send(town, again)
    await town.settle()
    assert reply.json() == {"response_action": "clear"}
    assert "RFC-1" in ann.read(town.card(TITLE))  # There is one.


async def test_what_is_missing_is_told_beside_its_field(town: Town) -> None:
    ann = town["Ann"]
    await ann.runs(f"/rfc {'Long ' * 40}", in_="platform")
    await ann.fills({"Summary": "Short.", "Motivation": "Why not.", "Full document": "docs/one"})
    await ann.submits("Next")
    assert "199 characters and 150 fit" in ann.errors["Title"]
    assert "Paste the whole link" in ann.errors["Full document"]
    await ann.fills({"Title": TITLE, "Full document": None})
    await ann.submits("Next")
    assert ann.errors == {"Proposal": "Write the proposal here, or link to the full document."}
    await ann.fills("Proposal", "Move everything.")
    await ann.submits("Next")
    await ann.submits("Next")
    await ann.submits("Preview")
    assert "Choose one reviewer or more" in ann.errors["Reviewers"]
    await ann.fills({"Reviewers": ["Ann", "Ben"], "Business days": "3"})
    await ann.submits("Preview")
    assert "Whoever writes an RFC does not review it" in ann.errors["Reviewers"]


async def test_words_that_the_command_knows_and_nearly_knows(town: Town) -> None:
    ann = town["Ann"]
    await ann.runs("/rfc help", in_="platform")
    ann.finds("Propose in writing", in_="platform")
    await ann.runs("/rfc lits", in_="platform")
    ann.finds("Did you mean /rfc list?", in_="platform")
    await ann.clicks("No, write this")
    assert ann.modal.fields["Title"] == "lits"
    await ann.closes()
    await ann.runs("/rfc lits", in_="platform")
    await ann.clicks("Yes, list")
    await town.settle()
    ann.finds("No RFC is under way", in_="platform")
    await ann.runs("/rfc rfc7", in_="platform")
    ann.finds("I can't find that RFC", in_="platform")
