"""`python -m bot.pictures`: draws pictures, in a process of its own that comes and goes; nothing else loads matplotlib.

It reads one picture a line on standard input and answers each on standard output: P for a PNG or E for the kind of an
error, the length in eight digits, and that many bytes. It ends where its input ends.
"""

import logging
import os
import sys
import warnings
from typing import BinaryIO

from bot.pictures.matrix import draw_matrix
from rituals.pictures import read_picture

NICER = 10
"""Clicks are answered first."""


def answer(line: bytes) -> bytes:
    """The whole answer to one line."""
    try:
        kind, body = b"P", draw_matrix(read_picture(line.decode()))
    except Exception as error:  # noqa: BLE001 - Whatever it is, the next picture can be drawn.
        kind, body = b"E", type(error).__name__.encode()
    return b"%b%08d" % (kind, len(body)) + body


def main(lines: BinaryIO, out: BinaryIO) -> None:
    """Answers line after line."""
    for line in lines:
        out.write(answer(line))
        out.flush()


if __name__ == "__main__":
    # A group of its own spares it the terminal's Ctrl-C: we end it. In a session of its own it would be nice to
    # nobody, since Linux shares out the processor among sessions first.
    os.setpgrp()
    os.nice(NICER)
    # Of a character without a glyph, or a folder that cannot be written, nobody needs to be told each time.
    warnings.simplefilter("ignore")
    logging.disable()
    main(sys.stdin.buffer, sys.stdout.buffer)
