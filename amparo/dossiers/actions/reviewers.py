"""Who looks at what somebody did with a file: never themselves, and nobody who must not know it."""

from datetime import datetime
from uuid import UUID

from amparo.dossiers.models import Dossier
from amparo.system import directory


def looked_at_by(dossier: Dossier, body: UUID, account: UUID, at: datetime) -> UUID | None:
    """Return the office itself where its supervisor looks, else the body above; None if nobody can.

    The office has a supervisor who looks where whoever did it is none, and one of them may know.
    """
    kept = list(dossier.kept_from.all())
    people = {row.account_id for row in kept if row.account_id}
    supervisors = {person.id for person in directory.supervisors_of(body, at)}
    if account not in supervisors and supervisors - people:
        return body
    return directory.oversight_body_for(body, {row.body_id for row in kept if row.body_id})


def is_supervisor(body: UUID, account: UUID, at: datetime) -> bool:
    """Tell whether somebody supervises a body."""
    return any(person.id == account for person in directory.supervisors_of(body, at))
