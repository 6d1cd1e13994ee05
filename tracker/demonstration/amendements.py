"""The amendments of the demonstration, tabled on a few texts, some voted, some to be decided; all of it invented."""

from dataclasses import dataclass, replace

from ..models import Amendement, AvisSurAmendement, Cosignature, Personne, Scrutin, Texte
from ..models.discussion import en_discussion
from ..prose.blocs import Bloc, Blocs
from ..prose.citation import mots_lus
from ..prose.lecture import lire
from .gestes import Voix
from .scene import Scene

RECEVABLE = "Déposé dans le délai par un auteur que le règlement admet ; il vise un passage du texte remis."


@dataclass(frozen=True)
class Demande:
    """One amendment: who asks what of which passage, what is said of it, how far it goes."""

    #: A word of the assembly, or a commission and a rank among its members.
    qui: str | tuple[str, int]
    #: Words that the passage holds; of the amendment that it amends, for a sub-amendment.
    passage: str
    expose: str
    geste: str = "remplacer"
    #: The words put in the place of those of the passage, or all those that are added.
    avant: str = ""
    apres: str = ""
    qualite: str = "membre"
    groupe: str = ""
    cosignataires: tuple[tuple[str, int], ...] = ()
    etat: str = "recevable"
    motif: str = ""
    #: The opinion of the rapporteur: its sense and its reason.
    avis: tuple[str, str] | None = None
    vote: Voix | None = None
    #: The place, in this list, of the amendment that it amends.
    parent: int | None = None


# fmt: off
RECITS: dict[str, tuple[Demande, ...]] = {
    "velo": (
        Demande(("environnement", 2), "Équiper toutes les gares", "Les haltes des vallées sont aussi des gares.",
                avant="toutes les gares", apres="toutes les gares et haltes",
                avis=("favorable", "Le relevé des gares le permet."), vote=Voix(96, 4, 11)),
        Demande(("emploi", 4), "Conditionner l’aide", "Quinze ans dépassent la durée de vie d’un revêtement.",
                avant="quinze ans", apres="dix ans", qualite="groupe", groupe="Artisanat et commerce (inventé)",
                avis=("defavorable", "L’entretien est ce qui manque le plus."), vote=Voix(31, 68, 12)),
    ),
    "ter": (
        Demande(("solidarites", 2), "Garantir une présence humaine", "La sécurité ne s’arrête pas le soir.",
                avant="dans chaque train en soirée", apres="dans chaque train, en soirée comme tôt le matin",
                cosignataires=(("solidarites", 3), ("culture", 2)),
                avis=("favorable", "Les usagers l’ont dit en audition."), vote=Voix(82, 17, 9)),
        Demande(("emploi", 3), "Simplifier la gamme tarifaire", "Le nombre de titres ne relève pas de la convention.",
                geste="supprimer", avis=("defavorable", "La convention fixe les tarifs."), vote=Voix(28, 71, 9)),
        Demande(("amenagement", 2), "Prévoir des correspondances", "Un car qui attend retarde aussi quelqu’un.",
                avant="y compris en cas de retard", apres="avec une information en temps réel sur les retards",
                avis=("favorable", "Plus précis."), vote=Voix(64, 33, 11)),
        Demande(("finances", 3), "Prévoir des correspondances", "Assurer toutes les correspondances est hors de prix.",
                avant="Prévoir des correspondances assurées", apres="Étudier des correspondances",
                etat="tombe", motif="L’amendement n° 3, adopté, a réécrit cette préconisation."),
    ),
    "ports": (
        Demande(("environnement", 1), "Les riverains attendent", "Les quartiers voisins demandent des chiffres.",
                geste="ajouter", apres="Le conseil demande que ces mesures soient étendues aux quartiers voisins.",
                avis=("favorable", "Cela manquait au texte.")),
        Demande("presidente transports", "Rendre le branchement", "La commission précise à qui s’adresse l’obligation.",
                qualite="commission", avant="là où il existe", apres="à chaque escale de plus de deux heures",
                avis=("favorable", "La commission l’a adopté en réunion.")),
        Demande(("finances", 2), "Rendre le branchement", "Une obligation sans tarif régulé pèse sur les petits.",
                geste="supprimer", avis=("defavorable", "La moitié des branchements restent inutilisés.")),
        Demande(("emploi", 2), "Étendre le plan", "La desserte des îles a son propre calendrier.",
                avant="aux navires qui desservent les îles", apres="aux navires des îles, quand ils se renouvellent",
                cosignataires=(("emploi", 3),)),
    ),
    "climat": (
        Demande("conseiller", "Le plan fixe quarante actions", "Le chiffre frappe davantage avec son échéance.",
                avant="Onze seulement ont un budget.", apres="Onze seulement ont un budget, et quatre une échéance.",
                etat="depose", cosignataires=(("culture", 2), ("solidarites", 4))),
        Demande(("solidarites", 3), "Commencer par les lieux", "Les crèches et les maisons de retraite manquent.",
                avant="écoles, hôpitaux, logements sociaux",
                apres="crèches, écoles, hôpitaux, maisons de retraite, logements sociaux",
                avis=("favorable", "La liste y gagne.")),
        Demande(("emploi", 1), "Adapter les horaires", "Les petites entreprises ne peuvent pas tout négocier.",
                qualite="groupe", groupe="Artisanat et commerce (inventé)",
                avant="avec les branches professionnelles",
                apres="avec les branches professionnelles, sans obligation nouvelle pour les plus petites entreprises"),
        Demande(("recherche", 2), "Adapter les horaires", "Cette préconisation relève de la loi.", geste="supprimer",
                avis=("defavorable", "La Région est aussi un employeur.")),
        Demande(("amenagement", 3), "Aider les communes littorales", "Les Alpes perdent aussi du terrain.",
                geste="ajouter", apres="::: préconisation : La Région\nAider de même les communes de montagne exposées "
                "aux éboulements et aux crues.\n:::", etat="depose"),
        Demande(("transports", 5), "Donner un budget", "Un vœu général sur la fiscalité des carburants.",
                geste="ajouter", apres="Le conseil souhaite une baisse de la taxe sur les carburants.",
                etat="irrecevable", motif="Sans lien avec le plan : la fiscalité des carburants relève de la loi de "
                "finances, et aucun passage du texte n’en traite."),
        Demande(("finances", 4), "Donner un budget", "La préconisation se suffit à elle-même.", geste="supprimer",
                etat="retire"),
        Demande(("solidarites", 6), "crèches, écoles", "Les prisons sont aussi des lieux de chaleur extrême.",
                avant="logements sociaux", apres="logements sociaux, prisons", parent=1, etat="depose"),
    ),
}
# fmt: on


