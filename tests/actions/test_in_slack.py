"""Actions in Slack: added, listed, done, snoozed, reassigned, dropped, reminded of."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from handlers import undertaken
from handlers.blocks import actions
from rituals.ids import Team
from sandbox import payloads
from sandbox.acts import change_person
from sandbox.filling import Value
from sandbox.people import Person
from sandbox.things import Message
from sandbox.workspaces import seat_bot
from tests.decisions.scenes import decide, decision_of, happen, reach, send
from tests.town import Town

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])

RUNBOOK = "Write the runbook"


async def add(
    town: Town, line: str = RUNBOOK, who: str = "Ann", in_: str = "platform", **more: Value
) -> None:
    """Somebody adds an action, with more in the form."""
    person = town[who]
    await person.runs(f"/actions add {line}", in_=in_)
    await person.fills({name.replace("_", " "): value for name, value in more.items()})
    await person.submits("Add")
    if person.has_modal:
        assert person.modal.title == "Added", person.errors
        await person.closes()
    await town.settle()


def card(town: Town, text: str = RUNBOOK, channel: str = "platform", who: str = "Ann") -> Message:
    return town.card(text, channel, who)


async def listed(town: Town, who: str, word: str = "", in_: str = "platform") -> str:
    """What somebody's list says."""
    person = town[who]
    await person.runs(f"/actions {word}", in_=in_)
    await town.settle()
    return person.read(person.ephemerals[-1])


async def test_an_action_is_added_from_one_line_and_its_owner_is_told(town: Town) -> None:
    ann, ben = town["Ann"], town["Ben"]
    await ann.runs(f"/actions add {RUNBOOK} | 3d | <@{ben.id}|ben>", in_="platform")
    assert ann.modal.fields["What is to be done"] == RUNBOOK
    await ann.submits("Add")
    await town.settle()
    assert "@Ben Ortiz · due" in ann.read(card(town))
    assert f"@Ann Keller gave you an action.\n{RUNBOOK}" in ben.reads("@Cairn")[-1]
    assert RUNBOOK in await listed(town, "Ben")
    assert "You have no open action." in await listed(town, "Ann")
    assert "This channel's 1 open action" in await listed(town, "Ann", "channel")


async def test_other_words_are_an_action_and_nearly_a_command_is_asked_about(town: Town) -> None:
    ann = town["Ann"]
    await ann.runs("/actions Water the plants", in_="platform")
    assert ann.modal.fields["What is to be done"] == "Water the plants"
    await ann.closes()
    await ann.runs("/actions chanel", in_="platform")
    await town.settle()
    ann.finds("Did you mean /actions channel?", in_="platform")
    await ann.clicks("Yes, channel")
    await town.settle()
    ann.finds("No action is open in this channel.", in_="platform")
    await ann.runs("/actions halp", in_="platform")
    await town.settle()
    ann.finds("Did you mean /actions help?", in_="platform")
    await ann.clicks("No, add this")
    assert ann.modal.fields["What is to be done"] == "halp"
    assert "lists this channel's" in await listed(town, "Chen", "help")


async def test_what_cannot_be_is_said_beside_its_field(town: Town) -> None:
    ann = town["Ann"]
    seat_bot(town.slack.workspace, "leads")
    await ann.runs("/actions add", in_="leads")
    await ann.fills({"What is to be done": "x" * 301, "Owners": ["Chen"], "… or typed": "whenever"})
    await ann.submits("Add")
    assert set(ann.errors) == {"What is to be done", "… or typed"}
    await ann.fills({"What is to be done": RUNBOOK, "… or typed": None})
    await ann.submits("Add")
    assert "Chen Wei can't see #leads." in str(ann.errors)
    await ann.fills({"Owners": ["Robin"]})
    await ann.submits("Add")
    assert "is a bot" in str(ann.errors)


async def test_a_message_becomes_an_action_that_leads_back_to_it(town: Town) -> None:
    ben = town["Ben"]
    await ben.uses("Make an action", on=ben.finds("The nightly import", in_="platform"))
    await ben.fills("What is to be done", RUNBOOK)
    await ben.submits("Add")
    await town.settle()
    assert "from a message" in ben.read(card(town))


async def test_done_is_confirmed_with_undo_and_the_card_follows(town: Town) -> None:
    await add(town)
    ann = town["Ann"]
    await ann.clicks("Done", on=card(town))
    await town.settle()
    assert "Done by @Ann Keller" in ann.read(card(town))
    ann.finds(f"Done: {RUNBOOK}", in_="platform")
    assert "You have no open action." in await listed(town, "Ann")
    await ann.clicks("Undo")
    await town.settle()
    ann.finds(f"Open again: {RUNBOOK}", in_="platform")
    assert "[Done]" in ann.read(card(town))


