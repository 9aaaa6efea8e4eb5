"""Any sequence of acts keeps an RFC whole: what is accepted was agreed, and never changes again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from rituals.calendar import local_time
from rituals.ids import Person
from rituals.positions import Position
from rituals.refusal import Refusal
from rituals.rfcs import changing, concerns, course, owning, reviewing, versions
from rituals.rfcs.concerns import Answering, Instead, Raised, Raising, Ruling
from rituals.rfcs.course import Opening, open_review, reach_end, settle
from rituals.rfcs.model import APPROVING, Concern, Profile, Quote, Rfc, Stance, Standing, State
from rituals.rfcs.reviewing import Reviewer, Taking, reviewer_of
from rituals.rfcs.standing import Wait, review_of, waits_for
from rituals.rfcs.versions import Edited, Wording, has_begun
from tests.rfcs.making import ACCEPTED, ANN, BEN, BERLIN, CHEN, DANA, EMIL, MONDAY, RFC

FAYE, GITA = Person("UFAYE"), Person("UGITA")
people = st.sampled_from([ANN, BEN, CHEN, DANA, EMIL, FAYE, GITA])
stances = st.sampled_from([Stance.APPROVE, Stance.APPROVE, Stance.COMMENTS, Stance.HOLD, Stance.DECLINE])
words = st.sampled_from(["Because.", "Because.", "Because.", ""])
SUCCESSOR = replace(ACCEPTED, number=9, owner=FAYE)


def agreed(rfc: Rfc, positions: dict[Person, Position | None], raised: list[Concern]) -> bool:
    """Counted again from nothing, as the specification says it: whether it may be accepted at its end."""
    for concern in raised:
        if concern.standing != "resolved" and concern.blocks in (True, None):
            return False
    yes = rest = outstanding = 0
    for person, position in positions.items():
        if person in rfc.owners or (position and not position.withdrawn and position.stance == "decline"):
            continue
        rest += 1
        if position is None or position.withdrawn:
            outstanding += 1
        elif position.stance in ("approve", "comments"):
            fresh = position.version >= rfc.counts_from
            yes, outstanding = yes + fresh, outstanding + (not fresh)
        elif position.stance == "hold":
            return False
        else:  # A concern, which is resolved, as none is open.
            outstanding += 1
    if rfc.terms.profile == "lazy":
        return yes >= 2
    return yes > rest / 2 and yes >= 1 and outstanding < 3


class Life(RuleBasedStateMachine):
    """Keeps positions, concerns and the newest version beside the RFC as storage does, and settles after every act."""

    now: datetime
    rfc: Rfc

    @initialize(
        lazy=st.booleans(),
        reviewers=st.sets(st.sampled_from([BEN, CHEN, DANA, EMIL, FAYE]), min_size=1),
        decider=people,
        days=st.integers(1, 5),
    )
    def open(self, lazy: bool, reviewers: set[Person], decider: Person, days: int) -> None:
        profile = Profile.LAZY if lazy else Profile.FINAL_COMMENT
        terms = replace(RFC.terms, profile=profile, decider=decider, days=days)
        opening = Opening(RFC.team, RFC.draft, ANN, terms)
        self.now, self.clicks = MONDAY, 0
        self.rfc = replace(open_review(opening, MONDAY, BERLIN), number=7)
        self.positions: dict[Person, Position | None] = dict.fromkeys(sorted(reviewers))
        self.concerns: list[Concern] = []
        self.version = versions.first_version(self.rfc)
        self.ended: Rfc | None = None

    @property
    def today(self) -> date:
        return local_time(self.now, BERLIN.zone).date()

    def before(self, person: Person) -> Reviewer:
        return reviewer_of(self.positions, self.concerns, person)

    def try_to(self, act: Callable[[], None]) -> None:
        """Acts, and settles what follows; what is refused, or comes too late, changes nothing."""
        kept = self.rfc, dict(self.positions), list(self.concerns), self.version
        is_over = self.rfc.state.is_final or self.is_due()
        try:
            act()
        except Refusal:
            assert kept == (self.rfc, self.positions, self.concerns, self.version)
            return
        assert not is_over
        self.settle()

    def settle(self) -> None:
        review = review_of(self.rfc, self.positions, self.concerns)
        self.rfc = settle(self.rfc, review, self.now, BERLIN)

    def is_due(self) -> bool:
        ends = self.rfc.final_ends
        return self.rfc.state == "final" and not self.rfc.paused_at and ends is not None and self.now >= ends

    def follow(self, act: Callable[[], Rfc]) -> None:
        def keep() -> None:
            self.rfc = act()

        self.try_to(keep)

    @rule(person=people, stance=stances, text=words, hold=st.integers(0, 12), late=st.booleans())
    def take(self, person: Person, stance: Stance, text: str, hold: int, late: bool) -> None:
        self.clicks += 0 if late else 1
        until = self.today + timedelta(days=hold)
        taking = Taking(stance, text, until, action_ts=f"{self.clicks:06}")

        def act() -> None:
            before = self.before(person)
            self.positions[person] = reviewing.take(self.rfc, before, taking, self.now, self.today)
            assert before.named or self.rfc.terms.profile is Profile.LAZY

        self.try_to(act)

    @precondition(lambda self: self.rfc.state is State.REVIEW)
    @rule(all_resolve=st.booleans())
    def come_round(self, all_resolve: bool) -> None:
        """Who raised something may let go of it, and all reviewers approve: else it would seldom get any further."""
        for number in range(len(self.concerns) if all_resolve else 0):
            self.confirm(number, None, stands=False)
        for person in list(self.positions):
            self.take(person, Stance.APPROVE, "", 0, late=False)

    @rule(person=people)
    def take_back(self, person: Person) -> None:
        self.clicks += 1

        def act() -> None:
            at = f"{self.clicks:06}"
            self.positions[person] = reviewing.withdraw(self.rfc, self.before(person), at, self.now)

        self.try_to(act)

    def keep(self, number: int, raised: Raised) -> None:
        concern = replace(raised.concern, number=number + 1)
        self.concerns[number : number + 1] = [concern]
        if raised.position:
            self.positions[concern.raiser] = raised.position

    @rule(person=people, quoted=st.none() | people, text=words)
    def raise_concern(self, person: Person, quoted: Person | None, text: str) -> None:
        quote = Quote(quoted, "https://meridian.example/p1") if quoted else None

        def act() -> None:
            raising = Raising(text, "A benchmark.", quote)
            raised = concerns.raise_concern(self.rfc, self.before(person), raising, self.now)
            is_reviewer = person in self.positions and person not in self.rfc.owners
            assert raised.concern.blocks is (True if is_reviewer else None)
            self.keep(len(self.concerns), raised)

        self.try_to(act)

    def change(self, which: int, act: Callable[[Concern], Concern]) -> None:
        def keep() -> None:
            before = self.concerns[which % len(self.concerns)]
            self.concerns[which % len(self.concerns)] = after = act(before)
            if after.standing is Standing.RESOLVED and before.standing is not Standing.RESOLVED:
                by_raiser = after.resolved_by == before.raiser
                assert by_raiser or (after.resolved_by == self.rfc.terms.decider and after.reason)

        if self.concerns:
            self.try_to(keep)

    @rule(which=st.integers(0, 9), by=people, blocks=st.booleans(), text=words)
    def rule_on(self, which: int, by: Person, blocks: bool, text: str) -> None:
        self.change(which, lambda one: concerns.rule(self.rfc, one, by, Ruling(blocks, text), self.now))

    @precondition(lambda self: self.rfc.state is State.FINAL)
    @rule(person=st.sampled_from([FAYE, GITA]))
    def worry_at_the_end(self, person: Person) -> None:
        self.raise_concern(person, None, "It is slow.")

    @precondition(lambda self: any(one.blocks is None for one in self.concerns))
    @rule(blocks=st.booleans())
    def rule_as_its_author(self, blocks: bool) -> None:
        which = next(number for number, one in enumerate(self.concerns) if one.blocks is None)
        self.rule_on(which, self.rfc.owner, blocks, "Because.")

    @rule(which=st.integers(0, 9), by=people, text=words, version=st.none() | st.integers(1, 4))
    def answer(self, which: int, by: Person, text: str, version: int | None) -> None:
        answering = Answering(text, version)
        self.change(which, lambda one: concerns.answer(self.rfc, one, by, answering, self.now))

    @rule(which=st.integers(0, 9), by=st.none() | people, stands=st.booleans())
    def confirm(self, which: int, by: Person | None, stands: bool) -> None:
        act = concerns.stand_by if stands else concerns.resolve
        self.change(which, lambda one: act(self.rfc, one, by or one.raiser, self.now))

    @rule(which=st.integers(0, 9), by=people, reason=words, out_of_reach=st.booleans())
    def resolve_instead(self, which: int, by: Person, reason: str, out_of_reach: bool) -> None:
        instead = Instead(by, reason, out_of_reach)

        def act(one: Concern) -> Concern:
            resolved = concerns.resolve_instead(self.rfc, one, instead, self.now)
            assert (by, out_of_reach) == (self.rfc.terms.decider, True)
            return resolved

        self.change(which, act)

    @precondition(lambda self: self.concerns)
    @rule(which=st.integers(0, 9), person=people)
    def take_over_concern(self, which: int, person: Person) -> None:
        number = which % len(self.concerns)
        one = self.concerns[number]
        self.try_to(
            lambda: self.keep(number, concerns.take_over(self.rfc, one, self.before(person), self.now))
        )

    @rule(by=people, title=st.sampled_from(["One queue", "Two queues", ""]), editorial=st.booleans())
    def edit(self, by: Person, title: str, editorial: bool) -> None:
        begun = has_begun(self.positions, self.concerns)
        wording = Wording(replace(self.rfc.terms.text, title=title), "Another title.", editorial)
        self.keep_version(lambda: versions.edit(self.rfc, by, wording, begun, self.now))

    @precondition(lambda self: self.rfc.state is State.FINAL)
    @rule(title=st.sampled_from(["Three queues", "Four queues"]), editorial=st.booleans())
    def edit_as_its_author(self, title: str, editorial: bool) -> None:
        self.edit(self.rfc.owner, title, editorial)

    @rule(by=people, lazy=st.booleans(), days=st.integers(1, 5))
    def change_the_rule(self, by: Person, lazy: bool, days: int) -> None:
        profile = Profile.LAZY if lazy else Profile.FINAL_COMMENT

        def act() -> None:
            changing.check_rule(self.rfc, by, self.now)
            self.rfc = changing.set_rule(self.rfc, (profile, days), self.positions, self.now, BERLIN)
            review = review_of(self.rfc, self.positions, self.concerns)
            assert settle(self.rfc, review, self.now, BERLIN).state is not State.ACCEPTED

        self.try_to(act)

    @rule(by=people)
    def object_to(self, by: Person) -> None:
        self.keep_version(lambda: versions.object_to(self.rfc, self.version, self.before(by), self.now))

    def keep_version(self, act: Callable[[], Edited]) -> None:
        def keep() -> None:
            before, edited = self.rfc, act()
            self.rfc, self.version = edited.rfc, edited.version
            if self.version.editorial and self.version.number > before.version:
                self.rfc = course.give_time(self.rfc, self.now, BERLIN)

        self.try_to(keep)

    @rule(hours=st.integers(1, 80), clock=st.booleans())
    def pass_time(self, hours: int, clock: bool) -> None:
        """The clock may come late: what is due must then be refused by the rules themselves."""
        self.now += timedelta(hours=hours)
        if not clock:
            return
        self.rfc = reach_end(self.rfc, self.now)
        if self.rfc.state.is_under_review:
            for person, position in self.positions.items():
                if position:
                    self.positions[person] = reviewing.lapse(position, self.now, BERLIN.zone)
            self.settle()

    @precondition(lambda self: self.rfc.state is State.FINAL)
    @rule(clock=st.booleans())
    def come_to_the_end(self, clock: bool) -> None:
        assert self.rfc.final_ends is not None
        self.now = max(self.now, self.rfc.final_ends)
        self.pass_time(0, clock)

    @rule(by=people, reason=words)
    def postpone(self, by: Person, reason: str) -> None:
        self.follow(lambda: course.postpone(self.rfc, by, reason, self.now))

    @precondition(lambda self: self.rfc.state is State.POSTPONED)
    @rule()
    def take_up(self) -> None:
        self.follow(lambda: course.take_up(self.rfc, self.rfc.owner, self.now, BERLIN))

    @rule(by=people, ends=st.sampled_from([course.reject, course.withdraw]), rarely=st.integers(0, 9))
    def end(self, by: Person, ends: Callable[[Rfc, Person, str, datetime], Rfc], rarely: int) -> None:
        if rarely == 0:
            self.follow(lambda: ends(self.rfc, by, "Because.", self.now))

    @precondition(lambda self: self.rfc.state.is_final)
    @rule(by=people)
    def supersede(self, by: Person) -> None:
        before = self.rfc
        try:
            self.rfc = course.supersede(before, by, SUCCESSOR)
        except Refusal:
            return
        assert before.state is State.ACCEPTED
        assert by in (before.terms.decider, SUCCESSOR.owner)
        self.ended = self.rfc

    @rule(by=people, to=people, fits=st.booleans())
    def hand_over(self, by: Person, to: Person, fits: bool) -> None:
        self.follow(lambda: owning.hand_over(self.rfc, by, to, fits, self.now))

    @rule(by=people, co_owners=st.lists(people, max_size=2).map(tuple))
    def share(self, by: Person, co_owners: tuple[Person, ...]) -> None:
        self.follow(lambda: owning.share(self.rfc, by, co_owners, False, self.now))

    @rule(by=people, newcomer=people)
    def add(self, by: Person, newcomer: Person) -> None:
        def act() -> None:
            added = reviewing.add(self.rfc, by, [newcomer], self.positions, self.now)
            self.positions |= dict.fromkeys(added)

        self.try_to(act)

    @rule(gone=people)
    def leave(self, gone: Person) -> None:
        if self.rfc.state.is_under_review and not self.is_due():
            self.positions = dict(reviewing.without_gone(self.rfc, self.positions, [gone]))
            self.settle()

    @invariant()
    def what_has_ended_never_changes_but_that_another_takes_its_place(self) -> None:
        if self.ended is not None:
            assert self.rfc == self.ended
        elif self.rfc.state.is_final:
            self.ended = self.rfc

    @invariant()
    def a_recount_agrees_with_where_it_stands(self) -> None:
        if self.rfc.state is State.REVIEW:
            assert not agreed(self.rfc, self.positions, self.concerns)
        elif self.rfc.state in (State.FINAL, State.ACCEPTED) and self.rfc.paused_at is None:
            assert agreed(self.rfc, self.positions, self.concerns)
        elif self.rfc.paused_at is not None:
            unruled = [one for one in self.concerns if one.blocks is None]
            assert any(one.standing is not Standing.RESOLVED for one in unruled)
            ruled = [one for one in self.concerns if one.blocks is not None]
            assert agreed(self.rfc, self.positions, ruled)

    @invariant()
    def nothing_is_accepted_with_an_open_concern(self) -> None:
        if self.rfc.state in (State.ACCEPTED, State.SUPERSEDED):
            assert not any(concern.is_open for concern in self.concerns)

    @invariant()
    def a_stale_sign_off_never_counts_and_nobody_who_declined_or_writes_it_does(self) -> None:
        review = review_of(self.rfc, self.positions, self.concerns)
        for person in review.approved:
            position = self.positions[person]
            assert position is not None
            assert position.stance in APPROVING
            assert position.version >= self.rfc.counts_from
        counted = {*review.approved, *review.concerned, *review.outstanding}
        assert review.electorate == len(counted)
        assert not counted & {*review.declined, *self.rfc.owners}
        assert counted | {*review.declined} == {*self.positions} - {*self.rfc.owners}
        assert {*review.stale, *review.holding} <= {*review.outstanding}

    @invariant()
    def it_waits_for_its_end_where_it_is_in_final_comment_and_for_somebody_elsewhere(self) -> None:
        waits = waits_for(self.rfc, review_of(self.rfc, self.positions, self.concerns))
        only_time = self.rfc.state is State.FINAL and self.rfc.paused_at is None
        assert ([one.wait for one in waits] == [Wait.END]) == only_time
        assert bool(waits) != self.rfc.state.is_final

    @invariant()
    def versions_and_times_fit_together(self) -> None:
        rfc = self.rfc
        assert self.version.number == rfc.version
        assert self.version.text == rfc.terms.text
        assert 1 <= rfc.counts_from <= rfc.version
        assert (rfc.closed_at is not None) == rfc.state.is_final
        assert rfc.paused_at is None or rfc.state is State.FINAL
        assert rfc.final_ends is not None or rfc.state not in (State.FINAL, State.ACCEPTED)
        assert all(
            position is None or position.version <= rfc.version for position in self.positions.values()
        )


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=2 * settings().max_examples, stateful_step_count=40)
