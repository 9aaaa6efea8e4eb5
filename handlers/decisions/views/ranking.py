"""A ranked vote in words: duels, places, cycles, and how Schulze's method resolves them."""

from collections.abc import Sequence
from itertools import pairwise

from handlers.blocks import count, escape, listed
from handlers.decisions.views.words import fitting, options_named
from rituals.decisions.ranked import Ranking, beats, strongest_chain
from rituals.decisions.terms import LONGEST_OPTION, Terms

LETTERS = "ABCDEFGHIJKLMNOP"
WIDEST = 48  # Characters of a table: wider ones break where Slack's window is narrow.
LONGEST_NAME = 24
MOST_DUELS, MOST_CHAINS, MOST_STEPS = 20, 3, 5


def cycle_in_short(terms: Terms, ranking: Ranking) -> str:
    """That there is a cycle, and which; '' where there is none."""
    if not ranking.cycle:
        return ""
    steps = _cycle(terms, ranking, 24, figures=False)
    return f"There is a cycle: {steps}."


def ranking_explained(terms: Terms, ranking: Ranking, longest: int) -> str:
    """Why those who lead do, in sentences without markup that can be checked against the table of duels."""
    leaders = ranking.places[0]
    sentences = [_first(terms, ranking, longest)]
    if ranking.cycle:
        sentences.append(f"There is a cycle: {_cycle(terms, ranking, longest)}.")
        if len(leaders) == 1 and _duels_won(ranking, leaders[0]) == len(terms.options) - 1:
            sentences[-1] += f" It does not touch {options_named(terms, leaders, longest)}."
    if len(leaders) > 1:
        return "\n".join([*sentences, _shared(terms, ranking, longest)])
    rivals = [
        other
        for other in terms.numbers
        if other != leaders[0] and not beats(ranking.duels, leaders[0], other)
    ]
    sentences += [_chain(terms, ranking, (leaders[0], rival), longest) for rival in rivals[:MOST_CHAINS]]
    if len(rivals) > MOST_CHAINS:
        sentences.append("The others that it does not beat are explained in the same way.")
    return "\n".join(sentences)


def _duels_won(ranking: Ranking, one: int) -> int:
    """How many duels this option wins."""
    return sum(beats(ranking.duels, *pair) for pair in ranking.duels if pair[0] == one)


def _first(terms: Terms, ranking: Ranking, longest: int) -> str:
    leaders, others = ranking.places[0], len(terms.options) - 1
    if len(leaders) > 1:
        return "No option wins all its duels."
    (leader,) = leaders
    named, won = options_named(terms, leaders, longest), _duels_won(ranking, leader)
    if won < others:
        return f"No option wins all its duels; {named} wins {won} of {others}."
    closest = min(
        (other for other in terms.numbers if other != leader),
        key=lambda other: ranking.duels[leader, other] - ranking.duels[other, leader],
    )
    score = _score(ranking, leader, closest)
    if others == 1:
        return f"{named} wins the duel with {options_named(terms, [closest], longest)}, {score}."
    all_duels = "both duels" if others == 2 else f"all {others} duels"
    return f"{named} wins {all_duels}, the closest with {options_named(terms, [closest], longest)}, {score}."


def _shared(terms: Terms, ranking: Ranking, longest: int) -> str:
    leaders = ranking.places[0]
    named = options_named(terms, leaders, longest) if len(leaders) < 4 else f"{len(leaders)} options"
    strengths = {ranking.paths[one, other] for one in leaders for other in leaders if one != other}
    if strengths == {0}:
        return f"{named} share the first place: between them nobody is ahead, neither in a duel nor by way of others."
    each = f", {strengths.pop()}" if len(strengths) == 1 else ""
    return (
        f"{named} share the first place. Schulze's method compares chains of duels, and a chain is as strong as its "
        f"weakest duel: from each of them to each other the strongest chain is as strong as the one back{each}."
    )


