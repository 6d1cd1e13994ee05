"""The files that stop: deemed given by silence, lapsed, suspended, given up, withdrawn."""

from collections.abc import Callable
from datetime import timedelta

from ..procedure.delais import limite_legale
from .gestes import affecter, deposer, ecrire, ouvrir, recevoir
from .greffe import travaille
from .scene import Histoire, Scene
from .textes import projet


def silences(d: Scene) -> Histoire:
    """An opinion deemed favourable once three months are over."""
    yield -170
    reputee = recevoir(d, "Modification n° 1 du SRADDET", "sraddet", session=-75)
    yield -168
    affecter(d, reputee, "amenagement", "ete")
    limite = limite_legale(d.jour, 3)
    assert limite is not None
    yield travaille(limite + timedelta(days=2), 1)
    d.agir(reputee, "constater_avis_repute", d.assemblee.qui("secretaire"))


def silence_a_constater(d: Scene) -> Histoire:
    """The same, still to be recorded: the three months ended a few days ago."""
    yield -101
    saisine = recevoir(d, "Élaboration du volet littoral du SRADDET", "sraddet", session=24)
    yield -95
    affecter(d, saisine, "environnement", "prochaine")


def caducite(d: Scene) -> Histoire:
    """The Region voted without an opinion, where silence has no effect."""
    yield -130
    saisine = recevoir(d, "Concession de l’aérodrome régional", "orientations_generales", session=-60)
    yield -128
    affecter(d, saisine, "transports", "ete")
    yield -58
    saisine.region_deliberee_le = d.jour - timedelta(days=2)
    d.agir(
        saisine,
        "constater_caducite",
        d.assemblee.qui("secretaire"),
        "Le conseil régional a délibéré avant la plénière reportée faute de quorum.",
    )


def interruptions(d: Scene) -> Histoire:
    """One file suspended, one withdrawn by its author, one the assembly gave up."""
    yield -80
    suspendue = recevoir(d, "Révision de la charte d’un parc naturel régional", "planification", session=80)
    yield -78
    affecter(d, suspendue, "environnement", "hiver")
    yield -72
    abandonnee = recevoir(
        d, "Avis sur le calendrier des fêtes régionales", "demande_avis", nature="facultative", pieces=("lettre",)
    )
    yield -70
    affecter(d, abandonnee, "culture")
    texte = ouvrir(d, [abandonnee], "avis", "Avis sur le calendrier des fêtes régionales", "culture")
    yield -52
    retiree = recevoir(
        d, "Aide aux stations de moyenne montagne", "demande_avis", nature="facultative", pieces=("lettre",)
    )
    yield -50
    affecter(d, retiree, "amenagement")
    ouvrir(d, [retiree], "avis", "Avis sur l’aide aux stations de moyenne montagne", "amenagement")
    yield -45
    d.agir(
        suspendue, "suspendre", d.assemblee.qui("president"), "L’enquête publique est rouverte : le projet va changer."
    )
    yield -38
    ecrire(d, texte, projet("culture"), "Note de la commission")
    d.agir(
        abandonnee,
        "renoncer",
        d.assemblee.qui("membre_du_bureau"),
        "La question a reçu sa réponse dans un autre avis ; la Région en est d’accord.",
    )
    yield -28
    deposer(d, retiree, "retrait")
    d.agir(retiree, "retirer", d.assemblee.qui("secretaire"), "Le président de la Région retire son projet.")


HISTOIRES: tuple[Callable[[Scene], Histoire], ...] = (silences, silence_a_constater, caducite, interruptions)
