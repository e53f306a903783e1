"""A phone in Python: the other side of docs/SYNC.md, for tests and measurements.

It keeps what a phone keeps, in memory, and reads nothing of the server but its answers.
"""

import base64
import gzip
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from amparo.base.canonical import canonical_json, sha256
from amparo.dossiers.rules import NOBODY
from amparo.sealing.check_words import check_words
from amparo.sealing.frames import open_feed, read_frame, write_frame
from amparo.sealing.hkdf import hkdf
from amparo.sealing.keys import KeyPair, new_key_pair, open_with
from amparo.sealing.parts import PartContext, open_part
from amparo.sealing.signing import new_signing_pair, sign, signing_public_of

SHORT = 16
Json = Mapping[str, Any]
Ask = Callable[[str, str, Mapping[str, str], bytes], tuple[int, bytes]]
"""Method, path, headers and body to status and body."""


@dataclass
class Kept:
    """A dossier as the phone holds it."""

    said: Json
    entries: dict[str, list[Any]] = field(default_factory=dict)

    @property
    def position(self) -> int:
        return max((entry[2] for entry in self.entries.values()), default=0)


@dataclass
class Handset:
    """One member on one phone."""

    ask: Ask
    handset: UUID = field(default_factory=uuid4)
    locked: bool = False
    signing: KeyPair = field(default_factory=new_signing_pair)
    account: KeyPair = field(default_factory=new_key_pair)
    me: Json = field(default_factory=dict)
    cursor: int = 0
    told: str = ""
    unopened: list[tuple[bytes, str]] = field(default_factory=list)
    held: dict[str, Kept] = field(default_factory=dict)
    read: dict[str, str] = field(default_factory=dict)
    outbox: list[bytes] = field(default_factory=list)
    results: list[str] = field(default_factory=list)
    places: Json = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    others: list[list[str]] = field(default_factory=list)
    unconfirmed: list[str] = field(default_factory=list)
    answer: Json = field(default_factory=dict)
    weights: tuple[int, int] = (0, 0)
    wanted: list[str] = field(default_factory=list)

    @property
    def author(self) -> KeyPair:
        private = hkdf(self.account.private, info=b"amparo/author/1")
        return KeyPair(signing_public_of(private), private)

    def keys(self) -> Json:
        return {
            "signing": self.signing.public.hex(),
            "author": self.author.public.hex(),
            "account": self.account.public.hex(),
        }

    def enrol(self, code: str) -> tuple[int, Json]:
        said = {"v": 1, "code": code, "handset": str(self.handset), "sign": "", **self.keys()}
        status, body = self.ask("POST", "/phone/enrol", {}, json.dumps(said).encode())
        answer = json.loads(body)
        if answer.get("state") == "ready":
            self.me = answer
        return status, answer

    def words(self, root: str) -> tuple[str, ...]:
        keys = (self.signing.public, self.author.public, self.account.public)
        return check_words(bytes.fromhex(root), keys, self.handset)

    def signed(self, method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
        return self.ask(method, path, self.proof(method, path, body), body)

    def proof(self, method: str, path: str, body: bytes) -> Mapping[str, str]:
        """Return the headers by which it shows that a request is its own."""
        said = ["amparo/request/1", method, path, self.me["device"], sha256(body).hex()]
        key = self.signing if self.locked else self.author
        signature = sign(key.private, canonical_json(said))
        return {
            "Amparo-Device": self.me["device"],
            "Amparo-Signature": base64.urlsafe_b64encode(signature).decode().rstrip("="),
        }

    def footprint(self) -> str:
        rows = sorted([pk, kept.position] for pk, kept in self.held.items())
        return sha256(canonical_json(rows)).hex()[:SHORT] if rows else ""

    def asks(self, *, confirm: Iterable[str] = ()) -> bytes:
        said: dict[str, Any] = {
            "cursor": self.cursor,
            "footprint": self.told if self.unopened else self.footprint(),
            "pack": self.hashes.get("pack", "")[:SHORT],
            "places": self.hashes.get("places", "")[:SHORT],
            "people": self.hashes.get("people", ""),
        }
        more = {"want": self.wanted, "confirm": list(confirm)}
        said |= {name: value for name, value in more.items() if value}
        frame = write_frame(said, self.outbox)
        return min(frame, gzip.compress(frame, mtime=0), key=len)

    def sync(self, *, confirm: Iterable[str] = ()) -> int:
        """Ask once; letters that were taken are gone from the outbox."""
        body = self.asks(confirm=confirm)
        status, answer = self.signed("POST", "/phone/sync", body)
        if status == 200:
            self.take(answer)
            self.weights = (len(body), len(answer))
        return status

    def take(self, answer: bytes) -> None:
        frame = read_frame(answer)
        self.answer, self.wanted = frame.said, []
        said: Json = frame.said
        self.results = said.get("results", [])
        kept = [
            box
            for box, result in zip(self.outbox, self.results, strict=True)
            if result.startswith("refused")
        ]
        self.outbox = kept
        if said.get("revoked"):
            self.held, self.unopened = {}, []
            return
        self.cursor, self.told = said["next"], said["footprint"]
        self.unopened += [(box, self.told) for box in frame.blobs]
        self._fetch(said)
        if not self.locked:
            self.unlock()

    def unlock(self) -> None:
        """Open what came while it was locked, in its order."""
        self.locked = False
        for box, _ in self.unopened:
            self._apply(open_feed(box, self.account.private))
        self.unopened = []

    def _fetch(self, said: Json) -> None:
        if digest := said.get("pack"):
            _, part = self.ask("GET", f"/phone/pack/{digest}", {}, b"")
            if sha256(part).hex() == digest:
                self.hashes["pack"] = digest
        if digest := said.get("places"):
            status, text = self.signed("GET", f"/phone/places/{digest}")
            if status == 200 and sha256(text).hex() == digest:
                self.hashes["places"], self.places = digest, json.loads(text)

    def _apply(self, feed: bytes) -> None:
        frame = read_frame(feed)
        said: Json = frame.said
        if "list" in said:
            listed = dict(said["list"])
            self.held = {pk: kept for pk, kept in self.held.items() if pk in listed}
        for pk in said.get("gone", ()):
            self.held.pop(pk, None)
        blobs = iter(frame.blobs)
        ids = _ids(next(blobs)) if said.get("dossiers") else iter(())
        dossiers = [{**each, "id": next(ids)} for each in said.get("dossiers", ())]
        for each in dossiers:
            self.held.setdefault(each["id"], Kept(each)).said = each
        for row in said.get("entries", ()):
            entry = [row[0], next(ids), *row[1:]]
            parts = {name: (next(blobs), next(blobs)) for name in entry[8]}
            self.held[dossiers[entry[0]]["id"]].entries[entry[1]] = [*entry[:8], parts]
        self.read |= dict(said.get("read", ()))
        self.unconfirmed += said.get("unconfirmed", [])
        if people := said.get("people"):
            self.hashes["people"], self.others = people["hash"], people["others"]
        if "list" in said:
            mine = {pk: kept.position for pk, kept in self.held.items()}
            self.wanted = [pk for pk, place in said["list"] if mine.get(pk, 0) != place]

    def opened(self, dossier: str, entry: str) -> Json:
        """Return the sealed answers of an entry that this phone can open."""
        row = self.held[dossier].entries[entry]
        answers: dict[str, Any] = {}
        for part_class, (ciphertext, box) in row[8].items():
            author = UUID(row[7]) if row[7] else NOBODY
            context = PartContext(UUID(dossier), UUID(entry), row[3], author, part_class)
            key = open_with(self.account.private, box)
            answers |= json.loads(open_part(ciphertext, key, context))
        return answers


def _ids(blob: bytes) -> Iterator[str]:
    """Yield the ids that stand one after the other in a feed's first blob."""
    return (str(UUID(bytes=blob[place : place + 16])) for place in range(0, len(blob), 16))
