"""The sittings of the demonstration: plenaries, one without quorum and its second, the bureau, the commissions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta

from ..models import Instance, Point, Presence, Seance
from ..models.annuaire import Membre, annuaire
from ..procedure.delais import limite_d_envoi, seconde_seance
from ..procedure.seance import saisines_inscrites
from .greffe import MATIN, SOIR, travaille
from .scene import Histoire, Scene

#: The day on which the calendar of the year was set.
CALENDRIER = -215
LIEU = "Hôtel de Région, salle des délibérations"
AUTRE_SEANCE = "Leurs textes ne sont pas prêts : ils seront inscrits à une autre séance."
#: Why people are excused, in turn.
EXCUSES = ("Réunion de son organisation", "Congés", "Maladie", "Audience")
MOTIF_D_ANNULATION = "L’ordre du jour est trop court : les deux rapports reviennent à la séance suivante."


@dataclass(frozen=True)
class Reunion:
    """A sitting: its word, its body, its day, and how it goes."""

    cle: str
    instance: str
    le: int
    points: tuple[str, ...] = ("Approbation du relevé de décisions précédent",)
    presents: int = 0
    pouvoirs: int = 0
    heure: time = time(9, 30)
    #: The last state that the story reaches, when its day allows more.
    jusqu_a: str = "levee"
    #: How many came to the second sitting.
    presents_seconde: int = 0


PV = "Approbation du procès-verbal de la séance précédente"
ACTUALITE = "Communication du président"
PLENIERES = (
    Reunion("printemps", "pleniere", -160, (PV, ACTUALITE), presents=117, pouvoirs=8),
    Reunion("annulee", "pleniere", -118, (PV,), jusqu_a="annulee"),
    Reunion("ete", "pleniere", -75, (PV,), presents=58, pouvoirs=11, presents_seconde=83, jusqu_a="carence"),
    Reunion("automne", "pleniere", -27, (PV, ACTUALITE), presents=112, pouvoirs=9),
    Reunion("aujourd_hui", "pleniere", 0, (PV, ACTUALITE), jusqu_a="convoquee"),
    Reunion("prochaine", "pleniere", 16, (PV,), jusqu_a="projetee"),
    Reunion("hiver", "pleniere", 58, (PV,), jusqu_a="projetee"),
)
BUREAUX = (
    Reunion("bureau_1", "bureau", -96, presents=21),
    Reunion("bureau_2", "bureau", -47, ("Recevabilité des demandes",), presents=19),
    Reunion("bureau_3", "bureau", -12, ("Recevabilité des demandes", "Examen des projets d’avis"), presents=22),
    Reunion("bureau_4", "bureau", 3, ("Recevabilité des demandes", "Examen des projets d’avis"), jusqu_a="convoquee"),
    Reunion("bureau_5", "bureau", 30, jusqu_a="projetee"),
)
#: What is always there: of which kind, and how many minutes it takes.
ORDINAIRES = {
    PV: ("proces_verbal", 10),
    "Approbation du relevé de décisions précédent": ("proces_verbal", 5),
    ACTUALITE: ("communication", 20),
    "Recevabilité des demandes": ("communication", 30),
    "Auditions": ("audition", 60),
    "Examen des projets d’avis": ("communication", 45),
}
TRAVAUX = ("Auditions", "Examen des projets d’avis")
COMMISSIONS = (
    Reunion("transports_1", "transports", -34, TRAVAUX, presents=14),
    Reunion("environnement_1", "environnement", -19, TRAVAUX, presents=13),
    Reunion("finances_1", "finances", -9, TRAVAUX, presents=15),
    Reunion("solidarites_1", "solidarites", 0, TRAVAUX, presents=12, jusqu_a="ouverte"),
    Reunion("transports_2", "transports", 1, TRAVAUX, jusqu_a="convoquee", heure=time(14)),
    Reunion("amenagement_1", "amenagement", 4, TRAVAUX, jusqu_a="convoquee"),
    Reunion("culture_1", "culture", 9, TRAVAUX, jusqu_a="projetee", heure=time(14, 30)),
)


def seances() -> list[Callable[[Scene], Histoire]]:
    """One story for each sitting."""
    return [histoire(reunion) for reunion in (*PLENIERES, *BUREAUX, *COMMISSIONS)]


def histoire(reunion: Reunion) -> Callable[[Scene], Histoire]:
    return lambda d: _seance(d, reunion)


def _seance(d: Scene, reunion: Reunion) -> Histoire:
    yield CALENDRIER, MATIN
    seance = projeter(d, reunion)
    if reunion.jusqu_a == "projetee":
        return
    yield (_envoi(d, seance) if reunion.le else _envoi(d, seance) - timedelta(days=1)), SOIR
    if reunion.jusqu_a == "annulee":
        d.agir(seance, "annuler", d.assemblee.qui("president"), MOTIF_D_ANNULATION)
        return
    left_behind = saisines_inscrites(seance, d.frame())
    d.agir(seance, "convoquer", d.assemblee.qui("secretaire"), AUTRE_SEANCE if left_behind else "")
    if reunion.jusqu_a == "convoquee":
        return
    yield seance.jour, MATIN
    appeler(d, seance, reunion.presents, reunion.pouvoirs)
    if reunion.jusqu_a == "carence":
        yield from _seconde(d, seance, reunion)
        return
    d.agir(seance, "ouvrir", d.assemblee.qui("president" if reunion.instance == "pleniere" else "secretaire"))
    if reunion.jusqu_a == "levee":
        yield seance.jour, SOIR
        d.agir(seance, "lever", d.assemblee.qui("secretaire"))


def _seconde(d: Scene, premiere: Seance, reunion: Reunion) -> Histoire:
    d.agir(premiere, "constater_la_carence", d.assemblee.qui("president"))
    yield premiere.jour, SOIR
    day = seconde_seance(premiere.jour)
    seance = Seance(
        instance=premiere.instance,
        instance_id=premiere.instance_id,
        premiere=premiere,
        jour=day,
        heure=premiere.heure,
        lieu=premiere.lieu,
    )
    d.agir(seance, "reconvoquer", d.assemblee.qui("president"))
    yield day, MATIN
    appeler(d, seance, reunion.presents_seconde, reunion.pouvoirs)
    d.agir(seance, "ouvrir", d.assemblee.qui("president"))
    yield day, SOIR
    d.agir(seance, "lever", d.assemblee.qui("secretaire"))


def projeter(d: Scene, reunion: Reunion) -> Seance:
    """The sitting takes its day in the calendar, with the items that are always there."""
    body = instance(d, reunion.instance)
    # Weeks later the second sitting must fall on a working day too; a plenary is held from Monday to Thursday.
    day = d.le(reunion.le)
    while reunion.jusqu_a == "carence" and day.weekday() > 2:
        day = travaille(day - timedelta(days=1), -1)
    seance = Seance(instance=body, instance_id=body.id, jour=day, heure=reunion.heure, lieu=LIEU)
    d.agir(seance, "projeter", d.assemblee.qui("secretaire"))
    for rank, title in enumerate(reunion.points, 1):
        genre, minutes = ORDINAIRES.get(title, ("communication", None))
        seance.points.append(Point(rang=rank, intitule=title, genre=genre, duree=minutes))
    d.session.flush()
    d.seances[reunion.cle] = seance
    return seance


def instance(d: Scene, word: str) -> Instance:
    named = {"pleniere": d.assemblee.pleniere, "bureau": d.assemblee.bureau}
    return named.get(word) or d.assemblee.commissions[word]


def appeler(d: Scene, seance: Seance, presents: int, pouvoirs: int) -> None:
    """The roll: who is there, of how many in office."""
    seance.presents = presents
    seance.pouvoirs = pouvoirs
    members = annuaire(d.session, seance.jour).siegent(seance.instance)
    seance.en_exercice = len(members)
    appeler_par_noms(d, seance, members)
    d.session.flush()


def appeler_par_noms(d: Scene, seance: Seance, members: list[Membre]) -> None:
    """The roll by names, of as many present as the figures say; most of the others are excused."""
    # Not the same people each time, and the same ones each time the demonstration is loaded.
    turn = sorted(members, key=lambda one: (one.id * 7919 + seance.jour.toordinal() * 31) % 1009)
    for rank, membre in enumerate(turn):
        away = rank - (seance.presents or 0)
        etat = "present" if away < 0 else "absent" if away % 3 == 2 else "excuse"
        motif = EXCUSES[away % len(EXCUSES)] if etat == "excuse" else ""
        d.session.add(Presence(seance=seance, personne_id=membre.id, etat=etat, motif=motif))


def _envoi(d: Scene, seance: Seance) -> date:
    """When the papers leave: the last working day that the law allows for a plenary, a week before for the others."""
    if seance.instance.genre == "pleniere":
        return travaille(limite_d_envoi(seance.jour, d.regles()[1]), -1)
    return travaille(seance.jour - timedelta(days=7), -1)
