"""Letters as a phone seals them: routed, split by class, signed and boxed."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from amparo.base.canonical import canonical_json, sha256
from amparo.base.ids import derived_id, new_id
from amparo.base.time import write_moment
from amparo.dossiers.rules import plain
from amparo.forms.answers import by_class
from amparo.forms.values import Value, codes_in
from amparo.protocols.pack import Pack
from amparo.protocols.routes import Addressed, BodyFacts, choose, kept_kinds
from amparo.sealing.frames import seal_letter, write_frame
from amparo.sealing.keys import new_content_key, seal_to
from amparo.sealing.parts import PartContext, seal_part
from amparo.sealing.signing import sign
from tests.phone.handset import Handset, Json


@dataclass(frozen=True)
class Draft:
    """What is about to be sealed: under which step of which dossier."""

    dossier: UUID
    step: str
    answers: Mapping[str, Value]
    form: str
    to: UUID | None = None
    opens: Json | None = None
    media: tuple[Any, ...] = ()
    call: str = ""


def letter(phone: Handset, pack: Pack, draft: Draft, at: datetime, id: UUID | None = None) -> bytes:
    """Seal a letter as the app does, and return its box."""
    entry = id or new_id(at)
    split = by_class(pack.forms[draft.form], draft.answers) if draft.form else {}
    coded = plain(split.pop("coded", {}))
    salt = secrets.token_bytes(16)
    parts, blobs = [], []
    for part_class, answers in split.items():
        circle, epoch, public = key_for(phone.places, draft, part_class)
        key = new_content_key()
        author = UUID(phone.me["author"])
        context = PartContext(draft.dossier, entry, draft.step, author, part_class)
        parts.append([part_class, [[circle, epoch]]])
        blobs += [seal_part(canonical_json(plain(answers)), key, context), seal_to(public, key)]
    said = {
        "v": 1,
        "id": str(entry),
        "device": phone.me["device"],
        "author": phone.me["author"],
        "dossier": str(draft.dossier),
        "step": draft.step,
        "said_at": write_moment(at),
        "pack": pack.hash,
        "coded": hmac.digest(salt, canonical_json(coded), hashlib.sha256).hex(),
        "parts": parts,
        "media": list(draft.media),
        **({"opens": draft.opens} if draft.opens else {}),
    }
    return posted(phone, said, blobs, {"coded": coded, "salt": salt.hex(), "call": draft.call})


def posted(phone: Handset, said: Json, blobs: list[bytes], beside: Json) -> bytes:
    """Sign a letter and seal it for the way."""
    signed = canonical_json(["amparo/letter/1", said, sha256(b"".join(blobs)).hex()])
    key = phone.signing if phone.locked else phone.author
    by = "device" if phone.locked else "author"
    whole = {"letter": said, "by": by, **{k: v for k, v in beside.items() if v != ""}}
    frame = write_frame(whole, [sign(key.private, signed), *blobs])
    return seal_letter(frame, bytes.fromhex(phone.places["post"][0]))


def key_for(places: Json, draft: Draft, part_class: str) -> tuple[str, int, bytes]:
    bodies = {body["id"]: body for body in places["bodies"]}
    body = bodies[str(draft.to)]
    kept = set((draft.opens or {}).get("kept_kinds", ()))
    circle, key = body["id"], body["key"]
    if part_class == "reporter":
        circle = next(
            each
            for each in body["keepers"]
            if bodies.get(places["circles"][each]["body"], {}).get("kind") not in kept
        )
        key = places["circles"][circle]["key"]
    return circle, key[0], bytes.fromhex(key[1])


def receivers(phone: Handset, pack: Pack, answers: Mapping[str, Value]) -> tuple[Addressed, ...]:
    """Route a concern as the app does, over what the phone knows of bodies."""
    kinds = kept_kinds(pack, codes_in(answers.get("keep_from", ())))
    facts = [
        BodyFacts(
            UUID(body["id"]),
            body["kind"],
            frozenset(body["areas"]),
            accredited=body.get("accredited", False),
            keyed="key" in body,
        )
        for body in phone.places["bodies"]
    ]
    kept = {fact.id for fact in facts if fact.kind in kinds}
    home, chain = phone.places["home"], phone.places["chain"]
    found = choose(pack, answers, home, chain, facts, kept)
    desks = {kind.key for kind in pack.body_kinds.values() if kind.is_desk}
    desk = next(fact.id for fact in facts if fact.kind in desks and fact.keyed)
    return found.addressed or (Addressed(desk, None, ("national_desk",)),)


def raise_concern(
    phone: Handset,
    pack: Pack,
    answers: Mapping[str, Value],
    at: datetime,
    **opens: Any,  # noqa: ANN401
) -> list[bytes]:
    """Put a concern into the outbox: one letter for each receiver."""
    to = receivers(phone, pack, answers)
    situation = uuid4()
    also = sorted({str(body) for one in to for body in (one.receiver, one.for_body) if body})
    kinds = kept_kinds(pack, codes_in(answers.get("keep_from", ())))
    call = str(uuid4())
    boxes = []
    for one in to:
        stands_for = str(one.for_body or "")
        begun = {
            "protocol": "concern",
            "area": phone.places["home"],
            "situation": str(situation),
            "word": pack.words["es"]["code_words"].split()[0],
            "to": [str(one.receiver), stands_for],
            "also": also,
            "kept_kinds": sorted(kinds),
            "kept": [],
            "companion": "",
            **opens,
        }
        dossier = derived_id(situation, one.receiver, stands_for)
        draft = Draft(dossier, "raise", answers, "concern", one.receiver, begun, call=call)
        boxes.append(letter(phone, pack, draft, at))
    phone.outbox += boxes
    return boxes
