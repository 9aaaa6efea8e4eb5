"""The fields of the form for a commitment, and of the one that words it anew."""

from handlers import form_fields
from handlers.blocks import divider, section
from handlers.inputs import field, typed
from handlers.replies import Block
from rituals.commitments.form import Form
from rituals.commitments.model import Terms


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


def behind_more(form: Form, group: str) -> list[Block]:
    """Everything that has a default and is no part of the wording; `group` is what the chosen user group is called."""
    return [
        form_fields.typed_deadline(form.closes_typed),
        divider(),
        section("*Who is asked, and who decides*"),
        form_fields.voters("Who takes a position", form_fields.VOTERS, form.voters),
        *form_fields.of_voters(form.voters, form.people, form.user_group, group),
        form_fields.decider(form.decider, "You", "Decides where somebody can't commit. Empty: you."),
        form_fields.co_owners(form.co_owners),
        form_fields.review_on(form.review_on),
    ]
