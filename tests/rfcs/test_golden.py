"""What people see of RFCs in each state, as JSON that is kept; and that Slack takes it, however long."""

import re
from pathlib import Path

import pytest

from handlers.rfcs.views.pages import length_of
from tests import golden
from tests.decisions.making import marked
from tests.rfcs import longest, longest_review, seen, seen_review

FOLDER = Path(__file__).parent / "golden"
SEEN = {**seen.SEEN, **seen_review.SEEN}
WORST = {
    **longest.WORST,
    **{f"review-{name}": look for name, look in longest_review.WORST.items()},
}


@pytest.mark.parametrize("name", SEEN)
def test_golden_views_and_messages_are_as_they_were(name: str) -> None:
    golden.compare(FOLDER, name, SEEN[name]())


def test_golden_files_are_all_of_something_that_is_shown() -> None:
    golden.compare_names(FOLDER, SEEN)


@pytest.mark.parametrize("name", WORST)
def test_slack_takes_the_longest_of_everything_and_nothing_is_cut_in_half(name: str) -> None:
    shown = golden.as_json(WORST[name]())
    golden.check(name, shown)
    if "type" not in shown:
        assert length_of(shown["blocks"]) < 13_000
    for text in marked(shown):
        assert "&" not in re.sub(r"&(amp|lt|gt);", "", text), text[-50:]
        assert text.count("<") == text.count(">"), text[-50:]