async def test_done_in_the_private_list_shows_the_list_as_it_is_then(town: Town) -> None:
    await add(town)
    ann = town["Ann"]
    await listed(town, "Ann")
    await ann.clicks("Done")
    await town.settle()
    shown = ann.finds(f"Done: {RUNBOOK}", in_="platform")
    assert "You have no open action." in ann.read(shown)
    assert "[Done]" not in "\n".join(ann.reads("platform")[-1:])
    await ann.clicks("Undo")
    await town.settle()
    assert "Your 1 open action" in ann.read(ann.finds(f"Open again: {RUNBOOK}", in_="platform"))


async def test_from_the_list_it_is_snoozed_reassigned_and_dropped(town: Town) -> None:
    await add(town)
    ann, ben = town["Ann"], town["Ben"]
    await listed(town, "Ann")
    await ann.clicks("Snooze")
    await ann.fills("… or typed", "in 20 days")
    await ann.submits("Snooze")
    await town.settle()
    day = town.now().astimezone(ZoneInfo("Europe/Berlin")) + timedelta(days=20)
    assert f"due {day:%a} {day.day} {day:%b}" in ann.read(card(town))
    await ann.picks("Reassign", on=card(town))
    await ann.fills("Owners", ["Ben", "Chen"])
    await ann.submits("Reassign")
    await town.settle()
    assert "@Ben Ortiz and @Chen Wei" in ann.read(card(town))
    assert len(ben.messages("@Cairn")) == 1
    town["Chen"].reads("@Cairn")
    await ben.picks("Drop", on=card(town))
    await ben.submits("Drop")
    assert "Reason" in ben.errors
    await ben.fills("Reason", "The import is gone.")
    await ben.submits("Drop")
    await town.settle()
    assert "Dropped by @Ben Ortiz: The import is gone." in ann.read(card(town))
    await ben.clicks("Undo")
    await town.settle()
    assert "Open again" in ben.modal
    await ben.closes()
    await ben.picks("Details", on=card(town))
    assert "@Ben Ortiz dropped it: The import is gone." in ben.modal
    assert "@Ann Keller gave it to @Ben Ortiz, @Chen Wei" in ben.modal


async def test_whoever_hands_an_action_over_is_named_to_its_new_owner(town: Town) -> None:
    await add(town, who="Ben", Owners=["Ann"])
    await town["Ann"].picks("Reassign", on=card(town))
    await town["Ann"].fills("Owners", ["Chen"])
    await town["Ann"].submits("Reassign")
    await town.settle()
    assert f"@Ann Keller gave you an action.\n{RUNBOOK}" in town["Chen"].reads("@Cairn")[-1]
    assert f"@Ben Ortiz gave you an action.\n{RUNBOOK}" in town["Ann"].reads("@Cairn")[-1]


async def test_an_action_is_added_from_home_and_from_the_list(town: Town) -> None:
    ann = town["Ann"]
    await ann.opens_home()
    await happen(town)
    home = ann.home()
    assert home is not None
    assert "You have no open action." in home
    await ann.clicks("Add an action", on=home)
    await ann.fills("What is to be done", RUNBOOK)
    await ann.submits("Add")
    assert "Seen by its owners only." in ann.modal, ann.errors
    await ann.closes()
    await town.settle()
    assert "Your 1 open action" in await listed(town, "Ann")
    await ann.clicks("Add an action", on=ann.ephemerals[-1])
    assert ann.modal.fields["Channel"] == "#platform"
    await ann.closes()


async def test_others_are_told_whom_to_ask(town: Town) -> None:
    await add(town)
    chen = town["Chen"]
    await chen.clicks("Done", on=card(town))
    await town.settle()
    chen.finds("Only its owners and whoever added it can change it.", in_="platform")


async def test_home_shows_what_is_mine_and_takes_done_back(town: Town) -> None:
    await add(town)
    ann = town["Ann"]
    await ann.opens_home()
    await happen(town)
    home = ann.home()
    assert home is not None
    assert "Your actions" in home
    assert RUNBOOK in home
    await ann.clicks("Done", on=home)
    await town.settle()
    home = ann.home()
    assert home is not None
    assert "Your actions" not in home
    await ann.clicks("Reopen", on=home)
    await town.settle()
    home = ann.home()
    assert home is not None
    assert "Your actions" in home


async def test_owners_are_reminded_that_morning_then_weekly_in_their_working_hours(town: Town) -> None:
    await reach(town, 0, 9)
    await add(town, Owners=["Ann", "Ben"], **{"… or typed": "sat"})
    ben, told = town["Ben"], dict[str, list[str]](Ann=[], Ben=[])
    ben.reads("@Cairn")
    for _ in range(24 * 22):
        before = {name: len(town[name].messages("@Cairn")) for name in told}
        await town.pass_time(hours=1)
        for name in told:
            local = town.now().astimezone(ZoneInfo(town[name].who.zone))
            told[name] += [f"{local:%a %H}"] * (len(town[name].messages("@Cairn")) - before[name])
    assert {name: [each[:3] for each in times] for name, times in told.items()} == {
        "Ann": ["Mon"] * 3,
        "Ben": ["Mon"] * 3,
    }
    assert all(9 <= int(each[4:]) <= 10 for times in told.values() for each in times), told


