"""What people see of decisions in each state, as JSON that is kept; and that Slack takes it, however long.

`make golden` writes the files anew.
"""

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from handlers.replies import Message, View
from sandbox.limits import check_home, check_message, check_update, check_view
from tests.decisions.longest import WORST as WORST_OTHERWISE
from tests.decisions.longest_results import WORST_RESULTS
from tests.decisions.making import marked
from tests.decisions.seen import SEEN as SEEN_OTHERWISE
from tests.decisions.seen_ballots import BALLOTS
from tests.decisions.seen_outcome import SEEN_OUTCOME
from tests.decisions.seen_results import SEEN_RESULTS

SEEN = {**SEEN_OTHERWISE, **BALLOTS, **SEEN_RESULTS, **SEEN_OUTCOME}
WORST = WORST_OTHERWISE | WORST_RESULTS
FOLDER = Path(__file__).parent / "golden"
IS_WRITING = os.environ.get("GOLDEN") == "write"


def as_json(seen: Message | View) -> Mapping[str, Any]:
    return {"text": seen.text, "blocks": list(seen.blocks)} if isinstance(seen, Message) else seen


def check(name: str, seen: Mapping[str, Any]) -> None:
    """Raises SlackError where Slack would not take it."""
    if name.startswith("card"):
        check_update(seen)
    elif "type" not in seen:
        check_message(seen)
    elif seen["type"] == "home":
        check_home(seen)
    else:
        check_view(seen)


@pytest.mark.parametrize("name", SEEN)
def test_golden_views_and_messages_are_as_they_were(name: str) -> None:
    shown = as_json(SEEN[name]())
    check(name, shown)
    file = FOLDER / f"{name}.json"
    written = json.dumps(shown, indent=1, ensure_ascii=False) + "\n"
    if IS_WRITING:
        file.write_text(written)
    assert file.read_text() == written


def test_golden_files_are_all_of_something_that_is_shown() -> None:
    kept = {file.stem for file in FOLDER.glob("*.json")}
    if IS_WRITING:
        for name in kept - SEEN.keys():
            (FOLDER / f"{name}.json").unlink()
    else:
        assert kept == SEEN.keys()


@pytest.mark.parametrize("name", WORST)
def test_slack_takes_the_longest_of_everything(name: str) -> None:
    check(name, as_json(WORST[name]()))


@pytest.mark.parametrize("name", WORST)
def test_no_entity_and_no_token_is_cut_in_half(name: str) -> None:
    for text in marked(as_json(WORST[name]())):
        assert "&" not in re.sub(r"&(amp|lt|gt);", "", text), text[-50:]
        assert text.count("<") == text.count(">"), text[-50:]
