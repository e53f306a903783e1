"""Trust's tables, each in the file of its word (`tables/`).

Private keys are here only as boxes that somebody's passphrase or somebody else's key opens.
"""

from amparo.trust.tables.accounts import Account, Session
from amparo.trust.tables.circles import Circle, Epoch, EpochKey, Membership
from amparo.trust.tables.devices import Device, DeviceQuerySet, Enrolment, EnrolmentQuerySet
from amparo.trust.tables.directory import Deployment, DirectoryEntry, DirectoryKey, RecoveryBox
from amparo.trust.tables.factors import Factor, RecoveryCode
from amparo.trust.tables.invitations import Invitation
from amparo.trust.tables.witnesses import Cosignature, Witness

__all__ = [
    "Account",
    "Circle",
    "Cosignature",
    "Deployment",
    "Device",
    "DeviceQuerySet",
    "DirectoryEntry",
    "DirectoryKey",
    "Enrolment",
    "EnrolmentQuerySet",
    "Epoch",
    "EpochKey",
    "Factor",
    "Invitation",
    "Membership",
    "RecoveryBox",
    "RecoveryCode",
    "Session",
    "Witness",
]
