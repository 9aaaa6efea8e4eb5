"""Looking at RFCs: where they are told of, who sees them, and the short cards in other channels."""

from sandbox import acts
from tests.rfcs.scenes import TITLE, WHO, at_home, happen, manage, post, put, write
from tests.town import Town


async def test_the_list_says_what_each_waits_for_and_shows_one_privately(town: Town) -> None:
    await post(town)
    ben = town["Ben"]
    await ben.runs("/rfc list", in_="platform")
    await town.settle()
    listed = ben.finds("1 RFC under way", in_="platform")
    assert "Waits for a position from @Ben Ortiz and @Chen Wei" in ben.read(listed)
    await ben.clicks("Show", on=listed)
    await town.settle()
    ben.finds("Go to the card and its thread in #platform", in_="platform")
    await ben.runs("/rfc RFC-1", in_="general")
    ben.finds("Go to the card and its thread in #platform", in_="general")
    await ben.runs("/rfc rfc 2", in_="general")
    ben.finds("I can't find that RFC", in_="general")


async def test_many_are_listed_page_by_page(town: Town) -> None:
    ann = town["Ann"]
    for number in range(12):
        await put(town, f"Idea number {number}.")
    await ann.runs("/rfc list", in_="platform")
    await town.settle()
    listed = ann.finds("12 RFCs under way", in_="platform")
    assert "RFC-10 ·" in ann.read(listed)
    assert "RFC-11 ·" not in ann.read(listed)
    await ann.clicks("Next page", on=listed)
    await town.settle()
    listed = ann.finds("12 RFCs under way", in_="platform")
    assert "RFC-12 ·" in ann.read(listed)


async def test_details_history_and_why_are_for_those_who_see_the_channel(town: Town) -> None:
    await at_home(town, "leads")
    card = await post(town, in_="leads", who={"Reviewers": ["Ben"]})
    ben, chen = town["Ben"], town["Chen"]
    await ben.picks("Details", on=card)
    assert "Awaited: @Ben Ortiz" in ben.modal
    await ben.clicks("Read it")
    assert "Move everything to SQS by March." in ben.modal
    await ben.closes(everything=True)
    await ben.picks("Why?", on=card)
    assert "0 approvals: more than half of 1 is needed" in ben.modal
    await ben.closes()
    await chen.runs("/rfc RFC-1", in_="platform")
    chen.finds("I can't find that RFC", in_="platform")
    await chen.runs("/rfc list", in_="platform")
    await town.settle()
    chen.finds("No RFC is under way", in_="platform")


async def test_affected_channels_get_a_short_card_that_leads_to_the_review_and_follows_it(town: Town) -> None:
    await post(town, who={**WHO, "Affected channels": ["general"]})
    ann, dana = town["Ann"], town["Dana"]
    short = town.card(TITLE, "general")
    told = dana.read(short)
    assert "@Ann Keller asks for comments in #platform" in told
    assert "under review · waits for 2 reviewers" in told
    await dana.clicks("Read it", on=short)
    assert "Move everything to SQS by March." in dana.modal
    await dana.closes()
    await manage(ann, town.card(TITLE), "Reject")
    await ann.fills("Reason", "Too dear.")
    await ann.submits("Reject")
    await town.settle()
    assert "rejected · Too dear." in dana.read(town.card(TITLE, "general"))


async def test_a_short_card_that_cannot_be_kept_hurts_nobody_and_is_told_once(town: Town) -> None:
    await post(town, who={**WHO, "Affected channels": ["platform"]}, in_="general")
    ann = town["Ann"]
    await acts.archive(town.slack, ann.id, town.channel("platform"))
    await happen(town)
    for people in (["Chen"], ["Chen", "Ben"]):
        await manage(
            ann, town.card(TITLE, "general"), "Remove reviewers" if len(people) == 1 else "Add reviewers"
        )
        await ann.fills("Reviewers", people[:1])
        await ann.submits()
        await town.settle()
    assert "Awaited: @Ben Ortiz, @Chen Wei" in ann.read(town.card(TITLE, "general"))
    told = [each for each in ann.reads("@Cairn") if "I can't post in #platform" in each]
    assert len(told) == 1
    assert "a short card leads to RFC-1" in told[0]
    assert "Its review is not touched by that." in told[0]


async def test_an_affected_channel_that_cannot_have_a_card_is_named_as_far_as_the_author_sees_it(
    town: Town,
) -> None:
    ann = town["Ann"]
    ops = await acts.create_channel(town.slack, ann.id, "ops", "private")
    old = await acts.create_channel(town.slack, ann.id, "old")
    await write(town, who={"Reviewers": ["Ben"], "Affected channels": ["general", "ops"]})
    await ann.submits("Preview")
    how = "Type /invite @Cairn there and try again, or leave it out."
    assert ann.errors["Affected channels"] == f"I'm not in the second channel you chose. {how}"
    await ann.fills("Affected channels", ["ops"])
    await ann.submits("Preview")
    assert ann.errors["Affected channels"] == f"I'm not in the channel you chose. {how}"
    await at_home(town, "ops")
    await ann.submits("Preview")
    assert ann.modal.title == "Preview", ann.errors
    await ann.closes()
    await ann.fills("Affected channels", ["platform", "old"])
    await acts.archive(town.slack, town["Ben"].id, old.id)
    await ann.submits("Preview")
    assert ann.errors["Affected channels"] == "I can't post in #old: it is archived. Leave it out."
    await ann.fills("Affected channels", ["platform", "ops"])
    await acts.leave(town.slack, ann.id, ops.id)
    await happen(town)
    await ann.submits("Preview")
    told = "I can't post in the second channel you chose: it is archived, or you are not in it. Leave it out."
    assert ann.errors["Affected channels"] == told
    await ann.closes()


async def test_a_private_rfc_has_short_cards_only_where_everybody_sees_it(town: Town) -> None:
    await at_home(town, "leads")
    ann = await write(town, who={"Reviewers": ["Ben"], "Affected channels": ["platform"]}, in_="leads")
    await ann.submits("Preview")
    assert ann.errors["Affected channels"].startswith("#leads is private, and Chen Wei")
    assert "in #platform can't see it. Leave #platform out" in ann.errors["Affected channels"]
    ops = await acts.create_channel(town.slack, ann.id, "ops", "private")
    await acts.invite(town.slack, ann.id, ops.id, town["Farah"].id)
    await at_home(town, "ops")
    await ann.fills("Affected channels", ["ops"])
    await ann.submits("Preview")
    assert (
        "Farah Haddad in #ops can't see it" in ann.errors["Affected channels"]
    )  # From outside, and she reads it, too.
    await acts.leave(town.slack, town["Farah"].id, ops.id)
    await happen(town)
    await ann.submits("Preview")
    assert ann.modal.title == "Preview"
