"""From what a file says to the answers that a page would have given: checked as a page's are."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from amparo.config.demo.moments import moment_of
from amparo.config.demo.script import Said
from amparo.forms.answers import accept
from amparo.forms.form import Form
from amparo.forms.values import Values
from amparo.protocols.pack import Pack

RELATIVE = re.compile(r"\{(.+)\}")
"""An answer such as `{2 working days later}`: a day or an hour, reckoned from the act itself."""


def answered(pack: Pack, form: Form, said: Said, at: datetime) -> Values:
    """Return the answers of a form, as if they were typed at a moment.

    Raises:
        ValueError: a page would not have taken them.
    """
    raw = typed(pack, form, said, at)
    filled = accept(form, raw, now=at.astimezone(pack.tzinfo))
    unknown = {name for name in raw if "-" not in name and form.question(name) is None}
    if filled.faults or unknown:
        wrong = {name: str(says) for name, says in filled.faults.items()}
        raise ValueError(f"{form.key} can't be answered so: {wrong or unknown}")
    return filled.values


def typed(pack: Pack, form: Form, said: Said, at: datetime) -> dict[str, list[str]]:
    """Return answers as they are typed into a page at a moment."""
    return {name: list(_texts(pack, form, name, value, at)) for name, value in flat(said)}


def flat(said: Said) -> Iterator[tuple[str, str | list[str]]]:
    """Yield each answer under the name that a page gives it; rows of a repeat one by one."""
    for name, value in said.items():
        if isinstance(value, list) and value and isinstance(value[0], Mapping):
            for place, row in enumerate(value):
                yield from ((f"{name}-{place}-{field}", each) for field, each in row.items())
        else:
            yield name, value


def _texts(
    pack: Pack, form: Form, name: str, value: str | list[str], at: datetime
) -> Iterable[str]:
    if isinstance(value, list):
        return value
    relative = RELATIVE.fullmatch(value)
    if relative is None:
        return [value]
    asked = form.question(name)
    local = moment_of(relative[1], at, pack.calendar).astimezone(pack.tzinfo)
    is_day = asked is not None and asked.kind == "date"
    return [f"{local:%Y-%m-%d}" if is_day else f"{local:%Y-%m-%dT%H:%M}"]
