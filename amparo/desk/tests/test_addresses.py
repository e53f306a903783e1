"""Addresses that are kept are those that Django gives, wherever the site lies."""

from uuid import uuid4

from django.urls import reverse, set_script_prefix

from amparo.desk.addresses import address, address_of


def test_an_address_is_djangos_under_every_prefix() -> None:
    some = uuid4()
    try:
        for prefix in ("/", "/desk/", "/"):
            set_script_prefix(prefix)
            assert address("desk:duties") == reverse("desk:duties")
            assert address_of("desk:dossier", some) == reverse("desk:dossier", args=[some])
    finally:
        set_script_prefix("/")
