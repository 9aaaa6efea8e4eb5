"""The log as files: kept as they are, the same to the byte, and never broken by what people type."""

import json
import os
import re
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit
from zipfile import ZipFile

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from handlers.records.export.folder import lay_out, pack
from handlers.records.export.markdown import block, heading, inline, line
from handlers.records.export.markdown import yaml as as_yaml
from rituals.records.log import LONGEST_SLUG, Log, complete, slug, stem
from tests.records.making import RECORD
from tests.records.seen import GONE, LONGEST, TOLD
from tests.records.taken import EMPTY, ESCAPES, LOG, nasty_log

FOLDER = Path(__file__).parent / "golden" / "export"
IS_WRITING = os.environ.get("GOLDEN") == "write"
FILES = lay_out(LOG)
HEADINGS = {
    "Context and Problem Statement",
    "Decision Drivers",
    "Considered Options",
    "Decision Outcome",
    "Consequences",
    "Confirmation",
    "Pros and Cons of the Options",
    "More Information",
    "Actions",
    "Dissent",
    "Links",
}
MARKDOWN = MarkdownIt("gfm-like", {"html": True, "linkify": False})


@pytest.mark.parametrize("path", FILES)
def test_golden_files_are_as_they_were(path: str) -> None:
    file = FOLDER / path
    if IS_WRITING:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(FILES[path])
    assert file.read_bytes() == FILES[path]


def test_golden_files_of_the_export_are_all_of_something_that_is_exported() -> None:
    kept = {str(file.relative_to(FOLDER)) for file in FOLDER.rglob("*") if file.is_file()}
    if IS_WRITING:
        for path in kept - FILES.keys():
            (FOLDER / path).unlink()
    else:
        assert kept == set(FILES)


def test_the_same_records_are_the_same_bytes_in_whatever_order_they_come() -> None:
    again = replace(
        LOG, records=complete(reversed(LOG.records)), people=dict(sorted(LOG.people.items(), reverse=True))
    )
    assert lay_out(again) == FILES
    assert list(lay_out(again)) == sorted(FILES)
    assert pack(again) == pack(LOG)


def test_a_packed_log_holds_the_same_files_below_one_folder() -> None:
    name, content = pack(LOG)
    assert name == "meridian-decisions.zip"
    with ZipFile(BytesIO(content)) as packed:
        assert packed.testzip() is None
        assert {one: packed.read(one) for one in packed.namelist()} == {
            f"meridian-decisions/{path}": content for path, content in FILES.items()
        }


def test_records_name_no_other_that_is_not_among_them() -> None:
    (alone,) = complete([TOLD])
    assert alone.supersedes == ()
    (old,) = complete([GONE])
    assert old.superseded_by is None
    assert "D-12" not in str(lay_out(Log(RECORD.team, "", (old,))).values())


def test_every_field_of_the_json_is_explained() -> None:
    page = (Path(__file__).parents[2] / "docs/records.md").read_text()
    record = json.loads(FILES["decisions.json"])["records"][0]
    assert [field for field in record if f"`{field}`" not in page] == []


def test_an_empty_log_says_so() -> None:
    files = lay_out(EMPTY)
    assert b"No decision is recorded yet." in files["decisions/index.md"]
    assert b"No decision is recorded yet." in files["site/index.html"]
    assert json.loads(files["decisions.json"])["records"] == []


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Which queue?", "0007-which-queue"),
        ("Übergröße & Straße", "0007-ubergrosse-strasse"),
        ("どのキュー", "0007-decision"),
        ("Какой Kafka?", "0007-kafka"),
        ("../../etc/passwd\x00", "0007-etc-passwd"),
        ("-", "0007-decision"),
        ("a" * 300, f"0007-{'a' * 40}"),
    ],
)
def test_a_file_is_named_by_words_that_every_system_takes(title: str, name: str) -> None:
    assert stem(replace(RECORD, number=7, title=title)) == name


@given(st.text())
def test_no_title_makes_a_name_that_leads_elsewhere(title: str) -> None:
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug(title))
    assert len(slug(title)) <= LONGEST_SLUG


# ------------------------------------------------------------------------------------------------ people's text


def flat(tokens: list[Token]) -> list[Token]:
    return [each for one in tokens for each in [one, *(one.children or [])]]


def read_front(text: str) -> tuple[dict[str, object], str]:
    """The front matter and the rest."""
    begin, front, body = text.split("---\n", 2)
    assert begin == ""
    return yaml.safe_load(front), body


@pytest.mark.parametrize("typed", ESCAPES)
def test_what_people_type_breaks_no_markdown(typed: str) -> None:
    files = lay_out(nasty_log(typed))
    for path, content in files.items():
        if path.endswith("index.md"):
            check_markdown(content.decode(), {"D-1", "D-2"})
        elif path.endswith(".md"):
            front, body = read_front(content.decode())
            assert front.keys() == {"status", "date", "decision-makers", "consulted", "tags"}
            check_markdown(body, HEADINGS)


