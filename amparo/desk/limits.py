"""Lengths of time, said as the law counts them."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amparo.protocols.protocol import Limit


def limit_in_words(limit: Limit) -> str:
    """Say a length of time as the law counts it."""
    if limit.count == 0:
        return _("the same day") if limit.unit == "calendar_days" else _("at once")
    return {
        "hours": ngettext("%(n)s hour", "%(n)s hours", limit.count),
        "working_days": ngettext("%(n)s working day", "%(n)s working days", limit.count),
        "calendar_days": ngettext("%(n)s day", "%(n)s days", limit.count),
        "months": ngettext("%(n)s month", "%(n)s months", limit.count),
        "years": ngettext("%(n)s year", "%(n)s years", limit.count),
    }[limit.unit] % {"n": limit.count}


def after_in_words(limit: Limit) -> str:
    """Say how long after a clock was missed somebody is told."""
    if limit.count == 0:
        return _("as soon as it is missed")
    return _("%(limit)s later") % {"limit": limit_in_words(limit)}
