"""`python -m bench [votes|acts|ticks …]`: measures all, or these; `name value` on standard output."""

import sys
import tempfile
import time
from pathlib import Path

from bench import acts, burst, drawing, pictures, search, starts, tally, ticks, votes
from bench.report import say, tell

PARTS = {
    "votes": votes,
    "acts": acts,
    "ticks": ticks,
    "burst": burst,
    "starts": starts,
    "tally": tally,
    "search": search,
    "pictures": pictures,
    "drawing": drawing,
}


def main(chosen: list[str]) -> int:
    """Measures one after the other, so that none disturbs another."""
    if unknown := set(chosen) - PARTS.keys():
        say(f"There is no {', '.join(sorted(unknown))}; there is: {', '.join(PARTS)}.")
        return 2
    for name in chosen or PARTS:
        began = time.perf_counter()
        with tempfile.TemporaryDirectory(prefix="cairn-bench-") as folder:
            tell(PARTS[name].measure(Path(folder)))
        say(f"{name}: measured in {time.perf_counter() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
