"""Whom one can call from here: the country's numbers and the services nearby, in what order.

A number without hours is a trap: what is not known of a line is said.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from amparo.desk.wording import answer_in_words, say
from amparo.protocols.pack import Pack
from amparo.system.hours import DAYS, WeeklyHours
from amparo.system.numbers import (
    DANGER,
    HEALTH,
    Service,
    Week,
    country_services,
    near_services,
)
from amparo.trust.rules import Reader


@dataclass(frozen=True)
class Line:
    """A number, and all that is known of it.

    Attributes:
        key: how a page names it: the key of a number of the country, or the id of a body.
        kind: the kind of body; empty for a number of the whole country.
        needs: what it helps with, of DANGER and HEALTH.
        is_closed: its hours are known and it is not open now.
        source: where all this was read, and how sure that is; the country's numbers only.
    """

    key: str
    number: str
    name: str
    kind: str
    needs: frozenset[str]
    hours: str
    languages: str
    tested_on: date | None
    is_free: bool = False
    is_closed: bool = False
    source: str = ""

    @property
    def note(self) -> str:
        """Say what else matters before one dials."""
        return _("free of charge") if self.is_free else ""


def lines_in(
    pack: Pack, reader: Reader, area: str, at: datetime, *, first: str = DANGER
) -> tuple[Line, ...]:
    """Return the numbers to try from an area, in this order.

    The country's first number for the need, the services nearby that act on it, the other
    numbers; for health the services nearby come first. What is closed now stands last, and what
    helps with nothing at once is left out.

    Args:
        pack: whose numbers and routes count.
        reader: of whoever asks; decides which offices are known.
        area: the code of the area that is called from.
        at: the moment.
        first: the need that comes before the other.
    """
    country = [line for line in country_lines(pack, area, at) if line.needs]
    numbers = {line.number for line in country}
    near = [line for line in near_lines(pack, reader, area, at) if line.number not in numbers]
    near = [line for line in near if line.needs]
    urgent = [line for line in country if first in line.needs]
    nearest = [line for line in near if first in line.needs] if first == HEALTH else near
    leads = nearest + urgent if first == HEALTH else urgent[:1] + nearest + urgent[1:]
    found = dict.fromkeys((*leads, *near, *country))
    return tuple(sorted(found, key=lambda line: line.is_closed))


def country_lines(pack: Pack, area: str, at: datetime) -> tuple[Line, ...]:
    """Return the numbers of the whole country, in the pack's order."""
    return tuple(_of_country(pack, service, at) for service in country_services(pack, area))


def _of_country(pack: Pack, service: Service, at: datetime) -> Line:
    return Line(
        key=service.key,
        number=service.number,
        name=say(f"hotline.{service.key}"),
        kind="",
        needs=service.needs,
        hours=hours_in_words(service.hours),
        languages=_languages(pack, service.languages),
        tested_on=service.tested_on,
        is_free=service.is_free,
        is_closed=_is_closed(pack, service.hours, at),
        source=f"{service.source} ({say(f'label.{service.label}')})" if service.source else "",
    )


def near_lines(pack: Pack, reader: Reader, area: str, at: datetime) -> Iterator[Line]:
    """Yield the numbers of the offices that serve an area, the nearest first."""
    for service in near_services(pack, reader, area, at):
        yield Line(
            key=service.key,
            number=service.number,
            name=f"{service.name} · {say(f'kind.{service.kind}')}",
            kind=service.kind,
            needs=service.needs,
            hours=service.said_hours,
            languages="",
            tested_on=service.tested_on,
            is_closed=_is_closed(pack, service.hours, at),
        )


def hours_in_words(hours: Week) -> str:
    """Say weekly hours: "day and night", or days that are alike together; empty if not known."""
    always = (("00:00", "00:00"),)
    if all(tuple(map(tuple, hours.get(day, ()))) == always for day in DAYS):
        return _("day and night")
    groups: list[tuple[list[str], Sequence[Sequence[str]]]] = []
    for day in DAYS:
        spans = hours.get(day, ())
        if groups and groups[-1][1] == spans:
            groups[-1][0].append(day)
        else:
            groups.append(([day], spans))
    return "; ".join(_span(days, spans) for days, spans in groups if spans)


def _span(days: list[str], spans: Sequence[Sequence[str]]) -> str:
    names = {
        "mon": _("Monday"),
        "tue": _("Tuesday"),
        "wed": _("Wednesday"),
        "thu": _("Thursday"),
        "fri": _("Friday"),
        "sat": _("Saturday"),
        "sun": _("Sunday"),
    }
    hours = ", ".join(
        _("%(opens)s to %(closes)s") % {"opens": opens, "closes": closes} for opens, closes in spans
    )
    if len(days) == 1:
        return f"{names[days[0]]} {hours}"
    several = _("%(first)s to %(last)s") % {"first": names[days[0]], "last": names[days[-1]]}
    return f"{several} {hours}"


def _is_closed(pack: Pack, hours: Week, at: datetime) -> bool:
    week = WeeklyHours.from_json(hours)
    local = at.astimezone(pack.tzinfo)
    return week.is_known and week.open_until(local, pack.holidays) is None


def _languages(pack: Pack, codes: Sequence[str]) -> str:
    said = ", ".join(_language(pack, code) for code in codes)
    return said or _("languages not known")


def _language(pack: Pack, code: str) -> str:
    """Say a language as the pack's form does where it asks which one a child speaks best."""
    form = pack.forms[pack.routes.form]
    asked = form.question("language")
    return answer_in_words(form, asked, code) if asked else code
