"""What goes into a cost: read whole, or one message with line and column."""

import pytest

from amparo.insight.cost.reading import read_inputs
from amparo.insight.cost.values import Range
from amparo.insight.estimates.values import BadTable

GOOD = """currency = "soles"
year = 2024
discounting = "3 in 100 a year"
income_per_head = [27000, 29000]

[[harm]]
name = "depression"
lost = [150_000, 220_000]
source = "made up"

[earnings]
workers = [16_000_000, 18_000_000]
income = [18000, 21000]
source = "made up"

[[form]]
name = "physical"
prevalence = [0.3, 0.4]
source = "made up"
[[form.leads_to]]
harm = "depression"
risk = [1.3, 1.8]
source = "made up"
[form.earnings]
less = [0.01, 0.03]
source = "made up"
"""


def test_a_whole_file_is_read() -> None:
    found = read_inputs(GOOD)
    form = found.forms[0]
    assert (found.currency, found.people, form.name) == ("soles", 0, "physical")
    assert form.outcomes[0].lost == Range(150_000, 220_000)
    assert form.earnings is not None
    assert form.earnings.less == Range(0.01, 0.03, is_share=True)


def test_windows_line_ends_are_no_fault() -> None:
    assert read_inputs(GOOD.replace("\n", "\r\n")) == read_inputs(GOOD)


@pytest.mark.parametrize(
    ("was", "becomes", "line", "column"),
    [
        ("year = 2024", "year = = 2024", 2, 8),
        ("year = 2024", "yaer = 2024", 2, 8),
        ("year = 2024\n", "", 1, None),
        ("[27000, 29000]", "28000", 4, 19),
        ("[27000, 29000]", "[29000, 27000]", 4, 19),
        ("[27000, 29000]", "[0, 27000]", 4, 19),
        ("[27000, 29000]", "[1, nan]", 4, 19),
        ('"soles"', "7", 1, 12),
        ("[0.3, 0.4]", "[30, 40]", 18, 14),
        ('harm = "depression"', 'harm = "depresion"', 21, 8),
        ("risk = [1.3, 1.8]\n", "", 20, 1),
        ("[[harm]]", "[harm]", 6, 1),
        ("less = [0.01, 0.03]", 'less = "some"', 25, 8),
        (GOOD[GOOD.index("[[form]]") :], "", 1, None),
        (GOOD, "currency = ", 1, None),
        (GOOD, "form = 3\n", 1, 8),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    was: str, becomes: str, line: int, column: int | None
) -> None:
    assert was in GOOD
    with pytest.raises(BadTable) as found:
        read_inputs(GOOD.replace(was, becomes, 1))
    assert (found.value.line, found.value.column) == (line, column)
