"""What an audit record says and how it becomes a leaf of the tree. Pure: no database, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from amparo.base.canonical import canonical_json
from amparo.base.time import write_moment

FORMAT = 1
"""The version of the leaf data. Another way to write a record would be another number."""


@dataclass(frozen=True)
class Recorded:
    """One record: who did what to which thing, and when. Ids and codes only, never words.

    Attributes:
        id: of the record.
        can: what was done: the word that is also the permission and the sentence.
        subject: what it was done to (a dossier, an account, a circle), where there is one thing.
        by: the account that did it; None where the deployment itself did.
        at: when, in UTC.
        detail: further ids and codes.
        commits: 32 bytes that bind what was written (an entry's commitment), or nothing.
    """

    id: UUID
    can: str
    subject: UUID | None
    by: UUID | None
    at: datetime
    detail: Mapping[str, str] = field(default_factory=dict)
    commits: bytes = b""


def leaf_data(recorded: Recorded) -> bytes:
    """Return the bytes whose RFC 6962 leaf hash stands in the tree."""
    return canonical_json(
        {
            "at": write_moment(recorded.at),
            "by": str(recorded.by or ""),
            "can": recorded.can,
            "commits": recorded.commits.hex(),
            "detail": dict(recorded.detail),
            "id": str(recorded.id),
            "subject": str(recorded.subject or ""),
            "v": FORMAT,
        }
    )
