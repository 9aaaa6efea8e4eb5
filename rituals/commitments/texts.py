"""Each text of a commitment: from what was typed to a value, or to the sentence that says what to mend."""

from dataclasses import dataclass

from rituals.refusal import Refusal, beside, gathered
from rituals.texts import check_line, check_text, seen

LONGEST_PROPOSAL, LONGEST_TEXT = 300, 3000

NAMES = {
    "context": "The context",
    "aim": "What it optimises for",
    "trade_offs": "What is accepted in return",
    "evidence": "The evidence",
}


@dataclass(frozen=True, slots=True)
class Texts:
    """What is put to the team, in words."""

    proposal: str
    context: str = ""
    aim: str = ""  # What it optimises for.
    trade_offs: str = ""
    evidence: str = ""


def check_texts(texts: Texts) -> Texts:
    """The texts, trimmed; raises Refusal in the fields."""
    wrong: dict[str, str] = {}
    with gathered(wrong, "proposal"):
        check_proposal(texts.proposal)
    for name, what in NAMES.items():
        with gathered(wrong, name):
            check_text(getattr(texts, name), what, LONGEST_TEXT)
    if wrong:
        raise Refusal.in_fields(wrong)
    others = {name: getattr(texts, name).strip() for name in NAMES}
    return Texts(check_proposal(texts.proposal), **others)


def check_proposal(proposal: str) -> str:
    """The proposal on one line; raises Refusal."""
    empty = "Write what you propose, in a sentence that people can commit to."
    instead = "Keep what people commit to here and move the rest to the context."
    return check_line(proposal, "The proposal", LONGEST_PROPOSAL, empty, instead)


def check_words(words: str, field: str, empty: str, longest: int) -> str:
    """What somebody had to write in this field, trimmed; raises Refusal in the field."""
    with beside(field):
        if not seen(words):
            raise Refusal(empty)
        return check_text(words, "This", longest)
