"""Who is told of an opening, what they can read of it, and that looking twice is looking once."""

from uuid import UUID

import pytest

from amparo.audit.actions import record_reading
from amparo.audit.models import Record
from amparo.base.ids import new_id
from amparo.dossiers.actions.alerting import FOUND, look_at_alerts, needs_reason, say_why, watch
from amparo.dossiers.actions.readings import read_alerts, read_dossier
from amparo.dossiers.models import Alert, Dossier, Look
from amparo.dossiers.problems import ReasonNeeded
from amparo.dossiers.tests.conftest import MONDAY, World

WHY = {"opening_why": "other", "opening_words": "MARK-WHY everything is handed over"}
ENTRY = UUID(int=77)


@pytest.fixture
def case(world: World) -> Dossier:
    """One more file than the officer opens in a day."""
    for _file in range(30):
        officer = world.people["officer"].id
        record_reading("read_dossier", new_id(MONDAY), by=officer, at=MONDAY)
    return world.case_at("demuna", world.raised())


def test_without_a_reason_nothing_is_opened_recorded_or_told(world: World, case: Dossier) -> None:
    by = world.officer()
    with pytest.raises(ReasonNeeded):
        read_dossier(case, world.keyring("officer"), by=by, at=MONDAY)
    assert not Record.objects.filter(can="read_dossier", subject=case.pk).exists()
    assert not Alert.objects.exists()
    assert needs_reason(case, by=by, at=MONDAY)


def test_files_opened_at_the_same_moment_are_counted_one_after_the_other(
    world: World, case: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As two requests do that both looked before either was written down."""
    monkeypatch.setattr("amparo.dossiers.actions.readings.watch", lambda *_args, **_by: ())
    with pytest.raises(ReasonNeeded):
        read_dossier(case, world.keyring("officer"), by=world.officer(), at=MONDAY)
    assert not Record.objects.filter(can="read_dossier", subject=case.pk).exists()
    assert not case.entries.filter(step="open").exists()


def test_a_file_opened_before_is_opened_again_without_being_counted(
    world: World, case: Dossier
) -> None:
    by = world.officer()
    record_reading("read_dossier", case.pk, by=by.account, at=MONDAY)
    assert read_dossier(case, world.keyring("officer"), by=by, at=MONDAY)


def test_the_reason_sent_twice_is_one_and_opens_it(world: World, case: Dossier) -> None:
    by = world.officer()
    for _time in range(2):
        say_why(case, WHY, entry_id=ENTRY, by=by, at=MONDAY)
    assert [each.why for each in watch(case, by=by, at=MONDAY)] == ["other"]
    assert read_dossier(case, world.keyring("officer"), by=by, at=MONDAY)
    assert Alert.objects.get().told == world.bodies["demuna"]


def test_an_alert_that_cannot_be_written_opens_nothing(
    world: World, case: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    by = world.officer()
    say_why(case, WHY, entry_id=ENTRY, by=by, at=MONDAY)

    def fails(*_args: object, **_more: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("amparo.dossiers.actions.readings.tell_at_once", fails)
    with pytest.raises(BrokenPipeError):
        read_dossier(case, world.keyring("officer"), by=by, at=MONDAY)
    assert not Record.objects.filter(can="read_dossier", subject=case.pk).exists()


def test_reading_the_reason_is_recorded_and_looking_twice_is_once(
    world: World, case: Dossier
) -> None:
    say_why(case, WHY, entry_id=ENTRY, by=world.officer(), at=MONDAY)
    read_dossier(case, world.keyring("officer"), by=world.officer(), at=MONDAY)
    by = world.people["supervisor"].id
    mine = Alert.objects.visible_to(world.reader("supervisor", MONDAY)).waiting()
    (opened,) = read_alerts(mine, world.keyring("supervisor"), by=by, at=MONDAY)
    assert opened.answers["opening_words"] == WHY["opening_words"]
    shown = list(mine)
    for found in FOUND:
        look_at_alerts(shown, found, by=by, at=MONDAY)
    assert Look.objects.get().found == "ok"
    logged = Record.objects.filter(can="look_at_alert", by=by)
    assert sorted(row.detail.get("found", "read") for row in logged) == ["ok", "read"]
