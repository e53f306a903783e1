"""Why clocks were missed, as those who missed them say: beside each, so that nobody guesses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amparo.desk.wording import answer_in_words
from amparo.dossiers.models import Dossier, Entry
from amparo.dossiers.rules import from_json
from amparo.system.packs import pack_by_hash

STEP, ANSWER = "cause", "cause"


@dataclass(frozen=True)
class Cause:
    """A cause in words, in which dossier and since when it stands there."""

    dossier: UUID
    at: datetime
    says: str


@dataclass(frozen=True)
class Causes:
    """The causes given in some dossiers, the newest first."""

    given: tuple[Cause, ...]

    def since(self, dossier: UUID, moment: datetime) -> str:
        """Say the newest cause given in a dossier since a clock began; empty where none was."""
        given = (each.says for each in self.given if each.dossier == dossier and each.at >= moment)
        return next(given, "")


def causes_in(dossiers: Iterable[Dossier]) -> Causes:
    """Return the causes given in dossiers that the caller may see."""
    known = {dossier.pk: dossier for dossier in dossiers}
    entries = Entry.objects.filter(dossier__in=known, step=STEP).order_by("-at", "-position")
    return Causes(
        tuple(Cause(e.dossier_id, e.at, _in_words(known[e.dossier_id], e)) for e in entries)
    )


def _in_words(dossier: Dossier, entry: Entry) -> str:
    """Say the listed cause only; what was written beside it stays in the file."""
    pack = pack_by_hash(dossier.pack_id)
    form = pack.forms[pack.protocols[dossier.protocol].steps[STEP].form]
    question = form.question(ANSWER)
    said = from_json(entry.coded).get(ANSWER, "")
    return answer_in_words(form, question, said) if question else ""
