import pytest

from amparo.base.problems import (
    BadSignature,
    CannotOpen,
    Fault,
    Faults,
    IdTaken,
    Malformed,
    NotAllowed,
    NotThere,
    Problem,
    WrongPassphrase,
)


def test_a_problem_fills_its_sentence_and_keeps_it_for_the_translator() -> None:
    problem = Malformed("Row {row} has no name.", row=3)
    assert str(problem) == "Row 3 has no name."
    assert problem.says == "Row {row} has no name."
    assert problem.values == {"row": 3}


def test_a_value_that_is_missing_leaves_a_hole_not_a_second_error() -> None:
    assert str(Problem("Row {row} has no name.")) == "Row {row} has no name."


@pytest.mark.parametrize(
    "kind",
    [NotAllowed, NotThere, IdTaken, CannotOpen, WrongPassphrase, BadSignature, Malformed],
)
def test_every_kind_says_what_to_do_by_itself(kind: type[Problem]) -> None:
    sentence = str(kind())
    assert sentence.endswith(".")
    assert len(sentence) > 30
    with pytest.raises(Problem):
        raise kind


def test_all_faults_are_told_at_once_with_file_and_place() -> None:
    faults = Faults([Fault("pack.toml", "zone", "unknown"), Fault("routes.toml", "r1", "no label")])
    assert len(faults.faults) == 2
    assert str(faults).splitlines() == [
        "2 faults were found. Mend them and try again.",
        "pack.toml: zone: unknown",
        "routes.toml: r1: no label",
    ]
