"""Services and numbers that were missing, by district and week: never by child."""

from collections import Counter
from dataclasses import dataclass

from amparo.desk.missed import AboutSo
from amparo.desk.wording import day_in_words, say
from amparo.system.models import Gap
from amparo.system.reach import GapQuerySet


@dataclass(frozen=True)
class Missing:
    """What was missing in one district in one week, and why."""

    week: str
    district: str
    what: str
    reason: str
    how_many: AboutSo

    @property
    def week_in_words(self) -> str:
        """Say the week by its Monday, as people do."""
        return day_in_words(self.week)


def missing_in(gaps: GapQuerySet) -> list[Missing]:
    """Return gaps that the caller may see, the newest week first."""
    rows = gaps.select_related("area")
    counted = Counter((gap.week, gap.area.name, _what(gap), gap.reason) for gap in rows)
    found = [
        Missing(week, district, what, say(f"gap.{reason}"), AboutSo.of(exact))
        for (week, district, what, reason), exact in counted.items()
    ]
    by_place = sorted(found, key=lambda each: (each.district, each.what))
    return sorted(by_place, key=lambda each: each.week, reverse=True)


def _what(gap: Gap) -> str:
    return say(f"kind.{gap.kind}") if gap.kind else gap.hotline
