"""What a witness fetches over the site, and that nobody else finds such a page."""

import time
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from amparo.trust.actions.witnesses import add_witness
from amparo.trust.log import log_signer
from amparo.trust.models import Cosignature
from amparo.trust.watching import begin, settle, watch, watched_in
from tests.load.silence import Silent
from tests.world import World

PAGES = ("checkpoint/", "consistency/?first=1&second=2", "consistency/?first=x&second=")


@pytest.fixture
def folder(world: World, tmp_path: Path) -> Path:
    """A witness that was let in, of a log that was signed once."""
    public = begin(tmp_path / "w", "ombudsman")
    token = add_witness("ombudsman", bytes.fromhex(public), by=None, at=world.clock.at)
    signer = log_signer()
    key = signer.public.hex()
    settle(tmp_path / "w", site="http://x", token=token, log_name=signer.key_name, log_key=key)
    call_command("tick", "--sign", verbosity=0, stdout=Silent())
    return tmp_path / "w"


def site(folder: Path, path: str, sent: bytes | None) -> str:
    """Ask as the command does, with the token in its header and no cookie."""
    client = Client(enforce_csrf_checks=True, headers={"Authorization": f"Bearer {_token(folder)}"})
    address = f"/witness/{path}"
    answer = (
        client.get(address)
        if sent is None
        else client.post(address, sent, content_type="text/plain")
    )
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def _token(folder: Path) -> str:
    return watched_in(folder).token


def test_a_witness_sees_the_log_grow_and_its_signature_stands_under_it(
    world: World, folder: Path
) -> None:
    first = watch(folder, lambda path, sent: site(folder, path, sent), int(time.time()))
    world.raise_concern()
    call_command("tick", "--sign", verbosity=0, stdout=Silent())
    second = watch(folder, lambda path, sent: site(folder, path, sent), int(time.time()))
    assert second.size > first.size
    assert Cosignature.objects.count() == 2
    assert "ombudsman" in site(folder, "checkpoint/", None)


@pytest.mark.usefixtures("folder")
def test_nobody_else_finds_such_a_page_nor_a_count(world: World) -> None:
    for client in (Client(), world.signed_in("julio"), world.signed_in("ana")):
        for page in PAGES:
            assert client.get(f"/witness/{page}").status_code == 404
        assert client.post("/witness/cosign/", b"x", content_type="text/plain").status_code == 404


@pytest.mark.parametrize("query", ["", "?first=9&second=3", "?first=-1&second=2", "?first=1e3"])
def test_nonsense_about_sizes_is_not_there(folder: Path, query: str) -> None:
    headers = {"Authorization": f"Bearer {_token(folder)}"}
    assert Client(headers=headers).get(f"/witness/consistency/{query}").status_code == 404


@pytest.mark.parametrize("sent", [b"", b"\xff\xfe", b"log\n1\nx\n\n", b"x" * 30_000])
def test_what_is_no_checkpoint_is_refused_and_not_kept(folder: Path, sent: bytes) -> None:
    client = Client(headers={"Authorization": f"Bearer {_token(folder)}"})
    assert client.post("/witness/cosign/", sent, content_type="text/plain").status_code == 400
    assert not Cosignature.objects.exists()
