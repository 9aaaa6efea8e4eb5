"""Behind More: fields that appear where they are needed, options described, defaults of the channel, and hints."""

from dataclasses import replace

from rituals.ids import Channel, Team
from storage import records
from tests.decisions.scenes import fill_in
from tests.records.making import RECORD
from tests.town import Town

STARTER = "Performance 20"


async def test_a_method_shows_the_fields_that_it_needs(town: Town) -> None:
    ann = await fill_in(town, more={"Context": "The old queue is full."})
    assert "Criteria" not in ann.modal.fields
    await ann.fills("Method", "Matrix")
    assert STARTER in ann.modal.fields["Criteria"]
    assert "None of these" not in ann.modal.fields
    await ann.fills("Method", "Dots")
    assert {"Dots for each person", "None of these"} <= set(ann.modal.fields)
    assert ann.modal.fields["Context"] == "The old queue is full."
    await ann.fills("Who votes", "These people")
    assert "People" in ann.modal.fields


async def test_weights_that_miss_a_hundred_are_told_by_how_much(town: Town) -> None:
    ann = await fill_in(town, more={"Method": "Matrix", "Criteria": "Cost 40\nSpeed 59"})
    await ann.submits("Preview")
    assert ann.errors == {"Criteria": "The weights sum to 99 %. Add 1 to make 100."}
    await ann.fills("Criteria", "Cost 140\nSpeed -40")
    await ann.submits("Preview")
    assert "“Speed” weighs -40 %" in ann.errors["Criteria"]
    await ann.fills("Criteria", "Cost 40\nSpeed 60")
    await ann.submits("Preview")
    assert ann.modal.title == "Preview"


async def test_sixty_one_cells_are_refused_with_the_reason(town: Town) -> None:
    twelve = "/decide Which? | " + " | ".join(f"Option {number}" for number in range(1, 14))
    criteria = "\n".join(f"Criterion {number} 20" for number in range(1, 6))
    ann = await fill_in(town, twelve, {"Method": "Matrix", "Criteria": criteria})
    await ann.submits("Preview")
    assert "13 options on 5 criteria make 65 scores to give" in ann.errors["Criteria"]


async def test_options_are_described_one_after_the_other_and_nothing_is_lost(town: Town) -> None:
    ann = await fill_in(town, more={"Context": "The old queue is full."})
    await ann.clicks("Describe options")
    await ann.fills({"Description": "A log", "What speaks against it": "We run it ourselves"})
    await ann.fills("Option", "SQS")
    assert ann.modal.fields["Description"] == ""
    await ann.fills({"Description": "Managed", "Cost": "Low", "Recommendation": ["I recommend this one"]})
    await ann.fills("Option", "Kafka")
    assert ann.modal.fields["Description"] == "A log"
    await ann.fills("Description", "x" * 1001)
    await ann.submits("Done")
    assert "1,000 fit" in ann.errors["Description"]
    await ann.fills("Description", "A log")
    await ann.submits("Done")
    assert ann.modal.title == "Start a decision"
    assert ann.modal.fields["Context"] == "The old queue is full."
    await ann.submits("Preview")
    assert "You recommend SQS. What speaks against it?" in ann.modal


async def test_options_have_to_be_there_to_be_described(town: Town) -> None:
    ann = town["Ann"]
    await ann.runs("/decide", in_="platform")
    await town.settle()
    await ann.clicks("More")
    await ann.clicks("Describe options")
    assert "Write the options first, one a line." in ann.modal


async def test_two_options_are_asked_for_a_third_once(town: Town) -> None:
    ann = await fill_in(town, "/decide Which queue? | Kafka | SQS")
    await ann.submits("Preview")
    assert "Is there a third" in ann.modal
    await ann.closes()
    await ann.submits("Preview")
    assert "Is there a third" not in ann.modal
    await ann.submits("Post")
    await town.settle()
    assert not ann.has_modal


async def test_a_preview_stands_though_the_bot_was_started_anew_meanwhile(town: Town) -> None:
    """What marks a preview does not depend on the order in which a process keeps a set."""
    ann = await fill_in(town, more={"Hints against traps": ["Anchoring", "Sunk cost"]})
    await ann.submits("Preview")
    await ann.submits("Post")
    await town.settle()
    assert not ann.has_modal


async def test_a_decision_starts_with_what_its_channel_has_chosen(town: Town) -> None:
    ben = town["Ben"]
    await ben.runs("/cairn settings", in_="platform")
    await ben.clicks("This channel")
    await ben.fills({"Method": "Ranked", "What is shown": "Private tally", "Closes after": "5 business days"})
    await ben.fills("Hints against traps", ["Anchoring"])
    await ben.submits("Save")
    ann = await fill_in(town, "/decide Which queue? | Kafka | SQS")
    assert "ranked · private tally" in ann.modal
    await ann.submits("Preview")
    assert "Is there a third" not in ann.modal
    await ann.submits("Post")
    await town.settle()
    card = town.card("Which queue?")
    assert "put the options in order" in ann.read(card)
    await town.pass_time(days=4)
    assert "closes" in ann.read(card)


async def test_what_was_decided_before_is_shown_to_those_who_may_see_it(town: Town) -> None:
    here = replace(
        RECORD,
        team=Team(town.slack.workspace.team),
        channel=Channel(town.channel("platform")),
        title="Which queue for invoices?",
        decision="SQS",
    )
    await fill_in(town)
    await town["Ann"].closes(everything=True)
    await town.bot.foundation.database.write(records.add, here)
    ann = await fill_in(town, "/decide Which queue for refunds? | Kafka | SQS | NATS")
    await ann.submits("Preview")
    assert "Decided before, on something like it:" in ann.modal
    assert "Which queue for invoices?" in ann.modal
    await ann.clicks("Open")
    assert ann.modal.title == "D-1"
    await ann.closes()
    await ann.submits("Post")
    await town.settle()
    assert not ann.has_modal
