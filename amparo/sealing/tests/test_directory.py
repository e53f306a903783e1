from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from amparo.base.problems import BadSignature
from amparo.sealing.directory import (
    RECORD,
    Certificate,
    KeyRecord,
    OutOfDate,
    TooLong,
    certify,
    check_certificate,
    check_record,
    sign_record,
)
from amparo.sealing.signing import new_signing_pair, sign

AT = datetime(2027, 5, 10, tzinfo=UTC)
DAYS = timedelta(days=90)
MOMENT = timedelta(microseconds=1)
ROOT, ONLINE, MALLORY = new_signing_pair(), new_signing_pair(), new_signing_pair()
CERTIFICATE = certify(ROOT.private, ONLINE.public, AT, AT + DAYS)
KEY = KeyRecord("circle", UUID(int=7), 2, bytes(range(32)), AT)
SIGNATURE = sign_record(ONLINE.private, KEY)


@pytest.mark.parametrize("at", [AT, AT + timedelta(days=45), AT + DAYS - MOMENT])
def test_a_certificate_holds_from_its_first_moment_up_to_its_end(at: datetime) -> None:
    check_certificate(ROOT.public, CERTIFICATE, at)
    assert CERTIFICATE.covers(at)


@pytest.mark.parametrize("at", [AT - MOMENT, AT + DAYS, AT + timedelta(days=900)])
def test_an_early_or_expired_certificate_is_refused_as_out_of_date(at: datetime) -> None:
    with pytest.raises(OutOfDate):
        check_certificate(ROOT.public, CERTIFICATE, at)


@pytest.mark.parametrize("long", [DAYS + MOMENT, timedelta(days=365), timedelta(0), -MOMENT])
def test_a_certificate_of_more_than_90_days_or_none_is_not_signed(long: timedelta) -> None:
    with pytest.raises(TooLong):
        certify(ROOT.private, ONLINE.public, AT, AT + long)


def test_a_longer_certificate_is_refused_even_if_the_root_signed_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as lenient:
        lenient.setattr("amparo.sealing.directory.LONGEST", timedelta(days=999))
        long = certify(ROOT.private, ONLINE.public, AT, AT + timedelta(days=91))
    with pytest.raises(TooLong):
        check_certificate(ROOT.public, long, AT)


@pytest.mark.parametrize(
    "forged",
    [
        certify(MALLORY.private, ONLINE.public, AT, AT + DAYS),
        replace(CERTIFICATE, online_public=MALLORY.public),
        replace(CERTIFICATE, valid_from=AT - timedelta(days=1)),
        replace(CERTIFICATE, valid_to=AT + timedelta(days=80)),
        replace(CERTIFICATE, signature=bytes(64)),
    ],
)
def test_what_the_root_did_not_sign_is_bad(forged: Certificate) -> None:
    with pytest.raises(BadSignature):
        check_certificate(ROOT.public, forged, AT + timedelta(days=1))


def test_a_key_that_the_online_key_signed_is_in_the_directory() -> None:
    check_record(CERTIFICATE, KEY, SIGNATURE)


@pytest.mark.parametrize(
    "changed",
    [
        replace(KEY, kind="account"),
        replace(KEY, id=UUID(int=8)),
        replace(KEY, epoch=3),
        replace(KEY, public=bytes(32)),
        replace(KEY, at=AT + MOMENT),
    ],
)
def test_a_changed_record_is_not(changed: KeyRecord) -> None:
    with pytest.raises(BadSignature):
        check_record(CERTIFICATE, changed, SIGNATURE)


def test_another_online_key_signs_for_nobody() -> None:
    with pytest.raises(BadSignature):
        check_record(CERTIFICATE, KEY, sign_record(MALLORY.private, KEY))


@pytest.mark.parametrize("at", [AT - MOMENT, AT + DAYS])
def test_an_online_key_signs_only_within_its_certificates_days(at: datetime) -> None:
    late = replace(KEY, at=at)
    with pytest.raises(OutOfDate):
        check_record(CERTIFICATE, late, sign_record(ONLINE.private, late))


def test_a_signature_without_the_records_domain_is_bad() -> None:
    bare = sign(ONLINE.private, RECORD.encode())
    with pytest.raises(BadSignature):
        check_record(CERTIFICATE, KEY, bare)
