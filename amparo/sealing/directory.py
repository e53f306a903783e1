"""The directory: whose public key this is, said by an online key that an offline root vouches for.

Format, version 1: Ed25519 signatures over canonical JSON (`base/canonical.py`); keys in lower hex,
ids as lower-case UUID text, moments as `base/time.py` writes them.

    certificate, by the root:
        ["amparo/directory-certificate/1", online_public, valid_from, valid_to]
    record, by the online key:
        ["amparo/directory-record/1", kind, id, epoch, public, at]

A certificate holds from `valid_from` up to, not at, `valid_to`: 90 days at most, so that a stolen
online key is not trusted for longer. A record was made while its certificate held, and stays good
after it: keep each record's certificate beside it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from amparo.base.canonical import canonical_json
from amparo.base.problems import Problem
from amparo.base.time import write_moment
from amparo.sealing.signing import sign, verify

LONGEST = timedelta(days=90)
CERTIFICATE = "amparo/directory-certificate/1"
RECORD = "amparo/directory-record/1"

Kind = Literal["circle", "account", "recovery", "post"]


class TooLong(Problem):
    says = "A directory certificate lasts {days} days at most, and at least a moment. Sign it anew."


class OutOfDate(Problem):
    says = "The directory's certificate does not cover this moment. It must be renewed by the root."


@dataclass(frozen=True)
class Certificate:
    online_public: bytes
    valid_from: datetime
    valid_to: datetime
    signature: bytes

    def covers(self, at: datetime) -> bool:
        return self.valid_from <= at < self.valid_to


@dataclass(frozen=True)
class KeyRecord:
    """One public key: whose it is, which of theirs (epoch), and since when."""

    kind: Kind
    id: UUID
    epoch: int
    public: bytes
    at: datetime


def certify(
    root_private: bytes, online_public: bytes, valid_from: datetime, valid_to: datetime
) -> Certificate:
    """Let the offline root vouch for an online key.

    Raises:
        TooLong: if it would hold longer than 90 days, or never.
    """
    _require_short(valid_from, valid_to)
    signed = _certificate_bytes(online_public, valid_from, valid_to)
    return Certificate(online_public, valid_from, valid_to, sign(root_private, signed))


def check_certificate(root_public: bytes, certificate: Certificate, at: datetime) -> None:
    """Return if the root vouches for this online key at this moment.

    Raises:
        BadSignature: if the root did not sign it.
        TooLong: if it was signed for more than 90 days; no matter who signed it.
        OutOfDate: if it holds not yet or no longer. A phone warns then, and still seals.
    """
    online, valid_from, valid_to = (
        certificate.online_public,
        certificate.valid_from,
        certificate.valid_to,
    )
    verify(root_public, _certificate_bytes(online, valid_from, valid_to), certificate.signature)
    _require_short(valid_from, valid_to)
    if not certificate.covers(at):
        raise OutOfDate


def sign_record(online_private: bytes, record: KeyRecord) -> bytes:
    return sign(online_private, _record_bytes(record))


def check_record(certificate: Certificate, record: KeyRecord, signature: bytes) -> None:
    """Return if the certified online key signed this record while its certificate held.

    Check the certificate itself first, at the record's moment.

    Raises:
        BadSignature: if it did not sign it.
        OutOfDate: if the record was made before or after the certificate's days.
    """
    verify(certificate.online_public, _record_bytes(record), signature)
    if not certificate.covers(record.at):
        raise OutOfDate


def _require_short(valid_from: datetime, valid_to: datetime) -> None:
    if not timedelta(0) < valid_to - valid_from <= LONGEST:
        raise TooLong(days=LONGEST.days)


def _certificate_bytes(online_public: bytes, valid_from: datetime, valid_to: datetime) -> bytes:
    days = [write_moment(valid_from), write_moment(valid_to)]
    return canonical_json([CERTIFICATE, online_public.hex(), *days])


def _record_bytes(record: KeyRecord) -> bytes:
    whose = [record.kind, str(record.id), record.epoch]
    return canonical_json([RECORD, *whose, record.public.hex(), write_moment(record.at)])
