"""Looking back in Slack: being asked, answering, what follows, and what happens where nobody answers."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from rituals.ids import Person as PersonId
from rituals.records.model import State
from sandbox.acts import change_person
from sandbox.filling import Value
from sandbox.people import Person
from sandbox.workspaces import seat_bot
from tests.decisions.scenes import decide, happen, reach
from tests.records.test_in_slack import ON_SQLITE, keep, run
from tests.town import Town

ASKED = "1 decision to look back at: how did it turn out?"
MISSED = "was to be looked back at"
BERLIN = ZoneInfo("Europe/Berlin")


def ahead(town: Town, days: int) -> date:
    """The day so many days ahead where Ann is."""
    return town.now().astimezone(BERLIN).date() + timedelta(days=days)


def told(person: Person, words: str, in_: str = "@Cairn") -> int:
    """How often somebody was told these words there."""
    return sum(words in text for text in person.reads(in_))


async def look_back(person: Person, answers: Mapping[str, Value]) -> None:
    await person.clicks("Look back")
    await person.fills(answers)
    await person.submits("Save")


async def watch(town: Town, days: int, seen: Sequence[tuple[Person, str, str]]) -> list[list[str]]:
    """Time passes hour by hour; on which weekdays, where Ann is, each of these people was told these words there."""
    days_told: list[list[str]] = [[] for _ in seen]
    for _ in range(24 * days):
        before = [told(*one) for one in seen]
        await town.pass_time(hours=1)
        here = town.now().astimezone(BERLIN)
        for number, one in enumerate(seen):
            days_told[number] += [f"{here:%a}"] * (told(*one) - before[number])
    return days_told


async def test_after_two_months_its_decider_is_asked_and_says_how_it_turned_out(town: Town) -> None:
    decider = PersonId(town["Ben"].id)
    await keep(
        town, decider=decider, decision="SQS", success_metrics="No full outbox.", review_on=ahead(town, 60)
    )
    ann, ben = town["Ann"], town["Ben"]
    await town.pass_time(days=59)
    assert not ben.messages("@Cairn")
    await town.pass_time(days=4)
    assert told(ben, ASKED) == 1
    assert not ann.messages("@Cairn")
    await ben.clicks("Look back")
    for shown in ("Which queue?", "D-1 · accepted", "SQS", "No full outbox."):
        assert shown in ben.modal
    await ben.fills({"How did it turn out?": "It held up partly"})
    await ben.submits("Save")
    assert ben.errors == {
        "What happened": "Write what happened, so that the next decision can learn from it."
    }
    await ben.fills({"What happened": "The bill is quixotic.", "Look back again on": ahead(town, 0)})
    await ben.submits("Save")
    assert ben.errors == {"Look back again on": "Choose a day that is still to come."}
    await ben.fills({"Look back again on": None, "… or typed": "12w"})
    await ben.submits("Save")
    assert "held up partly, kept. The bill is quixotic." in ben.modal
    assert "To be reviewed:" in ben.modal
    await ben.closes()
    await run(town, "Chen", "/decisions quixotic")
    assert "Which queue?" in town["Chen"].modal
    await town.pass_time(days=81)
    assert told(ben, ASKED) == 1
    await town.pass_time(days=7)
    assert told(ben, ASKED) >= 2


async def test_who_does_not_answer_is_asked_once_more_and_then_the_channel_is_told_once(town: Town) -> None:
    await reach(town, 0, 12)
    await keep(town, review_on=ahead(town, 1))
    ann, chen, dana = town["Ann"], town["Chen"], town["Dana"]
    await ann.runs("/decisions D-1", in_="platform")
    await ann.closes()
    chen_is = await run(town, "Chen", "/decisions D-1")
    assert "[Look back]" not in chen_is.modal.text
    await chen.closes()
    days = await watch(town, 14, [(ann, ASKED, "@Cairn"), (chen, MISSED, "platform")])
    assert days == [["Tue", "Fri"], ["Wed"]]
    message = chen.finds("Nobody has yet, so anybody in this channel can.", in_="platform")
    await run(town, "Dana", "/decisions D-1", "general")
    assert "[Look back]" not in dana.modal.text
    await chen.clicks("Look back", on=message)
    await chen.fills({"How did it turn out?": "It held up"})
    await chen.submits("Save")
    assert "@Chen Wei: held up, kept." in chen.modal
    await town["Ben"].clicks("Look back", on=message)
    await town.settle()
    town["Ben"].finds("Somebody has looked back already.", in_="platform")
    await town.pass_time(days=30)
    assert told(ann, "@Chen Wei has looked back at D-1  Which queue?: it held up, and is kept.") == 1
    assert told(ann, ASKED) == 2
    assert told(chen, MISSED, "platform") == 1


@ON_SQLITE
async def test_what_is_to_be_amended_is_written_down_and_takes_the_place_of_the_older_one(town: Town) -> None:
    await keep(town, decision="SQS", tags=("infra",), review_on=ahead(town, 30))
    ann = await run(town, "Ann", "/decisions D-1")
    await look_back(
        ann,
        {
            "How did it turn out?": "It held up partly",
            "What happened": "Too slow.",
            "What follows": "Amend it",
        },
    )
    assert "It held up partly" not in ann.modal.text
    assert "Kept in D-1: it held up partly, and is to be amended." in ann.modal
    await ann.clicks("Record the amendment")
    assert ann.modal.fields["Question"] == "Which queue?"
    assert ann.modal.fields["Decision"] == "SQS"
    await ann.fills({"Decision": "SQS, in batches"})
    await ann.submits("Record")
    assert ann.modal.title == "D-2"
    assert "SQS, in batches" in ann.modal
    await ann.clicks("Supersedes D-1")
    assert "superseded by D-2" in ann.modal
    assert "put D-2 in its place" in ann.modal
    assert "Record the amendment" not in ann.modal.text
    await town.pass_time(days=40)
    assert ann.messages("@Cairn")
    assert not told(ann, "D-1 ")


@ON_SQLITE
async def test_what_is_to_be_reversed_can_be_decided_again(town: Town) -> None:
    await keep(town)
    ann = await run(town, "Ann", "/decisions D-1")
    await look_back(
        ann,
        {
            "How did it turn out?": "It did not hold up",
            "What happened": "Lost.",
            "What follows": "Reverse it",
        },
    )
    assert "[Decide again]" in ann.modal.text
    await ann.clicks("Open D-1")
    assert "did not hold up, to be reversed. Lost." in ann.modal
    assert "[Decide again]" in ann.modal.text


@ON_SQLITE
async def test_the_day_is_chosen_later_changed_and_taken_away(town: Town) -> None:
    await keep(town)
    ann = await run(town, "Ann", "/decisions D-1")
    await ann.clicks("Review date")
    await ann.fills("… or typed", "today")
    await ann.submits("Save")
    assert "… or typed" in ann.errors
    await ann.fills({"… or typed": None, "Look back on": ahead(town, 0)})
    await ann.submits("Save")
    assert ann.errors == {"Look back on": "Choose a day that is still to come."}
    await ann.fills("Look back on", ahead(town, 10))
    await ann.submits("Save")
    assert "@Ann Keller set the day of review" in ann.modal
    await ann.clicks("Review date")
    await ann.fills("Look back on", None)
    await ann.submits("Save")
    assert "set the day of review: none" in ann.modal
    await town.pass_time(days=20)
    assert not ann.messages("@Cairn")


@ON_SQLITE
async def test_what_no_longer_holds_is_not_asked_about_and_cannot_be_looked_back_at(town: Town) -> None:
    await keep(town, review_on=ahead(town, 2))
    ann = town["Ann"]
    await town.pass_time(days=7)
    asked = told(ann, ASKED)
    await run(town, "Ann", "/decisions D-1")
    await ann.clicks("Deprecate")
    await ann.closes()
    await ann.clicks("Look back", on=ann.messages("@Cairn")[0])
    await town.settle()
    ann.finds("D-1 no longer holds: there is nothing to look back at any more.", in_="@Cairn")
    await town.pass_time(days=14)
    assert told(ann, ASKED) == asked


@ON_SQLITE
async def test_where_the_decider_has_left_the_owner_is_asked_and_else_the_channel(town: Town) -> None:
    await reach(town, 0, 12)
    await keep(town, decider=PersonId(town["Ben"].id), review_on=ahead(town, 2))
    await leave(town, town["Ben"])
    await town.pass_time(days=2)
    ann, chen = town["Ann"], town["Chen"]
    assert told(ann, ASKED) == 1
    await leave(town, ann)
    await town.pass_time(days=7)
    assert told(chen, "Those who answer for it are no longer here", "platform") == 1
    await look_back(chen, {"How did it turn out?": "It held up"})
    assert "@Chen Wei: held up, kept." in chen.modal


async def leave(town: Town, person: Person) -> None:
    person.who.deleted = True
    await change_person(town.slack, person.id)
    await happen(town)


@ON_SQLITE
async def test_one_message_tells_of_reviews_and_of_votes(town: Town) -> None:
    await reach(town, 0, 9)
    await keep(town, who="Ben", review_on=ahead(town, 3))
    await decide(town, more={"… or typed": "fri 17:00"})
    await town.pass_time(days=4)
    ben = town["Ben"]
    both = [text for text in ben.reads("@Cairn") if ASKED in text]
    assert both
    assert "1 decision waits for your vote" in both[0]


@ON_SQLITE
async def test_who_wants_no_nudge_finds_it_on_home(town: Town) -> None:
    ann = town["Ann"]
    await keep(town, review_on=ahead(town, 1))
    await ann.runs("/cairn settings", in_="platform")
    await ann.fills("Nudge me about", ["Decisions", "Actions"])
    await ann.submits("Save")
    await ann.opens_home()
    await happen(town)
    assert "Waiting for you" not in (ann.home() or "")
    await town.pass_time(days=5)
    assert not ann.messages("@Cairn")
    await ann.opens_home()
    await happen(town)
    home = ann.home()
    assert home is not None
    assert "Waiting for you\nD-1  Which queue?" in home
    await ann.clicks("Look back", on=home)
    await ann.fills({"How did it turn out?": "It held up"})
    await ann.submits("Save")
    await ann.closes()
    await town.settle()
    assert "Waiting for you" not in (ann.home() or "")


@ON_SQLITE
async def test_whoever_does_not_see_the_channel_is_neither_asked_nor_told(town: Town) -> None:
    seat_bot(town.slack.workspace, "leads")
    chen = town["Chen"]
    await keep(town, "leads", decider=PersonId(chen.id), title="Zanzibar?", review_on=ahead(town, 1))
    await town.pass_time(days=14)
    assert not chen.messages("@Cairn")
    assert told(town["Ann"], "Zanzibar?") >= 1
    assert told(town["Ben"], MISSED, "leads") == 1
    assert not any("Zanzibar" in text for text in chen.reads("platform"))


@ON_SQLITE
async def test_what_has_its_place_taken_meanwhile_is_not_amended_by_others(town: Town) -> None:
    await keep(town)
    await keep(town, title="Which queue now?")
    ann = await run(town, "Ann", "/decisions D-1")
    said: dict[str, Any] = {"What happened": "Too slow.", "What follows": "Amend it"}
    await look_back(ann, {"How did it turn out?": "It held up partly", **said})
    await ann.clicks("Record the amendment")
    await ann.fills({"Decision": "SQS, in batches"})
    ben = town["Ben"]
    ben.who.is_admin = True
    await change_person(town.slack, ben.id)
    await happen(town)
    await run(town, "Ben", "/decisions D-1")
    await ben.clicks("Supersede")
    await ben.fills("Which record takes its place?", "D-2")
    await ben.submits("Save")
    await ann.submits("Record")
    assert "D-1 is superseded: look at the record that has its place." in str(ann.errors)
    assert State.SUPERSEDED.value in ben.modal.text
