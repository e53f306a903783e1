"""The log attacked by the owner of its database: what a witness notices, and nobody else."""

import base64
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar
from urllib.error import HTTPError

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from amparo.audit.actions import number, record
from amparo.audit.models import Checkpoint
from amparo.audit.verify import verify
from amparo.base.problems import BadSignature, Malformed
from amparo.sealing.cosignature import Forked, RolledBack
from amparo.trust.actions.witnesses import add_witness, keep_cosignature
from amparo.trust.log import log_signer, sign_log
from amparo.trust.models import Cosignature, Witness
from amparo.trust.watching import Ask, begin, settle, watch
from amparo.trust.witnessed import newest_note, proof_between, witness_of
from tests.append_only import lifted
from tests.world import MONDAY, World

TABLES = ("audit_pending", "audit_leaf", "audit_tree", "audit_checkpoint")


def write(count: int) -> None:
    with transaction.atomic():
        for _ in range(count):
            record("refer", None, by=None, at=MONDAY)
    number()


def sign(hours: int) -> None:
    sign_log(at=MONDAY + timedelta(hours=hours))


@pytest.fixture
def folder(world: World, tmp_path: Path) -> Path:
    """A witness that knows its log and has seen it once."""
    public = begin(tmp_path / "witness", "ombudsman")
    token = add_witness("ombudsman", bytes.fromhex(public), by=None, at=world.clock.at)
    signer = log_signer()
    key = signer.public.hex()
    log = {"log_name": signer.key_name, "log_key": key}
    settle(tmp_path / "witness", site="http://localhost", token=token, **log)
    write(5)
    sign(1)
    watch(tmp_path / "witness", ask(), 1_800_000_000)
    return tmp_path / "witness"


def ask() -> Ask:
    """Answer as the site does, without the network."""

    def answer(path: str, sent: bytes | None) -> str:
        if sent is not None:
            witness = Witness.objects.get()
            keep_cosignature(witness, sent.decode(), by=None, at=MONDAY)
            return "kept\n"
        if path == "checkpoint/":
            return newest_note()
        first, second = (int(each.partition("=")[2]) for each in path.partition("?")[2].split("&"))
        proof = proof_between(first, second)
        return "".join(f"{base64.b64encode(each).decode()}\n" for each in proof)

    return answer


def kept(folder: Path) -> list[str]:
    return [path.read_text() for path in sorted((folder / "kept").glob("*.txt"))]


def found(folder: Path | None) -> list[str]:
    notes = kept(folder) if folder else []
    return [str(each.wrong) for each in verify(log_signer(), notes)]


