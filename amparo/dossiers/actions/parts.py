"""Seal the answers of an entry, one part a class, to those it is addressed to."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from amparo.base.canonical import canonical_json, sha256
from amparo.dossiers.models import Entry, PhoneWrap, SealedPart, Wrap
from amparo.dossiers.rules import NOBODY, Letter, letter_mac, plain
from amparo.forms.values import Value
from amparo.rows.written import add_rows
from amparo.sealing.keys import new_content_key, seal_to
from amparo.sealing.parts import PartContext, seal_part
from amparo.trust.devices import phone_keys
from amparo.trust.keyring import account_public, circles_public
from amparo.trust.models import Account, Device
from amparo.trust.secrets import letter_key


@dataclass(frozen=True)
class Recipient:
    """Who can open a part: the current epoch of a circle, one person alone, or one on a phone."""

    public: bytes
    epoch: int | None = None
    account: UUID | None = None
    device: UUID | None = None


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


@dataclass(frozen=True)
class SealedLetter(Letter):
    """A letter whose words somebody else has sealed: its `values` are the coded answers alone.

    `signature` is the phone's, `salt` that of its coded part.
    """

    sealed: tuple[SealedAnswers, ...] = ()
    salt: bytes = b""
    signature: bytes = b""

    @property
    def hashes(self) -> dict[str, str]:
        """Return the hash of each sealed part by its class."""
        return {part.part_class: part.hash for part in self.sealed}


def mac_of(letter: Letter) -> bytes:
    """Return what recognises a letter sent twice, sealed before or not."""
    said: Mapping[str, Value] = letter.values
    if isinstance(letter, SealedLetter):
        said = {"coded": (letter.values,), "sealed": (letter.hashes,)}
    return letter_mac(letter_key(), letter.step, said)


def recipients(
    circles: Collection[UUID], people: Collection[UUID] = ()
) -> dict[UUID, tuple[Recipient, ...]]:
    """Return the circles' current epochs, and people by their own keys, each signature checked.

    A person has a key of their own, and one on each phone in use.

    Raises:
        BadSignature: a key is not the one the directory signed.
    """
    keys = circles_public(circles).items() if circles else ()
    accounts = Account.objects.filter(pk__in=people) if people else ()
    phones = phone_keys(people).values()
    return {
        **{circle: (Recipient(key.public, epoch=key.pk),) for circle, key in keys},
        **{each.id: (_alone(each), *_on_phones(each.id, phones)) for each in accounts},
    }


def _alone(account: Account) -> Recipient:
    return Recipient(account_public(account), account=account.id)


def _on_phones(account: UUID, phones: Iterable[Device]) -> list[Recipient]:
    mine = (phone for phone in phones if phone.account_id == account)
    return [Recipient(bytes(phone.public_key), device=phone.id) for phone in mine]


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
    keys = [
        (row, to, box) for row, part in zip(rows, sealed, strict=True) for to, box in part.boxes
    ]
    add_rows(rows)
    add_rows(
        [
            Wrap(part=row, epoch_id=to.epoch, account_id=to.account, box=box)
            for row, to, box in keys
            if not to.device
        ]
    )
    add_rows(
        [PhoneWrap(part=row, device_id=to.device, box=box) for row, to, box in keys if to.device]
    )


def context_of(
    entry_id: UUID, dossier: UUID, step: str, author: UUID | None, of: str
) -> PartContext:
    """Return what binds a part to its place: moved anywhere else, it doesn't open."""
    return PartContext(dossier, entry_id, step, author or NOBODY, of)
