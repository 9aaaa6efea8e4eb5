"""The form in which an RFC is written, in three steps: one modal, in which one step takes the place of the other."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from handlers.blocks import actions, button, clean, context, escape, modal, option, section, shorten
from handlers.inputs import (
    chosen,
    chosen_channel,
    chosen_channels,
    chosen_people,
    chosen_person,
    field,
    number,
    ticked,
    typed,
)
from handlers.payloads import Fields
from handlers.replies import Block, View
from handlers.rfcs.drafts import Writing
from rituals.ids import DraftId
from rituals.owning import MOST_CO_OWNERS
from rituals.rfcs.fields import LONGEST_NOTE, TEXTS
from rituals.rfcs.form import MOST_DAYS, MOST_POINTERS, MOST_REVIEWERS, USUAL_DAYS, Form
from rituals.rfcs.model import Profile, name_of

WHAT, WEIGHING, WHO = 1, 2, 3
STEPS = {WHAT: "What", WEIGHING: "Weighing", WHO: "Who"}
"""The steps; where a text is edited the last one asks what has changed."""

PROFILES = [
    option(Profile.FINAL_COMMENT, "Final comment", "Once most reviewers approve, a few days for last words."),
    option(Profile.LAZY, "Lazy consensus", "After some days, with two approvals and no open concern."),
]
NOTE = "note"
EDITORIAL = [option("editorial", "Editorial", "Sign-offs stand, unless a reviewer objects.")]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A step of the form and what stands around it: `note` is a sentence on top, `older` a draft that was left.

    `begun` tells that the review of the RFC that is edited has begun, so that a change needs a note.
    """

    draft: DraftId
    writing: Writing
    step: int = WHAT
    note: str = ""
    begun: bool = False
    older: tuple[DraftId, str] | None = None


def form_modal(sheet: Sheet) -> View:
    """One step of the form, with what was typed before."""
    writing, step = sheet.writing, sheet.step
    blocks: list[Block] = []
    if sheet.note:
        blocks.append(section(escape(sheet.note), block_id="notice"))
    if sheet.older:
        named = escape(shorten(sheet.older[1] or "no title yet", 80))
        resume = button("Continue", "rfc.resume", sheet.older[0])
        blocks.append(section(f"You have a draft: “{named}”.", block_id="older", accessory=resume))
    if step == WHAT:
        blocks += _what(writing.form)
    elif step == WEIGHING:
        blocks += _weighing(writing.form)
    else:
        blocks += _who(writing.form) if writing.edited is None else _change(writing, sheet.begun)
    return modal(
        "Write an RFC" if writing.edited is None else f"Edit {name_of(writing.edited)}",
        [_progress(sheet), *blocks, actions("steps", _steps(sheet))],
        callback_id="rfc.form",
        private_metadata=f"{sheet.draft} {step}",
        submit="Preview" if step == WHO and writing.edited is None else "Publish" if step == WHO else "Next",
        close="Cancel",
        notify_on_close=True,
    )


def saved_modal(writing: Writing) -> View:
    """The draft is kept, and where it is found again."""
    named = f"“{escape(shorten(writing.title, 150))}”" if writing.title else "Your draft"
    text = f"{named} is kept for seven days. Your Home leads back to it. Nobody else sees it."
    return modal("Saved", [section(text)])


def _progress(sheet: Sheet) -> Block:
    """Where in the form one is."""
    names = {**STEPS, WHO: "Who" if sheet.writing.edited is None else "Change"}
    told = [f"*{n} {name}*" if n == sheet.step else f"{n} {name}" for n, name in names.items()]
    return context(f"{'  ·  '.join(told)}  ·  What you type is kept at each step.")


def _steps(sheet: Sheet) -> list[dict[str, Any]]:
    back = [button("Back", "rfc.step", f"{sheet.draft} {sheet.step - 1}")] if sheet.step > WHAT else []
    return [*back, button("Save and close", "rfc.save", f"{sheet.draft} {sheet.step}")]


