"""Write one line of an older register as an archive: its saisine, its text, its ballot and what it said."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..models import Demandeur, Instance, Personne, Position, Reprise, Saisine, Scrutin, Texte, accomplir
from ..models.colonnes import maintenant
from ..procedure.grammar import Frame
from ..roles import Role
from .colonnes import LigneRegistre
from .lignes import CHIFFRES, INSTANCES, NATURES, ORIGINES

#: What the register's result becomes where the tracker computes one; « prend acte » is none.
ISSUES = {"adopté": "adopte", "rejeté": "rejete"}
NOMS_DES_INSTANCES = {"pleniere": "Assemblée plénière", "bureau": "Bureau"}


class Plume:
    """Writes lines one after the other; what they share is looked up once."""

    def __init__(
        self,
        session: Session,
        personne: Personne | None,
        roles: Collection[Role],
        frame: Frame,
        reglement_id: int | None,
        fichier: str,
    ) -> None:
        self.session = session
        self.acte: dict[str, Any] = {"personne": personne, "roles": roles, "frame": frame, "reglement_id": reglement_id}
        self.fichier = fichier
        self.demandeurs = {found.nom: found for found in session.scalars(select(Demandeur))}
        instances = session.scalars(select(Instance).order_by(Instance.fin.is_not(None), Instance.id)).all()
        self.commissions = {found.nom.casefold(): found for found in instances if found.genre == "commission"}
        self.instances = {found.genre: found for found in reversed(instances)}

    def ecrire(self, ligne: LigneRegistre) -> Texte:
        """One archive: its saisine, then its text with what is known of it."""
        commission = self.commissions.get(ligne.commission.casefold())
        saisine = self._saisine(ligne, commission)
        self._reprendre(saisine, ligne)
        texte = self._texte(ligne, saisine, commission)
        self.session.add(_reprise(ligne, saisine, texte))
        self._reprendre(texte, ligne)
        return texte

    def _reprendre(self, record: Saisine | Texte, ligne: LigneRegistre) -> None:
        self.session.add(record)
        motif = f"Ligne {ligne.numero_de_ligne} du fichier «\u00a0{self.fichier}\u00a0»." if self.fichier else ""
        accomplir(record, "reprendre_archive", motif=motif, **self.acte)

    def _saisine(self, ligne: LigneRegistre, commission: Instance | None) -> Saisine:
        # Empty lists are given: a list left out is looked for in the database when words are indexed.
        return Saisine(
            numero=ligne.reference,
            nature=ORIGINES.get(ligne.saisine),
            demandeur=self._demandeur(ligne.demandeur),
            objet=ligne.titre,
            recue_le=ligne.recue_le,
            commission=commission,
            textes=[],
            pieces=[],
        )

    def _demandeur(self, nom: str) -> Demandeur | None:
        if nom and nom not in self.demandeurs:
            self.demandeurs[nom] = Demandeur(nom=nom)
        return self.demandeurs.get(nom)

    def _texte(self, ligne: LigneRegistre, saisine: Saisine, commission: Instance | None) -> Texte:
        return Texte(
            nature=NATURES[ligne.nature],
            titre=ligne.titre,
            commission=commission,
            adopte_le=ligne.adopte_le,
            adopte_par=INSTANCES.get(ligne.adopte_par),
            publication_le=ligne.publie_le,
            saisines=[saisine],
            positions=[Position(auteur=auteur, contenu=contenu) for auteur, contenu in ligne.positions],
            scrutins=self._scrutins(ligne),
        )

    def _scrutins(self, ligne: LigneRegistre) -> list[Scrutin]:
        """The ballot, if any of its figures was printed."""
        chiffres = {nom: getattr(ligne, nom) for nom in CHIFFRES}
        if all(chiffre is None for chiffre in chiffres.values()):
            return []
        issue = ISSUES.get(ligne.resultat)
        instance = self._instance(INSTANCES.get(ligne.adopte_par, "pleniere"))
        scrutin = Scrutin(
            instance=instance, tenu_le=ligne.adopte_le, importe=True, issue=issue, clos_le=maintenant(), **chiffres
        )
        return [scrutin]

    def _instance(self, genre: str) -> Instance:
        if genre not in self.instances:
            self.instances[genre] = Instance(genre=genre, nom=NOMS_DES_INSTANCES[genre])
        return self.instances[genre]


def _reprise(ligne: LigneRegistre, saisine: Saisine, texte: Texte) -> Reprise:
    """What has no other home, and what the file said in its own words."""
    return Reprise(
        texte=texte,
        saisine=saisine,
        reference=ligne.reference,
        conseil=ligne.conseil,
        region_insee=ligne.region_insee,
        saisine_origine=ligne.saisine,
        commission=ligne.commission,
        resultat=ligne.resultat,
        adopte_par=ligne.adopte_par,
        unanimite=ligne.unanimite,
        votants=ligne.votants,
        publie_le=ligne.publie_le,
        suites=ligne.suites,
        source=ligne.source,
        signalements=list(ligne.signalements),
    )
