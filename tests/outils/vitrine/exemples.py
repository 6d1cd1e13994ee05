"""Invented objects for the showcase: no person, no file and no date here is real."""

from __future__ import annotations

from types import SimpleNamespace as O
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    Form,
    IntegerField,
    MultipleFileField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    validators,
    widgets,
)

CHEMIN = [
    O(libelle="Reçue", date="jeudi 12 novembre", detail="accusé de réception envoyé", statut="passe"),
    O(libelle="Dossier complet", date="vendredi 13 novembre", detail="", statut="passe"),
    O(libelle="Confiée à la commission Finances", date="lundi 16 novembre", detail="bureau", statut="passe"),
    O(
        libelle="En commission",
        date="",
        detail="projet d’avis, version 4, deux rapporteurs",
        statut="courant",
    ),
    O(libelle="Au bureau", date="", detail="", statut="avenir"),
    O(libelle="Envoi aux membres", date="au plus tard le 27 novembre", detail="", statut="avenir"),
    O(libelle="Vote en plénière", date="jeudi 10 décembre", detail="", statut="avenir"),
    O(libelle="Transmission à la Région", date="", detail="", statut="avenir"),
    O(libelle="Publication", date="", detail="", statut="avenir"),
    O(libelle="Suites données", date="", detail="", statut="avenir"),
]

PASSAGES = [
    O(
        possible=True,
        libelle="Envoyer au bureau",
        url="#",
        avertissements=[],
        raisons=[],
        qui="",
        explication="La commission a voté le projet le 20 novembre : 14 pour, 2 abstentions.",
    ),
    O(
        possible=True,
        libelle="Enregistrer une pièce",
        url="#",
        raisons=[],
        qui="",
        avertissements=[
            "L’annexe « autorisations de programme », annoncée le 12 novembre, n’est pas arrivée."
        ],
        explication="Le dossier compte 3 pièces.",
    ),
    O(
        possible=False,
        libelle="Inscrire à la plénière",
        url="",
        explication="",
        avertissements=[],
        raisons=[
            "Le bureau n’a pas encore validé le texte.",
            "Un seul des deux rapporteurs est annoncé présent.",
        ],
        qui="au président ou au bureau",
    ),
    O(
        possible=False,
        libelle="Transmettre à la Région",
        url="",
        explication="",
        avertissements=[],
        raisons=["L’avis n’est pas encore voté."],
        qui="au président",
    ),
    O(
        possible=False,
        libelle="Publier",
        url="",
        explication="",
        avertissements=[],
        raisons=["L’avis n’est pas encore transmis."],
        qui="au service communication",
    ),
    O(
        possible=False,
        libelle="Clore",
        url="",
        explication="",
        avertissements=[],
        raisons=["Les suites données ne sont pas toutes constatées."],
        qui="au bureau",
    ),
]

DELAIS = [
    O(
        date_en_lettres="vendredi 27 novembre",
        iso="2026-11-27",
        dans="dans 4 jours",
        ton="attente",
        libelle="Envoi des rapports aux membres",
        source="R. 4134-9",
        calcul="Plénière du jeudi 10 décembre, moins 12 jours francs, ramené au vendredi qui précède.",
    ),
    O(
        date_en_lettres="jeudi 10 décembre",
        iso="2026-12-10",
        dans="",
        ton="encours",
        source="R. 4134-17",
        calcul="",
        libelle="Plénière : 138 membres en exercice, quorum à 70 présents.",
    ),
    O(
        date_en_lettres="lundi 14 décembre",
        iso="2026-12-14",
        dans="",
        ton="neutre",
        source="calendrier de la Région",
        libelle="Date limite des amendements au conseil régional, session du 17.",
        calcul="",
    ),
]

PIECES = [
    O(
        nom="Lettre de saisine",
        url="#",
        type="PDF",
        taille="240 ko",
        date="12 novembre",
        exigee=False,
        recue=True,
        article="",
    ),
    O(
        nom="Projet de délibération",
        url="#",
        type="PDF",
        taille="1,2 Mo",
        date="12 novembre",
        exigee=True,
        recue=True,
        article="R. 4134-10",
    ),
    O(
        nom="Rapport de présentation",
        url="#",
        type="PDF",
        taille="3,8 Mo",
        date="13 novembre",
        exigee=True,
        recue=True,
        article="R. 4134-10",
    ),
    O(
        nom="Annexe « autorisations de programme »",
        url="",
        type="",
        taille="",
        date="annoncée le 12 novembre",
        exigee=True,
        recue=False,
        article="",
    ),
]