def deposer(d: Scene, cle: str, texte: Texte) -> None:
    """Those of a text that the plenary is about to vote: tabled, examined, commented."""
    tabled: list[Amendement] = []
    for demande in RECITS.get(cle, ()):
        tabled.append(_deposer(d, texte, demande, None if demande.parent is None else tabled[demande.parent]))
    for one, demande in zip(tabled, RECITS.get(cle, ()), strict=True):
        _examiner(d, one, demande)


def voter(d: Scene, cle: str, texte: Texte) -> None:
    """Each in the order of the discussion, before the whole is voted."""
    d.session.refresh(texte, ["amendements"])
    wanted = dict(zip((one.numero for one in texte.amendements), RECITS.get(cle, ()), strict=False))
    for one in en_discussion(texte.amendements):
        demande = wanted[one.numero]
        if demande.etat == "tombe":
            d.agir(one, "faire_tomber", d.assemblee.qui("president"), demande.motif)
        elif demande.vote is not None and one.etat == "recevable":
            _voter(d, one, demande.vote)


def integrer(d: Scene, texte: Texte) -> None:
    """What was adopted becomes the text, and a second person reads it against the votes."""
    d.session.refresh(texte, ["amendements"])
    if any(one.etat == "adopte" for one in texte.amendements):
        d.agir(texte, "integrer_les_amendements", d.assemblee.qui("chargee"))
        d.agir(texte, "controler_l_integration", d.assemblee.qui("secretaire"))


def _qui(d: Scene, word: str | tuple[str, int]) -> Personne:
    return d.assemblee.qui(word) if isinstance(word, str) else d.assemblee.membres[word[0]][word[1]]


def _deposer(d: Scene, texte: Texte, demande: Demande, parent: Amendement | None) -> Amendement:
    assert texte.version is not None
    who, base = _qui(d, demande.qui), parent.blocs if parent else texte.version.blocs
    bloc = next(one for one in base if demande.passage in mots_lus(one))
    with d.session.no_autoflush:
        found = Amendement(
            texte=texte,
            version=texte.version,
            parent=parent,
            numero=len(texte.amendements) + 1,
            geste=demande.geste,
            bloc=bloc.id,
            blocs=_mots(demande, bloc),
            expose=demande.expose,
            qualite=demande.qualite,
            groupe=d.assemblee.groupes.get(demande.groupe),
            instance=texte.commission if demande.qualite == "commission" else None,
            depose_par=who,
            depose_le=d.instant(),
        )
        d.agir(found, "deposer", who)
    found.cosignatures = [Cosignature(personne=_qui(d, other), le=d.instant()) for other in demande.cosignataires]
    d.session.flush()
    return found


def _mots(demande: Demande, bloc: Bloc) -> Blocs:
    if demande.geste == "ajouter":
        return lire(demande.apres)
    if demande.geste != "remplacer":
        return ()
    assert demande.avant in bloc.texte, demande.avant
    return (replace(bloc, texte=bloc.texte.replace(demande.avant, demande.apres)),)


def _examiner(d: Scene, one: Amendement, demande: Demande) -> None:
    if demande.etat == "retire":
        d.agir(one, "retirer", one.depose_par)
        return
    if demande.etat == "depose":
        return
    bureau = d.assemblee.qui("membre_du_bureau")
    if demande.etat == "irrecevable":
        d.agir(one, "declarer_irrecevable", bureau, demande.motif)
        return
    d.agir(one, "declarer_recevable", bureau, RECEVABLE)
    if demande.avis is not None:
        sens, motif = demande.avis
        author = one.texte.rapporteurs[0]
        said = AvisSurAmendement(origine="rapporteur", sens=sens, motif=motif, auteur=author, le=d.instant())
        one.avis.append(said)
        d.session.flush()


def _voter(d: Scene, one: Amendement, voix: Voix) -> None:
    """A show of hands, counted and closed."""
    point = one.texte.point
    assert point is not None
    seance = point.seance
    scrutin = Scrutin(
        amendement=one,
        instance=seance.instance,
        point=point,
        tenu_le=d.jour,
        pour=voix.pour,
        contre=voix.contre,
        abstention=voix.abstention,
        presents=seance.presents,
        en_exercice=seance.en_exercice,
        pouvoirs=seance.pouvoirs,
        reglement_id=d.regles()[0],
    )
    resultat = scrutin.resultat(d.regles()[1])
    assert resultat.issue is not None, resultat.manques
    scrutin.issue, scrutin.motifs = resultat.issue.value, "\n".join(resultat.phrases)
    scrutin.clos_le = d.instant()
    d.session.add(scrutin)
    d.session.flush()
    d.session.refresh(one, ["scrutins"])
    d.agir(one, "adopter" if scrutin.issue == "adopte" else "rejeter", d.assemblee.qui("secretaire"))
