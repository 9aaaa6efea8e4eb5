"""What people see, as JSON that is kept beside the tests: compared, or written anew by `make golden`."""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from handlers.replies import Message, View
from sandbox.limits import check_home, check_message, check_update, check_view

IS_WRITING = os.environ.get("GOLDEN") == "write"

Look = Callable[[], Message | View]


def as_json(seen: Message | View) -> Mapping[str, Any]:
    return {"text": seen.text, "blocks": list(seen.blocks)} if isinstance(seen, Message) else seen


def check(name: str, shown: Mapping[str, Any]) -> None:
    """Raises SlackError where Slack would not take it."""
    if name.startswith("card"):
        check_update(shown)
    elif "type" not in shown:
        check_message(shown)
    elif shown["type"] == "home":
        check_home(shown)
    else:
        check_view(shown)


def compare(folder: Path, name: str, seen: Message | View) -> None:
    """Slack takes it, and it is as it was; or it is written down."""
    shown = as_json(seen)
    check(name, shown)
    file = folder / f"{name}.json"
    written = json.dumps(shown, indent=1, ensure_ascii=False) + "\n"
    if IS_WRITING:
        file.write_text(written)
    assert file.read_text() == written


def compare_names(folder: Path, names: Mapping[str, Look]) -> None:
    """There is no file of something that is not shown; or such files are removed."""
    kept = {file.stem for file in folder.glob("*.json")}
    if IS_WRITING:
        for name in kept - names.keys():
            (folder / f"{name}.json").unlink()
    else:
        assert kept == names.keys()
