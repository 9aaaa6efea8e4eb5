"""What tests of decisions need beyond the databases and the town."""

import gc

import pytest


@pytest.fixture(scope="session", autouse=True)
def light_garbage() -> None:
    """What was imported is never looked through for garbage: that takes half a second, of which an act is blamed."""
    gc.collect()
    gc.freeze()
