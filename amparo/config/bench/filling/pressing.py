"""Copies in great numbers, for offices that nobody signs in to: pressed from a plate.

A plate is made once of each concern: its rows, with places for what differs in each copy. Ids,
numbers, commitments and leaves are a copy's own and reckoned over its own ids, so that the log and
every entry can be verified and replayed. Sealed parts, salts and digests are those of the concern
it was made from, and the values of names are drawn: such a copy is a load, and can't be opened.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db.models import Model

from amparo.audit.models import Leaf, Record
from amparo.audit.rules import Recorded, leaf_data
from amparo.config.bench.filling.copying import Numbers, header_of
from amparo.config.bench.filling.leaves import Leaves
from amparo.config.bench.filling.made_up import Luck
from amparo.config.bench.filling.storing import Store, columns
from amparo.config.bench.filling.written import Original, Row, Written
from amparo.dossiers.models import Dossier, Duty, Entry, NameIndex, Party, SealedPart, Wrap
from amparo.dossiers.rules import coded_hash, commitment_data
from amparo.sealing.merkle import leaf_hash

TIME_KEPT, KIND_KEPT = 0xFFFF_FFFF_FFFF_F000_C000 << 48, 0xF000_C000 << 48
"""What a copy's id keeps of the original's: version and variant, and of version 7 its moment."""

NAMES = 5
"""Under how many values a copy's child is kept."""

Words = Sequence[str]


@dataclass(frozen=True)
class Place:
    """Where a value goes that is a copy's own: the nth of its kind."""

    kind: str
    number: int


@dataclass(frozen=True)
class Stamp:
    """What an office has of its own, each list in the order in which the plate names it."""

    area: str
    ids: tuple[str, ...]
    epochs: tuple[int, ...]


class Text:
    """A text in which some words stand for others."""

    def __init__(self, text: str, words: Mapping[str, int]) -> None:
        known = re.compile("|".join(map(re.escape, words)))
        self._format = "%s".join(each.replace("%", "%%") for each in known.split(text))
        found = [words[each] for each in known.findall(text)]
        self.differs, self._pick = bool(found), _picking(found)

    def of(self, words: Words) -> str:
        """Return the text with other words."""
        return self._format % self._pick(words)


