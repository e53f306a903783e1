"""Search one's own cases by a name, and see the names on a list: each leaves a record first."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from amparo.audit.actions import record, record_reading
from amparo.dossiers.actions.earlier import NAMED, sought
from amparo.dossiers.actions.readings import EVERYDAY, OpenedEntry, open_all
from amparo.dossiers.models import Dossier, Entry, NameIndex, NameShown
from amparo.dossiers.reach import DossierQuerySet
from amparo.dossiers.rules import Author, Can
from amparo.trust.keyring import Keyring


def look_for_name(
    name: str, body: UUID, areas: Iterable[str | None], *, by: UUID, at: datetime
) -> frozenset[str]:
    """Return the values of an office's index that a name is found by; the log says who searched.

    Args:
        name: as somebody said it; one word alone is looked for in these areas.
        body: whose index is asked.
        areas: the areas of the office's cases.
        by: who searches.
        at: the moment.
    """
    record_reading(Can.SEARCH_NAMES, body, by=by, at=at)
    return sought(body, areas, name)


def not_yet_opened(cases: DossierQuerySet, body: UUID) -> DossierQuerySet:
    """Keep the cases that a search by name can't find yet: no person here has opened them."""
    rows = {"dossier": OuterRef("pk")}
    opened = Exists(Entry.objects.filter(**rows, step="open"))
    named = Exists(NameIndex.objects.filter(**rows, body=body))
    return cases.filter(~named).filter(~opened)  # the quicker question first: most have a name


def show_names(
    cases: Sequence[Dossier], keyring: Keyring, *, by: Author, at: datetime
) -> Mapping[UUID, str]:
    """Return what the child of each case is called, as far as somebody wrote it down.

    The caller has fetched the cases through `in_hand_of`. One record names them all, and is
    committed before anything is opened.
    """
    ids = [case.pk for case in cases]
    with transaction.atomic(durable=True):
        said = {"dossiers": " ".join(map(str, ids))}
        row = record(Can.SHOW_NAMES, by.body, by=by.account, at=at, detail=said)
        NameShown.objects.bulk_create([NameShown(record=row, dossier_id=pk) for pk in ids])
    entries = _entries_of(cases)
    return {case.pk: _name_in(open_all(entries[case.pk], keyring, EVERYDAY)) for case in cases}


def _entries_of(cases: Iterable[Dossier]) -> Mapping[UUID, list[Entry]]:
    """Return each case's entries and those of the concern before it, the newest first."""
    of_case: dict[UUID, list[UUID]] = defaultdict(list)
    for case in cases:
        for pk in filter(None, (case.pk, case.came_from_id)):
            of_case[pk].append(case.pk)
    rows = Entry.objects.filter(dossier__in=of_case, parts__part_class__in=EVERYDAY).distinct()
    found: dict[UUID, list[Entry]] = defaultdict(list)
    for entry in rows.prefetch_related("parts__wraps").order_by("-at", "-position"):
        for pk in of_case[entry.dossier_id]:
            found[pk].append(entry)
    return found


def _name_in(opened: Iterable[OpenedEntry]) -> str:
    """Return the newest name; a full one, where there is one, before what somebody is called."""
    answers = [each.answers for each in opened]
    names = (str(said.get(asked) or "").strip() for asked in NAMED for said in answers)
    return next(filter(None, names), "")
