"""What people see of decisions in each state, as JSON that is kept; and that Slack takes it, however long."""

from pathlib import Path

from tests import golden
from tests.decisions.longest import WORST as WORST_OTHERWISE
from tests.decisions.longest_results import WORST_RESULTS
from tests.decisions.seen import SEEN as SEEN_OTHERWISE
from tests.decisions.seen_ballots import BALLOTS
from tests.decisions.seen_outcome import SEEN_OUTCOME
from tests.decisions.seen_results import SEEN_RESULTS
from tests.golden import Looks

SEEN = {**SEEN_OTHERWISE, **BALLOTS, **SEEN_RESULTS, **SEEN_OUTCOME}
WORST = WORST_OTHERWISE | WORST_RESULTS
FOLDER = Path(__file__).parent / "golden"


@golden.in_families(SEEN)
def test_golden_views_and_messages_are_as_they_were(looks: Looks) -> None:
    golden.compare(FOLDER, looks)


def test_golden_files_are_all_of_something_that_is_shown() -> None:
    golden.compare_names(FOLDER, SEEN)


@golden.in_families(WORST)
def test_slack_takes_the_longest_of_everything_and_nothing_is_cut_in_half(looks: Looks) -> None:
    golden.check_longest(looks)
