"""An answer as it is stored: a short text, the same for equal answers."""

from functools import lru_cache

from rituals.decisions.answer import Answer, Mark


def write_answer(answer: Answer) -> str:
    """The marks as “option/criterion=value”, without the criterion 0 and the value 1: “1 3”, “1=5 2=0”, “1/2=4”."""
    return " ".join(
        f"{mark.option}"
        + (f"/{mark.criterion}" if mark.criterion else "")
        + (f"={mark.value}" if mark.value != 1 else "")
        for mark in answer
    )


def read_answer(written: str) -> Answer:
    """The answer that was written so."""
    return tuple(map(_read_mark, written.split()))


# Of thousands of ballots on one decision the marks are the same few again and again.
@lru_cache(maxsize=4096)
def _read_mark(written: str) -> Mark:
    cell, _, value = written.partition("=")
    option, _, criterion = cell.partition("/")
    return Mark(int(option), int(criterion or 0), int(value or 1))
