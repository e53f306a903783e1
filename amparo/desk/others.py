"""What the police, a court or a family may or must do by law: shown, and nobody's duty here."""

from dataclasses import dataclass
from datetime import datetime

from amparo.desk.wording import say
from amparo.dossiers.models import Dossier
from amparo.protocols.replay import Standing
from amparo.system.packs import pack_by_hash


@dataclass(frozen=True)
class OwedByOther:
    """One thing: who, what, until when, and the article that says so."""

    who: str
    says: str
    due: datetime
    source: str


def owed_by_others(dossier: Dossier, standing: Standing) -> tuple[OwedByOther, ...]:
    """Return what others owe by law as far as the file tells, the soonest first."""
    pack = pack_by_hash(dossier.pack_id)
    return tuple(
        OwedByOther(
            who=say(f"party.{duty.owed_by}", pack),
            says=say(f"clock.{duty.clock}", pack),
            due=duty.due,
            source=duty.source,
        )
        for duty in standing.shown
    )
