"""Reads reports.toml: what a country publishes of many. Pure."""

from amparo.base.problems import Fault
from amparo.protocols.fields import Fields
from amparo.protocols.report import LEAST, PERIODS, Report, Reports, Sight
from amparo.protocols.sources import Merged


def read_reports(file: Merged, faults: list[Fault]) -> Reports:
    """Read the file; a country without one publishes nothing."""
    top = file.top(faults)
    reports = Reports(
        period=top.text("period") or PERIODS[0],
        smallest=top.count("smallest", LEAST),
        groups=top.count("groups", LEAST),
        groups_of=top.texts("groups_of"),
        rows={row.where: _report(row) for row in file.rows("report", faults)},
    )
    top.done()
    return reports


def _report(row: Fields) -> Report:
    report = Report(
        key=row.text("key"),
        protocol=row.text("protocol"),
        by=row.text("by"),
        levels=row.texts("levels"),
        answered_by=row.text("answered_by"),
        clocks=row.texts("clocks"),
        offices=row.texts("offices"),
        cause=row.text("cause"),
        unless=row.texts("unless"),
        seen_by=tuple(map(_sight, row.many("seen_by"))),
        source=row.text("source", needed=True),
        label=row.label(needed=True),
    )
    row.done()
    return report


def _sight(row: Fields) -> Sight:
    sight = Sight(row.text("who", needed=True), row.text("sees", needed=True))
    row.done()
    return sight
