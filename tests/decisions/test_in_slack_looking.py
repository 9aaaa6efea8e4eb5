"""Looking closer: Details, History and Why? in each state, /decide list and help, and who sees what."""

import pytest

from bot.app import greet
from sandbox.acts import change_person
from sandbox.people import Person
from sandbox.things import Message
from sandbox.workspaces import seat_bot, second
from tests.decisions.scenes import decide, decision_of, happen, manage, press, reach, send, vote
from tests.town import Town


async def look(person: Person, card: Message, what: str) -> str:
    """What stands under this entry of the card's menu."""
    await person.picks(what, on=card)
    text = person.modal.text
    await person.closes()
    return text


async def test_the_menu_tells_of_an_open_decision(town: Town) -> None:
    card = await decide(town, more={"Context": "Full every night.", "Quorum": "2"})
    await vote(town, card, Ben="SQS")
    ann = town["Ann"]
    details = await look(ann, card, "Details")
    assert "Full every night." in details
    assert "1.  Kafka\n2.  SQS\n3.  NATS" in details
    assert "Owner: @Ann Keller" in details
    assert "Quorum: 2 must vote" in details
    assert "Asked: @Ann Keller, @Ben Ortiz, @Chen Wei" in details
    history = await look(ann, card, "History")
    assert history.index("@Ben Ortiz voted") < history.index("@Ann Keller opened it")
    why = await look(ann, card, "Why?")
    assert "the option with the most votes wins. Of those asked, 2 must vote. 1 of 3 voted." in why


async def test_the_menu_tells_of_a_decision_that_was_decided(town: Town) -> None:
    card = await decide(town)
    await vote(town, card, Ben="SQS")
    await manage(town["Ann"], card, "Close now")
    await town.settle()
    ben = town["Ben"]
    assert "Closed:" in await look(ben, card, "Details")
    history = await look(ben, card, "History")
    assert "The result was announced" in history
    assert "@Ann Keller closed the vote" in history
    assert "SQS has 1 vote from 1 person, 1 more than Kafka and NATS." in await look(ben, card, "Why?")


async def test_the_menu_tells_of_a_stalled_and_of_a_missed_decision(town: Town) -> None:
    card = await decide(town, more={"Quorum": "3"})
    await vote(town, card, Ben="SQS")
    await town.pass_time(days=7)
    ben = town["Ben"]
    assert "The deadline came and too few had voted" in await look(ben, card, "History")
    assert "Of those asked, 3 must vote. 1 of 3 voted." in await look(ben, card, "Why?")
    await ben.picks("Manage", on=card)
    assert "1 of 3 voted · too few" in ben.modal
    await ben.closes()
    await manage(town["Ann"], card, "Close without a decision")
    await town.settle()
    assert "No decision: 1 of 3 voted and 3 were needed." in await look(ben, card, "Why?")
    town["Ann"].reads("@Cairn")


async def test_the_menu_tells_of_a_cancelled_decision(town: Town) -> None:
    card = await decide(town)
    ann = town["Ann"]
    await manage(ann, card, "Cancel it")
    await ann.fills("Reason", "Solved.")
    await ann.submits("Cancel decision")
    await town.settle()
    assert "It was cancelled before the votes were counted: Solved." in await look(ann, card, "Why?")
    assert "@Ann Keller cancelled it: Solved." in await look(ann, card, "History")


async def test_the_list_shows_what_one_sees_and_what_to_do_next(town: Town) -> None:
    town.slack.workspace.get_channel("leads").members.append(_bot(town))
    await decide(town, "/decide Who leads? | A | B", in_="leads")
    card = await decide(town)
    await vote(town, card, Ben="SQS")
    ben, chen = town["Ben"], town["Chen"]
    await ben.runs("/decide list", in_="platform")
    await town.settle()
    listed = ben.read(ben.finds("2 open decisions", in_="platform"))
    assert "Who leads?" in listed
    assert "waiting for you\n[Vote]" in listed
    assert "you voted\n[Change vote]" in listed
    await chen.runs("/decide LIST", in_="platform")
    await town.settle()
    listed = chen.read(chen.finds("1 open decision", in_="platform"))
    assert "Who leads?" not in listed
    await chen.clicks("Vote", on=chen.finds("1 open decision", in_="platform"))
    assert "Which queue?" in chen.modal
    dana = town["Dana"]
    await dana.runs("/decide list", in_="general")
    await town.settle()
    assert "[Details]" in dana.read(dana.finds("1 open decision"))
    await dana.clicks("Details", on=dana.finds("1 open decision"))
    assert "Asked: @Ann Keller" in dana.modal


async def test_a_guest_sees_nothing_of_channels_they_are_not_in(town: Town) -> None:
    card = await decide(town)
    eli = town["Eli"]
    await eli.runs("/decide list", in_="general")
    await town.settle()
    eli.finds("No decision is open. Start one with /decide.")
    unknown = "I can't find that decision. It may have been removed, or you may not be in its channel."
    for action in (
        "decision.details",
        "decision.vote",
        "decision.cast/1",
        "decision.results",
        "decision.manage",
    ):
        await send(town, press(town, "Eli", card, action, decision_of(card)))
        await town.settle()
        assert not eli.has_modal
    told = [each for each in eli.ephemerals if unknown in each.text]
    assert len(told) == 5
    for each in told:
        eli.read(each)


