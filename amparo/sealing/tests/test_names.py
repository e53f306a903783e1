import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.sealing.names import normal_name, pairs_in, words_in


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
        "Quispe Qespi Qhispe Khispe",
        "Jhon John Yhon Jon Yon",
        "Yhonatan Jhonatan Jonathan Yonatan",
        "Yoselin Jhoselyn Jocelyn Joselín",
        "Yeni Jenny Yenny Jeny",
        "Yimi Jimmy Jimy",
        "Yeferson Jefferson Jeferson Jhefferson",
        "Gisela Yisela Jisela",
        "Ximena Jimena Gimena",
        "Mejía Mexía Megía",
        "Phuyu Puyu Fuyu Pfuyu",
        "Sofía Sophia Sofya",
        "Ttito Tito Thito",
        "Qawana Ccahuana Cahuana Kawana",
        "Mayhua Maywa Maihua",
        "Huayhua Waywa Guaywa",
        "Sacsayhuamán Saqsaywaman Saksayguaman",
        "Callo Cayo Kayo",
        "Campos Canpos",
        "Vilca Wilka Huilca Willka",
        "Ñusta Nusta Ñuzta",
        "Chhoque Ch'oque Choque Choqe",
        "Apaza Apasa Apaça",
        "Leyva Leiva Leiba",
        "Ivana Ybana Ibana",
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


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rosa Quispe", "Quispe Rosa"),
        ("Rosa María Quispe Mamani", "rosa kispe"),
        ("Mamani Quispe, Rosa", "Rosa Quispe Mamani"),
        ("Jhon Huamán Ccori", "Yhon Waman"),
        ("Juan de la Cruz", "Juan Delacruz"),
        ("Juan de la Cruz", "Juan Cruz"),
        ("DE LA CRUZ JUAN", "juan delacruz ramos"),
        ("Rosa del Águila", "Rosa Delaguila"),
        ("Ana Torres y Quispe", "Ana Kispe"),
        ("Sonia Qori/Flores", "Zonia Ccori"),
    ],
)
def test_two_ways_to_write_a_whole_name_share_a_pair(one: str, other: str) -> None:
    assert pairs_in(one) & pairs_in(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rosa Quispe", "Rosa Mamani"),
        ("Rosa Quispe", "Ana Quispe"),
        ("Juan de la Cruz", "Pedro de la Vega"),
        ("María de los Ángeles Rojas", "Carmen de los Santos Ramos"),
        ("Rosa Quispe", "Rosita Quispe"),
        ("Francisco Huamán", "Paco Huamán"),
        ("Quispe", "Quispe"),
        ("Cruz", "de la Cruz"),
        ("Cusi Huamán", "Cusi Huarca"),
        ("Rosa Quispe (nombre inventado)", "Ana Mamani (nombre inventado)"),
    ],
)
def test_names_that_share_one_word_or_small_words_share_no_pair(one: str, other: str) -> None:
    assert not pairs_in(one) & pairs_in(other)


def test_one_word_is_no_pair_with_itself() -> None:
    assert pairs_in("Quispe") == pairs_in("de la Cruz") == frozenset()
    assert pairs_in("Quispe Quispe") == frozenset()


def test_the_words_of_a_name_are_counted_without_its_small_words() -> None:
    assert words_in("Juan de la Cruz") == (frozenset({"juan"}), frozenset({"krus", "dilakrus"}))
    assert words_in(" , de la ") == ()


@given(st.permutations(["Rosa", "Quispe", "Huamán", "Ccori"]))
def test_the_order_of_a_name_changes_no_pair(words: list[str]) -> None:
    assert pairs_in(" ".join(words)) == pairs_in("Rosa Quispe Huamán Ccori")
