"""Begin a dossier that a phone's letter opens: a concern at one receiver, or what is a member's."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amparo.audit.actions import record
from amparo.base.ids import derived_id
from amparo.dossiers.actions.care import owe_call
from amparo.dossiers.actions.openings import Kept, Opening, kept_of, start_dossier
from amparo.dossiers.models import Dossier, Party
from amparo.dossiers.posted import Opens, Posted
from amparo.dossiers.posting import Refused, Why, check_area, check_kept, check_receiver, keyed
from amparo.dossiers.rules import MEMBER, SERVICE, Author, Can
from amparo.protocols.pack import Pack, word
from amparo.system.care import group_of, offices_of
from amparo.system.directory import bodies_of_kinds, everyone_in
from amparo.system.models import Body
from amparo.system.readers import reader_for
from amparo.trust.models import Device

CONCERN, RAISER, VETTED = "concern", "raiser", "vetted"
ACCOMPANIMENT = "accompaniment"

PHOTO = "activity_photo"

BEGINS = {
    CONCERN: Can.RAISE_CONCERN,
    "threat": Can.SEEK_SUPPORT,
    "dialogue": Can.HOLD_DIALOGUE,
    "activity": Can.RECORD_ACTIVITY,
    PHOTO: Can.RECORD_ACTIVITY,
}
"""What a member may begin on a phone, and what allows it."""


@dataclass(frozen=True)
class Coming:
    """A letter on its way in: from whom, under which pack and step."""

    posted: Posted
    device: Device
    doubt: str
    pack: Pack
    at: datetime

    @property
    def account(self) -> UUID:
        return self.posted.author


def begin(coming: Coming) -> Dossier:
    """Begin the dossier that a letter opens, with its parties and who is kept from it.

    Raises:
        Refused: she may not begin it, or not there, not with them, not without them.
    """
    opens, pack = coming.posted.opens, coming.pack
    if opens is None:
        raise Refused(Why.PLACE)
    protocol = pack.protocols.get(opens.protocol)
    can = BEGINS.get(opens.protocol)
    if protocol is None or can is None:
        raise Refused(Why.STEP)
    if not reader_for(coming.device.account, coming.at).may(can):
        raise Refused(Why.STEP)
    check_area(opens.area)
    check_kept(pack, opens.kept_kinds)
    return _concern(coming, opens) if opens.protocol == CONCERN else _own(coming, opens, can)


def _concern(coming: Coming, opens: Opens) -> Dossier:
    situation = opens.situation
    wanted = derived_id(situation or "", opens.to or "", opens.for_body or "")
    if situation is None or coming.posted.dossier != wanted:
        raise Refused(Why.PLACE)
    if opens.word not in _code_words(coming.pack):
        raise Refused(Why.WORD)
    if Dossier.objects.filter(situation=situation).exclude(code_word=opens.word).exists():
        raise Refused(Why.TAKEN)
    kept = _kept(coming, opens)
    keyed(check_receiver(coming.pack, opens, kept.bodies))
    companion = _companion(coming, opens, kept)
    parties = [
        Party(key=RAISER, account_id=coming.account),
        Party(key="receiver", body_id=opens.to, for_body_id=opens.for_body),
        *([Party(key="companion", account_id=companion)] if companion else []),
    ]
    return start_dossier(
        _opening(coming, opens, opens.word, situation), parties, kept, at=coming.at
    )


def _code_words(pack: Pack) -> set[str]:
    """Return the words to remember of all languages: a phone's first load has only one of them."""
    return {each for said in pack.languages for each in word(pack, said, "code_words").split()}


def _own(coming: Coming, opens: Opens, can: Can) -> Dossier:
    """Begin what is a member's: alone, or with the office outside that hears her."""
    kept = _kept(coming, opens)
    parties = [Party(key=MEMBER, account_id=coming.account)]
    if SERVICE in coming.pack.protocols[opens.protocol].parties:
        parties.append(Party(key=SERVICE, body_id=_carer(coming, opens, kept)))
    code = "" if opens.to else secrets.choice(word(coming.pack, "", "code_words").split())
    apart = derived_id(coming.posted.dossier, "situation")
    begun = start_dossier(_opening(coming, opens, code, apart), parties, kept, at=coming.at)
    record(can, begun.pk, by=coming.account, at=coming.at)
    return begun


def _carer(coming: Coming, opens: Opens, kept: Kept) -> UUID:
    group = group_of(coming.account)
    body = Body.objects.filter(pk=opens.to).first()
    if group is None or body is None:
        raise Refused(Why.TO)
    if not _may_hear(coming, opens, group, body):
        raise Refused(Why.TO)
    if body.pk in kept.bodies:
        raise Refused(Why.KEPT)
    keyed(body)
    return body.circle_id


def _may_hear(coming: Coming, opens: Opens, group: UUID, body: Body) -> bool:
    """Tell whether a member may write to an office: a photo to her group's own, else to a carer."""
    if opens.protocol == PHOTO:
        return bool(body.pk == next(offices_of(group, coming.at), None))
    kind = coming.pack.body_kinds.get(Body.objects.get(pk=group).kind)
    return kind is not None and body.kind in kind.cared_for_by


def _opening(coming: Coming, opens: Opens, code_word: str, situation: UUID) -> Opening:
    is_place = not (opens.to and opens.protocol != CONCERN)
    return Opening(
        id=coming.posted.dossier,
        protocol=opens.protocol,
        pack=coming.pack.hash,
        area=opens.area if is_place else None,
        situation=situation,
        code_word=code_word,
    )


def _kept(coming: Coming, opens: Opens) -> Kept:
    """Return who must not know: bodies of the kinds she named, their members, people she picked."""
    bodies = bodies_of_kinds(opens.kept_kinds, opens.area)
    members = {account for body in bodies for account in everyone_in(body, coming.at)}
    picked = opens.kept & _others(coming)
    further = _kept_of_asked(coming, opens)
    accounts = members | picked | further.accounts
    return Kept(further.bodies | bodies, frozenset(accounts - {coming.account}))


def _kept_of_asked(coming: Coming, opens: Opens) -> Kept:
    """Return who must not know of what a concern became of; she can't know who that is."""
    if opens.came_of is None:
        return Kept()
    reader = reader_for(coming.device.account, coming.at)
    asked = Dossier.objects.held_by(reader).filter(protocol=ACCOMPANIMENT, pk=opens.came_of)
    found = asked.prefetch_related("kept_from").first()
    if found is None:
        raise Refused(Why.PLACE)
    return kept_of(found)


def _companion(coming: Coming, opens: Opens, kept: Kept) -> UUID | None:
    is_hers = opens.companion in _others(coming) and opens.companion not in kept.accounts
    return opens.companion if is_hers else None


def _others(coming: Coming) -> set[UUID]:
    group = group_of(coming.account)
    return everyone_in(group, coming.at) - {coming.account} if group else set()


def owe_call_after(coming: Coming, *, by: Author) -> None:
    """Owe her a call after a concern, once for all its receivers."""
    opens = coming.posted.opens
    if opens is None or coming.posted.call is None:
        return
    owed = derived_id(coming.posted.call, "debrief")
    if Dossier.objects.filter(pk=owed).exists():
        return
    kept = _kept(coming, opens)
    told = {body for body in (*opens.also, opens.to, opens.for_body) if body}
    passed_over = kept.bodies | kept.accounts | told
    owe_call(coming.posted.call, passed_over, kept, by=by, at=coming.at)
