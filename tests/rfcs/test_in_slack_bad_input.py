"""What people type that nobody expected: in every field, longest and oddest, and after the state has moved on."""

from collections.abc import Mapping, Sequence

import pytest
from sqlalchemy import Connection

from handlers.payloads import Who
from handlers.rfcs.acts import managing
from rituals.ids import Person, Team
from sandbox.filling import Value
from sandbox.things import Json
from tests.decisions.scenes import happen, reach
from tests.rfcs.deeds import answer, approve, edit, raise_concern
from tests.rfcs.deeds import take as take_position
from tests.rfcs.scenes import WHAT, manage, post, write
from tests.rfcs.scenes import edit as begin_edit
from tests.town import Town

# What is refused is refused before anything is stored.
pytestmark = pytest.mark.parametrize("engine", ["sqlite"])

ODD = (
    "<!channel> <@U1|x> @here &amp; \u202egnp\u202c *b* \U0001f469\u200d\U0001f4bb {who} %s <https://e.com|x>"
)
NOTHING = " \u200b\u2060\u3164\u202e "
UNSEEN = "\u202e\u202c\u200b\u2060\u3164"


def reject(tx: Connection, town: Town) -> None:
    """Ann rejects it elsewhere."""
    team, ann = Team(town.slack.workspace.team), Person(town["Ann"].id)
    managing.reject(tx, Who(team, ann), "1", "Too dear.", town.now())


async def test_odd_text_in_every_field_mentions_nobody_and_hides_nothing(town: Town) -> None:
    odd: Mapping[str, Value] = {label: f"{ODD} {label}" for label in WHAT}
    ann = await write(town, what=odd)
    await ann.submits("Preview")
    await ann.submits("Post")
    await town.pass_time(seconds=30)
    card = town.card("who")
    await raise_concern(town, "Ben", card, ODD, ODD)
    ben, chen = town["Ben"], town["Chen"]
    await answer(town, ann.finds("has a concern", in_="@Cairn"), {"Your answer": ODD})
    await take_position(
        town, "Chen", card, {"Where do you stand?": "Approve, with comments", "Your comments": ODD}
    )
    await edit(town, card, f"{ODD} again", ODD)
    said = await chen.says(ODD, in_="platform", under=card)
    await ben.uses("Add to an RFC", on=said)
    await ben.fills("What is it?", "A comment to keep")
    await ben.submits("Add it")
    await ben.closes()
    await manage(ann, card, "Postpone")
    await ann.fills("Reason", ODD)
    await ann.submits("Postpone")
    await town.settle()
    shown = [
        f"{message.text} {_marked(message.blocks)}"
        for there in town.slack.workspace.messages.values()
        for message in there.values()
        if message.app
    ]
    assert len(shown) > 10
    for where in ("Details", "History", "Why?"):
        await ann.picks(where, on=card)
        shown.append(_marked(ann.modal.view.payload["blocks"]))
        await ann.closes()
    for each in shown:
        assert "<!channel" not in each
        assert not any(char in each for char in UNSEEN), each
    for name in ("Ann", "Ben", "Chen"):
        town[name].reads("@Cairn")


async def test_words_that_nobody_can_see_are_none(town: Town) -> None:
    card = await post(town)
    ben, ann = town["Ben"], town["Ann"]
    await ben.clicks("Raise a concern", on=card)
    await ben.fills({"What concerns you?": NOTHING, "What would resolve it?": NOTHING})
    await ben.submits("Raise it")
    assert set(ben.errors) == {"What concerns you?", "What would resolve it?"}
    await ben.closes()
    await ben.clicks("Take a position", on=card)
    await ben.fills("Where do you stand?", "Approve, with comments")
    await ben.fills("Your comments", NOTHING)
    await ben.submits("Take this position")
    assert ben.errors == {"Your comments": "Write your comments, or approve without."}
    await ben.closes()
    await raise_concern(town, "Dana", card)
    asked = ann.finds("has a concern", in_="@Cairn")
    await ann.clicks("It does not, because …", on=asked)
    await ann.fills("Why does it not block?", NOTHING)
    await ann.submits("Say so")
    assert "Write why it does not block" in str(ann.errors)
    await ann.closes()
    await ann.clicks("It blocks", on=asked)
    await happen(town)
    await ann.clicks("Answer", on=asked)
    await ann.fills("Your answer", NOTHING)
    await ann.submits("Answer")
    assert "Write an answer" in str(ann.errors)
    await ann.closes()
    said = await town["Chen"].says("Hm.", in_="platform", under=card)
    await ben.uses("Add to an RFC", on=said)
    await ben.fills("What is it?", "A comment to keep")
    await ben.fills("In these words", NOTHING)
    await ben.submits("Add it")
    assert ben.errors == {"In these words": "Write your comment."}
    await ben.closes()
    await manage(ann, card, "Postpone")
    await ann.fills("Reason", NOTHING)
    await ann.submits("Postpone")
    assert "Write a reason" in str(ann.errors)
    await ann.closes(everything=True)
    for name in ("Ann", "Ben", "Dana"):
        town[name].reads("@Cairn")


async def test_what_was_typed_stays_where_the_review_has_ended_or_begun_meanwhile(town: Town) -> None:
    await reach(town, 0, 9)
    card = await post(town)
    ann, ben, chen, dana = (town[name] for name in ("Ann", "Ben", "Chen", "Dana"))
    # Ann edits while nobody has said anything; then Ben approves.
    await begin_edit(town, card)
    await approve(town, card, "Ben")
    await ann.submits("Publish")
    assert "The review has begun since you opened this" in ann.modal
    await ann.fills("What has changed, and why?", "A month more.")
    await ann.submits("Publish")
    assert not ann.has_modal, ann.errors
    await town.pass_time(seconds=30)
    assert "version 2: A month more." in ann.read(card)
    # Everybody has a form open as it is rejected.
    await ben.clicks("Take a position", on=card)
    await ben.fills("Where do you stand?", "Approve, with comments")
    await ben.fills("Your comments", "Name the owners.")
    await dana.clicks("Raise a concern", on=card)
    await dana.fills({"What concerns you?": "It is slow.", "What would resolve it?": "A benchmark."})
    said = await chen.says("Hm.", in_="platform", under=card)
    await chen.uses("Add to an RFC", on=said)
    await chen.fills("What would resolve it?", "Words.")
    await begin_edit(town, card, {"What has changed, and why?": "More."}, {"Proposal": "NATS."})
    await town.bot.foundation.database.write(reject, town)
    for person, label in (
        (ben, "Take this position"),
        (dana, "Raise it"),
        (chen, "Add it"),
        (ann, "Publish"),
    ):
        await person.submits(label)
        assert "RFC-1 was rejected. The card says why." in str(person.errors), person.errors
    assert ben.modal.fields["Your comments"] == "Name the owners."
    assert dana.modal.fields["What concerns you?"] == "It is slow."
    await ben.fills("Where do you stand?", "Hold")
    assert "RFC-1 was rejected." in ben.modal
    await ben.closes()
    assert ben.modal.fields["Your comments"] == "Name the owners."
    for person in (ann, ben, chen, dana):
        await person.closes(everything=True)
    await town.settle()
    for name in ("Ann", "Ben", "Chen", "Dana"):
        town[name].reads("@Cairn")


def _marked(blocks: Sequence[Json]) -> str:
    """Blocks as far as Slack looks for markup in them."""
    return str([block for block in blocks if block["type"] != "rich_text"])
