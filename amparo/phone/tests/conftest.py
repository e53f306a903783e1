"""Phones of the made-up world."""

from collections.abc import Callable
from functools import partial

import pytest

from tests.phone.coming import come_with_phone
from tests.phone.handset import Handset
from tests.world import World


@pytest.fixture
def enrolled(world: World) -> Callable[..., Handset]:
    """Let a member come with a phone; it has asked once."""
    return partial(come_with_phone, world)
