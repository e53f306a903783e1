"""Give the identity of whoever raised a concern: asked for, decided by two people, shown once.

The custodian who keeps it decides first, then a second person of another role. It is shown to the
custodian alone, for handing over, after the showing was written down; it is printed in no file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from amparo.audit.actions import record
from amparo.base.problems import NotAllowed
from amparo.dossiers.actions.erasing import keeper_of_name
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.actions.openings import kept_of
from amparo.dossiers.actions.projections import standing_of
from amparo.dossiers.actions.readings import OpenedEntry, open_class, open_entries
from amparo.dossiers.models import Dossier, Entry, IdentityRequest, Wrap
from amparo.dossiers.rules import SERVICE, Author, Can, Letter
from amparo.forms.form import ALLEGED, REPORTER
from amparo.forms.values import Value, Values
from amparo.protocols.retention import TO_CUSTODIAN
from amparo.protocols.terms import KEEPER
from amparo.system import directory
from amparo.system.custody import custodian_circle_for
from amparo.system.models import Body
from amparo.system.rules import CUSTODIAN
from amparo.trust.keyring import Keyring

ASK, AGREE, SECOND, SHOW, SHOW_TOLD = (
    "identity_ask",
    "identity_agree",
    "identity_second",
    "identity_show",
    "identity_show_told",
)
RAISER, OF = "raiser", "identity_of"
"""Whose name a request is about unless it says otherwise, and the answer that says it."""

SHOWN_WITHIN = timedelta(hours=72)
"""What two people agreed to is shown within this time, or asked for again."""


@dataclass(frozen=True)
class Identity:
    """Who raised a concern: the name of their account, and what they said of themselves.

    Of an alleged person there is no account, but what was written of who it is.
    """

    name: str
    answers: Mapping[str, Value] = field(repr=False)


@transaction.atomic
def ask_identity(
    dossier: Dossier,
    values: Values,
    of: str = RAISER,
    *,
    entry_id: UUID,
    by: Author,
    at: datetime,
) -> Entry:
    """Ask the custodians for the identity behind a case's concern, or of whom it was said.

    Raises:
        NotAllowed: nobody keeps such a name, or another request is still open.
    """
    if not Entry.objects.filter(pk=entry_id).exists():
        waiting = IdentityRequest.objects.filter(dossier=dossier)
        if waiting.filter(state__in=("asked", "agreed", "approved")).exists():
            raise NotAllowed("It has been asked for already. Wait for the answer.")
        record(Can.ASK_IDENTITY, dossier.pk, by=by.account, at=at)
    keeper = keeper_of(dossier, at, of)
    said = _with_state({**values, OF: of}, "asked")
    letter = _letter(ASK, entry_id, said, keeper=keeper, at=at)
    return append_entry(dossier, letter, by=by, at=at)


@transaction.atomic
def decide_identity(
    request: IdentityRequest, values: Values, *, entry_id: UUID, by: Author, at: datetime
) -> Entry:
    """Decide on a request: the custodian first, then a second person of another role.

    Raises:
        NotAllowed: somebody decided meanwhile, or this person is not the second one.
    """
    step = AGREE if by.role == CUSTODIAN else SECOND
    Dossier.objects.select_for_update().get(pk=request.dossier_id)
    # Who agreed a moment ago, in another hat, stands in the row as it is now.
    request.refresh_from_db()
    if step == SECOND and by.account not in second_people(request, at):
        raise NotAllowed("Somebody else has to be the second person for this.")
    is_new = not Entry.objects.filter(pk=entry_id).exists()
    if is_new and step not in standing_of(request.dossier, at).allowed:
        raise NotAllowed("This was decided meanwhile. Look at it again.")
    agreed = "agreed" if step == AGREE else "approved"
    state = agreed if values.get("identity_says") == "agree" else "refused"
    letter = _letter(step, entry_id, _with_state(values, state), keeper=request.keeper.pk, at=at)
    record(Can.DECIDE_IDENTITY, request.dossier_id, by=by.account, at=at, detail={"says": state})
    return append_entry(request.dossier, letter, by=by, at=at)


def show_identity(
    request: IdentityRequest, keyring: Keyring, *, entry_id: UUID, by: Author, at: datetime
) -> Identity:
    """Show an identity to the custodian, once; that it was shown is committed before it opens.

    Raises:
        NotAllowed: two people did not agree, it was shown before, or the time is over.
    """
    _write_shown(request, entry_id=entry_id, by=by, at=at)
    if asked_of(request) == ALLEGED:
        return Identity("", open_class(request.dossier, keyring, ALLEGED))
    concern = _concern_of(request.dossier)
    raiser = concern.parties.filter(key="raiser").select_related("account").first()
    name = raiser.account.display_name if raiser and raiser.account else ""
    return Identity(name, open_class(concern, keyring, REPORTER))


@transaction.atomic(durable=True)
def _write_shown(request: IdentityRequest, *, entry_id: UUID, by: Author, at: datetime) -> None:
    dossier = Dossier.objects.select_for_update().get(pk=request.dossier_id)
    now = IdentityRequest.objects.get(pk=request.pk)
    if now.state != "approved":
        raise NotAllowed("It is shown once, after two people agreed. Ask for it again.")
    if at - now.decided_at > SHOWN_WITHIN:
        raise NotAllowed("More than 72 hours have passed since two people agreed. Ask again.")
    step = SHOW_TOLD if SHOW_TOLD in standing_of(dossier, at).allowed else SHOW
    asked = {"identity_for": request.entry.coded["identity_for"]} if step == SHOW_TOLD else {}
    letter = _letter(step, entry_id, _with_state(asked, "given"), keeper=request.keeper.pk, at=at)
    record(Can.RELEASE_IDENTITY, dossier.pk, by=by.account, at=at)
    append_entry(dossier, letter, by=by, at=at)


def read_request(
    request: IdentityRequest, keyring: Keyring, *, by: UUID, at: datetime
) -> tuple[OpenedEntry, ...]:
    """Open why an identity is asked for, and what was decided: for those who decide, no file."""
    since = request.dossier.entries.filter(position__gte=request.entry.position)
    wanted = since.filter(step__in=(ASK, AGREE, SECOND)).values_list("id", flat=True)
    author = Author(KEEPER, account=by)
    return open_entries(
        request.dossier, set(wanted), keyring, Can.DECIDE_IDENTITY, by=author, at=at
    )


def second_people(request: IdentityRequest, at: datetime) -> frozenset[UUID]:
    """Return who can be the second person: the office's supervisors, else the keeper's body's.

    Never whoever asked, agreed, or must not know of it.
    """
    barred = kept_of(request.dossier).accounts | {request.entry.author_id, request.agreed_by_id}
    office = Body.objects.filter(pk=request.dossier.parties.get(key=SERVICE).body_id)
    keeper = Body.objects.filter(custodians=request.keeper_id)
    for body in (*office, *keeper):
        people = {person.id for person in directory.supervisors_of(body.id, at)} - barred
        if people:
            return frozenset(people)
    return frozenset()


def asked_of(request: IdentityRequest) -> str:
    """Return whose name is asked for: the raiser's, or an alleged person's."""
    return str(request.entry.coded.get(OF, RAISER))


def has_left(dossier: Dossier) -> bool:
    """Tell whether an alleged person's name has left a case, and a custodian keeps it."""
    return (
        dossier.erasures.filter(what=TO_CUSTODIAN).exists() and keeper_of_name(dossier) is not None
    )


