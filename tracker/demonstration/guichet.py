"""What comes from outside: pieces that an author deposits, a request of the préfet, a file that a section works on."""

from collections.abc import Callable

from ..models import Piece, Saisine, Seance
from .gestes import affecter, deposer, ecrire, ouvrir, recevoir
from .scene import Histoire, Scene
from .textes import ebauche

MESSAGE = "Le projet tient compte des remarques de la commission des finances de la Région ; il remplace le précédent."


def envoyer(d: Scene, saisine: Saisine, nature: str, nom: str, qui: str, message: str = "") -> Piece:
    """An agent deposits a piece: the secretariat has still to read it."""
    piece = deposer(d, saisine, nature)
    piece.deposee_par, piece.nom = d.assemblee.qui(qui), nom
    piece.a_verifier, piece.message = True, message
    return piece


def de_la_region(d: Scene) -> Histoire:
    """The Region sends a new draft, on a file already at work."""
    yield -1
    region = d.assemblee.demandeurs["region"]
    working = (one for one in d.saisines.values() if one.etat == "en_instruction" and one.demandeur is region)
    saisine = next(working)
    envoyer(d, saisine, "projet", "Projet de délibération, version 2.pdf", "agent", MESSAGE)


def du_prefet(d: Scene) -> Histoire:
    """The préfet asks for an opinion: the bureau will say whether the assembly takes it up."""
    yield -13
    saisine = recevoir(
        d,
        "Schéma régional de la biomasse : demande de contribution",
        "autre_autorite",
        nature="autre_autorite",
        de="prefet",
        pieces=("lettre",),
    )
    yield -2
    envoyer(d, saisine, "annexe", "Diagnostic de la ressource forestière.pdf", "agent_prefet")


def de_la_section(d: Scene) -> Histoire:
    """A section works on a long subject: its associate members read what it writes."""
    seance = Seance(instance=d.assemblee.section, jour=d.le(8), lieu="Salle de la prospective")
    yield -45
    d.agir(seance, "projeter", d.assemblee.qui("secretaire"))
    yield -40
    saisine = recevoir(
        d,
        "Habiter le littoral en 2050 : étude prospective",
        "demande_avis",
        nature="facultative",
        pieces=("lettre", "annexe"),
    )
    yield -36
    affecter(d, saisine, "prospective")
    yield -34
    texte = ouvrir(d, [saisine], "etude", "Habiter le littoral en 2050", "prospective")
    yield -16
    ecrire(d, texte, ebauche("climat"), "Trame issue des premières auditions")


HISTOIRES: tuple[Callable[[Scene], Histoire], ...] = (de_la_region, du_prefet, de_la_section)
