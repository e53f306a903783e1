"""A source is a text; what it cites is found where the pack knows the article."""

import pytest

from amparo.protocols.citations import provisions_cited
from tests.world import peru


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("DS 005-2019-MIMP art. 30.2", ["law.DS-005-2019-MIMP.30.2"]),
        ("DS 005-2019-MIMP art. 32.1 c", ["law.DS-005-2019-MIMP.32.1c"]),
        ("DL 1297 art. 41 (Ley 32017)", ["law.DL-1297.41"]),
        ("TUO Ley 30364 arts 15, 28", ["law.TUO-30364.15", "law.TUO-30364.28"]),
        (
            "TUO Ley 30364 arts 15, 16; que se pida es propuesta",
            ["law.TUO-30364.15", "law.TUO-30364.16"],
        ),
        (
            "DL 1297 art. 22; DS 003-2018-MIMP art. 16 c, después de saber",
            ["law.DL-1297.22", "law.DS-003-2018-MIMP.16c"],
        ),
        ("Código Penal art. 88-A; que nada se borre es propuesta", ["law.CP.88-A"]),
        ("Ley 29719; DS 004-2018-MINEDU 8.3", ["law.DS-004-2018-MINEDU.8.3"]),
        ("propuesta: a los seis meses", []),
        ("DL 12970 art. 22", []),
        ("DL 1297 art. 999", []),
        ("", []),
    ],
)
def test_what_a_source_cites_is_found(source: str, found: list[str]) -> None:
    cited = provisions_cited(source, peru().instruments.values())
    assert [provision.says for provision in cited] == found
