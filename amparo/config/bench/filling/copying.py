"""Copies of a concern for an office: own ids, keys, salts, names and place in the log.

All that binds an entry (its commitment, its keyed digest, the context of its sealed parts) is
reckoned anew by the functions that the real actions use.
"""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from amparo.audit.models import Pending, Record
from amparo.base.ids import dossier_number
from amparo.config.bench.filling.made_up import BlindIndex, Child, Luck, child
from amparo.config.bench.filling.storing import Store
from amparo.config.bench.filling.written import Original, Part, Row, Written
from amparo.dossiers.actions.earlier import NAMED
from amparo.dossiers.actions.parts import Recipient, SealedAnswers, context_of, seal_answers
from amparo.dossiers.models import Dossier, Duty, Entry, NameIndex, Party, SealedPart, Wrap
from amparo.dossiers.rules import Header, coded_hash, commitment, letter_mac
from amparo.forms.values import Value
from amparo.trust.secrets import letter_key

RANDOM_BITS = 0x0FFF_3FFF_FFFF_FFFF_FFFF
"""Which bits of a UUID of version 7 are drawn; the others are its moment, version and variant."""


@dataclass(frozen=True)
class Office:
    """Where copies go.

    `instead` leads from the original's body and people to this office's, `keys` from the
    original's epochs to this office's.
    """

    body: UUID
    area: str
    instead: Mapping[UUID, UUID]
    keys: Mapping[int, Recipient]
    index: BlindIndex


class Numbers:
    """Numbers of dossiers, none of them drawn twice: among a million, two would be alike."""

    def __init__(self) -> None:
        self._drawn = set(Dossier.objects.values_list("number", flat=True))

    def draw(self) -> str:
        number = dossier_number()
        while number in self._drawn:
            number = dossier_number()
        self._drawn.add(number)
        return number


class Copier:
    """Writes copies into a store; their records wait for their numbers, as any others do."""

    def __init__(self, store: Store, rng: Luck, numbers: Numbers) -> None:
        self.store, self._rng, self._numbers = store, rng, numbers
        self._letter_key = letter_key()

    def copy(self, original: Original, office: Office) -> None:
        """Store one copy of a concern for an office."""
        ids, called = _Ids(original.own, office.instead, self._rng), child(self._rng)
        for row in original.dossiers:
            area = office.area if row["area_id"] else None
            self.store.add(Dossier, ids.row(row, number=self._numbers.draw(), area_id=area))
        for row in original.parties:
            self.store.add(Party, ids.row(row))
        commits = {}
        for written in original.entries:
            header = header_of(ids.row(written.row))
            commits[str(header.id)] = self._entry(ids, written, header, called, office)
        for row in original.duties:
            self.store.add(Duty, ids.row(row))
        for row in original.records:
            self._record(ids.row(row), commits)
        for dossier in original.indexed:
            self._index(ids.of(dossier), office, called)

    def _entry(
        self, ids: "_Ids", written: Written, header: Header, called: Child, office: Office
    ) -> bytes:
        """Store an entry and its sealed parts; return what its record commits to."""
        salt = secrets.token_bytes(16)
        sealed = [_sealed(header, part, called, office) for part in written.parts]
        hashes = {part.part_class: part.hash for part in sealed}
        mac = self._mac(written, called)
        row = ids.row(written.row, salt=salt, hashes=hashes, answers_mac=mac)
        self.store.add(Entry, row)
        for part in sealed:
            self._keep(header.id, part)
        return commitment(header, coded_hash(written.row["coded"], salt), hashes)

    def _mac(self, written: Written, called: Child) -> bytes:
        if not set(NAMED) & set(written.values):
            return bytes(written.row["answers_mac"])
        values = _renamed(written.values, called)
        return letter_mac(self._letter_key, written.row["step"], values)

    def _keep(self, entry: UUID, part: SealedAnswers) -> None:
        (number,) = self.store.numbers(SealedPart, 1)
        row = {"entry_id": entry, "part_class": part.part_class, "ciphertext": part.ciphertext}
        self.store.add(SealedPart, {"id": number, **row})
        for to, box in part.boxes:
            self.store.add(Wrap, {"part_id": number, "epoch_id": to.epoch, "box": box})

    def _record(self, row: dict[str, Any], commits: Mapping[str, bytes]) -> None:
        row["commits"] = commits.get(row["detail"].get("entry", ""), b"")
        self.store.add(Record, row)
        self.store.add(Pending, {"record_id": row["id"]})

    def _index(self, dossier: UUID | None, office: Office, called: Child) -> None:
        for value in office.index.values_of(called):
            row = {"dossier_id": dossier, "body_id": office.body, "value": value}
            self.store.add(NameIndex, row)


class _Ids:
    """What stands in a copy instead of each id of the original: always the same for the same."""

    def __init__(self, own: Iterable[UUID], instead: Mapping[UUID, UUID], rng: Luck) -> None:
        drawn = {old: _drawn(old, rng) for old in own}
        self._known = {**instead, **drawn}
        self._texts = {str(old): str(new) for old, new in self._known.items()}

    def of(self, old: UUID | None) -> UUID | None:
        return self._known.get(old, old) if old else None

    def row(self, row: Row, **other: object) -> dict[str, Any]:
        """Return a row of the copy, with these columns said otherwise."""
        copied = {name: self._other(value) for name, value in row.items()}
        return {**copied, **other}

    def _other(self, value: object) -> object:
        if isinstance(value, int | bytes | datetime | None):
            return value
        if isinstance(value, UUID):
            return self._known.get(value, value)
        if isinstance(value, str):
            return self._texts.get(value, value)
        if isinstance(value, list):
            return [self._other(each) for each in value]
        if isinstance(value, dict):
            return {name: self._other(each) for name, each in value.items()}
        return value


def _drawn(old: UUID, rng: Luck) -> UUID:
    """Return another id of the same kind: one of version 7 keeps its moment, and so its place."""
    if old.version == 7:  # noqa: PLR2004  # RFC 9562
        return UUID(int=old.int & ~RANDOM_BITS | rng.getrandbits(76) & RANDOM_BITS)
    return UUID(int=rng.getrandbits(128), version=old.version)


def header_of(row: Row) -> Header:
    """Return what an entry's row says of itself in clear."""
    return Header(
        id=row["id"],
        dossier=row["dossier_id"],
        position=row["position"],
        step=row["step"],
        by=row["by"],
        author=row["author_id"],
        author_body=row["author_body_id"],
        on_behalf_of=row["on_behalf_of_id"],
        at=row["at"],
        said_at=row["said_at"],
        stamped=row["stamped"],
        addressed=tuple(row["addressed"]),
    )


def _sealed(header: Header, part: Part, called: Child, office: Office) -> SealedAnswers:
    context = context_of(header.id, header.dossier, header.step, header.author, part.part_class)
    to = tuple(office.keys[epoch] for epoch in part.epochs)
    return seal_answers(_renamed(part.answers, called), context, to)


def _renamed(answers: Mapping[str, Value], called: Child) -> Mapping[str, Value]:
    """Return answers that name another child wherever they name one."""
    names = {"child_called": called.called, "child_name": called.name}
    return {name: names.get(name, value) for name, value in answers.items()}
