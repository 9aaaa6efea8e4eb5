"""A tool that others have written for decision records, adr-viewer, reads what we export."""

import os
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

from handlers.records.export.folder import lay_out
from rituals.records.log import Log
from tests.records.taken import ESCAPES, LOG, nasty_log

TOOL = Path(sys.executable).parent / "adr-viewer"
PANEL = '<div class="panel panel-default">'
pytestmark = pytest.mark.skipif(
    not TOOL.exists() and not os.environ.get("CI"), reason="adr-viewer is not installed: make test does that"
)


def lay(log: Log, folder: Path) -> None:
    """The folder holds this log as it is exported."""
    for path, content in lay_out(log).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def read(folders: Path, seen: Path) -> str:
    """The page that the tool makes of the exported folder, or of all that a pattern stands for."""
    made = subprocess.run(
        [TOOL, "--adr-path", folders / "decisions", "--output", seen],
        env={"PYTHONUTF8": "1"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert (made.stdout, made.stderr) == ("", "")
    return seen.read_text()


def test_adr_viewer_reads_every_record_by_its_title(tmp_path: Path) -> None:
    lay(LOG, tmp_path)
    page = read(tmp_path, tmp_path / "seen.html")
    titles = [unescape(found) for found in re.findall("<h1>(.*?)</h1>", page)]
    assert titles[1:] == [one.title for one in LOG.records] + ["Decisions of Meridian"]
    assert page.count("<h2>Context and Problem Statement</h2>") == len(LOG.records)
    assert "<h3>Kafka</h3>" in page


@pytest.fixture(scope="module")
def nasty_pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the tool shows of each log in which people type something else; it is started once for all."""
    folder = tmp_path_factory.mktemp("nasty")
    for number, typed in enumerate(ESCAPES):
        lay(nasty_log(typed), folder / f"{number:02}")
    _, *panels = read(folder / "*", folder / "seen.html").split(PANEL)
    assert len(panels) == 3 * len(ESCAPES)  # Two records each, and the list of them.
    return {typed: "".join(panels[3 * number :][:3]) for number, typed in enumerate(ESCAPES)}


@pytest.mark.parametrize("typed", ESCAPES)
def test_adr_viewer_is_not_led_astray_by_what_people_type(typed: str, nasty_pages: dict[str, str]) -> None:
    page = nasty_pages[typed]
    assert page.count("<h2>Decision Outcome</h2>") == 2
    assert page.count("<h3>Kafka</h3>") == 2
    assert "<script>broken" not in page
    assert "<img" not in page
    assert not re.search(r"""href=["']\s*javascript""", page, re.IGNORECASE)
