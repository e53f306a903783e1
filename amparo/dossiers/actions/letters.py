"""Print the minimum-data letter: the log has it before a word is opened."""

from dataclasses import dataclass
from datetime import datetime

from amparo.audit.actions import record_reading
from amparo.audit.models import Record
from amparo.dossiers.actions.readings import OpenedEntry, read_dossier
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import Author, Can
from amparo.trust.keyring import Keyring


@dataclass(frozen=True)
class Printed:
    """An opened dossier for a letter, and which copy of the letter this is."""

    copy: int
    opened: tuple[OpenedEntry, ...]


def print_letter(dossier: Dossier, keyring: Keyring, *, by: Author, at: datetime) -> Printed:
    """Open a dossier in order to print the letter to the service it is for.

    The caller has fetched the dossier through `in_full`. The log keeps who printed which copy.
    """
    earlier = Record.objects.about([dossier.pk]).filter(can=Can.PRINT_LETTER)
    copy = earlier.count() + 1
    detail = {"copy": str(copy)}
    record_reading(Can.PRINT_LETTER, dossier.pk, by=by.account, at=at, detail=detail)
    return Printed(copy, read_dossier(dossier, keyring, by=by, at=at))
