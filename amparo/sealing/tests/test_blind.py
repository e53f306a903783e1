from collections import Counter

import pytest

from amparo.sealing.blind import NotCompound, blind_index

KEY = bytes(range(32))


@pytest.mark.parametrize("parts", [(), ("kispi",), ("kispi", ""), ("kispi", " "), ("", "", "2015")])
def test_a_name_alone_has_no_index(parts: tuple[str, ...]) -> None:
    with pytest.raises(NotCompound):
        blind_index(KEY, *parts)


def test_the_same_things_under_the_same_key_give_the_same_value() -> None:
    assert blind_index(KEY, "kispi", "2015") == blind_index(KEY, "kispi", "2015")
    assert len(blind_index(KEY, "kispi", "2015")) == 4


def test_another_office_another_year_or_another_cut_gives_another_value() -> None:
    values = {
        blind_index(KEY, "kispi", "2015"),
        blind_index(bytes(32), "kispi", "2015"),
        blind_index(KEY, "kispi", "2016"),
        blind_index(KEY, "kis", "pi2015"),
        blind_index(KEY, "2015", "kispi"),
        blind_index(KEY, "kispi", "2015", ""),
    }
    assert len(values) == 6


def test_a_value_is_shared_by_several_people_of_a_municipality() -> None:
    pairs = (f"{person} {n}" for person in range(20_000) for n in range(10))
    shared = Counter(blind_index(KEY, pair, "name") for pair in pairs)
    assert len(shared) <= 32_768
    alone = sum(count == 1 for count in shared.values())
    assert alone / 200_000 < 0.01
    assert max(shared.values()) < 30
