"""Made-up requests by the thousand, over all doors, as everybody: no 500, a page each time."""

import logging
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amparo.base.ids import new_id
from tests.attacks.people import READERS
from tests.attacks.scene import scene_of
from tests.attacks.trial import add_factor
from tests.endure.asked import Asked, Fuzzed
from tests.endure.document import Form, forms_of
from tests.endure.made_up import by_document, by_hand
from tests.endure.phones import Carried, by_phone
from tests.endure.sizes import LITTLE, SIZES
from tests.endure.tables import by_table
from tests.world import World

if TYPE_CHECKING:
    from tests.endure.telling import Telling

Making = Callable[[list[Form], Carried], st.SearchStrategy[Asked | None]]
MAKERS: dict[str, tuple[Making, int]] = {
    "hypothesis": (lambda forms, _: by_hand(forms), 40),
    "schemathesis": (lambda forms, _: by_document(forms), 40),
    "phones": (lambda _, carried: by_phone(carried), 16),
    "tables": (lambda _, __: by_table(), 4),
}
"""Who makes requests up, and how many of a hundred."""


@pytest.fixture
def no_log() -> Iterator[None]:
    """Spare ten thousand lines about requests that were refused."""
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.usefixtures("no_log")
def test_no_request_is_answered_500(world: World, tell: "Telling") -> None:
    scene = scene_of(world)
    scene.things["factor"] = new_id(world.clock.at)
    fuzzed = Fuzzed(world, READERS)
    add_factor(scene)
    forms = list(forms_of(fuzzed, scene.things, SIZES.every))
    carried = Carried.of(world)
    sent = {}
    for name, (make, share) in MAKERS.items():
        before = fuzzed.count
        ask_many(fuzzed, make(forms, carried), SIZES.requests * share // 100)
        sent[name] = fuzzed.count - before
    statuses = {str(status): count for status, count in sorted(fuzzed.statuses.items())}
    tell(
        "fuzz",
        n=fuzzed.count,
        errors=len(fuzzed.faults),
        made_by=sent,
        doors=len(forms),
        statuses=statuses,
        faults=sorted(fuzzed.faults)[:5],
    )


def ask_many(fuzzed: Fuzzed, made_up: st.SearchStrategy[Asked | None], count: int) -> None:
    """Ask so many; all faults are gathered, none ends it."""

    # In a little run always the same, so that it fails for nobody by chance.
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        derandomize=SIZES.kills <= LITTLE,
        suppress_health_check=list(HealthCheck),
    )
    @given(made_up)
    def ask(asked: Asked | None) -> None:
        if asked is not None:
            fuzzed.ask(asked)

    ask()
