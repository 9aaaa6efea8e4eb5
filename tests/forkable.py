"""What each fork has from its beginning. It stands until the end, so none of them looks through it for garbage."""

# ruff: noqa: E402, F401, I001 - It is imported for what it does, and in this order.

import gc

gc.disable()

import pytest
import tests.bot.runner
import tests.decisions.telling_aloud

gc.freeze()
gc.enable()
