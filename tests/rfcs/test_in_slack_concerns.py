"""Concerns in Slack: raised by anybody, ruled and answered by the author, settled by whoever raised them."""

from sandbox.acts import deactivate
from tests.decisions.scenes import happen, reach
from tests.rfcs.deeds import ROLLBACK, TRIED, answer, approve, edit, raise_concern, take
from tests.rfcs.scenes import post
from tests.town import Town


async def test_a_reviewers_concern_blocks_until_they_say_that_the_answer_settles_it(town: Town) -> None:
    card = await post(town)
    ann, ben, chen = town["Ann"], town["Ben"], town["Chen"]
    await raise_concern(town, "Ben", card)
    assert "Concern: @Ben Ortiz" in ann.read(card)
    thread = ann.reads_thread(card)[-1]
    assert "@Ben Ortiz has a concern. It blocks." in thread
    assert ROLLBACK in thread
    assert TRIED in thread
    asked = ann.finds("@Ben Ortiz has a concern about RFC-1", in_="@Cairn")
    await ben.clicks("Approve", on=card)
    await town.settle()
    assert "You have an open concern about RFC-1" in str(ben.reads("platform"))
    await edit(town, card, "Move everything to SQS by April, with a way back.", "A way back")
    await ann.clicks("Answer", on=asked)
    assert ann.modal.fields["Addressed in"] == "Version 2, the newest"
    await ann.submits("Answer")
    assert "@Ben Ortiz is asked whether that settles it." in ann.modal
    await ann.closes()
    await town.settle()
    question = ben.finds("Your concern about RFC-1", in_="@Cairn")
    assert "is answered in version 2." in ben.read(question)
    assert "[That settles it] [It still stands] [What changed] [Look at it]" in ben.read(question)
    await ben.clicks("It still stands", on=question)
    await town.settle()
    again = ann.finds("@Ben Ortiz still has a concern", in_="@Cairn")
    await answer(town, again, {"Your answer": "Page 3 says how.", "Addressed in": None})
    await ben.clicks("That settles it", on=ben.finds("Page 3 says how.", in_="@Cairn"))
    await town.settle()
    offered = ben.finds("You are awaited again: where do you stand now?", in_="@Cairn")
    await ben.clicks("Approve", on=offered)
    await town.settle()
    assert "Approve: @Ben Ortiz" in chen.read(card)
    thread = " ".join(ann.reads_thread(card))
    assert "is resolved, as they say themselves." in thread
    ben.reads("@Cairn")


async def test_somebody_elses_concern_waits_for_the_authors_ruling(town: Town) -> None:
    card = await post(town)
    ann, dana = town["Ann"], town["Dana"]
    await raise_concern(town, "Dana", card, "Who is on call?", "A name.")
    await raise_concern(town, "Dana", card, "It costs more.", "A sum.")
    first = ann.finds("Who is on call?", in_="@Cairn")
    second = ann.finds("It costs more.", in_="@Cairn")
    assert "Does it block? Until you say so it does." in ann.read(first)
    await ann.clicks("It does not, because …", on=first)
    await ann.fills("Why does it not block?", "The platform team, as today.")
    await ann.submits("Say so")
    assert "It does not block. Whoever raised it is told why." in ann.modal
    await ann.closes()
    await ann.clicks("It blocks", on=second)
    await town.settle()
    assert "It blocks. Answer it once it is addressed" in ann.read(second)
    told = " ".join(dana.reads("@Cairn"))
    assert "does not block, @Ann Keller says. It stays on record." in told
    assert "The platform team, as today." in told
    assert "blocks, @Ann Keller says. You are told once it is answered." in told
    thread = " ".join(ann.reads_thread(card))
    assert "The concern of @Dana Okafor does not block, @Ann Keller says:" in thread
    await ann.picks("Details", on=card)
    assert "Concerns · 1 open" in ann.modal


