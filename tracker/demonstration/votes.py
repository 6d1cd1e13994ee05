"""The votes that tell a story: two rejections, two texts for one request, one for two, an item struck."""

from collections.abc import Callable
from datetime import timedelta

from ..models import Texte
from .gestes import (
    Voix,
    affecter,
    compter,
    ecrire,
    inscrire,
    ouvrir,
    prendre_position,
    publier,
    recevoir,
    signer,
    transmettre,
    voter,
)
from .parcours import jour_du_vote
from .scene import Histoire, Scene
from .textes import projet


def rejet_de_l_ete(d: Scene) -> Histoire:
    """A draft rejected at the second sitting: the positions alone are communicated."""
    yield -132
    saisine = recevoir(d, "Orientations de la formation sanitaire et sociale", "orientations_generales", session=-50)
    yield -130
    affecter(d, saisine, "solidarites", "ete")
    texte = ouvrir(d, [saisine], "avis", "Avis sur la formation sanitaire et sociale", "solidarites")
    yield -112
    mener_au_bureau(d, texte, "sante", Voix(8, 6, 1))
    yield -97
    inscrire(d, texte, d.seances["ete"])
    yield from jour_du_vote(saisine)
    voter(d, texte, Voix(33, 41, 8))
    yield d.jour + timedelta(days=3)
    prendre_position(d, texte, *POSITIONS)
    yield d.jour + timedelta(days=8)
    d.agir(
        saisine,
        "communiquer_les_positions",
        d.assemblee.qui("president"),
        "Le conseil est partagé : il communique les positions, sans avis.",
    )


def rejet_de_l_automne(d: Scene) -> Histoire:
    """A draft rejected in plenary, about which the bureau has still to decide."""
    yield -60
    saisine = recevoir(d, "Carte des formations professionnelles initiales", "carte_formations", session=12, limite=4)
    yield -58
    affecter(d, saisine, "culture", "automne", avis_de=("emploi",))
    texte = ouvrir(d, [saisine], "avis", "Avis sur la carte des formations", "culture")
    yield -52
    mener_au_bureau(d, texte, "formations", Voix(7, 6, 3))
    yield -44
    inscrire(d, texte, d.seances["automne"])
    yield from jour_du_vote(saisine)
    voter(d, texte, Voix(45, 52, 14))
    yield d.jour + timedelta(days=2)
    prendre_position(d, texte, *POSITIONS)


def deux_textes(d: Scene) -> Histoire:
    """One request, two answers: a wish adopted at once, an opinion that today's plenary votes."""
    yield -65
    saisine = recevoir(
        d, "Avenir des trains de nuit", "demande_avis", nature="facultative", pieces=("lettre",), session=20
    )
    yield -63
    affecter(d, saisine, "transports", "automne")
    voeu = ouvrir(d, [saisine], "voeu", "Vœu pour les trains de nuit", "transports", [d.assemblee.qui("rapporteur")])
    avis = ouvrir(d, [saisine], "avis", "Avis sur la desserte nocturne des Alpes et de la Côte d’Azur", "transports")
    yield -55
    mener_au_bureau(d, voeu, "trains_de_nuit", Voix(14, 0, 1))
    yield -44
    inscrire(d, voeu, d.seances["automne"])
    yield -35
    mener_au_bureau(d, avis, "ter", Voix(10, 2, 3))
    yield d.seances["automne"].jour
    voter(d, voeu, Voix(108, 0, 2))
    prendre_position(d, voeu)
    yield -22
    signer(d, voeu)
    yield -21
    transmettre(d, voeu)
    yield -18
    saisine.pleniere = d.seances["aujourd_hui"]
    inscrire(d, avis, d.seances["aujourd_hui"])
    publier(d, voeu)


def une_reponse_pour_deux(d: Scene) -> Histoire:
    """Two yearly reports, one text; it leaves late, and says so."""
    yield -50
    premier = recevoir(
        d, "Rapport annuel d’activité et de développement durable", "rapport_developpement_durable", session=8
    )
    yield -48
    second = recevoir(d, "Bilan des engagements en faveur de la jeunesse", "bilan", session=8, limite=3)
    yield -45
    affecter(d, premier, "environnement", "aujourd_hui")
    affecter(d, second, "culture", "aujourd_hui")
    texte = ouvrir(d, [premier, second], "avis", "Un même avis sur deux rapports annuels", "environnement")
    yield -16
    mener_au_bureau(d, texte, "developpement_durable", Voix(12, 0, 2))
    yield -10
    inscrire(d, texte, d.seances["aujourd_hui"], "Les deux rapports ont été complétés par la Région après l’envoi.")


def ajournee(d: Scene) -> Histoire:
    """Struck from the agenda of the autumn; its text waits, while a wish stays abandoned."""
    yield -61
    saisine = recevoir(d, "Schéma régional de la lecture publique", "schema_sectoriel", session=30)
    yield -59
    affecter(d, saisine, "culture", "automne")
    texte = ouvrir(d, [saisine], "avis", "Avis sur la lecture publique", "culture")
    yield -53
    mener_au_bureau(d, texte, "culture", Voix(11, 1, 2))
    yield -43
    inscrire(d, texte, d.seances["automne"])
    yield -30
    d.agir(texte, "ajourner", d.assemblee.qui("president"), "La Région annonce un nouveau projet.")
    saisine.pleniere = d.seances["prochaine"]


def mener_au_bureau(d: Scene, texte: Texte, cle: str, voix: Voix) -> None:
    """From the written text to the bureau's approval, within a day."""
    assert texte.commission is not None
    chair = next(word for word, body in d.assemblee.commissions.items() if body is texte.commission)
    ecrire(d, texte, projet(cle), "Version soumise à la commission")
    d.agir(texte, "soumettre", texte.rapporteurs[0])
    compter(d, texte, texte.commission, voix)
    d.agir(texte, "arreter", d.assemblee.qui(f"presidente {chair}"))
    d.agir(texte, "envoyer_au_bureau", d.assemblee.qui("chargee"))
    d.agir(texte, "valider", d.assemblee.qui("membre_du_bureau"))


POSITIONS = (
    (
        "Collège 2, syndicats de salariés",
        "Les fermetures proposées éloignent les élèves des formations. Nous demandons un moratoire.",
    ),
    (
        "Collège 1, entreprises",
        "Le projet suit les besoins de recrutement ; le différer priverait les entreprises de compétences.",
    ),
)

HISTOIRES: tuple[Callable[[Scene], Histoire], ...] = (
    rejet_de_l_ete,
    rejet_de_l_automne,
    deux_textes,
    une_reponse_pour_deux,
    ajournee,
)