async def test_one_message_tells_of_actions_and_of_votes(town: Town) -> None:
    await reach(town, 0, 9)
    await decide(town, more={"… or typed": "fri 17:00"})
    await add(town, who="Ben", **{"… or typed": "thu"})
    await reach(town, 3, 22)
    texts = [text for text in town["Ben"].reads("@Cairn") if RUNBOOK in text]
    assert len(texts) == 1
    assert "1 action is due" in texts[0]
    assert "1 decision waits for your vote" in texts[0]
    await town["Ben"].clicks("Done")
    await town.settle()
    town["Ben"].finds(f"Done: {RUNBOOK}", in_="@Cairn")
    await town.pass_time(days=15)
    assert not [text for text in town["Ben"].reads("@Cairn")[-1:] if "action is due" in text]


async def test_when_an_owner_is_deactivated_the_others_are_told_else_the_author(town: Town) -> None:
    await add(town, Owners=["Ben", "Chen"])
    ann, chen = town["Ann"], town["Chen"]
    told = len(chen.messages("@Cairn"))
    await deactivate(town, town["Ben"])
    assert "@Ben Ortiz has left, and owns this action." in chen.reads("@Cairn")[told]
    assert not ann.messages("@Cairn")
    await deactivate(town, chen)
    assert "@Chen Wei has left, and owns this action." in ann.reads("@Cairn")[0]


async def deactivate(town: Town, person: Person) -> None:
    person.who.deleted = True
    await change_person(town.slack, person.id)
    await happen(town)


async def test_an_action_of_a_private_channel_is_seen_nowhere_else(town: Town) -> None:
    seat_bot(town.slack.workspace, "leads")
    await add(town, in_="leads")
    await add(town, "Water the plants", who="Chen", Channel=None)
    for who, other in (("Chen", RUNBOOK), ("Ann", "Water the plants")):
        person = town[who]
        assert other not in await listed(town, who)
        assert other not in await listed(town, who, "channel")
        await person.opens_home()
        await happen(town)
        assert other not in person.home()  # type: ignore[operator]


async def offer(town: Town, card: Message, channel: str = "general") -> Message:
    """Another ritual's message in a channel, with a button that adds an action to a decision."""
    team = Team(town.slack.workspace.team)
    slack = await town.bot.door.client(team)
    blocks = [dict(actions("next", [undertaken.offer("decision", decision_of(card))]))]
    posted = await slack.chat_postMessage(channel=town.channel(channel), text="What next?", blocks=blocks)
    return town.slack.workspace.get_message(town.channel(channel), str(posted["ts"]))


async def test_an_action_that_comes_from_a_decision_leads_to_its_card_and_lives_in_its_channel(
    town: Town,
) -> None:
    decision = await decide(town)
    ann = town["Ann"]
    await ann.clicks("Add an action", on=await offer(town, decision))
    assert "Seen by everybody who sees #platform" in ann.modal
    assert "Channel" not in ann.modal.fields
    await ann.fills("What is to be done", RUNBOOK)
    await ann.submits("Add")
    await town.settle()
    assert not ann.has_modal
    there = f"archives/{decision.channel}/p{decision.ts.replace('.', '')}|a decision"
    assert there in str(card(town).blocks)
    assert "from a decision" in ann.read(card(town))


async def test_who_does_not_see_a_decision_adds_no_action_to_it(town: Town) -> None:
    seat_bot(town.slack.workspace, "leads")
    offered = await offer(town, await decide(town, in_="leads"))
    chen = town["Chen"]
    await chen.clicks("Add an action", on=offered)
    await town.settle()
    chen.finds("I can't find what this belongs to.", in_="general")
    ben = town["Ben"]
    await ben.clicks("Add an action", on=offered)
    await ben.fills("What is to be done", RUNBOOK)
    await ben.leaves("leads")
    await happen(town)
    await ben.submits("Add")
    assert "I can't find what this belongs to." in str(ben.errors)
    assert "You have no open action." in await listed(town, "Ben", in_="general")


async def test_what_was_typed_below_an_action_form_stays(town: Town) -> None:
    await decide(town)
    ann = town["Ann"]
    await ann.runs("/decide Which cloud? | North | South", in_="platform")
    view = town.slack.workspace.top_view(ann.id)
    assert view is not None
    body = payloads.click_in_view(
        town.slack,
        ann.who,
        view,
        {
            "type": "button",
            "block_id": "next",
            "action_id": undertaken.FOR,
            "value": f"decision {decision_of(card(town, 'Which queue?'))}",
        },
    )
    await send(town, body)
    await ann.fills("What is to be done", RUNBOOK)
    await ann.submits("Add")
    await town.settle()
    assert ann.modal.fields["Question"] == "Which cloud?"
