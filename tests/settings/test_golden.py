"""The forms of the settings, as JSON that is kept."""

from datetime import date
from pathlib import Path

from handlers.help import help_message
from handlers.settings import views
from rituals.settings.model import OfChannel, OfPerson, OfWorkspace
from tests import golden
from tests.golden import Look, Looks

FOLDER = Path(__file__).parent / "golden"
USUAL = OfWorkspace()
AWAY = OfPerson("Europe/Paris", None, date(2026, 12, 1), frozenset({"action"}))

SEEN: dict[str, Look] = {
    "person": lambda: views.person_modal(OfPerson(), USUAL, "CPLATFORM", admin=False),
    "person-away-as-admin": lambda: views.person_modal(AWAY, USUAL, "", admin=True),
    "channel": lambda: views.channel_modal("CPLATFORM", OfChannel()),
    "channel-without-hints": lambda: views.channel_modal("CPLATFORM", OfChannel(hints=frozenset())),
    "channel-with-digest": lambda: views.channel_modal("CPLATFORM", OfChannel(), digest=True),
    "workspace": lambda: views.workspace_modal(USUAL),
    "workspace-with-digests": lambda: views.workspace_modal(USUAL, ["CGENERAL", "CPLATFORM"]),
    "unknown-word": lambda: views.did_you_mean("<dance>", ["help", "settings", "decide"]),
    "help": help_message,
}


@golden.in_families(SEEN)
def test_golden_views_and_messages_are_as_they_were(looks: Looks) -> None:
    golden.compare(FOLDER, looks)


def test_golden_files_are_all_of_something_that_is_shown() -> None:
    golden.compare_names(FOLDER, SEEN)
