"""What people see of commitments in each state, as JSON that is kept; and that Slack takes it, however long."""

from pathlib import Path

from tests import golden
from tests.commitments.longest import PEOPLE, SHOWN, pages_of
from tests.commitments.longest import WORST as WORST_BEFORE
from tests.commitments.seen import SEEN as SEEN_BEFORE
from tests.commitments.seen_after import SEEN_AFTER, WORST_AFTER
from tests.golden import Looks

SEEN = {**SEEN_BEFORE, **SEEN_AFTER}
WORST = {**WORST_BEFORE, **WORST_AFTER}

FOLDER = Path(__file__).parent / "golden"


@golden.in_families(SEEN)
def test_golden_views_and_messages_are_as_they_were(looks: Looks) -> None:
    golden.compare(FOLDER, looks)


def test_golden_files_are_all_of_something_that_is_shown() -> None:
    golden.compare_names(FOLDER, SEEN)


@golden.in_families(WORST)
def test_slack_takes_the_longest_of_everything_and_nothing_is_cut_in_half(looks: Looks) -> None:
    golden.check_longest(looks)


def test_the_details_tell_of_everybody_page_by_page() -> None:
    everybody = PEOPLE[:60]
    pages = pages_of(SHOWN, everybody)
    assert len(pages) > 1
    for page in pages:
        golden.check("details", page)
    told = str(pages)
    assert [person for person in everybody if f"<@{person}>" not in told] == []
