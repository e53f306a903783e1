"""Raising a concern at the desk, from the card that is heard first to the last page."""

from collections.abc import Mapping

from tests.journeys.desk import Visit
from tests.journeys.reading import Typed


def writes_a_concern(visit: Visit, pages: Mapping[str, Typed]) -> Visit:
    """Write a concern page by page, each under its name; it lies there to be checked and sent."""
    visit.goes("/concerns/raise/").reads("Listen. Don't ask more.").follows("Begin")
    for name, answers in pages.items():
        assert visit.address.endswith(f"/{name}/"), f"not {name} but {visit.address} follows"
        visit.presses("Go on", answers)
    return visit.reads("Check and send")
