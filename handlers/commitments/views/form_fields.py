"""The fields of the form for a commitment, and of the one that words it anew."""

from datetime import datetime

from handlers.blocks import (
    chosen,
    chosen_channel,
    chosen_day,
    chosen_moment,
    chosen_people,
    divider,
    field,
    option,
    plain,
    section,
    typed,
)
from handlers.replies import Block
from rituals.commitments.form import Form
from rituals.commitments.model import Terms
from rituals.electorate import MOST_PEOPLE, Voters
from rituals.owning import MOST_CO_OWNERS

VOTERS = [
    option(Voters.CHANNEL, "All members of the channel"),
    option(Voters.PEOPLE, "These people"),
    option(Voters.GROUP, "A user group"),
]


def proposal(said: Form | Terms) -> Block:
    """What is put to the team."""
    element = typed("proposal", said.proposal, placeholder="Move the queue to NATS")
    return field("Proposal", element, hint="One sentence that one can agree to, or not.")


def worded(said: Form | Terms) -> list[Block]:
    """All that can be worded."""
    return [
        proposal(said),
        *(
            field(label, typed(name, getattr(said, name), lines=True, placeholder=example), optional=True)
            for name, (label, example) in WORDED.items()
        ),
    ]


WORDED = {
    "context": ("Context", "What problem, why now, which constraints?"),
    "aim": ("What it optimises for", "Fewer nights on call"),
    "trade_offs": ("Trade-offs accepted", "A month without new features"),
    "evidence": ("Evidence", "What do you know, and how? Links are welcome."),
}


def channel(form: Form) -> Block:
    """Where the commitment lives."""
    return field("Channel", chosen_channel("channel", form.channel))


def closes(form: Form, closes_at: datetime) -> Block:
    """When it closes."""
    return field("Closes", chosen_moment("closes_picked", form.closes_picked or closes_at))


def behind_more(form: Form, group: str) -> list[Block]:
    """Everything that has a default and is no part of the wording; `group` is what the chosen user group is called."""
    decider = chosen_people("decider", [form.decider] if form.decider else [], 1, "You")
    told = "Decides where somebody can't commit. Empty: you."
    return [
        field(
            "… or typed",
            typed("closes_typed", form.closes_typed, placeholder="2d · fri 17:00 · tomorrow 9am"),
            hint="In your own time zone. What is typed wins.",
            optional=True,
        ),
        divider(),
        section("*Who is asked, and who decides*"),
        {
            **field("Who takes a position", chosen("static_select", "voters", VOTERS, form.voters)),
            "dispatch_action": True,
        },
        *_of_voters(form, group),
        field("Decider", decider, hint=told, optional=True),
        field("Co-owners", chosen_people("co_owners", form.co_owners, MOST_CO_OWNERS), optional=True),
        field(
            "Look back on",
            chosen_day("review_on", form.review_on),
            hint="You are asked then how it turned out.",
            optional=True,
        ),
    ]


def _of_voters(form: Form, group: str) -> list[Block]:
    if form.voters is Voters.PEOPLE:
        element = chosen_people("people", form.people, MOST_PEOPLE)
        hint = f"At most {MOST_PEOPLE}. For more, take a user group."
        return [field("People", element, hint=hint, optional=True)]
    if form.voters is Voters.GROUP:
        groups: dict[str, object] = {
            "type": "external_select",
            "action_id": "user_group",
            "min_query_length": 0,
            "placeholder": plain("Choose a group"),
        }
        if form.user_group and group:
            groups["initial_option"] = option(form.user_group, group)
        return [field("User group", groups, optional=True)]
    return []
