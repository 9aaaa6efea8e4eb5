"""Each field of the form for a decision: from what was typed to a value, or to the sentence that says what to mend."""

import re
from collections.abc import Mapping

from rituals.decisions.criteria import Criterion, check_criteria, read_criteria
from rituals.decisions.terms import (
    FEWEST_OPTIONS,
    LONGEST_CONTEXT,
    LONGEST_DETAIL,
    LONGEST_OPTION,
    LONGEST_QUESTION,
    MOST_OPTIONS,
    NONE_OF_THESE,
    Detail,
    Method,
    Option,
    Quorum,
    Threshold,
)
from rituals.electorate import Voters
from rituals.refusal import Refusal
from rituals.texts import check_line, check_text, fold, seen

USUAL_DOTS, MOST_DOTS = 5, 100


def read_options(text: str) -> tuple[str, ...]:
    """The options of a field that has one a line; white space is folded and empty lines are left out."""
    return tuple(" ".join(line.split()) for line in text.splitlines() if seen(line))


def check_question(question: str) -> str:
    """The question on one line; raises Refusal."""
    empty = "Write the question the team should answer."
    instead = "Keep what is asked here and move the rest to the context."
    return check_line(question, "The question", LONGEST_QUESTION, empty, instead)


def check_context(context: str) -> str:
    """The context, trimmed; raises Refusal."""
    return check_text(context, "The context", LONGEST_CONTEXT)


def check_options(texts: tuple[str, ...], fewest: int = FEWEST_OPTIONS) -> tuple[str, ...]:
    """The options' texts, unchanged; raises Refusal."""
    if len(texts) < fewest:
        raise Refusal("A decision needs two options or more. Write one a line.")
    if len(texts) > MOST_OPTIONS:
        raise Refusal(
            f"There are {len(texts)} options and {MOST_OPTIONS} fit. "
            "Drop the weakest, or decide in two steps: first the kind, then the choice."
        )
    for number, text in enumerate(texts, 1):
        instead = "Keep its name here and describe it in the context."
        check_text(text, f"Option {number}", LONGEST_OPTION, instead)
    seen: dict[str, int] = {}
    for number, text in enumerate(texts, 1):
        first = seen.setdefault(fold(text), number)
        if first != number:
            raise Refusal(f"Options {first} and {number} are the same: “{text}”. Change one of them.")
    return texts


def check_bounds(method: Method, typed: tuple[str, str], options: int) -> tuple[int, int]:
    """The fewest and most options on one ballot of `options`, from what was typed; raises Refusal in the fields."""
    if method is not Method.APPROVAL:
        return 1, 1 if method is Method.SINGLE else options
    fewest = _whole_number(typed[0], "fewest", default=1)
    most = _whole_number(typed[1], "most", default=options)
    if fewest < 1:
        raise Refusal.in_fields({"fewest": "Ask for at least one option on each ballot."})
    if fewest > options:
        raise Refusal.in_fields({"fewest": f"There are only {options} options: ask for at most that many."})
    if not fewest <= most:
        raise Refusal.in_fields({"most": f"Allow at least as many as you ask for: {fewest}."})
    return fewest, min(most, options)


def check_quorum(text: str, voters: Voters) -> Quorum:
    """The quorum that was typed, as people or per cent; raises Refusal in the field."""
    text = text.strip()
    if not text:
        return Quorum()
    if voters is Voters.ANYONE:
        raise Refusal.in_fields(
            {"quorum": "A quorum needs a fixed group. Ask the channel's members, or leave the quorum empty."}
        )
    match = re.fullmatch(r"([0-9]{1,5})\s*(%|percent|per cent)?", text)
    if not match:
        raise Refusal.in_fields({"quorum": "Write a number of people, such as 5, or a share, such as 60 %."})
    quorum = Quorum(int(match[1]), percent=match[2] is not None)
    if quorum.percent and quorum.amount > 100:
        raise Refusal.in_fields(
            {"quorum": f"{quorum.amount} % is more than everybody. Ask for 100 % at most."}
        )
    return quorum


def check_threshold(text: str, of_all: bool, method: Method, voters: Voters) -> Threshold:
    """The share of votes that was typed; raises Refusal in the field."""
    text = text.strip()
    if not text:
        return Threshold()
    if method not in (Method.SINGLE, Method.APPROVAL):
        raise Refusal.in_fields(
            {"threshold": "Only votes and approvals can be held to a share. Leave it empty for this method."}
        )
    if of_all and voters is Voters.ANYONE:
        raise Refusal.in_fields(
            {"threshold": "A share of all who are asked needs a fixed group. Take the share of the votes."}
        )
    match = re.fullmatch(r"([0-9]{1,3})\s*(%|percent|per cent)?", text)
    if not match or not 1 <= int(match[1]) <= 100:
        raise Refusal.in_fields({"threshold": "Write a share from 1 to 100 %, such as 60 %."})
    return Threshold(int(match[1]), of_all)


def check_dots(text: str, method: Method) -> int:
    """How many dots each person has; raises Refusal in the field."""
    if method is not Method.DOTS:
        return 0
    dots = _whole_number(text, "dots", default=USUAL_DOTS)
    if not 1 <= dots <= MOST_DOTS:
        raise Refusal.in_fields({"dots": f"Give each person 1 to {MOST_DOTS} dots."})
    return dots


def check_matrix(text: str, method: Method, options: int) -> tuple[Criterion, ...]:
    """The criteria of a matrix with their weights; raises Refusal."""
    return check_criteria(read_criteria(text.splitlines()), options) if method is Method.MATRIX else ()


def check_detail(detail: Detail) -> Detail:
    """What is said of an option; raises Refusal in the fields."""
    texts = {
        "description": detail.description,
        "pros": detail.pros,
        "cons": detail.cons,
        "belief": detail.belief,
    }
    wrong = {
        name: f"{len(text):,} characters are a lot to read: {LONGEST_DETAIL:,} fit. Link to the rest."
        for name, text in texts.items()
        if len(text) > LONGEST_DETAIL
    }
    if wrong:
        raise Refusal.in_fields(wrong)
    return detail


def make_options(
    texts: tuple[str, ...], details: Mapping[str, Detail], with_none: bool
) -> tuple[Option, ...]:
    """The options, numbered from 1, with what was said of each; “None of these” comes last."""
    made = tuple(
        Option(number, text, details.get(fold(text), Detail())) for number, text in enumerate(texts, 1)
    )
    return (*made, NONE_OF_THESE) if with_none else made


def _whole_number(text: str, field: str, default: int) -> int:
    text = text.strip()
    if not text:
        return default
    if not re.fullmatch(r"[0-9]{1,3}", text):
        raise Refusal.in_fields({field: "Write a whole number, such as 2."})
    return int(text)
