"""Adding a message to an RFC, and what whoever wrote it can do."""

from tests.rfcs.deeds import answer
from tests.rfcs.scenes import WHAT, post
from tests.town import Town


async def test_a_message_of_the_thread_becomes_a_concern_of_whoever_adds_it_and_its_author_may_take_it_over(
    town: Town,
) -> None:
    card = await post(town)
    ann, ben, chen = town["Ann"], town["Ben"], town["Chen"]
    said = await ben.says("What if @Chen Wei is away? <b> & so on", in_="platform", under=card)
    await chen.uses("Add to an RFC", on=said)
    assert "RFC-1 · One queue for all events" in chen.modal
    assert chen.modal.fields["In these words"] == "What if @Chen Wei is away? <b> & so on"
    await chen.fills("What would resolve it?", "Somebody else who knows it.")
    await chen.submits("Add it")
    assert "is raised, and blocks" in chen.modal
    await chen.closes()
    await town.settle()
    assert "Concern: @Chen Wei" in ann.read(card)
    assert "from a message of @Ben Ortiz" in ann.reads_thread(card)[-1]
    told = ben.finds("@Chen Wei has made a concern about RFC-1", in_="@Cairn")
    await ben.clicks("Take it over", on=told)
    await town.settle()
    assert "is yours now: you say when it is resolved." in ben.read(told)
    assert "@Ben Ortiz has taken over the concern" in str(chen.reads("@Cairn"))
    assert "Concern: @Ben Ortiz" in ann.read(card)
    await answer(town, ann.finds("@Chen Wei has a concern", in_="@Cairn"), {"Your answer": "Dana knows it."})
    ben.finds("Dana knows it.", in_="@Cairn")


async def test_a_message_from_elsewhere_is_kept_as_a_comment_on_the_rfc_that_is_chosen(town: Town) -> None:
    await post(town)
    card = await post(town, {**WHAT, "Title": "Two queues"})
    ben, dana = town["Ben"], town["Dana"]
    said = await dana.says("I like it. " * 300, in_="general")
    await ben.uses("Add to an RFC", on=said)
    await ben.fills("What is it?", "A comment to keep")
    kept = ben.modal.fields["In these words"]
    assert len(kept) <= 2000
    assert "… The rest: https://" in kept
    await ben.fills("To which RFC?", "RFC-2 · Two queues")
    await ben.submits("Add it")
    assert "It is kept as a comment on RFC-2 · Two queues" in ben.modal
    await ben.closes()
    await town.settle()
    told = dana.finds("@Ben Ortiz has kept a message of yours as a comment", in_="@Cairn")
    await dana.clicks("Take it over", on=told)
    await town.settle()
    assert "stands under your name now." in dana.read(told)
    await ben.picks("Details", on=card)
    assert "Comments that were kept · 1" in ben.modal
    assert "@Dana Okafor" in ben.modal


async def test_where_no_rfc_takes_it_the_shortcut_says_so(town: Town) -> None:
    ben = town["Ben"]
    said = await ben.says("Is this a concern?", in_="general")
    await ben.uses("Add to an RFC", on=said)
    assert "No RFC that you can see is under review. Type /rfc to write one." in ben.modal
