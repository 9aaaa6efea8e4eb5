"""What people see while options are suggested."""

from handlers.blocks import actions, button, context, count, escape, modal, section, sections, when
from handlers.decisions.views import words
from handlers.decisions.views.options import options_listed
from handlers.inputs import field, typed
from handlers.replies import Block, Message, View
from rituals.decisions.model import Decision
from rituals.decisions.terms import MOST_OPTIONS


def suggestions(decision: Decision) -> list[Block]:
    """The part of the card that invites suggestions."""
    terms = decision.terms
    until = when(terms.suggest_until, "until") if terms.suggest_until else ""
    return [
        actions("suggest", [button("Suggest an option", "decision.suggest", decision.id, style="primary")]),
        context(
            f"*Options can be suggested* {until} · then the vote is open, and {when(terms.closes_at, 'closes')}"
        ),
    ]


def suggest_modal(decision: Decision) -> View:
    """One more option."""
    terms = decision.terms
    there = options_listed(terms, decision.owner) or "No option has been suggested yet. Yours is the first."
    return modal(
        "Suggest an option",
        [
            section(f"*{escape(terms.question)}*"),
            *sections(there),
            field("Option", typed("option", placeholder="A short name")),
            field(
                "Description",
                typed("description", lines=True, placeholder="What it is, and what speaks for it"),
                optional=True,
            ),
            context(f"Up to {MOST_OPTIONS} options. *History* says who suggested what."),
        ],
        callback_id="decision.suggest",
        private_metadata=decision.id,
        submit="Suggest",
        close="Cancel",
    )


def vote_open(decision: Decision) -> Message:
    """The vote has begun, told in the thread."""
    options = count(len(decision.terms.named), "option")
    text = f"The vote is open: {options}. It {when(decision.terms.closes_at, 'closes')}."
    return Message(f"The vote is open: {words.title(decision)}", [section(text)])


def too_few_options(decision: Decision) -> Message:
    """There is nothing to choose between: told to its owner, who can do something about it."""
    terms = decision.terms
    found = f"only “{escape(terms.named[0].text)}” was suggested" if terms.named else "nothing was suggested"
    text = (
        f"The vote on *{escape(terms.question)}* was to open now, but {found}. Add options under *Amend* and open the "
        f"vote, give more time, or cancel it. Otherwise it ends without a decision {when(terms.closes_at, 'when it closes')}."
    )
    return Message(
        f"Too few options: {words.title(decision)}",
        [
            section(text),
            actions("too_few", [button("Manage", "decision.manage", decision.id, style="primary")]),
        ],
    )