ACTES = [
    O(
        quand="20 novembre, 16 h 40",
        iso="2026-11-20T16:40",
        quoi="La commission Finances arrête le projet d’avis",
        qui="Nadia Ferrando, présidente de la commission",
        motif="",
        icone="check",
        url="",
    ),
    O(
        quand="18 novembre, 9 h 05",
        iso="2026-11-18T09:05",
        quoi="Le projet est renvoyé en rédaction",
        qui="Nadia Ferrando, présidente de la commission",
        icone="pencil",
        url="",
        motif="Les chiffres des lycées sont ceux de 2025.",
    ),
    O(
        quand="16 novembre, 11 h 20",
        iso="2026-11-16T11:20",
        quoi="Confiée à la commission Finances, pour avis à Transports",
        qui="Le bureau",
        motif="",
        icone="send",
        url="#",
    ),
    O(
        quand="12 novembre, 8 h 52",
        iso="2026-11-12T08:52",
        quoi="Saisine reçue, accusé de réception envoyé",
        qui="Secrétariat général",
        motif="",
        icone="inbox",
        url="",
    ),
]


def _parts(*nombres: tuple[str, str, int | None]) -> list[O]:
    total = sum(n or 0 for _, _, n in nombres) or 1
    x, parts = 0.0, []
    for cle, libelle, nombre in nombres:
        largeur = round((nombre or 0) * 100 / total, 2)
        parts.append(O(cle=cle, libelle=libelle, nombre=nombre, x=round(x, 2), largeur=largeur))
        x += largeur
    return parts


VOTE = O(
    libelle="Adopté",
    ton="adopte",
    phrase="69 pour sur 85 suffrages exprimés ; majorité des suffrages exprimés (R. 4134-17).",
    parts=_parts(
        ("pour", "Pour", 69),
        ("contre", "Contre", 16),
        ("abstention", "Abstention", 13),
        ("nppv", "Ne prennent pas part", 4),
    ),
)
VOTE_ANCIEN = O(
    libelle="Adopté",
    ton="adopte",
    phrase="Le procès-verbal de 1998 ne donne que le nombre des voix pour.",
    parts=_parts(
        ("pour", "Pour", 86),
        ("contre", "Contre", 0),
        ("abstention", "Abstention", 3),
        ("nppv", "Ne prennent pas part", None),
    ),
)

TRAVAUX = [
    O(
        cle="retard",
        titre="En retard",
        taches=[
            O(
                date="mercredi 18 novembre",
                dans="depuis 5 jours",
                phrase="Demander la pièce qui manque",
                dossier="2026-044 · Schéma des mobilités, révision partielle",
                geste="Écrire la demande",
            ),
            O(
                date="vendredi 20 novembre",
                dans="depuis 3 jours",
                phrase="Faire signer l’avis adopté",
                dossier="2026-031 · Lycées et sobriété énergétique",
                geste="Préparer la signature",
            ),
        ],
    ),
    O(
        cle="semaine",
        titre="Cette semaine",
        taches=[
            O(
                date="vendredi 27 novembre",
                dans="dans 4 jours",
                phrase="Envoyer les rapports de la plénière aux 138 membres",
                dossier="Plénière du 10 décembre, 6 points",
                geste="Vérifier l’envoi",
            ),
            O(
                date="vendredi 27 novembre",
                dans="dans 4 jours",
                phrase="Envoyer le projet au bureau",
                dossier="2026-041 · Orientations budgétaires 2027",
                geste="Ouvrir le dossier",
            ),
        ],
    ),
    O(
        cle="tard",
        titre="Plus tard",
        taches=[
            O(
                date="lundi 14 décembre",
                dans="dans 3 semaines",
                phrase="Transmettre l’avis avant la date limite des amendements de la Région",
                dossier="2026-041 · Orientations budgétaires 2027",
                geste="Ouvrir le dossier",
            )
        ],
    ),
]

NOUVELLES = [
    O(quand="hier, 17 h 12", quoi="Version 4 du projet d’avis", dossier="Orientations budgétaires 2027"),
    O(
        quand="vendredi, 16 h 40",
        quoi="La commission Finances a arrêté son projet",
        dossier="Orientations budgétaires 2027",
    ),
    O(quand="jeudi, 10 h 02", quoi="La Région répond à trois préconisations", dossier="Eau et agriculture"),
]

