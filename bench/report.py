"""How figures are told: `name value` on standard output, everything else on standard error."""

import sys
from collections.abc import Mapping
from typing import TypeAlias

Figures: TypeAlias = Mapping[str, float]


def tell(figures: Figures) -> None:
    """One line for each figure."""
    for name, value in figures.items():
        sys.stdout.write(f"{name} {value:.3g}\n" if value < 1000 else f"{name} {value:.0f}\n")
    sys.stdout.flush()


def say(sentence: str) -> None:
    """An explanation."""
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()
