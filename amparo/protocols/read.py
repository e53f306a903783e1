"""Reads a pack from its folder, laid over its base's, and checks it. Reads files, no clock.

All faults are found at once: nobody mends a pack one error message at a time.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from amparo.base.problems import Fault, Faults
from amparo.forms.form import Form
from amparo.forms.read import read_form
from amparo.protocols.check import check_pack
from amparo.protocols.clocks import Calendar
from amparo.protocols.compiled import compile_pack, pack_hash
from amparo.protocols.expand import expand_holidays, expand_zone, has_country, has_zone
from amparo.protocols.form_words import unknown_words, with_words, without_forms
from amparo.protocols.layers import Layers
from amparo.protocols.pack import Pack
from amparo.protocols.read_guidance import check_guidance, read_guidance
from amparo.protocols.read_reports import read_reports
from amparo.protocols.retention_rows import check_retention, read_retention
from amparo.protocols.sources import IS_BASE, Merged
from amparo.protocols.steps import Forms, read_protocol
from amparo.protocols.tables import (
    Head,
    read_head,
    read_hotlines,
    read_instruments,
    read_kinds,
    read_routes,
)

PERSONS = ("child", "person", "family", "worker", "member")
"""Subjects of whom no answer may be public."""

_NO_ROUTES = "There is no route: nothing that is raised would reach anybody."
_NO_ZONE = "There is no time zone called “{zone}”."
_NO_COUNTRY = "The list of holidays does not know the country “{country}”."
_OTHER_KEY = "The form's form_id is “{key}”, but its folder is called “{name}”."


def read_pack(folder: Path, base: Path | None, *, check: bool = True) -> Pack:
    """Read a pack.

    Args:
        folder: the pack's folder.
        base: the folder of the pack that its pack.toml inherits from, if it does.
        check: also check that its parts fit together; without, only that each can be read.

    Raises:
        Faults: with everything that is wrong, each with its file and key.
    """
    layers = Layers(folder, base)
    faults = layers.faults
    forms = read_forms(layers, faults)
    pack = assemble(layers, forms, faults)
    if check:
        unread = frozenset(name for name, form in forms.items() if form is None)
        faults.extend(check_pack(pack, unread))
        faults.extend(unknown_words(pack.forms, layers.words(), pack.key))
        faults.extend(check_retention(pack))
        faults.extend(check_guidance(pack))
        if not pack.routes.rows and not layers.pack.head.get(IS_BASE):
            faults.append(Fault(f"{pack.key}/routes.toml", "as a whole", _NO_ROUTES))
    if faults:
        raise Faults(dict.fromkeys(faults))
    return replace(pack, hash=pack_hash(compile_pack(pack)))


def assemble(layers: Layers, forms: Forms, faults: list[Fault]) -> Pack:
    """Put a pack together from its files, whatever is wrong with them."""
    head = read_head(layers.pack, faults)
    protocols = [read_protocol(file, forms, faults) for file in layers.protocols()]
    words = layers.words()
    return Pack(
        key=head.key,
        version=head.version,
        languages=tuple(dict.fromkeys((*head.languages, *layers.languages()))),
        zone=head.zone,
        adult_age=head.adult_age,
        valid_from=head.valid_from,
        valid_to=head.valid_to,
        approved=head.approved,
        calendar=_calendar(head, layers.pack.name, faults),
        routes=read_routes(layers.file("routes.toml"), faults),
        hotlines=read_hotlines(layers.file("hotlines.toml"), faults),
        body_kinds=read_kinds(layers.file("bodies.toml"), faults),
        tables=head.tables,
        ceilings=head.ceilings,
        protocols={protocol.key: protocol for protocol in protocols},
        forms={name: with_words(form, words) for name, form in forms.items() if form},
        words=without_forms(words),
        instruments=read_instruments(layers.file("law.toml"), faults),
        retention=read_retention(layers.file("retention.toml"), faults),
        reports=read_reports(layers.file("reports.toml"), faults),
        guidance=read_guidance(layers.file("guidance.toml"), faults),
    )


def read_forms(layers: Layers, faults: list[Fault]) -> dict[str, Form | None]:
    """Read every form; None stands for one that could not be read."""
    public = _public(list(layers.protocols()))
    return {name: _form(name, path, public, faults) for name, path in layers.forms().items()}


def _form(name: str, path: Path, public: frozenset[str], faults: list[Fault]) -> Form | None:
    try:
        form = read_form(path, public_allowed=name in public)
    except Faults as found:
        faults.extend(found.faults)
        return None
    if form.key != name:
        faults.append(Fault(path.name, "settings", _OTHER_KEY.format(key=form.key, name=name)))
    return form


def _public(files: Sequence[Merged]) -> frozenset[str]:
    """Return the forms that are only ever about something other than a person."""
    used: dict[bool, set[str]] = {True: set(), False: set()}
    for file in files:
        steps = file.tables.get("step", {}).values()
        used[file.head.get("subject") in PERSONS].update(str(row.get("form")) for _, row in steps)
    return frozenset(used[False] - used[True])


def _calendar(head: Head, file: str, faults: list[Fault]) -> Calendar:
    zone, country = head.zone, head.country
    if zone and not has_zone(zone):
        faults.append(Fault(file, "zone", _NO_ZONE.format(zone=zone)))
        zone = ""
    if country and not has_country(country):
        faults.append(Fault(file, "holidays", _NO_COUNTRY.format(country=country)))
        country = ""
    extra = [holiday.day for holiday in head.holidays]
    first, last = head.valid_from, max(head.valid_from, head.valid_to)
    return Calendar(
        expand_holidays(country, extra, first, last),
        expand_zone(zone or "UTC", first, last),
        head.weekend,
    )
