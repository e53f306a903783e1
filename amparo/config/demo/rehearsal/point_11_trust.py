"""Point 11: what opens a file or a name beside the usual way, and what keeps accounts shut."""

import base64
import re
from collections.abc import Iterator
from datetime import timedelta

from amparo.config.demo.rehearsal.acting import open_file, qualified
from amparo.config.demo.rehearsal.stage import Stage, must_be
from amparo.config.demo.rehearsal.visitor import Visitor
from amparo.dossiers.models import Access, Dossier, IdentityRequest
from amparo.sealing.one_time import code_at, step_of

REASON = "Rehearsal (made up): the child stands at the door and is afraid"
COURT = "Court order of the rehearsal (made up)"


def play(stage: Stage) -> Iterator[str]:
    """Play it, and yield each thing that held."""
    case = qualified(stage, "hilario")
    yield from _open_in_emergency(stage, case)
    yield from _review(stage, case)
    yield from _release_identity(stage, case)
    yield from _second_factor(stage)
    yield from _retention(stage)


def _open_in_emergency(stage: Stage, case: Dossier) -> Iterator[str]:
    """A colleague opens a file that is in other hands, with a reason and the passphrase."""
    carmen, ana = stage.visitor("carmen"), stage.visitor("ana")
    his = {"worker": str(stage.world.people["beto"].id), "deputy": ""}
    carmen.send(carmen.open(f"/office/{case.pk}/assign/"), his, "worker")
    must_be("a colleague", 404, ana.look(f"/dossiers/{case.pk}/").status)
    page = ana.send(ana.open("/emergency/"), {"number": case.number}, "number")
    said = {"access_why": "danger_now", "access_reason": REASON}
    ana.send(page, {**said, "passphrase": "not these words at all"}, "passphrase").must_say(
        "This is not your passphrase."
    )
    must_be("accesses", 0, Access.objects.filter(dossier=case).count())
    yield "without the passphrase again a file in other hands stays shut"
    passphrase = stage.world.demo.passphrase
    opened = ana.send(page, {**said, "passphrase": passphrase}, "passphrase")
    opened.must_say("The file is open to you until", "Your supervisor was told")
    open_file(ana, case)
    stage.visitor("beto").open("/duties/").must_say("Files opened in an emergency", "Ana")
    yield "with a reason it opens for four hours, and whoever works on it sees who did"


def _review(stage: Stage, case: Dossier) -> Iterator[str]:
    carmen = stage.visitor("carmen")
    page = carmen.open("/office/").must_say("Emergency access to review")
    page = carmen.open(page.link(f"/accesses/{case.pk}/review/")).must_say(REASON, "Ana")
    carmen.send(page, {"access_found": "needed"}, "token").must_say("The review is written down.")
    must_be("to review", 0, Access.objects.filter(dossier=case).unreviewed().count())
    must_be("afterwards", 404, carmen.look(f"/accesses/{case.pk}/review/").status)
    yield "her supervisor reads the reason and reviews it, once"


def _release_identity(stage: Stage, case: Dossier) -> Iterator[str]:
    """A judge orders it: two people agree, one is shown it, and the file never has it."""
    beto, celia, carmen = (stage.visitor(who) for who in ("beto", "celia", "carmen"))
    page = beto.open(f"/dossiers/{case.pk}/identity/").must_say("Celia")
    asked = {"identity_for": "judge_order", "identity_by": COURT}
    beto.send(page, asked, "token").must_say("Two people decide")
    entry = IdentityRequest.objects.get(dossier=case).entry_id
    address = f"/identities/{entry}/"
    must_be("the second person before the first", 404, carmen.look(address).status)
    says = {"identity_says": "agree", "identity_tell": "yes"}
    page = celia.open(address).must_say(COURT).must_not_say("Hilario")
    celia.send(page, says, "identity_says").must_say("Your decision is written down.")
    carmen.send(carmen.open(address), {"identity_says": "agree"}, "identity_says")
    yield "a judge's order for a name takes a custodian and a second person"
    page = celia.open(address).must_not_say("Hilario")
    celia.send(page, {}, "do", ("do", "show")).must_say("Hilario")
    celia.open(address).must_not_say("Hilario")
    open_file(beto, case).must_not_say("Hilario")
    must_be("whoever asked, there", 404, beto.look(address).status)
    yield "it is shown once, to the custodian alone, and never stands in the file"


def _second_factor(stage: Stage) -> Iterator[str]:
    """The custodian reads the picture as her app would; from then on its code is asked for."""
    celia = stage.visitor("celia")
    page = celia.open("/access/app/")
    seed = _seed_in(page.link("otpauth://.*"))
    named = {"name": "made-up phone", "passphrase": stage.world.demo.passphrase}
    code = code_at(seed, step_of(stage.now()))
    celia.send(page, {**named, "code": code}, "code").must_say("Write these codes down")
    celia.open("/access/").must_say("made-up phone")
    again = Visitor.signed_in(stage.site, "celia", stage.world.demo.passphrase)
    must_be("a custodian without the code", "/sign-in/", again.look("/identities/").path)
    door = again.open("/sign-in/second/")
    again.send(door, {"code": code}, "code").must_say("does not fit, or it was used before")
    yield "a second factor is added; its code is asked for, and works once"
    fresh = code_at(seed, step_of(stage.now() + timedelta(seconds=30)))
    again.send(door, {"code": fresh}, "code")
    again.open("/identities/").must_say("Celia")
    yield "with the next code she is in"


def _seed_in(address: str) -> bytes:
    """Return the seed in the address that an app reads."""
    found = re.search("secret=([A-Z2-7]+)", address)
    text = found[1] if found else ""
    return base64.b32decode(text + "=" * (-len(text) % 8))


def _retention(stage: Stage) -> Iterator[str]:
    stage.visitor("carmen").open("/office/retention/").must_say("Nothing has reached its date")
    must_be("an officer at it", 404, stage.visitor("ana").look("/office/retention/").status)
    stage.visitor("ana").open("/protocols/case/").must_say("How long it is kept", "28 years")
    yield "what has reached its date is the supervisor's to decide; anyone reads how long it is"
