"""What people see of RFCs in each state, as JSON that is kept; and that Slack takes it, however long."""

from pathlib import Path

from handlers.rfcs.views.pages import length_of
from tests import golden
from tests.golden import Looks
from tests.rfcs import longest, longest_review, seen, seen_review

FOLDER = Path(__file__).parent / "golden"
SEEN = {**seen.SEEN, **seen_review.SEEN}
WORST = {
    **longest.WORST,
    **{f"review-{name}": look for name, look in longest_review.WORST.items()},
}


@golden.in_families(SEEN)
def test_golden_views_and_messages_are_as_they_were(looks: Looks) -> None:
    golden.compare(FOLDER, looks)


def test_golden_files_are_all_of_something_that_is_shown() -> None:
    golden.compare_names(FOLDER, SEEN)


@golden.in_families(WORST)
def test_slack_takes_the_longest_of_everything_and_nothing_is_cut_in_half(looks: Looks) -> None:
    drawn = golden.check_longest(looks)
    lengths = {name: length_of(each["blocks"]) for name, each in drawn.items() if "type" not in each}
    assert all(length < 13_000 for length in lengths.values()), lengths
