"""The log as a site that is opened from disk: a page for all records, and one for each. Nothing in it calls anybody."""

import re
from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from handlers.records.export.markdown import is_address, tidy
from handlers.records.views.review import STEPS, VERDICTS
from handlers.remembered import day, standing
from rituals.records.log import Log
from rituals.records.model import Record, name_of

_FOLDER = Path(__file__).parent / "templates"
_AS_IT_IS = ("style.css", "filter.js")
_ADDRESS = re.compile(r"(https?://[^\s<>\"]+(?<![.,:;!?)\]'*_~]))")


def site(log: Log) -> Mapping[str, bytes]:
    """The site's files, by name; `index.html` is where one begins."""
    drawn = _templates(log)
    pages = {"index.html": drawn.get_template("index.html").render(records=log.records[::-1])}
    page = drawn.get_template("record.html")
    for at, record in enumerate(log.records):
        before = log.records[at - 1] if at else None
        after = log.records[at + 1] if at + 1 < len(log.records) else None
        pages[f"{record.name}.html"] = page.render(
            record=record,
            before=before,
            after=after,
            newer=log.find(record.superseded_by) if record.superseded_by is not None else None,
            older=[found for one in record.supersedes if (found := log.find(one))],
        )
    files = {name: text.encode() for name, text in pages.items()}
    return files | {name: (_FOLDER / name).read_bytes() for name in _AS_IT_IS}


def _templates(log: Log) -> Environment:
    made = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_tidy,
    )
    made.globals |= {"log": log, "name_of": name_of, "verdicts": VERDICTS, "steps": STEPS}
    made.filters |= {"day": day, "standing": standing, "linked": _linked, "words": _words}
    made.tests |= {"address": is_address, "chosen": _is_chosen}
    return made


def _tidy(shown: object) -> object:
    return tidy(shown) if isinstance(shown, str) and not isinstance(shown, Markup) else shown


def _linked(text: str) -> Markup:
    """People's text, in which addresses are links."""
    parts = _ADDRESS.split(tidy(text).strip())
    return Markup("").join(
        Markup('<a href="{0}">{0}</a>').format(one) if at % 2 else escape(one) for at, one in enumerate(parts)
    )


def _words(record: Record, log: Log) -> str:
    """What the filter looks through: all that may be in somebody's mind, in small letters."""
    people = [record.owner, record.reviewer, *(one.person for one in record.dissent)]
    texts = [
        record.name,
        record.title,
        record.decision,
        record.rationale,
        record.context,
        log.channel(record.channel),
        *record.tags,
        *(one.text for one in record.options),
        *(log.person(one) for one in dict.fromkeys(people)),
    ]
    return " ".join(tidy(" ".join(texts)).casefold().split())


def _is_chosen(option: str, record: Record) -> bool:
    return option == record.decision
