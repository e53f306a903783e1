"""What attacks on a real server share: one deployment, and the story that was told there."""

from collections.abc import Iterator

import pytest

from tests.attacks.story import Story, told
from tests.load.place import place


@pytest.fixture(scope="session")
def story() -> Iterator[Story]:
    """A deployment where a whole story was told, with planted words in every text answer."""
    with place() as here:
        yield told(here)
