"""The files that leave the ordinary path: just arrived, judged by the bureau, late, merged."""

from collections.abc import Callable

from .gestes import (
    Voix,
    affecter,
    deposer,
    ecrire,
    lier,
    ouvrir,
    porter,
    prendre_position,
    recevoir,
    signer,
    transmettre,
    voter,
)
from .scene import Histoire, Scene
from .textes import ebauche, projet


def arrivees(d: Scene) -> Histoire:
    """What has just come in, and what the bureau will judge."""
    yield -24
    recevoir(
        d,
        "Le littoral pour tous : pétition pour l’accès à la mer",
        "saisine_citoyenne",
        nature="citoyenne",
        de="petition",
        canal="remise",
        pieces=("petition",),
        signatures=4312,
        departements=4,
        part_d_un_departement=48,
    )
    yield -7
    recevoir(
        d,
        "Avis sur l’avenir des hôpitaux de proximité",
        "autre_autorite",
        nature="autre_autorite",
        de="departement",
        canal="courrier",
        pieces=("lettre",),
    )
    yield -5
    incomplete = recevoir(
        d,
        "Règlement budgétaire et financier de la Région",
        "budget_primitif",
        pieces=("lettre", "projet"),
        session=24,
        limite=18,
    )
    yield -4
    incomplete.pieces_attendues_le = d.le(3)
    incomplete.demande = (
        "Le rapport de présentation accompagne le projet : la commission ne peut pas se réunir sans lui."
    )
    d.agir(incomplete, "declarer_incomplete", d.assemblee.qui("secretaire"))
    yield -3
    double = recevoir(d, d.dire("Budget primitif {suivant}, envoi par courriel"), "budget_primitif", pieces=("lettre",))
    d.agir(
        double,
        "annuler",
        d.assemblee.qui("secretaire"),
        "Le même dossier, arrivé par deux voies : une seule saisine est gardée.",
    )
    recevoir(d, d.dire("Budget primitif {suivant}"), "budget_primitif", session=24, limite=19)
    yield -1
    recevoir(
        d,
        "Pacte d’actionnaires de la société portuaire régionale",
        "demande_avis",
        nature="facultative",
        pieces=("lettre", "annexe"),
    )
    yield 0
    recevoir(
        d, "Contrat de filière de la réparation navale", "schema_sectoriel", pieces=("lettre", "rapport"), session=66
    )


def au_bureau(d: Scene) -> Histoire:
    """An own-initiative file admitted and not yet assigned; another one refused."""
    yield -56
    refusee = recevoir(
        d, "La tarification du stationnement dans les communes", "auto_saisine", nature="auto_saisine", de="conseil"
    )
    yield -30
    admise = recevoir(
        d, "Les jeunes et l’engagement associatif, trois ans après", "auto_saisine", nature="auto_saisine", de="conseil"
    )
    refusee.bureau_du = d.seances["bureau_2"].jour
    yield -29
    d.agir(
        refusee,
        "declarer_irrecevable",
        d.assemblee.qui("membre_du_bureau"),
        "La question relève des communes et non de la Région.",
    )
    yield -11
    admise.bureau_du = d.seances["bureau_3"].jour
    d.agir(admise, "admettre", d.assemblee.qui("membre_du_bureau"))
    if "zan" in d.saisines:
        lier(d, admise, d.saisines["zan"], "prolonge")


def par_delegation(d: Scene) -> Histoire:
    """Too late for a plenary: the bureau gives the opinion that the règlement lets it give."""
    yield -20
    saisine = recevoir(d, "Décision modificative n° 2", "budget_decision_modificative", session=-4, limite=-6)
    saisine.commission = d.assemblee.commissions["finances"]
    yield -18
    d.agir(
        saisine,
        "confier_au_bureau",
        d.assemblee.qui("president"),
        "La Région délibère avant que la plénière puisse être convoquée ; la matière est déléguée au bureau.",
    )
    yield -17
    texte = ouvrir(d, [saisine], "avis", "Avis sur la décision modificative n° 2", "finances")
    ecrire(d, texte, projet("decision_modificative"), "Texte de la commission")
    yield -14
    d.agir(texte, "saisir_le_bureau", texte.rapporteurs[0])
    porter(d, texte, d.seances["bureau_3"])
    yield d.seances["bureau_3"].jour
    voter(d, texte, Voix(18, 2, 2))
    prendre_position(d, texte)
    yield -10
    signer(d, texte)
    yield -9
    transmettre(d, texte)
    if "budget_supplementaire" in d.saisines:
        lier(d, saisine, d.saisines["budget_supplementaire"], "rappelle")


def attendue_du_bureau(d: Scene) -> Histoire:
    """Another late one, on which the bureau votes at its next meeting."""
    yield -6
    saisine = recevoir(d, "Décision modificative n° 3", "budget_decision_modificative", session=11, limite=5)
    saisine.commission = d.assemblee.commissions["finances"]
    yield -5
    d.agir(
        saisine,
        "confier_au_bureau",
        d.assemblee.qui("president"),
        "Aucune plénière ne peut être convoquée douze jours avant la session de la Région.",
    )
    yield -4
    texte = ouvrir(d, [saisine], "avis", "Avis sur la décision modificative n° 3", "finances")
    ecrire(d, texte, projet("decision_modificative"), "Texte de la commission")
    yield -1
    d.agir(texte, "saisir_le_bureau", texte.rapporteurs[0])
    porter(d, texte, d.seances["bureau_4"])


def sraddet(d: Scene) -> Histoire:
    """Two texts for the SRADDET: one month left on the first, and a request joined to it."""
    yield -62
    saisine = recevoir(d, "Modification n° 2 du SRADDET", "sraddet", session=66)
    d.saisines["sraddet"] = saisine
    yield -60
    affecter(d, saisine, "amenagement", "hiver", avis_de=("environnement", "transports"))
    yield -55
    texte = ouvrir(
        d,
        [saisine],
        "avis",
        "Avis sur la modification n° 2 du SRADDET",
        "amenagement",
        d.assemblee.membres["amenagement"][2:5],
    )
    yield -40
    ecrire(d, texte, ebauche("sraddet_modification"), "Trame issue des auditions")
    yield -22
    jointe = recevoir(d, "Fascicule des règles du SRADDET : complément", "sraddet", session=66)
    yield -20
    jointe.cible = saisine
    d.agir(
        jointe, "fusionner", d.assemblee.qui("president"), "Le complément se lit avec la modification : un seul avis."
    )
    d.agir(saisine, "recevoir_une_version", d.assemblee.qui("chargee"), "Le fascicule des règles est complété.")
    annexe = deposer(d, saisine, "annexe")
    annexe.nom, annexe.confidentielle = "Périmètres encore en négociation.pdf", True
    yield -8
    ecrire(d, texte, projet("sraddet_modification"), "Prise en compte du fascicule complété")
    d.agir(texte, "soumettre", texte.rapporteurs[0])


HISTOIRES: tuple[Callable[[Scene], Histoire], ...] = (
    arrivees,
    au_bureau,
    par_delegation,
    attendue_du_bureau,
    sraddet,
)
