"""An assembly in miniature, and its files taken to any state by walking the tables."""

import secrets
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from flask import Flask, current_app, g
from flask.testing import FlaskClient
from sqlalchemy import select

from tracker.door import today
from tracker.extensions import db
from tracker.imports.depot import ranger
from tracker.installation import installer
from tracker.models import (
    WORKFLOWS,
    Acte,
    Amendement,
    BaseLegale,
    College,
    Commentaire,
    Connexion,
    Delegation,
    Demandeur,
    Fichier,
    Fonction,
    Instance,
    Mandat,
    Mandature,
    Personne,
    Piece,
    Point,
    ReglementDate,
    Saisine,
    Scrutin,
    Seance,
    Siege,
    Suggestion,
    Texte,
    Version,
    accomplir,
    numero_suivant,
    reglement_du,
)
from tracker.models.colonnes import maintenant
from tracker.procedure.delais import est_ouvrable, jour_ouvrable_apres
from tracker.procedure.grammar import Frame
from tracker.prose.comparaison import empreinte
from tracker.prose.lecture import lire
from tracker.rights import Acteur, acteur_du, au_nom_de, roles
from tracker.roles import Role
from tracker.views.connexion import fingerprint

from . import etats

MOTIF = "Motif d’essai."
CONTENU = "# Le contexte\n\nUn constat.\n\n# Les préconisations\n\n1. Agir.\n"
DEBUT = date(2024, 1, 15)

#: Who lives in the miniature: the word, then the standing role and the one held in the commission.
GENS: dict[str, tuple[Role | None, Role | None]] = {
    "secretaire": (Role.SECRETARIAT, None),
    "chargee": (Role.CHARGE_DE_MISSION, None),
    "direction": (Role.DIRECTION, None),
    "communication": (Role.COMMUNICATION, None),
    "administration": (Role.ADMINISTRATION, None),
    "president": (Role.PRESIDENT, None),
    "membre_bureau": (Role.MEMBRE_DU_BUREAU, None),
    "presidente_commission": (None, Role.PRESIDENT_DE_COMMISSION),
    "rapporteur": (None, Role.MEMBRE_DE_COMMISSION),
    "conseiller": (None, None),
    "autre_presidente": (None, None),
    "agent": (None, None),
    "autre_agent": (None, None),
    "associe": (None, None),
    "inconnu": (None, None),
}
CONSEILLERS = ("president", "membre_bureau", "presidente_commission", "rapporteur", "conseiller", "autre_presidente")


