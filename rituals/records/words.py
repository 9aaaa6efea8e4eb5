"""What counts as a word where records are searched: the same on each engine, whatever it would do by itself."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

LONGEST_WORD, MOST_WORDS, MOST_REPEATS = 40, 6_000, 250
"""PostgreSQL holds a megabyte of words, and 256 places of one."""

_ASCII = re.compile("[a-z0-9]+")

# So common in decisions that they tell nothing about which one is meant.
_COMMON = """
a all an and any are as at be been by can choose could decide do does for from has have how i if in into is it its keep
let may more need new no not now of on or our out over shall should so than that the their then there these they this
to up us use want was we what when where which who why will with would you your
"""
COMMON = frozenset(_COMMON.split())


def split(text: str) -> list[str]:
    """The words of a text as they are compared: small letters and digits, without accents.

    What is written without spaces (Chinese, Japanese, Thai …) is taken sign by sign.
    """
    if text.isascii():
        return [word[:LONGEST_WORD] for word in _ASCII.findall(text.lower())]
    plain = unicodedata.normalize("NFKD", text.replace("\x00", " ")).casefold()
    return list(_split(unicodedata.normalize("NFKD", plain)))


def _split(plain: str) -> Iterator[str]:
    word = ""
    for sign in plain:
        if sign.isascii() and sign.isalnum():
            word += sign
            continue
        category = unicodedata.category(sign)
        if category == "Mn":
            continue
        if word and (category[0] not in "LNM" or _stands_alone(sign)):
            yield word[:LONGEST_WORD]
            word = ""
        if category[0] in "LNM":
            if _stands_alone(sign):
                yield sign
            else:
                word += sign
    if word:
        yield word[:LONGEST_WORD]


def _stands_alone(sign: str) -> bool:
    """Whether the sign belongs to a script that puts no space between words."""
    code = ord(sign)
    return 0x0E00 <= code <= 0x0EFF or 0x3040 <= code <= 0x30FF or 0x3400 <= code <= 0x9FFF or code >= 0x20000


def index(texts: Iterable[str], most: int = MOST_WORDS) -> list[str]:
    """The words of these texts in their order, as far as an index holds them."""
    seen: Counter[str] = Counter()
    words: list[str] = []
    for text in texts:
        for word in split(text):
            seen[word] += 1
            if seen[word] <= MOST_REPEATS:
                words.append(word)
        if len(words) > most:
            break
    return words[:most]


def telling(text: str, most: int = 12) -> list[str]:
    """The words of a text that may tell what it is about, each once; a plural as its singular."""
    words = (_singular(word) for word in split(text) if word not in COMMON)
    return list(dict.fromkeys(word for word in words if len(word) > 1 or not word.isascii()))[:most]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def likeness(words: Iterable[str], text: str) -> int:
    """How many of these words begin a word of the text."""
    there = set(split(text))
    return sum(any(other.startswith(word) for other in there) for word in words)
