"""What newcomers are told, as JSON that is kept; and Home page by page."""

from pathlib import Path

from handlers.blocks import section
from handlers.replies import Message
from handlers.welcome.views import MOST_BLOCKS, as_page, installed, welcome
from tests import golden
from tests.golden import Look, Looks

FOLDER = Path(__file__).parent / "golden"
LONG = [section(str(number)) for number in range(250)]

SEEN: dict[str, Look] = {
    "welcome": lambda: Message("Home", welcome()),
    "installed": installed,
}


@golden.in_families(SEEN)
def test_golden_views_and_messages_are_as_they_were(looks: Looks) -> None:
    golden.compare(FOLDER, looks)


def test_golden_files_are_all_of_something_that_is_shown() -> None:
    golden.compare_names(FOLDER, SEEN)


def test_a_home_that_fits_is_shown_whole() -> None:
    assert as_page(LONG[:MOST_BLOCKS], 0) == LONG[:MOST_BLOCKS]


def test_a_long_home_is_shown_page_by_page_and_nothing_is_left_out() -> None:
    pages = [as_page(LONG, number) for number in range(3)]
    assert all(len(page) <= MOST_BLOCKS for page in pages)
    assert [block for page in pages for block in page[:-1]] == LONG
    assert [[one["text"]["text"] for one in page[-1]["elements"]] for page in pages] == [
        ["Show more"],
        ["Back to the top", "Show more"],
        ["Back to the top"],
    ]


def test_a_page_that_is_no_more_is_the_last_one() -> None:
    assert as_page(LONG, 7) == as_page(LONG, 2)
