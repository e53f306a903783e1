"""Three short words that two people read to each other: are these the keys of this phone?

Format: the digest is SHA-256 of the canonical JSON (`base/canonical.py`) of

    ["amparo/check/1", root, signing, author, account, handset]

with keys in lower hex and the handset as lower-case UUID text; its first three bytes each choose
one of 256 words. Somebody in between would have to find other keys with the same words: one chance
in sixteen million, once, before the code is used up.
"""

from uuid import UUID

from amparo.base.canonical import canonical_json, sha256

CHECK = "amparo/check/1"
HOW_MANY = 3

_IN_ORDER = """
abeja abrigo aceite agua aguja ajo alba aldea alfalfa algodon alma alpaca altar amigo ancla
anillo araña arbol arco arena arpa arroz asno avena azucar bahia balcon balde banco bandera
barco barro baul bolsa bosque bota botella brisa broche brote buey burro caballo cabra cacao
cadena cafe caja calabaza caldo calle cama camino camote campana canasta canto capa carbon carta
casa caña cebada cebolla cedro ceniza cerco cerro choclo cielo cinta circo ciruela clavel clavo
cobre cocina codo colina collar color cometa condor conejo corazon corcho corona corral cosecha
crema cuento cuerda cueva cuna danza dedo domingo dulce durazno enero escoba espejo espiga
espuma estrella fiesta flauta flor fogata fresa frijol fruta fuego fuente gallo ganso garza gato
gorro grano gruta guante guitarra habas hacha harina helecho hielo hierba higo hilo hoja hormiga
horno huerta huevo isla jabon jardin jarra jinete juego jugo julio ladrillo lago lampara lana
leche lechuza leña libro lima limon llama llave lluvia loro lucero luna luz madera maiz mango
manta mapa mar martes mesa miel molino moneda mono monte mora mula museo naranja nido nieve
noche nube nuez ola olivo olla oro oso oveja pala palma paloma pan papa papel parque pato pavo
peine perla perro pez piedra pino piña plato playa pluma pozo prado puente puerta puma quena
queso quinua rama rana red reloj rio roble rosa rueda sabado sal sandia sapo semilla sendero
silla sol sombrero sopa taza techo tela tigre tomate torre trigo trompo tuna uva vaca valle vela
verano viento violin volcan yegua yuca zapallo zapato zorro
"""

WORDS = tuple(_IN_ORDER.split())
"""Plain words of Spanish, each known in a village, none like another to the ear."""


def check_words(root: bytes, keys: tuple[bytes, bytes, bytes], handset: UUID) -> tuple[str, ...]:
    """Return the words for a phone's keys: signing, author and account, in this order."""
    said = canonical_json([CHECK, root.hex(), *(key.hex() for key in keys), str(handset)])
    return tuple(WORDS[byte] for byte in sha256(said)[:HOW_MANY])
