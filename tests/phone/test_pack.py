"""The phone reads its part of Peru's pack, and turns an older one into it."""

import json
from dataclasses import replace
from pathlib import Path

from amparo.protocols.pack import Pack
from amparo.protocols.phone_part import in_language, part_delta, part_hash, phone_part
from tests.phone.node import node


def older(pack: Pack) -> Pack:
    """Return the pack as it may have been: other words, a form less, a route more."""
    words = {language: {**words, "message.T0": "…"} for language, words in pack.words.items()}
    words["es"].pop("message.notice")
    rows = (*pack.routes.rows, pack.routes.rows[0])
    return replace(pack, version="0", words=words, routes=replace(pack.routes, rows=rows), hash="0")


def test_a_delta_leads_to_the_part_that_the_server_has(peru: Pack, tmp_path: Path) -> None:
    before, after = phone_part(older(peru)), phone_part(peru)
    files = {
        "old": before,
        "delta": part_delta(before, after),
        "new": after,
        "lean": in_language(after, "es"),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)

    said = json.loads(node("run.mjs", "testing/packs.ts", *(str(tmp_path / n) for n in files)))

    assert said["applied"] == part_hash(after)
    assert said["of"] == peru.hash
    assert said["protocols"] == sorted(k for k, each in peru.protocols.items() if each.on_phone)
    english, spanish = (peru.words[language]["message.notice"] for language in ("en", "es"))
    assert (said["word"], said["first"], said["lean"]) == (english, spanish, spanish)
    assert said["none"] == "no.such.word"
    assert said["noon"] == "2027-05-14T09:15"
    assert said["again"]
    assert said["another"]
    assert len(files["delta"]) < len(after) / 3