def keeper_of(dossier: Dossier, at: datetime, of: str = RAISER) -> UUID:
    """Return the custodians' circle that keeps who raised a case's concern, or of whom it is said.

    Raises:
        NotAllowed: the case came from no concern, or no such name has left it.
    """
    if of == ALLEGED:
        keeper = keeper_of_name(dossier) if has_left(dossier) else None
        if keeper is None:
            raise NotAllowed("No name has left this case for a custodian.")
        return keeper
    concern = _concern_of(dossier)
    sealed = Wrap.objects.filter(part__entry__dossier=concern, part__part_class=REPORTER)
    wrap = sealed.filter(epoch__isnull=False).select_related("epoch").first()
    if wrap and wrap.epoch:
        return wrap.epoch.circle.id
    kept = kept_of(dossier)
    office = dossier.parties.get(key=SERVICE, body__isnull=False).body_id
    return custodian_circle_for(UUID(str(office)), at, kept.bodies | kept.accounts)


def _concern_of(dossier: Dossier) -> Dossier:
    concern = dossier.came_from
    if concern is None or concern.protocol != "concern":
        raise NotAllowed("This case came from no concern. Ask in the first case of the family.")
    return concern


def _letter(step: str, entry_id: UUID, values: Values, *, keeper: UUID, at: datetime) -> Letter:
    return Letter(entry_id, step, values, said_at=at, addressed=(keeper,))


def _with_state(values: Values, state: str) -> Values:
    return {**values, "identity_state": state}
