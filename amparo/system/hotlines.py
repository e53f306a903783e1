"""When a help line last answered, tried from where the child lives."""

from amparo.system.directory import area_chain
from amparo.system.models import HotlineTest


def last_answered(number: str, district: str) -> HotlineTest | None:
    """Return the newest test in which a person answered, from a district or all above it.

    None: nobody is known to have reached the number from there, and the page says so.
    """
    tests = HotlineTest.objects.filter(number=number, area__in=area_chain(district), answered=True)
    return tests.order_by("-tested_on", "-pk").first()
