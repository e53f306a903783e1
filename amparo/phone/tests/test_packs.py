"""What a phone loads first: small, in one language; the whole part follows by its hash."""

import gzip
import json

import brotli
import pytest
from django.test import Client

from amparo.phone.packs import part_hash_of, part_of
from amparo.protocols.phone_part import in_language
from amparo.system.packs import current_hash

pytestmark = pytest.mark.usefixtures("world")


def asked(path: str, **headers: str) -> tuple[str, bytes]:
    answer = Client().get(path, headers=headers)
    assert answer.status_code == 200
    assert "Accept-Encoding" in answer["Vary"]
    return answer.headers.get("Content-Encoding", ""), answer.content


def test_a_first_load_is_in_one_language_and_a_seventh_smaller_than_gzip() -> None:
    digest = part_hash_of(current_hash())
    lean = in_language(part_of(current_hash()), "es")

    coding, body = asked(f"/phone/pack/{digest}/in/es", accept_encoding="gzip, br")
    assert (coding, brotli.decompress(body)) == ("br", lean)
    other, zipped = asked(f"/phone/pack/{digest}/in/es", accept_encoding="gzip")
    assert (other, gzip.decompress(zipped)) == ("gzip", lean)
    assert len(body) < len(zipped) * 6 / 7 < len(part_of(current_hash())) / 4
    assert set(json.loads(lean)["pack"]["words"]) == {"es"}


def test_the_whole_part_comes_by_its_hash_and_the_apps_words_as_small() -> None:
    digest = part_hash_of(current_hash())

    assert brotli.decompress(asked(f"/phone/pack/{digest}", accept_encoding="br")[1]) == part_of(
        current_hash()
    )
    coding, words = asked("/phone/words/es.json", accept_encoding="br")
    assert coding == "br"
    assert json.loads(brotli.decompress(words))["phone.says.missing"]


def test_an_unknown_pack_is_not_there() -> None:
    assert Client().get(f"/phone/pack/{'0' * 64}/in/es").status_code == 404
