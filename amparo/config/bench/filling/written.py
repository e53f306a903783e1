"""What is stored of one concern, read back whole: rows, and the answers inside sealed parts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model

from amparo.audit.models import Record
from amparo.config.bench.filling.acting import OFFICE, RAISER, WORKER, Played
from amparo.config.demo.founding import World
from amparo.dossiers.actions.parts import context_of
from amparo.dossiers.models import Dossier, Duty, Entry, NameIndex, Party, SealedPart
from amparo.dossiers.rules import answers_of, from_json, letter_mac
from amparo.forms.values import Value
from amparo.sealing.keys import open_with
from amparo.sealing.parts import open_part
from amparo.trust.secrets import letter_key

Row = Mapping[str, Any]
"""A row by its columns' names."""

KEEPERS = ("celia", "amanda", "flora", "hilda")
"""Who keeps names somewhere: the reporter's part went to one of them."""


@dataclass(frozen=True)
class Part:
    """One sealed part: its answers, and how they are stored.

    Attributes:
        epochs: those that its key was sealed to.
        boxes: what was sealed to each of them.
    """

    part_class: str
    answers: Mapping[str, Value]
    epochs: tuple[int, ...]
    ciphertext: bytes
    boxes: tuple[bytes, ...]


@dataclass(frozen=True)
class Written:
    """An entry's row with all its answers, and the parts in which the sealed ones lie."""

    row: Row
    values: Mapping[str, Value]
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Original:
    """All that is stored of one concern."""

    dossiers: tuple[Row, ...]
    parties: tuple[Row, ...]
    entries: tuple[Written, ...]
    duties: tuple[Row, ...]
    records: tuple[Row, ...]
    indexed: frozenset[UUID]

    @property
    def own(self) -> frozenset[UUID]:
        """Return the ids that belong to this concern alone."""
        rows = (*self.dossiers, *(each.row for each in self.entries), *self.records)
        situations = (row["situation"] for row in self.dossiers)
        return frozenset((*(row["id"] for row in rows), *situations))


def read_back(world: World, played: Played) -> Original:
    """Read all that the actions wrote.

    Raises:
        ValueError: something was written that a copy would leave out, or is not as it is reckoned.
    """
    here = {"dossier__in": played.dossiers}
    entries = Entry.objects.filter(**here).order_by("dossier", "position")
    with_parts = entries.prefetch_related("parts__wraps")
    return Original(
        dossiers=tuple(_rows(Dossier.objects.filter(pk__in=played.dossiers))),
        parties=tuple(_rows(Party.objects.filter(**here))),
        entries=tuple(_written(world, entry, played) for entry in with_parts),
        duties=tuple(_rows(Duty.objects.filter(**here))),
        records=tuple(_rows(Record.objects.filter(subject__in=played.dossiers).order_by("pk"))),
        indexed=frozenset(NameIndex.objects.filter(**here).values_list("dossier", flat=True)),
    )


def _rows(found: Iterable[Model]) -> Iterable[Row]:
    for row in found:
        yield {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}


def _written(world: World, entry: Entry, played: Played) -> Written:
    parts = tuple(_part(world, entry, part) for part in entry.parts.all())
    said = {name: value for part in parts for name, value in part.answers.items()}
    values = {**from_json(entry.coded), **said, **played.said.get(entry.step, {})}
    if letter_mac(letter_key(), entry.step, values) != bytes(entry.answers_mac):
        raise ValueError(f"{entry.step} holds answers that were not read back")
    return Written(next(iter(_rows([entry]))), values, parts)


def _part(world: World, entry: Entry, part: SealedPart) -> Part:
    context = context_of(entry.id, entry.dossier_id, entry.step, entry.author_id, part.part_class)
    wraps = list(part.wraps.all())
    for who in (WORKER, RAISER, *KEEPERS):
        if who not in world.people:
            continue
        for wrap in wraps:
            private = world.keyring(who).private_of(wrap.epoch_id) if wrap.epoch_id else None
            if private is not None:
                key = open_with(private, bytes(wrap.box))
                answers = answers_of(open_part(bytes(part.ciphertext), key, context))
                epochs = tuple(one.epoch_id or 0 for one in wraps)
                boxes = tuple(bytes(one.box) for one in wraps)
                return Part(part.part_class, answers, epochs, bytes(part.ciphertext), boxes)
    raise ValueError(f"nobody opens the part {part.part_class} of {entry.step} at {OFFICE}")
