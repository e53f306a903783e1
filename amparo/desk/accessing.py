"""Emergency accesses as pages show them: which file, who, until when, and why in one coded word."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amparo.desk.wording import Said, in_words
from amparo.dossiers.actions.readings import OpenedEntry
from amparo.dossiers.models import Access, AccessQuerySet
from amparo.dossiers.rules import from_json
from amparo.forms.values import Values
from amparo.system.packs import pack_by_hash


@dataclass(frozen=True)
class Accessed:
    """One emergency access. `said` is its form in words, as far as the reader may know it.

    Attributes:
        number: of the case; shown inside the office alone.
        office: the body that the case belongs to.
        review_by: until when it is to be reviewed.
        is_in_force: the file is still open by it.
    """

    entry: UUID
    dossier: UUID
    number: str
    office: str
    who: str
    since: datetime
    until: datetime
    review_by: datetime | None
    is_in_force: bool
    said: tuple[Said, ...]


def accessed(
    accesses: AccessQuerySet, at: datetime, opened: Iterable[OpenedEntry] = ()
) -> list[Accessed]:
    """Return accesses as rows, the newest first; `opened` brings the reasons that were opened."""
    if accesses.query.is_empty():
        return []  # Nothing waits, as was seen before: no need to put that into SQL.
    reasons = {each.entry.id: each.answers for each in opened}
    rows = accesses.select_related("entry", "dossier", "body", "account").order_by("-since")
    return [_row(access, at, reasons.get(access.entry_id, {})) for access in rows]


def _row(access: Access, at: datetime, reason: Values) -> Accessed:
    dossier = access.dossier
    pack = pack_by_hash(dossier.pack_id)
    form = pack.forms[pack.protocols[dossier.protocol].steps[access.entry.step].form]
    duty = dossier.duties.open().filter(instance=access.entry_id).first()
    return Accessed(
        entry=access.entry_id,
        dossier=dossier.pk,
        number=dossier.number,
        office=access.body.name,
        who=access.account.display_name,
        since=access.since,
        until=access.until,
        review_by=duty.due if duty else None,
        is_in_force=access.since <= at < access.until,
        said=in_words(form, {**from_json(access.entry.coded), **reason}),
    )
