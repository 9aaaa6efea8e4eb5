"""A decision's life, whatever people and the clock do in whatever order: what always holds."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from rituals.decisions import amending, answers, course, outcome, owning
from rituals.decisions.amending import Wording
from rituals.decisions.answer import choosing
from rituals.decisions.model import Ballot, Decision, Result, Seat, State
from rituals.decisions.tally import count
from rituals.decisions.terms import Method, Quorum
from rituals.ids import Person
from rituals.owing import Decider
from rituals.refusal import Refusal
from tests.decisions.making import ANN, BEN, CHEN, DANA, DECISION, MONDAY, TERMS, options

ELECTORATE = (ANN, BEN, CHEN)
people = st.sampled_from([*ELECTORATE, DANA])
names = st.lists(st.sampled_from(["Kafka", "SQS", "NATS", "Redis"]), min_size=1, max_size=4, unique=True).map(
    tuple
)


class Life(RuleBasedStateMachine):
    """Keeps ballots beside the decision as storage does, and remembers what must never change."""

    now: datetime
    decision: Decision

    @initialize(
        approval=st.booleans(),
        quorum=st.integers(0, 100),
        early=st.booleans(),
        fewest=st.integers(1, 3),
        decider=st.none() | people,
    )
    def open(self, approval: bool, quorum: int, early: bool, fewest: int, decider: Person | None) -> None:
        method, least, most = (Method.APPROVAL, fewest, 3) if approval else (Method.SINGLE, 1, 1)
        terms = replace(TERMS, method=method, fewest=least, most=most, close_when_all=early, decider=decider)
        self.decision = replace(DECISION, terms=replace(terms, quorum=Quorum(quorum, percent=True)))
        self.seats = {person: Seat(person in ELECTORATE) for person in (*ELECTORATE, DANA)}
        self.now, self.clicks = MONDAY, 0
        self.ended: Decision | None = None
        self.versions = [1]

    def follow(self, act: Callable[[], Decision]) -> None:
        try:
            self.decision = act()
        except Refusal:
            return
        if self.decision.version != self.versions[-1]:
            self.versions.append(self.decision.version)

    def keep(self, person: Person, act: Callable[[Seat], Ballot]) -> None:
        before = self.seats[person]
        try:
            ballot = act(before)
        except Refusal:
            return
        self.seats[person] = replace(before, ballot=ballot)
        more = ballot.counts - before.has_answered
        self.decision = replace(self.decision, answered=self.decision.answered + more)
        self.decision = course.reach_everyone(self.decision, self.now)

    @rule(person=people, choices=st.sets(st.integers(0, 5), max_size=4).map(tuple), late=st.booleans())
    def cast(self, person: Person, choices: tuple[int, ...], late: bool) -> None:
        self.clicks += 0 if late else 1
        at = f"{self.clicks:06}"
        self.keep(person, lambda seat: answers.cast(self.decision, seat, choosing(choices), at, self.now))

    @rule(person=people)
    def withdraw(self, person: Person) -> None:
        self.clicks += 1
        at = f"{self.clicks:06}"
        self.keep(person, lambda seat: answers.withdraw(self.decision, seat, at, self.now))

    @precondition(lambda self: self.decision.state is State.OPEN)
    @rule(person=people)
    def leave(self, person: Person) -> None:
        seat = self.seats[person]
        if seat.asked and not seat.has_answered:
            self.seats[person] = replace(seat, asked=False)
            self.decision = replace(self.decision, seats=self.decision.seats - 1)
            self.decision = course.reach_everyone(self.decision, self.now)

    @rule(hours=st.integers(1, 40))
    def pass_time(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self.decision = course.reach_deadline(self.decision, self.now)

    @precondition(lambda self: self.decision.state is State.COUNTING)
    @rule()
    def announce(self) -> None:
        self.decision = course.announce(self.decision, self.count())

    @rule(by=people)
    def close(self, by: Person) -> None:
        self.follow(lambda: course.close(self.decision, by, self.now))

    @rule(by=people, admin=st.booleans(), reason=st.sampled_from(["", "Solved."]))
    def cancel(self, by: Person, admin: bool, reason: str) -> None:
        self.follow(lambda: course.cancel(self.decision, by, admin, reason, self.now))

    @rule(by=people, hours=st.integers(1, 60), reason=st.sampled_from(["", "Ben is ill."]))
    def extend(self, by: Person, hours: int, reason: str) -> None:
        before = self.decision.terms.closes_at
        self.follow(lambda: course.extend(self.decision, by, self.now + timedelta(hours=hours), reason))
        assert reason or self.decision.terms.closes_at <= before

    @rule(by=people, question=st.sampled_from(["Which?", "What?", ""]), texts=names)
    def amend(self, by: Person, question: str, texts: tuple[str, ...]) -> None:
        self.follow(lambda: amending.amend(self.decision, by, Wording(question, "", texts)))

    @rule(by=people, to=people, fits=st.booleans())
    def hand_over(self, by: Person, to: Person, fits: bool) -> None:
        self.follow(lambda: owning.hand_over(self.decision, by, to, fits))

    @rule(by=people, gone=st.booleans(), inside=st.booleans())
    def take_over(self, by: Person, gone: bool, inside: bool) -> None:
        self.follow(lambda: owning.take_over(self.decision, by, gone, inside))

    @rule(by=people, co_owners=st.lists(people, max_size=3).map(tuple), blind=st.booleans())
    def share(self, by: Person, co_owners: tuple[Person, ...], blind: bool) -> None:
        self.follow(lambda: owning.share(self.decision, by, co_owners, blind))

    @precondition(lambda self: not self.decision.state.is_final)
    @rule(here=st.sets(people))
    def lose(self, here: set[Person]) -> None:
        before = self.decision
        here = here - {before.owner}
        self.decision = owning.inherit(before, here)
        if self.decision.owner != before.owner:
            assert self.decision.owner in here
            assert self.decision.owner not in self.decision.co_owners
        else:
            assert not here & {*before.co_owners, before.terms.decider}

    @rule(times=st.integers(1, 4))
    def ask(self, times: int) -> None:
        before = self.decision.asked
        self.decision = outcome.ask(self.decision, times)
        assert self.decision.asked >= before

    @rule(by=people, here=st.booleans(), chosen=st.sampled_from(["", "nothing", "1", "2", "9"]))
    def decide(self, by: Person, here: bool, chosen: str) -> None:
        before = self.decision

        def write() -> Decision:
            outcome.check_may_write(before, by, Decider("Dana", here))
            return outcome.write(before, by, outcome.Writing(chosen, "Why not."), self.now, self.now.date())

        self.follow(write)
        if self.decision.outcome != before.outcome:
            assert before.state is State.AWAITING
            assert by == before.terms.decider or by in before.owners
            assert self.decision.chosen == (None if chosen == "nothing" else int(chosen))

    @rule()
    def lapse(self) -> None:
        stalled = self.decision.state is State.STALLED
        self.follow(lambda: course.lapse(self.decision, self.now))
        assert not stalled or self.decision.state is State.NO_DECISION

    def count(self) -> Result:
        ballots = [seat.ballot.answer for seat in self.seats.values() if seat.ballot]
        return count(Counter(filter(None, ballots)), self.decision.terms)

    @invariant()
    def what_has_ended_never_changes(self) -> None:
        if self.ended is not None:
            assert self.decision == self.ended
        elif self.decision.state.is_final:
            self.ended = self.decision

    @invariant()
    def answered_is_the_number_of_ballots_that_count(self) -> None:
        assert self.decision.answered == sum(seat.has_answered for seat in self.seats.values())
        assert self.decision.answered <= self.decision.seats

    @invariant()
    def the_result_is_what_the_ballots_say(self) -> None:
        if self.decision.result is not None:
            assert self.decision.result == self.count()
            if self.decision.terms.decider is None:
                assert (self.decision.state is State.DECIDED) == (len(self.decision.result.leaders) == 1)
            elif self.decision.state is not State.CANCELLED:
                assert (self.decision.state is State.AWAITING) == (self.decision.outcome is None)

    @invariant()
    def nobody_owns_it_twice(self) -> None:
        assert len(set(self.decision.owners)) == len(self.decision.owners)

    @invariant()
    def every_ballot_names_options_that_are_there(self) -> None:
        numbers = {option.number for option in self.decision.terms.options}
        for seat in self.seats.values():
            if seat.ballot and seat.ballot.answer is not None:
                assert {mark.option for mark in seat.ballot.answer} <= numbers
                assert len(seat.ballot.answer) >= self.decision.terms.fewest

    @invariant()
    def options_keep_their_numbers_and_bounds_hold(self) -> None:
        terms = self.decision.terms
        assert terms.options == options(*(option.text for option in terms.options))
        assert 1 <= terms.fewest <= terms.most <= len(terms.options)

    @invariant()
    def versions_count_up(self) -> None:
        assert self.versions == list(range(1, len(self.versions) + 1))

    @invariant()
    def an_end_has_its_time(self) -> None:
        closed = self.decision.state.is_final or self.decision.state in (State.COUNTING, State.AWAITING)
        assert (self.decision.closed_at is not None) == closed


TestLife = Life.TestCase
TestLife.settings = settings(stateful_step_count=30)
