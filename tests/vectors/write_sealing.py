"""Writes tests/vectors/sealing.json:  python -m tests.vectors.write_sealing

What was sealed once must open for ever, so a section that stands in the file is never changed: this
only adds the sections that are missing. Published vectors are copied here from their sources; the
others are sealed once with the keys below, which belong to nobody.
"""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from amparo.base.canonical import sha256
from amparo.base.time import write_moment
from amparo.sealing import (
    blind,
    checkpoint,
    circles,
    directory,
    merkle,
    names,
    padding,
    passphrase,
    recovery,
    unlocked,
)
from amparo.sealing.keys import KeyPair, public_of, seal_to
from amparo.sealing.parts import PartContext, seal_part
from amparo.sealing.signing import signing_public_of

FILE = Path(__file__).with_name("sealing.json")
AT = datetime(2027, 5, 10, 14, 15, tzinfo=UTC)
DOSSIER, ENTRY, AUTHOR = (UUID(int=0x01970000_0000_7000_8000_000000000000 + n) for n in range(3))


def pair(name: str) -> KeyPair:
    private = sha256(b"amparo vector " + name.encode())
    return KeyPair(public_of(private), private)


def signing_pair(name: str) -> KeyPair:
    private = sha256(b"amparo vector " + name.encode())
    return KeyPair(signing_public_of(private), private)


def shown(keys: KeyPair) -> dict[str, str]:
    return {"public": keys.public.hex(), "private": keys.private.hex()}


def hkdf() -> object:
    """RFC 5869, appendix A.1 to A.3."""
    return [
        {
            "secret": "0b" * 22,
            "salt": bytes(range(13)).hex(),
            "info": bytes(range(0xF0, 0xFA)).hex(),
            "derived": "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
            "34007208d5b887185865",
        },
        {
            "secret": bytes(range(0x50)).hex(),
            "salt": bytes(range(0x60, 0xB0)).hex(),
            "info": bytes(range(0xB0, 0x100)).hex(),
            "derived": "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c"
            "59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71"
            "cc30c58179ec3e87c14c01d5c1f3434f1d87",
        },
        {
            "secret": "0b" * 22,
            "salt": "",
            "info": "",
            "derived": "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
            "9d201395faa4b61a96c8",
        },
    ]


