"""The assembly of the demonstration: 140 seats, their organisations, a bureau, commissions, the staff."""

import json
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.orm import Session

from ..models import (
    Appartenance,
    College,
    Demandeur,
    Fonction,
    Groupe,
    Instance,
    Mandat,
    Mandature,
    Organisme,
    Personne,
    Siege,
)
from ..roles import Role
from .noms import FEMMES, noms

SOURCE = Path(__file__).parent.parent / "donnees" / "assemblee-paca.json"
#: Last general renewal; the functions of the staff begin with it too.
DEBUT = date(2024, 1, 15)
ARRETE = "Arrêté préfectoral du 8 janvier 2024 (inventé)"
MOT_DE_PASSE = "demonstration"
#: No mail can reach it: « .example » is kept for examples (RFC 2606).
DOMAINE = "ceser-demonstration.example"

COURTS = ("Entreprises", "Syndicats de salariés", "Associations", "Personnalités qualifiées")
#: What the sources do not list, so that each college reaches its seats.
ORGANISMES_INVENTES: tuple[tuple[str, ...], ...] = (
    (
        "Union régionale de l’artisanat (inventé)",
        "Fédération régionale du bâtiment (inventé)",
        "Fédération régionale des exploitants agricoles (inventé)",
        "Union régionale du tourisme et de l’hôtellerie (inventé)",
        "Groupement régional du commerce (inventé)",
        "Pôle régional des industries de la mer (inventé)",
        "Union régionale des professions libérales (inventé)",
    ),
    ("Union régionale des syndicats du deuxième collège (inventé)",),
    (
        "Fédération régionale des usagers des transports (inventé)",
        "Union régionale du logement social (inventé)",
        "Ligue régionale de la protection de la nature (inventé)",
        "Réseau régional de l’éducation à l’environnement (inventé)",
        "Comité régional du sport (inventé)",
        "Fédération régionale des parents d’élèves (inventé)",
        "Conseil régional des associations de jeunesse (inventé)",
        "Union régionale de la santé et du handicap (inventé)",
    ),
    (),
)

#: Seats that the law reserves, by what their organisation defends.
RESERVES = {
    "Ligue régionale de la protection de la nature (inventé)": "environnement",
    "Réseau régional de l’éducation à l’environnement (inventé)": "environnement",
    "Conseil régional des associations de jeunesse (inventé)": "jeunesse",
}
#: Seats that two organisations give by agreement: the first and the second of these ranks, college by college.
PAR_ACCORD = {0: (40, 41), 2: (42,)}
#: People who vote together; invented, but for the unions that once abstained together.
GROUPES: dict[str, tuple[str, ...]] = {
    "CGT, FSU et Solidaires": ("CGT", "FSU", "Solidaires"),
    "Artisanat et commerce (inventé)": (
        "Union régionale de l’artisanat (inventé)",
        "Groupement régional du commerce (inventé)",
    ),
}

#: Word for short → rank in the source; the last two are invented.
COMMISSIONS: dict[str, int | str] = {
    "emploi": 0,
    "amenagement": 1,
    "solidarites": 2,
    "transports": 3,
    "environnement": 4,
    "recherche": 5,
    "finances": "Finances et évaluation des politiques publiques",
    "culture": "Culture, éducation, jeunesse et sport",
}
COMMISSION_INVENTEE = "Commission inventée pour la démonstration."

#: Who sits at the bureau beside its president: as many businesses as unions (R. 4134-12).
BUREAU = (8, 8, 7, 1)
#: Vice-presidents, by college and seat, and what each is in charge of.
VICE_PRESIDENTS = {
    (0, 1): "Première vice-présidence, relations avec la Région",
    (1, 1): "Évaluation des politiques publiques",
    (2, 1): "Relations avec les territoires",
    (0, 2): "Prospective",
}
RAPPORTEUR_GENERAL = (1, 2)

