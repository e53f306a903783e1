"""The doors of phones, which are known by their keys, and of the desk's pages about them."""

from collections.abc import Mapping

from tests.attacks.door import EVERYBODY, Door

APP = ("shell", "worker", "manifest", "icon", "check_words")
"""The app's own files: the same for everybody, and they name nobody."""

NO_RECORDING = "01890000-0000-7000-8000-00000000dead"


def phones(supervisors: str, cases: str) -> Mapping[str, tuple[Door, ...]]:
    """Return them."""
    named, digest = {"member": supervisors}, {"digest": "x"}
    return {
        # Phones of the groups' members, for the supervisors of the offices near them.
        "desk:phones": (Door(supervisors, methods=("GET",)),),
        "desk:phone": (
            Door(named, "member colleague", methods=("GET",)),
            Door(named, "member colleague", said={"do": "code"}, methods=("POST",)),
        ),
        # What a member said aloud: no letter of the scene names a recording.
        "desk:recording": (Door({}, cases, rest={"media": NO_RECORDING}),),
        **{f"phone:{name}": (Door(EVERYBODY, methods=("GET",), stranger=True),) for name in APP},
        "phone:script": (Door("", rest={"name": "x"}),),
        "phone:words": (Door("", rest={"language": "x"}),),
        **{f"phone:{name}": (Door(""),) for name in ("enrol", "lost", "sync")},
        # What is there for everybody goes by a hash that must be known.
        "phone:pack": (Door("", rest=digest),),
        "phone:pack_in": (Door("", rest={**digest, "language": "es"}),),
        "phone:delta": (Door("", rest={**digest, "old": "y"}),),
        "phone:media": (Door({}, "case"),),
        "phone:media_piece": (Door({}, "case", rest={"number": "0"}),),
        "phone:places": (Door("", rest=digest),),
    }
