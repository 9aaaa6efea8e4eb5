"""What tests of decisions need beyond the databases and the town."""

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="module", autouse=True)
def tidiness() -> Iterator[None]:
    """Garbage is looked for between modules: in a test it takes so long that an act is blamed for it."""
    gc.disable()
    yield
    gc.enable()
    gc.collect()
