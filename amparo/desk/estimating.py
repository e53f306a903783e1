"""Lists that were sent, read and estimated from; nothing of them is kept.

What it rests on takes a server some 80 MB: it is loaded where somebody asks for it, and not before.
"""

import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.translation import gettext

from amparo.base.problems import Problem
from amparo.insight import reporting, reporting_alone
from amparo.insight.estimates.alone import alone
from amparo.insight.estimates.methods import METHODS
from amparo.insight.estimates.panel import panel
from amparo.insight.estimates.values import Lists
from amparo.insight.estimates.visits import Visits, read_any_text
from amparo.insight.estimates.words import TITLES
from amparo.insight.reporting import WHOLE
from amparo.insight.speaking import placed

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

__all__ = ["estimated", "placed", "whole"]

LARGEST = 500_000
ENDS = (".csv", ".tsv", ".txt")
"""How the name of a table ends; a name says nothing else, and is not kept."""
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


def estimated(sent: "UploadedFile[bytes] | None", *, one_village: bool) -> Mapping[str, object]:
    """Return what the page says of the lists that were sent.

    Raises:
        Problem: nothing was sent, or it can't be read, or it is too much for a page.
    """
    lists = _read(sent)
    if isinstance(lists, Visits):
        return reporting_alone.told(alone(lists, one_village=one_village))
    slow = SLOW if lists.count <= FEW else SLOW_FROM_SIX
    names = tuple(key for key in METHODS if key not in slow)
    seed = secrets.randbelow(2**31)
    found = panel(lists, seed=seed, names=names, one_village=one_village)
    left_out = [gettext(TITLES[key]) for key in METHODS if key in slow]
    return {**reporting.told(found), "left_out": left_out}


def _read(sent: "UploadedFile[bytes] | None") -> Lists | Visits:
    if sent is None:
        raise NotSent
    if (sent.size or 0) > LARGEST:
        raise TooLarge
    if not (sent.name or "").lower().endswith(ENDS):
        raise NotText
    try:
        lists = read_any_text(sent.read().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise NotText from None
    if isinstance(lists, Lists) and lists.count > MOST_LISTS:
        raise TooManyLists(most=MOST_LISTS)
    return lists


def whole(told: Mapping[str, object]) -> str:
    """Return what was found as a page of its own, which a minister can read."""
    return render_to_string(WHOLE, dict(told))