async def test_each_person_finds_what_they_may_do_about_a_concern(town: Town) -> None:
    card = await post(town)
    await raise_concern(town, "Dana", card)
    for name, buttons in {
        "Ann": "[It blocks] [It does not, because …]",
        "Dana": "[It is resolved]",
        "Ben": "@Ann Keller says whether it blocks.",
    }.items():
        person = town[name]
        await person.picks("Details", on=card)
        await person.clicks("Look at it")
        assert buttons in person.modal
        assert person.modal.title == "Concern"
        await person.closes(everything=True)
    dana = town["Dana"]
    await dana.picks("Details", on=card)
    await dana.clicks("Look at it")
    await dana.clicks("It is resolved")
    assert "is resolved." in dana.modal
    await town.settle()
    assert "open concern" not in dana.read(card)
    town["Ann"].reads("@Cairn")


async def test_the_decider_settles_what_somebody_out_of_reach_has_raised_with_a_reason(town: Town) -> None:
    card = await post(town, who={"Reviewers": ["Ben", "Chen"], "Decider": "Dana"})
    dana = town["Dana"]
    await raise_concern(town, "Ben", card)
    await raise_concern(town, "Chen", card, "It is slow.", "A benchmark.")
    await deactivate(town.slack, town["Ben"].id)
    await happen(town)
    told = dana.finds("@Ben Ortiz, who has a concern about RFC-1", in_="@Cairn")
    await dana.clicks("Settle it in their place", on=told)
    await dana.fills("Why is it resolved?", "Ben has left, and page 3 has a way back.")
    await dana.submits("Settle it")
    assert "It is resolved." in dana.modal
    await town.settle()
    thread = " ".join(dana.reads_thread(card))
    assert "The concern of @Ben Ortiz, who is out of reach, is resolved by @Dana Okafor:" in thread
    assert "Awaited" not in dana.read(card)
    await dana.closes()
    await town.settle()
    dana.reads("@Cairn")


async def test_a_concern_ends_or_pauses_final_comment_and_it_goes_on_once_ruled(town: Town) -> None:
    await reach(town, 0, 9)
    card = await post(town)
    ann = town["Ann"]
    await approve(town, card, "Ben", "Chen")
    assert "Final comment starts." in ann.reads_thread(card)[-1]
    ann.finds("Final comment starts.", in_="@Cairn")
    await town.pass_time(days=1)
    await raise_concern(town, "Dana", card)
    assert "final comment, paused" in ann.read(card)
    assert "Final comment is paused until @Ann Keller says" in " ".join(ann.reads_thread(card))
    asked = ann.finds("Until you say so it does, and final comment is paused.", in_="@Cairn")
    await town.pass_time(days=1)
    await ann.clicks("It does not, because …", on=asked)
    await ann.fills("Why does it not block?", "Page 3 has one.")
    await ann.submits("Say so")
    await ann.closes()
    await town.settle()
    assert "Final comment goes on." in " ".join(ann.reads_thread(card))
    assert "final comment until" in ann.read(card)
    await take(town, "Chen", card, {"Where do you stand?": "Decline"})
    assert "final comment until" in ann.read(card)
    await raise_concern(town, "Ben", card, "It is slow.", "A benchmark.")
    assert "under review" in ann.read(card)
    ann.finds("Final comment has ended: it is under review again.", in_="@Cairn")
    town["Chen"].reads("@Cairn")
    town["Dana"].reads("@Cairn")


async def test_a_concern_becomes_a_decision_and_both_lead_to_each_other(town: Town) -> None:
    card = await post(town)
    ben = town["Ben"]
    await raise_concern(town, "Dana", card, "Kafka or SQS for the audit log?", "A decision.")
    await ben.picks("Details", on=card)
    await ben.clicks("Look at it")
    await ben.clicks("Make it a decision")
    assert "A concern about RFC-1" in ben.modal.fields["Context"]
    await ben.fills("Options", "Kafka\nSQS")
    await ben.submits("Preview")
    await ben.submits("Post")
    await town.settle()
    asked = town.card("Kafka or SQS for the audit log?", who="Ben")
    await ben.picks("Details", on=card)
    await ben.clicks("Look at it")
    assert "It became a decision." in ben.modal
    assert asked.ts.replace(".", "") in str(ben.modal.view.payload)
    await ben.closes(everything=True)
    await ben.picks("History", on=card)
    assert "@Ben Ortiz asked for a decision about a concern" in ben.modal
    town["Ann"].reads("@Cairn")
