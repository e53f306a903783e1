"""Care for those who help: a call owed after each concern, and what they tell of a threat.

Each is a dossier of its own with a body outside the community. Nothing of a concern is copied into
it, and no link leads from one to the other.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amparo.base.ids import derived_id
from amparo.base.problems import NotThere
from amparo.dossiers.actions.journal import append_entry, begin_journal
from amparo.dossiers.actions.openings import Kept, Opening, start_dossier
from amparo.dossiers.actions.routing import Raising, who_must_not_know
from amparo.dossiers.models import Dossier, Party
from amparo.dossiers.rules import MEMBER, SERVER, SERVICE, Author, Letter
from amparo.forms.values import Value
from amparo.system.care import carer_for, group_of
from amparo.system.models import Body
from amparo.system.packs import current_pack

DEBRIEF, THREAT = "debrief", "threat"


@dataclass(frozen=True)
class Threat:
    """What a member tells, as she sends it.

    Attributes:
        id: made with the page, so that sending twice tells once.
        values: all answers of the form, those of who must not know among them.
        kept_accounts: people of her group whom she picked.
    """

    id: UUID
    values: Mapping[str, Value]
    kept_accounts: frozenset[UUID] = frozenset()


def owe_call(
    raising: UUID, passed_over: frozenset[UUID], kept: Kept, *, by: Author, at: datetime
) -> Dossier | None:
    """Owe a call to whoever raised a concern, by a body that does not work on it.

    Without an account, or without anybody outside who could call, none is owed or promised.
    Its id comes from that of the page, which is kept nowhere: so no row leads to the concern.

    Args:
        raising: the id of the page.
        passed_over: the bodies that work on it, and who must not know.
        kept: who must not know, to be kept from the call too.
        by: who raised it.
        at: the moment.
    """
    member = by.account if by.party == "raiser" else None
    group = group_of(member) if member and DEBRIEF in current_pack().protocols else None
    if member is None or group is None:
        return None
    carer = carer_for(group, at, passed_over)
    if carer is None:
        return None
    opened = _open(DEBRIEF, derived_id(raising, DEBRIEF), member, carer, kept, at=at)
    letter = Letter(derived_id(opened.id, "owe"), "owe", {}, said_at=at)
    begin_journal(opened, letter, by=SERVER, at=at)
    return opened


@transaction.atomic
def tell_of_threat(threat: Threat, *, by: Author, at: datetime) -> Dossier:
    """Let a member say that she is threatened or afraid, to somebody outside her community.

    Raises:
        NobodyOutside: nobody can hear it.
        IdTaken: another telling is known under this id.
    """
    member = by.account
    group = group_of(member) if member else None
    if member is None or group is None:
        raise NobodyOutside
    known = Dossier.objects.filter(pk=derived_id(threat.id, THREAT)).first()
    told = known or _open_threat(threat, member, group, at)
    letter = Letter(derived_id(told.id, "tell"), "tell", threat.values, said_at=at)
    append_entry(told, letter, by=by, at=at)
    return told


class NobodyOutside(NotThere):
    """Nobody outside a member's community can care for them."""

    says = (
        "Nobody outside your community can receive this yet, so nothing was sent. "
        "In danger call the numbers above."
    )


def _open_threat(threat: Threat, member: UUID, group: UUID, at: datetime) -> Dossier:
    kept = _kept(threat, member, group, at)
    barred = kept.bodies | kept.accounts
    own = Dossier.objects.filter(protocol="concern", parties__account=member)
    # Whoever works on her concern would learn who raised it. Being heard at all comes first.
    carer = carer_for(group, at, _told(own) | barred) or carer_for(group, at, barred)
    if carer is None:
        raise NobodyOutside
    return _open(THREAT, derived_id(threat.id, THREAT), member, carer, kept, at=at)


def _kept(threat: Threat, member: UUID, group: UUID, at: datetime) -> Kept:
    """Return who must not know, reckoned as for a concern from the same place."""
    asked = Raising(
        id=threat.id,
        values=threat.values,
        district=Body.objects.get(pk=group).area_id,
        raised_by=member,
        kept_accounts=threat.kept_accounts,
    )
    return who_must_not_know(current_pack(), asked, at)


def _told(concerns: Iterable[Dossier]) -> frozenset[UUID]:
    """Return the bodies that concerns went to, and those that these stand in for."""
    rows = Party.objects.filter(dossier__in=[each.pk for each in concerns], key="receiver")
    return frozenset(body for row in rows for body in (row.body_id, row.for_body_id) if body)


def _open(
    protocol: str, id: UUID, member: UUID, carer: UUID, kept: Kept, *, at: datetime
) -> Dossier:
    """Start the dossier: no area and no code word, and a situation of its own."""
    opening = Opening(
        id=id,
        protocol=protocol,
        pack=current_pack().hash,
        area=None,
        situation=derived_id(id, "situation"),
        code_word="",
    )
    parties = [Party(key=SERVICE, body_id=carer), Party(key=MEMBER, account_id=member)]
    return start_dossier(opening, parties, kept, at=at)
