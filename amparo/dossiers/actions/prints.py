"""What leaves the screen on paper: each print has its number, and the log has it before a word."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from amparo.audit.actions import record
from amparo.audit.models import Record
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.actions.readings import OpenedEntry, read_dossier
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import Author, Can, Letter, copy_number
from amparo.trust.keyring import Keyring


@dataclass(frozen=True)
class Printed:
    """An opened dossier for the printer, and which print of it this is."""

    number: int
    opened: tuple[OpenedEntry, ...]


def print_file(
    dossier: Dossier, keyring: Keyring, what: str, *, by: Author, at: datetime
) -> Printed:
    """Open a dossier in order to print it. The prints of one dossier are numbered without a gap.

    Args:
        dossier: fetched by the caller through `in_full`.
        keyring: of whoever prints.
        what: a code of what is printed of it.
        by: who prints.
        at: the moment.
    """
    number = _next(Can.PRINT_FILE, "print", dossier, {"what": what}, by=by, at=at)
    return Printed(number, read_dossier(dossier, keyring, by=by, at=at))


def print_letter(dossier: Dossier, keyring: Keyring, *, by: Author, at: datetime) -> Printed:
    """Open a dossier in order to print the minimum-data letter to the service it is for.

    The caller has fetched the dossier through `in_full`.
    """
    number = _next(Can.PRINT_LETTER, "copy", dossier, {}, by=by, at=at)
    return Printed(number, read_dossier(dossier, keyring, by=by, at=at))


def _next(
    can: Can, called: str, dossier: Dossier, said: Mapping[str, str], *, by: Author, at: datetime
) -> int:
    """Number a print and commit that to the log; two at once wait for each other."""
    with transaction.atomic(durable=True):
        Dossier.objects.select_for_update().get(pk=dossier.pk)
        number = Record.objects.about([dossier.pk]).filter(can=can).count() + 1
        detail = {called: str(number), **said}
        record(can, dossier.pk, by=by.account, at=at, detail=detail)
    return number


def give_copy(dossier: Dossier, letter: Letter, *, by: Author, at: datetime) -> str:
    """Write down what a copy for the parties holds and why, and log it; return its number.

    Both are committed before the copy is shown. The same page sent twice is the same copy.
    """
    number = copy_number(letter.id)
    with transaction.atomic(durable=True):
        append_entry(dossier, letter, by=by, at=at)
        detail = {"copy": number}
        record(Can.PRINT_COPY, dossier.pk, by=by.account, at=at, detail=detail)
    return number
