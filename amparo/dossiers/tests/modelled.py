"""What the model of an office's files knows: people, epochs by their numbers, parts, moments."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from amparo.dossiers.models import Dossier
from amparo.forms.values import Value
from amparo.trust.keyring import Keyring
from amparo.trust.models import Account

OFFICE, KEEPERS, ABOVE = "office", "keepers", "above"
"""The circles of the model: the office, its custodians, and those of the region."""

LARGE = 2
WHY: dict[str, Value] = {"access_why": "danger_now", "access_reason": "The child is at the door."}
NOTE: dict[str, Value] = {"note_of": "visit", "note_seen": "They were at home."}
NAMED: dict[str, Value] = {
    "crime": "no",
    "family_protection": "none",
    "alleged_tie": "known",
    "alleged_name": "MARK-ALLEGED",
    "child_name": "MARK-CHILD Qori",
    "next": "gestiones",
}


@dataclass
class Person:
    """Somebody, and the circle they are or were in: who left holds none of its keys any more."""

    account: Account
    circle: str
    is_officer: bool = True
    is_in: bool = True


@dataclass
class Part:
    """A sealed part, and the epochs that its key is sealed to."""

    entry: UUID
    part_class: str
    sealed_to: set[tuple[str, int]]


@dataclass
class File:
    """A case with the concern it came from. `opened` says who opened it in an emergency, when."""

    case: Dossier
    worker: Person | None = None
    opened: list[tuple[Person, datetime]] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    is_erased: bool = False
    has_left: bool = False


def ring_of(who: Person) -> Keyring:
    """Return the keys that somebody has: read where nothing is locked by a passphrase."""
    return Keyring(who.account.id, bytes(who.account.sealed_private))
