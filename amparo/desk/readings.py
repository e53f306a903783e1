"""Who opened what and when: staff and numbers of dossiers, nothing of what they read."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from amparo.audit.models import Record
from amparo.dossiers.actions.overseeing import shown_in
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import Can
from amparo.system.packs import local
from amparo.trust.models import Account

IN_WORDS = {
    Can.READ_DOSSIER: _("opened the file"),
    Can.OPEN_CALL_BACK: _("opened how the person who raised it may be called"),
    Can.LOOK_FOR_EARLIER: _("looked for earlier concerns by a name"),
    Can.PRINT_LETTER: _("printed the letter to another service"),
    Can.SHOW_NAMES: _("saw the child's name on a list"),
    Can.PRINT_FILE: _("printed the file"),
    Can.PRINT_COPY: _("made a copy for the parties"),
}


@dataclass(frozen=True)
class Reading:
    """One opening, and the same ones right before it on the same day, the newest first.

    `was_assigned`: it is in this person's hands now, as worker or deputy.
    """

    times: tuple[datetime, ...]
    who: str
    number: str
    says: str
    was_assigned: bool


def readings_in(records: Iterable[Record], cases: Iterable[Dossier]) -> list[Reading]:
    """Return records of openings as rows; `cases` are those that the reader supervises."""
    rows = list(records)
    known = {case.pk: case for case in cases}
    names = dict(
        Account.objects.filter(pk__in={r.by for r in rows}).values_list("pk", "display_name")
    )
    shown = shown_in(rows)
    return _folded(
        _reading(row, known[dossier], names)
        for row in rows
        for dossier in shown.get(row.pk, (row.subject,))
        if dossier in known
    )


def _folded(readings: Iterable[Reading]) -> list[Reading]:
    """Say once what one person opened several times in a row on one day."""
    alike = groupby(
        readings, key=lambda each: (replace(each, times=()), local(each.times[0]).date())
    )
    return [
        replace(same, times=tuple(each.times[0] for each in several))
        for (same, _day), several in alike
    ]


def _reading(row: Record, case: Dossier, names: dict[UUID, str]) -> Reading:
    return Reading(
        times=(row.at,),
        who=names.get(row.by, "") if row.by else "",
        number=case.number,
        says=str(IN_WORDS[Can(row.can)]),
        was_assigned=row.by in (case.assigned_to_id, case.deputy_id),
    )
