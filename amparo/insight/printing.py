"""Makes the lines of a period: counts in the database, safe before anybody else has them."""

import hmac
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from amparo.insight import counting
from amparo.insight.counting import Span
from amparo.insight.hiding import Coins, Numbers, Sum, made_safe
from amparo.insight.periods import Period
from amparo.insight.rules import SafeCount, Share, Staff
from amparo.insight.together import Place, Tree, lowest, told_of
from amparo.protocols.answers import coded_by
from amparo.protocols.pack import REACHES, Pack
from amparo.protocols.report import Report, Sight
from amparo.system.directory import members_of
from amparo.system.models import Area, Body
from amparo.system.rules import OFFICER, Level
from amparo.trust.secrets import count_key

NOT_ANSWERED = ""


@dataclass(frozen=True)
class Printed:
    """One line as it will stand there: no exact number is left in it."""

    report: str
    count: SafeCount
    area: str | None = None
    body: UUID | None = None
    answer: str = ""
    share: Share = Share.NOT_SAID
    staff: str = ""
    silent: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ground:
    """What all reports of a period stand on."""

    pack: Pack
    period: Period
    tree: Tree
    told: frozenset[str]
    span: Span

    @property
    def smallest(self) -> int:
        """Return the smallest number that is shown."""
        return self.pack.reports.smallest

    def told_at(self, report: Report) -> frozenset[str]:
        """Return the areas that a report tells of."""
        levels = levels_of([report])
        return frozenset(code for code in self.told if self.tree.places[code].level in levels)


@dataclass
class Counted:
    """Exact numbers by cell, as long as they are being made safe; nothing of it is kept."""

    exact: dict[str, int] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    sums: list[Sum] = field(default_factory=list)


def lines_of(pack: Pack, period: Period) -> list[Printed]:
    """Return all lines of a period, of every report that the pack declares."""
    ground = _ground(pack, period)
    rows = pack.reports.rows.values()
    counted = _of_one_set([report for report in rows if not report.is_of_offices])
    coin = coins_of(count_key(), period.key)
    lines = list(of_areas(ground, counted, coin)) if counted else []
    for report in rows:
        if report.is_of_offices:
            lines += _of_offices(ground, report, coin)
    return lines


def _of_one_set(reports: list[Report]) -> list[Report]:
    """Return reports that leave out what any reader of any report of the same must not know.

    Else a count and its answers would not add up, and the difference would be what is kept.
    """
    readers: dict[str, tuple[Sight, ...]] = {}
    for report in reports:
        readers[report.protocol] = readers.get(report.protocol, ()) + report.seen_by
    return [replace(report, seen_by=readers[report.protocol]) for report in reports]


def coins_of(key: bytes, period: str) -> Coins:
    """Return the coins of a period: the same for the same cell, and not to be guessed."""

    def coin(cell: str) -> int:
        return int.from_bytes(hmac.digest(key, f"{period} {cell}".encode(), "sha256")[:8], "big")

    return coin


def levels_of(reports: Iterable[Report]) -> frozenset[int]:
    """Return the levels that reports tell of, as areas know them."""
    return frozenset(Level.DISTRICT - REACHES.index(each) for row in reports for each in row.levels)


def _ground(pack: Pack, period: Period) -> Ground:
    zone, reports = pack.calendar.zone, pack.reports
    span = Span(period.begins(zone), period.ends(zone), period.weeks)
    areas = Area.objects.valid_on(period.last).values_list("code", "level", "parent")
    tree = Tree(Place(code, level, parent) for code, level, parent in areas)
    groups = counting.groups_by_district(reports.groups_of, span.ends)
    told = told_of(tree, groups, reports.groups, levels_of(reports.rows.values()))
    return Ground(pack, period, tree, told, span)


def of_areas(ground: Ground, reports: list[Report], coin: Coins) -> Iterator[Printed]:
    """Yield the lines of all reports by area: made safe together, as they can be compared."""
    counted = Counted()
    for report in reports:
        _count(ground, report, counted)
    numbers = Numbers(counted.exact, frozenset(counted.told), tuple(counted.sums), ground.smallest)
    shown = made_safe(numbers, coin)
    for report in reports:
        if report.by:
            yield from _by_answer(ground, report, shown)
        else:
            yield from _by_area(ground, report, shown)


