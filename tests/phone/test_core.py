"""The phone's core, whose own tests are in TypeScript beside it."""

import re

from tests.phone.node import APP, node


def test_the_core_passes_its_own_tests() -> None:
    said = node("test.mjs")
    passed = re.search(r"# pass ([0-9]+)", said)
    assert passed is not None
    assert int(passed[1]) > 0


def test_its_types_agree() -> None:
    node("node_modules/typescript/bin/tsc", "--noEmit", "-p", str(APP))
