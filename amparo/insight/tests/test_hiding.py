"""Numbers that are not shown can't be worked out from those that are: examples, and always."""

from hypothesis import given
from hypothesis import strategies as st

from amparo.insight.hiding import Coins, Numbers, Sum, bounds_of, made_safe, rounded
from amparo.insight.rules import SafeCount, Share, Staff

FIVE = ("a", "b", "c", "d", "e")


def told(sums: tuple[Sum, ...], **exact: int) -> Numbers:
    return Numbers(exact, frozenset(exact), sums, smallest=5)


def thrown(**coins: int) -> Coins:
    return lambda cell: coins.get(cell, 0)


@given(st.integers(0, 400), st.integers(0, 2**64))
def test_what_is_shown_is_a_multiple_of_five_less_than_five_away(exact: int, coin: int) -> None:
    shown = SafeCount.of(exact, coin).shown
    if exact < 5:
        assert shown is None
    else:
        assert shown is not None
        assert shown % 5 == 0
        assert abs(shown - exact) < 5
        least, most = SafeCount(shown).possible()
        assert least <= exact <= most


def test_nought_is_hidden_like_four() -> None:
    assert {SafeCount.of(exact, coin) for exact in range(5) for coin in range(5)} == {
        SafeCount(None)
    }


def test_rounding_is_fair() -> None:
    thrown_each_way = [SafeCount.of(12, coin).shown for coin in range(5)]
    assert sorted(filter(None, thrown_each_way)) == [10, 10, 10, 15, 15]


def test_rounding_alone_gives_a_nought_away() -> None:
    whole = Sum("province", FIVE)
    numbers = told((whole,), province=44, a=11, b=11, c=11, d=11, e=0)
    shown = rounded(numbers, thrown(province=4))
    assert [shown[each].shown for each in ("province", *FIVE)] == [40, 15, 15, 15, 15, None]
    assert bounds_of(numbers, shown)["e"] == (0, 0)


def test_another_number_is_hidden_so_that_it_stays_open() -> None:
    whole = Sum("province", FIVE)
    numbers = told((whole,), province=44, a=11, b=11, c=11, d=11, e=0)
    shown = made_safe(numbers, thrown(province=4))
    assert sum(count.shown is None for count in shown.values()) == 2
    least, most = bounds_of(numbers, shown)["e"]
    assert least == 0
    assert most >= 4


def test_what_is_told_of_no_one_is_protected_too() -> None:
    numbers = Numbers(
        {"province": 44, "a": 11, "b": 11, "c": 11, "d": 11, "e": 0},
        frozenset({"province", "a", "b", "c", "d"}),
        (Sum("province", FIVE),),
        smallest=5,
    )
    shown = made_safe(numbers, thrown(province=4))
    assert "e" not in shown
    least, most = bounds_of(numbers, shown)["e"]
    assert most - least >= 4


def test_what_nothing_gives_away_stays_as_it_is() -> None:
    numbers = told((Sum("province", ("a", "b")),), province=23, a=20, b=3)
    assert made_safe(numbers, thrown()) == rounded(numbers, thrown())


def test_few_owed_have_no_share_and_the_words_begin_where_they_say() -> None:
    assert Share.of(4, 4) is Share.NOT_SAID
    assert [Share.of(met, 10) for met in (0, 3, 4, 5, 6, 7, 10)] == [
        Share.FEW,
        Share.FEW,
        Share.HALF,
        Share.HALF,
        Share.HALF,
        Share.MOST,
        Share.MOST,
    ]
    assert [Staff.of(n).value for n in (0, 1, 2, 4, 5)] == ["nobody", "one", "some", "some", "many"]
