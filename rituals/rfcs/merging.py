"""Two people edit one text at the same time: what each of them changed, put together."""

from dataclasses import dataclass

from rituals.rfcs.fields import TEXTS
from rituals.rfcs.model import Text


@dataclass(frozen=True, slots=True)
class Merged:
    """A text with the changes of both, and the names of those parts that both have changed: they are as one wants them."""

    text: Text
    both: tuple[str, ...] = ()


def merge(base: Text, mine: Text, theirs: Text) -> Merged:
    """What I made of `base`, on top of what somebody else has made of it meanwhile."""
    merged, both = {}, []
    for name in TEXTS:
        was, own, other = (getattr(text, name) for text in (base, mine, theirs))
        merged[name] = other if own == was else own
        if was not in (own, other) and own != other:
            both.append(name)
    return Merged(Text(**merged), tuple(both))
