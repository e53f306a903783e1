"""The blind index: was a child of this name here before? Answered without keeping the name.

Format, version 1: HMAC-SHA256 under the office's index key over the canonical JSON of
["amparo/blind/1", part, part, …]; the first 12 bits, as three lower hex digits. Among 20,000
children about five share each of the 4,096 values; in a small district a value may be one child's,
and only the key, kept outside the database, hides whose. What it finds is a proposal that a person
checks. It is compound only: a list of all names would be tried against a name alone. Names go
through `normal_name` first; a birth year or an area code stays as it is.

`normal_name` finds one spelling for a name that clerks in the Andes write in five ways.

Quispe, Kispe and Qispi; Huamán, Guamán and Waman; Ccori, Qori and Quri: the same family, another
desk. Rules, in order, per word: without accents, case and signs (Quechua's k' too); ch kept apart;
sh as s; ph as f; hu, gu and a leading u before a vowel, w and v as b; soft g and x as j; qu, q, cc
and hard c as k; soft c, ç and z as s; ll as l before a consonant and else as i, as y; h silent; the
three vowels of Quechua (e as i, o as u); doubled letters once. Then the words are joined.

It brings more together than it should, on purpose: the blind index only proposes. Changing a rule
changes every index: that is a new version of it.
"""

import hmac
import re
import unicodedata

from amparo.base.canonical import canonical_json
from amparo.base.problems import Problem

DOMAIN = "amparo/blind/1"
HEX_DIGITS = 3
LEAST_PARTS = 2

# In this order; ch waits as "!" until no other rule can see its c or h.
_RULES = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ch", "!"),
        (r"sh", "s"),
        (r"ph", "f"),
        (r"(?:hu|\bu)(?=[aeio])|gu(?=[ao])|[wv]", "b"),
        (r"g(?=[eiy])|x", "j"),
        (r"gu(?=[ei])", "g"),
        (r"qu(?=[ei])|cc|q|ck", "k"),
        (r"c(?=[eiy])|z", "s"),
        (r"c", "k"),
        (r"ll(?![aeiouy])", "l"),
        (r"ll|y|e", "i"),
        (r"o", "u"),
        (r"h", ""),
        (r"(.)\1+", r"\1"),
        (r"!", "ch"),
    )
)


class NotCompound(Problem):
    says = "A blind index needs at least {least} known things, such as a name and a birth year."


def blind_index(key: bytes, *parts: str) -> str:
    """Return the value that this combination shares with several others.

    Raises:
        NotCompound: if fewer than two of the parts say anything.
    """
    if sum(bool(part.strip()) for part in parts) < LEAST_PARTS:
        raise NotCompound(least=LEAST_PARTS)
    digest = hmac.digest(key, canonical_json([DOMAIN, *parts]), "sha256")
    return digest.hex()[:HEX_DIGITS]


def normal_name(text: str) -> str:
    """Return how the name would sound; empty if the text holds no letter."""
    return "".join(_sound_of(word) for word in text.split())


def _sound_of(word: str) -> str:
    apart = unicodedata.normalize("NFKD", word.casefold()).replace("c\u0327", "s")
    bare = "".join(filter(_is_letter, apart))
    for pattern, sound in _RULES:
        bare = pattern.sub(sound, bare)
    return bare


def _is_letter(character: str) -> bool:
    # Lm holds the apostrophe of k\u02bc, which is a letter to Unicode and to nobody at a desk.
    return character.isalpha() and unicodedata.category(character) != "Lm"
