"""The options before the vote: in a list on the card, and whole."""

from handlers.blocks import cut, escape, mention, shorten
from handlers.decisions.views.words import fitting
from rituals.decisions.terms import LONGEST_OPTION, NONE, Option, Terms
from rituals.ids import Person

LONGEST_LIST = 6000  # On a card, in characters of mrkdwn.
LONGEST_WHOLE = 6000  # Of one option; a modal takes 250 kB.
SHORTENED = {LONGEST_OPTION: 100, 40: 40, 24: 0}  # How long descriptions are where names are so long.


def options_listed(terms: Terms, recommender: Person) -> str:
    """The options as lines with their numbers, what each is in short, and which one its owner recommends."""
    return fitting(
        lambda longest: "\n".join(
            _line(terms, option, recommender, SHORTENED[longest]) for option in terms.options
        ),
        LONGEST_LIST,
    )


def _line(terms: Terms, option: Option, recommender: Person, longest: int) -> str:
    number = "–" if option.number == NONE else f"{option.number}."
    described = shorten(" ".join(option.detail.description.split()), longest) if longest else ""
    parts = [
        f"{number}  {escape(option.text)}",
        f" – {escape(described)}" if described else "",
        f"  {recommendation(recommender)}" if option.number == terms.recommended else "",
    ]
    return "".join(parts)


def recommendation(recommender: Person) -> str:
    """The mark of the option that the owner would choose."""
    return f":star: recommended by {mention(recommender)}"


def option_whole(terms: Terms, option: Option, recommender: Person) -> str:
    """One option with everything that is said of it."""
    detail = option.detail
    levels = [
        f"*Cost:* {detail.cost}" if detail.cost else "",
        f"*Risk:* {detail.risk}" if detail.risk else "",
    ]
    head = f"{'–' if option.number == NONE else f'{option.number}.'}  *{escape(option.text)}*"
    parts = [
        f"{head}  {recommendation(recommender)}" if option.number == terms.recommended else head,
        escape(detail.description),
        _listed("What speaks for it", detail.pros),
        _listed("What speaks against it", detail.cons),
        " · ".join(filter(None, levels)),
        f"*What would have to be true?*\n{escape(detail.belief)}" if detail.belief.strip() else "",
    ]
    return cut("\n".join(filter(None, map(str.strip, parts))), LONGEST_WHOLE)


def _listed(head: str, lines: str) -> str:
    """Lines that people wrote, each with a dot before it."""
    points = [line.strip().lstrip("-•* ") for line in lines.splitlines() if line.strip()]
    return f"*{head}*\n" + "\n".join(f"•  {escape(point)}" for point in points) if points else ""
