"""What a tab shows to whom: addresses, links, unread marks, and colours that can be read."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import pytest

from sandbox.clock import Clock
from sandbox.manifest import App
from sandbox.page import regions
from sandbox.page.address import HOME, Address, from_link
from sandbox.page.avatars import initials
from sandbox.page.scene import Reading, Scene, open_scene
from sandbox.slack import Slack
from sandbox.things import Message
from sandbox.workspace import Workspace
from sandbox.workspaces import furnished
from tests.sandbox.tiny_bot import MANIFEST

STATIC = Path(regions.__file__).parent / "static"


@pytest.fixture
def slack() -> Slack:
    made = Slack(App(MANIFEST), [furnished()])
    made.install(made.workspace.team, installer=next(iter(made.workspace.people)))
    return made


def scene(slack: Slack, name: str, place: str, reading: Reading | None = None) -> Scene:
    person = slack.workspace.find_named(name)
    assert person is not None
    return open_scene(slack, None, reading or Reading(since="0"), Address(name, place), person)


def say(workspace: Workspace, name: str, place: str, text: str) -> Message:
    channel, author = workspace.find_channel(place), workspace.find_named(name)
    assert channel is not None
    assert author is not None
    return workspace.add_message(Message(workspace.new_ts(), channel.id, author.id, text))


def test_links_of_slacks_lead_to_the_same_place_on_this_page(slack: Slack) -> None:
    address, workspace = Address("ann", "general"), slack.workspace
    platform = workspace.find_channel("platform")
    assert platform is not None
    link = f"https://meridian.slack.com/archives/{platform.id}"
    assert from_link(link, address, workspace) == "/as/ann/platform"
    assert (
        from_link(f"{link}/p1790000000000100", address, workspace) == "/as/ann/platform#m-1790000000.000100"
    )
    in_thread = f"{link}/p1790000000000100?thread_ts=1780000000.000200&cid={platform.id}"
    expected = "/as/ann/platform?thread=1780000000.000200#m-1790000000.000100"
    assert from_link(in_thread, address, workspace) == expected
    assert from_link("slack://app?team=T0MERIDIAN&id=A1&tab=home", address, workspace) == f"/as/ann/{HOME}"
    assert (
        from_link(f"slack://channel?team=T0MERIDIAN&id={platform.id}", address, workspace)
        == "/as/ann/platform"
    )
    assert (
        from_link("https://example.org/archives/nowhere", address, workspace)
        == "https://example.org/archives/nowhere"
    )


def test_a_private_channel_is_open_to_its_members_alone(slack: Slack) -> None:
    made = regions.templates()
    assert scene(slack, "ben", "leads").channel is not None
    outside = scene(slack, "chen", "leads")
    assert outside.channel is None
    assert "on-call load" not in regions.draw_page(made, outside)
    assert ">leads<" not in regions.draw(made, outside, "bar")


def test_messages_of_others_are_unread_until_they_are_seen(slack: Slack) -> None:
    reading = Reading(since=slack.workspace.new_ts())
    say(slack.workspace, "ben", "platform", "Has anybody seen this?")
    elsewhere = scene(slack, "ann", "general", reading)
    channel = slack.workspace.find_channel("platform")
    assert channel is not None
    assert elsewhere.unread(channel) == 1
    assert scene(slack, "ben", "general", reading).unread(channel) == 0
    scene(slack, "ann", "platform", reading).mark_read()
    assert elsewhere.unread(channel) == 0


def test_an_ephemeral_message_is_seen_by_one_person_alone(slack: Slack) -> None:
    made = regions.templates()
    ann = slack.workspace.find_named("ann")
    assert ann is not None
    message = say(slack.workspace, "ben", "platform", "Between us")
    message.ephemeral_to = ann.id
    assert "Only visible to you" in regions.draw(made, scene(slack, "ann", "platform"), "main")
    assert "Between us" not in regions.draw(made, scene(slack, "chen", "platform"), "main")


@dataclass
class Sleeper:
    """A bot's process that is as the test says."""

    state: Literal["running", "starting", "down"]

    async def restart(self) -> None:
        self.state = "starting"


def test_while_the_bot_catches_up_the_clock_says_how_far_it_is(slack: Slack, tmp_path: Path) -> None:
    slack.workspace.clock = Clock(tmp_path / "clock")
    slack.workspace.clock.move(86_400)
    (tmp_path / "clock.reached").write_text("3600")
    drawn = regions.draw(regions.templates(), scene(slack, "ann", "general"), "top")
    assert "Moving time…" in drawn
    assert drawn.count("disabled") == 4


@pytest.mark.parametrize(
    ("state", "words"),
    [("starting", "Pebble is starting…"), ("down", "Pebble is not running"), ("running", "Restart Pebble")],
)
def test_how_the_bot_s_process_is_stands_in_the_top_bar(
    slack: Slack, state: Literal["running", "starting", "down"], words: str
) -> None:
    seen = replace(scene(slack, "ann", "general"), child=Sleeper(state))
    assert words in regions.draw(regions.templates(), seen, "top")


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ann Keller", "AK"),
        ("Robin (deploys)", "RD"),
        ("Ben", "B"),
        ("Anne-Marie van der Berg", "AB"),
        ("…", "?"),
    ],
)
def test_a_picture_has_the_first_letters_of_the_first_and_the_last_word(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_without_the_app_the_page_still_opens(slack: Slack) -> None:
    slack.workspace.installation = None
    for place in (HOME, "general"):
        assert "Ann Keller" in regions.draw_page(regions.templates(), scene(slack, "ann", place))


def test_neighbouring_messages_of_one_author_stand_under_one_name(slack: Slack) -> None:
    say(slack.workspace, "chen", "platform", "First")
    say(slack.workspace, "chen", "platform", "Second")
    drawn = regions.draw(regions.templates(), scene(slack, "ann", "platform"), "main")
    first, second = drawn.split("First")[0], drawn.split("First")[1].split("Second")[0]
    assert first.rindex("Chen Wei</bdi>") > first.rindex('class="message')
    assert "Chen Wei</bdi>" not in second
    assert "message compact" in second


def _colours() -> dict[str, tuple[str, str]]:
    text = (STATIC / "palette.css").read_text(encoding="utf-8")
    return {
        name: (light, dark)
        for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", text)
    }


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(
    ("words", "grounds", "least"),
    [
        ("ink", "paper stone raised sunk hover pressed private chosen accent-ground danger-ground", 4.5),
        ("soft", "paper stone raised sunk hover pressed private chosen accent-ground", 4.5),
        ("accent", "accent-ground chosen paper", 4.5),
        ("on-accent", "accent accent-hover", 4.5),
        ("danger", "paper raised danger-ground", 4.5),
        ("notice-ink", "notice", 4.5),
        ("link", "paper hover private raised", 4.5),
        ("code", "sunk", 4.5),
        ("field", "paper raised", 3.0),
    ],
)
def test_every_pair_of_colours_that_is_used_can_be_read(words: str, grounds: str, least: float) -> None:
    colours = _colours()
    for ground in grounds.split():
        for one, other in zip(colours[words], colours[ground], strict=True):
            lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
            assert (lighter + 0.05) / (darker + 0.05) >= least, f"{words} {one} on {ground} {other}"
