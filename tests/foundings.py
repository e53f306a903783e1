"""Who is in the tests' world: its bodies, each with its people, in the order they were founded."""

from dataclasses import dataclass, replace

from amparo.system.actions.bodies import NO_CONTACT, Contact
from amparo.system.hours import DAYS, WeeklyHours

DISTRICT, OTHER_DISTRICT, PROVINCE, REGION = "PE080401", "PE080408", "PE0804", "PE08"

OFFICE_HOURS = Contact(
    phone="084 100 200",
    opening_hours="Monday to Friday, 8:00 to 13:00 and 14:00 to 16:30",
    week=WeeklyHours.from_json({day: [["08:00", "13:00"], ["14:00", "16:30"]] for day in DAYS[:5]}),
)


@dataclass(frozen=True)
class Founding:
    """A body to be: `members` by user name, each with a role."""

    key: str
    kind: str
    name: str
    area: str
    members: tuple[tuple[str, str], ...] = ()
    contact: Contact = NO_CONTACT


FOUNDINGS = (
    Founding(
        "upe",
        "upe",
        "UPE Cusco (made up)",
        REGION,
        (("elsa", "officer"), ("fidel", "supervisor"), ("flora", "custodian")),
        replace(OFFICE_HOURS, phone="084 300 400"),
    ),
    Founding(
        "demuna",
        "demuna",
        "DEMUNA Calca (made up)",
        DISTRICT,
        (
            ("ana", "officer"),
            ("beto", "officer"),
            ("carmen", "supervisor"),
            ("celia", "custodian"),
        ),
        OFFICE_HOURS,
    ),
    Founding(
        "demuna_one",
        "demuna",
        "DEMUNA Yanatile (made up)",
        OTHER_DISTRICT,
        (("dora", "officer"),),
        OFFICE_HOURS,
    ),
    Founding(
        "desk_1810",
        "linea_1810",
        "National desk of Line 1810 (made up)",
        "PE",
        (("gina", "officer"), ("hugo", "supervisor"), ("hilda", "custodian")),
        Contact(phone="1810"),
    ),
    Founding(
        "group",
        "grupo",
        "Grupo de protección de Qori (made up)",
        DISTRICT,
        (("rosa", "vetted"), ("lucia", "vetted"), ("tomas", "vetted"), ("evaristo", "vetted")),
    ),
    Founding(
        "authority",
        "autoridad_comunal",
        "Teniente gobernador de Qori (made up)",
        DISTRICT,
        (("evaristo", "vetted"),),
    ),
    Founding(
        "municipality",
        "municipalidad",
        "Municipalidad de Calca (made up)",
        DISTRICT,
        (("mario", "clerk"),),
    ),
    Founding(
        "defensoria",
        "defensoria",
        "Defensoría, oficina Cusco (made up)",
        REGION,
        (("irma", "oversight"),),
    ),
    Founding(
        "ministry",
        "mimp",
        "Ministry (made up)",
        "PE",
        (("julio", "oversight"), ("julio", "administrator")),
    ),
    Founding("posta", "posta", "Posta de Qori (made up)", DISTRICT, contact=Contact("084 111 222")),
    Founding(
        "juez_paz",
        "juez_paz",
        "Juez de paz de Qori (made up)",
        DISTRICT,
        contact=Contact("984 333 444", "at home, day and night"),
    ),
    Founding(
        "pnp", "pnp", "Comisaría de Calca (made up)", PROVINCE, contact=Contact("084 555 666")
    ),
    Founding("fiscalia", "fiscalia", "Fiscalía de Calca (made up)", PROVINCE),
    Founding("ugel", "ugel", "UGEL Calca (made up)", PROVINCE, contact=Contact("084 777 888")),
)
