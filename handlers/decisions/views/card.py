"""The card: a picture of what is stored, the same for everyone."""

from collections.abc import Sequence

from handlers.blocks import (
    actions,
    button,
    context,
    count,
    escape,
    image,
    inert,
    overflow,
    section,
    sections,
    shorten,
    when,
)
from handlers.decisions.views import words
from handlers.decisions.views.ending import ALONE, Beside, ending, what_follows
from handlers.decisions.views.matrix import depict, weights_listed
from handlers.decisions.views.options import options_listed, recommendation
from handlers.decisions.views.suggesting import suggestions
from handlers.replies import Block, Message
from rituals.decisions.answer import Answer
from rituals.decisions.model import Decision, State
from rituals.decisions.terms import Secrecy
from rituals.ids import Person

MENU = (("details", "Details"), ("history", "History"), ("why", "Why?"), ("manage", "Manage"))
# Slack takes 13,000 characters a message; escaped, each of people's may take five. The rest is under Details.
CONTEXT_SHOWN, CONTEXT_SHOWN_AFTERWARDS, OUTCOME_SHOWN, CHANGE_SHOWN = 600, 200, 500, 200


def card(
    decision: Decision,
    votes: Sequence[tuple[Person, Answer]] = (),
    beside: Beside = ALONE,
) -> Message:
    """The card of a decision; `votes` only where answers are open and the vote has closed."""
    blocks = [
        section(
            f"*{escape(decision.terms.question)}*",
            accessory=overflow("decision.menu", ((f"{name} {decision.id}", label) for name, label in MENU)),
        ),
        *_body(decision),
    ]
    if decision.state is State.SUGGESTING:
        blocks += [*suggestions(decision), *_more_time(beside)]
    elif decision.state is State.OPEN:
        blocks += [*_voting(decision, beside), *_more_time(beside)]
    else:
        blocks += [*ending(decision, votes, beside.answering), *_picture(decision, beside.picture)]
    blocks += what_follows(decision, beside)
    if decision.change:
        blocks.append(context(_amended(decision, beside.outdated)))
    blocks.append(context(words.rules(decision)))
    return Message(_notification(decision), blocks)


def preview(decision: Decision) -> list[Block]:
    """The card as it will be posted, with buttons that only show themselves."""
    return inert(card(decision).blocks, "decision.try")


def _body(decision: Decision) -> list[Block]:
    terms = decision.terms
    blocks = []
    if terms.context:
        most = CONTEXT_SHOWN_AFTERWARDS if decision.state.is_final else CONTEXT_SHOWN
        blocks.append(section(escape(shorten(terms.context, most))))
    if decision.state in (State.SUGGESTING, State.OPEN):
        blocks += _choices(decision)
    return blocks


def _choices(decision: Decision) -> list[Block]:
    """What there is to choose between, as far as the buttons do not say it."""
    terms, blocks = decision.terms, []
    if terms.criteria:
        blocks.append(section(f"*Criteria:* {escape(weights_listed(terms))}"))
    is_described = any(option.detail.description for option in terms.options)
    if is_described or not terms.by_button or decision.state is State.SUGGESTING:
        return [*blocks, *sections(options_listed(terms, decision.owner))]
    if terms.recommended is not None:
        named = escape(words.options_named(terms, [terms.recommended]))
        blocks.append(context(f"{named}  {recommendation(decision.owner)}"))
    return blocks


def _voting(decision: Decision, beside: Beside) -> list[Block]:
    terms = decision.terms
    if terms.by_button:
        votes = [button(o.text, f"decision.cast/{o.number}", words.as_shown(decision)) for o in terms.options]
    else:
        votes = [button("Vote", "decision.vote", decision.id, style="primary")]
    blocks = [
        actions("votes", votes),
        context(
            f"*{words.participation(decision)}* · {when(terms.closes_at, 'closes')}"
            + (", earlier than it was" if beside.was_brought_forward else "")
        ),
    ]
    more = (
        [button("Results so far", "decision.results", decision.id)] if terms.secrecy is Secrecy.OPEN else []
    )
    if terms.by_button:
        more.append(button("Abstain", "decision.abstain", words.as_shown(decision)))
    return [*blocks, actions("more", more)] if more else blocks


def _more_time(beside: Beside) -> list[Block]:
    """Why it closes at another time than it did."""
    reason = escape(shorten(beside.reason, CHANGE_SHOWN))
    return [context(f"Deadline moved: {reason}")] if reason else []


def _picture(decision: Decision, file: str | None) -> list[Block]:
    shown = depict(decision) if file else None
    return [image(file, shown.describe())] if file and shown else []


def _amended(decision: Decision, outdated: int) -> str:
    older = ""
    if outdated and decision.state is State.OPEN:
        older = f" {count(outdated, 'vote was', 'votes were')} given before."
    return f"Version {decision.version}: {escape(shorten(decision.change, CHANGE_SHOWN))}.{older}"


def _notification(decision: Decision) -> str:
    outcome = words.outcome_in_short(decision)
    if outcome:
        return f"{words.title(decision)} – {outcome}"
    return f"{words.title(decision)} – {words.participation(decision)}"
