"""What is written about Cairn is true: settings, commands, scopes, events, files, links."""

import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.app import rituals
from bot.command_line import cli
from bot.oauth import SCOPES
from bot.pace import Limits
from bot.settings import Settings
from sandbox.limits.manifest import check_manifest
from sandbox.web_api.door import METHODS
from storage.keys import Keyring
from tests.town import KEY

ROOT = Path(__file__).parent.parent.parent
DOCS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"""(?:\]\(|src="|srcset=")([^)"#]+)""")
NAMED_FILE = re.compile(r"`([a-z]+/[\w/*.]*)`")
MOST_BYTES = 150_000

SCOPES_OF_EVENTS = {"app_mention": "app_mentions:read", "message.im": "im:history"}


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    """The app as Slack is told of it."""
    read: dict[str, Any] = yaml.safe_load((ROOT / "slack-manifest.yml").read_text())
    return read


def source(*folders: str) -> str:
    """All our Python in these folders."""
    return "\n".join(path.read_text() for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))


@pytest.mark.parametrize("name", [name.upper() for name in Settings.model_fields])
def test_a_setting_is_explained_and_stands_in_the_example(name: str) -> None:
    assert f"`{name}`" in (ROOT / "docs/settings.md").read_text()
    assert re.search(rf"^(# )?{name}=", (ROOT / ".env.example").read_text(), re.MULTILINE)


def test_the_example_names_no_setting_that_there_is_not() -> None:
    named = re.findall(r"^(?:# )?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    assert sorted(named) == sorted(name.upper() for name in Settings.model_fields)


def test_the_defaults_that_the_docs_tell_are_the_defaults() -> None:
    told = dict(re.findall(r"^\| `([A-Z_]+)` \| `([^`]+)` \|", (ROOT / "docs/settings.md").read_text(), re.M))
    assert {name: str(Settings.model_fields[name.lower()].default) for name in told} == told
    assert len(told) > 3


def test_every_slash_command_is_named_and_there_is_a_listener_for_it(manifest: dict[str, Any]) -> None:
    declared = {each["command"] for each in manifest["features"]["slash_commands"]}
    written = "\n".join(page.read_text() for page in DOCS)
    assert [command for command in declared if f"`{command}" not in written] == []
    assert declared == {
        f"/{name}" for ritual in rituals(Limits(), Keyring([KEY])) for name in ritual.commands
    }


def test_every_shortcut_has_a_listener(manifest: dict[str, Any]) -> None:
    declared = {each["callback_id"] for each in manifest["features"]["shortcuts"]}
    assert declared == {name for ritual in rituals(Limits(), Keyring([KEY])) for name in ritual.shortcuts}


def test_slack_is_asked_for_the_events_that_somebody_listens_to(manifest: dict[str, Any]) -> None:
    heard = {name for ritual in rituals(Limits(), Keyring([KEY])) for name in ritual.events}
    # Slack tells of all messages as `message`; only those written to Cairn itself are asked for.
    asked = {"message.im" if name == "message" else name for name in heard}
    assert set(manifest["settings"]["event_subscriptions"]["bot_events"]) == asked


def test_the_scopes_are_those_that_the_methods_in_use_need(manifest: dict[str, Any]) -> None:
    code = source("bot", "handlers")
    used = [name for name in METHODS if re.search(rf"\.{name.replace('.', '_')}\b", code)]
    assert "chat.postMessage" in used
    needed = {scope for name in used for scope in METHODS[name].scopes}
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    needed |= {scope for name, scope in SCOPES_OF_EVENTS.items() if name in events}
    declared = manifest["oauth_config"]["scopes"]
    assert {*declared["bot"], *declared["bot_optional"]} == needed | {"commands"}


def test_installing_by_oauth_asks_for_the_scopes_of_the_manifest(manifest: dict[str, Any]) -> None:
    assert sorted(SCOPES) == sorted(manifest["oauth_config"]["scopes"]["bot"])


def test_the_line_of_the_readme_makes_a_manifest_for_socket_mode(manifest: dict[str, Any]) -> None:
    found = re.search(r"^ *(sed .*slack-manifest.yml)$", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert found
    printed = subprocess.run(shlex.split(found[1]), cwd=ROOT, capture_output=True, text=True, check=True)
    made: dict[str, Any] = yaml.safe_load(printed.stdout)
    check_manifest(made)
    assert made["settings"].pop("socket_mode_enabled")
    assert "http" not in str(made)
    assert None not in [*made["oauth_config"].values(), *made["settings"].values()]
    assert made["oauth_config"]["scopes"] == manifest["oauth_config"]["scopes"]
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    assert made["settings"]["event_subscriptions"] == {"bot_events": events}


def test_every_command_of_the_command_line_is_named() -> None:
    page = (ROOT / "docs/running.md").read_text()
    names = [each.name for each in cli.registered_commands]
    assert names
    assert [name for name in names if f"| `{name}` |" not in page] == []


@pytest.mark.parametrize("page", DOCS, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_leads_to_what_there_is(page: Path) -> None:
    text = page.read_text()
    linked = [link for link in LINK.findall(text) if "://" not in link]
    assert [link for link in linked if not (page.parent / link).exists()] == []
    named = [name for name in NAMED_FILE.findall(text) if not name.startswith("var/")]
    assert [name for name in named if not list(ROOT.glob(name))] == []


@pytest.mark.parametrize("page", DOCS, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_names_targets_of_make_that_there_are(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z]+)(?:$|`)", page.read_text(), re.MULTILINE))
    assert named <= targets


def test_every_picture_is_shown_somewhere_and_small() -> None:
    written = "\n".join(page.read_text() for page in DOCS)
    pictures = [*(ROOT / "docs/pictures").iterdir()]
    assert [picture.name for picture in pictures if f"pictures/{picture.name}" not in written] == []
    assert [picture.name for picture in pictures if picture.stat().st_size > MOST_BYTES] == []
