"""Dossiers, their entries, and what is projected from them.

Three kinds of rows live here and must not be mixed up: what happened (Entry, SealedPart, Wrap:
appended, never changed), who it concerns (Dossier, Party, KeptFrom, Link: addressing, server-only),
and what replaying gives (Duty, Escalation, the projected fields of Dossier: rebuilt at any time).
"""

from amparo.dossiers.tables.accesses import Access, AccessQuerySet
from amparo.dossiers.tables.alerts import Alert, AlertQuerySet, Canary, Look
from amparo.dossiers.tables.dossiers import Dossier, KeptFrom, Link, Party
from amparo.dossiers.tables.drafts import Draft
from amparo.dossiers.tables.entries import Entry, SealedPart, Wrap
from amparo.dossiers.tables.erasures import Erasure
from amparo.dossiers.tables.identities import IdentityRequest
from amparo.dossiers.tables.lists import NameShown
from amparo.dossiers.tables.phones import Media, MediaPiece, PhoneWrap, Sent, SentQuerySet
from amparo.dossiers.tables.projections import Duty, Escalation, NameIndex

__all__ = [
    "Access",
    "AccessQuerySet",
    "Alert",
    "AlertQuerySet",
    "Canary",
    "Dossier",
    "Draft",
    "Duty",
    "Entry",
    "Erasure",
    "Escalation",
    "IdentityRequest",
    "KeptFrom",
    "Link",
    "Look",
    "Media",
    "MediaPiece",
    "NameIndex",
    "NameShown",
    "Party",
    "PhoneWrap",
    "SealedPart",
    "Sent",
    "SentQuerySet",
    "Wrap",
]
