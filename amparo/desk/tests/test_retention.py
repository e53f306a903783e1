"""A supervisor's page of what reached its date."""

import re

import pytest

from amparo.dossiers.models import Dossier, Entry
from tests.world import Clock, World

REASON = "Two years have passed and nobody asked for it."


@pytest.fixture
def case(world: World) -> Dossier:
    """A case that was no matter of rights."""
    case = world.case_of(world.raise_concern())
    world.opened(case)
    world.take(case, "receipt", conflict="none", danger_checked="safe_now", tell_raiser="nothing")
    world.take(case, "qualify", crime="no", next="not_a_rights_matter", child_name="MARK-NAME Q")
    return case


def test_before_its_date_the_page_says_that_nothing_has_reached_it(
    world: World, case: Dossier
) -> None:
    carmen = world.signed_in("carmen")
    page = carmen.get("/office/retention/").content.decode()
    assert "Nothing has reached its date" in page
    assert carmen.get(f"/office/{case.pk}/retention/").status_code == 404


def test_she_decides_with_a_reason_and_it_waits_to_be_erased(
    world: World, case: Dossier, clock: Clock
) -> None:
    clock.move(days=2 * 366)
    carmen = world.signed_in("carmen")
    page = carmen.get("/office/retention/").content.decode()
    assert case.number in page
    assert "MARK-NAME" not in page
    address = f"/office/{case.pk}/retention/"
    form = carmen.get(address).content.decode()
    found = re.search(r'name="token" value="([^"]+)"', form)
    assert found
    short = {"retention_says": "erase", "retention_reason": "old", "token": found[1]}
    assert "Write 20 to 600 letters" in carmen.post(address, short).content.decode()
    sent = {**short, "retention_reason": REASON}
    after = carmen.post(address, sent, follow=True).content.decode()
    assert "decided: it will be erased" in after
    assert carmen.get(address).status_code == 404
    entry = Entry.objects.get(step="retention_decided")
    assert entry.coded == {"retention_says": "erase", "retention_rule": "PE.keep.not_a_case"}


def test_an_officer_has_no_such_page(world: World, case: Dossier, clock: Clock) -> None:
    clock.move(days=2 * 366)
    ana = world.signed_in("ana")
    for page in ("/office/retention/", f"/office/{case.pk}/retention/"):
        assert ana.get(page).status_code == 404


def test_the_protocols_page_says_how_long_what_is_kept(world: World) -> None:
    page = world.signed_in("ana").get("/protocols/case/").content.decode()
    assert "How long it is kept" in page
    assert "28 years" in page
    assert "opens the file to whoever takes it, for 4 hours" in page