SECTION = "Section de la prospective (inventée)"
ARRETE_DE_LA_SECTION = "Arrêté préfectoral (inventé)"
ASSOCIE = "Membre associé de la section : travaille en section, sans voix en plénière"
ASSOCIES = 2
GROUPE_DE_TRAVAIL = "Groupe de travail « Eau et adaptation » (inventé)"

EQUIPE: tuple[tuple[str, Role, str | None], ...] = (
    ("secretaire", Role.SECRETARIAT, "Secrétariat : enregistre, convoque, transmet"),
    ("directeur", Role.DIRECTION, "Direction : suit l’ensemble des dossiers et le règlement"),
    ("chargee", Role.CHARGE_DE_MISSION, "Chargée de mission : instruit, rédige avec les rapporteurs"),
    ("administrateur", Role.ADMINISTRATION, "Administration du site : reprend les archives, tient les réglages"),
    ("communicante", Role.COMMUNICATION, "Communication : publie les avis"),
    ("secretaire_2", Role.SECRETARIAT, None),
    ("charge_2", Role.CHARGE_DE_MISSION, None),
    ("charge_3", Role.CHARGE_DE_MISSION, None),
)

#: Who signs in for an author: word, author, presentation.
AGENTS = (
    ("agent", "region", "Agent de la Région : suit les saisines de son institution"),
    ("agent_prefet", "prefet", "Agent de la préfecture (SGAR) : suit les demandes du préfet"),
)

DEMANDEURS = {
    "region": "Président du conseil régional",
    "conseil": "Le conseil lui-même",
    "prefet": "Préfet de région",
    "petition": "Collectif citoyen pour l’accès à la mer (inventé)",
    "departement": "Conseil départemental (inventé)",
}


