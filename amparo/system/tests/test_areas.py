"""Areas in the database: loaded once, loaded again, changed."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from amparo.audit.models import Record
from amparo.system.actions.areas import load_areas
from amparo.system.areas import AreaRow, read_areas
from amparo.system.directory import area_chain
from amparo.system.models import Area
from amparo.system.rules import Can, Counted
from amparo.system.tests.conftest import AREAS, AT

PERU = Path(__file__).parents[3] / "packs" / "pe" / "areas.csv"


def load(rows: tuple[AreaRow, ...] = AREAS, source: str = "made up for tests") -> Counted:
    return load_areas(rows, source=source, by=None, at=AT)


@pytest.mark.django_db
def test_all_of_peru_is_loaded_and_loading_it_again_changes_nothing() -> None:
    rows = read_areas(PERU)
    assert load(rows, "INEI") == Counted(2115, 0, 0)
    assert load(rows, "INEI") == Counted(0, 0, 2115)
    assert Record.objects.filter(can=Can.LOAD_AREAS).count() == 1


@pytest.mark.usefixtures("country")
def test_a_district_knows_all_that_lies_above_it() -> None:
    assert area_chain("XX010102") == ("XX010102", "XX0101", "XX01", "XX")
    assert area_chain("XX01") == ("XX01", "XX")
    assert area_chain("nowhere") == ()


@pytest.mark.usefixtures("country")
def test_a_renamed_area_is_changed_and_recorded() -> None:
    assert load((replace(AREAS[0], name="New Example"),)) == Counted(0, 1, 0)
    assert Area.objects.get(pk="XX").name == "New Example"
    details = Record.objects.filter(can=Can.LOAD_AREAS).values_list("detail", flat=True)
    assert {"added": "0", "changed": "1"} in details


@pytest.mark.usefixtures("country")
def test_an_area_that_ended_stays_and_says_when() -> None:
    load((replace(AREAS[-1], valid_to=date(2027, 6, 1)),))
    assert Area.objects.valid_on(date(2027, 5, 31)).filter(pk="XX020101").exists()
    assert not Area.objects.valid_on(date(2027, 6, 1)).filter(pk="XX020101").exists()
    assert Area.objects.count() == len(AREAS)


@pytest.mark.usefixtures("country")
def test_nothing_lies_below_a_district() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Area.objects.create(code="XX01010101", name="Hamlet", level=4, parent_id="XX010101")


@pytest.mark.django_db
def test_if_the_record_fails_no_area_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("amparo.system.actions.areas.record", _fails)
    with pytest.raises(RuntimeError):
        load()
    assert not Area.objects.exists()


def _fails(*_args: object, **_kwargs: object) -> None:
    raise RuntimeError
