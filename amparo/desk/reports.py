"""A published report as a page shows it: rows of safe counts and words, and no other number."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from amparo.desk.how import Basis, basis_of
from amparo.desk.wording import label_of, language, say
from amparo.forms.form import Form
from amparo.insight.models import Line, Publication
from amparo.insight.periods import Period, read_period
from amparo.insight.reach import LineQuerySet, sights_of
from amparo.insight.rules import SafeCount, Share, Staff
from amparo.pages.form_sheet import say as pick
from amparo.protocols.pack import Pack
from amparo.protocols.report import SEES, Report
from amparo.protocols.terms import ACTIVITY
from amparo.system.packs import pack_by_hash
from amparo.system.rules import Level
from amparo.trust.rules import Reader

INSIDE, NEAREST, OWN = SEES
FIRST = (INSIDE, OWN, NEAREST)
"""What a reader of several roles sees: the widest."""


@dataclass(frozen=True)
class Row:
    """One line of a table.

    Attributes:
        name: the area, answer or office.
        under: what it is: a province, a kind of office.
        share: how many were answered in time, in words; empty where it is not said.
        people: how many officers an office has, in words.
        more: services that did not answer, or causes of missed clocks.
    """

    name: str
    under: str
    count: SafeCount
    share: str = ""
    people: str = ""
    more: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """Rows with a caption, and the longest count among them."""

    caption: str
    rows: tuple[Row, ...]

    @property
    def longest(self) -> SafeCount:
        """Return the greatest count that is shown."""
        return SafeCount(max((row.count.shown or 0 for row in self.rows), default=0) or None)


@dataclass(frozen=True)
class Seen:
    """A report of a period, as one reader may see it. `smallest`: the smallest number shown."""

    key: str
    title: str
    period: str
    basis: Basis
    sees: str
    is_of_offices: bool
    is_of_activities: bool
    has_answers: bool
    has_causes: bool
    tables: tuple[Table, ...]
    smallest: str


@dataclass(frozen=True)
class Sheet:
    """What goes back to the communities, for the area that is told and holds the reader's."""

    area: str
    level: str
    is_district: bool
    count: SafeCount
    share: str
    silent: tuple[str, ...]


def reports_for(reader: Reader) -> dict[str, tuple[Report, str]]:
    """Return the reports that a reader may see, and how much of each."""
    sights = sorted(sights_of(reader), key=lambda sight: -FIRST.index(sight[1]))
    seen = {report.key: (report, sees) for report, sees, _body in sights}
    return dict(sorted(seen.items(), key=lambda each: (each[1][0].is_of_offices, each[0])))


def seen_in(published: Publication, report: Report, sees: str, lines: LineQuerySet) -> Seen:
    """Return a report with its lines; those of the widest sight that the reader has."""
    pack = pack_by_hash(published.pack_id)
    period = read_period(published.period)
    return Seen(
        key=report.key,
        title=say(f"report.{report.key}", pack),
        period=period_in_words(period) if period else published.period,
        basis=basis_of(report, pack),
        sees=sees,
        is_of_offices=report.is_of_offices,
        is_of_activities=_is_of_activities(pack, report),
        has_answers=bool(report.answered_by),
        has_causes=bool(report.cause),
        tables=tuple(_tables(pack, report, _of(published, report, lines))),
        smallest=str(pack.reports.smallest),
    )


def sheet_of(published: Publication, report: Report, lines: LineQuerySet) -> Sheet | None:
    """Return the sheet of the nearest area that is told; None where there is none."""
    pack = pack_by_hash(published.pack_id)
    told = [(line, line.area) for line in _of(published, report, lines) if line.area]
    if not told:
        return None
    line, area = max(told, key=lambda each: each[1].level)
    return Sheet(
        area=area.name,
        level=level_in_words(area.level),
        is_district=area.level == Level.DISTRICT,
        count=SafeCount(line.shown),
        share=line.share,
        silent=tuple(say(f"kind.{kind}", pack) for kind in line.silent),
    )


def period_in_words(period: Period) -> str:
    """Say a period."""
    year = {"year": str(period.year)}
    halves = {1: _("January to June %(year)s"), 2: _("July to December %(year)s")}
    return halves.get(period.half, _("The year %(year)s")) % year


def level_in_words(level: int) -> str:
    """Say what an area of a level is called."""
    return {
        Level.DISTRICT: _("district"),
        Level.PROVINCE: _("province"),
        Level.REGION: _("region"),
    }.get(Level(level), _("country"))


def share_in_words(share: str) -> str:
    """Say how many were answered in time."""
    return {
        Share.MOST.value: _("most"),
        Share.HALF.value: _("about half"),
        Share.FEW.value: _("few"),
    }.get(share, "")


def staff_in_words(staff: str) -> str:
    """Say how many officers an office has."""
    return {
        Staff.NOBODY.value: _("nobody"),
        Staff.ONE.value: _("one person"),
        Staff.SOME.value: _("two to four people"),
        Staff.MANY.value: _("five people or more"),
    }.get(staff, "")


def _is_of_activities(pack: Pack, report: Report) -> bool:
    protocol = pack.protocols.get(report.protocol)
    return protocol is not None and protocol.subject == ACTIVITY


def _of(published: Publication, report: Report, lines: LineQuerySet) -> list[Line]:
    of_report = lines.filter(publication=published, report=report.key)
    return list(of_report.select_related("area", "body").order_by("area", "body__area", "pk"))


def _tables(pack: Pack, report: Report, lines: Sequence[Line]) -> Iterable[Table]:
    if report.is_of_offices:
        yield Table(_("By office"), tuple(_office(pack, line) for line in lines))
    elif report.by:
        yield from _by_answer(pack, report, lines)
    else:
        yield Table(_("By area"), tuple(_area(pack, line) for line in lines))


def _office(pack: Pack, line: Line) -> Row:
    form = next((form for form in pack.forms.values() if form.question("cause")), None)
    return Row(
        name=line.body.name if line.body else "",
        under=say(f"kind.{line.body.kind}", pack) if line.body else "",
        count=SafeCount(line.shown),
        share=share_in_words(line.share),
        people=staff_in_words(line.staff),
        more=tuple(_choice(form, "cause", code) for code in line.causes),
    )


def _area(pack: Pack, line: Line) -> Row:
    return Row(
        name=line.area.name if line.area else "",
        under=level_in_words(line.area.level if line.area else Level.COUNTRY),
        count=SafeCount(line.shown),
        share=share_in_words(line.share),
        more=tuple(say(f"kind.{kind}", pack) for kind in line.silent),
    )


def _by_answer(pack: Pack, report: Report, lines: Sequence[Line]) -> Iterable[Table]:
    opening = next(step for step in pack.protocols[report.protocol].steps.values() if step.opens)
    form = pack.forms.get(opening.form)
    question = form.question(report.by) if form else None
    asked = label_of(question, form) if form and question else report.by
    with_area = [line for line in lines if line.area]
    for area, group in groupby(with_area, key=lambda line: line.area):
        of_area = list(group)
        rows = (
            Row(
                _choice(form, report.by, line.answer) if line.answer else _("not answered"),
                "",
                SafeCount(line.shown),
            )
            for line in of_area
        )
        where = f"{area.name} ({level_in_words(area.level)})" if area else ""
        yield Table(f"{where}: {asked}", tuple(rows))


def _choice(form: Form | None, name: str, code: str) -> str:
    """Return the label of a form's answer; the code where the form has it no more."""
    question = form.question(name) if form else None
    labels = {each.name: each.label for each in question.choices} if question else {}
    if form is None or code not in labels:
        return code
    return pick(labels[code], language(), form.default_language)
