"""What people see of wins, as JSON that is kept; and that Slack takes it, however long."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from handlers.replies import View
from handlers.wins import views
from rituals.ids import Channel, WinId
from rituals.wins.form import Form
from rituals.wins.model import LONGEST_TEXT, Win, quarter_of
from tests import golden
from tests.golden import Look, Looks
from tests.wins.making import ANN, BEN, HERE, WIN

FOLDER = Path(__file__).parent / "golden"
TODAY = date(2027, 1, 4)

GIVEN = replace(WIN, id=WinId("win2"), text="Thank you, @ann, for <!channel> & the review", added_by=BEN)
SHARED = replace(WIN, id=WinId("win3"), shared=(HERE, Channel("CGENERAL")))
Q4 = quarter_of(WIN.day)


def many(number: int, like: Win = WIN) -> list[Win]:
    return [replace(like, id=WinId(f"win{n}")) for n in range(number)]


def as_home(latest: Sequence[Win]) -> View:
    return {"type": "home", "blocks": views.home(latest)}


SEEN: dict[str, Look] = {
    "card": lambda: views.card(WIN),
    "card-given": lambda: views.card(GIVEN),
    "card-taken-back": views.taken_back,
    "kept": lambda: views.kept(WIN),
    "message-given": lambda: views.given(GIVEN),
    "message-unshared": lambda: views.unshared(WIN, HERE),
    "message-quarter": lambda: views.of_quarter([WIN, GIVEN], Q4),
    "message-quarter-of-many": lambda: views.of_quarter(many(views.MOST_TOLD + 2), Q4),
    "deleted": views.deleted,
    "did-you-mean": lambda: views.did_you_mean("halp", "help"),
    "help": views.help_message,
    "home": lambda: as_home([WIN, GIVEN, SHARED]),
    "home-empty": lambda: as_home([]),
    "form": lambda: views.form_modal("win1", Form()),
    "form-for-somebody": lambda: views.form_modal("win1", Form(GIVEN.text, BEN)),
    "modal-kept": lambda: views.kept_modal(WIN),
    "modal-given": lambda: views.kept_modal(GIVEN),
    "modal-share": lambda: views.share_modal(WIN, "win1 card1", ""),
    "modal-share-given": lambda: views.share_modal(GIVEN, "win2 card1", HERE),
    "modal-shared": lambda: views.shared_modal(HERE),
    "modal-deleted": views.deleted_modal,
    "list": lambda: views.list_modal([WIN, GIVEN, SHARED], 0, TODAY),
    "list-empty": lambda: views.list_modal([], 0, TODAY),
    "list-in-the-middle": lambda: views.list_modal(many(views.MOST_LISTED + 1), views.MOST_LISTED, TODAY),
}

LONGEST = replace(GIVEN, text="&" * LONGEST_TEXT, shared=tuple(Channel(f"C{n:010}") for n in range(20)))

WORST: dict[str, Look] = {
    "card": lambda: views.card(LONGEST),
    "kept": lambda: views.kept(LONGEST),
    "given": lambda: views.given(LONGEST),
    "unshared": lambda: views.unshared(LONGEST, HERE),
    "quarter": lambda: views.of_quarter(many(views.MOST_TOLD + 1, LONGEST), Q4),
    "home": lambda: as_home(many(views.MOST_ON_HOME, LONGEST)),
    "form": lambda: views.form_modal("win1", Form(LONGEST.text, ANN)),
    "modal-given": lambda: views.kept_modal(LONGEST),
    "modal-share": lambda: views.share_modal(LONGEST, "win1 card1", HERE),
    "list": lambda: views.list_modal(many(views.MOST_LISTED + 1, LONGEST), views.MOST_LISTED, TODAY),
}


@golden.in_families(SEEN)
def test_golden_views_and_messages_are_as_they_were(looks: Looks) -> None:
    golden.compare(FOLDER, looks)


def test_golden_files_are_all_of_something_that_is_shown() -> None:
    golden.compare_names(FOLDER, SEEN)


@golden.in_families(WORST)
def test_slack_takes_the_longest_of_everything_and_nothing_is_cut_in_half(looks: Looks) -> None:
    golden.check_longest(looks)