def check_markdown(text: str, headings: set[str]) -> None:
    """Only we make headings, tables and links; nobody makes HTML, code or a picture."""
    tokens = flat(MARKDOWN.parse(text))
    kinds = {token.type for token in tokens}
    assert not kinds & {
        "html_block", "html_inline", "code_block", "code_inline", "fence", "image", "hr", "blockquote_open",
        "ordered_list_open", "strong_open", "em_open", "s_open", "lheading_open",
    }  # fmt: skip
    assert ("table_open" in kinds) == ("D-1" in headings)
    for token in tokens:
        if token.type == "link_open":
            assert not str(token.attrs["href"]).lower().startswith(("javascript", "data", "vbscript"))
    told = [
        tokens[at + 1].content
        for at, one in enumerate(tokens)
        if one.type == "heading_open" and one.tag == "h2"
    ]
    assert set(told) <= headings
    assert len([one for one in tokens if one.type == "heading_open" and one.tag == "h1"]) == 1
    assert "{%" not in text
    assert "{{" not in text
    assert not set("\x00\x1b\x85\u2028\u202e\ufeff\ufffe") & set(text)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_text_is_shown_in_markdown_as_it_was_typed(typed: str) -> None:
    for lead, marked in (
        ("# ", heading(typed)),
        ("", line(typed)),
        ("x ", inline(typed)),
        ("* ", line(typed)),
    ):
        tokens = MARKDOWN.parse(lead + marked)
        shown = [one for one in tokens if one.type == "inline"]
        assert len(shown) == 1, marked
        said = "".join(one.content for one in shown[0].children or [])
        assert said.removeprefix("x " if lead == "x " else "").split() == (seen(typed) or ["–"]), marked


def seen(typed: str) -> list[str]:
    """What a reader should see of it, word by word."""
    unseen = re.compile(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069"
        "\u2800\u3164\ufeff\uffa0\U000e0000-\U000e007f\ufdd0-\ufdef\ufffe\uffff]"
    )
    return unseen.sub("", typed).split()


@given(st.text("ab #*_-+=>`~|[]()<&:!{}\\\n\t1.) "))
def test_lines_stay_lines_and_paragraphs_stay_paragraphs(typed: str) -> None:
    tokens = MARKDOWN.parse(block(typed))
    assert {one.type for one in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
    shown = "\n".join(
        "".join("\n" if one.type == "hardbreak" else one.content for one in token.children or [])
        for token in tokens
        if token.type == "inline"
    )
    wanted = [" ".join(one.split()) for one in typed.split("\n") if one.strip()]
    assert [" ".join(one.split()) for one in shown.split("\n") if one.strip()] == wanted


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_whatever_stands_in_front_matter_is_read_back(typed: str) -> None:
    assert yaml.safe_load(f"a: [{as_yaml(typed)}]") == {"a": [" ".join(seen(typed))]}


def test_addresses_are_links_and_nothing_else_is() -> None:
    marked = block("See https://example.com/a_b?c=*d*, javascript:x and (https://example.com).")
    links = [one.attrs["href"] for one in flat(MARKDOWN.parse(marked)) if one.type == "link_open"]
    assert links == ["https://example.com/a_b?c=*d", "https://example.com"]


# ----------------------------------------------------------------------------------------------------- the site


class Look(HTMLParser):
    """What a page is made of."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs


@pytest.mark.parametrize("typed", ESCAPES)
def test_what_people_type_breaks_no_page(typed: str) -> None:
    for path, content in lay_out(nasty_log(typed)).items():
        if not path.endswith(".html"):
            continue
        look = Look(content.decode())
        assert look.tags.count("script") == ("index" in path), path
        assert "img" not in look.tags
        assert not [name for name, _ in look.attributes if name.startswith("on")]
        for name, value in look.attributes:
            if name in ("href", "src"):
                where = urlsplit(value or "")
                assert where.scheme in ("", "https", "http") or (value or "").startswith(
                    "data:image/svg+xml,"
                )


@pytest.mark.parametrize(
    "log", [LOG, EMPTY, nasty_log(ESCAPES[0]), Log(RECORD.team, "", complete([LONGEST]))]
)
def test_every_page_leads_to_files_that_there_are_and_fetches_nothing_from_elsewhere(log: Log) -> None:
    files = lay_out(log)
    for path, content in files.items():
        if path.endswith(".html"):
            look = Look(content.decode())
            linked = {value for name, value in look.attributes if name in ("href", "src") and value}
            near = {one for one in linked if not urlsplit(one).scheme}
            assert {f"site/{one}" for one in near} <= files.keys()
    for name in ("style.css", "filter.js"):
        assert b"//" not in files[f"site/{name}"].replace(b"// ", b"")
    for path, content in files.items():
        if path.endswith(".md"):
            near = set(re.findall(r"\]\((\d{4}-[^)]*)\)", content.decode()))
            assert {f"decisions/{one}" for one in near} <= files.keys()
