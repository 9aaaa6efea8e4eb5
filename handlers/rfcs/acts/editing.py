"""Changing the text: free until the review has begun, a new version afterwards."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from handlers.news import Notice
from handlers.payloads import Who
from handlers.rfcs.acts.course import Where, calendar_of, get_held, get_visible, save, set_end, tell
from handlers.rfcs.acts.settling import settle, tell_turn
from handlers.rfcs.acts.texts import keep_text
from handlers.rfcs.drafts import DRAFTS, Writing
from handlers.rfcs.views.changes import changed_sections
from rituals.ids import DraftId, Team
from rituals.refusal import Refusal
from rituals.rfcs import course, versions
from rituals.rfcs.course import Turn
from rituals.rfcs.fields import TEXTS
from rituals.rfcs.form import Form
from rituals.rfcs.guards import UNKNOWN, check_owner, check_takes
from rituals.rfcs.merging import merge
from rituals.rfcs.model import Reviewers, Rfc, Text, Version
from rituals.rfcs.reviewing import reviewer_of
from rituals.rfcs.versions import Wording, has_begun, mark_of, to_look_again
from storage import concerns, people, rfc_versions, rfcs
from storage import drafts as stored
from storage.history import Entry


@dataclass(frozen=True, slots=True)
class Editing:
    """An edit under way: the RFC that it is about, whether its review has begun, and what was typed so far."""

    rfc: Rfc
    begun: bool
    writing: Writing


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Somebody else has changed the text meanwhile: both edits put together, and who it was."""

    writing: Writing
    by: str
    both: tuple[str, ...]  # The names of the texts that both have changed.


def begin(tx: Connection, who: Who, where: Where, draft: DraftId, now: datetime) -> Editing:
    """The text as it stands, to be edited; an edit that this person left is gone on with."""
    rfc = get_visible(tx, where, who.person)
    check_owner(rfc, who.person)
    check_takes(rfc, now)
    left = DRAFTS.find(tx, who, draft)
    writing = left or Writing(form_of(rfc), edited=rfc.number, base=rfc.terms.text)
    return Editing(rfc, _has_begun(tx, rfc), writing)


def form_of(rfc: Rfc) -> Form:
    """The form, filled in with the text as it stands."""
    return Form(**{name: getattr(rfc.terms.text, name) for name in TEXTS})


def read_editing(tx: Connection, who: Who, writing: Writing) -> Editing:
    """The RFC that somebody is editing, as it stands now."""
    rfc = get_visible(tx, (who.team, str(writing.edited)), who.person)
    return Editing(rfc, _has_begun(tx, rfc), writing)


def needs_note(tx: Connection, who: Who, writing: Writing, now: datetime) -> bool:
    """Whether an edit is a new version by now; refuses where nothing is edited any more."""
    edited = read_editing(tx, who, writing)
    check_takes(edited.rfc, now)
    return edited.begun


def publish(tx: Connection, who: Who, draft: DraftId, writing: Writing, now: datetime) -> Rfc | Overtaken:
    """The RFC says this from now on; where somebody else has changed it meanwhile, both edits come back together."""
    before = get_held(tx, (who.team, str(writing.edited)), who.person)
    older = rfc_versions.find(tx, before, before.version)
    if older is None:
        raise LookupError(f"version {before.version} of {before.name}")
    base = writing.base or before.terms.text
    if base != before.terms.text:
        check_owner(before, who.person)
        merged = merge(base, writing.form.text, before.terms.text)
        return Overtaken(_on_top(writing, before, merged.text), _name_of(tx, older, who.team), merged.both)
    wording = Wording(writing.form.text, writing.note, writing.editorial, mark_of(base))
    edited = versions.edit(before, who.person, wording, _has_begun(tx, before), now)
    rfc_versions.save(tx, before, edited.version)
    stored.remove(tx, who.team, draft)
    return _follow(tx, (before, older), (edited.rfc, edited.version), now)


def object_to(tx: Connection, who: Who, where: Where, number: int, now: datetime) -> Rfc:
    """To this reviewer an edit is more than editorial: those who approved before it are asked to look again."""
    before = get_held(tx, where, who.person)
    version = rfc_versions.find(tx, before, number)
    if version is None:
        raise Refusal(UNKNOWN)
    reviewers, raised = rfcs.read_reviewers(tx, before), concerns.read_all(tx, before)
    edited = versions.object_to(before, version, reviewer_of(reviewers, raised, who.person), now)
    rfc_versions.save(tx, before, edited.version)
    save(tx, edited.rfc, Entry(who.person, "objected", now, str(number)))
    tell(tx, edited.rfc, Notice("objected", mark=str(number)), now)
    _ask_again(tx, before, edited.rfc, reviewers, now)
    return settle(tx, edited.rfc, now)


def _follow(tx: Connection, before: tuple[Rfc, Version], after: tuple[Rfc, Version], now: datetime) -> Rfc:
    """What follows from other words: on the cards and in the thread, and for those who approved the older ones."""
    (old, older), (rfc, version) = before, after
    keep_text(tx, rfc, now)
    if version.number == old.version:
        changed = ", ".join(changed_sections(older.text, version.text))
        save(tx, rfc, Entry(version.by, "reworded", now, changed))
        return rfc
    kind = " (editorial)" if version.editorial else ""
    save(tx, rfc, Entry(version.by, "edited", now, f"{version.number}{kind}: {version.note}"))
    tell(tx, rfc, Notice("version", mark=str(version.number)), now)
    _ask_again(tx, old, rfc, rfcs.read_reviewers(tx, rfc), now)
    return settle(tx, _give_time(tx, rfc, now) if version.editorial else rfc, now)


def _give_time(tx: Connection, before: Rfc, now: datetime) -> Rfc:
    """Where final comment is nearly over it is extended, so that reviewers can object."""
    after = course.give_time(before, now, calendar_of(tx, before))
    if after != before:
        save(tx, after, Entry(None, Turn.EXTENDED.value, now))
        set_end(tx, after)
        tell_turn(tx, after, Turn.EXTENDED, now)
    return after


def _ask_again(tx: Connection, before: Rfc, after: Rfc, reviewers: Reviewers, now: datetime) -> None:
    """Those whose approval no longer counts are asked, each in private."""
    for person in to_look_again(before, after, reviewers):
        tell(tx, after, Notice("stale", person, str(after.version)), now)


def _has_begun(tx: Connection, rfc: Rfc) -> bool:
    return has_begun(rfcs.read_reviewers(tx, rfc), concerns.read_all(tx, rfc))


def _on_top(writing: Writing, rfc: Rfc, text: Text) -> Writing:
    """The edit, from now on one of the text as it stands."""
    form = replace(writing.form, **{name: getattr(text, name) for name in TEXTS})
    return replace(writing, form=form, base=rfc.terms.text)


def _name_of(tx: Connection, version: Version, team: Team) -> str:
    member = people.find_person(tx, team, version.by)
    return member.name if member else "Somebody"
