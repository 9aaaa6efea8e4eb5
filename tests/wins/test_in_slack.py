"""Wins in Slack: kept, given, shared, deleted, told at the end of a quarter; and found by nobody else."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, select

from sandbox.acts import change_person
from sandbox.people import Person
from sandbox.things import Message
from sandbox.workspaces import seat_bot
from storage.schema import deliveries, drafts, history
from tests.conftest import Paper
from tests.decisions.scenes import happen, press, send
from tests.town import Town

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])

FASTER = "Cut p95 from 500 to 100 ms"
UNKNOWN = "I can't find that win. It may have been deleted, or it is not yours."
NONE_YET = "You have no win yet."


async def run(town: Town, who: str, line: str, in_: str = "platform") -> Person:
    await town[who].runs(line, in_=in_)
    await town.settle()
    return town[who]


async def keep(town: Town, text: str = FASTER, who: str = "Ann", in_: str = "platform") -> Message:
    """Somebody keeps a win; returns the confirmation, which only they see."""
    person = await run(town, who, f"/win {text}", in_)
    return person.finds("Kept.", in_)


async def give(town: Town, text: str = "Thank you for the review", to: str = "Ben") -> None:
    """Ann gives somebody a win."""
    ann = await run(town, "Ann", f"/win {text} <@{town[to].id}|{to.lower()}>")
    await ann.submits("Keep")
    await town.settle()
    assert ann.modal.title == "Given", ann.errors
    await ann.closes()


async def share(town: Town, who: str, on: Message | None = None, channel: str = "#platform") -> Person:
    person = town[who]
    await person.clicks("Share", on=on)
    await person.fills("Channel", channel)
    await person.submits("Share")
    await town.settle()
    return person


def shared(town: Town, text: str, in_: str = "platform", who: str = "Chen") -> list[str]:
    """The messages that everybody sees there that say this."""
    person = town[who]
    seen = [message for message in person.messages(in_) if message.ephemeral_to is None]
    return [person.read(message) for message in seen if text in person.reading.message(message)]


async def listed(town: Town, who: str) -> str:
    person = await run(town, who, "/win list", "general")
    text = person.modal.text
    await person.closes()
    return text


async def draw_home(town: Town, who: str) -> str:
    await town[who].opens_home()
    await happen(town)
    home = town[who].home()
    return home.text if home else ""


async def deactivate(town: Town, who: str) -> None:
    town[who].who.deleted = True
    await change_person(town.slack, town[who].id)
    await happen(town)


async def test_one_line_keeps_a_win_and_its_writer_alone_is_told(town: Town) -> None:
    told = await keep(town)
    assert town["Ann"].read(told) == f"Kept.\n{FASTER}\nOnly you see it, until you share it.\n[Share] [Undo]"
    assert FASTER in await listed(town, "Ann")
    assert NONE_YET in await listed(town, "Ben")
    assert not shared(town, FASTER)
    await run(town, "Ann", f"/cairn win {FASTER} again")
    town["Ann"].finds(f"{FASTER} again", in_="platform")


async def test_undo_takes_it_back_where_it_was_said(town: Town) -> None:
    told = await keep(town)
    ann = town["Ann"]
    await ann.clicks("Undo", on=told)
    await town.settle()
    assert ann.read(told) == "Deleted."
    assert NONE_YET in await listed(town, "Ann")


async def test_the_form_says_beside_its_fields_what_cannot_be(town: Town) -> None:
    ann = await run(town, "Ann", "/win")
    await ann.fills("What went well", "  ")
    await ann.submits("Keep")
    assert ann.errors == {"What went well": "Write what went well."}
    await ann.fills("What went well", "x" * 501)
    await ann.submits("Keep")
    assert "501 characters and 500 fit" in ann.errors["What went well"]
    for name, told in (("Robin", "is a bot"), ("Farah", "is from outside this workspace")):
        await ann.fills({"What went well": FASTER, "For": name})
        await ann.submits("Keep")
        assert told in ann.errors["For"]
    await ann.fills("For", "Ann")
    await ann.submits("Keep")
    assert ann.modal.title == "Kept"
    await ann.clicks("Undo")
    await town.settle()
    assert ann.modal.title == "Deleted"
    await run(town, "Ann", f"/win {'x' * 501}")
    ann.finds("501 characters and 500 fit", in_="platform")


async def test_somebody_who_is_deactivated_is_given_none(town: Town) -> None:
    ann = await run(town, "Ann", f"/win Thank you <@{town['Ben'].id}|ben>")
    await deactivate(town, "Ben")
    await ann.submits("Keep")
    assert "is deactivated. Choose somebody else." in ann.errors["For"]


async def test_a_form_that_is_submitted_twice_keeps_and_tells_once(town: Town) -> None:
    ann = await run(town, "Ann", f"/win Thank you <@{town['Ben'].id}|ben>")
    view = town.slack.workspace.top_view(ann.id)
    assert view is not None
    body: dict[str, Any] = {
        "type": "view_submission",
        "team": {"id": town.slack.workspace.team},
        "user": {"id": ann.id},
        "view": {
            **view.payload,
            "id": view.id,
            "state": {
                "values": {
                    "text": {"text": {"value": "Thank you"}},
                    "given_to": {"given_to": {"selected_user": town["Ben"].id}},
                }
            },
        },
    }
    for _ in range(2):
        assert (await send(town, body)).json()["view"]["title"]["text"] == "Given"
    await town.settle()
    assert len(town["Ben"].messages("@Cairn")) == 1


async def test_who_is_thanked_is_told_and_it_is_theirs(town: Town) -> None:
    ann = await run(town, "Ann", f"/win Thank you, <@{town['Ben'].id}|ben>, for the review")
    assert ann.modal.fields == {"What went well": "Thank you, @ben, for the review", "For": "@Ben Ortiz"}
    await ann.submits("Keep")
    await town.settle()
    assert "Given to @Ben Ortiz." in ann.modal
    await ann.closes()
    ben = town["Ben"]
    (told,) = ben.messages("@Cairn")
    assert "@Ann Keller gave you a win.\nThank you, @ben, for the review" in ben.read(told)
    assert "from @Ann Keller" in await listed(town, "Ben")
    assert "Thank you, @ben, for the review, from @Ann Keller" in await draw_home(town, "Ben")
    assert NONE_YET in await listed(town, "Ann")
    await share(town, "Ben", told)
    assert shared(town, "A win · @Ben Ortiz, from @Ann Keller\nThank you, @ben, for the review")


async def test_what_one_was_given_is_deleted_together_with_the_message(town: Town) -> None:
    await give(town)
    ben = town["Ben"]
    (told,) = ben.messages("@Cairn")
    await ben.clicks("Delete", on=told)
    assert ben.confirmed == "It can't be brought back."
    await town.settle()
    assert ben.reads("@Cairn") == ["Deleted."]
    assert NONE_YET in await listed(town, "Ben")


async def test_who_is_thanked_and_gone_by_then_is_not_told(town: Town) -> None:
    ann = await run(town, "Ann", f"/win Thank you <@{town['Ben'].id}|ben>")
    await ann.submits("Keep")
    await deactivate(town, "Ben")
    assert not town["Ben"].messages("@Cairn")


async def test_a_win_is_shared_in_a_channel_with_its_writers_name_and_once(town: Town) -> None:
    ann, text = await run(town, "Ann", "/win"), "Beat <!channel> & <@UCHEN> by <b>miles</b>"
    await ann.fills("What went well", text)
    await ann.submits("Keep")
    for _ in range(2):
        await share(town, "Ann")
        assert "Shared in #platform." in ann.modal
        await ann.closes()
    assert shared(town, "A win") == [f"A win · @Ann Keller\n{text}"]
    assert not town["Chen"].notifications
    await ann.closes()
    assert "shared in #platform" in await listed(town, "Ann")


async def test_what_is_deleted_goes_from_where_it_was_shared(town: Town) -> None:
    await share(town, "Ann", await keep(town))
    ann = town["Ann"]
    await ann.closes()
    await run(town, "Ann", "/win list")
    await ann.clicks("Delete")
    assert ann.confirmed == "It also disappears from where it is shared."
    await town.settle()
    assert NONE_YET in ann.modal
    assert not shared(town, FASTER)
    assert shared(town, "A win stood here. Its owner took it back.")


async def test_a_win_is_not_shared_where_one_cannot(town: Town) -> None:
    told = await keep(town)
    ann = town["Ann"]
    await ann.clicks("Share", on=told)
    await ann.fills("Channel", None)
    await ann.submits("Share")
    assert "Channel" in ann.errors
    await ann.fills("Channel", "#leads")
    await ann.submits("Share")
    assert "Invite @Cairn to that channel first" in ann.errors["Channel"]
    seat_bot(town.slack.workspace, "leads")
    await ann.submits("Share")
    assert "Shared in #leads." in ann.modal
    await ann.closes()
    town.slack.workspace.get_channel("platform").archived = True
    await ann.clicks("Share", on=told)
    await ann.fills("Channel", "#platform")
    await ann.submits("Share")
    assert "archived" in ann.errors["Channel"]


async def test_what_cannot_be_posted_after_all_is_told_to_its_owner(town: Town) -> None:
    told = await keep(town)
    ann = town["Ann"]
    await ann.clicks("Share", on=told)
    await ann.submits("Share")
    town.slack.workspace.get_channel("platform").archived = True
    await town.settle()
    await ann.closes()
    assert "I can't post your win in #platform" in ann.reads("@Cairn")[0]
    await share(town, "Ann", ann.messages("@Cairn")[0], "#general")
    assert shared(town, FASTER, "general")


async def test_home_shows_the_latest_of_mine_and_leads_to_the_others(town: Town) -> None:
    assert "Your wins" not in await draw_home(town, "Ann")
    for text in ("One", "Two", "Three", "Four"):
        await keep(town, text)
    home = await draw_home(town, "Ann")
    assert "Your wins\n• Four\n• Three\n• Two\n[All my wins] [Add a win]" in home
    ann = town["Ann"]
    shown = ann.home()
    await ann.clicks("All my wins", on=shown)
    assert "One" in ann.modal
    await ann.clicks("Add a win")
    await ann.fills("What went well", "Five")
    await ann.submits("Keep")
    await town.settle()
    assert "• Five\n• Four\n• Three\n" in ann.home()  # type: ignore[operator]


async def test_the_list_goes_back_page_by_page(town: Town) -> None:
    for number in range(1, 17):
        await keep(town, f"Win number {number}.")
    ann = await run(town, "Ann", "/win list")
    assert "Win number 2." in ann.modal
    assert "Win number 1." not in ann.modal.text
    await ann.clicks("Earlier ones")
    assert "Win number 1." in ann.modal
    assert "Win number 2." not in ann.modal.text
    await ann.clicks("Later ones")
    await ann.clicks("Earlier ones")
    await ann.clicks("Delete")
    # Nothing is left on this page, so the first one is there again.
    assert "Win number 16." in ann.modal
    assert "[Earlier ones]" not in ann.modal.text


async def test_help_and_near_misses_answer_in_words(town: Town) -> None:
    ann = await run(town, "Ann", "/win help")
    ann.finds("Keep what went well with /win", in_="platform")
    await run(town, "Ann", "/win lst")
    ann.finds("Did you mean /win list?", in_="platform")
    await ann.clicks("No, keep this")
    await town.settle()
    ann.finds("Kept.\nlst", in_="platform")
    await run(town, "Ann", "/win hlp")
    ann.finds("Did you mean /win help?", in_="platform")
    await ann.clicks("Yes, help")
    await town.settle()
    ann.finds("Keep what went well with /win", in_="platform")


async def test_a_win_of_somebody_else_is_one_that_is_not_there(town: Town) -> None:
    told = await keep(town)
    await share(town, "Ann", told)
    await town["Ann"].closes()
    (card,) = [each for each in town["Ben"].messages("platform") if "A win" in str(each.blocks)]
    win = str(told.blocks[-1]["elements"][0]["value"])
    ben, answers = town["Ben"], []
    for value in (win, "no such win"):
        await send(town, press(town, "Ben", card, "win.delete", value))
        await town.settle()
        answers.append(ben.read(ben.ephemerals[-1]))
        await send(town, press(town, "Ben", card, "win.share", value))
        await town.settle()
        answers.append(ben.read(ben.ephemerals[-1]))
    assert answers == [UNKNOWN] * 4
    assert FASTER in await listed(town, "Ann")


async def test_a_private_win_is_found_nowhere_by_anybody_else(town: Town, logged: Paper) -> None:
    canary = "zanzibar"
    await keep(town, canary)
    ann = await run(town, "Ann", f"/win Thank you for {canary} <@{town['Chen'].id}|chen>")
    await ann.submits("Keep")
    await ann.closes()
    await town.pass_time(days=100)
    town["Ann"].reads("@Cairn")
    for who in ("Ben", "Dana", "Eli"):
        person = town[who]
        assert canary not in await draw_home(town, who)
        assert canary not in await listed(town, who)
        for line in (f"/decisions {canary}", "/actions", "/decide list"):
            await run(town, who, line, "general")
            if person.has_modal:
                assert canary not in person.modal.text.replace(f"Search: {canary}", "")
                await person.closes()
        for channel in town.slack.workspace.channels_of(person.id):
            for message in town.slack.workspace.shown(person.id, channel.id):
                assert canary not in f"{message.text} {message.blocks}"
        person.reads("general")
    assert canary not in await town.bot.foundation.database.read(dump)
    assert canary not in logged.getvalue()


def dump(tx: Connection) -> str:
    """Everything in the tables that all rituals share."""
    return str([tx.execute(select(table)).all() for table in (deliveries, drafts, history)])


async def test_at_the_start_of_a_quarter_each_gets_their_list_while_they_work(town: Town) -> None:
    # In the middle of a quarter, whatever day it is.
    await town.pass_time(seconds=(begins(town.now()) - town.now()).total_seconds() + 86_400 * 40)
    await keep(town)
    await give(town, "Thank you for the review", to="Chen")
    season = begins(town.now())
    await town.pass_time(seconds=(season - town.now()).total_seconds() - 86_400)
    told: dict[str, list[datetime]] = {"Ann": [], "Ben": [], "Chen": []}
    for _ in range(24 * 6):
        before = {name: len(town[name].messages("@Cairn")) for name in told}
        await town.pass_time(hours=1)
        for name, times in told.items():
            local = town.now().astimezone(ZoneInfo(town[name].who.zone))
            times.extend([local] * (len(town[name].messages("@Cairn")) - before[name]))
    assert {name: len(times) for name, times in told.items()} == {"Ann": 1, "Ben": 0, "Chen": 1}
    for at in told["Ann"] + told["Chen"]:
        assert at.date() >= season.date()
        assert at.weekday() < 5
        assert 9 <= at.hour <= 10
    ann = town["Ann"]
    assert f"• {FASTER}" in ann.reads("@Cairn")[-1]
    assert "• Thank you for the review @chen, from @Ann Keller" in town["Chen"].reads("@Cairn")[-1]
    await ann.clicks("All my wins", on=ann.messages("@Cairn")[-1])
    assert FASTER in ann.modal
    await town.pass_time(days=100)
    assert len(ann.messages("@Cairn")) == 1


def begins(now: datetime) -> datetime:
    """The start of the next quarter, in UTC."""
    month = (now.month - 1) // 3 * 3 + 4
    return datetime(now.year + month // 13, month % 12, 1, tzinfo=UTC)


async def test_who_wants_no_list_gets_none(town: Town) -> None:
    await keep(town)
    ann = await run(town, "Ann", "/cairn settings")
    await ann.fills("Nudge me about", ["Decisions", "Actions"])
    await ann.submits("Save")
    await town.pass_time(days=100)
    assert not ann.messages("@Cairn")
