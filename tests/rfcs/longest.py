"""Every view and message of RFCs with everything in it as long as it may be: Slack must take them too."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from handlers.failures import Trouble
from handlers.rfcs.drafts import Writing
from handlers.rfcs.views import insight, messages
from handlers.rfcs.views.card import card, left_out, pointer
from handlers.rfcs.views.changes import change_blocks, changes_modal
from handlers.rfcs.views.details import details_modal
from handlers.rfcs.views.form import STEPS, Sheet, form_modal, saved_modal
from handlers.rfcs.views.home import home
from handlers.rfcs.views.manage import Powers, manage_modal
from handlers.rfcs.views.manage_forms import FORMS
from handlers.rfcs.views.pages import paged
from handlers.rfcs.views.preview import preview_modal
from handlers.rfcs.views.shown import Shown
from handlers.rfcs.views.text import part_message, parts_of, text_blocks, text_modal
from handlers.rfcs.views.why import why_modal
from rituals.ids import Channel, DraftId, Person
from rituals.rfcs.fields import TEXTS
from rituals.rfcs.form import Form, Hint
from rituals.rfcs.model import Comment, Concern, Quote, Stance, State, Text, Version
from storage.history import Entry
from tests.actions.making import LONGEST_CAME
from tests.golden import Look
from tests.records.making import RECORD
from tests.rfcs.making import ANN, FINAL, MONDAY, REJECTED, RFC, TODAY, position
from tests.rfcs.seen import as_home

LINK = "https://meridian.slack.com/archives/C0123456789/p1700000000000100"
DRAFT = DraftId("A" * 16)


def longest(letter: str) -> dict[str, Look]:
    """Every view and message with everything as long as it may be, all in this letter."""
    long = letter * 3000
    texts: dict[str, Any] = dict.fromkeys(TEXTS, long)
    texts |= {"title": letter * 150, "link": "https://example.com/" + letter * 980}
    text = Text(**texts)
    other = Text(**{name: f"x {value} y" for name, value in texts.items()})
    crowd = [Person(f"U0123{number:06}") for number in range(100)]
    stances = [*Stance, None]
    reviewers = {
        person: None
        if (stance := stances[number % len(stances)]) is None
        else replace(position(stance, 1, TODAY), reason=letter * 2000)
        for number, person in enumerate(crowd)
    }
    quote = Quote(ANN, LINK)
    concerns = [
        Concern(n, crowd[n], letter * 2000, letter * 2000, 1, MONDAY, n % 3 != 0 or None, quote=quote)
        for n in range(60)
    ]
    comments = [Comment(n, crowd[n], letter * 2000, MONDAY, quote) for n in range(100)]
    pointers = tuple(Channel(f"C0123{number:06}") for number in range(10))
    terms = replace(RFC.terms, text=text, pointers=pointers)
    rfc = replace(
        RFC, number=999_999_999, version=99, change=letter * 500, terms=terms, co_owners=tuple(crowd[:5])
    )
    stale = replace(rfc, counts_from=99)
    rejected = replace(REJECTED, number=999_999_999, terms=terms, ending=letter * 500)
    versions = Version(98, text, long, ANN, MONDAY), Version(99, other, letter * 500, ANN, MONDAY, True)
    busy = Shown(rfc, reviewers, concerns, home=LINK)
    many = [replace(busy, rfc=replace(rfc, number=999_999_900 + n)) for n in range(30)]
    entries = [Entry(ANN, "edited", MONDAY + timedelta(seconds=n), letter * 500) for n in range(100)]
    form = Form(
        channel="C0123456789",
        reviewers=tuple(crowd[:30]),
        pointers=pointers,
        co_owners=tuple(crowd[:5]),
        **texts,
    )
    looks: dict[str, Look] = {
        "card": partial(card, busy),
        "card-stale": partial(card, replace(busy, rfc=stale)),
        "card-final": partial(
            card, replace(busy, rfc=replace(FINAL, terms=terms, change=letter * 500, version=2))
        ),
        "card-rejected": partial(card, Shown(rejected, reviewers, concerns, 999_999_999, LINK)),
        "card-pointer": partial(pointer, busy),
        "card-pointer-rejected": partial(pointer, Shown(rejected, reviewers, home=LINK)),
        "card-pointer-left-out": partial(left_out, rfc, True),
        "show": lambda: messages.shown_to(busy, card(busy)),
        "preview": partial(
            preview_modal, busy, "x" * 40, list(Hint), [replace(RECORD, number=n) for n in range(3)]
        ),
        "details": partial(details_modal, busy, comments, LONGEST_CAME),
        "history": partial(insight.history_modal, rfc, entries),
        "list": partial(insight.rfc_list, many[:10], 30, 2, 10),
        "why": partial(why_modal, busy),
        "why-rejected": partial(why_modal, Shown(rejected)),
        "manage": partial(manage_modal, busy, Powers(True, True, True)),
        "home": lambda: as_home(home(many, [(DraftId(f"{DRAFT}{n}"), long) for n in range(9)], ANN)),
        "saved": partial(saved_modal, Writing(form, edited=7)),
        "version": partial(messages.new_version, rfc, versions),
        "stale": partial(messages.stale, rfc, versions, LINK),
        "asked": partial(messages.asked, busy),
        "changed": partial(messages.changed, rfc, Entry(ANN, "added", MONDAY, " ".join(crowd[:40]))),
        "turned": partial(messages.turned, replace(rejected, state=State.POSTPONED)),
        "silent": partial(messages.silent, rfc),
        "shared": partial(messages.shared, rfc),
        "undelivered": partial(messages.undelivered, rfc, "CELSE", Trouble.GONE),
    }
    looks |= {f"form-{step}": partial(form_modal, Sheet(DRAFT, Writing(form), step)) for step in STEPS}
    looks |= {name: partial(one, busy) for name, one in FORMS.items()}
    for page in range(1, len(paged(text_blocks(text))) + 1):
        looks[f"read-{page}"] = partial(text_modal, rfc, versions[0], page)
    for page in range(1, len(paged(change_blocks(text, other))) + 1):
        looks[f"changes-{page}"] = partial(changes_modal, rfc, versions, page)
    for part in range(1, len(parts_of(text)) + 1):
        looks[f"card-part-{part}"] = partial(part_message, rfc, part)
    for page in range(2, 100, 40):
        looks[f"details-{page}"] = partial(details_modal, busy, comments, LONGEST_CAME, page)
    return {f"{name}-{letter!r}": look for name, look in looks.items()}


WORST: dict[str, Look] = {}
for each in "W&\U0001f600":
    WORST |= longest(each)