SAISINES = [
    O(
        numero="2026-044",
        objet="Schéma des mobilités, révision partielle",
        auteur="Président du conseil régional",
        genre="obligatoire",
        etat=("Incomplète", "retard"),
        commission="Transports",
        echeance="18 novembre",
    ),
    O(
        numero="2026-041",
        objet="Orientations budgétaires 2027",
        auteur="Président du conseil régional",
        genre="obligatoire",
        etat=("En commission", "encours"),
        commission="Finances",
        echeance="27 novembre",
    ),
    O(
        numero="2026-040",
        objet="Accueil des saisonniers dans les stations",
        auteur="Bureau",
        genre="autosaisine",
        etat=("À l’examen", "attente"),
        commission="",
        echeance="30 novembre",
    ),
    O(
        numero="2026-038",
        objet="Forêt méditerranéenne : prévenir, exploiter, replanter",
        auteur="Préfet de région",
        genre="facultative",
        etat=("En délibération", "encours"),
        commission="Environnement",
        echeance="10 décembre",
    ),
    O(
        numero="2026-031",
        objet="Lycées et sobriété énergétique",
        auteur="Bureau",
        genre="autosaisine",
        etat=("Avis rendu", "fait"),
        commission="Formation",
        echeance="20 novembre",
    ),
    O(
        numero="2026-027",
        objet="Eau et agriculture : partager la ressource",
        auteur="Bureau",
        genre="autosaisine",
        etat=("En suivi", "fait"),
        commission="Environnement",
        echeance="15 janvier",
    ),
    O(
        numero="2026-019",
        objet="Pétition pour une ligne de nuit",
        auteur="4 210 signataires",
        genre="pétition",
        etat=("Irrecevable", "sombre"),
        commission="",
        echeance="",
    ),
    O(
        numero="2026-012",
        objet="Contrat de plan, avenant n° 2",
        auteur="Président du conseil régional",
        genre="obligatoire",
        etat=("Close", "neutre"),
        commission="Finances",
        echeance="",
    ),
]

PAGE = O(
    phrase="1 à 50 sur 312",
    precedente=None,
    suivante="#",
    pages=[
        O(numero=1, url="#", courant=True),
        O(numero=2, url="#", courant=False),
        O(numero=3, url="#", courant=False),
        None,
        O(numero=7, url="#", courant=False),
    ],
)

CONTEXTE: dict[str, Any] = {
    "assemblee": {
        "nom": "Conseil économique, social et environnemental régional",
        "sigle": "CESER",
        "region": "Provence-Alpes-Côte d’Azur",
    },
    "utilisateur": O(nom_complet="Claire Vasseur", qualite="Secrétariat général"),
    "demonstration": True,
    "navigation": [
        O(libelle="Accueil", url="#", courant=False, icone="", compte=2),
        O(libelle="Registre", url="#", courant=True, icone="", compte=0),
        O(libelle="Séances", url="#", courant=False, icone="", compte=0),
        O(libelle="Textes", url="#", courant=False, icone="", compte=0),
        O(libelle="Calendrier", url="#", courant=False, icone="", compte=0),
        O(libelle="L’assemblée", url="#", courant=False, icone="", compte=0),
    ],
    "navigation_ouverte": [
        O(libelle="Avis", url="#", courant=True, icone=""),
        O(libelle="Recherche", url="#", courant=False, icone="search"),
        O(libelle="Flux", url="#", courant=False, icone="rss"),
        O(libelle="Espace des membres", url="#", courant=False, icone="log-in"),
    ],
    "chemin_exemple": CHEMIN,
    "passages_exemple": PASSAGES,
    "delais_exemple": DELAIS,
    "pieces_exemple": PIECES,
    "actes_exemple": ACTES,
    "vote_exemple": VOTE,
    "vote_ancien": VOTE_ANCIEN,
    "travaux": TRAVAUX,
    "nouvelles": NOUVELLES,
    "saisines": SAISINES,
    "page": PAGE,
}


class Cases(SelectMultipleField):
    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class Enregistrement(Form):
    genre = RadioField(
        "Nature de la saisine",
        [validators.InputRequired("Dites de quelle saisine il s’agit.")],
        choices=[
            ("obligatoire", "Obligatoire : la loi impose de consulter l’assemblée"),
            ("facultative", "Facultative : le président du conseil régional demande un avis"),
            ("autosaisine", "Autosaisine : l’assemblée se saisit elle-même"),
        ],
    )
    fondement = SelectField(
        "Fondement", choices=[("", "Choisir…"), ("3", "Orientations budgétaires (L. 4241-1, 3°)")]
    )
    objet = StringField("Objet", [validators.InputRequired("Recopiez l’objet de la lettre.")])
    lettre = DateField("Date de la lettre", [validators.InputRequired()])
    reception = DateField(
        "Date de réception", [validators.InputRequired("La date de réception ouvre le délai.")]
    )
    session = DateField("Session du conseil régional", [validators.Optional()])
    commissions = Cases(
        "Commissions pour avis", choices=[("t", "Transports"), ("f", "Formation"), ("e", "Environnement")]
    )
    pieces = MultipleFileField("Pièces du dossier")
    note = TextAreaField("Note au bureau")
    urgence = BooleanField("Le président du conseil régional demande l’urgence")


class Scrutin(Form):
    pour = IntegerField("Pour", [validators.InputRequired()])
    contre = IntegerField("Contre", [validators.InputRequired()])
    abstention = IntegerField("Abstentions")
    nppv = IntegerField("Ne prennent pas part")


def formulaires() -> dict[str, Form]:
    refuse = Enregistrement(
        MultiDict({"objet": "Orientations budgétaires 2027", "lettre": "2026-11-10", "reception": "12/11"})
    )
    refuse.validate()
    return {"formulaire": Enregistrement(), "formulaire_refuse": refuse, "scrutin": Scrutin()}
