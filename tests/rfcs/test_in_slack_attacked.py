"""Clicks that come twice, late, out of order or about another thing; people who come and go at each stage; Slack's faults."""

from sandbox import acts
from sandbox.faults import refuse
from tests.decisions.scenes import press, reach, send
from tests.rfcs.deeds import approve, raise_concern, take
from tests.rfcs.scenes import TITLE, WHAT, WHO, happen, manage, post
from tests.town import Town


async def test_clicks_that_come_late_or_twice_or_about_another_rfc_change_nothing(town: Town) -> None:
    card = await post(town)
    ann, ben, dana = town["Ann"], town["Ben"], town["Dana"]
    old = press(town, "Ben", card, "rfc.approve", "1 1")
    await take(town, "Ben", card, {"Where do you stand?": "Decline"})
    await ben.clicks("Approve", on=card)
    await town.settle()
    old["actions"][0]["action_ts"] = "1.0"
    await send(town, {**old, "actions": [{**old["actions"][0], "action_ts": "1.0"}]})
    receipt = ben.finds("You approve RFC-1", in_="platform")
    await ben.clicks("Withdraw", on=receipt)
    await send(town, old)
    await town.settle()
    assert "Awaited: @Ben Ortiz" in ben.read(card)
    await raise_concern(town, "Dana", card)
    asked = ann.finds("has a concern", in_="@Cairn")
    await ann.clicks("It blocks", on=asked)
    await send(town, press(town, "Ann", card, "rfc.blocks", "1 1"))
    await town.settle()
    assert "This concern blocks." in str(ann.reads("platform"))
    # Nobody else rules, answers, settles; nothing is answered about a concern of another RFC.
    other = await post(town, {**WHAT, "Title": "Two"})
    for who, action, value, told in (
        ("Ben", "rfc.blocks", "1 1", "Only the author"),
        ("Ben", "rfc.settles", "1 1", "Only whoever raised"),
        ("Ann", "rfc.settles", "1 1", "Only whoever raised"),
        ("Ben", "rfc.stands", "1 1", "Only whoever raised"),
        ("Ben", "rfc.take_concern", "1 1", "Only whoever wrote"),
        ("Dana", "rfc.settles", "2 1", "I can't find that concern"),
        ("Ann", "rfc.blocks", "2 1", "I can't find that concern"),
        ("Ben", "rfc.object", "1 1", "was not marked as editorial"),
        ("Ben", "rfc.object", "1 7", "I can't find that RFC"),
        ("Dana", "rfc.take_up", "1", "Only the author"),
        ("Ann", "rfc.take_up", "1", "is under review already"),
        ("Dana", "rfc.take_over", "1", "is still here"),
        ("Dana", "rfc.silent/withdraw", "1", "Only the author"),
        ("Ann", "rfc.silent/withdraw", "1", "Something has happened"),
    ):
        await send(town, press(town, who, other, action, value))
        await town.settle()
        assert told in str(town[who].reads("platform")), (who, action, value)
    await send(town, press(town, "Dana", card, "rfc.settles", "1 1"))
    await send(town, press(town, "Dana", card, "rfc.stands", "1 1"))
    await town.settle()
    said = str(dana.reads("platform"))
    assert "is resolved." in said
    assert "This concern is resolved. Raise another" in said
    for name in ("Ann", "Ben", "Chen", "Dana"):
        town[name].reads("@Cairn")
        town[name].reads("platform")


async def test_everybody_leaves_at_some_stage_and_somebody_can_always_go_on(town: Town) -> None:
    await reach(town, 0, 9)
    card = await post(town, who={**WHO, "Decider": "Dana"})
    ann, ben, chen, dana = (town[name] for name in ("Ann", "Ben", "Chen", "Dana"))
    await raise_concern(town, "Chen", card)
    await approve(town, card, "Ben")
    # The reviewer with a concern is deactivated, then the author: the decider inherits, and settles it.
    await acts.deactivate(town.slack, chen.id)
    await happen(town)
    told = dana.finds("@Chen Wei, who has a concern about RFC-1", in_="@Cairn")
    assert "under review" in dana.read(card)
    await acts.deactivate(town.slack, ann.id)
    await happen(town)
    dana.finds("is yours now: its author has left", in_="@Cairn")
    await dana.clicks("Settle it in their place", on=told)
    await dana.fills("Why is it resolved?", "The rollout has one now.")
    await dana.submits("Settle it")
    await dana.closes()
    await town.settle()
    assert "final comment until" in dana.read(card), "of two reviewers one has left, the other approves"
    # Chen is back: awaited again, with the concern settled.
    chen.who.deleted = False
    await acts.change_person(town.slack, chen.id)
    await happen(town)
    assert "Awaited: @Chen Wei" in dana.read(card)
    assert "under review" in dana.read(card), "one of two is not more than half"
    assert "The rollout has one now." in str(chen.reads("@Cairn"))
    # The heir leaves too: anybody in the channel takes over, and decides.
    await acts.deactivate(town.slack, dana.id)
    await happen(town)
    await ben.picks("Manage", on=card)
    await ben.clicks("Take over")
    await ben.closes(everything=True)
    await happen(town)
    assert "by @Ben Ortiz" in ben.read(card)
    await approve(town, card, "Chen")
    assert "final comment until" in chen.read(card), "who writes it reviews it no longer"
    await town.pass_time(days=9)
    assert "Accepted" in chen.read(card)
    for name in ("Ben", "Chen"):
        town[name].reads("@Cairn")
        town[name].reads("platform")


