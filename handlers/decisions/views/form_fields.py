"""Everything behind “More” in the form for a decision: about the matter, the vote, and what comes afterwards."""

from datetime import datetime

from handlers import form_fields
from handlers.blocks import actions, button, divider, option, section
from handlers.choices import HINTS, METHODS, SECRECIES
from handlers.form_fields import told
from handlers.inputs import (
    chosen,
    field,
    ticked,
    typed,
)
from handlers.replies import Block
from rituals.decisions.criteria import MOST_CRITERIA, STARTERS, Criterion, write_criteria
from rituals.decisions.fields import USUAL_DOTS
from rituals.decisions.form import Form
from rituals.decisions.terms import Method, Reversibility
from rituals.electorate import Voters

VOTERS = [
    *form_fields.VOTERS,
    option(Voters.ANYONE, "Anyone in the channel", "No fixed group, so no quorum."),
]
EARLY = [option("early", "Close as soon as everybody has voted")]
WITH_NONE = [option("none", "Add “None of these”")]
SUGGESTING = [option("suggesting", "Let people suggest options before the vote opens")]
OF_ALL = [option("all", "All who are asked, not only those who vote")]
REVERSIBILITIES = [
    option(Reversibility.TWO_WAY, "Two-way door", "It can be taken back at little cost."),
    option(Reversibility.ONE_WAY, "One-way door", "It is hard or costly to take back."),
]
STARTER = write_criteria(Criterion(0, text, weight) for text, weight in STARTERS.items())


def about_the_matter(form: Form, draft: str) -> list[Block]:
    """What is asked, and where."""
    context = typed(
        "context", form.context, lines=True, placeholder="What problem, why now, which constraints?"
    )
    blocks: list[Block] = [
        actions("describe", [button("Describe options", "decision.describe", draft)]),
        field("Context", context, optional=True),
        form_fields.channel(form.channel),
        told(field("Suggestions", ticked("suggesting", SUGGESTING, _if(form.suggesting)), optional=True)),
    ]
    if form.suggesting:
        until = typed("suggest_until", form.suggest_until, placeholder="1d · fri 12:00")
        hint = "Empty: 17:00 on the next business day. Voting opens then."
        blocks.append(field("Suggestions until", until, hint=hint, optional=True))
    return blocks


def about_the_vote(form: Form, closes_at: datetime, group: str) -> list[Block]:
    """How it is answered, by whom, until when."""
    return [
        divider(),
        section("*The vote*"),
        told(field("Method", chosen("static_select", "method", METHODS, form.method))),
        *_of_method(form),
        form_fields.voters("Who votes", VOTERS, form.voters),
        *_of_voters(form, group),
        field("What is shown", chosen("radio_buttons", "secrecy", SECRECIES, form.secrecy)),
        *form_fields.deadline(form.closes_picked or closes_at, form.closes_typed),
        field(
            "Early close",
            ticked("close_when_all", EARLY, ["early"] if form.close_when_all else []),
            optional=True,
        ),
    ]


def _of_method(form: Form) -> list[Block]:
    """What only some methods ask for."""
    none = field(
        "None of these", ticked("with_none", WITH_NONE, ["none"] if form.with_none else []), optional=True
    )
    if form.method is Method.MATRIX:
        criteria = typed("criteria", form.criteria or STARTER, lines=True)
        hint = f"One a line with its weight in per cent, 2 to {MOST_CRITERIA}. Together they make 100."
        return [field("Criteria", criteria, hint=hint)]
    if form.method is Method.DOTS:
        dots = typed("dots", form.dots, placeholder=str(USUAL_DOTS))
        return [field("Dots for each person", dots, optional=True), none]
    if form.method is Method.APPROVAL:
        fewest = typed("fewest", form.fewest, placeholder="1")
        most = typed("most", form.most, placeholder="As many as one likes")
        return [
            field("Approval: at least", fewest, optional=True),
            field("Approval: at most", most, optional=True),
            none,
            *_threshold(form),
        ]
    return [none, *(_threshold(form) if form.method is Method.SINGLE else [])]


def _threshold(form: Form) -> list[Block]:
    share = typed("threshold", form.threshold, placeholder="60 %")
    of_all = ticked("threshold_of_all", OF_ALL, ["all"] if form.threshold_of_all else [])
    return [
        field("Threshold", share, hint="The share that an option needs to win.", optional=True),
        field("Share of whom", of_all, optional=True),
    ]


def _of_voters(form: Form, group: str) -> list[Block]:
    quorum = field(
        "Quorum",
        typed("quorum", form.quorum, placeholder="5 or 60 %"),
        hint="How many must vote for it to count.",
        optional=True,
    )
    return [*form_fields.of_voters(form.voters, form.people, form.user_group, group), quorum]


def about_afterwards(form: Form) -> list[Block]:
    """Who decides after the vote, and how it is looked back at."""
    door = form.reversibility or ""
    return [
        divider(),
        section("*Afterwards*"),
        form_fields.decider(form.decider, "The vote decides", "Where somebody decides, the vote advises."),
        form_fields.co_owners(form.co_owners),
        field(
            "Can it be taken back?",
            chosen("radio_buttons", "reversibility", REVERSIBILITIES, door),
            optional=True,
        ),
        form_fields.review_on(form.review_on),
        field("Hints against traps", ticked("hints", HINTS, form.hints), optional=True),
    ]


def _if(is_so: bool) -> list[str]:
    return ["suggesting"] if is_so else []
