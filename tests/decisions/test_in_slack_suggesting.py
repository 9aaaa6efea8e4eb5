"""Suggesting options, as people do it."""

from datetime import timedelta

from sandbox.filling import Value
from tests.decisions.scenes import decide, happen, manage, vote
from tests.town import Town

ASK = "/decide Which queue? | Kafka"
GATHER: dict[str, Value] = {
    "Suggestions": ["Let people suggest options before the vote opens"],
    "Suggestions until": "1d",
}


async def suggest(town: Town, who: str, option: str, description: str = "") -> None:
    """Somebody suggests an option on the card."""
    person = town[who]
    await person.clicks("Suggest an option")
    await person.fills({"Option": option, "Description": description})
    await person.submits("Suggest")
    assert not person.has_modal, person.errors
    await town.settle()


async def sleep_through(town: Town, days: int) -> None:
    """Cairn was not there for so long; then everything is due at once."""
    town.now.want(timedelta(days=days))
    town.now.arrive()
    await town.settle()


async def test_people_suggest_options_then_the_vote_opens_by_itself(town: Town) -> None:
    card = await decide(town, ASK, GATHER)
    ann, ben = town["Ann"], town["Ben"]
    assert "Options can be suggested until" in ann.read(card)
    await suggest(town, "Ben", "SQS", "Managed by somebody else.")
    await suggest(town, "Chen", "NATS")
    assert "3.  NATS" in ann.read(card)
    await town.pass_time(days=1, hours=9)
    assert "The vote is open: 3 options." in ben.reads_thread(card)[-1]
    await vote(town, card, Ben="SQS", Chen="SQS")
    await ann.picks("History", on=card)
    assert "@Ben Ortiz suggested an option: SQS" in ann.modal
    await town.pass_time(days=7)
    assert "Decided: SQS" in ann.read(card)


async def test_who_is_not_asked_and_what_is_there_already_is_told_so(town: Town) -> None:
    await decide(town, ASK, GATHER)
    ben, dana = town["Ben"], town["Dana"]
    await ben.clicks("Suggest an option")
    await ben.fills("Option", "kafka")
    await ben.submits("Suggest")
    assert ben.errors["Option"] == "That is among the options already. Suggest another."
    await ben.closes()
    await dana.joins("platform")
    await happen(town)
    await dana.clicks("Suggest an option")
    await town.settle()
    dana.finds("asks other people", in_="platform")


async def test_an_owner_opens_the_vote_early(town: Town) -> None:
    card = await decide(town, ASK, GATHER)
    ann = town["Ann"]
    await manage(ann, card, "Open the vote")
    assert "two options or more" in ann.modal
    await ann.closes(everything=True)
    await suggest(town, "Ben", "SQS")
    await manage(ann, card, "Open the vote")
    await town.settle()
    assert "The vote is open." in ann.modal
    await ann.closes()
    await vote(town, card, Chen="Kafka")


async def test_more_time_is_given_for_suggestions(town: Town) -> None:
    card = await decide(town, ASK, GATHER)
    ann = town["Ann"]
    await manage(ann, card, "Extend")
    await ann.fills("… or typed", "3d")
    await ann.fills("Why is more time needed?", "Ben is ill.")
    await ann.submits("Move deadline")
    assert not ann.has_modal
    await suggest(town, "Ben", "SQS")
    await town.pass_time(days=2)
    assert "Suggest an option" in ann.read(card)


async def test_an_owner_is_told_where_there_is_nothing_to_vote_on(town: Town) -> None:
    card = await decide(town, ASK, GATHER)
    ann = town["Ann"]
    await town.pass_time(days=1, hours=9)
    assert "only “Kafka” was suggested" in ann.read(ann.finds("was to open now", in_="@Cairn"))
    await manage(ann, card, "Amend")
    await ann.fills("Options", "Kafka\nSQS")
    await ann.submits("Amend")
    await manage(ann, card, "Open the vote")
    await town.settle()
    await ann.closes()
    await vote(town, card, Ben="SQS")


async def test_what_nobody_could_vote_on_ends_without_a_decision(town: Town) -> None:
    card = await decide(town, ASK, GATHER)
    await town.pass_time(days=10)
    assert "No decision: there was too little to choose between" in town["Ann"].read(card)


async def test_what_is_suggested_while_the_owner_amends_is_not_lost(town: Town) -> None:
    card = await decide(town, ASK, GATHER)
    ann = town["Ann"]
    await manage(ann, card, "Amend")
    await suggest(town, "Ben", "SQS")
    await ann.fills("Options", "Kafka\nNATS")
    await ann.submits("Amend")
    assert "somebody suggested an option" in ann.errors["Options"]
    await ann.closes(everything=True)
    await manage(ann, card, "Amend")
    assert ann.modal.fields["Options"] == "Kafka\nSQS"


async def test_after_a_week_without_cairn_people_can_still_vote(town: Town) -> None:
    card = await decide(town, ASK, GATHER)
    await suggest(town, "Ben", "SQS")
    await sleep_through(town, days=14)
    assert "The vote is open: 2 options." in town["Ben"].reads_thread(card)[-1]
    await vote(town, card, Ben="SQS", Chen="SQS")
    await town.pass_time(days=14)
    assert "Decided: SQS" in town["Ann"].read(card)


async def test_after_a_week_without_cairn_what_has_too_few_options_ends(town: Town) -> None:
    card = await decide(town, ASK, GATHER)
    await sleep_through(town, days=14)
    await town.pass_time(minutes=2)
    assert "No decision" in town["Ann"].read(card)
    town["Ann"].reads("@Cairn")
