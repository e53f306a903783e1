"""The shared vectors: any engine must come to the same from the same compiled pack and journal."""

import json
from typing import Any
from uuid import UUID

import pytest

from amparo.base.canonical import canonical_json
from amparo.base.time import read_moment
from amparo.protocols.compiled import load_compiled
from amparo.protocols.replay import Happened, replay
from tests.vectors.write_protocols import FILE, standing_json, vectors

VECTORS: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
PACK = load_compiled(canonical_json(VECTORS["pack"]))


def entry(said: dict[str, Any]) -> Happened:
    return Happened(
        id=UUID(said["id"]),
        step=said["step"],
        at=read_moment(said["at"]),
        position=said["position"],
        coded=said["coded"],
        by=said["by"],
        stamped=read_moment(said["stamped"]) if said["stamped"] else None,
    )


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["about"])
def test_a_journal_comes_to_what_the_vectors_say(case: dict[str, Any]) -> None:
    journal = map(entry, case["entries"])
    at = read_moment(VECTORS["at"])

    standing = replay(PACK.protocols["case"], journal, at, PACK.calendar)
    assert standing_json(standing) == case["standing"]


def test_the_file_says_what_its_script_writes() -> None:
    assert json.loads(json.dumps(vectors())) == VECTORS


def test_the_journals_are_odd_enough() -> None:
    standings = [case["standing"] for case in VECTORS["cases"]]
    duties = [duty for each in standings for duty in (*each["met"], *each["duties"])]

    assert sum(bool(standing["out_of_turn"]) for standing in standings) > 10
    assert {duty["clock"] for standing in standings for duty in standing["met"]} == {
        *("qualify", "crime", "tell", "review", "visits")
    }
    assert any(duty["extended_by"] for duty in duties)
    assert any(duty["held_until"] for duty in duties)
