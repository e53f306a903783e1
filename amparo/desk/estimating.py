"""Lists that were sent, read and estimated from; nothing of them is kept.

What it rests on takes a server some 80 MB: it is loaded where somebody asks for it, and not before.
"""

import secrets
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from amparo.base.problems import Problem
from amparo.insight.estimates.methods import METHODS
from amparo.insight.estimates.panel import Panel, panel
from amparo.insight.estimates.reading import read_text
from amparo.insight.estimates.values import BadTable, Lists
from amparo.insight.reporting import report, told

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

__all__ = ["estimated", "place_of", "report", "told"]

LARGEST = 500_000
MOST_LISTS = 8
SLOW = {"lcmcr"}
SLOW_FROM_SIX = {"lcmcr", "weighted", "bootstrap"}
FEW = 5


class NotSent(Problem):
    says = "Choose a file with your lists first."


class TooLarge(Problem):
    says = "This file is too large for a page. Count people by their lists, or use the command."


class TooManyLists(Problem):
    says = "A page takes {most} lists at most. Use the command for more."


class NotText(Problem):
    says = "This is not text in UTF-8. Save it as CSV (UTF-8)."


def estimated(sent: "UploadedFile[bytes] | None", *, one_village: bool) -> Panel:
    """Return what all quick methods say of lists.

    Raises:
        Problem: nothing was sent, or it can't be read, or it is too much for a page.
    """
    lists = _read(sent)
    slow = SLOW if lists.count <= FEW else SLOW_FROM_SIX
    names = tuple(key for key in METHODS if key not in slow)
    return panel(lists, seed=secrets.randbelow(2**31), names=names, one_village=one_village)


def _read(sent: "UploadedFile[bytes] | None") -> Lists:
    if sent is None:
        raise NotSent
    if (sent.size or 0) > LARGEST:
        raise TooLarge
    try:
        lists = read_text(sent.read().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise NotText from None
    if lists.count > MOST_LISTS:
        raise TooManyLists(most=MOST_LISTS)
    return lists


def place_of(problem: Problem) -> str:
    """Say in which line of a table a problem lies; nothing where it is no problem of a table."""
    if not isinstance(problem, BadTable):
        return ""
    if problem.column is None:
        return _("Line {line}: ").format(line=problem.line)
    return _("Line {line}, column {column}: ").format(line=problem.line, column=problem.column)
