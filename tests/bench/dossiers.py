"""The rows of one made-up saisine: itself, its pieces, its text, its ballots, its acts and its words."""

import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

from tracker.models.effets import adresse_publique
from tracker.procedure.delais import limite_d_envoi
from tracker.procedure.empreinte import empreinte
from tracker.procedure.reglement import Reglement
from tracker.procedure.saisine import OUVERTS
from tracker.procedure.texte import ADOPTES
from tracker.prose.recherche import termes
from tracker.roles import Role

from .chaines import CHEMINS, Pas, pas
from .vocabulaire import contenus, titre

#: More than any record has of them: identifiers are computed, never asked of the database.
ACTES, ENFANTS = 32, 4
#: The sittings have written theirs before.
PREMIER_ACTE = 10_000
MOTIF = "Décision prise en réunion, consignée au relevé de conclusions."
DESTINATAIRES = ("president_region", "conseil_regional", "cese", "prefet")
PATHS = [(weight, list(pas(chemin))) for weight, chemin in CHEMINS]

Lignes = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Decor:
    """What every saisine refers to, by number."""

    aujourdhui: date
    bases: list[tuple[int, str]]
    commissions: list[tuple[int, str]]
    demandeurs: list[tuple[int, str]]
    auteurs: list[int]
    pleniere: int
    #: Sittings of the plenary: number and day, those held then those to come.
    tenues: list[tuple[int, date]]
    prevues: list[tuple[int, date]]
    fichiers: list[int]
    personne_du_role: Callable[[Role], int | None]


def lignes(decor: Decor, first: int, last: int) -> Lignes:
    """The rows of the saisines numbered from `first` to `last`, by table."""
    found: Lignes = defaultdict(list)
    for number in range(first, last + 1):
        Dossier(decor, number).ecrire(found)
    return found


