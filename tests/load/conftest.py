"""What tests with a real server share: one deployment for all of them."""

from collections.abc import Iterator

import pytest

from tests.load.place import Place, place


@pytest.fixture(scope="session")
def deployed() -> Iterator[Place]:
    """A founded deployment, served."""
    with place() as here:
        yield here
