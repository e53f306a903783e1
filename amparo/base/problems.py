"""Problems: what went wrong, in one plain sentence that also says what to do.

The sentence is a template, so that a page can translate it before the values go in:
`gettext(problem.says).format_map(problem.values)`. `str(problem)` is the English of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType


class _Known(dict[str, object]):
    def __missing__(self, name: str) -> str:
        return "{" + name + "}"


class Problem(Exception):
    """Something a person can be told. `says` holds `{placeholders}` that `values` fill.

    Never put a name, an answer or a key into `values`: a problem may end up in a log line.
    """

    says: str = "This could not be done."
    values: Mapping[str, object]

    def __init__(self, says: str | None = None, /, **values: object) -> None:
        super().__init__(says, values)
        if says is not None:
            self.says = says
        self.values = MappingProxyType(values)

    def __str__(self) -> str:
        # A sentence with a hole in it is better than a second error that hides the first.
        return self.says.format_map(_Known(self.values))


class NotAllowed(Problem):
    says = "You are not allowed to do this. Ask whoever leads your office."


class NotThere(Problem):
    says = "There is nothing here that you can see. Check the number or the address."


class IdTaken(Problem):
    says = "Something else was already stored under this id. Start again with a new one."


class CannotOpen(Problem):
    says = "This can't be opened: it was changed, or it was locked for somebody else."


class WrongPassphrase(Problem):
    says = "User name or passphrase is wrong. Check both and try again."


class BadSignature(Problem):
    says = "The signature does not fit. Do not trust this; tell whoever runs the system."


class Malformed(Problem):
    says = "This is not written as it should be. Check it and try again."


@dataclass(frozen=True)
class Fault:
    """One thing wrong in one place: the file, where in it (key, or sheet and row), and what."""

    file: str
    where: str
    says: str

    def __str__(self) -> str:
        return f"{self.file}: {self.where}: {self.says}"


class Faults(Problem):
    """All that is wrong, at once: nobody mends a pack one error message at a time."""

    says = "{count} faults were found. Mend them and try again."
    faults: tuple[Fault, ...]

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(None, count=len(self.faults))

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *map(str, self.faults)])
