"""A judge orders the identity: to the custodian, with a second person, and never to the file."""

import re

from django.test import Client

from tests.world import World


def token(client: Client, address: str) -> str:
    found = re.search(r'name="token" value="([^"]+)"', client.get(address).content.decode())
    assert found, address
    return found[1]


def send(client: Client, address: str, **said: str) -> str:
    sent = {**said, "token": token(client, address)}
    return client.post(address, sent, follow=True).content.decode()


def test_the_judges_order_goes_to_the_custodian_with_a_second_person(world: World) -> None:
    case = world.case_of(world.raise_concern())
    world.assign(case)
    ana, celia, carmen = (world.signed_in(who) for who in ("ana", "celia", "carmen"))

    asking = f"/dossiers/{case.pk}/identity/"
    assert "Celia" in ana.get(asking).content.decode()
    page = send(ana, asking, identity_for="judge_order", identity_by="MARK-COURT order 12")
    assert "It is asked" in page

    address = f"/identities/{case.identity_requests.get().entry_id}/"
    listed = celia.get("/", follow=True).content.decode()
    assert case.number in listed
    assert "Rosa" not in listed
    assert carmen.get(address).status_code == 404
    assert "MARK-COURT" in celia.get(address).content.decode()
    send(celia, address, identity_says="agree", identity_tell="yes")

    assert case.number in carmen.get("/office/").content.decode()
    assert ana.get(address).status_code == 404
    send(carmen, address, identity_says="agree")
    assert carmen.get(address).status_code == 404

    open_page = token(celia, address)
    shown = celia.post(address, {"do": "show", "token": open_page}).content.decode()
    assert "Rosa" in shown
    assert "Neighbour" in shown or "neighbour" in shown
    assert "Rosa" not in celia.get(address).content.decode()
    again = celia.post(address, {"do": "show", "token": open_page}, follow=True)
    assert "It is shown once" in again.content.decode()

    told = world.signed_in("rosa").get(f"/concerns/{case.came_from_id}/").content.decode()
    assert "because a judge ordered it" in told
    assert "Rosa" not in ana.get(f"/dossiers/{case.pk}/file/").content.decode()
