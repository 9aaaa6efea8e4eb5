"""What people see of records, as JSON that is kept; and that Slack takes it, however long."""

from pathlib import Path

from tests import golden
from tests.golden import Looks
from tests.records.seen import SEEN, WORST

FOLDER = Path(__file__).parent / "golden"


@golden.in_families(SEEN)
def test_golden_views_and_messages_are_as_they_were(looks: Looks) -> None:
    golden.compare(FOLDER, looks)


def test_golden_files_are_all_of_something_that_is_shown() -> None:
    golden.compare_names(FOLDER, SEEN)


@golden.in_families(WORST)
def test_slack_takes_the_longest_of_everything_and_nothing_is_cut_in_half(looks: Looks) -> None:
    golden.check_longest(looks)
