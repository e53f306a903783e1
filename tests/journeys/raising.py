"""Raising a concern at the desk, from the card that is heard first to the last page."""

from collections.abc import Mapping

from tests.journeys.desk import Visit
from tests.journeys.reading import Typed


def writes_a_concern(visit: Visit, pages: Mapping[str, Typed]) -> Visit:
    """Write a concern page by page, each under its name; it lies there to be checked and sent."""
    visit.goes("/concerns/raise/").reads("Listen. Don't ask more.").follows("Begin")
    return goes_on(visit, pages)


def goes_on(visit: Visit, pages: Mapping[str, Typed]) -> Visit:
    """Go from page to page, from the one that lies there to the last."""
    for name, answers in pages.items():
        assert visit.address.endswith(f"/{name}/"), f"not {name} but {visit.address} follows"
        visit.presses("Go on", answers)
    return visit.reads("Check and send")
