"""What waits for whom: on Home and in nudges; and what happens where people leave."""

from zoneinfo import ZoneInfo

from sandbox.acts import change_person, deactivate
from tests.decisions.scenes import happen, reach
from tests.rfcs.deeds import answer, approve, raise_concern
from tests.rfcs.scenes import WHO, manage, post, see_home
from tests.town import Town


async def test_home_lists_what_waits_for_each_and_leads_to_it(town: Town) -> None:
    card = await post(town)
    await raise_concern(town, "Dana", card, "Who is on call?", "A name.")
    await raise_concern(town, "Chen", card)
    ann, ben, chen = town["Ann"], town["Ben"], town["Chen"]
    await answer(town, ann.finds("@Chen Wei has a concern", in_="@Cairn"), {"Your answer": "Page 3."})
    for name, lines in {
        "Ann": ["Does this concern block?", "Who is on call?"],
        "Ben": ["Waits for your position"],
        "Chen": ["Does the answer settle your concern?"],
    }.items():
        await town[name].opens_home()
        await happen(town)
        home = town[name].home()
        assert home is not None
        assert "Waiting for you" in home
        for line in lines:
            assert line in home, home
    await chen.clicks("Look at it", on=chen.home())
    await chen.clicks("That settles it")
    assert "You are awaited again" in chen.modal
    await chen.clicks("Approve")
    assert "You approve RFC-1" in chen.modal
    await chen.closes(everything=True)
    await ben.clicks("Take a position", on=ben.home())
    assert ben.modal.title == "Take a position"
    await ben.closes()
    await town.settle()
    chen.reads("@Cairn")


async def test_home_names_each_thing_once_and_with_what_comes_first(town: Town) -> None:
    card = await post(town)
    ann, dana = town["Ann"], town["Dana"]
    await raise_concern(town, "Dana", card, "Who is on call?", "A name.")
    await manage(ann, card, "Add reviewers")
    await ann.fills("Reviewers", ["Dana"])
    await ann.submits("Add")
    await town.settle()
    assert "Waiting for you" not in await see_home(town, "Dana"), "the author comes first"
    assert (await see_home(town, "Ben")).text.count("RFC-1") == 1
    await ann.clicks("It blocks", on=ann.finds("@Dana Okafor has a concern", in_="@Cairn"))
    await town.settle()
    await answer(town, ann.finds("It blocks.", in_="@Cairn"), {"Your answer": "Page 3."})
    home = await see_home(town, "Dana")
    assert home.text.count("RFC-1") == 1, home
    assert "Does the answer settle your concern?" in home
    await dana.clicks("Look at it", on=dana.home())
    await dana.clicks("That settles it")
    assert "You are awaited again" in dana.modal
    await dana.closes(everything=True)
    assert "Waits for your position" in await see_home(town, "Dana")
    await raise_concern(town, "Chen", card)
    await deactivate(town.slack, town["Chen"].id)
    await happen(town)
    home = await see_home(town, "Ann")
    waits = home.text.split("Your RFCs")[0]
    assert waits.count("RFC-1") == 1, home
    assert "You may settle this in the place of somebody out of reach" in waits
    for name in ("Ann", "Ben", "Dana"):
        town[name].reads("@Cairn")


async def test_whoever_is_awaited_is_nudged_after_two_and_five_business_days_in_their_hours(
    town: Town,
) -> None:
    await reach(town, 0, 9)
    card = await post(town)
    told: dict[str, list[str]] = {"Ben": [], "Chen": [], "Ann": []}
    for name in told:
        town[name].reads("@Cairn")
    await approve(town, card, "Chen")
    for _ in range(24 * 9):
        before = {name: len(town[name].messages("@Cairn")) for name in told}
        await town.pass_time(hours=1)
        for name in told:
            more = len(town[name].messages("@Cairn")) - before[name]
            local = town.now().astimezone(ZoneInfo(town[name].who.zone))
            told[name] += [f"{local:%a %H}"] * more
    assert [time[:3] for time in told["Ben"]] == ["Mon", "Wed", "Mon"], told  # The first asks.
    assert all(9 <= int(time[4:]) <= 18 for time in told["Ben"]), told
    assert not told["Chen"]
    ben = town["Ben"]
    nudge = ben.finds("1 RFC waits for you", in_="@Cairn")
    assert "Waits for your position" in ben.read(nudge)
    await approve(town, card, "Ben")
    ben.reads("@Cairn")
    town["Ann"].reads("@Cairn")


async def test_a_reviewer_who_has_left_is_awaited_no_longer_and_is_again_once_they_are_back(
    town: Town,
) -> None:
    await reach(town, 0, 9)
    await town["Ann"].invites("Cairn", to="leads")
    await happen(town)
    card = await post(town, who={"Reviewers": ["Ben"]}, in_="leads")
    ann, ben = town["Ann"], town["Ben"]
    await ben.leaves("leads")
    await happen(town)
    assert "Awaited" not in ann.read(card)
    await ann.picks("History", on=card)
    assert "@Ben Ortiz left and is no longer awaited" in ann.modal
    await ann.closes()
    await ann.invites("Ben", to="leads")
    await happen(town)
    assert "Awaited: @Ben Ortiz" in ann.read(card)
    await approve(town, card, "Ben")
    await ben.leaves("leads")
    await happen(town)
    assert "Approve: @Ben Ortiz" in ann.read(card)
    assert "final comment until" in ann.read(card)
    ann.reads("@Cairn")


async def test_where_the_author_leaves_the_decider_inherits_and_where_the_decider_does_the_author_names_another(
    town: Town,
) -> None:
    card = await post(town, who={**WHO, "Decider": "Dana"})
    ann, dana, ben = town["Ann"], town["Dana"], town["Ben"]
    dana.who.is_guest = True
    await change_person(town.slack, dana.id)
    await happen(town)
    told = ann.finds("@Dana Okafor, who decides about RFC-1", in_="@Cairn")
    await ann.clicks("Name the decider", on=told)
    await ann.fills("New decider", "Ben")
    await ann.submits("Name")
    await happen(town)
    assert not ann.has_modal, ann.errors
    ben.finds("has you as its decider", in_="@Cairn")
    await deactivate(town.slack, ann.id)
    await happen(town)
    ben.finds("is yours now: its author has left", in_="@Cairn")
    assert "by @Ben Ortiz" in ben.read(card)
