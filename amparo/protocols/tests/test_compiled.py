"""A compiled pack: the same bytes every time, everywhere, and nothing else is read as one."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from amparo.base.problems import Malformed
from amparo.protocols.compiled import compile_pack, load_compiled, pack_hash
from amparo.protocols.pack import Pack
from amparo.protocols.protocol import Limit
from amparo.protocols.replay import replay
from amparo.protocols.tests.examples import at, due, happened
from amparo.protocols.tests.pack_files import BASE, COUNTRY, write

ROOT = Path(__file__).parents[3]
HASH_OF = """
import sys
from pathlib import Path
from amparo.protocols.read import read_pack
print(read_pack(Path(sys.argv[1]), Path(sys.argv[2])).hash)
"""


def test_a_pack_comes_back_as_it_was(pack: Pack) -> None:
    compiled = compile_pack(pack)
    loaded = load_compiled(compiled)

    assert loaded == pack
    assert compile_pack(loaded) == compiled
    assert loaded.hash == pack.hash == pack_hash(compiled)


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_another_process_gives_the_same_hash(pack: Pack, tmp_path: Path, seed: str) -> None:
    country, base = write(tmp_path, "zz", COUNTRY), write(tmp_path, "common", BASE)
    told = subprocess.run(  # noqa: S603  # our own interpreter, our own words
        [sys.executable, "-c", HASH_OF, str(country), str(base)],
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "TZ": "Asia/Jakarta"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout.strip() == pack.hash


def test_anything_that_is_different_has_another_hash(pack: Pack) -> None:
    case = pack.protocols["case"]
    clock = replace(case.clocks["qualify"], limit=Limit("hours", 23))
    other = replace(pack, protocols={**pack.protocols, "case": replace(case, clocks={"q": clock})})

    assert pack_hash(compile_pack(other)) != pack.hash


def test_a_loaded_pack_replays_like_the_one_that_was_read(pack: Pack) -> None:
    loaded = load_compiled(compile_pack(pack))
    arrive = happened(1, "arrive", "2027-05-10 09:15", by="server", relayed="no")
    standings = [
        replay(each.protocols["case"], [arrive], at("2027-05-11 10:00"), each.calendar)
        for each in (pack, loaded)
    ]

    assert standings[0] == standings[1]
    assert due(standings[1]) == {"qualify": "2027-05-11 09:15"}


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data.update(format=2),
        lambda data: data.pop("format"),
        lambda data: data["pack"].update(adult_age="18"),
        lambda data: data["pack"].update(colour="red"),
        lambda data: data["pack"].pop("zone"),
        lambda data: data["pack"].update(valid_to="soon"),
        lambda data: data["pack"].update(words=[]),
        lambda data: data["pack"]["protocols"]["case"]["clocks"]["qualify"].update(limit=24),
        lambda data: data["pack"]["protocols"]["case"]["clocks"]["qualify"].update(when="true()"),
    ],
)
def test_what_is_no_compiled_pack_is_refused(pack: Pack, damage: object) -> None:
    data = json.loads(compile_pack(pack))
    damage(data)  # type: ignore[operator]  # one of the above

    with pytest.raises(Malformed):
        load_compiled(json.dumps(data).encode())


@pytest.mark.parametrize("junk", [b"", b"{", b"[]", b"\xff", b'{"format": 1}', b"[" * 100_000])
def test_junk_is_refused(junk: bytes) -> None:
    with pytest.raises(Malformed):
        load_compiled(junk)
