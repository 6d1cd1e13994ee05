"""Each document made of an invented record, and marked as such: what a change of words will look like."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from tracker.models.annee import Annee, Rendu, Tenu
from tracker.prose.dates import en_lettres

from ..rapport import Rapport
from ..rapport import piece as du_rapport
from ..seances.attestation import Attestation
from ..seances.attestation import piece as de_l_attestation
from ..seances.convocation import Convocation, PointPrevu, ReglesDePouvoir
from ..seances.convocation import piece as de_la_convocation
from ..seances.elements import Bloc, fiche, liste, paragraphe, table, titre
from ..seances.piece import Piece, civilite
from ..seances.presence import FeuilleDePresence
from ..seances.presence import piece as de_la_feuille
from ..seances.proces_verbal import PointTraite, ProcesVerbal
from ..seances.proces_verbal import piece as du_proces_verbal
from ..seances.releve import Releve
from ..seances.releve import piece as du_releve
from ..seances.scrutin import ProcesVerbalDeScrutin
from ..seances.scrutin import piece as du_scrutin
from ..seances.tenue import Emetteur, Membre, Tenue
from ..seances.votes import Decompte, Vote
from .lettre import Lettre, lien
from .lettre import piece as de_la_lettre
from .modele import Modele, adresse

FILIGRANE = "Exemple"
OBJET = "Schéma régional des mobilités"
MEMBRE = Membre(nom="Dominique Exemple", college="Premier collège", organisme="Organisme d’exemple", presence="present")
VOTE = Vote(
    intitule=OBJET,
    mode="À main levée",
    decompte=Decompte(pour=86, contre=4, abstention=12),
    presents=102,
    en_exercice=138,
    issue="Adopté",
    phrases=("Adopté à la majorité des suffrages exprimés.",),
)


def exemple(modele: Modele, emetteur: Emetteur, le: date) -> Piece:
    """The document, under the letterhead and in the words of `emetteur`, about nobody."""
    who = emetteur if emetteur.signataire else replace(emetteur, signataire="Dominique Exemple")
    return replace(PROPRES.get(modele.nom, _lettre)(modele, who, le), filigrane=FILIGRANE)


def _lettre(modele: Modele, emetteur: Emetteur, le: date) -> Piece:
    """Any letter: it takes, of the parts that all of them may have, those that it has."""
    fixed: dict[str, list[Bloc]] = {
        "civilite": [civilite("Madame")],
        "references": fiche(
            [
                ("Objet", OBJET),
                ("Numéro", f"{le.year}-000"),
                ("Nature", "Saisine obligatoire"),
                ("Fondement", "Consultation d’exemple (CGCT, art. L. 4241-1)"),
            ]
        ),
        "pieces": [titre(1, "Pièces à nous adresser"), liste(["Rapport de présentation (CGCT, art. R. 4134-10)"])],
        "precisions": [],
        "motifs": [paragraphe("La question posée ne relève pas des compétences de la Région.")],
        "question_posee": [paragraphe("Quelles mobilités pour les dix ans qui viennent ?")],
        "calendrier": [
            titre(1, "Dates à retenir"),
            table(
                ["Échéance", "Date", "D’où vient cette date"],
                [["Séance plénière", en_lettres(le), "Calendrier de l’assemblée"]],
                [1, "48mm", 1],
            ),
        ],
        "adresse_de_suivi": [lien("https://exemple.fr/suivi/exemple")],
        "page_du_texte": [lien("https://exemple.fr/textes/0")],
        "vote": [paragraphe(VOTE.phrases[0]), paragraphe("Aucune position minoritaire n’a été exprimée.")],
    }
    to = adresse(modele, emetteur) or ("Destinataire d’exemple", "1, place de l’Exemple", "00000 Exemple")
    return de_la_lettre(
        Lettre(modele=modele, emetteur=emetteur, le=le, destinataire=to, sujet=f"Saisine n° {le.year}-000", fixes=fixed)
    )


def _date(le: date) -> tuple[str, str, str]:
    return "Séance plénière", en_lettres(le + timedelta(days=20)), "Calendrier de l’assemblée"


def _tenue(le: date) -> Tenue:
    day = le + timedelta(days=20)
    return Tenue(
        intitule="Séance plénière",
        instance="Assemblée plénière",
        jour=day,
        heure=time(9, 30),
        lieu="Hôtel de Région",
        ouverte_le=datetime.combine(day, time(9, 30)),
        levee_le=datetime.combine(day, time(16, 30)),
    )


def _convocation(modele: Modele, emetteur: Emetteur, le: date) -> Piece:
    return de_la_convocation(
        Convocation(
            emetteur=emetteur,
            tenue=_tenue(le),
            le=le,
            civilite="Madame",
            nom=MEMBRE.nom,
            points=(PointPrevu(rang=1, titre=OBJET, nature="Texte", rapporteurs=(MEMBRE.nom,), heure=time(9, 45)),),
            adresse_reponse="https://exemple.fr/seances/0/convocation",
            repondre_avant=le + timedelta(days=17),
            pouvoirs=ReglesDePouvoir(),
        )
    )


def _attestation(modele: Modele, emetteur: Emetteur, le: date) -> Piece:
    return de_l_attestation(Attestation(emetteur=emetteur, tenue=_tenue(le), le=le, civilite="Madame", nom=MEMBRE.nom))


def _feuille(modele: Modele, emetteur: Emetteur, le: date) -> Piece:
    return de_la_feuille(FeuilleDePresence(emetteur=emetteur, tenue=_tenue(le), le=le, membres=(MEMBRE,)))


def _scrutin(modele: Modele, emetteur: Emetteur, le: date) -> Piece:
    return du_scrutin(
        ProcesVerbalDeScrutin(
            emetteur=emetteur, tenue=_tenue(le), le=le, scrutin=VOTE, point=OBJET, president=MEMBRE.nom
        )
    )


def _proces_verbal(modele: Modele, emetteur: Emetteur, le: date) -> Piece:
    return du_proces_verbal(
        ProcesVerbal(
            emetteur=emetteur,
            tenue=_tenue(le),
            le=le,
            president=MEMBRE.nom,
            secretaire=MEMBRE.nom,
            membres=(MEMBRE,),
            points=(_point(),),
        )
    )


def _releve(modele: Modele, emetteur: Emetteur, le: date) -> Piece:
    return du_releve(Releve(emetteur=emetteur, tenue=_tenue(le), le=le, points=(_point(),)))


def _point() -> PointTraite:
    return PointTraite(rang=1, titre=OBJET, nature="Texte", rapporteurs=(MEMBRE.nom,), votes=(VOTE,))


def _rapport(modele: Modele, emetteur: Emetteur, le: date) -> Piece:
    text = Rendu(
        le=le, numero=f"AVIS-{le.year}-00", nature="Avis", titre=OBJET, commission="Commission d’exemple",
        voix=(86, 4, 12), positions=1,
    )  # fmt: skip
    return du_rapport(
        Rapport(
            emetteur=emetteur,
            le=le,
            annee=Annee(
                annee=le.year,
                au=le,
                recues_par_mois=(2, 3, 1, 4, 2, 5, 1, 0, 3, 4, 2, 1),
                rendus_par_mois=(1, 2, 2, 1, 3, 4, 2, 0, 1, 3, 3, 2),
                recues_par_nature={"obligatoire": 22, "auto_saisine": 6},
                textes=(text,),
                seances={"pleniere": 6, "commission": 31},
                avant_la_region=Tenu(20, 22),
                douze_jours=Tenu(19, 24),
                jours_au_milieu=34,
                preconisations=112,
            ),
        )
    )


#: The documents that are not letters.
PROPRES: dict[str, Callable[[Modele, Emetteur, date], Piece]] = {
    "convocation": _convocation,
    "attestation": _attestation,
    "feuille_de_presence": _feuille,
    "scrutin": _scrutin,
    "proces_verbal": _proces_verbal,
    "releve": _releve,
    "rapport_annuel": _rapport,
}
