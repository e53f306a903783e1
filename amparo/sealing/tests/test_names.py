import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.sealing.blind import normal_name


@pytest.mark.parametrize(
    "spellings",
    [
        "Quispe Kispe QUISPE quispe Qispi Quizpe Kispi",
        "Huamán Guamán Waman Huaman Uaman Wamán",
        "Mamani Mamany MAMANI",
        "Ccori Qori Quri Q'ori Q\u02bcori Kori",
        "Yupanqui Yupanki Iupanqui Llupanqui",
        "Gonzáles Gonzalez Gonsales Gonçalez",
        "Huillca Willka Wilca Vilca Huilca",
        "Chávez Chavez Chabes",
        "Condori Kondori Qonduri",
        "Giménez Jiménez Ximenes",
        "Núñez Nuñes Nunez",
        "Hilario Ilario",
        "Oswaldo Osvaldo",
        "Thalía Talia",
        "Ccoyllor Qoyllur Ccoillor",
        "Guerra Guera",
        "Muñoz mun\u0303oz",
    ],
)
def test_the_ways_one_name_is_written_sound_alike(spellings: str) -> None:
    assert len({normal_name(spelling) for spelling in spellings.split()}) == 1


def test_different_names_still_sound_different() -> None:
    told = "Quispe Huamán Mamani Ccori Yupanqui Gonzáles Condori Chávez Flores Rojas Ramos Choque"
    names = [*told.split(), "Cusi", "Gómez", "Guevara", "Jara", "Llanos", "Lanos", "Soto", "Chota"]
    assert len({normal_name(name) for name in names}) == len(names)


def test_the_words_of_a_name_may_be_written_apart_or_together() -> None:
    assert normal_name(" de  la Cruz ") == normal_name("DELACRUZ") == normal_name("De-La-Cruz")


def test_a_text_without_a_letter_has_no_sound() -> None:
    assert normal_name(" 12 - ' \u02bc ") == ""


@given(st.text(max_size=30))
def test_any_text_has_a_sound_that_forgets_case_accents_and_spaces(text: str) -> None:
    sound = normal_name(text)
    assert normal_name(f"  {text.casefold()} ") == sound
    assert not set(sound) & set(" '-áéíóúñ")
