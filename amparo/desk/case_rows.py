"""Cases as a list shows them: their state and what is owed, without kinds of violence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from amparo.desk.addresses import address_of
from amparo.desk.owed import Owed, owed_in
from amparo.desk.wording import say
from amparo.system.packs import pack_by_hash


class Listed(NamedTuple):
    """A case as the database has it."""

    id: UUID
    number: str
    pack: str
    state: str
    opened_at: datetime
    area: str | None
    worker: str | None
    next_due: datetime | None


@dataclass(frozen=True)
class CaseRow:
    """A case in a list; `owed` is the soonest of what is owed in it, `name` only where asked."""

    case: Listed
    state: str
    owed: Owed | None
    name: str

    @property
    def url(self) -> str:
        """Return where it is read."""
        return address_of("desk:dossier", self.case.id)


def rows_of(cases: Sequence[Listed], names: Mapping[UUID, str], at: datetime) -> list[CaseRow]:
    """Return cases as a list shows them."""
    soonest: dict[UUID, Owed] = {}
    for row in owed_in([case.id for case in cases], at) if cases else ():
        soonest.setdefault(row.dossier, row)
    return [
        CaseRow(
            case=case,
            state=say(f"state.case.{case.state}", pack_by_hash(case.pack)),
            owed=soonest.get(case.id),
            name=names.get(case.id, ""),
        )
        for case in cases
    ]
