"""Views with what Slack's client would not send: values that were not offered, ids of what is somebody else's."""

from typing import Any

import pytest

from sandbox import payloads
from sandbox.deliver import Reply
from sandbox.workspaces import seat_bot
from tests.decisions.deciding import advise
from tests.decisions.scenes import decide, decision_of, fill_in, send
from tests.town import Town

# What is refused is refused before anything is stored.
pytestmark = pytest.mark.parametrize("engine", ["sqlite"])

OURS = "Something went wrong"


async def forge(town: Town, who: str, values: dict[str, str] | None = None, subject: str = "") -> Reply:
    """The modal before somebody is submitted with these values chosen, or as if it were about something else."""
    forged: dict[str, Any] = payloads.submission(town.slack, town[who].who, town[who].modal.view)
    for name, value in (values or {}).items():
        picked = {"type": "static_select", "selected_option": {"value": value}}
        forged["view"]["state"]["values"][name] = {name: picked}
    if subject:
        forged["view"]["private_metadata"] = subject
    return await send(town, forged)


@pytest.mark.parametrize("name", ["method", "secrecy", "voters", "reversibility"])
async def test_a_choice_that_was_not_offered_is_refused_beside_its_field(town: Town, name: str) -> None:
    await fill_in(town, more={"Question": "Which queue?"})
    errors = (await forge(town, "Ann", {name: "forged"})).json()["errors"]
    assert errors[name] == "Choose one of those that are offered."
    assert (
        await send(town, payloads.closing(town.slack, town["Ann"].who, town["Ann"].modal.view, False))
    ).status == 200


@pytest.mark.parametrize("name", ["cost/1", "risk/1"])
async def test_a_level_that_was_not_offered_is_refused_beside_its_field(town: Town, name: str) -> None:
    ann = await fill_in(town, more={"Question": "Which queue?"})
    await ann.clicks("Describe options")
    assert (await forge(town, "Ann", {name: "forged"})).json()["errors"][name].startswith("Choose one of")


async def test_an_outcome_that_was_not_offered_is_refused_beside_its_field(town: Town) -> None:
    card = await advise(town)
    ben = town["Ben"]
    await ben.clicks("Write the outcome", on=card)
    for chosen in ("forged", "99", "-1", "9" * 150):
        await ben.fills("Why", "We know it.")
        errors = (
            await forge(town, "Ben", {"chosen": chosen, "confidence": "9" * 150, "from_nothing": "x"})
        ).json()
        assert "Choose what is decided" in errors["errors"]["chosen"]
        assert "Choose from 1 to 5." in errors["errors"]["confidence"]
    ben.reads("@Cairn")


async def test_settings_of_a_channel_and_filters_take_what_is_offered_alone(town: Town) -> None:
    ann = town["Ann"]
    await ann.runs("/cairn settings", in_="platform")
    await ann.clicks("This channel")
    for name in ("method", "secrecy"):
        assert (await forge(town, "Ann", {name: "forged"})).json()["errors"][name].startswith("Choose one of")
    assert OURS not in (await forge(town, "Ann", {"closes_after": "9999999999"})).body.decode()
    await ann.closes(everything=True)
    await ann.runs("/decisions kafka", in_="platform")
    await ann.clicks("Filters")
    states = {"type": "multi_static_select", "selected_options": [{"value": "forged"}]}
    forged: dict[str, Any] = payloads.submission(town.slack, ann.who, ann.modal.view)
    forged["view"]["state"]["values"]["states"] = {"states": states}
    assert OURS not in (await send(town, forged)).body.decode()


async def test_options_of_somebody_elses_draft_are_neither_read_nor_written(town: Town) -> None:
    ann = await fill_in(town, more={"Question": "Which queue?"})
    ben = await fill_in(town, "/decide Mine? | Yes | No", who="Ben", more={"Question": "Mine?"})
    await ben.clicks("Describe options")
    theirs = ann.modal.view.payload["private_metadata"]
    await ben.fills("Description", "Written by somebody else.")
    reply = await forge(town, "Ben", subject=f"{theirs} 1")
    assert "That draft is gone" in reply.body.decode()
    await ann.clicks("Describe options")
    assert "Written by somebody else." not in str(ann.modal.fields)


FORMS = ["amend", "extend", "cancel", "add_people", "hand_over", "co_owners", "outcome", "suggest", "ballot"]


@pytest.mark.parametrize("form", FORMS)
async def test_who_does_not_see_a_decision_is_told_of_none_whatever_they_submit(
    town: Town, form: str
) -> None:
    seat_bot(town.slack.workspace, "leads")
    private = decision_of(await decide(town, in_="leads"))
    await town["Chen"].runs("/decide", in_="platform")
    chosen = {"type": "multi_users_select", "selected_users": [town["Ben"].id]}
    typed = {"type": "plain_text_input", "value": "2d"}
    more: dict[str, Any] = dict.fromkeys(("people", "to", "co_owners"), chosen)
    more |= dict.fromkeys(("closes_typed", "reason", "option", "rationale"), typed)
    told = set()
    for subject in (private, "nothing", f"{private} 1 1", "nothing 1 1"):
        forged: dict[str, Any] = payloads.submission(town.slack, town["Chen"].who, town["Chen"].modal.view)
        forged["view"]["state"]["values"] |= {name: {name: state} for name, state in more.items()}
        forged["view"] |= {"private_metadata": subject, "callback_id": f"decision.{form}"}
        told.add((await send(town, forged)).body.decode())
    assert len(told) == 1, told
    assert "I can't find that decision." in told.pop()
