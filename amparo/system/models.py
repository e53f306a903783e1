"""The system's tables, each in the file of its word (`tables/`)."""

from amparo.system.tables.missing import Gap, HotlineTest
from amparo.system.tables.packs import StoredPack
from amparo.system.tables.periods import Absence, Accreditation, Deputy, DutyRoster, Recognition
from amparo.system.tables.places import Area, Body, ServedArea
from amparo.system.tables.proposals import Proposal

__all__ = [
    "Absence",
    "Accreditation",
    "Area",
    "Body",
    "Deputy",
    "DutyRoster",
    "Gap",
    "HotlineTest",
    "Proposal",
    "Recognition",
    "ServedArea",
    "StoredPack",
]
