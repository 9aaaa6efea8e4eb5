"""Logs that are taken along: a usual one, and one whose every text tries to break out of its place."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

from rituals.records.log import Log, complete
from rituals.records.model import Alternative, Dissent, Link, Record, State, Weighed
from tests.actions.making import ACTION, DONE, DROPPED, LATE
from tests.records.making import ANN, BEN, CHEN, LEADS, PLATFORM, RECORD, TEAM
from tests.records.seen import GONE, SHORT, TOLD

NAMES = {ANN: "Ann Keller", BEN: "Ben Ortiz", CHEN: "Chen Wei"}
PLACES = {PLATFORM: "platform", LEADS: "leads"}
SENTENCE = replace(
    RECORD,
    number=13,
    title="Übergröße – どのキュー?",
    state=State.REJECTED,
    decision="We build nothing, and look again in spring.\n\n- the import stays\n- so does the export",
    method="single choice",
    context="See https://example.com/a_b_(c)?d=1&e=2.\nfoo_bar stays *as typed*.",
)
CAME = {TOLD.source_ref: (LATE, ACTION, DONE, DROPPED)}
LOG = Log(TEAM, "Meridian", complete([TOLD, SHORT, GONE, SENTENCE]), NAMES, PLACES, CAME)
EMPTY = Log(TEAM, "Meridian")

ESCAPES = (
    "---\nstatus: broken\n---",
    "# Broken\n## Decision Outcome\nBroken\n===\nBroken\n---",
    "<script>broken()</script><img src=x onerror='broken()'><!-- broken",
    "[broken](javascript:broken()) ![broken](x) [broken]: javascript:broken()",
    "<javascript:broken()> javascript:broken() &#106;avascript:broken()",
    "| a | b |\n|---|---|\n| broken | x |",
    "```\nbroken\n~~~\n    broken\n\tbroken",
    "* broken\n- broken\n+ broken\n1. broken\n2) broken\n> broken",
    "**broken** _broken_ ~~broken~~ `broken` \\*broken\\",
    "{% broken %} {{ broken }} {# broken #}",
    "\u202ebroken\u202c \x00\x1b[31m \x85\u2028# broken\ufeff \ufffe",
    'https://example.com/<script>broken()</script>?"onmouseover="broken()\'',
    ": broken\n::: broken\n!!! broken\n=== broken",
    "'\": {broken}, [broken] & *broken %broken @broken `broken\\",
)


def nasty(text: str, number: int) -> Record:
    """A record in which this stands wherever people write."""
    typed: dict[str, Any] = {
        one.name: text for one in fields(Record) if one.type is str and one.name not in ("channel", "owner")
    }
    return replace(
        RECORD,
        number=number,
        **typed,
        options=(Alternative(text, text, text, text), Alternative("Kafka")),
        criteria=(Weighed(text, 100),),
        result=(text,),
        dissent=(Dissent(BEN, text, text, text, text),),
        consulted=(BEN,),
        tags=(text,),
        links=(Link(text, "https://example.com/ok"), Link("x", "javascript:broken()"), Link(text, text)),
        reviews=tuple(replace(one, happened=text) for one in TOLD.reviews),
        review_on=date(2027, 1, 1),
    )


def nasty_log(text: str) -> Log:
    """A log of such records, in a workspace and among people who are called so."""
    people, places = dict.fromkeys(NAMES, text), dict.fromkeys(PLACES, text)
    older = replace(nasty(text, 1), state=State.SUPERSEDED, superseded_by=2)
    newer = replace(nasty(text, 2), supersedes=(1,))
    came = replace(DROPPED, text=text, reason=text)
    return Log(TEAM, text, complete([older, newer]), people, places, {newer.source_ref: (came,)})