def _count(ground: Ground, report: Report, counted: Counted) -> None:
    tree, told = ground.tree, ground.told_at(report)
    if not report.by:
        exact = tree.summed(counting.dossiers_by_district(report, ground.span))
        counted.exact |= {_cell(report, code): times for code, times in exact.items()}
        counted.told |= {_cell(report, code) for code in told}
        for code, parts in tree.parts.items():
            cells = tuple(_cell(report, part) for part in parts)
            counted.sums.append(Sum(_cell(report, code), cells))
        return
    found = counting.dossiers_by_answer(report, ground.pack, ground.span)
    answers = answers_of(ground.pack, report)
    for answer in answers:
        of_answer = {area: times for (area, said), times in found.items() if said == answer}
        exact = tree.summed(of_answer)
        counted.exact |= {_cell(report, code, answer): exact[code] for code in told}
    for code in told:
        cells = tuple(_cell(report, code, answer) for answer in answers)
        counted.told |= set(cells)
        counted.sums.append(Sum(f"{report.protocol} {code}", cells))


def _by_area(ground: Ground, report: Report, shown: Mapping[str, SafeCount]) -> Iterator[Printed]:
    told = ground.told_at(report)
    shares = _shares(ground, report, lowest(ground.tree, ground.told))
    silent = _silent(ground)
    for code in sorted(told):
        count = shown[_cell(report, code)]
        share = Share.NOT_SAID if count.shown is None else shares.get(code, Share.NOT_SAID)
        yield Printed(report.key, count, area=code, share=share, silent=tuple(silent.get(code, ())))


def _by_answer(ground: Ground, report: Report, shown: Mapping[str, SafeCount]) -> Iterator[Printed]:
    for code in sorted(ground.told_at(report)):
        for answer in answers_of(ground.pack, report):
            count = shown[_cell(report, code, answer)]
            yield Printed(report.key, count, area=code, answer=answer)


def _of_offices(ground: Ground, report: Report, coin: Coins) -> Iterator[Printed]:
    owed = counting.owed_by_office(report, ground.span)
    causes = counting.causes_by_office(report, ground.span, ground.smallest)
    offices = Body.objects.at_work(ground.span.ends).filter(kind__in=report.offices)
    for body in offices.order_by("area", "pk"):
        due, met = owed.due.get(body.id, 0), owed.met.get(body.id, 0)
        count = SafeCount.of(due, coin(f"{report.key} {body.id}"), ground.smallest)
        yield Printed(
            report.key,
            count,
            body=body.id,
            share=Share.of(met, due, ground.smallest),
            staff=Staff.of(len(members_of(body.id, OFFICER, ground.span.ends))),
            causes=tuple(causes.get(body.id, ())),
        )


def _shares(ground: Ground, report: Report, where: frozenset[str]) -> dict[str, Share]:
    """Return who was answered in time, for areas of which none holds another.

    Said of a province and of its district too, two words could narrow a hidden number.
    """
    if not report.answered_by:
        return {}
    owed = counting.answered_by_district(report, ground.span)
    due, met = ground.tree.summed(owed.due), ground.tree.summed(owed.met)
    return {code: Share.of(met[code], due[code], ground.smallest) for code in where}


def _silent(ground: Ground) -> dict[str, list[str]]:
    """Return the kinds of service that often enough did not answer, by area."""
    found = counting.silent_by_district(ground.span)
    named: dict[str, list[str]] = {}
    for kind in sorted({kind for _, kind in found}):
        times = ground.tree.summed({area: n for (area, each), n in found.items() if each == kind})
        for code, total in times.items():
            if total >= ground.smallest:
                named.setdefault(code, []).append(kind)
    return named


def answers_of(pack: Pack, report: Report) -> tuple[str, ...]:
    """Return the codes that a report counts by, and that nothing was answered."""
    opening = [step for step in pack.protocols[report.protocol].steps.values() if step.opens]
    coded = [each for step in opening for each in coded_by(step, pack.forms)]
    choices = next(each.choices for each in coded if each.name == report.by)
    return (*choices, NOT_ANSWERED)


def _cell(report: Report, code: str, answer: str | None = None) -> str:
    by = "" if answer is None else f" {report.by}={answer}"
    return f"{report.protocol} {code}{by}"
