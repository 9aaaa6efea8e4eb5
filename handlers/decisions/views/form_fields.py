"""Everything behind “More” in the form for a decision: about the matter, the vote, and what comes afterwards."""

from datetime import datetime
from typing import Any

from handlers.blocks import actions, button, divider, option, plain, section
from handlers.choices import HINTS, METHODS, SECRECIES
from handlers.inputs import (
    chosen,
    chosen_channel,
    chosen_day,
    chosen_moment,
    chosen_people,
    field,
    ticked,
    typed,
)
from handlers.replies import Block
from rituals.decisions.criteria import MOST_CRITERIA, STARTERS, Criterion, write_criteria
from rituals.decisions.fields import USUAL_DOTS
from rituals.decisions.form import Form
from rituals.decisions.terms import Method, Reversibility
from rituals.electorate import MOST_PEOPLE, Voters
from rituals.owning import MOST_CO_OWNERS

VOTERS = [
    option(Voters.CHANNEL, "All members of the channel"),
    option(Voters.PEOPLE, "These people"),
    option(Voters.GROUP, "A user group"),
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
        channel(form),
        _told(field("Suggestions", ticked("suggesting", SUGGESTING, _if(form.suggesting)), optional=True)),
    ]
    if form.suggesting:
        until = typed("suggest_until", form.suggest_until, placeholder="1d · fri 12:00")
        hint = "Empty: 17:00 on the next business day. Voting opens then."
        blocks.append(field("Suggestions until", until, hint=hint, optional=True))
    return blocks


def channel(form: Form) -> Block:
    """Where the decision lives."""
    return field("Channel", chosen_channel("channel", form.channel))


def about_the_vote(form: Form, closes_at: datetime, group: str) -> list[Block]:
    """How it is answered, by whom, until when."""
    return [
        divider(),
        section("*The vote*"),
        _told(field("Method", chosen("static_select", "method", METHODS, form.method))),
        *_of_method(form),
        _told(field("Who votes", chosen("static_select", "voters", VOTERS, form.voters))),
        *_of_voters(form, group),
        field("What is shown", chosen("radio_buttons", "secrecy", SECRECIES, form.secrecy)),
        field("Closes", chosen_moment("closes_picked", form.closes_picked or closes_at)),
        field(
            "… or typed",
            typed(
                "closes_typed", form.closes_typed, placeholder="2d · fri 17:00 · tomorrow 9am · 2026-12-01"
            ),
            hint="In your own time zone. What is typed wins.",
            optional=True,
        ),
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
    if form.voters is Voters.PEOPLE:
        hint = f"At most {MOST_PEOPLE}. For more, take a user group."
        return [
            field("People", chosen_people("people", form.people, MOST_PEOPLE), hint=hint, optional=True),
            quorum,
        ]
    if form.voters is Voters.GROUP:
        return [field("User group", _user_group(form, group), optional=True), quorum]
    return [quorum]


def _user_group(form: Form, group: str) -> dict[str, Any]:
    element: dict[str, Any] = {
        "type": "external_select",
        "action_id": "user_group",
        "min_query_length": 0,
        "placeholder": plain("Choose a group"),
    }
    if form.user_group and group:
        element["initial_option"] = option(form.user_group, group)
    return element


def about_afterwards(form: Form) -> list[Block]:
    """Who decides after the vote, and how it is looked back at."""
    day = chosen_day("review_on", form.review_on)
    door = form.reversibility or ""
    return [
        divider(),
        section("*Afterwards*"),
        field(
            "Decider",
            chosen_people("decider", [form.decider] if form.decider else [], 1, "The vote decides"),
            hint="Where somebody decides, the vote advises.",
            optional=True,
        ),
        field("Co-owners", chosen_people("co_owners", form.co_owners, MOST_CO_OWNERS), optional=True),
        field(
            "Can it be taken back?",
            chosen("radio_buttons", "reversibility", REVERSIBILITIES, door),
            optional=True,
        ),
        field("Look back on", day, hint="You are asked then how it turned out.", optional=True),
        field("Hints against traps", ticked("hints", HINTS, form.hints), optional=True),
    ]


def _if(is_so: bool) -> list[str]:
    return ["suggesting"] if is_so else []


def _told(block: Block) -> Block:
    """A field at whose change the form shows other fields."""
    return {**block, "dispatch_action": True}