class Assemblee:
    """The people and bodies of the demonstration, each under the short word that the stories use."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.source: dict[str, Any] = json.loads(SOURCE.read_text(encoding="utf-8"))
        self.gens: dict[str, Personne] = {}
        self.commissions: dict[str, Instance] = {}
        self.membres: dict[str, list[Personne]] = {}
        self.groupes: dict[str, Groupe] = {}
        self.pleniere = self._instance("pleniere")
        self.bureau = self._instance("bureau")
        self.demandeurs = {key: Demandeur(nom=nom) for key, nom in DEMANDEURS.items()}
        session.add_all(self.demandeurs.values())
        self._noms = iter(noms(150 + ASSOCIES))
        session.add(Mandature(debut=DEBUT, arrete=ARRETE))
        self._equipe()
        self._commissions()
        self._conseillers()
        self._agent()
        self._section()
        self._presider_a_deux()
        self._travailler_en_section()
        self._ouvrir_les_comptes()
        session.flush()

    def qui(self, word: str) -> Personne:
        """Somebody by their short word; « presidente transports » chairs that commission."""
        return self.gens[word]

    def _instance(self, genre: str) -> Instance:
        return self.session.scalars(select(Instance).where(Instance.genre == genre)).one()

    def _equipe(self) -> None:
        for word, role, presentation in EQUIPE:
            self.gens[word] = self._personne(presentation, Fonction(role=role.value, debut=DEBUT))

    def _agent(self) -> None:
        self.session.flush()
        for word, asker, presentation in AGENTS:
            fonction = Fonction(role=Role.DEMANDEUR.value, demandeur_id=self.demandeurs[asker].id, debut=DEBUT)
            self.gens[word] = self._personne(presentation, fonction)

    def _commissions(self) -> None:
        for word, found in COMMISSIONS.items():
            seen = self.source["commissions"][found] if isinstance(found, int) else None
            nom = seen["name"].replace("'", "’") if seen else str(found)
            competences = ", ".join(seen["competences"]).replace("'", "’") if seen else COMMISSION_INVENTEE
            self.commissions[word] = Instance(genre="commission", nom=nom, competences=competences)
            self.membres[word] = []
        self.session.add_all(self.commissions.values())
        self.session.flush()

    def _conseillers(self) -> None:
        words = list(COMMISSIONS)
        for index, college in enumerate(self.source["colleges"]):
            row = College(
                rang=college["number"],
                nom=college["label"].replace("'", "’"),
                court=COURTS[index],
                sieges=college["seats"],
            )
            self.session.add(row)
            organismes = list(self._organismes(row, college, index))
            for seat in range(college["seats"]):
                siege = self._siege(row, index, seat, organismes)
                personne = self._personne(None, mandat=Mandat(siege=siege, organisme=organismes[seat], debut=DEBUT))
                self._grouper(personne, organismes[seat])
                self._fonctions(personne, index, seat, words[(index + seat) % len(words)])

    def _siege(self, college: College, index: int, seat: int, organismes: list[Organisme | None]) -> Siege:
        """A seat of the order; a few are given by agreement with the organisation of the seat before."""
        names = [organisme for organisme in (organismes[seat],) if organisme]
        if names and seat in PAR_ACCORD.get(index, ()) and organismes[seat - 1] is not names[0]:
            names.append(organismes[seat - 1] or names[0])
        qualite = RESERVES.get(names[0].nom) if names else None
        return Siege(college=college, numero=seat + 1, organismes=names, qualite=qualite, debut=DEBUT)

    def _grouper(self, personne: Personne, organisme: Organisme | None) -> None:
        for nom, members in GROUPES.items():
            if organisme and organisme.nom in members:
                groupe = self.groupes.setdefault(nom, Groupe(nom=nom, debut=DEBUT))
                personne.appartenances.append(Appartenance(groupe=groupe, debut=DEBUT))

    def _section(self) -> None:
        """A section with outsiders, a third of it at most (R. 4134-18), and a group of work."""
        self.section = section = Instance(genre="section", nom=SECTION, arrete=ARRETE_DE_LA_SECTION, debut=DEBUT)
        groupe = Instance(genre="groupe_de_travail", nom=GROUPE_DE_TRAVAIL, debut=DEBUT)
        for body, words in ((section, ("recherche", "culture")), (groupe, ("environnement",))):
            members = [personne for word in words for personne in self.membres[word][:5]]
            for rank, personne in enumerate(members):
                role = Role.MEMBRE_DE_COMMISSION if rank else Role.PRESIDENT_DE_COMMISSION
                personne.fonctions.append(Fonction(role=role.value, instance=body, debut=DEBUT))
        for rank in range(ASSOCIES):
            associate = Fonction(role=Role.MEMBRE_ASSOCIE.value, instance=section, debut=DEBUT)
            self.gens[f"associe {rank + 1}"] = self._personne(None if rank else ASSOCIE, associate)

    def _travailler_en_section(self) -> None:
        """A section is given files as a commission is; it is named by its word once the commissions are all set."""
        self.session.flush()
        self.commissions["prospective"] = self.section
        self.membres["prospective"] = self.membres["recherche"][1:5]
        self.gens["presidente prospective"] = self.membres["recherche"][0]

    def _organismes(self, row: College, college: dict[str, Any], index: int) -> Iterator[Organisme | None]:
        """The organisation of each seat: the seen number where there is one, then each in turn."""
        known = [
            (Organisme(nom=seen["name"].replace("'", "’"), college=row), seen["seats"])
            for seen in college["organisations_seen"]
        ]
        others = [organisme for organisme, seats in known if seats is None]
        others += [Organisme(nom=nom, college=row) for nom in ORGANISMES_INVENTES[index]]
        given = 0
        for organisme, seats in known:
            for _ in range(seats or 0):
                yield organisme
                given += 1
        for seat in range(college["seats"] - given):
            yield others[seat % len(others)] if others else None

    def _fonctions(self, personne: Personne, college: int, seat: int, commission: str) -> None:
        """The first seats of each college hold the bureau, the next ones chair commissions, the last two are vacant."""
        members = self.membres[commission]
        members.append(personne)
        chosen = college < 3 and seat >= BUREAU[college] and seat % 3 == 2
        chairs = chosen and f"presidente {commission}" not in self.gens
        role = Role.PRESIDENT_DE_COMMISSION if chairs else Role.MEMBRE_DE_COMMISSION
        personne.fonctions.append(Fonction(role=role.value, instance=self.commissions[commission], debut=DEBUT))
        if chairs:
            self.gens[f"presidente {commission}"] = personne
            members.remove(personne)
        if college == 2 and seat == 0:
            self.gens["president"] = personne
            personne.fonctions.append(Fonction(role=Role.PRESIDENT.value, debut=DEBUT))
        elif seat < BUREAU[college]:
            self._au_bureau(personne, college, seat)
        if college < 2 and seat == 44:
            self._fin(personne)

    def _presider_a_deux(self) -> None:
        """Each commission has a vice-chair and a rapporteur among its members."""
        for word, body in self.commissions.items():
            titled = ((5, Role.VICE_PRESIDENT_DE_COMMISSION), (6, Role.RAPPORTEUR_DE_COMMISSION))
            for rank, role in titled:
                held = next(one for one in self.membres[word][rank].fonctions if one.instance is body)
                held.role = role.value

    def _au_bureau(self, personne: Personne, college: int, seat: int) -> None:
        charge = VICE_PRESIDENTS.get((college, seat), "")
        role = Role.VICE_PRESIDENT if charge else Role.MEMBRE_DU_BUREAU
        personne.fonctions.append(Fonction(role=role.value, attributions=charge, debut=DEBUT))
        if (college, seat) == RAPPORTEUR_GENERAL:
            personne.fonctions.append(Fonction(role=Role.RAPPORTEUR_GENERAL.value, debut=DEBUT))
        self.gens.setdefault("membre_du_bureau", personne)

    def _fin(self, personne: Personne) -> None:
        """A seat left vacant: the mandate and the functions ended together."""
        end = date(DEBUT.year + 1, 6, 30)
        for mandat in personne.mandats:
            mandat.fin, mandat.motif_fin, mandat.vacance_constatee_le = end, "demission", end
        for fonction in personne.fonctions:
            fonction.fin = end

    def _personne(
        self, presentation: str | None, fonction: Fonction | None = None, mandat: Mandat | None = None
    ) -> Personne:
        prenom, nom = next(self._noms)
        civilite = "madame" if prenom in FEMMES.split() else "monsieur"
        personne = Personne(prenom=prenom, nom=nom, civilite=civilite, presentation=presentation)
        if fonction:
            personne.fonctions.append(fonction)
        if mandat:
            personne.mandats.append(mandat)
        self.session.add(personne)
        return personne

    def _ouvrir_les_comptes(self) -> None:
        """Those one can enter as: one hash for all, since it takes its time on purpose."""
        self._presenter("president", "Présidence du conseil : affecte, inscrit, signe")
        self._presenter("membre_du_bureau", "Membre du bureau : juge de la recevabilité, valide les projets")
        self._presenter("presidente transports", "Présidence de la commission Transports : conduit les projets d’avis")
        self.gens["rapporteur"] = self.membres["transports"][3]
        self._presenter("rapporteur", "Rapporteur à la commission Transports : écrit les projets d’avis")
        self.gens["conseiller"] = self.membres["culture"][5]
        self._presenter("conseiller", "Conseil : un membre de l’assemblée, sans autre fonction")
        hashed = PasswordHasher().hash(MOT_DE_PASSE)
        for personne in self.gens.values():
            if personne.presentation:
                local = f"{personne.prenom}.{personne.nom}".lower()
                personne.courriel = f"{_ascii(local)}@{DOMAINE}"
                personne.mot_de_passe = hashed

    def _presenter(self, word: str, presentation: str) -> None:
        self.gens[word].presentation = presentation


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
