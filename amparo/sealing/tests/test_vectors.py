"""What was sealed once still opens: tests/vectors/sealing.json, which the phone reads too."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from amparo.base.time import read_moment
from amparo.sealing.blind import blind_index
from amparo.sealing.checkpoint import Checkpoint, read_note, sign_note, write_checkpoint
from amparo.sealing.circles import take
from amparo.sealing.directory import (
    Certificate,
    KeyRecord,
    certify,
    check_certificate,
    check_record,
    sign_record,
)
from amparo.sealing.hkdf import hkdf
from amparo.sealing.keys import KeyPair, open_with, public_of
from amparo.sealing.merkle import consistency_proof, inclusion_proof, leaf_hash, root
from amparo.sealing.names import normal_name
from amparo.sealing.padding import padded_size
from amparo.sealing.parts import PartContext, open_part
from amparo.sealing.passphrase import LockedKey, unlock
from amparo.sealing.recovery import RecoveryShares, recover
from amparo.sealing.signing import sign, signing_public_of, verify
from amparo.sealing.unlocked import pick_up

FILE = Path(__file__).parents[3] / "tests" / "vectors" / "sealing.json"
VECTORS: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))


def pair(shown: dict[str, str]) -> KeyPair:
    return KeyPair(bytes.fromhex(shown["public"]), bytes.fromhex(shown["private"]))


@pytest.mark.parametrize("vector", VECTORS["hkdf"])
def test_hkdf_gives_what_rfc_5869_gives(vector: dict[str, str]) -> None:
    secret, salt, info, derived = (
        bytes.fromhex(vector[name]) for name in ("secret", "salt", "info", "derived")
    )
    assert hkdf(secret, salt=salt, info=info, length=len(derived)) == derived


@pytest.mark.parametrize("vector", VECTORS["signatures"])
def test_signatures_are_those_of_rfc_8032(vector: dict[str, str]) -> None:
    keys, message = pair(vector), bytes.fromhex(vector["message"])
    assert signing_public_of(keys.private) == keys.public
    assert sign(keys.private, message).hex() == vector["signature"]
    verify(keys.public, message, bytes.fromhex(vector["signature"]))


def test_the_tree_has_the_roots_that_certificate_transparency_publishes() -> None:
    tree = VECTORS["log_tree"]
    hashes = [leaf_hash(bytes.fromhex(leaf)) for leaf in tree["leaves"]]
    assert [root(hashes[:size]).hex() for size in range(9)] == tree["roots"]
    for vector in tree["inclusion"]:
        proof = inclusion_proof(vector["index"], hashes)
        assert [step.hex() for step in proof] == vector["proof"]
    for vector in tree["consistency"]:
        proof = consistency_proof(vector["first"], len(hashes), hashes)
        assert [step.hex() for step in proof] == vector["proof"]


def test_a_note_is_signed_as_the_go_note_package_signs_it() -> None:
    vector = VECTORS["notes"]["published"]
    note = sign_note(vector["body"], vector["name"], bytes.fromhex(vector["private"]))
    assert note == vector["note"]


def test_the_kept_checkpoint_is_read_and_written_the_same() -> None:
    vector = VECTORS["notes"]["checkpoint"]
    keys, expected = (
        pair(vector),
        Checkpoint(vector["origin"], vector["size"], bytes.fromhex(vector["root"])),
    )
    assert read_note(vector["note"], vector["name"], keys.public) == expected
    body = write_checkpoint(expected.origin, expected.size, expected.root)
    assert sign_note(body, vector["name"], keys.private) == vector["note"]


@pytest.mark.parametrize("vector", VECTORS["boxes"])
def test_a_kept_box_opens(vector: dict[str, str]) -> None:
    keys, box = pair(vector), bytes.fromhex(vector["box"])
    assert public_of(keys.private) == keys.public
    assert open_with(keys.private, box).hex() == vector["message"]


def test_kept_parts_open_in_their_place() -> None:
    vector, place = VECTORS["parts"], VECTORS["parts"]["context"]
    dossier, entry, author = (UUID(place[name]) for name in ("dossier", "entry", "author"))
    context = PartContext(dossier, entry, place["step"], author, place["part_class"])
    assert context.bound().decode() == vector["bound"]
    for part in vector["sealed"]:
        ciphertext = bytes.fromhex(part["ciphertext"])
        opened = open_part(ciphertext, bytes.fromhex(vector["key"]), context)
        assert opened.hex() == part["plaintext"]


def test_size_classes_stay() -> None:
    assert [[n, padded_size(n)] for n, _ in VECTORS["padded_sizes"]] == VECTORS["padded_sizes"]


@pytest.mark.parametrize("typed", VECTORS["locked_key"]["typed"])
def test_the_kept_key_unlocks_however_the_spaces_were_typed(typed: str) -> None:
    vector = VECTORS["locked_key"]
    fields = ("salt", "verifier", "sealed_private", "public")
    salt, verifier, sealed, public = (bytes.fromhex(vector[name]) for name in fields)
    assert unlock(typed, LockedKey(salt, verifier, sealed, public)).hex() == vector["private"]


def test_the_kept_halves_of_an_unlocked_key_belong_together() -> None:
    vector = VECTORS["unlocked_key"]
    assert pick_up(vector["cookie"], bytes.fromhex(vector["sealed"])).hex() == vector["private"]


def test_kept_circle_keys_lead_from_the_member_to_the_old_epoch() -> None:
    vector = VECTORS["circle_keys"]
    member, old, new = (pair(vector[name]) for name in ("member", "old", "new"))
    joined = take(member.private, bytes.fromhex(vector["joined"]), new.public)
    assert joined == new.private
    assert take(joined, bytes.fromhex(vector["handed_on"]), old.public) == old.private


def test_kept_recovery_boxes_open_for_two() -> None:
    vector = VECTORS["recovery_shares"]
    a, _, c = (pair(holder) for holder in vector["holders"])
    shares = RecoveryShares(*(bytes.fromhex(vector[name]) for name in ("ab", "ac", "bc")))
    assert recover(shares, c, a).hex() == vector["private"]


def test_the_kept_directory_signatures_hold_and_are_made_the_same() -> None:
    vector, shown = VECTORS["directory_signatures"], VECTORS["directory_signatures"]["record"]
    root_keys, online = pair(vector["root"]), pair(vector["online"])
    days = read_moment(vector["valid_from"]), read_moment(vector["valid_to"])
    certificate = Certificate(online.public, *days, bytes.fromhex(vector["certificate"]))
    public, at = bytes.fromhex(shown["public"]), read_moment(shown["at"])
    record = KeyRecord(shown["kind"], UUID(shown["id"]), shown["epoch"], public, at)
    check_certificate(root_keys.public, certificate, at)
    check_record(certificate, record, bytes.fromhex(vector["signature"]))
    assert certify(root_keys.private, online.public, *days) == certificate
    assert sign_record(online.private, record).hex() == vector["signature"]


def test_blind_indexes_and_spellings_stay() -> None:
    key = bytes.fromhex(VECTORS["blind_indexes"]["key"])
    for *parts, value in VECTORS["blind_indexes"]["values"]:
        assert blind_index(key, *parts) == value
    for told, sound in VECTORS["spellings"]:
        assert normal_name(told) == sound
