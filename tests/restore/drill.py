"""A restore drill on a real database file: erase, put an old copy back, replay the ledger.

Run in a process of its own, `python -m tests.restore.drill`, with AMPARO_HOME at an empty folder;
it prints what it found as JSON.
"""

import json
import shutil
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection

if TYPE_CHECKING:
    from amparo.dossiers.models import Dossier
    from tests.load.silence import Silent


def main() -> None:
    django.setup()
    call_command("migrate", verbosity=0)
    with patch("amparo.sealing.passphrase.hash_secret_raw", _quick()):
        print(json.dumps(Drill().run()))  # noqa: T201  # its answer


def _quick() -> object:
    from tests.founding import quick_stretch  # noqa: PLC0415  # Django must be set up first

    return quick_stretch


class Drill:
    """The whole drill; what is looked for are the ciphertexts and wrapped keys themselves."""

    def run(self) -> dict[str, object]:
        from amparo.dossiers.actions.erasing import keep_ledger, replay_ledger  # noqa: PLC0415
        from amparo.dossiers.emptied import scrub  # noqa: PLC0415
        from amparo.trust.log import sign_log  # noqa: PLC0415

        case, later = _ended_case()
        marks = _marks(case)
        call_command("tick", verbosity=0, stdout=_silent())
        checkpoint = sign_log(at=later)
        note = checkpoint.note if checkpoint else _newest_note()
        there = _found(marks)
        copy = _copied()
        _decide_and_erase(case, later)
        keep_ledger()
        scrub()
        erased = _found(marks)
        _put_back(copy)
        returned = _found(marks)
        began = time.monotonic()
        deleted = replay_ledger(by=None, at=later + timedelta(days=1))
        scrub()
        took = time.monotonic() - began
        return {
            "there": there,
            "erased": erased,
            "returned": returned,
            "after": _found(marks),
            "deleted": deleted,
            "entries": _entries(),
            "wrong": _wrong(note),
            "seconds": round(took, 3),
        }


def _silent() -> "Silent":
    from tests.load.silence import Silent  # noqa: PLC0415

    return Silent()


def _ended_case() -> "tuple[Dossier, datetime]":
    from tests.world import MONDAY, found_world  # noqa: PLC0415

    world = found_world(settings.AMPARO.home / "offline")
    world.clock.at = MONDAY
    case = world.case_of(world.raise_concern())
    world.opened(case)
    world.take(case, "receipt", conflict="none", danger_checked="safe_now", tell_raiser="nothing")
    world.take(case, "qualify", crime="no", next="not_a_rights_matter", child_name="MARK Qori")
    return case, MONDAY + timedelta(days=2 * 366 + 2)


def _marks(case: "Dossier") -> list[bytes]:
    from amparo.dossiers.models import SealedPart, Wrap  # noqa: PLC0415

    both = [case.pk, case.came_from_id]
    parts = SealedPart.objects.filter(entry__dossier__in=both)
    wraps = Wrap.objects.filter(part__in=parts)
    return [bytes(p.ciphertext)[:40] for p in parts] + [bytes(w.box)[:40] for w in wraps]


def _decide_and_erase(case: "Dossier", at: datetime) -> None:
    from amparo.base.ids import new_id  # noqa: PLC0415
    from amparo.dossiers.actions.erasing import decide_retention, due_in, erase_due  # noqa: PLC0415
    from amparo.dossiers.rules import Author  # noqa: PLC0415
    from amparo.trust.models import Account  # noqa: PLC0415

    carmen = Account.objects.get(username="carmen").id
    body = case.parties.get(key="service").body_id
    said = {"retention_says": "erase", "retention_reason": "Nobody asked for it in two years."}
    (due,) = due_in([case], at)
    by = Author("service", "supervisor", carmen, body)
    decide_retention(due, said, entry_id=new_id(at), by=by, at=at)
    erase_due([case], by=None, at=at)


def _files() -> Sequence[Path]:
    name = Path(str(connection.settings_dict["NAME"]))
    return [each for each in name.parent.glob(f"{name.name}*") if each.is_file()]


def _found(marks: list[bytes]) -> int:
    held = [path.read_bytes() for path in _files()]
    return sum(any(mark in each for each in held) for mark in marks)


def _copied() -> Path:
    connection.close()
    copy = settings.AMPARO.home / "backup"
    copy.mkdir()
    for path in _files():
        shutil.copy2(path, copy)
    return copy


def _put_back(copy: Path) -> None:
    connection.close()
    home = _files()[0].parent
    for path in _files():
        path.unlink()
    for path in copy.iterdir():
        shutil.copy2(path, home)


def _entries() -> int:
    from amparo.dossiers.models import Entry  # noqa: PLC0415

    return Entry.objects.count()


def _newest_note() -> str:
    from amparo.audit.models import Checkpoint  # noqa: PLC0415

    newest = Checkpoint.objects.order_by("-size").first()
    assert newest
    return newest.note


def _wrong(note: str) -> list[str]:
    from amparo.audit.actions import number  # noqa: PLC0415
    from amparo.audit.verify import verify  # noqa: PLC0415
    from amparo.dossiers.verify import altered_entries  # noqa: PLC0415
    from amparo.trust.log import log_signer  # noqa: PLC0415

    number()
    return [*(each.says for each in verify(log_signer(), [note])), *altered_entries()]


if __name__ == "__main__":
    main()
