"""The small language in which Slack's rules for JSON are written down: texts, lists, records.

A check looks at a value at a JSON pointer and adds what is wrong, in Slack's words, to a list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

Problems = list[str]
Check = Callable[[Any, str, Problems], None]
Fields = Mapping[str, Check]


def complain(problems: Problems, sentence: str, pointer: str) -> None:
    """Add one sentence in Slack's form."""
    problems.append(f"[ERROR] {sentence} [json-pointer:{pointer}]")


def string(most: int, least: int = 0, pattern: str | None = None) -> Check:
    """A text of so many characters, of a form."""

    def check(value: Any, pointer: str, problems: Problems) -> None:
        if not isinstance(value, str):
            complain(problems, "must provide a string", pointer)
        elif len(value) > most:
            complain(problems, f"must be less than {most + 1} characters", pointer)
        elif len(value) < least:
            complain(problems, f"must be more than {least - 1} characters", pointer)
        elif pattern is not None and re.fullmatch(pattern, value) is None:
            complain(problems, f"must match the format {pattern}", pointer)

    return check


def boolean(value: Any, pointer: str, problems: Problems) -> None:
    """True or false."""
    if not isinstance(value, bool):
        complain(problems, "must provide a boolean", pointer)


def integer(least: int, most: int) -> Check:
    """A whole number within bounds."""

    def check(value: Any, pointer: str, problems: Problems) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            complain(problems, "must provide a number", pointer)
        elif not least <= value <= most:
            complain(problems, f"must be between {least} and {most}", pointer)

    return check


def choice(*values: str) -> Check:
    """One of these words."""

    def check(value: Any, pointer: str, problems: Problems) -> None:
        if value not in values:
            complain(problems, f"must be a valid enum value: {', '.join(values)}", pointer)

    return check


def items(each: Check, least: int, most: int) -> Check:
    """A list of so many items, each checked."""

    def check(value: Any, pointer: str, problems: Problems) -> None:
        if not isinstance(value, list):
            complain(problems, "must provide an array", pointer)
            return
        if len(value) > most:
            complain(problems, f"no more than {most} items allowed", pointer)
        if len(value) < least:
            complain(problems, f"no fewer than {least} items allowed", pointer)
        for index, item in enumerate(value):
            each(item, f"{pointer}/{index}", problems)

    return check


def record(required: Fields, optional: Fields) -> Check:
    """An object with these fields and no others."""

    def check(value: Any, pointer: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            complain(problems, "must provide an object", pointer)
            return
        for name in required:
            if value.get(name) is None:
                complain(problems, f"missing required field: {name}", pointer)
        for name, inner in value.items():
            known = required.get(name) or optional.get(name)
            if known is None:
                complain(problems, f"invalid additional property: {name}", pointer)
            elif inner is not None:
                known(inner, f"{pointer}/{name}", problems)

    return check


def by_type(table: Mapping[str, Check]) -> Check:
    """An object whose `type` says which check holds."""

    def check(value: Any, pointer: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            complain(problems, "must provide an object", pointer)
            return
        kind = value.get("type")
        if kind is None:
            complain(problems, "missing required field: type", pointer)
        elif not isinstance(kind, str) or kind not in table:
            complain(problems, f"unsupported type: {kind}", f"{pointer}/type")
        else:
            table[kind](value, pointer, problems)

    return check


def both(*checks: Check) -> Check:
    """Every one of these checks, where the first found nothing."""

    def check(value: Any, pointer: str, problems: Problems) -> None:
        before = len(problems)
        for each in checks:
            if len(problems) == before:
                each(value, pointer, problems)

    return check


def anything(value: Any, pointer: str, problems: Problems) -> None:
    """Whatever it is."""
