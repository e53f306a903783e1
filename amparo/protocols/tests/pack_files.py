"""A small made-up country and its base, as files; a test changes what it is about."""

import re
from pathlib import Path

BASE = {
    "pack.toml": """
key = "common"
is_base = true
version = "1"
languages = ["en"]
zone = "UTC"
adult_age = 18
valid_from = 2026-01-01
valid_to = 2028-12-31
approved = { by = "Nobody: made up", at = 2026-01-01 }
""",
    "protocols/case.toml": """
key = "case"
title = "protocol.case"
parties = ["service"]
subject = "child"

[[state]]
key = "arrived"

[[step]]
key = "arrive"
by = ["server"]
opens = true
state = "arrived"
coded = [{ name = "relayed", choices = ["yes", "no"] }]

[[step]]
key = "qualify"
by = ["service:officer"]
after = ["arrive"]
coded = [{ name = "crime", choices = ["yes", "no"] }]

[[clock]]
key = "qualify"
safeguard = true
from = "arrive"
until = ["qualify"]
when = "${relayed} != 'yes'"
limit = { hours = 72 }
owed_by = "service"
owed_to = "child"
escalate = [{ to = "supervisor", after = { hours = 2 } }]
source = "made up"
label = "P"
""",
    "words/en.toml": """
[protocol]
case = "Case"
concern = "Concern"
[state.case]
arrived = "Arrived"
[state.concern]
sent = "Sent"
[step.case]
arrive = "It arrives"
qualify = "Qualify"
[step.concern]
raise = "Raise a concern"
read = "A person read it"
[party]
service = "Service"
raiser = "Raiser"
receiver = "Receiver"
[role]
officer = "Officer"
member = "Member"
[clock]
qualify = "Qualify it"
[owed_to]
child = "the child"
[level]
supervisor = "supervisor"
[choice.relayed]
yes = "Yes"
no = "No"
[choice.crime]
yes = "Yes"
no = "No"
""",
}

COUNTRY = {
    "pack.toml": """
key = "zz"
inherits = "common"
version = "2027.1"
languages = ["en"]
zone = "America/Lima"
adult_age = 18
valid_from = 2026-01-01
valid_to = 2028-12-31
holidays = "PE"
approved = { by = "Nobody: made up", at = 2026-01-01 }

[[holiday]]
day = 2027-07-30
source = "made up"
label = "P"

[[table]]
key = "counts"
reads = ["danger_now"]
source = "made up"
label = "P"
""",
    "bodies.toml": """
[[kind]]
key = "office"
reach = "district"
kept_by = ["municipality"]
roles = ["officer"]
overseen_by = ["desk"]
source = "made up"
label = "P"
[kind.can]
officer = ["read_dossier"]

[[kind]]
key = "desk"
reach = "country"
is_desk = true
source = "made up"
label = "P"
""",
    "hotlines.toml": """
[[hotline]]
key = "105"
number = "105"
purposes = ["danger"]
hours = "always"
languages = ["en"]
free = true
tested = 2026-03-02
source = "made up"
label = "P"

[[hotline]]
key = "1810"
number = "1810"
purposes = ["children"]
hours = { mon = [["08:00", "13:00"], ["14:00", "16:30"]] }
source = "made up"
label = "P"
""",
    "law.toml": """
[[instrument]]
key = "act"
title = "A made-up act"
valid_from = 2020-01-01
provisions = [{ key = "1", says = "law.act.1", label = "P" }]
source = "made up"
label = "P"
""",
    "routes.toml": """
form = "concern"
classes = ["emergency", "advice"]

[[route]]
key = "danger"
when = "${danger_now} = 'now'"
class = "emergency"
to = ["office:accredited"]
always = true
relay = ["desk"]
none = "105"
source = "made up"
label = "P"
""",
    "protocols/case.toml": """
key = "case"
inherits = "common"

[[clock]]
key = "qualify"
limit = { hours = 24 }
source = "a stricter act"
label = "V"
""",
    "protocols/concern.toml": """
key = "concern"
title = "protocol.concern"
parties = ["raiser", "receiver"]
subject = "child"

[[state]]
key = "sent"

[[step]]
key = "raise"
form = "concern"
by = ["raiser:member"]
opens = true
state = "sent"
sealed_to = ["receiver"]
opens_for_receiver = "case"

[[step]]
key = "read"
by = ["tells"]
""",
    "forms/concern/survey.csv": (
        "type,name,label::English (en),bind::amparo:class\n"
        "select_one danger,danger_now,Is there danger now?,coded\n"
        "select_multiple kept,keep_from,Who must not know?,\n"
    ),
    "forms/concern/choices.csv": (
        "list_name,name,label::English (en)\n"
        "danger,now,Now\n"
        "danger,no,No\n"
        "kept,municipality,The municipality\n"
        "kept,nobody,Nobody\n"
    ),
    "forms/concern/settings.csv": (
        "form_title::English (en),form_id,version,default_language,namespaces\n"
        'Concern,concern,1,English (en),"amparo=""https://amparo.example/xforms"""\n'
    ),
    "words/en.toml": """
[kind]
office = "Office"
desk = "Desk"
[hotline]
"105" = "Police"
"1810" = "Children"
[route]
danger = "Danger"
[route_class]
emergency = "Emergency"
advice = "Advice"
[table]
counts = "Counts"
[law.act]
1 = "Of children"
[clock]
qualify = "Qualify it, quickly"
""",
}


def write(folder: Path, name: str, files: dict[str, str]) -> Path:
    """Write a pack's files under a folder and return the pack's own folder."""
    root = folder / name
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


def changed(files: dict[str, str], path: str, old: str, new: str) -> dict[str, str]:
    """Return the files with one thing changed, which must be there."""
    assert files[path].count(old) == 1, f"{old} is there {files[path].count(old)} times"
    return {**files, path: files[path].replace(old, new)}


def added(files: dict[str, str], path: str, more: str) -> dict[str, str]:
    return {**files, path: files.get(path, "") + re.sub(r"^ +", "", more, flags=re.MULTILINE)}
