"""How the options stand after a count, or so far: in lines with bars, and in plain ones for records."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from handlers.blocks import context, count, escape, mention, shorten
from handlers.decisions.views.matrix import matrix_remarks
from handlers.decisions.views.ranking import cycle_in_short
from handlers.decisions.views.words import fitting
from handlers.replies import Block
from rituals.decisions.answer import HIGHEST_CELL, HIGHEST_SCORE, Answer
from rituals.decisions.figures import told_apart
from rituals.decisions.model import Decision, Result
from rituals.decisions.ranked import beats
from rituals.decisions.spread import Spread
from rituals.decisions.tally import matrix_of, ranking_of
from rituals.decisions.terms import LONGEST_OPTION, Method, Option, Terms
from rituals.ids import Person

BAR = 12  # Characters of the longest bar of a result.
STEPS = "▁▂▃▄▅▆▇█"  # The lowest means nobody.
LONGEST_STANDING, LONGEST_REMARKS, MOST_NAMED = 5500, 500, 20


@dataclass(frozen=True, slots=True)
class Line:
    """An option in a result: how much of the bar it fills, from 0 to 1, and what stands beside it."""

    option: Option
    share: Fraction
    figure: str
    place: int = 0  # Where options have places.
    spread: str = ""  # How its scores lie, as small bars.


def standing(terms: Terms, result: Result, votes: Sequence[tuple[Person, Answer]] = ()) -> str:
    """The options as lines with bars, best first, with names where `votes` tells them and one ballot names few.

    Where that is too much for one message, names are left out, then the ends of long options.
    """
    named = votes if names_stand(terms) else ()
    whole = _standing(terms, result, named, LONGEST_OPTION)
    if len(whole) > LONGEST_STANDING:
        whole = fitting(lambda longest: _standing(terms, result, (), longest), LONGEST_STANDING)
    return whole + _abstained(result, [person for person, answer in votes if not answer])


def names_stand(terms: Terms) -> bool:
    """Whether names can stand beside options: where a ballot says no more of an option than that it is chosen."""
    return terms.method in (Method.SINGLE, Method.APPROVAL)


def _standing(terms: Terms, result: Result, votes: Sequence[tuple[Person, Answer]], longest: int) -> str:
    shown, choosers = [], _choosers(votes)
    for line in lines_of(terms, result):
        filled = "█" * round(BAR * line.share)
        name = escape(shorten(line.option.text, longest))
        parts = [
            f"{line.place}." if line.place else "",
            f"{filled:░<{BAR}}",
            line.figure,
            line.spread,
            f"*{name}*" if line.option.number in result.leaders else name,
        ]
        shown.append("  ".join(filter(None, parts)) + _names(choosers.get(line.option.number, ())))
    return "\n".join(shown)


def _choosers(votes: Sequence[tuple[Person, Answer]]) -> Mapping[int, Sequence[Person]]:
    """Who chose each option; what nobody chose is missing."""
    chosen: dict[int, list[Person]] = {}
    for person, answer in votes:
        for mark in answer:
            chosen.setdefault(mark.option, []).append(person)
    return chosen


def _names(people: Sequence[Person]) -> str:
    return f" – {_mentioned(people)}" if people else ""


def _mentioned(people: Sequence[Person]) -> str:
    more = len(people) - MOST_NAMED
    return ", ".join(map(mention, people[:MOST_NAMED])) + (f" and {more:,} more" if more > 0 else "")


def _abstained(result: Result, people: Sequence[Person]) -> str:
    if not result.abstained:
        return ""
    return ("\n" if result.cast else "") + f"{result.abstained:,} abstained{_names(people)}"


def remarks(terms: Terms, result: Result) -> list[str]:
    """What there is to say about how the options stand, in sentences without markup."""
    if not result.cast:
        return []
    if terms.method is Method.SCORE:
        return [f"The small bars: how many gave 0, 1 and so on up to {HIGHEST_SCORE}."]
    if terms.method is Method.RANKED:
        return list(filter(None, [cycle_in_short(terms, ranking_of(result, terms))]))
    return matrix_remarks(terms, matrix_of(result, terms)) if terms.method is Method.MATRIX else []


def remarked(terms: Terms, result: Result) -> list[Block]:
    """The remarks as small print; none where there are none."""
    said = " ".join(remarks(terms, result))
    if said and terms.method is Method.RANKED:
        said += " What follows from it stands under ⋯ Why?"
    return [context(escape(shorten(said, LONGEST_REMARKS)))] if said else []


def result_lines(decision: Decision) -> list[str]:
    """The result in plain lines without markup, best first, as a record keeps it; none where nothing was counted."""
    terms, result = decision.terms, decision.result
    if result is None or not result.ballots:
        return []
    said = [f"{count(result.abstained, 'person', 'people')} abstained."] if result.abstained else []
    explained = [] if terms.method is Method.SCORE else remarks(terms, result)
    return [_plain(line, terms, result) for line in lines_of(terms, result)] + explained + said


def _plain(line: Line, terms: Terms, result: Result) -> str:
    place = f"{line.place}. " if line.place else ""
    spread = result.marks.get((line.option.number, 0))
    how = f" ({scores_listed(spread)})" if terms.method is Method.SCORE and spread and spread.count else ""
    return f"{place}{line.option.text}: {line.figure}{how}"


def scores_listed(spread: Spread) -> str:
    """How often each score was given, the highest first: “2 × 5, 1 × 3”."""
    return ", ".join(f"{times:,} × {score}" for score, times in sorted(spread.times.items(), reverse=True))


def lines_of(terms: Terms, result: Result) -> list[Line]:
    """The options with their figures, best first; none where nobody chose anything."""
    if not result.cast:
        return []
    lines: Mapping[Method, Callable[[Terms, Result], list[Line]]] = {
        Method.SCORE: _scored,
        Method.RANKED: _ranked,
        Method.MATRIX: _weighed,
    }
    return lines.get(terms.method, _counted)(terms, result)


def _counted(terms: Terms, result: Result) -> list[Line]:
    """Votes and approvals are shares of the people who chose something, dots of all dots."""
    is_dots = terms.method is Method.DOTS
    whole = sum(result.votes.values()) if is_dots else result.cast
    best = max(result.votes.values()) or 1
    lines = []
    for option in terms.options:
        votes = result.votes.get(option.number, 0)
        share = f"{round(100 * votes / whole) if whole else 0} %"
        figure = f"{count(votes, 'dot') if is_dots else f'{votes:,}'} · {share}"
        lines.append((votes, Line(option, Fraction(votes, best), figure)))
    return [line for _, line in sorted(lines, key=lambda each: -each[0])]


def _scored(terms: Terms, result: Result) -> list[Line]:
    spreads = {option.number: result.marks[option.number, 0] for option in terms.options}
    means = {number: spread.mean for number, spread in spreads.items() if spread.count}
    most = max((times for spread in spreads.values() for times in spread.times.values()), default=1)
    small = {number: _small_bars(spread, most) for number, spread in spreads.items()}
    return [
        Line(line.option, line.share, line.figure, spread=small[line.option.number])
        for line in _by_mean(terms, means, HIGHEST_SCORE)
    ]


def _small_bars(spread: Spread, most: int) -> str:
    """A bar for each score from 0 on; the highest stands for `most` people."""
    highest = len(STEPS) - 1
    heights = (-(-highest * spread.times.get(score, 0) // most) for score in range(HIGHEST_SCORE + 1))
    return "".join(STEPS[height] for height in heights)


def _weighed(terms: Terms, result: Result) -> list[Line]:
    return _by_mean(terms, matrix_of(result, terms).scores, HIGHEST_CELL)


def _by_mean(terms: Terms, means: Mapping[int, Fraction], highest: int) -> list[Line]:
    """What nobody scored comes last."""
    written, nothing = told_apart(means), Fraction(-1)
    ordered = sorted(terms.options, key=lambda option: -means.get(option.number, nothing))
    return [
        Line(
            option,
            means.get(option.number, Fraction(0)) / highest,
            written.get(option.number, "no score"),
        )
        for option in ordered
    ]


def _ranked(terms: Terms, result: Result) -> list[Line]:
    ranking, others = ranking_of(result, terms), len(terms.options) - 1
    lines, place = [], 1
    for tied in ranking.places:
        for number in tied:
            won = sum(beats(ranking.duels, number, other) for other in terms.numbers if other != number)
            option = terms.option(number)
            if option is not None:
                lines.append(Line(option, Fraction(won, others), f"wins {won} of {others}", place))
        place += len(tied)
    return lines
