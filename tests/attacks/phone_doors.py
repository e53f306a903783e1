"""The doors of phones, and of the desk's pages about them."""

from collections.abc import Callable
from typing import TypeVar

D = TypeVar("D")


def phone_doors(door: Callable[..., D], supervisors: str, cases: str) -> dict[str, tuple[D, ...]]:
    """Return them, each made by `door`: see `doors.Door`."""
    named, digest = {"member": supervisors}, {"digest": "x"}
    return {
        # Phones of the groups' members, for the supervisors of the offices near them.
        "desk:phones": (door(supervisors, methods=("GET",)),),
        "desk:phone": (
            door(named, "member colleague", methods=("GET",)),
            door(named, "member colleague", said={"do": "code"}, methods=("POST",)),
        ),
        # What a member said aloud: no letter of the scene names a recording.
        "desk:recording": (
            door({}, cases, rest={"media": "01890000-0000-7000-8000-00000000dead"}),
        ),
        # Only for phones, by their keys; what is for everybody goes by a hash that must be known.
        "phone:enrol": (door(""),),
        "phone:lost": (door(""),),
        "phone:sync": (door(""),),
        "phone:pack": (door("", rest=digest),),
        "phone:delta": (door("", rest={**digest, "old": "y"}),),
        "phone:media": (door({}, "case"),),
        "phone:media_piece": (door({}, "case", rest={"number": "0"}),),
        "phone:places": (door("", rest=digest),),
    }
