"""Why it came out so: from the votes to the outcome, in sentences that can be checked by hand."""

from collections.abc import Callable, Mapping

from handlers.blocks import count, cut, divider, escape, mention, modal, section, sections, shorten
from handlers.decisions.views import words
from handlers.decisions.views.matrix import disputed, empty_cells, parts, sensitivity, weights_listed
from handlers.decisions.views.ranking import duels_shown, ranking_explained
from handlers.decisions.views.standing import scores_listed
from handlers.replies import Block, View
from rituals.decisions.answer import HIGHEST_CELL, HIGHEST_SCORE, LOWEST_CELL
from rituals.decisions.figures import told_apart
from rituals.decisions.model import Decision, Result, State
from rituals.decisions.tally import matrix_of, ranking_of
from rituals.decisions.terms import Method, Terms
from rituals.decisions.verdict import Verdict, verdict_of

LONGEST_WHY, LONGEST_ARITHMETIC = 4500, 5000

VERBS = {
    Method.SINGLE: ("chooses", "chose"),
    Method.APPROVAL: ("approves", "approved"),
    Method.SCORE: ("gives", "gave"),
    Method.DOTS: ("has", "had"),
    Method.RANKED: ("puts", "put"),
    Method.MATRIX: ("gives", "gave"),
}
"""What each person does while a vote is open, and has done afterwards."""

UNITS = {Method.SINGLE: "vote", Method.APPROVAL: "approval", Method.DOTS: "dot"}


def why_modal(decision: Decision) -> View:
    """Why it came out so, or how it will be counted."""
    asked = section(f"*{escape(decision.terms.question)}*")
    return modal("Why?", [asked, *_decided(decision), *why_blocks(decision)])


def _decided(decision: Decision) -> list[Block]:
    """Why somebody decided so after the vote, in their words."""
    if decision.outcome is None:
        return []
    head = f"*{escape(words.outcome(decision))}*\n{mention(decision.outcome.by)} decided:"
    return [*sections(head), *sections(cut(escape(decision.outcome.rationale), LONGEST_WHY)), divider()]


def why_blocks(decision: Decision) -> list[Block]:
    """The reasoning, then the figures that it rests on."""
    reasoning = cut(words.fitting(lambda longest: escape(why(decision, longest)), LONGEST_WHY), LONGEST_WHY)
    return [*sections(reasoning), *sections(_figures(decision))]


def why(decision: Decision, longest: int = 75) -> str:
    """The reasoning from the votes to the outcome, in sentences without markup, with names of options so long."""
    terms, result = decision.terms, decision.result
    rule = _rule(terms, longest, decision.closed_at is None)
    if decision.state is State.CANCELLED:
        return f"It was cancelled before the votes were counted: {decision.ending}"
    if result is None:
        needed = words.quorum(terms.quorum, decision.seats)
        so_far = words.outcome(decision) if decision.state.is_final else words.participation(decision)
        return " ".join(filter(None, [rule, f"Of those asked, {needed}." if needed else "", f"{so_far}."]))
    said = [
        _counted(decision, result, longest),
        _conclusion(decision, result),
        _participation(decision, result),
    ]
    return "\n".join(filter(None, [rule, *said]))


def _rule(terms: Terms, longest: int, is_open: bool) -> str:
    """How votes are given, or were given, and counted."""
    who = f"Each person {VERBS[terms.method][0 if is_open else 1]}"
    share = words.threshold(terms.threshold)
    needed = f" To win, it needs {share}." if share else ""
    if terms.method is Method.SINGLE:
        return f"{who} one option; the option with the most votes wins.{needed}"
    if terms.method is Method.APPROVAL:
        return f"{who} of {_how_many(terms)}; the option with the most approvals wins.{needed}"
    if terms.method is Method.SCORE:
        return f"{who} each option a score from 0 to {HIGHEST_SCORE}; the highest mean wins."
    if terms.method is Method.DOTS:
        return f"{who} {count(terms.dots, 'dot')} for the options; the option with the most dots wins."
    if terms.method is Method.RANKED:
        return (
            f"{who} the options in order. Each option meets each other one in a duel, which is won by the one that "
            "more people put higher. Whoever wins all its duels wins; if nobody does, Schulze's method decides."
        )
    return (
        f"{who} scores from {LOWEST_CELL} to {HIGHEST_CELL}, criterion by criterion. An option's score is the mean on "
        f"each criterion times its weight, summed: {weights_listed(terms, longest)}. The highest score wins."
    )


