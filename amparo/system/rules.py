"""What can be said about areas, bodies and gaps without a database. Pure: no Django, no clock."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

OFFICER, SUPERVISOR, CUSTODIAN = "officer", "supervisor", "custodian"
"""Roles that the system itself asks for; a pack may know more."""

OVERSIGHT, ADMINISTRATOR = "oversight", "administrator"

NOT_WITH_NAMES = frozenset({OFFICER, SUPERVISOR})
"""Roles that nobody has in an office whose names they keep: files and names never meet."""

ALWAYS_WITH_A_FACTOR = frozenset({SUPERVISOR, CUSTODIAN, OVERSIGHT, ADMINISTRATOR})
"""Roles in which nobody signs in by a passphrase alone; a pack may add roles and remove none."""

BY_TWO_PERSONS = frozenset({SUPERVISOR, CUSTODIAN, OVERSIGHT, ADMINISTRATOR})
"""Roles that one person asks for and another agrees to."""

KEPT_BY_THE_PERSON = frozenset({"raise_concern", "follow_concern", "seek_support"})
"""What a role once gave a person for good: no later removal from a group or loss of its
recognition takes away the voice, or the answers owed."""

NEVER_BY_CUSTODY = frozenset(
    {
        "read_dossier",
        "open_call_back",
        "write_entry",
        "register_paper",
        "print_letter",
        "print_file",
        "print_copy",
        "see_duties",
        "supervise",
        "see_readings",
        "oversee",
    }
)
"""What keeping names never allows, whatever a pack says: who said it and what was said meet in no
role. Somebody who has another role in the body too may do what that one allows."""


class Can(StrEnum):
    """What may be done with the system: the permission, the audit word and the sentence in one."""

    LOAD_AREAS = "load_areas"
    INSTALL_PACK = "install_pack"
    FOUND_BODY = "found_body"
    END_BODY = "end_body"
    CHANGE_BODY = "change_body"
    NAME_SECOND_HOLDER = "name_second_holder"
    NAME_CUSTODIAN = "name_custodian"
    END_CUSTODIAN = "end_custodian"
    ACCREDIT = "accredit"
    WITHDRAW_ACCREDITATION = "withdraw_accreditation"
    RECOGNISE = "recognise"
    WITHDRAW_RECOGNITION = "withdraw_recognition"
    SET_DEPUTY = "set_deputy"
    END_DEPUTY = "end_deputy"
    SET_DUTY = "set_duty"
    GO_ABSENT = "go_absent"
    COME_BACK = "come_back"
    RECORD_GAP = "record_gap"
    SEE_GAPS = "see_gaps"
    TEST_HOTLINE = "test_hotline"
    SEE_BODIES = "see_bodies"
    SEE_PEOPLE = "see_people"
    PROPOSE = "propose"
    AGREE = "agree"
    REFUSE = "refuse"
    CARRY_OUT = "carry_out"
    RECOVER_OFFICE = "recover_office"


SENTENCES: "Mapping[Can, StrPromise]" = {
    Can.LOAD_AREAS: _("loaded the list of areas"),
    Can.INSTALL_PACK: _("installed a country's pack"),
    Can.FOUND_BODY: _("entered a body"),
    Can.END_BODY: _("noted that a body has ended"),
    Can.CHANGE_BODY: _("changed a body's hours or telephone"),
    Can.NAME_SECOND_HOLDER: _("named the body that holds a second key"),
    Can.NAME_CUSTODIAN: _("named who keeps the names of those who raise concerns"),
    Can.END_CUSTODIAN: _("ended somebody's keeping of names"),
    Can.ACCREDIT: _("noted that a body is accredited"),
    Can.WITHDRAW_ACCREDITATION: _("noted that an accreditation has ended"),
    Can.RECOGNISE: _("noted that a group is recognised"),
    Can.WITHDRAW_RECOGNITION: _("noted that a recognition has ended"),
    Can.SET_DEPUTY: _("named a deputy"),
    Can.END_DEPUTY: _("ended a deputy's time"),
    Can.SET_DUTY: _("said who is on duty"),
    Can.GO_ABSENT: _("said that somebody is not here"),
    Can.COME_BACK: _("said that somebody is here again"),
    Can.RECORD_GAP: _("noted that a service was missing"),
    Can.SEE_GAPS: _("looked at missing services"),
    Can.TEST_HOTLINE: _("tried a help line"),
    Can.SEE_BODIES: _("looked at the offices and groups of an area"),
    Can.SEE_PEOPLE: _("looked at the people of a body"),
    Can.PROPOSE: _("asked for something that takes two persons"),
    Can.AGREE: _("agreed to what another person asked for"),
    Can.REFUSE: _("did not agree to what another person asked for"),
    Can.CARRY_OUT: _("carried out what two persons agreed on"),
    Can.RECOVER_OFFICE: _("gave an office its key again, with two holders of the recovery key"),
}


class Level(IntEnum):
    """How far down an area lies. Nothing is ever counted below the district."""

    COUNTRY = 0
    REGION = 1
    PROVINCE = 2
    DISTRICT = 3


class GapReason(StrEnum):
    """Why somebody who needed a service did not get one."""

    NO_SERVICE = "no_service"
    NO_ANSWER = "no_answer"
    NO_SIGNAL = "no_signal"


class PartOfDay(StrEnum):
    """The hour of a test call, coarse enough not to name who called."""

    NIGHT = "night"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


FOR_PEOPLE = frozenset(
    {"see_people", "invite_person", "end_membership", "give_key", "propose", "agree"}
)
"""What it takes to answer for the people of a body."""

ALWAYS_BY_ROLE: Mapping[str, frozenset[str]] = {
    SUPERVISOR: FOR_PEOPLE,
    ADMINISTRATOR: FOR_PEOPLE,
    OVERSIGHT: frozenset({"see_people", "propose", "agree"}),
}
"""What a role may do in every country, whatever its pack says: without it nobody could come in."""


class Asked(StrEnum):
    """What takes two persons."""

    ROLE = "role"
    FACTOR = "factor"
    PASSPHRASE = "passphrase"  # noqa: S105  # the word for it
    END = "end"


STANDING = frozenset(
    {
        Can.END_BODY,
        Can.ACCREDIT,
        Can.WITHDRAW_ACCREDITATION,
        Can.RECOGNISE,
        Can.WITHDRAW_RECOGNITION,
    }
)
"""What is done to the bodies of an area by who answers for them: any of it needs their page."""


def allowed_to(role: str, can: Collection[str]) -> frozenset[str]:
    """Return what a role may do: what the pack gives it, and what it does everywhere."""
    allowed = frozenset(can) | ALWAYS_BY_ROLE.get(role, frozenset())
    allowed |= {Can.SEE_BODIES.value} if allowed & STANDING else frozenset()
    return allowed - (NEVER_BY_CUSTODY if role == CUSTODIAN else frozenset())


def part_of_day(local: datetime) -> PartOfDay:
    """Return the quarter of the day that a wall-clock moment lies in."""
    return tuple(PartOfDay)[local.hour // 6]


@dataclass(frozen=True)
class Counted:
    """What loading a list did."""

    added: int
    changed: int
    unchanged: int


def on_duty(
    *,
    officers: Sequence[UUID],
    named: Sequence[UUID],
    absent: Collection[UUID],
    deputies: Mapping[UUID, UUID],
) -> tuple[UUID, ...]:
    """Return who opens what comes in: somebody always does, while there is an officer.

    Whoever is named, else the first officer. Where they are away: their deputies; where nobody
    stands in for them, the first officer present; where nobody is, they themselves after all,
    since a door that nobody may open helps no child.

    Args:
        officers: the longest-serving first.
        named: the officers whom the roster names now.
        absent: who is not here now.
        deputies: who is stood in for, and by whom.
    """
    first = tuple(named) or tuple(officers[:1])
    here = [account for account in first if account not in absent]
    standing_in = [
        deputies[account]
        for account in first
        if account in deputies and deputies[account] not in absent
    ]
    others = [account for account in officers if account not in absent]
    return tuple(here or standing_in or others[:1] or first)
