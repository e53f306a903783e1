"""A report as lines that a spreadsheet reads: the same safe numbers, and nothing it would run."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from amparo.desk.reports import Row, Seen, Table
from amparo.insight.templatetags.counts import said

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def lines_to_take_along(seen: Seen) -> Iterator[list[str]]:
    """Yield what is hidden and why, the headings, and each row."""
    for line in _lines(seen):
        yield [harmless(cell) for cell in line]


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(STARTS_A_FORMULA) else cell


def _lines(seen: Seen) -> Iterator[list[str]]:
    yield [
        _(
            "Rounded to fives, up or down. “Not shown” stands for a number below %(smallest)s, "
            "nought too, or for one that would give such a number away. "
            "Totals may differ from their parts."
        )
        % {"smallest": seen.smallest}
    ]
    yield [seen.title, seen.period, seen.basis.source]
    for table in seen.tables:
        yield _headings(seen, table)
        yield from (_cells(seen, row) for row in table.rows)


def _headings(seen: Seen, table: Table) -> list[str]:
    if seen.is_of_offices:
        causes = [_("Causes given")] if seen.has_causes else []
        return [_("Office"), _("Kind"), _("What was owed"), _("In time"), _("Officers"), *causes]
    if seen.has_answers:
        told = [_("Answered in time"), _("Services that did not answer")]
        return [_("Area"), _("What it is"), _("Concerns"), *told]
    return [table.caption, _("Activities") if seen.is_of_activities else _("Concerns")]


def _cells(seen: Seen, row: Row) -> list[str]:
    count = said(row.count)
    more = "; ".join(row.more)
    if seen.is_of_offices:
        causes = [more] if seen.has_causes else []
        return [row.name, row.under, count, row.share or _("not told"), row.people, *causes]
    if seen.has_answers:
        return [row.name, row.under, count, row.share or _("not told"), more]
    return [row.name, count]