def _how_many(terms: Terms) -> str:
    if terms.fewest == terms.most:
        return count(terms.most, "option")
    if terms.fewest > 1:
        return f"{terms.fewest} to {terms.most} options"
    if terms.most < len(terms.options):
        return f"up to {count(terms.most, 'option')}"
    return "as many options as they like"


def _counted(decision: Decision, result: Result, longest: int) -> str:
    """What the count came to."""
    if not result.ballots:
        return "Nobody voted, so there is nothing to decide on."
    if not result.cast:
        return "Everybody who voted abstained, so there is nothing to decide on."
    ways: Mapping[Method, Callable[[Decision, Result, int], str]] = {
        Method.SCORE: _scores,
        Method.RANKED: _ranks,
        Method.MATRIX: _cells,
    }
    said = ways.get(decision.terms.method, _points)(decision, result, longest)
    if result.cast > 1:
        return said
    return f"Only one person {'chose anything' if result.abstained else 'voted'}. {said}"


def _points(decision: Decision, result: Result, longest: int) -> str:
    terms = decision.terms
    unit, best = UNITS[terms.method], result.votes[result.leaders[0]]
    whole = f" of {sum(result.votes.values()):,}" if terms.method is Method.DOTS else ""
    if len(result.leaders) > 1:
        return f"{_sentence(words.leaders_named(decision, longest))} have {best:,}{whole} {_plural(best, unit)} each."
    second = max(votes for number, votes in result.votes.items() if number not in result.leaders)
    runners = [
        number for number, votes in result.votes.items() if votes == second and number not in result.leaders
    ]
    return (
        f"{words.options_named(terms, result.leaders, longest)} has {best:,}{whole} {_plural(best, unit)} from "
        f"{count(result.cast, 'person', 'people')}, {best - second:,} more than "
        f"{words.options_named(terms, runners, longest)}."
    )


def _plural(number: int, unit: str) -> str:
    return unit if number == 1 else f"{unit}s"


def _scores(decision: Decision, result: Result, longest: int) -> str:
    spreads = {number: result.marks[number, 0] for number in decision.terms.numbers}
    means = {number: spread.mean for number, spread in spreads.items() if spread.count}
    ahead = _means(decision, told_apart(means), longest, "mean")
    widest = max(spreads, key=lambda number: spreads[number].variance)
    if not spreads[widest].variance:
        return ahead
    scores = [score for score, times in spreads[widest].times.items() if times]
    named = words.options_named(decision.terms, [widest], longest)
    return f"{ahead} People differ most on {named}: from {min(scores)} to {max(scores)}."


def _means(decision: Decision, written: Mapping[int, str], longest: int, what: str) -> str:
    """Who has the highest figure, and who comes next."""
    terms, leaders = decision.terms, decision.result.leaders if decision.result else ()
    best = written[leaders[0]]
    if len(leaders) > 1:
        return f"{_sentence(words.leaders_named(decision, longest))} have the same highest {what}, {best}."
    rest = [float(figure) for number, figure in written.items() if number not in leaders]
    next_best = [
        number for number, figure in written.items() if number not in leaders and float(figure) == max(rest)
    ]
    named = words.options_named(terms, leaders, longest)
    if not next_best:
        return f"{named} has the only {what}, {best}."
    return (
        f"{named} has the highest {what}, {best}, before {words.options_named(terms, next_best, longest)} "
        f"with {written[next_best[0]]}."
    )