class Plate:
    """One concern, ready to be pressed for any office."""

    def __init__(self, original: Original, stamp: Stamp, store: Store) -> None:
        """Make it of what is stored of a concern at the office that has this stamp."""
        self._store = store
        self._own = [_drawn_from(each) for each in sorted(original.own, key=str)]
        ids = [*map(str, sorted(original.own, key=str)), *stamp.ids]
        self._words = {each: number for number, each in enumerate(ids)}
        self._epochs = {each: Place("epoch", number) for number, each in enumerate(stamp.epochs)}
        self._texts: list[Text] = []
        self._entries = [self._commits(each) for each in original.entries]
        self._leaves = [self._leaf(row, original.entries) for row in original.records]
        rows = [
            (model, [self._place(row.get(name)) for name in columns(model)])
            for model, row in self._rows(original, UUID(stamp.ids[0]))
        ]
        self._count: dict[type[Model], int] = {Dossier: len(original.dossiers)}
        self._count |= {
            model: sum(each is model for each, _ in rows) for model in (SealedPart, NameIndex)
        }
        self._set(rows)

    def press(self, office: Stamp, rng: Luck, numbers: Numbers, leaves: Leaves) -> None:
        """Store one copy for an office."""
        take = self._store.manner
        named = [
            *(_shown(kept | rng.getrandbits(128) & drawn) for kept, drawn in self._own),
            *office.ids,
        ]
        commits = [sha256(text.of(named).encode()).digest() for text in self._entries]
        said = [*named, *(each.hex() for each in commits)]
        hashes = [leaf_hash(text.of(said).encode()) for text in self._leaves]
        seqs, parts = leaves.add(hashes), self._store.numbers(SealedPart, self._count[SealedPart])
        values = [
            *map(take.id, named),
            *map(take.number, office.epochs),
            take.text(office.area),
            *(text.of(named) for text in self._texts),
            *(take.text(numbers.draw()) for _ in range(self._count[Dossier])),
            *map(take.digest, commits),
            *map(take.digest, hashes),
            *map(take.number, seqs),
            *map(take.number, parts),
            *(f"{rng.getrandbits(256):064x}" for _ in range(self._count[NameIndex])),
            *self._constants,
        ]
        for model, pick in self._picks:
            self._store.add_ready(model, pick(values))

    def _rows(self, original: Original, body: UUID) -> Iterator[tuple[type[Model], Row]]:
        """Yield all rows of a copy, with places where something is its own."""
        commits = {
            str(each.row["id"]): Place("commit", n) for n, each in enumerate(original.entries)
        }
        for n, row in enumerate(original.dossiers):
            area = Place("area", 0) if row["area_id"] else None
            yield Dossier, {**row, "number": Place("number", n), "area_id": area}
        yield from ((Party, row) for row in original.parties)
        yield from self._entry_rows(original.entries)
        yield from ((Duty, row) for row in original.duties)
        for n, row in enumerate(original.records):
            yield Record, {**row, "commits": commits.get(_entry_of(row), b"")}
            yield Leaf, {"seq": Place("seq", n), "record_id": row["id"], "hash": Place("leaf", n)}
        for n, dossier in enumerate(sorted(original.indexed) * NAMES):
            yield NameIndex, {"dossier_id": dossier, "body_id": body, "value": Place("name", n)}

    def _entry_rows(self, entries: Iterable[Written]) -> Iterator[tuple[type[Model], Row]]:
        number = 0
        for written in entries:
            yield Entry, written.row
            for part in written.parts:
                place, number = Place("part", number), number + 1
                named = {"id": place, "entry_id": written.row["id"], "part_class": part.part_class}
                yield SealedPart, {**named, "ciphertext": part.ciphertext}
                for epoch, box in zip(part.epochs, part.boxes, strict=True):
                    yield Wrap, {"part_id": place, "epoch_id": self._epochs[epoch], "box": box}

    def _place(self, value: object) -> object:
        """Return where a column's value is found, or the value itself, as the database takes it."""
        if isinstance(value, Place):
            return value
        if isinstance(value, UUID) and str(value) in self._words:
            return Place("id", self._words[str(value)])
        ready = self._store.manner.of(value)
        if isinstance(value, dict | list) and (text := Text(str(ready), self._words)).differs:
            self._texts.append(text)
            return Place("text", len(self._texts) - 1)
        return ready

    def _set(self, rows: Iterable[tuple[type[Model], Sequence[object]]]) -> None:
        """Say of each row where its values lie among those of a copy."""
        kinds = {
            "id": len(self._words),
            "epoch": len(self._epochs),
            "area": 1,
            "text": len(self._texts),
            "number": self._count[Dossier],
            "commit": len(self._entries),
            "leaf": len(self._leaves),
            "seq": len(self._leaves),
            "part": self._count[SealedPart],
            "name": self._count[NameIndex],
        }
        places = [Place(kind, number) for kind, count in kinds.items() for number in range(count)]
        lies: dict[object, int] = {place: at for at, place in enumerate(places)}
        self._picks = []
        for model, row in rows:
            for value in row:
                lies.setdefault(value, len(lies))
            self._picks.append((model, _picking([lies[value] for value in row])))
        self._constants = list(lies)[len(places) :]

    def _commits(self, written: Written) -> Text:
        row = written.row
        hashed = coded_hash(row["coded"], bytes(row["salt"]))
        data = commitment_data(header_of(row), hashed, row["hashes"])
        return Text(data.decode(), self._words)

    def _leaf(self, row: Row, entries: Iterable[Written]) -> Text:
        """Return a record's leaf; the commitment in it is one more word that is filled in."""
        data = leaf_data(Recorded(**{**row, "commits": bytes(row["commits"])})).decode()
        number = {str(each.row["id"]): n for n, each in enumerate(entries)}.get(_entry_of(row))
        if number is None:
            return Text(data, self._words)
        commits = {bytes(row["commits"]).hex(): len(self._words) + number}
        return Text(data, {**self._words, **commits})


def _entry_of(row: Row) -> str:
    """Return the entry that a record is about; empty where it is about none."""
    return str(row["detail"].get("entry", ""))


def _drawn_from(old: UUID) -> tuple[int, int]:
    """Return what an id keeps in a copy, and which of its bits are drawn."""
    kept = TIME_KEPT if old.version == 7 else KIND_KEPT  # noqa: PLR2004  # RFC 9562
    return old.int & kept, ~kept & (1 << 128) - 1


def _shown(id: int) -> str:
    text = f"{id:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def _picking(places: Sequence[int]) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    """Return what takes these places out of a list, as a tuple whatever their number."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda values: tuple(values[place] for place in places)
