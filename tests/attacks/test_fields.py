"""The table of fields judges: what is not in it is too much, whoever sees it on whichever page."""

from tests.attacks.doors import DOORS
from tests.attacks.fields import beyond, seen_by, shown_in

FILE = DOORS["desk:file"][0]


def test_what_is_for_the_officer_is_too_much_for_the_supervisor() -> None:
    shown = shown_in("<p>MARK-WORDS she herds the animals</p>", FILE)
    assert shown == {"MARK-WORDS"}
    assert [*beyond("desk:file", "ana", shown)] == []
    assert [*beyond("desk:file", "carmen", shown)] == ["MARK-WORDS"]
    assert [*beyond("desk:duties", "ana", shown)] == ["MARK-WORDS"]


def test_how_to_call_who_raised_it_is_too_much_in_the_file_and_who_it_is_everywhere() -> None:
    shown = shown_in("Neighbour, 999 111 222, Rosa (made up)", FILE)
    assert [*beyond("desk:file", "ana", shown)] == ["999 111 222", "Neighbour", "Rosa (made up)"]
    assert [*beyond("desk:call_back", "ana", {"Neighbour"})] == ["Neighbour"]


def test_what_nobody_planted_on_purpose_is_too_much() -> None:
    assert [*beyond("desk:file", "ana", {"MARK-ANOTHER"})] == ["MARK-ANOTHER"]


def test_what_somebody_typed_a_moment_ago_is_theirs() -> None:
    copy = DOORS["desk:copy"][0]
    assert shown_in("MARK-FOR", copy) == set()
    assert shown_in("MARK-FOR", FILE) == {"MARK-FOR"}


def test_of_whichever_thing_a_page_is_those_who_may_see_it_are_known() -> None:
    assert seen_by("Rosa (made up)", "desk:file") == {"rosa", "gina", "ana"}
    assert seen_by("MARK-WORDS", "desk:duties") == frozenset()
    assert seen_by("MARK-ANOTHER", "desk:file") == frozenset()