def signatures() -> object:
    """RFC 8032, section 7.1, tests 1 and 2."""
    return [
        {
            "private": "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "public": "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "message": "",
            "signature": "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
            "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        },
        {
            "private": "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "public": "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "message": "72",
            "signature": "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        },
    ]


def log_tree() -> object:
    """The leaves and roots with which Certificate Transparency tests RFC 6962; our own proofs."""
    leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657"]
    leaves.append("606162636465666768696a6b6c6d6e6f")
    hashes = [merkle.leaf_hash(bytes.fromhex(leaf)) for leaf in leaves]
    return {
        "leaves": leaves,
        "roots": [
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ],
        "inclusion": [
            {"index": i, "proof": [p.hex() for p in merkle.inclusion_proof(i, hashes)]}
            for i in range(8)
        ],
        "consistency": [
            {"first": i, "proof": [p.hex() for p in merkle.consistency_proof(i, 8, hashes)]}
            for i in range(9)
        ],
    }


def notes() -> object:
    """The example in Go's golang.org/x/mod/sumdb/note, and a checkpoint of ours."""
    keys = signing_pair("log")
    root = sha256(b"root")
    body = checkpoint.write_checkpoint("amparo.example/log", 20852163, root)
    return {
        "published": {
            "name": "PeterNeumann",
            "private": "810a1402d5146c8d84f2443330f54080ebf98ee17d9c74f6252fc5d5c7283173",
            "public": "1a5cd907143c384c41e830c5bce12aa8817ec5649aaabf2c31388b35b2d744d6",
            "body": "If you think cryptography is the answer to your problem,\n"
            "then you don't know what your problem is.\n",
            "note": "If you think cryptography is the answer to your problem,\n"
            "then you don't know what your problem is.\n\n"
            "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2p"
            "ZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n",
        },
        "checkpoint": {
            "name": "amparo.example",
            "origin": "amparo.example/log",
            "size": 20852163,
            "root": root.hex(),
            "note": checkpoint.sign_note(body, "amparo.example", keys.private),
            **shown(keys),
        },
    }


def boxes() -> object:
    to = pair("recipient")
    messages = (b"", bytes(32), "¡Sí! 🌱".encode())
    return [
        {**shown(to), "message": message.hex(), "box": seal_to(to.public, message).hex()}
        for message in messages
    ]


def parts() -> object:
    key = sha256(b"amparo vector content key")
    context = PartContext(DOSSIER, ENTRY, "raise", AUTHOR, "sealed")
    plaintexts = (b"", "¡Sí! 🌱".encode(), b"a" * 511, b"a" * 512)
    return {
        "key": key.hex(),
        "context": {
            "dossier": str(DOSSIER),
            "entry": str(ENTRY),
            "step": context.step,
            "author": str(AUTHOR),
            "part_class": context.part_class,
        },
        "bound": context.bound().decode(),
        "sealed": [
            {"plaintext": text.hex(), "ciphertext": seal_part(text, key, context).hex()}
            for text in plaintexts
        ],
    }


def padded_sizes() -> object:
    lengths = (0, 1, 511, 512, 1023, 1024, 65_535, 65_536, 131_071, 131_072, 1_000_000)
    return [[length, padding.padded_size(length)] for length in lengths]


def locked_key() -> object:
    keys, typed = pair("account"), "a\u00f1il quinua lluvia puente"
    locked = passphrase.lock(typed, keys)
    return {
        "typed": [
            typed,
            "  an\u0303il   quinua\u00a0lluvia\tpuente ",
            "\uff41\u00f1il quinua lluvia puente",
        ],
        "salt": locked.salt.hex(),
        "verifier": locked.verifier.hex(),
        "sealed_private": locked.sealed_private.hex(),
        **shown(keys),
    }


def unlocked_key() -> object:
    keys = pair("account")
    cookie, sealed = unlocked.carry(keys.private)
    return {"cookie": cookie, "sealed": sealed.hex(), "private": keys.private.hex()}


def circle_keys() -> object:
    member, old, new = pair("member"), pair("epoch 1"), pair("epoch 2")
    return {
        "member": shown(member),
        "old": shown(old),
        "new": shown(new),
        "joined": circles.join(new.private, member.public).hex(),
        "handed_on": circles.hand_on(old.private, new.public).hex(),
    }


def recovery_shares() -> object:
    keys, a, b, c = (pair(name) for name in ("recovery", "holder a", "holder b", "holder c"))
    shares = recovery.split(keys.private, (a.public, b.public, c.public))
    return {
        "private": keys.private.hex(),
        "holders": [shown(holder) for holder in (a, b, c)],
        "ab": shares.ab.hex(),
        "ac": shares.ac.hex(),
        "bc": shares.bc.hex(),
    }


def directory_signatures() -> object:
    root, online, account = signing_pair("root"), signing_pair("online"), pair("account")
    valid_to = AT + timedelta(days=90)
    certificate = directory.certify(root.private, online.public, AT, valid_to)
    record = directory.KeyRecord("account", AUTHOR, 3, account.public, AT)
    return {
        "root": shown(root),
        "online": shown(online),
        "valid_from": write_moment(AT),
        "valid_to": write_moment(valid_to),
        "certificate": certificate.signature.hex(),
        "record": {
            "kind": record.kind,
            "id": str(record.id),
            "epoch": record.epoch,
            "public": record.public.hex(),
            "at": write_moment(record.at),
        },
        "signature": directory.sign_record(online.private, record).hex(),
    }


def blind_indexes() -> object:
    key = sha256(b"amparo vector index key")
    compounds = (("kispi", "2015"), ("kispi", "2015", "150101"), ("kis", "pi2015"))
    return {
        "key": key.hex(),
        "values": [[*compound, blind.blind_index(key, *compound)] for compound in compounds],
    }


def spellings() -> object:
    told = "Quispe Huamán Mamani Ccori Yupanqui Gonzáles Huillca Núñez Giménez Chávez Agüero Lluén"
    return [[name, names.normal_name(name)] for name in told.split()]


SECTIONS: Mapping[str, Callable[[], object]] = {
    "hkdf": hkdf,
    "signatures": signatures,
    "log_tree": log_tree,
    "notes": notes,
    "boxes": boxes,
    "parts": parts,
    "padded_sizes": padded_sizes,
    "locked_key": locked_key,
    "unlocked_key": unlocked_key,
    "circle_keys": circle_keys,
    "recovery_shares": recovery_shares,
    "directory_signatures": directory_signatures,
    "blind_indexes": blind_indexes,
    "spellings": spellings,
}


def main() -> None:
    kept = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    missing = {name: write() for name, write in SECTIONS.items() if name not in kept}
    text = json.dumps(kept | missing, ensure_ascii=False, indent=1)
    FILE.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
