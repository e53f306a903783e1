"""Whether a demo is loaded in this home, and since when: one small file, written at the end."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from amparo.base.time import read_moment, write_moment

FILE, KEYS = "demo.json", "demo-keys"
FORMAT = "amparo/demo/1"


@dataclass(frozen=True)
class Loaded:
    """A whole demo. `area`: the part of it that was loaded, as a code; empty for all of it."""

    at: datetime
    area: str

    @classmethod
    def read(cls, home: Path) -> Self | None:
        """Return what is loaded; None where nothing is, or where loading was interrupted."""
        try:
            said = json.loads((home / FILE).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        return (
            cls(read_moment(said["loaded_at"]), said["area"]) if said["format"] == FORMAT else None
        )

    def write(self, home: Path) -> None:
        """Say that the demo is whole."""
        said = {"format": FORMAT, "loaded_at": write_moment(self.at), "area": self.area}
        (home / FILE).write_text(json.dumps(said, indent=1), encoding="utf-8")
