"""One spelling for a name that clerks in the Andes write in five ways.

Quispe, Kispe and Qispi; Huamán, Guamán and Waman; Ccori, Qori and Quri: the same family, another
desk. Rules, in order, per word: without accents, case and signs (Quechua's k' too); ch kept apart;
sh as s; ph as f; hu, gu and a leading u before a vowel, w and v as b; soft g and x as j; qu, q, cc
and hard c as k; soft c and z as s; ll as l before a consonant and else as i, as y; h silent; the
three vowels of Quechua (e as i, o as u); doubled letters once. Then the words are joined.

It brings more together than it should, on purpose: the blind index only proposes. Changing a rule
changes every index: that is a new version of it.
"""

import re
import unicodedata

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


def normal_name(text: str) -> str:
    """Return how the name would sound; empty if the text holds no letter."""
    return "".join(_sound_of(word) for word in text.split())


def _sound_of(word: str) -> str:
    bare = "".join(filter(_is_letter, unicodedata.normalize("NFKD", word.casefold())))
    for pattern, sound in _RULES:
        bare = pattern.sub(sound, bare)
    return bare


def _is_letter(character: str) -> bool:
    # Lm holds the apostrophe of k\u02bc, which is a letter to Unicode and to nobody at a desk.
    return character.isalpha() and unicodedata.category(character) != "Lm"
