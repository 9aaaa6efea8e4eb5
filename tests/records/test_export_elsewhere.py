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
pytestmark = pytest.mark.skipif(
    not TOOL.exists() and not os.environ.get("CI"), reason="adr-viewer is not installed: make test does that"
)


def read(log: Log, folder: Path) -> str:
    """The page that the tool makes of the exported folder."""
    for path, content in lay_out(log).items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(content)
    made = subprocess.run(
        [TOOL, "--adr-path", folder / "decisions", "--output", folder / "seen.html"],
        env={"PYTHONUTF8": "1"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert (made.stdout, made.stderr) == ("", "")
    return (folder / "seen.html").read_text()


def test_adr_viewer_reads_every_record_by_its_title(tmp_path: Path) -> None:
    page = read(LOG, tmp_path)
    titles = [unescape(found) for found in re.findall("<h1>(.*?)</h1>", page)]
    assert titles[1:] == [one.title for one in LOG.records] + ["Decisions of Meridian"]
    assert page.count("<h2>Context and Problem Statement</h2>") == len(LOG.records)
    assert "<h3>Kafka</h3>" in page


@pytest.mark.parametrize("typed", ESCAPES)
def test_adr_viewer_is_not_led_astray_by_what_people_type(typed: str, tmp_path: Path) -> None:
    page = read(nasty_log(typed), tmp_path)
    assert page.count("<h2>Decision Outcome</h2>") == 2
    assert page.count("<h3>Kafka</h3>") == 2
    assert "<script>broken" not in page
    assert "<img" not in page
    assert not re.search(r"""href=["']\s*javascript""", page, re.IGNORECASE)
