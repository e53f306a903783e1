"""A country may add to its base's safeguards and shorten them; nothing loosens them."""

import pytest

from amparo.protocols.safeguards import loosened
from amparo.protocols.tests.conftest import FaultsOf
from amparo.protocols.tests.pack_files import BASE, COUNTRY, added, changed

CASE = "protocols/case.toml"
ROW = {
    "key": "read",
    "safeguard": True,
    "limit": {"working_days": 3},
    "when": "${a} = 'b'",
    "until": ["read"],
    "times": 2,
    "every": {"months": 1},
    "after": ["arrive"],
    "to": ["upe"],
    "escalate": [{"to": "supervisor", "after": {"hours": 2}}],
    "source": "base",
}


def says(**own: object) -> list[str]:
    return list(loosened(own, ROW, {"read": ROW}))


@pytest.mark.parametrize(
    "own",
    [
        {"limit": {"working_days": 3}},
        {"limit": {"working_days": 2}},
        {"limit": {"calendar_days": 3}},
        {"limit": {"hours": 72}},
        {"limit": {"hours": 0}},
        {"every": {"calendar_days": 26}},
        {"times": 3},
        {"after": ["arrive", "receipt"]},
        {"to": ["demuna", "upe"]},
        {"source": "a law", "label": "V", "form": "other", "none": "1810", "title": "x"},
        {"when": "${a} = 'b'", "until": ["read"], "safeguard": True},
        {"escalate": [{"to": "supervisor", "after": {"hours": 1}}]},
        {
            "escalate": [
                {"to": "supervisor", "after": {"hours": 2}},
                {"to": "oversight", "after": {"working_days": 9}},
            ]
        },
    ],
)
def test_a_country_may_shorten_and_add(own: dict[str, object]) -> None:
    assert says(**own) == []


@pytest.mark.parametrize(
    "own",
    [
        {"limit": {"working_days": 4}},
        {"limit": {"calendar_days": 4}},
        {"limit": {"hours": 73}},
        {"limit": {"months": 1}},
        {"limit": "soon"},
        {"every": {"months": 2}},
        {"every": {"calendar_days": 28}},
        {"times": 1},
        {"when": "false()"},
        {"when": "${a} = 'b' and ${c} = 'd'"},
        {"until": ["read", "cause"]},
        {"after": []},
        {"to": ["demuna"]},
        {"safeguard": False},
        {"held_by": "hold"},
        {"order": 5},
        {"escalate": []},
        {"escalate": [{"to": "oversight", "after": {"hours": 2}}]},
        {"escalate": [{"to": "supervisor", "after": {"hours": 3}}]},
        {"escalate": [{"to": "supervisor"}]},
        {"escalate": ["supervisor"]},
    ],
)
def test_a_country_may_not_loosen(own: dict[str, object]) -> None:
    [fault] = says(**own)

    assert fault.startswith("This row is a safeguard of the base")


def test_a_row_that_is_no_safeguard_may_be_changed_at_will() -> None:
    free = {**ROW, "safeguard": False}

    assert list(loosened({"limit": {"years": 9}, "when": "false()"}, free, {"read": free})) == []


def test_a_safeguard_is_not_lengthened_from_beside_it() -> None:
    longer = {"key": "longer", "extends": "read", "limit": {"working_days": 4}}
    shorter = {"key": "shorter", "extends": "read", "limit": {"working_days": 1}}

    assert len(list(loosened(longer, {}, {"read": ROW}))) == 1
    assert list(loosened(shorter, {}, {"read": ROW})) == []


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("limit = { hours = 96 }", "its “limit” can be shortened, not lengthened."),
        ("when = 'false()'", "its “when” can't be changed."),
        ("safeguard = false", "its “safeguard” can't be changed."),
    ],
)
def test_a_pack_that_loosens_a_safeguard_is_refused(
    faults_of: FaultsOf, field: str, said: str
) -> None:
    wrong = changed(COUNTRY, CASE, "limit = { hours = 24 }", field)

    assert [fault for fault in faults_of(wrong) if said in fault] == [
        f"zz/protocols/case.toml: qualify: This row is a safeguard of the base: {said}"
    ]


def test_a_pack_that_extends_a_safeguard_is_refused(faults_of: FaultsOf) -> None:
    row = """
[[clock]]
key = "longer"
extends = "qualify"
limit = { working_days = 7 }
when = "${crime} = 'no'"
source = "made up"
label = "P"
"""
    [fault] = faults_of(added(COUNTRY, CASE, row))

    assert "which can't be lengthened" in fault


def test_a_base_may_change_its_own_safeguards(faults_of: FaultsOf) -> None:
    assert faults_of(COUNTRY, changed(BASE, CASE, "{ hours = 72 }", "{ hours = 48 }")) == []
