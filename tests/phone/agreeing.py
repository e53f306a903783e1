"""Asks the phone's core what Python works out too."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from amparo.base.time import write_moment
from amparo.protocols.compiled import compile_pack
from amparo.protocols.pack import Pack
from tests.phone.node import node
from tests.vectors.write_protocols import NOW

Json = Any


def told_by_the_phone(folder: Path, pack: Pack, **asked: Sequence[Json]) -> Mapping[str, Json]:
    """Return what the phone gives for journals, routes and fillings."""
    question, answer = folder / "asked.json", folder / "told.json"
    whole: dict[str, Json] = {
        "pack": json.loads(compile_pack(pack))["pack"],
        "at": write_moment(NOW),
        **{each: asked.get(each, []) for each in ("journals", "routes", "fillings")},
    }
    question.write_text(json.dumps(whole), encoding="utf-8")
    node("run.mjs", "testing/agree.ts", str(question), str(answer))
    told: Mapping[str, Json] = json.loads(answer.read_text(encoding="utf-8"))
    return told


def as_json(value: object) -> Json:
    """Return a value as it is after a journey through JSON."""
    return json.loads(json.dumps(value))