def _ranks(decision: Decision, result: Result, longest: int) -> str:
    return ranking_explained(decision.terms, ranking_of(result, decision.terms), longest)


def _cells(decision: Decision, result: Result, longest: int) -> str:
    terms, table = decision.terms, matrix_of(result, decision.terms)
    moved = sensitivity(terms, table, longest)
    if table.turns:
        moved += (
            " That is the smallest change of one weight that changes the winner; "
            "the other weights keep their proportions meanwhile."
        )
    said = [
        _means(decision, told_apart(table.scores), longest, "score"),
        empty_cells(table),
        disputed(terms, table, longest),
        moved,
    ]
    return " ".join(filter(None, said))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _conclusion(decision: Decision, result: Result) -> str:
    """What follows from the count, where that is not simply that the first has won."""
    verdict = verdict_of(result, decision.terms, decision.seats)
    if verdict is Verdict.TIE:
        settled = (
            "The decider settles it."
            if decision.terms.decider
            else "Talk about what would settle it, then ask again with these options."
        )
        return f"That is a tie, which decides nothing: it is not broken by chance or in silence. {settled}"
    held = _held_to_threshold(decision, result) if len(result.leaders) == 1 else ""
    if verdict is Verdict.NONE_OF_THESE:
        follows = "" if decision.terms.decider else ": nothing is decided"
        return " ".join(filter(None, [held, f"So the vote takes none of the options{follows}."]))
    return held


def _held_to_threshold(decision: Decision, result: Result) -> str:
    terms, seats = decision.terms, decision.seats
    if not terms.threshold.percent:
        return ""
    many = seats if terms.threshold.of_all else result.cast
    whole = f"all {many:,} who are asked" if terms.threshold.of_all else count(many, "vote")
    needed, has = terms.threshold.needed(result.cast, seats), result.votes[result.leaders[0]]
    rounded_up = ", rounded up" if terms.threshold.percent * many % 100 else ""
    held = f"{terms.threshold.percent} % of {whole} is {needed:,}{rounded_up}; it has {has:,}"
    if has >= needed:
        return f"{held}."
    return f"{held}, which is too few{'' if terms.decider else ': nothing is decided'}."


def _participation(decision: Decision, result: Result) -> str:
    """Abstentions, and the quorum."""
    quorum = words.quorum(decision.terms.quorum, decision.seats)
    said = []
    if result.abstained and result.cast:
        meaning = "which counts for the quorum only" if quorum else "which counts for no option"
        said.append(f"{result.abstained:,} abstained, {meaning}.")
    if quorum:
        said.append(f"The quorum was met: {quorum}, and {decision.answered:,} did.")
    return " ".join(said)


def _figures(decision: Decision) -> str:
    """What can be checked by hand, as mrkdwn."""
    terms, result = decision.terms, decision.result
    if result is None or not result.cast:
        return ""
    if terms.method is Method.RANKED:
        return duels_shown(terms, ranking_of(result, terms))
    if terms.method is Method.MATRIX:
        return parts(terms, matrix_of(result, terms))
    return _sums(terms, result) if terms.method is Method.SCORE else ""


def _sums(terms: Terms, result: Result) -> str:
    """The sum of each option's scores, divided by how many gave one."""
    spreads = {option: result.marks[option.number, 0] for option in terms.options}
    scored = {option: spread for option, spread in spreads.items() if spread.count}
    means = told_apart({option.number: spread.mean for option, spread in scored.items()})
    ordered = sorted(scored, key=lambda option: -scored[option].mean)
    return words.fitting(
        lambda longest: "\n".join(
            f"*{escape(shorten(option.text, longest))}*  {scores_listed(scored[option])} = "
            f"{scored[option].mean * scored[option].count} / {scored[option].count:,} = {means[option.number]}"
            for option in ordered
        ),
        LONGEST_ARITHMETIC,
    )