class Dossier:
    """One saisine; its number draws everything else."""

    def __init__(self, decor: Decor, number: int) -> None:
        self.decor, self.number, self.chance = decor, number, random.Random(number)
        paths = [path for _, path in PATHS]
        self.path: list[Pas] = self.chance.choices(paths, weights=[weight for weight, _ in PATHS])[0]
        self.etats = {step.objet: step.vers for step in self.path}
        self.etat = self.etats["saisine"]
        self.archive = self.etat == "archivee"
        self.objet = titre(self.chance)
        self.titre = f"Avis sur {self.objet[:80].lower()}"
        self.commission = self.chance.choice(decor.commissions)
        self.demandeur = self.chance.choice(decor.demandeurs)
        self.base = None if self.archive else self.chance.choice(decor.bases)
        self.seance, self.jour = self.chance.choice(decor.prevues if self.etat in OUVERTS else decor.tenues)
        self.recue_le = min(self.jour - timedelta(days=self.chance.randint(30, 120)), decor.aujourdhui)

    def ecrire(self, rows: Lignes) -> None:
        rows["saisines"].append(self._saisine())
        if not self.archive:
            held = ("lettre", "projet", "rapport", *(("retrait",) if self.etat == "retiree" else ()))
            rows["pieces"] += [self._piece(rank, nature) for rank, nature in enumerate(held)]
        if "texte" in self.etats:
            self._texte(rows)
        rows["actes"] += self._actes()
        rows["mots"].append({"id": 2 * self.number, "saisine_id": self.number, "termes": self._mots()})

    def _saisine(self) -> dict[str, Any]:
        waiting = self.etat in OUVERTS and self.etat not in {"avis_rendu", "en_deliberation"}
        due = limite_d_envoi(self.jour, Reglement()) - timedelta(days=Reglement().jours_de_preparation)
        return {
            "id": self.number,
            "numero": f"{self.recue_le.year}-{self.number:05d}",
            "etat": self.etat,
            "revision": len(self.path),
            "nature": None if self.archive else "facultative" if self.number % 2 else "obligatoire",
            "base_id": self.base[0] if self.base else None,
            "demandeur_id": self.demandeur[0],
            "objet": self.objet,
            "recue_le": self.recue_le,
            "commission_id": self.commission[0],
            "pleniere_id": None if self.archive else self.seance,
            "jeton": f"jeton-du-banc-{self.number:010d}",
            "echeance_le": due if waiting else None,
            "bureau_du": self.recue_le if self.etat == "irrecevable" else None,
            "enregistree_le": self._moment(0),
        } | ({"nature": "facultative"} if self.etat == "irrecevable" else {})

    def _piece(self, rank: int, nature: str) -> dict[str, Any]:
        return {
            "id": self.number * ENFANTS + rank,
            "saisine_id": self.number,
            "fichier_id": self.chance.choice(self.decor.fichiers),
            "nature": nature,
            "nom": f"{nature}-{self.number}.pdf",
            "recue_le": self.recue_le,
            "deposee_le": self._moment(0),
        }

    def _texte(self, rows: Lignes) -> None:
        etat = self.etats["texte"]
        voted, public = etat in ADOPTES, etat == "publie" or self.archive
        rows["textes"].append(
            {
                "id": self.number,
                "etat": etat,
                "nature": "avis",
                "titre": self.titre,
                "numero": f"AVIS-{self.jour.year}-{self.number:05d}" if voted else None,
                "adresse": adresse_publique(SimpleNamespace(id=self.number, titre=self.titre)) if public else None,
                "commission_id": self.commission[0],
                "adopte_le": self.jour if voted or self.archive else None,
                "adopte_par": "pleniere" if voted or self.archive else None,
                "aucune_position": voted,
                "document_id": self.decor.fichiers[0] if etat in ADOPTES - {"adopte"} else None,
                "signe_le": self.jour if etat in ADOPTES - {"adopte"} else None,
                "publication_reference": f"RAA n° {self.number}" if etat == "publie" else None,
                "publication_le": self.jour + timedelta(days=20) if public else None,
                "cree_le": self._moment(2),
            }
        )
        rows["reponses"].append({"saisine_id": self.number, "texte_id": self.number})
        if self.archive:
            rows["reprises"].append(self._reprise())
        else:
            self._redaction(rows)
        if voted or self.archive:
            rows["scrutins"].append(self._scrutin(0, self.decor.pleniere))
        if etat == "publie":
            sent = {"texte_id": self.number, "envoyee_le": self.jour, "moyen": "courriel"}
            rows["transmissions"] += [
                {"id": self.number * ENFANTS + rank, "destinataire": name, **sent}
                for rank, name in enumerate(DESTINATAIRES)
            ]
        rows["mots"].append({"id": 2 * self.number + 1, "texte_id": self.number, "termes": self._mots_du_texte()})

    def _redaction(self, rows: Lignes) -> None:
        """Its authors, two versions, the commission's vote, its item on the agenda."""
        author = self.chance.choice(self.decor.auteurs)
        rows["designations"].append({"texte_id": self.number, "personne_id": author, "rang": 1})
        for rank in (1, 2):
            contenu = contenus()[(self.number + rank) % len(contenus())][0]
            rows["versions"].append(
                {
                    "id": 2 * self.number + rank - 2,
                    "texte_id": self.number,
                    "numero": rank,
                    "contenu": contenu,
                    "empreinte": empreinte(contenu),
                    "auteur_id": author,
                    "le": self._moment(3),
                }
            )
        if any(step.transition == "arreter" for step in self.path):
            rows["scrutins"].append(self._scrutin(1, self.commission[0]))
        if any(step.transition == "inscrire" for step in self.path):
            rows["points"].append(
                {
                    "id": self.number,
                    "seance_id": self.seance,
                    "rang": self.number,
                    "intitule": self.titre,
                    "texte_id": self.number,
                    "version_id": 2 * self.number,
                }
            )

    def _scrutin(self, rank: int, instance: int) -> dict[str, Any]:
        figures = {"pour": 80, "contre": 3, "abstention": 7, "ne_prend_pas_part": 0, "presents": 90, "en_exercice": 130}
        return {
            "id": 2 * self.number + rank,
            "texte_id": self.number,
            "version_id": None if self.archive else 2 * self.number,
            "instance_id": instance,
            "tenu_le": self.jour,
            "importe": self.archive,
            "issue": "adopte",
            "clos_le": self._moment(6),
            **figures,
        }

    def _reprise(self) -> dict[str, Any]:
        return {
            "texte_id": self.number,
            "saisine_id": self.number,
            "reference": f"ARC-{self.number:05d}",
            "conseil": "CESER du banc",
            "commission": self.commission[1],
            "resultat": "adopté",
            "adopte_par": "plénière",
        }

    def _actes(self) -> list[dict[str, Any]]:
        found = []
        for rank, step in enumerate(self.path):
            entailed = step.role is Role.AUTOMATIQUE and rank > 0
            found.append(
                {
                    "id": PREMIER_ACTE + self.number * ACTES + rank,
                    "saisine_id": self.number if step.objet == "saisine" else None,
                    "texte_id": self.number if step.objet == "texte" else None,
                    "transition": step.transition,
                    "de": step.de,
                    "vers": step.vers,
                    "role": step.role.value,
                    "personne_id": self.decor.personne_du_role(step.role),
                    "le": self._moment(rank),
                    "motif": MOTIF if step.motif else "",
                    "avertissements": [],
                    "entraine_par_id": PREMIER_ACTE + self.number * ACTES + rank - 1 if entailed else None,
                }
            )
        return found

    def _moment(self, rank: int) -> datetime:
        day = min(self.recue_le + timedelta(days=rank), self.decor.aujourdhui)
        return datetime.combine(day, time(9, self.number % 60, rank), UTC)

    def _mots(self) -> str:
        named = [self.demandeur[1], self.commission[1], self.base[1] if self.base else ""]
        return " ".join(dict.fromkeys(termes(" ".join([str(self.number), self.objet, self.titre, *named]))))

    def _mots_du_texte(self) -> str:
        written = [] if self.archive else contenus()[(self.number + 2) % len(contenus())][1]
        return " ".join(dict.fromkeys([*termes(f"{self.titre} {self.commission[1]} {self.objet}"), *written]))
