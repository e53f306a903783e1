"""An alleged person's name leaves its case: decided on a page, asked for on another, shown once."""

import re

import pytest
from django.core.management import call_command
from django.test import Client

from amparo.dossiers.models import Dossier
from tests.world import Clock, World

REASON = "A year has passed and nothing was confirmed."


@pytest.fixture
def case(world: World) -> Dossier:
    case = world.received()
    world.take(
        case,
        "qualify",
        crime="no",
        family_protection="none",
        next="gestiones",
        alleged_tie="known",
        alleged_name="MARK-ALLEGED",
    )
    return case


def send(client: Client, address: str, **said: str) -> str:
    page = client.get(address).content.decode()
    found = re.search(r'name="token" value="([^"]+)"', page)
    assert found, page
    return client.post(address, {**said, "token": found[1]}, follow=True).content.decode()


def file_of(client: Client, case: Dossier) -> str:
    return client.get(f"/dossiers/{case.pk}/file/").content.decode()


def test_the_name_goes_to_the_custodian_and_is_asked_for_as_a_raisers_is(
    world: World, case: Dossier, clock: Clock
) -> None:
    asking = f"/dossiers/{case.pk}/alleged-name/"
    ana = world.signed_in("ana")
    assert "MARK-ALLEGED" in file_of(ana, case)
    assert ana.get(asking).status_code == 404

    clock.move(days=368)
    decided = f"/office/{case.pk}/retention/"
    carmen = world.signed_in("carmen")
    page = carmen.get(decided).content.decode()
    assert "It is kept by" in page
    assert "MARK-ALLEGED" not in page
    after = send(carmen, decided, retention_says="to_custodian", retention_reason=REASON)
    assert "decided: it goes to the custodian" in after
    call_command("retention", erase=True)

    ana = world.signed_in("ana")
    shown = file_of(ana, case)
    assert "MARK-ALLEGED" not in shown
    assert "a custodian keeps it" in shown
    assert "retaliation_complaint" not in ana.get(asking).content.decode()
    assert "It is asked" in send(ana, asking, identity_for="judge_order", identity_by="MARK-COURT")

    celia, address = (
        world.signed_in("celia"),
        f"/identities/{case.identity_requests.get().entry_id}/",
    )
    assert "identity_tell" not in celia.get(address).content.decode()
    send(celia, address, identity_says="agree")
    send(carmen := world.signed_in("carmen"), address, identity_says="agree")
    assert carmen.get(address).status_code == 404
    assert "MARK-ALLEGED" in send(celia, address, do="show")
    assert "MARK-ALLEGED" not in celia.get(address).content.decode()


def test_a_file_that_ended_can_not_send_everything_to_a_custodian(
    world: World, clock: Clock
) -> None:
    case = world.case_of(world.raise_concern())
    world.opened(case)
    world.take(case, "receipt", conflict="none", danger_checked="safe_now", tell_raiser="nothing")
    world.take(case, "qualify", crime="no", next="not_a_rights_matter", child_name="MARK-NAME Q")
    clock.move(days=2 * 366)
    page = world.signed_in("carmen").get(f"/office/{case.pk}/retention/").content.decode()
    assert "to_custodian" not in page
    assert "retention_says" in page