@pytest.mark.parametrize("action", ["details", "vote", "cast/1", "results", "manage", "close", "take_over"])
async def test_who_is_not_in_a_private_channel_cannot_tell_its_decisions_from_none(
    town: Town, action: str
) -> None:
    town.slack.workspace.get_channel("leads").members.append(_bot(town))
    private = await decide(town, in_="leads")
    card = await decide(town, "/decide Another one? | A | B")
    chen = town["Chen"]
    for value in (decision_of(private), "nothing"):
        await send(town, press(town, "Chen", card, f"decision.{action}", value))
        await town.settle()
    assert not chen.has_modal
    first, second = (each for each in chen.ephemerals if "I can't find that decision." in each.text)
    assert chen.read(first) == chen.read(second)


async def test_help_says_what_decide_can_do(town: Town) -> None:
    await town["Ann"].runs("/decide help", in_="platform")
    await town.settle()
    assert "/decide list shows what is open." in town["Ann"].read(
        town["Ann"].finds("Decide together with /decide", in_="platform")
    )


async def test_a_word_that_is_nearly_a_command_is_asked_about(town: Town) -> None:
    ann = town["Ann"]
    await ann.runs("/decide lsit", in_="platform")
    await town.settle()
    ann.finds("Did you mean /decide list?", in_="platform")
    await ann.clicks("Yes, list")
    await town.settle()
    ann.finds("No decision is open.", in_="platform")


async def test_a_word_that_was_meant_is_the_question(town: Town) -> None:
    ann = town["Ann"]
    await ann.runs("/decide halp", in_="platform")
    await town.settle()
    ann.finds("Did you mean /decide help?", in_="platform")
    await ann.clicks("No, ask this")
    await town.settle()
    assert ann.modal.fields["Question"] == "halp"
    assert "in #platform" in ann.modal


async def test_any_other_word_is_the_question(town: Town) -> None:
    ann = town["Ann"]
    await ann.runs("/decide Kubernetes", in_="platform")
    assert ann.modal.fields["Question"] == "Kubernetes"


async def test_a_card_that_was_deleted_is_posted_again_when_something_changes(town: Town) -> None:
    card = await decide(town)
    await vote(town, card, Ben="SQS")
    await town["Ann"].deletes(card)
    await happen(town)
    await town["Chen"].runs("/decide list", in_="platform")
    await town.settle()
    chen = town["Chen"]
    await chen.clicks("Vote", on=chen.finds("1 open decision", in_="platform"))
    await chen.fills("Your vote", "SQS")
    await chen.submits("Vote")
    await town.settle()
    assert "2 of 3 voted" in town["Ann"].read(town.card("Which queue?"))


async def test_who_becomes_a_guest_no_longer_sees_what_is_elsewhere(town: Town) -> None:
    await decide(town)
    dana = town["Dana"]
    dana.who.is_guest = True
    await change_person(town.slack, dana.id)
    await happen(town)
    await dana.runs("/decide list", in_="general")
    await town.settle()
    dana.finds("No decision is open.")


async def test_the_list_is_sorted_by_what_closes_first(town: Town) -> None:
    await reach(town, 0, 9)
    await decide(town, "/decide Later? | A | B", {"… or typed": "thu 17:00"})
    await decide(town, "/decide Sooner? | A | B", {"… or typed": "wed 17:00"})
    await town["Ann"].runs("/decide list", in_="platform")
    await town.settle()
    listed = town["Ann"].read(town["Ann"].finds("2 open decisions", in_="platform"))
    assert listed.index("Sooner?") < listed.index("Later?")


def _bot(town: Town) -> str:
    installation = town.slack.workspace.installation
    assert installation is not None
    return installation.bot_user


async def test_the_ids_of_one_workspace_mean_nothing_in_another(town: Town) -> None:
    card = await decide(town)
    lantern = second()
    town.slack.workspaces[lantern.team] = lantern
    gus = Person(town.slack, "Gus")
    town.people["Gus"] = gus
    await greet(town.bot, town.slack.install(lantern.team, gus.id).token)
    await happen(town)
    seat_bot(lantern, "general")
    theirs = await decide(town, "/decide Ours? | A | B", who="Gus", in_="general")
    for action in ("cast/1", "vote", "details", "results", "manage", "close", "take_over"):
        await send(town, press(town, "Gus", theirs, f"decision.{action}", decision_of(card)))
    await town.settle()
    assert not gus.has_modal
    told = [gus.read(each) for each in gus.ephemerals]
    assert len(told) == 7
    assert all("I can't find that decision." in text for text in told)
    assert "0 of 3 voted · closes" in town["Ann"].read(card)
