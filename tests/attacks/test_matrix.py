"""Every address, asked in every way by everybody for everything: nothing is there but one's own."""

import logging
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.attacks.doors import DOORS
from tests.attacks.fields import EVERYWHERE, expected
from tests.attacks.sealing_off import without_sealing
from tests.attacks.trial import Trial, trial_of
from tests.world import World


def addresses(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """Yield the names of all addresses that the site answers; one without a name is a fault."""
    space = f"{prefix}{resolver.namespace}:" if resolver.namespace else prefix
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from addresses(each, space)
        else:
            assert isinstance(each, URLPattern)
            assert each.name, f"{each.pattern} has no name"
            yield f"{space}{each.name}"


def test_every_address_says_who_may_come_in() -> None:
    known = set(addresses(get_resolver()))
    assert known == set(DOORS), f"not said: {known - set(DOORS)}; gone: {set(DOORS) - known}"


@pytest.fixture
def sealing_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let everything lie open, and every key open everything."""
    without_sealing(monkeypatch)


@pytest.fixture
def trial(world: World, caplog: pytest.LogCaptureFixture) -> Trial:
    """A whole scene, and everybody signed in; that each page refused is not logged here."""
    caplog.set_level(logging.ERROR, "django.request")
    return trial_of(world)


def test_nobody_sees_or_changes_what_is_not_theirs(trial: Trial) -> None:
    wrong = list(trial.wrong(DOORS))
    assert not wrong, "\n".join(wrong)
    unseen = {each for each in expected() - trial.shown if EVERYWHERE not in each}
    assert not unseen, f"no page shows any more what fields.py says: {unseen}"


@pytest.mark.usefixtures("sealing_off")
def test_nobody_does_with_sealing_off_either(trial: Trial) -> None:
    to_things = {name: doors for name, doors in DOORS.items() if any(d.things for d in doors)}
    wrong = list(trial.wrong(to_things))
    assert not wrong, "\n".join(wrong)


@pytest.mark.usefixtures("sealing_off")
def test_with_sealing_off_a_file_still_shows_neither_who_raised_it_nor_how_to_call(
    trial: Trial,
) -> None:
    case = trial.scene.things["case"]
    file = trial.asker.ask("ana", "GET", f"/dossiers/{case}/file/", case, {})
    assert "MARK-WORDS" in file.text
    assert "MARK-CALL" not in file.text
    assert "Neighbour" not in file.text
