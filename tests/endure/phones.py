"""What no phone would send: its own requests with something odd in them, signed by it or not."""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from hypothesis import strategies as st

from amparo.base.canonical import canonical_json, sha256
from amparo.base.ids import new_id
from amparo.base.problems import Malformed
from amparo.phone.tests.wrongs import altered, written
from amparo.sealing.frames import MAGIC, seal_letter
from amparo.sealing.signing import sign
from amparo.trust.actions.devices import begin_enrolment
from tests.endure.asked import Asked
from tests.endure.made_up import METHODS, TEXTS, WORDS
from tests.phone.coming import come_with_phone
from tests.phone.handset import Handset
from tests.world import World

Said = dict[str, Any]
PIECES = 2
OCTETS = "application/octet-stream"
NUMBERS = st.one_of(st.sampled_from((0, -1, 2**31, 2**53, 2**63, 2**70)), st.integers())
PLAIN = st.one_of(st.none(), st.booleans(), NUMBERS, st.floats(), TEXTS)
DEEP = json.loads("[" * 400 + "]" * 400)
JSON = st.one_of(
    PLAIN,
    PLAIN,
    st.lists(PLAIN, max_size=4),
    st.dictionaries(TEXTS, PLAIN, max_size=3),
    st.lists(st.lists(PLAIN, max_size=3), max_size=3),
    st.just(DEEP),
)
RAW = st.one_of(
    st.binary(max_size=200),
    st.sampled_from((b"[" * 100_000, b'{"a":' * 3000, b"null", b"[]", b'"\\ud800"', b"1" * 5000)),
)


@dataclass(frozen=True)
class Carried:
    """A member's phone, a letter that it wrote, a recording, and a code for another phone."""

    phone: Handset
    letter: Mapping[str, Any]
    media: UUID
    code: str

    @classmethod
    def of(cls, world: World) -> Self:
        """Let rosa come with a phone, and bring a letter that names a recording."""
        phone, media = come_with_phone(world), new_id(world.clock.at)
        letter = written(phone, world)
        named = [[str(media), PIECES, sha256(b"firstsecond").hex()]]
        phone.outbox = [altered(phone, letter, lambda said, _b, _s: said.update(media=named))]
        assert phone.sync() == 200
        assert phone.results == ["accepted"]
        another = written(phone, world)
        code = begin_enrolment(world.people["lucia"], by=None, at=world.clock.at).code
        return cls(phone, another, media, code)


def by_phone(carried: Carried) -> st.SearchStrategy[Asked]:
    """Return requests at the doors of phones; most of them signed, so that they get further in."""
    return st.one_of(
        _without_keys(carried),
        _syncs(carried),
        _letters(carried),
        _letters(carried),
        _media(carried),
        _unsigned(carried),
    )


def _asked(
    path: str, body: bytes, method: str = "POST", headers: Mapping[str, str] | None = None
) -> Asked:
    named = {
        f"HTTP_{name.upper().replace('-', '_')}": said for name, said in (headers or {}).items()
    }
    return Asked("", "en", method, path.encode(), "", named, "", body, OCTETS)


def _signed(carried: Carried, path: str, body: bytes, method: str = "POST") -> Asked:
    return _asked(path, body, method, carried.phone.proof(method, path, body))


def _odd(names: Sequence[str]) -> st.SearchStrategy[Said]:
    return st.dictionaries(st.sampled_from(names), JSON, min_size=1, max_size=2)


def _without_keys(carried: Carried) -> st.SearchStrategy[Asked]:
    phone = carried.phone
    comes: Said = {"v": 1, "code": carried.code, "handset": str(new_id_of(phone)), "sign": ""}
    comes |= phone.keys()
    lost: Said = {"v": 1, "code": phone.me["lost"]}
    bodies = st.one_of(
        RAW,
        *(
            st.one_of(st.just({}), _odd([*said])).map(
                lambda odd, said=said: json.dumps({**said, **odd}).encode()  # type: ignore[misc]
            )
            for said in (comes, lost)
        ),
    )
    return st.builds(_asked, st.sampled_from(("/phone/enrol", "/phone/lost")), bodies)


def new_id_of(phone: Handset) -> UUID:
    """Return the number of another phone: one more than this one's."""
    return UUID(int=phone.handset.int ^ 1)


def frame(said: object, blobs: Sequence[bytes]) -> bytes:
    """Write a frame around anything that JSON can hold, half characters too."""
    pieces = (json.dumps(said).encode(), *blobs)
    return MAGIC + b"".join(len(each).to_bytes(4, "big") + each for each in pieces)


