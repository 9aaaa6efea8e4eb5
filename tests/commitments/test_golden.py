"""What people see of commitments in each state, as JSON that is kept; and that Slack takes it, however long."""

from pathlib import Path

import pytest

from tests import golden
from tests.commitments.seen import SEEN

FOLDER = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", SEEN)
def test_golden_views_and_messages_are_as_they_were(name: str) -> None:
    golden.compare(FOLDER, name, SEEN[name]())


def test_golden_files_are_all_of_something_that_is_shown() -> None:
    golden.compare_names(FOLDER, SEEN)