def as_owner(*statements: str) -> None:
    """Do as the owner of the database, who takes the guards away and covers it up."""
    with lifted(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        for table in TABLES:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608  # our own tables
        cursor.execute("INSERT INTO audit_pending (record_id) SELECT id FROM audit_record")


def cover_up() -> None:
    number()
    sign(3)


ATTACKS = {
    "deleted": (
        "DELETE FROM audit_record WHERE id IN (SELECT id FROM audit_record ORDER BY id LIMIT 1)"
    ),
    "rolled back": (
        "DELETE FROM audit_record WHERE id IN "
        "(SELECT id FROM audit_record ORDER BY id DESC LIMIT 2)"
    ),
    "altered": (
        "UPDATE audit_record SET can = 'nothing' WHERE id IN "
        "(SELECT id FROM audit_record ORDER BY id LIMIT 1)"
    ),
}
"""The second record from the end is the last that the witness has seen."""


def attacked(says: str) -> None:
    with lifted(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM trust_cosignature")
    as_owner(ATTACKS[says])
    cover_up()


def test_a_log_that_only_grew_is_signed_again_and_again(folder: Path) -> None:
    for hour in (2, 3):
        write(3)
        sign(hour)
        watch(folder, ask(), 1_800_000_000 + hour)
    assert len(kept(folder)) == 3
    assert Cosignature.objects.count() == 3
    assert found(folder) == []
    assert "ombudsman" in newest_note()


def test_looked_at_twice_it_is_kept_once(folder: Path) -> None:
    watch(folder, ask(), 1_800_000_009)
    assert len(kept(folder)) == 1
    assert Cosignature.objects.count() == 1


@pytest.mark.parametrize("says", list(ATTACKS))
def test_a_witness_finds_what_the_owner_of_the_database_did(folder: Path, says: str) -> None:
    attacked(says)
    assert found(folder) != []


@pytest.mark.parametrize("says", list(ATTACKS))
@pytest.mark.usefixtures("folder")
def test_without_a_witness_a_log_rewritten_as_a_whole_is_not_noticed(says: str) -> None:
    attacked(says)
    assert found(None) == []


@pytest.mark.parametrize(
    ("says", "problem"), [("rolled back", RolledBack), ("deleted", Forked), ("altered", Forked)]
)
def test_the_witness_itself_refuses_to_sign_it(
    folder: Path, says: str, problem: type[Exception]
) -> None:
    attacked(says)
    if says == "altered":
        write(1)
        sign(4)
    with pytest.raises(problem):
        watch(folder, ask(), 1_800_000_010)
    assert len(kept(folder)) == 1


def test_a_fork_shown_to_one_witness_alone_does_not_fit_the_others(folder: Path) -> None:
    theirs = kept(folder)
    attacked("altered")
    ours = Checkpoint.objects.get().note
    assert [str(each.wrong) for each in verify(log_signer(), [*theirs, ours])] == ["rewritten"]


@pytest.mark.parametrize("token", ["", "Bearer ", "Bearer guessed", "Basic x"])
@pytest.mark.usefixtures("folder")
def test_without_the_token_nobody_is_a_witness(token: str) -> None:
    assert witness_of(token) is None


@pytest.mark.usefixtures("folder")
def test_what_the_witness_did_not_sign_is_not_kept() -> None:
    witness = Witness.objects.get()
    with pytest.raises(BadSignature):
        keep_cosignature(witness, Checkpoint.objects.get().note, by=None, at=MONDAY)


@pytest.mark.parametrize(("name", "key"), [("two words", b"k" * 32), ("ok", b"short")])
def test_a_witness_has_a_name_and_a_key(world: World, name: str, key: bytes) -> None:
    with pytest.raises(Malformed):
        add_witness(name, key, by=None, at=world.clock.at)


def test_a_folder_has_one_witness(folder: Path) -> None:
    with pytest.raises(Malformed):
        begin(folder, "another")


class Elsewhere(BaseHTTPRequestHandler):
    """A site that sends a witness on to another one, and notes what it was sent."""

    heard: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.heard.append(self.path)
        self.send_response(302)
        self.send_header("Location", "/elsewhere/")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Say nothing on the screen."""


def test_a_witness_takes_its_token_to_nobody_whom_the_log_s_site_names(tmp_path: Path) -> None:
    server = HTTPServer(("127.0.0.1", 0), Elsewhere)
    Thread(target=server.serve_forever, daemon=True).start()
    site = f"http://localhost:{server.server_port}"
    begin(tmp_path, "ombudsman")
    settle(tmp_path, site=site, token="token", log_name="log", log_key="00")
    with pytest.raises(HTTPError):
        call_command("witness", tmp_path)
    server.shutdown()
    server.server_close()
    assert Elsewhere.heard == ["/witness/checkpoint/"]


@pytest.mark.parametrize("site", ["http://localhost.example", "http://log.example", "file:///etc"])
def test_a_witness_asks_over_https_only(tmp_path: Path, site: str) -> None:
    begin(tmp_path, "ombudsman")
    settle(tmp_path, site=site, token="token", log_name="log", log_key="00")
    with pytest.raises(CommandError):
        call_command("witness", tmp_path)
