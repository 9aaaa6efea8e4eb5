"""What Slack refuses in an app's manifest: lengths and counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sandbox.errors import SlackError

MOST_COMMANDS = 50
MOST_SHORTCUTS = 10
_SIZES_OF_COMMAND = {"command": (2, 32), "description": (1, 2000), "usage_hint": (0, 1000)}
_SIZES_OF_SHORTCUT = {"name": (1, 24), "callback_id": (1, 255), "description": (1, 150)}
_SIZES_OF_APP = {"name": (1, 35), "description": (0, 140)}


def check_manifest(manifest: Mapping[str, Any]) -> None:
    """Refuse a manifest as Slack's own check would, as far as the sandbox knows it: `invalid_manifest`."""
    features = manifest.get("features") or {}
    commands, shortcuts = features.get("slash_commands") or [], features.get("shortcuts") or []
    problems = _sizes([manifest.get("display_information") or {}], _SIZES_OF_APP, "/display_information")
    problems += _sizes(commands, _SIZES_OF_COMMAND, "/features/slash_commands")
    problems += _sizes(shortcuts, _SIZES_OF_SHORTCUT, "/features/shortcuts")
    if len(commands) > MOST_COMMANDS:
        problems.append(
            f"[ERROR] no more than {MOST_COMMANDS} items allowed [json-pointer:/features/slash_commands]"
        )
    if len(shortcuts) > MOST_SHORTCUTS:
        problems.append(
            f"[ERROR] no more than {MOST_SHORTCUTS} items allowed [json-pointer:/features/shortcuts]"
        )
    names = [str(command.get("command")) for command in commands]
    if any(not name.startswith("/") or name != name.lower() or " " in name for name in names):
        problems.append("[ERROR] a command begins with a slash, in small letters, without spaces")
    if len(set(names)) < len(names):
        problems.append("[ERROR] two commands have one name")
    if problems:
        raise SlackError("invalid_manifest", problems)


def _sizes(
    things: Sequence[Mapping[str, Any]], sizes: Mapping[str, tuple[int, int]], pointer: str
) -> list[str]:
    return [
        f"[ERROR] must have {least} to {most} characters [json-pointer:{pointer}/{index}/{name}]"
        for index, thing in enumerate(things)
        for name, (least, most) in sizes.items()
        if not least <= len(thing.get(name) or "") <= most
    ]
