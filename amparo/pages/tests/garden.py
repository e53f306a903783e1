"""A made-up form with every kind of question, and all that the previews show: a garden."""

from datetime import UTC, date, datetime

from django import forms

from amparo.forms.expressions import parse
from amparo.forms.form import Choice, Form, Group, Item, Question, Repeat
from amparo.pages.frame import Frame, NavLink
from amparo.pages.templatetags.parts import Row

AT = datetime(2027, 5, 11, 14, 15, tzinfo=UTC)
ODD = """<script>alert("1")</script> & 'quotes' {{ braces }} \u202eback"""


def words(es: str, en: str) -> dict[str, str]:
    return {"es": es, "en": en}


YES_NO = (Choice("yes", words("sí", "yes")), Choice("no", words("no", "no")))
BEDS = (Choice("north", words("norte", "north")), Choice("south", words("sur", "south")))
PLANTS = (
    Choice("bean", words("frijol", "bean"), {"bed": "north"}),
    Choice("maize", words("maíz", "maize"), {"bed": "north"}),
    Choice("potato", words("papa", "potato"), {"bed": "south"}),
)
TOOLS = (
    Choice("spade", words("pala", "spade")),
    Choice("can", words("regadera", "can")),
    Choice("none", words("nada", "nothing")),
)
TOWNS = tuple(
    Choice(f"t{number}", words(f"Pueblo {number}", f"Town {number}")) for number in range(40)
)

ITEMS: tuple[Item, ...] = (
    Question(
        "hello", "note", words("Escuche primero.\n\nSin prisa.", "Listen first.\n\nTake time.")
    ),
    Question(
        "went",
        "select_one",
        words("¿Fue hoy al jardín?", "Did you go to the garden today?"),
        hint=words("También si fue poco rato.", "A short while counts too."),
        required=True,
        choices=YES_NO,
    ),
    Question(
        "bed",
        "select_one",
        words("¿Qué cama?", "Which bed?"),
        choices=BEDS,
        relevant=parse("${went} = 'yes'"),
    ),
    Question(
        "plant",
        "select_one",
        words("¿Qué planta?", "Which plant?"),
        choices=PLANTS,
        choice_filter=parse("bed = ${bed}", columns=True),
        relevant=parse("${bed} != ''"),
    ),
    Question(
        "why",
        "text",
        words("¿Por qué no?", "Why not?"),
        relevant=parse("${went} = 'no'"),
    ),
    Question(
        "noted",
        "note",
        words("Queda anotado.", "That is noted."),
        relevant=parse("${why} != ''"),
    ),
    Question(
        "tools",
        "select_multiple",
        words("¿Qué usó?", "What did you use?"),
        choices=TOOLS,
        constraint=parse("not(selected(., 'none') and count-selected(.) > 1)"),
        required=True,
    ),
    Question("town", "select_one", words("¿Qué pueblo?", "Which town?"), choices=TOWNS),
    Question("rows_dug", "integer", words("¿Cuántas filas?", "How many rows?"), required=True),
    Question("many", "calculate", calculation=parse("if(${rows_dug} > 9, 'many', 'few')")),
    Question(
        "thanks",
        "note",
        words("Gracias por tanto.", "Thank you for so many."),
        relevant=parse("${many} = 'many'"),
    ),
    Group(
        "when",
        words("¿Cuándo?", "When?"),
        (
            Question("day", "date", words("Día", "Day")),
            Question("came", "datetime", words("Día y hora de llegada", "Day and hour of coming")),
            Question("left", "time", words("Hora de salida", "Hour of leaving")),
        ),
    ),
    Question("name", "text", words("¿Cómo llama a la cama?", "What do you call the bed?")),
    Question(
        "story",
        "text",
        words("Cuente, con sus palabras.", "Tell it, in your own words."),
        hint=words("No complete ni explique.", "Don't fill in or explain."),
        appearance="multiline",
        constraint=parse("string-length(.) <= 500"),
        constraint_message=words("Máximo 500 letras.", "At most 500 letters."),
    ),
    Repeat(
        "visitor",
        words("¿Quién más vino?", "Who else came?"),
        (
            Question("age", "select_one", words("¿De qué edad?", "How old?"), choices=YES_NO),
            Question(
                "said",
                "text",
                words("¿Qué dijo?", "What was said?"),
                relevant=parse("${age} = 'yes'"),
            ),
        ),
        at_most=3,
    ),
)
GARDEN = Form("garden", "1", words("Un día en el jardín", "A day in the garden"), "es", ITEMS)


class ComeIn(forms.Form):
    name = forms.CharField(label="Your name here", help_text="The one on the list.")
    secret = forms.CharField(label="Passphrase", widget=forms.PasswordInput)
    bed = forms.ChoiceField(choices=[("n", "North"), ("s", "South")], widget=forms.RadioSelect)
    keep = forms.BooleanField(label="Keep the door open", required=False)
    town = forms.ChoiceField(choices=[("1", "First"), ("2", "Second")])
    came_from = forms.CharField(widget=forms.HiddenInput, required=False)


def frame() -> Frame:
    return Frame(
        label="Diary",
        person="Rosa (made up)",
        body="Garden of the hill, Upper Village",
        role="gardener",
        change_url="/hats/",
        sign_out_url="/out/",
        links=(
            NavLink("/today/", "Today", is_here=True),
            NavLink("/beds/", "Beds"),
            NavLink("/tools/", "Tools and keys"),
        ),
        notice="Made-up garden: nothing here is real.",
    )


def shown_in_parts() -> dict[str, object]:
    return {
        "frame": frame(),
        "at": AT,
        "soon": datetime(2027, 5, 11, 17, 15, tzinfo=UTC),
        "later": datetime(2027, 5, 20, 17, 15, tzinfo=UTC),
        "overdue": datetime(2027, 5, 10, 14, 15, tzinfo=UTC),
        "midnight": datetime(2027, 5, 12, 5, 0, tzinfo=UTC),
        "day": date(2027, 5, 3),
        "odd": ODD,
        "steps": ["Who", "Where", "When", "What next"],
        "headings": ["Bed", "Asked by", "Until"],
        "rows": [
            Row(("K7QM-2X9P-R", "Town hall", ODD), "/beds/1/"),
            ["M3TT-9XQ2-4", "Neighbours", "Friday"],
        ],
        "pairs": [("Brought by", "hand"), ("Receipt", ""), ("Cans", 0), ("Words", ODD)],
    }
