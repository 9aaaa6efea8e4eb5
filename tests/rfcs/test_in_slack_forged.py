"""Views and buttons with ids that were never given out: who does not see an RFC is told of none."""

from typing import Any

import pytest

from sandbox import payloads
from sandbox.things import Message
from tests.rfcs.scenes import at_home, number_of, post, put, send, write
from tests.town import Town

# What is refused is refused before anything is stored.
pytestmark = pytest.mark.parametrize("engine", ["sqlite"])

FORMS = (
    "reject",
    "postpone",
    "withdraw",
    "hand_over",
    "decider",
    "co_owners",
    "add_reviewers",
    "remove_reviewers",
    "position",
    "raise",
    "rule",
    "answer",
    "instead",
    "add",
    "superseded",
)
CLICKS = (
    "show",
    "menu",
    "read",
    "changes",
    "details",
    "edit",
    "manage",
    "manage/reject",
    "take_up",
    "take_over",
    "silent/continue",
    "object",
    "approve",
    "review",
    "raise",
    "withdraw",
    "concern",
    "blocks",
    "harmless",
    "answer",
    "settles",
    "stands",
    "instead",
    "take_concern",
    "take_comment",
)
ODD = ("", "x", "-1", "9" * 30, "1.5", "²", "0 0 0", "\u0663", "1 " * 50)


async def test_who_does_not_see_an_rfc_is_told_of_none_whatever_they_press_and_submit(town: Town) -> None:
    await at_home(town, "leads")
    private = number_of(await post(town, in_="leads", who={"Reviewers": ["Ben"]}))
    card = await post(town)
    chen = town["Chen"]
    await chen.runs("/rfc Mine", in_="platform")
    for form in FORMS:
        told = {await _submit(town, form, subject) for subject in (private, "nothing", "99", *ODD)}
        assert len(told) == 1, told
        assert "I can't find that RFC." in told.pop()
    await chen.closes()
    for click in CLICKS:
        told = {await _press(town, card, click, value) for value in (private, f"{private} 1", "99", *ODD)}
        assert {
            "I can't find that RFC. It may have been removed, or you may not be in its channel."
        } == told, click


async def test_versions_and_pages_that_there_are_not_do_no_harm(town: Town) -> None:
    card = await post(town)
    number = number_of(card)
    for version in ("99", "0", "x", "9" * 30, "1 99", "1 x", "1 0"):
        for click in ("read", "changes", "details", "read/on", "changes/newer", "details/on"):
            await town.slack.deliver.settle()
            said = await _press(town, card, click, f"{number} {version}")
            assert said in (
                "",
                "I can't find that RFC. It may have been removed, or you may not be in its channel.",
            )


async def test_nobody_reads_writes_or_posts_the_draft_of_somebody_else(town: Town) -> None:
    ann = await write(town)
    theirs: str = ann.modal.view.payload["private_metadata"]
    draft = theirs.split(" ", maxsplit=1)[0]
    await ann.closes()
    ben = town["Ben"]
    await ben.runs("/rfc Mine", in_="platform")
    forged: dict[str, Any] = payloads.submission(town.slack, ben.who, ben.modal.view)
    for callback, subject in (
        ("rfc.form", f"{draft} 1"),
        ("rfc.form", f"{draft} 3"),
        ("rfc.post", f"{draft} x"),
    ):
        forged["view"] |= {"private_metadata": subject, "callback_id": callback}
        assert "draft" in (await send(town, forged)).body.decode()
    await ben.closes()
    await put(town, "Nothing of it")
    card = await post(town)
    assert "gone" in await _press(town, card, "resume", draft)
    await ann.runs("/rfc", in_="platform")
    await ann.clicks("Continue")
    assert "We run three queues." in ann.modal.fields["Summary"]


async def _submit(town: Town, form: str, subject: str) -> str:
    """What Chen is told where a form of that name is about that."""
    chen = town["Chen"]
    chosen = {"type": "multi_users_select", "selected_users": [town["Ben"].id]}
    typed = {"type": "plain_text_input", "value": "Because."}
    stance = {"type": "radio_buttons", "selected_option": {"value": "decline"}}
    other = {"type": "plain_text_input", "value": "RFC-1"}
    more: dict[str, Any] = dict.fromkeys(("people", "to", "co_owners"), chosen)
    more |= dict.fromkeys(("reason", "words", "wanted"), typed) | {"rfc.stance": stance, "successor": other}
    forged: dict[str, Any] = payloads.submission(town.slack, chen.who, chen.modal.view)
    forged["view"]["state"]["values"] |= {name: {name: state} for name, state in more.items()}
    forged["view"] |= {"private_metadata": subject, "callback_id": f"rfc.{form}"}
    return (await send(town, forged)).body.decode()


async def _press(town: Town, card: Message, click: str, value: str) -> str:
    """What Chen is told in private where a button carries that; '' where a modal opens, which is closed again."""
    chen = town["Chen"]
    button: dict[str, Any] = {
        "type": "button",
        "block_id": "review",
        "action_id": f"rfc.{click}",
        "value": value,
    }
    if click == "menu":
        option = {"value": f"details {value}", "text": {"type": "plain_text", "text": "Details"}}
        button = {
            "type": "overflow",
            "block_id": "review",
            "action_id": "rfc.menu",
            "selected_option": option,
        }
    before = len(chen.ephemerals)
    await send(town, payloads.click_in_message(town.slack, chen.who, card, button))
    await town.settle()
    if chen.has_modal:
        await chen.closes(everything=True)
        return ""
    return "".join(chen.read(message) for message in chen.ephemerals[before:])
