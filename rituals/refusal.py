"""The rules' way of saying no: sentences for the person who asked, which say what to do instead."""

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")
U = TypeVar("U")


class Refusal(Exception):
    """The rules say no. Nothing was changed.

    `sentence` stands alone; `fields` puts sentences beside the fields of a form, by the field's name.
    """

    def __init__(self, sentence: str, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.fields: Mapping[str, str] = fields or {}

    @classmethod
    def in_fields(cls, fields: Mapping[str, str]) -> "Refusal":
        """A refusal of a form: `fields` maps the name of a field to its sentence, and is not empty."""
        return cls(" ".join(fields.values()), fields)

    def at(self, field: str) -> Mapping[str, str]:
        """Its sentences by the fields that they stand beside: this one, unless it names its own."""
        return self.fields or {field: self.sentence}


@contextmanager
def gathered(wrong: MutableMapping[str, str], field: str) -> Iterator[None]:
    """Puts a refusal raised inside beside its field in `wrong`, so that a form is checked in one go."""
    try:
        yield
    except Refusal as refusal:
        wrong.update(refusal.at(field))


def tried(wrong: MutableMapping[str, str], field: str, usual: U, read: Callable[[], T]) -> T | U:
    """What is read; where that is refused, the sentence stands beside its field in `wrong` and the usual value goes on."""
    try:
        return read()
    except Refusal as refusal:
        wrong.update(refusal.at(field))
        return usual


@contextmanager
def beside(field: str) -> Iterator[None]:
    """Puts a refusal raised inside beside this field, unless it names its own."""
    try:
        yield
    except Refusal as refusal:
        raise Refusal.in_fields(refusal.at(field)) from None