def _syncs(carried: Carried) -> st.SearchStrategy[Asked]:
    names = ("cursor", "footprint", "pack", "places", "people", "want", "confirm", "x")
    usual: Said = {"cursor": carried.phone.cursor, "footprint": carried.phone.footprint()}
    blobs = st.lists(st.binary(max_size=80), max_size=3)
    framed = st.builds(lambda odd, more: frame({**usual, **odd}, more), _odd(names), blobs)
    cut = st.builds(lambda whole, at: whole[:at], framed, st.integers(0, 80))
    bodies = st.one_of(framed, framed, cut, RAW, RAW.map(lambda raw: MAGIC + raw))
    return bodies.map(lambda body: _signed(carried, "/phone/sync", body))


def _letters(carried: Carried) -> st.SearchStrategy[Asked]:
    letter = carried.letter
    own = st.builds(lambda odd: _box(carried, said=odd), _odd([*letter["said"]]))
    opens = st.builds(lambda odd: _box(carried, opens=odd), _odd([*letter["said"]["opens"]]))
    coded = st.builds(lambda odd: _box(carried, coded=odd), _odd([*letter["beside"]["coded"], "x"]))
    beside = st.builds(lambda odd: _box(carried, beside=odd), _odd([*letter["beside"], "by"]))
    blobs = st.builds(
        lambda odd: _box(carried, blobs=odd), st.lists(st.binary(max_size=99), max_size=6)
    )
    any_raw = RAW.map(lambda raw: seal_letter(MAGIC + raw, _post(carried)))
    boxes = st.one_of(own, opens, coded, beside, blobs, any_raw, st.binary(max_size=300))
    bodies = st.lists(boxes, min_size=1, max_size=2).map(
        lambda sealed: frame({"cursor": 0, "footprint": ""}, sealed)
    )
    return bodies.map(lambda body: _signed(carried, "/phone/sync", body))


def _box(
    carried: Carried,
    *,
    said: Mapping[str, object] | None = None,
    opens: Mapping[str, object] | None = None,
    coded: Mapping[str, object] | None = None,
    beside: Mapping[str, object] | None = None,
    blobs: Sequence[bytes] | None = None,
) -> bytes:
    """Seal a letter with something odd in it, signed by its own phone where that can be signed."""
    mine: Said = deepcopy(dict(carried.letter["said"]))
    more: Said = deepcopy(dict(carried.letter["beside"]))
    if coded:
        more["coded"] |= coded
        written_coded = _canonical(more["coded"])
        salt = bytes.fromhex(more["salt"])
        mine["coded"] = hmac.digest(salt, written_coded, hashlib.sha256).hex()
    mine["opens"] |= opens or {}
    mine |= said or {}
    parts = carried.letter["blobs"] if blobs is None else blobs
    signed = _canonical(["amparo/letter/1", mine, sha256(b"".join(parts)).hex()])
    whole = {"letter": mine, "by": "author", **more, **(beside or {})}
    signature = sign(carried.phone.author.private, signed)
    return seal_letter(frame(whole, [signature, *parts]), _post(carried))


def _canonical(value: object) -> bytes:
    try:
        return canonical_json(value)
    except Malformed:
        return b""


def _post(carried: Carried) -> bytes:
    return bytes.fromhex(carried.phone.places["post"][0])


def _media(carried: Carried) -> st.SearchStrategy[Asked]:
    ids = st.one_of(st.just(carried.media), st.just(carried.media), st.uuids())
    numbers = st.one_of(
        st.just(""), st.sampled_from((0, 1, 2, 2**31, 2**63, 10**40)).map(lambda n: f"/{n}")
    )
    pieces = st.one_of(st.sampled_from((b"", b"first", b"second", b"x" * 16_385)), st.binary())
    return st.builds(
        lambda media, number, piece, method: _signed(
            carried, f"/phone/media/{media}{number}", piece, method
        ),
        ids,
        numbers,
        pieces,
        st.sampled_from(("PUT", "PUT", "GET", "POST")),
    )


def _unsigned(carried: Carried) -> st.SearchStrategy[Asked]:
    device = st.one_of(st.just(carried.phone.me["device"]), WORDS)
    slugs = st.from_regex(r"[-a-zA-Z0-9_]{1,70}", fullmatch=True)
    paths = st.one_of(
        st.sampled_from(
            ("/phone/sync", f"/phone/media/{carried.media}/0", "/phone/", "/phone/x.js")
        ),
        slugs.map(lambda slug: f"/phone/pack/{slug}"),
        slugs.map(lambda slug: f"/phone/pack/{slug}/in/{slug[:2]}"),
        slugs.map(lambda slug: f"/phone/pack/{slug}/from/{slug}"),
        slugs.map(lambda slug: f"/phone/places/{slug}"),
        slugs.map(lambda slug: f"/phone/words/{slug}.json"),
    )
    return st.builds(
        lambda path, body, method, device, signature: _asked(
            path, body, method, {"Amparo-Device": device, "Amparo-Signature": signature}
        ),
        paths,
        RAW,
        st.sampled_from(METHODS),
        device,
        WORDS,
    )