def _chain(terms: Terms, ranking: Ranking, pair: tuple[int, int], longest: int) -> str:
    """Why an option is ahead of another that it does not beat in their own duel."""
    leader, rival = pair
    forth, back = ranking.paths[leader, rival], ranking.paths[rival, leader]
    ours, theirs = options_named(terms, [leader], longest), options_named(terms, [rival], longest)
    if beats(ranking.duels, rival, leader):
        duel = f"{theirs} beats {ours}, {_score(ranking, rival, leader)}."
    else:
        duel = f"{ours} and {theirs} draw, {_score(ranking, leader, rival)}."
    way = _steps(terms, ranking, strongest_chain(ranking, leader, rival), longest)
    against = f"and the strongest chain back is {back}" if back else "and no chain leads back"
    return (
        f"{duel} But a chain of duels leads from {ours} to {theirs}: {way}. "
        f"A chain is as strong as its weakest duel, here {forth}, {against}; so {ours} stays ahead by Schulze's method."
    )


def _cycle(terms: Terms, ranking: Ranking, longest: int, figures: bool = True) -> str:
    whole = (*ranking.cycle, ranking.cycle[0])
    return _steps(terms, ranking, whole, longest, figures)


def _steps(terms: Terms, ranking: Ranking, way: Sequence[int], longest: int, figures: bool = True) -> str:
    """“Kafka beats SQS (6 to 3) and SQS beats NATS (7 to 2)”; of a long way its middle is left out."""
    told = [
        f"{options_named(terms, [one], longest)} beats {options_named(terms, [other], longest)}"
        + (f" ({_score(ranking, one, other)})" if figures else "")
        for one, other in pairwise(way)
    ]
    if len(told) > MOST_STEPS:
        left = len(told) - MOST_STEPS
        told = [*told[: MOST_STEPS - 1], f"{count(left, 'more step')}, and at last", told[-1]]
        return ", ".join(told[:-1]) + f" {told[-1]}"
    return listed(told)


def _score(ranking: Ranking, one: int, other: int) -> str:
    return f"{ranking.duels[one, other]:,} to {ranking.duels[other, one]:,}"


def duels_shown(terms: Terms, ranking: Ranking) -> str:
    """How options fared in pairs, as mrkdwn: a table; where that would be too wide, the duels that matter."""
    return _table(terms, ranking) or fitting(
        lambda longest: _essential(terms, ranking, min(longest, 40)), 5000
    )


def _table(terms: Terms, ranking: Ranking) -> str:
    """Each row tells how many put its option above the one of the column; '' if that is too wide."""
    order = [number for place in ranking.places for number in place]
    width = max(len(str(times)) for times in ranking.duels.values())
    if 1 + (width + 1) * len(order) > WIDEST:
        return ""
    head = " ".join([" ", *(f"{letter:>{width}}" for letter in LETTERS[: len(order)])])
    rows = [head]
    for letter, one in zip(LETTERS, order, strict=False):
        cells = (f"{'–' if one == other else ranking.duels[one, other]:>{width}}" for other in order)
        rows.append(f"{letter} {' '.join(cells)}  {_in_code(options_named(terms, [one], LONGEST_NAME))}")
    return (
        "A row tells how many put its option above the one of the column.\n```\n" + "\n".join(rows) + "\n```"
    )


def _in_code(name: str) -> str:
    # Three backticks would end the table.
    return escape(name.replace("`", "'"))


def _essential(terms: Terms, ranking: Ranking, longest: int) -> str:
    """Each option against the next in order, and whoever beats one that is placed higher."""
    order = [number for place in ranking.places for number in place]
    upsets = [
        (higher, lower)
        for at, higher in enumerate(order)
        for lower in order[at + 1 :]
        if beats(ranking.duels, lower, higher)
    ]
    pairs = list(dict.fromkeys([*pairwise(order), *upsets]))
    lines = [_duel(terms, ranking, pair, longest) for pair in pairs[:MOST_DUELS]]
    if len(pairs) > MOST_DUELS:
        lines.append(f"… and {count(len(pairs) - MOST_DUELS, 'duel')} more that the lower option wins.")
    return "Each option with the next one, and duels that the lower option wins:\n" + "\n".join(lines)


def _duel(terms: Terms, ranking: Ranking, pair: tuple[int, int], longest: int) -> str:
    one, other = pair
    wins = (
        "beats"
        if beats(ranking.duels, one, other)
        else "loses to"
        if beats(ranking.duels, other, one)
        else "draws with"
    )
    names = [escape(options_named(terms, [number], min(longest, LONGEST_OPTION))) for number in pair]
    return f"{names[0]} {wins} {names[1]}, {_score(ranking, one, other)}"
