"""Text on the page: mrkdwn, date tokens, emoji, and what people type into the composer."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.page import dates, mrkdwn
from sandbox.page.gallery import READER
from sandbox.page.wording import to_slack
from sandbox.workspaces import furnished

WEDNESDAY = datetime(2026, 11, 25, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*bold*", "<p><b>bold</b></p>"),
        ("_italic_ and ~gone~", "<p><i>italic</i> and <s>gone</s></p>"),
        ("*bold _and italic_*", "<p><b>bold <i>and italic</i></b></p>"),
        ("snake_case_name", "<p>snake_case_name</p>"),
        ("2 * 3 * 4", "<p>2 * 3 * 4</p>"),
        ("`*not bold*`", "<p><code>*not bold*</code></p>"),
        ("one\ntwo", "<p>one<br>two</p>"),
        ("one\n\ntwo", "<p>one<br><br>two</p>"),
        ("```\na *b*\n```", "<pre><code>a *b*</code></pre>"),
        ("before ```x``` after", "<p>before </p><pre><code>x</code></pre><p> after</p>"),
        ("&gt; quoted\n> more\nnot", "<blockquote>quoted<br>more</blockquote><p>not</p>"),
        (">>> all\nof it", "<blockquote>all<br>of it</blockquote>"),
        ("&lt;b&gt; &amp;amp;", "<p>&lt;b&gt; &amp;amp;</p>"),
        ("<b>", "<p>&lt;b&gt;</p>"),
        ("1 < 2 > 0", "<p>1 &lt; 2 &gt; 0</p>"),
        (":tada:", '<p><span class="emoji" title=":tada:">🎉</span></p>'),
        (":not_an_emoji:", "<p>:not_an_emoji:</p>"),
        ("at 10:30:45", "<p>at 10:30:45</p>"),
        ("<!here>", '<p><span class="mention mine">@here</span></p>'),
        ("<!subteam^S1>", '<p><span class="mention">@<bdi>oncall</bdi></span></p>'),
    ],
)
def test_mrkdwn_is_drawn_as_slack_draws_it(text: str, html: str) -> None:
    assert mrkdwn.draw(text, READER) == html


def test_a_mention_shows_the_name_and_marks_the_reader() -> None:
    assert '<span class="mention mine" data-person="U1">@<bdi>Ann</bdi></span>' in mrkdwn.draw(
        "<@U1>", READER
    )
    assert '<span class="mention" data-person="U2">@<bdi>Ben</bdi></span>' in mrkdwn.draw(
        "<@U2|whoever>", READER
    )


def test_a_channel_that_the_reader_cannot_see_is_not_named() -> None:
    assert "platform" in mrkdwn.draw("<#C1>", READER)
    hidden = mrkdwn.draw("<#C9|secret-plans>", READER)
    assert "secret-plans" not in hidden
    assert "private channel" in hidden


def test_links_leave_the_page_without_telling_it_and_only_to_safe_schemes() -> None:
    drawn = mrkdwn.draw("<https://example.org/a?b=1&amp;c=2|our *notes*>", READER)
    assert 'href="https://example.org/a?b=1&amp;c=2" target="_blank" rel="noopener noreferrer"' in drawn
    assert "href" not in mrkdwn.draw("<javascript:alert(1)|click> <data:text/html,x|y> </etc|z>", READER)


def test_a_bare_address_ends_before_the_full_stop() -> None:
    assert 'href="https://example.org/a_b_c"' in mrkdwn.draw("See https://example.org/a_b_c.", READER)


def test_a_link_of_slacks_becomes_one_of_the_page() -> None:
    reader = replace(READER, link=lambda url: f"/here?{url[-2:]}")
    assert '<a href="/here?C1">' in mrkdwn.draw("<https://meridian.slack.com/archives/C1|there>", reader)


@given(st.text(alphabet="<>&;\"'*_~`:|^@#!/ab \n\\=", max_size=60))
def test_whatever_is_written_makes_only_the_page_s_own_elements(text: str) -> None:
    drawn = mrkdwn.draw(text, READER)
    names = set(re.findall(r"<\s*/?\s*([^\s>]+)", drawn))
    assert names <= {"p", "b", "i", "s", "code", "pre", "br", "blockquote", "bdi", "span", "a", "svg", "use"}
    assert not re.search(r"\son\w+=", re.sub(r'"[^"]*"', '""', drawn))


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{date_num}", "2026-11-25"),
        ("{date_slash}", "25/11/2026"),
        ("{date}", "25 November"),
        ("{date_short}", "25 Nov"),
        ("{date_long}", "Wednesday, 25 November"),
        ("{date_long_full}", "25 November 2026"),
        ("{date_short_pretty} at {time}", "25 Nov at 17:00"),
        ("closes {date_pretty}", "closes 25 November"),
        ("{time_secs}", "17:00:00"),
        ("{ago}", "In 2 days"),
        ("{day_divider_pretty}", "Wednesday, 25 November"),
    ],
)
def test_date_tokens_are_filled_in_for_the_readers_zone(template: str, words: str) -> None:
    assert dates.fill(template, WEDNESDAY, READER) == words


@pytest.mark.parametrize(("days", "word"), [(-1, "tomorrow"), (0, "today"), (1, "yesterday")])
def test_near_days_have_names_and_open_a_line_with_a_capital(days: int, word: str) -> None:
    reader = replace(READER, now=WEDNESDAY.replace(day=25 + days))
    assert dates.fill("until {date_short_pretty}", WEDNESDAY, reader) == f"until {word}"
    assert dates.fill("{date_long_pretty}", WEDNESDAY, reader) == word.capitalize()


def test_a_day_is_a_day_of_the_reader() -> None:
    late = datetime(2026, 11, 25, 23, 30, tzinfo=UTC)
    assert dates.fill("{date_num} {time}", late, READER) == "2026-11-26 00:30"
    assert dates.fill("{date_num}", late, replace(READER, zone=ZoneInfo("America/New_York"))) == "2026-11-25"


def test_a_date_far_away_names_its_year() -> None:
    assert dates.fill("{date_short}", WEDNESDAY.replace(year=2028), READER) == "25 Nov 2028"


def test_a_date_that_cannot_be_read_shows_its_fallback() -> None:
    assert ">Wed<" in mrkdwn.draw("<!date^1795622400^{no_such_token}|Wed>", READER)
    assert ">Wed<" in mrkdwn.draw("<!date^soon^{date}|Wed>", READER)
    drawn = mrkdwn.draw("<!date^1795622400^{date_short} at {time}^https://example.org|Wed>", READER)
    assert 'href="https://example.org"' in drawn
    assert 'title="Wednesday, 25 November 2026 at 17:00:00" class="date">25 Nov at 17:00<' in drawn


def test_names_in_what_is_typed_become_mentions() -> None:
    workspace = furnished()
    ann, platform = workspace.find_named("ann"), workspace.find_channel("platform")
    assert ann is not None
    assert platform is not None
    typed = "<b> @Ann Keller, @annabel & mail@ann in #platform @channel"
    said = f"<b> <@{ann.id}>, @annabel & mail@ann in <#{platform.id}|platform> <!channel>"
    assert to_slack(typed, workspace) == said
