"""What people see, as JSON that is kept beside the tests: compared, or written anew by `make golden`."""

import difflib
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from handlers.ended import in_its_place
from handlers.payloads import Posted
from handlers.replies import Block, Message, View
from sandbox.limits import check_home, check_message, check_update, check_view

IS_WRITING = os.environ.get("GOLDEN") == "write"

# Entities, tokens, and the sign of a quotation.
_WHOLE = re.compile(r"&(amp|lt|gt);|<[^<>\n]+>|^>", re.MULTILINE)

Look: TypeAlias = Callable[[], Message | View]
Looks: TypeAlias = Mapping[str, Look]


def once_over(message: Message, came_out: Block) -> Message:
    """The message after a button of its last block was used too late."""
    return in_its_place(Posted(message.text, tuple(message.blocks), message.blocks[-1]["block_id"]), came_out)


def in_families(looks: Looks) -> pytest.MarkDecorator:
    """A test for all whose names begin with the same word: “card”, “card-open”, “card while it is open”.

    There are thousands of them, and to begin and report a test takes longer than to look at one.
    """
    families: dict[str, dict[str, Look]] = {}
    for name, look in looks.items():
        families.setdefault(re.split(r"\W", name)[0], {})[name] = look
    return pytest.mark.parametrize("looks", families.values(), ids=list(families))


def compare(folder: Path, looks: Looks) -> None:
    """Slack takes each, and each is as it was; or they are written down."""
    changes: list[str] = []
    for name, look in looks.items():
        with _telling(name):
            shown = as_json(look())
            check(name, shown)
        file = folder / f"{name}.json"
        written = json.dumps(shown, indent=1, ensure_ascii=False) + "\n"
        if IS_WRITING:
            file.write_text(written)
        if (kept := file.read_text()) != written:
            lines, changed = kept.splitlines(), written.splitlines()
            changes += difflib.unified_diff(lines, changed, f"{name}, as it was", name, lineterm="")
    assert not changes, "\n".join(changes)


def compare_names(folder: Path, names: Looks) -> None:
    """There is no file of something that is not shown; or such files are removed."""
    kept = {file.stem for file in folder.glob("*.json")}
    if IS_WRITING:
        for name in kept - names.keys():
            (folder / f"{name}.json").unlink()
    else:
        assert kept == names.keys(), sorted(kept ^ names.keys())


def check_longest(looks: Looks) -> dict[str, Mapping[str, Any]]:
    """All of them, as JSON: Slack takes each, and no entity and no token in it is cut in half."""
    drawn = {}
    for name, look in looks.items():
        with _telling(name):
            drawn[name] = as_json(look())
            check(name, drawn[name])
            for text in marked(drawn[name]):
                half = re.search("[&<>].{0,50}", _WHOLE.sub("", text))
                assert half is None, half
    return drawn


@contextmanager
def _telling(name: str) -> Iterator[None]:
    """Whatever fails here tells what was looked at."""
    try:
        yield
    except Exception as failure:
        failure.add_note(f"This was found in “{name}”.")
        raise


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


def marked(shown: Any) -> list[str]:
    """The mrkdwn that stands in blocks or in a view."""
    if isinstance(shown, list):
        return [text for each in shown for text in marked(each)]
    if not isinstance(shown, Mapping):
        return []
    own = [shown["text"]] if shown.get("type") == "mrkdwn" else []
    return own + [text for each in shown.values() for text in marked(each)]