class Monde:
    """The people, the bodies and the bases of a small assembly; its verbs move files as the desks would.

    Each verb that makes a record commits, so that a client sees it and a refused page loses nothing.
    """

    secretaire: Personne
    chargee: Personne
    direction: Personne
    communication: Personne
    administration: Personne
    president: Personne
    membre_bureau: Personne
    presidente_commission: Personne
    #: A member of the commission, rapporteur of each text that these factories open.
    rapporteur: Personne
    #: A councillor of no commission.
    conseiller: Personne
    #: Chairs the other commission.
    autre_presidente: Personne
    #: Signs in for the Region.
    agent: Personne
    #: Signs in for the préfet.
    autre_agent: Personne
    #: Works in the other commission without a seat in the assembly.
    associe: Personne
    #: Has an account and no function.
    inconnu: Personne

    def __init__(self, session: Any, aujourdhui: date | None = None) -> None:
        self.session = session
        self.aujourdhui = aujourdhui or today()
        self.jour = self.aujourdhui
        #: Seats made so far.
        self.sieges = 0
        installer(session())
        self.reglement_date = session.scalars(select(ReglementDate)).one()
        self.reglement_date.debut = DEBUT
        self.bases = {base.code: base for base in session.scalars(select(BaseLegale))}
        self.pleniere, self.bureau = (
            session.scalars(select(Instance).where(Instance.genre == genre)).one() for genre in ("pleniere", "bureau")
        )
        self.commission = Instance(genre="commission", nom="Transports et mobilités")
        self.autre_commission = Instance(genre="commission", nom="Culture et patrimoine")
        self.region = Demandeur(nom="Président du conseil régional")
        self.conseil = Demandeur(nom="Le conseil lui-même")
        self.college = College(rang=1, nom="Premier collège", court="Collège 1", sieges=10)
        self.prefet = Demandeur(nom="Préfet de région")
        session.add(Mandature(debut=DEBUT, arrete="Arrêté d’essai"))
        session.add_all([self.commission, self.autre_commission, self.region, self.conseil, self.prefet, self.college])
        session.flush()
        self._gens()
        session.commit()

    def _gens(self) -> None:
        for word, (permanent, en_commission) in GENS.items():
            personne = Personne(prenom=word.split("_")[0].capitalize(), nom="Essai", courriel=f"{word}@exemple.test")
            if permanent:
                personne.fonctions.append(Fonction(role=permanent.value, debut=DEBUT))
            if en_commission:
                held = Fonction(role=en_commission.value, instance=self.commission, debut=DEBUT)
                personne.fonctions.append(held)
            if word in CONSEILLERS:
                self.mandat(personne)
            setattr(self, word, personne)
            self.session.add(personne)
        # Enough seats in the commission for a vote to be counted there; these people never sign in.
        for rank in range(18):
            sits = Fonction(role=Role.MEMBRE_DE_COMMISSION.value, instance=self.commission, debut=DEBUT)
            self.session.add(Personne(prenom="Membre", nom=f"N° {rank + 1}", fonctions=[sits]))
        chairs = Fonction(role=Role.PRESIDENT_DE_COMMISSION.value, instance=self.autre_commission, debut=DEBUT)
        self.autre_presidente.fonctions.append(chairs)
        self.agent.fonctions.append(Fonction(role=Role.DEMANDEUR.value, demandeur_id=self.region.id, debut=DEBUT))
        self.autre_agent.fonctions.append(Fonction(role=Role.DEMANDEUR.value, demandeur_id=self.prefet.id, debut=DEBUT))
        associate = Fonction(role=Role.MEMBRE_ASSOCIE.value, instance=self.autre_commission, debut=DEBUT)
        self.associe.fonctions.append(associate)

    def mandat(self, personne: Personne, debut: date = DEBUT, fin: date | None = None) -> Mandat:
        """A seat more in the college, held by this person."""
        self.sieges += 1
        siege = Siege(college=self.college, numero=self.sieges, debut=DEBUT)
        held = Mandat(personne=personne, siege=siege, debut=debut, fin=fin)
        self.session.add(held)
        return held

    # Acting

    @property
    def gens(self) -> dict[str, Personne]:
        """Everybody, by their word."""
        return {word: getattr(self, word) for word in GENS}

    def acteur(self, personne: Personne) -> Acteur:
        return acteur_du(self.session(), personne, self.jour)

    def frame(self) -> Frame:
        return Frame(self.jour, reglement_du(self.session(), self.jour)[1])

    def regler(self, **valeurs: Any) -> None:
        """Change rules of the assembly, from the beginning of the term."""
        self.reglement_date.valeurs = {**self.reglement_date.valeurs, **valeurs}
        self.session.commit()

    def agir(self, record: Any, name: str, par: Personne | None = None, motif: str = MOTIF) -> Acte:
        """Fire a transition as somebody, or as the first person who may; raises Refusal like a page."""
        self.session.add(record)
        with self.session.no_autoflush:
            who = self.acteur(par or self.qui_peut(record, name))
            acte = accomplir(
                record,
                name,
                personne=who.personne,
                roles=roles(who, record),
                frame=self.frame(),
                pour=au_nom_de(who, record),
                reglement_id=self.reglement_date.id,
                motif=motif,
            )
        self.session.flush()
        return acte

    def qui_peut(self, record: Any, name: str) -> Personne:
        """The first person who holds a role of the row that starts from here; the secretary if nobody does."""
        row = WORKFLOWS[type(record)].row(name, record.etat)
        for personne in self.gens.values():
            if row and set(row.by) & roles(self.acteur(personne), record):
                return personne
        return self.secretaire

    # Making

    def saisine(self, etat: str = "recue", **faits: Any) -> Saisine:
        """A saisine in a state; facts given here replace those it would have."""
        found = etats.saisine(self, etat, faits)
        self.session.commit()
        assert found.etat == etat, f"{found.etat} reached, {etat} wanted"
        return found

    def texte(self, etat: str = "redaction", **faits: Any) -> Texte:
        """A text in a state, with its saisine; facts given here replace those it would have."""
        found = etats.texte(self, etat, faits)
        self.session.commit()
        assert found.etat == etat, f"{found.etat} reached, {etat} wanted"
        return found

    def seance(self, etat: str = "projetee", **faits: Any) -> Seance:
        """A sitting in a state, of the plenary unless told: in thirty days, or today once it must be held."""
        found = etats.seance(self, etat, faits)
        self.session.commit()
        assert found.etat == etat, f"{found.etat} reached, {etat} wanted"
        return found

    def tenir(self, seance: Seance, presents: int = 8, pouvoirs: int | None = None) -> Seance:
        """A sitting of the calendar, held today for ten in office: opened, or ended for want of a quorum."""
        seance.jour, seance.presents, seance.en_exercice, seance.pouvoirs = self.jour, presents, 10, pouvoirs
        self.session.flush()
        self.agir(seance, "convoquer")
        self.agir(seance, "ouvrir" if presents > 5 else "constater_la_carence")
        self.session.commit()
        return seance

    def seconde(self, premiere: Seance) -> Seance:
        """The second sitting of one that had no quorum, convened."""
        return etats.seconde(self, premiere)

    # Facts

    def piece(self, saisine: Saisine, nature: str = "annexe", octets: bytes = b"") -> Piece:
        """A piece in a file, with its bytes on the disk."""
        piece = Piece(
            saisine=saisine, fichier=self.fichier(octets), nature=nature, nom=f"{nature}.pdf", recue_le=self.jour
        )
        self.session.add(piece)
        self.session.flush()
        return piece

    def fichier(self, octets: bytes = b"") -> Fichier:
        octets = octets or b"%PDF-1.7 " + secrets.token_bytes(8)
        mark = ranger(current_app.config["FILES_DIR"], octets)
        known = self.session.scalars(select(Fichier).where(Fichier.empreinte == mark)).first()
        return known or Fichier(empreinte=mark, type_mime="application/pdf", taille=len(octets))

    def ecrire(self, texte: Texte, contenu: str = CONTENU, auteur: Personne | None = None) -> Version:
        """A version more, which becomes the current one."""
        version = Version(
            texte=texte,
            numero=texte.version.numero + 1 if texte.version else 1,
            blocs=lire(contenu),
            contenu=contenu,
            empreinte=empreinte(contenu),
            auteur=auteur or self.rapporteur,
        )
        self.session.add(version)
        self.session.flush()
        texte.version = version
        self.session.flush()
        return version

    def amendement(self, texte: Texte, *, auteur: Personne | None = None, **faits: Any) -> Amendement:
        """Tabled on a text that a plenary is about to vote: its first block gets other words, unless told."""
        assert texte.version is not None
        known: dict[str, Any] = {
            "qualite": "membre",
            "geste": "remplacer",
            "bloc": texte.version.blocs[0].id,
            "blocs": lire("Une autre rédaction."),
            "expose": "Dire mieux ce qui est voulu.",
            "depose_par": auteur or self.conseiller,
        } | faits
        # Cascades would add it before the act gives it a state.
        with self.session.no_autoflush:
            found = Amendement(texte=texte, version=texte.version, numero=len(texte.amendements) + 1, **known)
            self.agir(found, "deposer", found.depose_par)
        self.session.commit()
        return found

    def commentaire(self, texte: Texte, auteur: Personne | None = None, **faits: Any) -> Commentaire:
        """Said by the chair, to the authors alone unless told; of the whole text unless a block is named."""
        known: dict[str, Any] = {"contenu": "À revoir.", "audience": "auteurs"} | faits
        found = Commentaire(texte=texte, version=texte.version, auteur=auteur or self.presidente_commission, **known)
        self.session.add(found)
        self.session.commit()
        return found

    def suggestion(self, texte: Texte, auteur: Personne | None = None, **faits: Any) -> Suggestion:
        """Other words for the first block, unless told."""
        assert texte.version is not None
        first = texte.version.blocs[0]
        known: dict[str, Any] = {
            "geste": "remplacer",
            "bloc": first.id,
            "blocs": (replace(first, texte="D’autres mots"),),
            "audience": "auteurs",
        } | faits
        found = Suggestion(texte=texte, version=texte.version, auteur=auteur or self.presidente_commission, **known)
        self.session.add(found)
        self.session.commit()
        return found

    def porter(self, texte: Texte, seance: Seance) -> Point:
        """An item of an agenda for a text, with its present version."""
        point = Point(
            seance=seance, rang=len(seance.points) + 1, intitule=texte.titre, texte=texte, version=texte.version
        )
        self.session.add(point)
        self.session.flush()
        return point

    def compter(self, texte: Texte, instance: Instance, pour: int = 7, contre: int = 1, **faits: Any) -> Scrutin:
        """A closed ballot of a body on the present version."""
        figures = {"abstention": 0, "presents": 8, "en_exercice": 10} | faits
        scrutin = Scrutin(
            texte=texte,
            version=texte.version,
            instance=instance,
            tenu_le=self.jour,
            pour=pour,
            contre=contre,
            **figures,
        )
        self.session.add(scrutin)
        resultat = scrutin.resultat(self.frame().reglement)
        assert resultat.issue is not None, resultat.manques
        scrutin.clore(resultat, self.reglement_date.id)
        self.session.flush()
        return scrutin

    def numero(self) -> str:
        regles = self.frame().reglement
        return numero_suivant(self.session(), Saisine.numero, regles, regles.numerotation, self.jour.year)


