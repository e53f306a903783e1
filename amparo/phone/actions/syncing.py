"""One request of a phone: take each letter alone, then tell what is new.

The log is numbered first. What commits later gets a later number, and is told the next time: none
is skipped.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from amparo.audit.actions import number
from amparo.base.problems import CannotOpen, Malformed
from amparo.dossiers.actions.posting import ACCEPTED, ALREADY, confirm_sent, take_letter
from amparo.dossiers.posted import read_posted
from amparo.dossiers.posting import Refused, Why
from amparo.phone.actions.silence import note_silence
from amparo.phone.actions.telling import tell
from amparo.phone.packs import part_hash_of
from amparo.phone.places import places_of
from amparo.phone.rules import LARGEST_LETTER, Answer, Asked, is_short_of
from amparo.sealing.frames import open_letter, read_frame
from amparo.system.care import group_of
from amparo.system.packs import current_hash
from amparo.trust.devices import post_pair
from amparo.trust.models import Device


@dataclass(frozen=True)
class Asking:
    """Who asks, whether with the key that needs the passphrase, and what."""

    device: Device
    is_author: bool
    asked: Asked


def sync(asking: Asking, *, by: UUID, at: datetime) -> Answer:
    """Take what a phone brings, and tell it what is new to it.

    A phone that was reported lost brings, and is told nothing.
    """
    asked, device = asking.asked, asking.device
    results = tuple(_result(letter, by=by, at=at) for letter in asked.letters)
    if device.revoked_at:
        return Answer(results=results, revoked=True)
    if asked.confirm and asking.is_author:
        confirm_sent(device, list(asked.confirm), by=by, at=at)
    number()
    told = tell(device, asked, by=by, at=at)
    pack, places = part_hash_of(current_hash()), _places(device, at)
    return replace(
        told,
        results=results,
        pack="" if is_short_of(pack, asked.pack) else pack,
        places="" if is_short_of(places, asked.places) else places,
    )


def _result(letter: bytes, *, by: UUID, at: datetime) -> str:
    try:
        return _taken(letter, by=by, at=at)
    except Refused as refused:
        return f"refused:{refused.why}"


def _taken(letter: bytes, *, by: UUID, at: datetime) -> str:
    if len(letter) > LARGEST_LETTER:
        raise Refused(Why.LARGE)
    try:
        frame = read_frame(open_letter(letter, post_pair().private))
        if isinstance(silent := frame.said.get("silent"), dict):
            return ACCEPTED if note_silence(silent, at=at) else ALREADY
        posted = read_posted(frame)
    except (CannotOpen, Malformed):
        raise Refused(Why.GARBAGE) from None
    return take_letter(posted, by=by, at=at)


def _places(device: Device, at: datetime) -> str:
    group = group_of(device.account_id)
    return places_of(group, at).hash if group else ""
