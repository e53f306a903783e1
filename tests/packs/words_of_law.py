"""The words that are never shown, why, and where one of them may stand after all."""

import re
from dataclasses import dataclass

from tests.visible import MEMBER, OFFICER, Seen

EVERYBODY = frozenset({MEMBER, OFFICER})
MEMBERS = frozenset({MEMBER})


@dataclass(frozen=True)
class Forbidden:
    """A word never shown to some; `why` it hurts or misleads, and what is said instead."""

    es: str
    en: str
    why: str
    say: str
    to: frozenset[str] = EVERYBODY

    def stands_in(self, seen: Seen) -> bool:
        """Tell whether a text shows this word to somebody it must not be shown to."""
        pattern = {"es": self.es, "en": self.en}.get(seen.language, "")
        if not pattern or seen.audience not in self.to:
            return False
        return bool(re.search(rf"\b(?:{pattern})\b", seen.says, re.IGNORECASE))


FORBIDDEN = (
    Forbidden(
        r"denuncias?|denunciar|preocupaci[oó]n(?:es)?",
        r"complaints?",
        "a criminal complaint: it frightens and misleads",
        "aviso, dar aviso; comunicación",
    ),
    Forbidden(r"casos?", r"", "the village has its verdict", "aviso", MEMBERS),
    Forbidden(
        r"deriv(?:ar|a|ado|ada|aci[oó]n(?:es)?)",
        r"refer(?:s|red|ral|rals)?",
        "derivación is the office's act",
        "comunicar, avisar a",
        MEMBERS,
    ),
    Forbidden(r"expedientes?", r"dossiers?", "a legal file", "mi aviso", MEMBERS),
    Forbidden(r"", r"dossiers?", "nobody's word", "file, case"),
    Forbidden(r"mecanismos?", r"mechanisms?", "nobody's word", "grupo de protección"),
    Forbidden(
        r"menor(?:es)?", r"minors?", "the law's old word: it belittles", "niña, niño, adolescente"
    ),
    Forbidden(
        r"v[ií]ctimas?|sobrevivientes?", r"victims?|survivors?", "identity", "la niña o el niño"
    ),
    Forbidden(
        r"agresor(?:es|a|as)?|violador(?:es)?|denunciad[oa]s?|abusador(?:es)?",
        r"perpetrators?|abusers?|accused",
        "presumption; defamation of whoever gave notice",
        "la persona señalada",
    ),
    Forbidden(r"infractor(?:es|a|as)?", r"offenders?", "a label", "adolescente en conflicto con…"),
    Forbidden(
        r"confes\w+|supuest(?:o|a|os|as|amente)",
        r"confess\w*|allegations?|allegedly",
        "blames, doubts",
        "contó, dijo",
    ),
    Forbidden(
        r"fals[oa]s?|infundad[oa]s?",
        r"unfounded|false",
        "good faith",
        "no se pudo confirmar",
    ),
    Forbidden(r"baja confianza", r"low trust", "trains disbelief", "por confirmar"),
    Forbidden(r"lista de vigilancia", r"watch ?lists?", "police", "acompañamiento"),
    Forbidden(
        r"(?:niñ[oa]s?|adolescentes?) en riesgo",
        r"at[- ]risk child(?:ren)?|child(?:ren)? at risk",
        "riesgo is a legal status",
        "necesita atención",
    ),
    Forbidden(
        r"mediaci[oó]n(?:es)?", r"", "the office's is a conciliación extrajudicial", "diálogo"
    ),
    Forbidden(
        r"conciliaci[oó]n(?:es)?|conciliar",
        r"mediations?|conciliations?",
        "illegal for a group",
        "diálogo",
        MEMBERS,
    ),
    Forbidden(
        r"arreglos?|transacci[oó]n(?:es)?",
        r"settlements?",
        "buys silence",
        "arreglo para no avisar",
    ),
    Forbidden(
        r"consentimientos?", r"consents?", "a false choice", "qué sabe y qué quiere", MEMBERS
    ),
    Forbidden(r"asentimientos?", r"assents?", "nobody knows it", "está de acuerdo"),
    Forbidden(r"retroalimentaci[oó]n", r"feedback", "jargon", "respuesta"),
    Forbidden(r"deudas?", r"debts?", "money", "respuestas pendientes"),
    Forbidden(r"escal(?:ar|a|ado|ada|amiento)", r"escalat\w+", "jargon", "avisar a la supervisora"),
    Forbidden(r"romper el vidrio", r"break[- ]glass", "jargon", "acceso de emergencia"),
    Forbidden(
        r"sellad[oa]s?|sellar",
        r"sealed|seals?|envelopes?|entry|entries",
        "jargon",
        "guardado bajo llave; anotación",
    ),
    Forbidden(
        r"(?:peligro|riesgo) (?:alto|medio|bajo)",
        r"(?:high|medium|low) (?:danger|risk)",
        "nobody can act on it",
        "ahora, hoy, puede esperar a mañana",
        MEMBERS,
    ),
    Forbidden(
        r"disciplin\w+|corregir a",
        r"disciplin\w+|correcting",
        "hides it",
        "castigo físico y humillante",
    ),
    Forbidden(
        r"abus(?:o|os|ar|ó|aron)(?: sexual(?:es)?)?",
        r"sexual(?:ly)? abus\w+|abus(?:e|ed|es|ing)",
        "softens",
        "violencia sexual",
    ),
    Forbidden(
        r"prostituci[oó]n infantil|pornograf[ií]a infantil",
        r"child prostitution|child porn\w*",
        "calls a crime a trade",
        "explotación sexual",
    ),
    Forbidden(
        r"matrimonios? infantil(?:es)?",
        r"child marriages?",
        "here it is an unión",
        "unión temprana o matrimonio",
    ),
    Forbidden(r"consentid[oa]s?", r"consensual", "never under 14", "(never)"),
    Forbidden(
        r"disfuncional(?:es)?|negligentes?",
        r"dysfunctional|negligent",
        "blames women",
        "qué hace falta",
    ),
    Forbidden(r"fugad[oa]s?|fug[oó]", r"runaways?", "a label", "salió de su casa"),
    Forbidden(
        r"niñ[oa]s? de la calle", r"street child(?:ren)?", "a label", "en situación de calle"
    ),
    Forbidden(
        r"beneficiari[oa]s?|usuari[oa] del servicio",
        r"beneficiar(?:y|ies)|clients?",
        "a child is a child",
        "niña, niño, adolescente",
    ),
)

ALLOWED: dict[str, str] = {
    "law.TUO-30364.14": "what the statute says that a court receives",
    "law.TUO-30364.15": "what the statute says that the police and courts receive",
    "law.DS-009-2016-MIMP.67": "what the statute says that a justice of the peace receives",
    "TUO Ley 30364 art. 15 (quién recibe la denuncia)": "what the article itself calls it",
    "TUO Ley 30364 art. 15: puede denunciar": "what the article itself calls it",
    "arreglo para no avisar": "the words that are to be said instead: a reason to give notice",
    "Número de cargo o de denuncia": "what the police call the paper that an officer asks for",
}
"""Part of a text or its place, and the reason why it may show what is forbidden elsewhere."""