def _what(form: Form) -> list[Block]:
    return [
        field("Title", typed("title", form.title, placeholder="Move the order queue to NATS")),
        field(
            "Summary",
            typed("summary", form.summary, lines=True),
            hint="Three to five sentences: what you propose, why now, and what it will change.",
        ),
        field(
            "Motivation",
            typed(
                "motivation", form.motivation, lines=True, placeholder="What is the problem? Who benefits?"
            ),
        ),
        field(
            "Proposal",
            typed("proposal", form.proposal, lines=True),
            hint="What will be done, in enough detail to be reviewed. Or link to it below.",
            optional=True,
        ),
        field("Full document", typed("link", form.link, placeholder="https://…"), optional=True),
    ]


def _weighing(form: Form) -> list[Block]:
    asked = {
        "alternatives": ("Alternatives considered", "“Do nothing” among them, and what that would cost."),
        "impact": ("Impact", "Teams that are affected, migration, timeline, people and budget."),
        "metrics": ("How success is measured", "What will be seen, by when, if it works."),
        "risks": ("Risks", "What could go wrong, and how you meet it."),
        "questions": ("Open questions", "What you do not know yet, and who may."),
        "references": ("References", "Links, earlier decisions, RFCs before this one."),
    }
    return [
        field(label, typed(name, getattr(form, name), lines=True), hint=hint, optional=True)
        for name, (label, hint) in asked.items()
    ]


def _who(form: Form) -> list[Block]:
    days = int(form.days) if form.days.isdecimal() else USUAL_DAYS
    return [
        field(
            "Channel",
            chosen_channel("channel", form.channel),
            hint="Where it is reviewed: in the thread of its card.",
        ),
        field(
            "Reviewers",
            chosen_people("reviewers", form.reviewers, MOST_REVIEWERS),
            hint="Everybody else who sees the channel can comment and raise concerns.",
            optional=True,
        ),
        field(
            "Decider",
            chosen_person("decider", form.decider, "You"),
            hint="Who may reject or postpone it. Empty: you.",
            optional=True,
        ),
        field(
            "Affected channels",
            chosen_channels("pointers", form.pointers, MOST_POINTERS),
            hint="Each gets a short card that leads here.",
            optional=True,
        ),
        field("How it is accepted", chosen("radio_buttons", "profile", PROFILES, form.profile)),
        field(
            "Business days",
            number("days", (1, MOST_DAYS), days),
            hint="Of final comment, or of lazy consensus from its opening on.",
        ),
        field("Co-authors", chosen_people("co_owners", form.co_owners, MOST_CO_OWNERS), optional=True),
    ]


def _change(writing: Writing, begun: bool) -> list[Block]:
    if not begun:
        return [
            section(
                "Nobody has taken a position or raised a concern yet, so this changes the text as it stands: "
                "there is no new version, and nobody has to look again."
            )
        ]
    return [
        field(
            "What has changed, and why?",
            typed(NOTE, writing.note, lines=True, placeholder="Clarified the rollout"),
            hint=f"Shown on the card and in the thread. {LONGEST_NOTE} characters at most.",
        ),
        field(
            "Kind",
            ticked("editorial", EDITORIAL, ["editorial"] if writing.editorial else []),
            hint="Otherwise those who approve are asked to look again: approvals of older versions do not count.",
            optional=True,
        ),
    ]


def read_writing(fields: Fields, before: Writing) -> Writing:
    """What stands in the form now; what this step does not show is as it was before."""
    read: dict[str, Callable[[str], Any]] = {
        **dict.fromkeys((*TEXTS, "days"), lambda name: clean(fields.text(name))),
        "channel": fields.channel,
        "reviewers": fields.people,
        "decider": lambda name: next(iter(fields.people(name)), None),
        "pointers": fields.channels,
        "profile": lambda name: fields.one_of(name, Profile) or Profile.FINAL_COMMENT,
        "co_owners": fields.people,
    }
    form = replace(before.form, **{name: get(name) for name, get in read.items() if fields.has(name)})
    if not fields.has(NOTE):
        return replace(before, form=form)
    return replace(
        before, form=form, note=clean(fields.text(NOTE)), editorial=bool(fields.choices("editorial"))
    )