def connecter(client: FlaskClient, personne: Personne) -> FlaskClient:
    """Sign a client in as somebody; several clients may be used in turn in one test."""
    chacun_son_tour(client.application)
    token = secrets.token_urlsafe(32)
    db.session.add(Connexion(empreinte=fingerprint(token), personne_id=personne.id, ouverte_le=maintenant()))
    db.session.commit()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
        cookie["_fresh"] = True
    return client


def chacun_son_tour(app: Flask) -> None:
    """Give each request an empty `g`: a test keeps one application context open, and `g` lives in it."""
    before = app.before_request_funcs.setdefault(None, [])
    if _vider not in before:
        before.insert(0, _vider)


def _vider() -> None:
    for name in list(g):
        g.pop(name)


def monde(session: Any, aujourdhui: date | None = None) -> Monde:
    """An assembly in miniature in an empty database, on a day."""
    return Monde(session, aujourdhui)


def preter(
    m: Monde,
    par: Personne,
    a: Personne,
    role: Role,
    instance: Instance | None = None,
    *,
    dans: int = 0,
    jours: int = 30,
) -> Delegation:
    """A role lent from a day on, counted from today, for some days; written without asking whether it may be."""
    debut = m.jour + timedelta(days=dans)
    given = Delegation(
        delegant=par,
        delegataire=a,
        role=role.value,
        instance=instance,
        debut=debut,
        fin=debut + timedelta(days=jours),
        motif=MOTIF,
    )
    m.session.add(given)
    m.session.flush()
    return given


def ouvrable(day: date) -> date:
    """A day, or the next one on which one may sit."""
    return day if est_ouvrable(day) else jour_ouvrable_apres(day, 1)
