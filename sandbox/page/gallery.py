"""Every block and element that the page can draw, from one file of samples: to look at, and for tests."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment

from sandbox.page import blocks
from sandbox.page.reader import Place, Reader
from sandbox.page.spot import Json, Spot

READER = Reader(
    person="U1",
    zone=ZoneInfo("Europe/Berlin"),
    now=datetime(2026, 11, 23, 9, 30, tzinfo=UTC),
    people={"U1": "Ann", "U2": "Ben", "U3": "Chen"},
    places={"C1": Place("C1", "platform", "public"), "C2": Place("C2", "leads", "private")},
    groups={"S1": "oncall"},
    picture=lambda file: f"/static/{file}.svg",
)


def samples() -> dict[str, list[Json]]:
    """The samples by heading."""
    text = (Path(__file__).parent / "gallery.json").read_text(encoding="utf-8")
    found: dict[str, list[Json]] = json.loads(text)
    return found


def draw(made: Environment) -> str:
    """The whole gallery."""
    spot = Spot(READER, "gallery", errors={"with-error": "Please complete this required field."})
    drawn = {heading: blocks.draw_all(each, spot) for heading, each in samples().items()}
    return made.get_template("gallery.html").render(drawn=drawn)
