"""Everything that people see of writing and looking at RFCs, by the name of its golden file."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from handlers.failures import Trouble
from handlers.manage_forms import done
from handlers.replies import Block, View
from handlers.rfcs.drafts import Writing
from handlers.rfcs.views import answers, insight, manage_forms, messages
from handlers.rfcs.views.card import card, left_out, pointer
from handlers.rfcs.views.changes import changes_modal, unchanged_modal
from handlers.rfcs.views.details import details_modal
from handlers.rfcs.views.form import WEIGHING, WHAT, WHO, Sheet, form_modal, saved_modal
from handlers.rfcs.views.help import did_you_mean, help_message
from handlers.rfcs.views.home import home
from handlers.rfcs.views.manage import Powers, manage_modal
from handlers.rfcs.views.preview import preview_modal
from handlers.rfcs.views.shown import Shown
from handlers.rfcs.views.text import part_message, text_modal
from handlers.rfcs.views.why import why_modal
from rituals.ids import Channel, DraftId, Person
from rituals.rfcs.form import Form, Hint
from rituals.rfcs.model import Comment, Concern, Quote, Reviewers, Rfc, Stance, Standing, Version
from rituals.rfcs.silence import Answer
from storage.history import Entry
from tests.actions.making import CAME
from tests.golden import Look, once_over
from tests.records.making import RECORD
from tests.rfcs.making import (
    ACCEPTED,
    ANN,
    BEN,
    CHEN,
    DANA,
    EMIL,
    FINAL,
    FORM,
    LAZY,
    MONDAY,
    NOBODY_YET,
    POSTPONED,
    REJECTED,
    RFC,
    SUPERSEDED,
    TEXT,
    TODAY,
    WITHDRAWN,
    position,
    standing,
)

HOME = "https://meridian.slack.com/archives/CPLATFORM/p1700000000000100"
LINK = "https://meridian.slack.com/archives/CPLATFORM/p1700000000000200"
DRAFT = DraftId("draft1")
FULL_TEXT = replace(
    TEXT,
    impact="Payments and billing move in January & February.\nTwo people for six weeks.",
    metrics="No outage of a queue in half a year.",
    risks="SQS may be slower. We measure it first, and keep Kafka until then.",
    questions="What of the audit log?",
    references="D-12, https://example.com/queues",
    link="https://example.com/docs/one-queue",
)
NEWER_TEXT = replace(
    FULL_TEXT,
    proposal="Move everything but the audit log to SQS by April.",
    risks="SQS may be slower. We measure it first, and keep Kafka until then. A rollback takes one day.",
)
FIRST = Version(1, FULL_TEXT, "", ANN, MONDAY)
SECOND = Version(2, NEWER_TEXT, "Clarified the rollout", ANN, MONDAY + timedelta(days=1))
EDITORIAL = replace(SECOND, note="Mended typos", editorial=True)
SECOND_RFC = replace(
    RFC,
    version=2,
    counts_from=2,
    change="Clarified the rollout",
    co_owners=(EMIL,),
    terms=replace(RFC.terms, text=NEWER_TEXT, pointers=(Channel("CPAYMENTS"), Channel("CBILLING"))),
)

OPEN = Concern(1, DANA, "The rollout has no way back.", "A rollback that was tried.", 1, MONDAY, blocks=True)
ANSWERED = replace(
    OPEN, number=2, raiser=CHEN, standing=Standing.ANSWERED, answer="It has now.", answered_in=2
)
UNRULED = replace(OPEN, number=3, raiser=Person("UFAYE"), blocks=None, words="Who is on call?", wanted="")
RULED = replace(
    UNRULED, number=4, blocks=False, standing=Standing.ANSWERED, answer="The platform team, as today."
)
RESOLVED = replace(
    OPEN,
    number=5,
    standing=Standing.RESOLVED,
    resolved_by=EMIL,
    reason="Dana is away until January, and it was mended.",
    quote=Quote(BEN, LINK),
)
CONCERNS = [OPEN, ANSWERED, UNRULED, RULED, RESOLVED]
MIXED: Reviewers = {
    BEN: position(Stance.APPROVE, 2),
    CHEN: position(Stance.CONCERN),
    DANA: position(Stance.CONCERN),
    Person("UFAYE"): replace(position(Stance.COMMENTS, 2), reason="Name the owner of each queue."),
    Person("UGUS"): replace(
        position(Stance.HOLD, until=TODAY + timedelta(days=3)), reason="Back on Thursday."
    ),
    Person("UHAL"): position(Stance.APPROVE, 1),
    Person("UIDA"): None,
    Person("UJAN"): position(Stance.DECLINE),
}
COMMENTS = [
    Comment(2, BEN, "Mention the cost of SQS.", MONDAY, Quote(CHEN, LINK)),
    Comment(1, DANA, "I like it.", MONDAY),
]
QUIET = Shown(RFC, NOBODY_YET, home=HOME)
BUSY = Shown(SECOND_RFC, MIXED, CONCERNS, home=HOME)
APPROVED = standing(Ben=Stance.APPROVE, Chen=Stance.APPROVE, Dana=None)
ENDING = Shown(FINAL, APPROVED, home=HOME)
PAUSED = Shown(replace(FINAL, paused_at=MONDAY), APPROVED, [UNRULED], home=HOME)
DESERTED = Shown(RFC, {ANN: None}, home=HOME)  # The only reviewer writes it now.
RELAXED = Shown(LAZY, {}, home=HOME)
ANOTHER = replace(BUSY, rfc=replace(SECOND_RFC, number=8))
YET_ANOTHER = replace(RELAXED, rfc=replace(LAZY, number=9))
SIGNED = Shown(ACCEPTED, APPROVED, record=12, home=HOME)
OWNER = Powers(owns=True, decides=True)
EDIT = Writing(
    replace(FORM, proposal=NEWER_TEXT.proposal), edited=7, base=FULL_TEXT, note="Clarified the rollout"
)
RULE = Entry(
    ANN,
    "changed the rule",
    MONDAY,
    "lazy consensus, 3 business days, instead of final comment of 5 business days",
)
HISTORY = [
    Entry(ANN, "edited", MONDAY + timedelta(hours=3), "2: Clarified the rollout"),
    Entry(BEN, "approve", MONDAY + timedelta(hours=2)),
    Entry(ANN, "added", MONDAY + timedelta(hours=1), f"{CHEN} {DANA}"),
    Entry(ANN, "pointed", MONDAY, "CBILLING"),
    Entry(ANN, "opened", MONDAY),
]


def as_home(blocks: list[Block]) -> View:
    return {"type": "home", "blocks": blocks}


def ended(rfc: Rfc) -> Shown:
    return Shown(rfc, NOBODY_YET, home=HOME)


SEEN: dict[str, Look] = {
    "help": help_message,
    "did-you-mean": lambda: did_you_mean("lits", "list"),
    "form-what": lambda: form_modal(Sheet(DRAFT, Writing(Form()), older=(DRAFT, "One queue & all"))),
    "form-what-note": lambda: form_modal(Sheet(DRAFT, Writing(FORM), note="Invite @Cairn there first.")),
    "form-weighing": lambda: form_modal(Sheet(DRAFT, Writing(FORM), WEIGHING)),
    "form-who": lambda: form_modal(Sheet(DRAFT, Writing(FORM), WHO)),
    "form-edit-what": lambda: form_modal(Sheet(DRAFT, EDIT, WHAT)),
    "form-edit-change": lambda: form_modal(Sheet(DRAFT, replace(EDIT, editorial=True), WHO, begun=True)),
    "form-edit-free": lambda: form_modal(Sheet(DRAFT, EDIT, WHO)),
    "form-saved": lambda: saved_modal(Writing(FORM)),
    "form-saved-untitled": lambda: saved_modal(Writing(Form())),
    "preview": lambda: preview_modal(
        replace(BUSY, rfc=replace(SECOND_RFC, number=0, version=1, change="")),
        "draft1 0a1b",
        [Hint.NOTHING, Hint.SENTENCES],
        [RECORD],
    ),
    "card-quiet": lambda: card(QUIET),
    "card-busy": lambda: card(BUSY),
    "card-without-reviewers": lambda: card(DESERTED),
    "card-final": lambda: card(ENDING),
    "card-final-paused": lambda: card(PAUSED),
    "card-lazy": lambda: card(RELAXED),
    "card-lazy-final": lambda: card(Shown(replace(FINAL, terms=LAZY.terms), APPROVED)),
    "card-accepted": lambda: card(SIGNED),
    "card-rejected": lambda: card(ended(REJECTED)),
    "card-postponed": lambda: card(ended(POSTPONED)),
    "card-withdrawn": lambda: card(ended(WITHDRAWN)),
    "card-superseded": lambda: card(ended(SUPERSEDED)),
    "card-pointer": lambda: pointer(BUSY),
    "card-pointer-left-out": lambda: left_out(RFC, may_know=True),
    "card-pointer-veiled": lambda: left_out(RFC, may_know=False),
    "card-pointer-accepted": lambda: pointer(SIGNED),
    "card-pointer-rejected": lambda: pointer(ended(REJECTED)),
    "card-part": lambda: part_message(SECOND_RFC, 1),
    "card-part-gone": lambda: part_message(SECOND_RFC, 3),
    "show": lambda: messages.shown_to(QUIET, card(QUIET)),
    "read": lambda: text_modal(SECOND_RFC, SECOND),
    "read-older": lambda: text_modal(SECOND_RFC, FIRST),
    "changes": lambda: changes_modal(SECOND_RFC, (FIRST, SECOND)),
    "changes-editorial": lambda: changes_modal(
        replace(SECOND_RFC, version=3), (replace(SECOND, number=1), replace(EDITORIAL, objected_by=BEN))
    ),
    "changes-none": lambda: unchanged_modal(RFC),
    "details": lambda: details_modal(BUSY, COMMENTS),
    "details-quiet": lambda: details_modal(QUIET, []),
    "details-accepted": lambda: details_modal(SIGNED, [], CAME),
    "history": lambda: insight.history_modal(SECOND_RFC, HISTORY),
    "list": lambda: insight.rfc_list([QUIET, ANOTHER, YET_ANOTHER], 13, 2, 5),
    "list-empty": lambda: insight.rfc_list([], 0, 1, 5),
    "why-quiet": lambda: why_modal(QUIET),
    "why-without-reviewers": lambda: why_modal(DESERTED),
    "why-busy": lambda: why_modal(BUSY),
    "why-final": lambda: why_modal(ENDING),
    "why-paused": lambda: why_modal(PAUSED),
    "why-lazy": lambda: why_modal(RELAXED),
    "why-accepted": lambda: why_modal(SIGNED),
    "why-postponed": lambda: why_modal(ended(POSTPONED)),
    "why-withdrawn": lambda: why_modal(ended(WITHDRAWN)),
    "why-superseded": lambda: why_modal(ended(SUPERSEDED)),
    "manage-owner": lambda: manage_modal(QUIET, OWNER),
    "manage-decider": lambda: manage_modal(QUIET, Powers(decides=True)),
    "manage-admin": lambda: manage_modal(QUIET, Powers(is_admin=True)),
    "manage-other": lambda: manage_modal(QUIET, Powers()),
    "manage-heir": lambda: manage_modal(QUIET, Powers(is_heir=True)),
    "manage-postponed": lambda: manage_modal(ended(POSTPONED), OWNER),
    "manage-ended": lambda: manage_modal(SIGNED, OWNER),
    "manage-done": lambda: done("It is yours now."),
    **{f"manage-{name}": partial(form, BUSY) for name, form in manage_forms.FORMS.items()},
    "home": lambda: as_home(home([QUIET, ANOTHER], [(DRAFT, "One queue"), (DraftId("d2"), "")], ANN)),
    "home-of-another": lambda: as_home(home([QUIET], [], BEN)),
    "told-version": lambda: messages.new_version(SECOND_RFC, (FIRST, SECOND)),
    "told-version-editorial": lambda: messages.new_version(SECOND_RFC, (FIRST, EDITORIAL)),
    "told-changed-rule": lambda: messages.changed(RFC, RULE),
    "told-changed-reviewers": lambda: messages.changed(RFC, HISTORY[2]),
    "told-objected": lambda: messages.objected(SECOND_RFC, replace(EDITORIAL, objected_by=BEN)),
    "told-stale": lambda: messages.stale(SECOND_RFC, (FIRST, SECOND), HOME),
    "told-asked": lambda: messages.asked(QUIET),
    "told-asked-once-over": lambda: once_over(messages.asked(QUIET), messages.over(SUPERSEDED)),
    "told-postponed": lambda: messages.turned(POSTPONED),
    "told-taken-up": lambda: messages.turned(RFC),
    "told-handed-over": lambda: messages.handed_over(RFC),
    "told-shared": lambda: messages.shared(FINAL),
    "told-inherited": lambda: messages.inherited(RFC),
    "told-decides": lambda: messages.decides(RFC),
    "told-silent": lambda: messages.silent(RFC),
    "told-undelivered": lambda: messages.undelivered(RFC, "CPLATFORM", Trouble.ARCHIVED),
    "told-undelivered-pointer": lambda: messages.undelivered(RFC, "CPAYMENTS", Trouble.GONE),
    "told-parked": lambda: messages.parked(RFC),
    "said-objected": lambda: answers.OBJECTED,
    **{f"said-{one}": partial(answers.said_to_silence, RFC, one) for one in Answer},
}
