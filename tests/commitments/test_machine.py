"""A commitment's life, whatever people and the clock do in whatever order: what always holds."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from rituals.commitments import amending, course, deciding, ledger, owning, pledging, seeing, stating
from rituals.commitments.amending import Wording, texts_of
from rituals.commitments.model import Commitment, Positions, Result, State, Step, Verdict
from rituals.commitments.stating import Click, Seat, Stating
from rituals.ids import Person
from rituals.owing import Decider
from rituals.positions import Pledge, Position
from rituals.refusal import Refusal
from tests.commitments.going import BERLIN
from tests.commitments.making import ANN, BEN, CHEN, COMMITMENT, DANA, MONDAY, TERMS

ELECTORATE = (ANN, BEN, CHEN)
EVERYBODY = (*ELECTORATE, DANA)
SHOWN = State.REVEALED, State.WORKING
CLOSED = State.ESCALATED, State.CONFIRMING, State.DECIDED, State.DROPPED
TAKING = (State.OPEN, *SHOWN)
people = st.sampled_from(EVERYBODY)
managers = st.sampled_from([ANN, ANN, ANN, *EVERYBODY])  # Most acts are the owner's, who mostly is Ann.
stances = st.sampled_from(["agree", "reservations", "disagree", "disagree", "block", "block", "abstain"])
pledges = st.sampled_from([*Pledge, Pledge.NO])


class Life(RuleBasedStateMachine):
    """Keeps positions beside the commitment as storage does, and remembers what must never change."""

    now: datetime
    commitment: Commitment

    @initialize(decider=people, review=st.booleans(), stances=st.lists(stances, max_size=3))
    def open(self, decider: Person, review: bool, stances: list[str]) -> None:
        review_on = date(2027, 1, 4) if review else None
        self.commitment = replace(
            COMMITMENT, terms=replace(TERMS, decider=decider, review_on=review_on), seats=len(ELECTORATE)
        )
        self.seats = {person: Seat(person in ELECTORATE) for person in EVERYBODY}
        self.now, self.clicks, self.words = MONDAY, 0, 0
        self.was_shown = self.was_closed = False
        self.deciders: set[Person] = set()  # Whose positions were to stay hidden after the reveal.
        self.known: set[Person] = set()  # Who came to decide once theirs was shown.
        self.shown: set[Person] = set()
        self.ended: tuple[Commitment, Positions] | None = None
        self.fixed: Positions | None = None
        self.result: Result | None = None
        for person, stance in zip(ELECTORATE, stances, strict=False):
            self.take(person, stance, 30, late=False)

    @property
    def positions(self) -> Positions:
        return {person: seat.standing for person, seat in self.seats.items() if seat.standing}

    def follow(self, act: Callable[[], Commitment]) -> None:
        try:
            self.commitment = act()
        except Refusal:
            return

    def arrive(self, person: Person, act: Callable[[Seat, Click], Position], late: bool = False) -> None:
        self.clicks += 0 if late else 1
        before, click = self.seats[person], Click(self.now, self.now.date(), f"{self.clicks:06}")
        try:
            position = act(before, click)
        except Refusal:
            return
        self.seats[person] = after = replace(before, position=position)
        answered = self.commitment.answered + after.has_answered - before.has_answered
        self.commitment = replace(self.commitment, answered=answered)
        self.commitment = course.reach_everyone(self.commitment, self.positions, self.now, BERLIN)
        self.commitment = course.reach_pledges(self.commitment, self.positions, self.now)

    @precondition(lambda self: self.commitment.state in TAKING)
    @rule(person=people, stance=stances, days=st.integers(0, 400), late=st.booleans())
    def take(self, person: Person, stance: str, days: int, late: bool) -> None:
        self.words += 1
        reason, aims, signal, condition = (f"words {self.words}, part {part}" for part in range(4))
        typed = Stating(stance, reason, aims, signal, self.now.date() + timedelta(days), condition)
        self.arrive(person, lambda seat, click: stating.take(self.commitment, seat, typed, click), late)

    @precondition(lambda self: self.commitment.state in TAKING)
    @rule(person=people, keeps=st.booleans())
    def think_again(self, person: Person, keeps: bool) -> None:
        act = stating.keep if keeps else stating.withdraw
        self.arrive(person, lambda seat, click: act(self.commitment, seat, click))

    @precondition(lambda self: self.commitment.state is State.CONFIRMING)
    @rule(person=people, word=pledges)
    def pledge(self, person: Person, word: Pledge) -> None:
        self.arrive(person, lambda seat, click: pledging.pledge(self.commitment, seat, word, click))

    @precondition(lambda self: self.commitment.state is State.CONFIRMING)
    @rule(word=pledges)
    def pledge_all(self, word: Pledge) -> None:
        for person in EVERYBODY:
            self.pledge(person, word)

    @precondition(lambda self: self.commitment.state in (State.OPEN, State.STALLED))
    @rule(person=people)
    def leave(self, person: Person) -> None:
        seat = self.seats[person]
        if seat.asked and not seat.has_answered:
            self.seats[person] = replace(seat, asked=False)
            self.commitment = replace(self.commitment, seats=self.commitment.seats - 1)
            self.commitment = course.reach_everyone(self.commitment, self.positions, self.now, BERLIN)

    @precondition(lambda self: self.commitment.state in TAKING)
    @rule(by=managers)
    def add(self, by: Person) -> None:
        newcomers = [] if self.seats[DANA].asked else [DANA]
        before = self.commitment
        self.follow(lambda: course.add_people(before, by, len(newcomers), self.now))
        if self.commitment is not before:
            self.seats[DANA] = replace(self.seats[DANA], asked=True)

    @rule(hours=st.sampled_from([1, 8, 60, 120]))
    def pass_time(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self.commitment = course.reach_deadline(self.commitment, self.positions, self.now, BERLIN)
        self.commitment = course.reach_phase_end(self.commitment, self.positions, self.now, BERLIN)

    @precondition(lambda self: self.commitment.state in (*TAKING, State.STALLED))
    @rule(by=managers)
    def close(self, by: Person) -> None:
        self.follow(lambda: course.close(self.commitment, by, self.positions, self.now, BERLIN))

    @precondition(lambda self: self.commitment.state is State.REVEALED)
    @rule(by=managers, hours=st.integers(0, 90))
    def begin_work(self, by: Person, hours: int) -> None:
        ends = self.now + timedelta(hours=hours)
        self.follow(lambda: course.begin_work(self.commitment, by, ends, self.now))

    @precondition(lambda self: self.commitment.state is State.WORKING)
    @rule(by=managers, step=st.sampled_from(Step), note=st.sampled_from(["", "Uptime."]))
    def go_on(self, by: Person, step: Step, note: str) -> None:
        self.follow(lambda: course.go_on(self.commitment, by, step, note))

    @precondition(lambda self: self.commitment.state is State.ESCALATED)
    @rule(by=st.none() | people, verdict=st.sampled_from(["", *Verdict, Verdict.CARRY]))
    def decide(self, by: Person | None, verdict: str) -> None:
        before = self.commitment
        by = by or before.terms.decider

        def decide() -> Commitment:
            deciding.check_may_rule(before, by, Decider("Dana"))
            writing = deciding.Writing(verdict, "We can.", "In May")
            return course.rule(
                before, deciding.check_ruling(before, by, writing, self.now), self.positions, BERLIN
            )

        self.follow(decide)
        if self.commitment is not before:
            assert by == before.terms.decider
            assert (self.commitment.state is State.DROPPED) == (verdict == Verdict.DROP)

    @rule(by=managers, reason=st.sampled_from(["", "", "", "", "Solved."]))
    def cancel(self, by: Person, reason: str) -> None:
        self.follow(lambda: course.cancel(self.commitment, by, by == BEN, reason, self.now))

    @precondition(lambda self: self.commitment.state in (State.OPEN, State.STALLED, State.WORKING))
    @rule(by=managers, hours=st.integers(0, 60), reason=st.sampled_from(["", "Ben is ill."]))
    def extend(self, by: Person, hours: int, reason: str) -> None:
        before, closes_at = self.commitment.ends_at, self.now + timedelta(hours=hours)
        self.follow(lambda: course.extend(self.commitment, by, closes_at, reason, self.now))
        assert reason or self.commitment.ends_at <= before

    @rule(by=managers, proposal=st.sampled_from(["Move it", "Keep it", ""]))
    def amend(self, by: Person, proposal: str) -> None:
        before = self.commitment
        texts = replace(texts_of(before.terms), proposal=proposal)
        self.follow(lambda: amending.amend(before, by, Wording(texts), self.now))
        assert self.commitment is before or self.commitment.version == before.version + 1

    @precondition(lambda self: self.commitment.state in (*SHOWN, State.ESCALATED, State.CONFIRMING))
    @rule(by=managers, to=people, fits=st.booleans())
    def name_decider(self, by: Person, to: Person, fits: bool) -> None:
        self.follow(lambda: deciding.name_decider(self.commitment, by, to, fits, self.positions))

    @rule(
        by=managers, to=people, fine=st.booleans(), act=st.sampled_from(["hand over", "share", "take over"])
    )
    def change_owners(self, by: Person, to: Person, fine: bool, act: str) -> None:
        acts: Mapping[str, Callable[[], Commitment]] = {
            "hand over": lambda: owning.hand_over(self.commitment, by, to, fine, self.positions),
            "share": lambda: owning.share(self.commitment, by, (to,), blind=not fine),
            "take over": lambda: owning.take_over(self.commitment, to, fine, fine, self.positions),
        }
        self.follow(acts[act])

    @precondition(lambda self: not self.commitment.state.is_final)
    @rule(here=st.sets(people))
    def lose_owner(self, here: set[Person]) -> None:
        here = here - {self.commitment.owner}
        self.commitment = owning.inherit(self.commitment, here, self.positions)

    @precondition(lambda self: self.commitment.state is State.ESCALATED)
    @rule(times=st.integers(1, 4))
    def ask(self, times: int) -> None:
        self.commitment = deciding.ask(self.commitment, times)

    @precondition(lambda self: self.commitment.state is State.STALLED)
    @rule()
    def lapse(self) -> None:
        self.commitment = course.lapse(self.commitment, self.now)
        assert self.commitment.state is State.NO_DECISION

    @invariant()
    def once_final_nothing_changes(self) -> None:
        if self.ended is not None:
            assert (self.commitment, self.positions) == self.ended
        elif self.commitment.state.is_final:
            self.ended = self.commitment, self.positions

    @invariant()
    def a_result_never_changes_and_is_what_the_positions_say(self) -> None:
        if self.result is not None:
            assert self.commitment.result == self.result
        self.result = self.commitment.result
        assert (self.result is not None) == (self.commitment.state is State.DECIDED)
        if self.result is not None:
            assert self.result == self.recount()

    def recount(self) -> Result:
        taken = Counter(position.stance for position in self.positions.values())
        dissent = [one for one in self.positions.values() if one.stance in ("disagree", "block")]
        yes = sum(1 for one in dissent if one.pledge in ("yes", "on_record"))
        return Result(taken["agree"], taken["reservations"], yes, len(dissent) - yes, taken["abstain"])

    @invariant()
    def nothing_is_decided_while_a_block_is_unruled(self) -> None:
        blocked = any(position.stance == "block" for position in self.positions.values())
        if self.commitment.state in (State.CONFIRMING, State.DECIDED) and blocked:
            ruling = self.commitment.ruling
            assert ruling is not None
            assert ruling.verdict is not Verdict.DROP
        if self.commitment.state is State.ESCALATED:
            assert blocked
            assert self.commitment.ruling is None

    @invariant()
    def hidden_positions_are_shown_to_nobody(self) -> None:
        commitment = self.commitment
        self.was_closed |= commitment.state in CLOSED or (
            commitment.state is State.NO_DECISION and self.was_shown
        )
        self.was_shown |= commitment.state in SHOWN or self.was_closed
        if commitment.state in SHOWN:
            decider = commitment.terms.decider
            (self.known if decider in self.shown | self.known else self.deciders).add(decider)
        shown = seeing.shown(commitment, self.positions)
        pledges = {one.pledge for one in shown.values()} - {None}
        assert not pledges or (commitment.state is State.DECIDED and Pledge.NO not in pledges)
        if not self.was_shown:
            assert not shown
        elif not self.was_closed:
            assert set(shown) == set(self.positions) - (self.deciders - self.known)
        else:
            assert set(shown) == set(self.positions)
        self.shown = set(shown) - self.deciders

    @invariant()
    def positions_are_fixed_at_the_close(self) -> None:
        if self.commitment.closed_at is None:
            assert self.commitment.state not in (State.ESCALATED, State.CONFIRMING, State.DECIDED)
            return
        words = {person: replace(one, pledge=None, action_ts="") for person, one in self.positions.items()}
        self.fixed = self.fixed or words
        assert words == self.fixed

    @invariant()
    def every_prediction_of_those_who_disagreed_is_kept_word_for_word(self) -> None:
        forecasts = ledger.foresee(self.commitment, self.positions)
        if self.commitment.state is not State.DECIDED:
            assert forecasts == ()
            return
        dissent = [
            (person, one) for person, one in self.positions.items() if one.stance in ("disagree", "block")
        ]
        foreseen = [(one.prediction.signal, one.prediction.due_on) for _, one in dissent if one.prediction]
        assert [one.person for one in forecasts] == [person for person, _ in dissent]
        assert [(one.signal, one.due_on) for one in forecasts] == foreseen
        assert all(one.reason and one.aims and one.prediction for _, one in dissent)

    @invariant()
    def a_no_and_silence_come_to_the_same_at_any_time(self) -> None:
        silent = {
            person: replace(one, pledge=None) if one.pledge is Pledge.NO else one
            for person, one in self.positions.items()
        }
        for moment in (self.now, self.now + timedelta(days=10)):
            told = course.reach_phase_end(self.commitment, self.positions, moment, BERLIN)
            assert told == course.reach_phase_end(self.commitment, silent, moment, BERLIN)
            assert told == course.reach_pledges(told, silent, moment)

    @invariant()
    def answered_is_the_number_of_positions(self) -> None:
        assert self.commitment.answered == len(self.positions)
        assert self.commitment.answered <= self.commitment.seats
        assert self.commitment.seats == sum(seat.asked for seat in self.seats.values())

    @invariant()
    def moments_come_in_their_order_and_phases_have_an_end(self) -> None:
        commitment = self.commitment
        known = [commitment.revealed_at, commitment.closed_at, commitment.ended_at]
        passed = [moment for moment in known if moment is not None]
        assert passed == sorted(passed)
        assert (commitment.ended_at is not None) == commitment.state.is_final
        assert (commitment.revealed_at is not None) == self.was_shown
        assert (commitment.closed_at is not None) == self.was_closed
        if commitment.state in (*SHOWN, State.CONFIRMING):
            assert commitment.phase_ends is not None
        if commitment.state is State.WORKING:
            assert commitment.step is not None

    @invariant()
    def nobody_owns_it_twice_and_no_position_is_on_a_text_that_was_changed_freely(self) -> None:
        assert len(set(self.commitment.owners)) == len(self.commitment.owners)
        assert 1 <= self.commitment.earliest <= self.commitment.version
        for position in self.positions.values():
            assert self.commitment.earliest <= position.version <= self.commitment.version

    def teardown(self) -> None:
        """Whatever is under way comes to an end by the clock alone, but for a ruling that is owed."""
        if not hasattr(self, "commitment"):
            return
        for _ in range(4):
            self.pass_time(24 * 30)
        ends = (State.STALLED, State.ESCALATED)
        assert self.commitment.state in ends or self.commitment.state.is_final


TestLife = Life.TestCase
TestLife.settings = settings(stateful_step_count=35)
