"""What journeys share: the desk, and that each fills the forms that it says it fills."""

from collections.abc import Generator

import pytest

from tests.journeys.desk import Desk
from tests.world import World


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "opens(*forms): forms of the pack that this journey fills on their pages"
    )


@pytest.fixture
def desk(world: World) -> Desk:
    """The desk of the made-up world."""
    return Desk(world)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Function) -> Generator[None, object, object]:
    """Hold a journey that went well to its mark: each form named was filled on a page."""
    result = yield
    named = {form for mark in item.iter_markers("opens") for form in mark.args}
    if named:
        desk = item.funcargs["desk"]
        assert isinstance(desk, Desk)
        never = desk.never_filled(named)
        assert not never, f"this journey says it fills forms that it does not: {never}"
    return result
