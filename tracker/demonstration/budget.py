"""The budget, written in parts: each commission its own, the rapporteur général the whole."""

from ..models import Designation, Texte
from .gestes import affecter, ecrire, ouvrir, recevoir
from .scene import Histoire, Scene

GENERAL = """## Un budget de transition

Le projet s’inscrit dans un contexte de recettes contenues[^1] et de besoins qui croissent. Le conseil en a réparti
l’examen entre ses commissions ; chacune a entendu les services dans les jours qui ont suivi la saisine.

[^1]: Les chiffres de cette démonstration sont inventés.

## Ce que le conseil attend

::: préconisation : La Région
Publier, avec le budget, l’état de ce qui a été fait des préconisations de l’an passé.
:::
"""
CONSTAT = """## Constat

{sujet}. Les crédits inscrits maintiennent l’effort de l’an passé ; ils ne couvrent pas la hausse des coûts que les
services ont exposée.

## Ce que la commission demande

::: préconisation : La Région
{demande}
:::
"""
#: Commission, programme, what it finds, what it asks, and how far its part is today.
PARTIES = (
    ("culture", "Lycées", "Deux lycées sur cinq attendent leur rénovation thermique",
     "Donner à chaque lycée la date de ses travaux.", "arrete"),
    ("culture", "Culture et patrimoine", "Les compagnies voient leurs aides votées après leur saison",
     "Voter les aides avant l’été qui précède la saison.", "arrete"),
    ("transports", "Trains régionaux", "La fréquentation croît plus vite que l’offre",
     "Afficher les suppressions de trains, ligne par ligne.", "arrete"),
    ("transports", "Ports et aéroports", "L’électrification des quais avance",
     "Poursuivre l’électrification sans report.", "en_commission"),
    ("environnement", "Eau et forêts", "Les massifs demandent un entretien que personne ne finance seul",
     "Pluriannualiser la prévention des incendies.", "en_commission"),
    ("environnement", "Énergie et climat", "Le plan d’adaptation n’a pas encore de ligne propre",
     "Ouvrir une ligne budgétaire pour l’adaptation.", "redaction"),
    ("emploi", "Formation professionnelle", "Les places ouvertes ne trouvent pas toutes preneur",
     "Ouvrir les places là où sont les emplois.", "redaction"),
    ("emploi", "Aides aux entreprises", "", "", ""),
    ("solidarites", "Santé de proximité", "Les maisons de santé manquent de médecins plus que de murs",
     "Soutenir l’exercice avant les bâtiments.", "arrete"),
    ("amenagement", "Contrats avec les territoires", "", "", ""),
)  # fmt: skip


def en_parties(d: Scene) -> Histoire:
    """Received ten days ago, shared out two days later; half of its parts are ready today."""
    yield -9
    saisine = recevoir(d, d.dire("Budget primitif {suivant} de la Région"), "budget_primitif", session=30, limite=26)
    yield -8
    affecter(d, saisine, "finances", "prochaine")
    yield -7
    ensemble = ouvrir(d, [saisine], "avis", d.dire("Avis sur le budget primitif {suivant}"), "finances")
    parties = [_ouvrir(d, ensemble, rank, *one[:2]) for rank, one in enumerate(PARTIES, 1)]
    ecrire(d, ensemble, d.dire(GENERAL), "La partie générale")
    for part, (commission, _, sujet, demande, etat) in zip(parties, PARTIES, strict=True):
        if etat:
            yield from _avancer(d, part, commission, CONSTAT.format(sujet=sujet, demande=demande), etat)


def _ouvrir(d: Scene, ensemble: Texte, rank: int, commission: str, titre: str) -> Texte:
    body = d.assemblee.commissions[commission]
    part = Texte(nature="avis", titre=titre, commission=body, commission_id=body.id, ensemble_id=ensemble.id, rang=rank)
    named = d.assemblee.membres[commission][1 + rank % 2 : 2 + rank % 2]
    part.designations = [Designation(personne=personne, rang=place) for place, personne in enumerate(named, 1)]
    ensemble.parties.append(part)
    d.agir(part, "ouvrir_la_partie", d.assemblee.qui("chargee"))
    return part


def _avancer(d: Scene, part: Texte, commission: str, contenu: str, etat: str) -> Histoire:
    yield -4
    ecrire(d, part, contenu, "Après l’audition des services")
    if etat == "redaction":
        return
    yield -3
    d.agir(part, "soumettre", part.rapporteurs[0])
    if etat == "arrete":
        yield -1
        d.agir(part, "valider_la_partie", d.assemblee.qui(f"presidente {commission}"))


def rassemble(d: Scene) -> Histoire:
    """A smaller one, already put together: a part was not needed, the whole is before its commission."""
    yield -24
    saisine = recevoir(d, d.dire("Décision modificative n° 3 de {an}"), "budget_supplementaire", session=24, limite=20)
    yield -22
    affecter(d, saisine, "finances", "prochaine")
    yield -21
    ensemble = ouvrir(d, [saisine], "avis", d.dire("Avis sur la décision modificative n° 3 de {an}"), "finances")
    parties = [_ouvrir(d, ensemble, rank, *one[:2]) for rank, one in enumerate(PARTIES[1:4], 1)]
    ecrire(d, ensemble, d.dire(GENERAL), "La partie générale")
    for part, (commission, _, sujet, demande, _) in zip(parties[:2], PARTIES[1:3], strict=True):
        yield -18
        ecrire(d, part, CONSTAT.format(sujet=sujet, demande=demande), "Après l’audition des services")
        d.agir(part, "soumettre", part.rapporteurs[0])
        yield -16
        d.agir(part, "valider_la_partie", d.assemblee.qui(f"presidente {commission}"))
    yield -15
    d.agir(parties[2], "dispenser", d.assemblee.qui("chargee"), "Aucun crédit de ce programme ne change.")
    yield -14
    d.agir(ensemble, "assembler_les_parties", ensemble.rapporteurs[0])
    d.agir(ensemble, "soumettre", ensemble.rapporteurs[0])


HISTOIRES = (en_parties, rassemble)
