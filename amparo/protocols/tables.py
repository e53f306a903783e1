"""Reads a pack's tables, other than its protocols, from their merged files. Pure.

What is wrong is remembered as faults; what is read despite them is only good for further checks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from amparo.base.problems import Fault
from amparo.protocols.condition import Condition
from amparo.protocols.fields import Fields
from amparo.protocols.pack import (
    REACHES,
    Approval,
    BodyKind,
    Ceiling,
    Holiday,
    Hotline,
    Instrument,
    Provision,
    Receiver,
    Route,
    Routes,
    Table,
)
from amparo.protocols.sources import INHERITS, IS_BASE, Merged

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ALL_DAY = (("00:00", "00:00"),)
ALWAYS = "always"

NEVER = Condition.read("false()")
"""Stands in for a condition that could not be read."""


@dataclass(frozen=True)
class Head:
    """What pack.toml says of the pack as a whole.

    `is_base`: it only stands beneath others, and needs no routes of its own.
    """

    key: str
    version: str
    languages: tuple[str, ...]
    zone: str
    adult_age: int
    valid_from: date
    valid_to: date
    approved: Approval
    weekend: frozenset[int]
    country: str
    holidays: tuple[Holiday, ...]
    is_base: bool
    tables: Mapping[str, Table]
    ceilings: Mapping[str, Ceiling]


def read_head(file: Merged, faults: list[Fault]) -> Head:
    top = file.top(faults)
    top.text(INHERITS)
    head = Head(
        key=top.text("key", needed=True),
        version=top.text("version", needed=True),
        languages=top.texts("languages", needed=True),
        zone=top.text("zone", needed=True),
        adult_age=top.count("adult_age", needed=True),
        valid_from=top.needed_day("valid_from"),
        valid_to=top.needed_day("valid_to"),
        approved=_approval(top),
        weekend=_weekend(top),
        country=top.text("holidays"),
        holidays=tuple(_holiday(row) for row in file.rows("holiday", faults)),
        is_base=top.flag(IS_BASE),
        tables={row.where: _table(row) for row in file.rows("table", faults)},
        ceilings={row.where: _ceiling(row) for row in file.rows("ceiling", faults)},
    )
    top.done()
    if head.valid_to < head.valid_from:
        top.wrong("“valid_to” is before “valid_from”.")
    return head


def read_hotlines(file: Merged, faults: list[Fault]) -> dict[str, Hotline]:
    file.top(faults).done()
    return {row.where: _hotline(row) for row in file.rows("hotline", faults)}


def read_kinds(file: Merged, faults: list[Fault]) -> dict[str, BodyKind]:
    file.top(faults).done()
    return {row.where: _kind(row) for row in file.rows("kind", faults)}


def read_instruments(file: Merged, faults: list[Fault]) -> dict[str, Instrument]:
    file.top(faults).done()
    return {row.where: _instrument(row) for row in file.rows("instrument", faults)}


def read_routes(file: Merged, faults: list[Fault]) -> Routes:
    if not file.head and not file.tables:
        return Routes("", (), ())
    top = file.top(faults)
    form = top.text("form", needed=True)
    classes = top.texts("classes", needed=True)
    top.done()
    rows = [_route(row) for row in file.rows("route", faults)]
    return Routes(form, classes, tuple(sorted(rows, key=lambda route: route.order)))


def _approval(top: Fields) -> Approval:
    row = top.one("approved")
    if row is None:
        top.wrong("“approved” is missing: say by whom and at which date.")
        return Approval("", date.min)
    approval = Approval(row.text("by", needed=True), row.needed_day("at"))
    row.done()
    return approval


def _weekend(top: Fields) -> frozenset[int]:
    days = top.texts("weekend") if top.has("weekend") else ("sat", "sun")
    if not set(days) <= set(DAYS):
        top.wrong("“weekend” may only have {days}.", days=", ".join(DAYS))
    if set(days) >= set(DAYS):
        top.wrong("“weekend” leaves no day to work on.")
        return frozenset()
    return frozenset(DAYS.index(day) for day in days if day in DAYS)


def _holiday(row: Fields) -> Holiday:
    holiday = Holiday(row.needed_day("day"), **_evidence(row))
    row.done()
    return holiday


def _table(row: Fields) -> Table:
    table = Table(
        key=row.text("key"),
        reads=row.texts("reads", needed=True),
        safeguard=row.flag("safeguard"),
        **_evidence(row),
    )
    row.done()
    return table


def _ceiling(row: Fields) -> Ceiling:
    ceiling = Ceiling(
        key=row.text("key"),
        most=row.count("most", needed=True),
        safeguard=row.flag("safeguard"),
        **_evidence(row),
    )
    row.done()
    return ceiling


def _hotline(row: Fields) -> Hotline:
    hotline = Hotline(
        key=row.text("key"),
        number=row.text("number", needed=True),
        purposes=row.texts("purposes", needed=True),
        hours=_hours(row),
        languages=row.texts("languages"),
        free=row.flag("free"),
        tested=row.day("tested"),
        order=row.count("order"),
        **_evidence(row),
    )
    row.done()
    return hotline


def _hours(row: Fields) -> dict[str, tuple[tuple[str, str], ...]]:
    """Read weekly hours; none at all means that they are not known."""
    if not row.has("hours"):
        return {}
    if row.is_text("hours"):
        if row.text("hours") != ALWAYS:
            row.wrong("“hours” must be “always” or like {{ mon = [[“08:00”, “16:30”]] }}.")
        return dict.fromkeys(DAYS, ALL_DAY)
    days = row.one("hours")
    hours = {day: days.spans(day) for day in DAYS if days.has(day)} if days else {}
    if days:
        days.done()
    return hours


def _kind(row: Fields) -> BodyKind:
    can = row.one("can")
    kind = BodyKind(
        key=row.text("key"),
        reach=row.text("reach", needed=True),
        kept_by=row.texts("kept_by"),
        roles=row.texts("roles"),
        can={role: can.texts(role) for role in can.names()} if can else {},
        overseen_by=row.texts("overseen_by"),
        cared_for_by=row.texts("cared_for_by"),
        is_desk=row.flag("is_desk"),
        listed=row.flag("listed", usual=True),
        second_factor=row.texts("second_factor"),
        says_accredited=row.text("says_accredited"),
        **_evidence(row),
    )
    row.done()
    if kind.reach not in REACHES:
        row.wrong("“reach” must be one of {reaches}.", reaches=", ".join(REACHES))
    for role in kind.can:
        if role not in kind.roles:
            row.wrong("“can” names the role {role}, which is not among its “roles”.", role=role)
    for role in sorted(set(kind.second_factor) - set(kind.roles)):
        row.wrong("“second_factor” names the role {role}, which it does not have.", role=role)
    return kind


def _route(row: Fields) -> Route:
    route = Route(
        key=row.text("key"),
        when=row.condition("when", needed=True) or NEVER,
        matter=row.text("class", needed=True),
        to=tuple(map(_receiver, row.texts("to", needed=True))),
        always=row.flag("always"),
        relay=row.texts("relay"),
        none=row.text("none"),
        order=row.count("order"),
        safeguard=row.flag("safeguard"),
        **_evidence(row),
    )
    row.done()
    return route


def _receiver(text: str) -> Receiver:
    kind, _, asked = text.partition(":")
    return Receiver(kind if asked in {"", "accredited"} else text, asked == "accredited")


def _instrument(row: Fields) -> Instrument:
    instrument = Instrument(
        key=row.text("key"),
        title=row.text("title", needed=True),
        valid_from=row.day("valid_from"),
        valid_to=row.day("valid_to"),
        provisions=tuple(map(_provision, row.many("provisions"))),
        cited_as=row.texts("cited_as"),
        **_evidence(row),
    )
    row.done()
    return instrument


def _provision(row: Fields) -> Provision:
    provision = Provision(row.text("key", needed=True), row.text("says"), row.label())
    row.done()
    return provision


def _evidence(row: Fields) -> dict[str, str]:
    return {"source": row.text("source", needed=True), "label": row.label(needed=True)}
