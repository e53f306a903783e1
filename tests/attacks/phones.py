"""The doors of phones: a phone is known by its keys, and no sign-in leads to it."""

from collections.abc import Mapping

from tests.attacks.door import EVERYBODY, Door

APP = ("shell", "worker", "manifest", "icon", "check_words")
"""The app's own files: the same for everybody, and they name nobody."""

PHONES: Mapping[str, tuple[Door, ...]] = {
    **{f"phone:{name}": (Door(EVERYBODY, methods=("GET",), stranger=True),) for name in APP},
    "phone:script": (Door("", rest={"name": "x"}),),
    "phone:words": (Door("", rest={"language": "x"}),),
    **{f"phone:{name}": (Door(""),) for name in ("enrol", "lost", "sync")},
    # What is there for everybody goes by a hash that must be known.
    "phone:pack": (Door("", rest={"digest": "x"}),),
    "phone:pack_in": (Door("", rest={"digest": "x", "language": "es"}),),
    "phone:delta": (Door("", rest={"digest": "x", "old": "y"}),),
    "phone:places": (Door("", rest={"digest": "x"}),),
}
