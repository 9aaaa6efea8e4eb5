"""How a decision ends: by the clock, with a winner, a tie, nobody, too few; and what is told."""

from tests.decisions.scenes import decide, reach, vote
from tests.town import Town


async def test_at_the_deadline_the_result_is_on_the_card_and_in_its_thread(town: Town) -> None:
    card = await decide(town)
    await vote(town, card, Ann="Kafka", Ben="SQS", Chen="SQS")
    await town.pass_time(days=7)
    ann = town["Ann"]
    shown = ann.read(card)
    assert "Decided: SQS" in shown
    assert "2 · 67 %  SQS – @Ben Ortiz, @Chen Wei" in shown
    assert "1 · 33 %  Kafka – @Ann Keller" in shown
    assert "3 of 3 voted · closed" in shown
    thread = ann.reads_thread(card)
    assert len(thread) == 2
    assert "SQS has 2 votes from 3 people, 1 more than Kafka." in thread[-1]


async def test_nothing_closes_before_its_deadline(town: Town) -> None:
    await reach(town, 0, 10)
    card = await decide(town, more={"… or typed": "fri 17:00"})  # 16:00 UTC
    await vote(town, card, Ben="SQS")
    await reach(town, 4, 15)
    assert "1 of 3 voted · closes" in town["Ann"].read(card)
    await reach(town, 4, 16)
    assert "Decided: SQS" in town["Ann"].read(card)
    town["Chen"].reads("@Cairn")


async def test_a_tie_is_named_and_not_broken(town: Town) -> None:
    card = await decide(town)
    await vote(town, card, Ann="Kafka", Ben="SQS")
    await town.pass_time(days=7)
    ann = town["Ann"]
    assert "A tie between Kafka and SQS: no decision" in ann.read(card)
    assert "@Ann Keller can talk about what would settle it in the thread, then ask again" in ann.read(card)
    assert (
        "Kafka and SQS have 1 vote each.\nThat is a tie, which decides nothing" in ann.reads_thread(card)[-1]
    )


async def test_where_nobody_voted_there_is_no_decision(town: Town) -> None:
    card = await decide(town)
    await town.pass_time(days=7)
    ann = town["Ann"]
    assert "No decision: nobody voted" in ann.read(card)
    assert "Nobody voted, so there is nothing to decide on." in ann.reads_thread(card)[-1]


async def test_a_quorum_that_was_met_is_told(town: Town) -> None:
    card = await decide(town, more={"Quorum": "50 %"})
    assert "2 (50 %) must vote" in town["Ann"].read(card)
    await vote(town, card, Ben="SQS", Chen="SQS")
    await town.pass_time(days=7)
    assert "The quorum was met: 2 (50 %) must vote, and 2 did." in town["Ann"].reads_thread(card)[-1]


async def test_approvals_are_counted_for_each_option(town: Town) -> None:
    card = await decide(town, more={"Method": "Approval"})
    for name, choices in {"Ann": ["Kafka", "SQS"], "Ben": ["SQS", "NATS"], "Chen": ["SQS"]}.items():
        await town[name].clicks("Vote", on=card)
        await town[name].fills("Your vote", choices)
        await town[name].submits("Vote")
    await town.pass_time(days=7)
    shown = town["Ann"].read(card)
    assert "Decided: SQS" in shown
    assert "3 · 100 %  SQS" in shown
    assert "1 · 33 %  Kafka" in shown
    assert (
        "SQS has 3 approvals from 3 people, 2 more than Kafka and NATS." in town["Ann"].reads_thread(card)[-1]
    )


async def test_a_result_never_changes(town: Town) -> None:
    card = await decide(town)
    await vote(town, card, Ben="SQS")
    await town.pass_time(days=7)
    ben = town["Ben"]
    shown = ben.read(card)
    receipt = ben.finds("Your vote: SQS", in_="platform")
    await ben.clicks("Withdraw", on=receipt)
    await town.settle()
    assert ben.read(receipt) == "This decision has ended. The card shows how it came out."
    await town.pass_time(days=60)
    assert ben.read(card) == shown
