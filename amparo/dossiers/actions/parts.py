"""Seal the answers of an entry, one part a class, to those it is addressed to."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from amparo.base.canonical import canonical_json, sha256
from amparo.dossiers.models import Entry, SealedPart, Wrap
from amparo.dossiers.rules import NOBODY, plain
from amparo.forms.values import Value
from amparo.rows.written import add_rows
from amparo.sealing.keys import new_content_key, seal_to
from amparo.sealing.parts import PartContext, seal_part
from amparo.trust.keyring import account_public, circles_public
from amparo.trust.models import Account


@dataclass(frozen=True)
class Recipient:
    """Who can open a part: the current epoch of a circle, or one person alone."""

    public: bytes
    epoch: int | None = None
    account: UUID | None = None


@dataclass(frozen=True)
class SealedAnswers:
    """The answers of one class, encrypted, with the content key sealed to each recipient."""

    part_class: str
    ciphertext: bytes
    boxes: tuple[tuple[Recipient, bytes], ...]

    @property
    def hash(self) -> str:
        """Return the hex SHA-256 that the entry's header commits to."""
        return sha256(self.ciphertext).hex()


def recipients(circles: Collection[UUID], people: Collection[UUID] = ()) -> dict[UUID, Recipient]:
    """Return the circles' current epochs, and people by their own keys, each signature checked.

    Raises:
        BadSignature: a key is not the one the directory signed.
    """
    keys = circles_public(circles).items() if circles else ()
    accounts = Account.objects.filter(pk__in=people) if people else ()
    return {
        **{circle: Recipient(key.public, epoch=key.pk) for circle, key in keys},
        **{each.id: Recipient(account_public(each), account=each.id) for each in accounts},
    }


def seal_answers(
    answers: Mapping[str, Value], context: PartContext, to: Iterable[Recipient]
) -> SealedAnswers:
    """Encrypt one class of answers under a fresh key, and seal that key to each recipient."""
    key = new_content_key()
    ciphertext = seal_part(canonical_json(plain(answers)), key, context)
    boxes = tuple((recipient, seal_to(recipient.public, key)) for recipient in to)
    return SealedAnswers(context.part_class, ciphertext, boxes)


def keep_parts(entry: Entry, parts: Iterable[SealedAnswers]) -> None:
    """Store an entry's sealed parts and wraps, in the entry's own transaction."""
    sealed = list(parts)
    rows = [
        SealedPart(entry=entry, part_class=part.part_class, ciphertext=part.ciphertext)
        for part in sealed
    ]
    add_rows(rows)
    add_rows(
        [
            Wrap(part=row, epoch_id=to.epoch, account_id=to.account, box=box)
            for row, part in zip(rows, sealed, strict=True)
            for to, box in part.boxes
        ]
    )


def context_of(
    entry_id: UUID, dossier: UUID, step: str, author: UUID | None, of: str
) -> PartContext:
    """Return what binds a part to its place: moved anywhere else, it doesn't open."""
    return PartContext(dossier, entry_id, step, author or NOBODY, of)