async def test_guests_and_external_people_take_part_as_far_as_they_see_it(town: Town) -> None:
    card = await post(town, who={**WHO, "Affected channels": ["general"]}, in_="platform")
    short = town.card(TITLE, "general")
    farah = town["Farah"]
    await farah.clicks("Approve", on=short)
    await town.settle()
    assert "Only members of this workspace take part." in str(farah.reads("general"))
    ann = town["Ann"]
    for name, why in (("Eli", "can't see"), ("Farah", "is ")):
        await manage(ann, card, "Add reviewers")
        await ann.fills("Reviewers", [name])
        await ann.submits("Add")
        assert why in str(ann.errors), ann.errors
        await ann.closes(everything=True)
    # Ben becomes a guest who is in the channel: he goes on reviewing.
    town["Ben"].who.is_guest = True
    await acts.change_person(town.slack, town["Ben"].id)
    await happen(town)
    await approve(town, card, "Ben")
    assert "Approve: @Ben Ortiz" in ann.read(card)


async def test_what_slack_refuses_hurts_nobody_else(town: Town) -> None:
    await reach(town, 0, 9)
    await acts.create_channel(town.slack, town["Ann"].id, "ops")
    card = await post(town, who={**WHO, "Affected channels": ["general", "ops"]})
    ann, ben, dana = town["Ann"], town["Ben"], town["Dana"]
    # A direct message cannot be opened, Cairn is thrown out of one channel, and another is archived.
    town.slack.faults.add("conversations.open", refuse("user_disabled"))
    bot = next(
        one for one in town.slack.workspace.people.values() if one.real_name == "Cairn" or one.name == "cairn"
    )
    await acts.leave(town.slack, bot.id, town.channel("general"))
    await acts.archive(town.slack, ann.id, town.channel("ops"))
    await happen(town)
    await raise_concern(town, "Chen", card)
    assert "Concern: @Chen Wei" in ben.read(card)
    await ann.opens_home()
    await happen(town)
    assert "This concern waits for your answer" in str(ann.home())
    await ann.clicks("Look at it", on=ann.home())
    await ann.clicks("Answer")
    await ann.fills("Your answer", "Page 3.")
    await ann.submits("Answer")
    await ann.closes(everything=True)
    await town.settle()
    await town["Chen"].clicks("That settles it", on=town["Chen"].finds("is answered", in_="@Cairn"))
    await approve(town, card, "Ben", "Chen")
    await town.pass_time(days=9)
    assert "Accepted" in ann.read(card)
    assert "is accepted." in str(ann.reads("platform"))
    told = str(ann.reads("@Cairn"))
    assert told.count("I can't post in #ops") == 1
    assert told.count("I can't post in #general") == 1
    assert "accepted" in dana.read(town.card(TITLE, "general")), "its card is followed still"
    for name in ("Ben", "Chen"):
        town[name].reads("@Cairn")


async def test_a_message_of_four_thousand_characters_is_captured_as_far_as_it_fits(town: Town) -> None:
    card = await post(town)
    ann, ben = town["Ann"], town["Ben"]
    said = await town["Chen"].says("<&> " * 1000, in_="platform", under=card)
    for kind in ("A concern", "A comment to keep"):
        await ben.uses("Add to an RFC", on=said)
        await ben.fills("What is it?", kind)
        if kind == "A concern":
            await ben.fills("What would resolve it?", "x" * 2000)
        await ben.submits("Add it")
        assert not ben.errors, ben.errors
        await ben.closes()
    await town.settle()
    await ann.picks("Details", on=card)
    assert "… The rest: " in ann.modal
    await ann.closes()
    ann.finds("has a concern", in_="@Cairn")
    for name in ("Ann", "Chen"):
        town[name].reads("@Cairn")
