"""Write the plan of a file of members: endings first, so that what begins finds its place free."""

from sqlalchemy.orm import Session

from ...models import Appartenance, Fonction, Instance, Mandat, Personne, composition
from ...prose.dates import sans_jour
from ...roles import Role
from .plan import Fiche, Plan, Retouche
from .tenues import dire

#: Of an end that the file gives without saying why.
MOTIF_INCONNU = "autre"


def ecrire(session: Session, plan: Plan, auteur: Personne | None, fichier: str) -> None:
    """Write a plan without errors, all or nothing, and tell it in the journal; raises Refusal. The caller commits."""
    _Ecriture(session, plan, auteur).faire(fichier)


class _Ecriture:
    def __init__(self, session: Session, plan: Plan, auteur: Personne | None) -> None:
        self.session, self.plan, self.auteur = session, plan, auteur

    def faire(self, fichier: str) -> None:
        self._creer()
        for mandat, day in self.plan.absents:
            motif = self.plan.options.absents_motif or MOTIF_INCONNU
            composition.liberer(self.session, mandat, day, motif, auteur=self.auteur)
        for fiche in self.plan.fiches:
            self._terminer(fiche)
        for fiche in self.plan.fiches:
            self._corriger(fiche)
        for fiche in self.plan.ajoutees:
            self._installer(fiche)
        for fiche in self.plan.fiches:
            self._commencer(fiche)
        self._raconter(fichier)

    def _creer(self) -> None:
        """What the members need to sit: term, colleges, organisations, seats, bodies, groups; then the new people."""
        plan = self.plan
        self.session.add_all([plan.mandature_creee] if plan.mandature_creee else [])
        self.session.add_all(plan.colleges_crees)
        self.session.add_all(
            [*plan.organismes_crees.values(), *plan.instances_creees.values(), *plan.groupes_crees.values()]
        )
        self.session.add_all(plan.sieges_crees)
        self.session.add_all({id(fiche.personne): fiche.personne for fiche in plan.ajoutees}.values())
        self.session.flush()
        for instance in plan.instances_creees.values():
            self._dire("instance", f"{instance.nom} est créée par l’import des membres.", instance=instance)
        for groupe in plan.groupes_crees.values():
            self._dire("groupe", f"Le groupe « {groupe.nom} » est créé par l’import des membres.")

    def _terminer(self, fiche: Fiche) -> None:
        """The mandate that the line ends, and what it does not list any more."""
        for tenue, last in fiche.finies:
            if isinstance(tenue, Fonction):
                composition.finir(self.session, tenue, last, auteur=self.auteur)
            else:
                tenue.fin = last
                self._dire(
                    "groupe", f"{fiche.personne} quitte le groupe « {dire(tenue)} » le {sans_jour(last)}.", fiche
                )
        if fiche.mandat and fiche.finit and fiche.fin:
            fiche.mandat.debut = fiche.debut
            motif = fiche.ligne.motif or fiche.mandat.motif_fin or MOTIF_INCONNU
            found = fiche.mandat.vacance_constatee_le
            composition.liberer(self.session, fiche.mandat, fiche.fin, motif, constatee_le=found, auteur=self.auteur)

    def _corriger(self, fiche: Fiche) -> None:
        """What the file says otherwise of somebody, of their seat and of its days."""
        personne, ligne = fiche.personne, fiche.ligne
        for nom in ("civilite", "prenom", "nom", "courriel"):
            if (told := getattr(ligne, nom)) and told != getattr(personne, nom):
                setattr(personne, nom, told)
        for one in fiche.retouches:
            self._retoucher(one)
        if fiche.mandat:
            fiche.mandat.debut = fiche.debut
            self._designer(fiche, fiche.mandat)
            if ligne.motif and fiche.mandat.fin:
                fiche.mandat.motif_fin = ligne.motif
        changed = [
            one for one in fiche.ecarts if one.avant or one.libelle not in ("Groupe", "Commissions", "Fonctions")
        ]
        if changed and fiche.mandat:
            words = " ; ".join(f"{one.libelle} : {one.avant or 'rien'} devient {one.apres}" for one in changed)
            self._dire("personne", f"{personne}, corrigé par l’import des membres. {words}.", fiche)
        self.session.flush()

    def _retoucher(self, one: Retouche) -> None:
        one.tenue.debut = one.debut
        if isinstance(one.tenue, Fonction) and one.fin and one.fin != one.tenue.fin:
            composition.finir(self.session, one.tenue, one.fin, auteur=self.auteur)
        one.tenue.fin = one.fin

    def _designer(self, fiche: Fiche, mandat: Mandat) -> None:
        if fiche.ligne.qualite:
            mandat.siege.qualite = fiche.ligne.qualite
        if not fiche.organismes or not any(one.libelle == "Organisme" for one in fiche.ecarts):
            return
        mandat.organisme = fiche.organismes[0]
        mandat.siege.organismes = list(fiche.organismes)

    def _installer(self, fiche: Fiche) -> None:
        assert fiche.siege is not None
        mandat = composition.installer(
            self.session,
            fiche.siege,
            fiche.personne,
            fiche.debut,
            organisme=fiche.organismes[0] if fiche.organismes else None,
            fin=fiche.fin,
            auteur=self.auteur,
        )
        if fiche.fin:
            mandat.motif_fin = fiche.ligne.motif

    def _commencer(self, fiche: Fiche) -> None:
        for new in fiche.nouvelles:
            if new.role is None:
                self.session.add(Appartenance(personne=fiche.personne, groupe=new.groupe, debut=new.debut, fin=new.fin))
                self._dire(
                    "groupe", f"{fiche.personne} rejoint le groupe « {dire(new)} » le {sans_jour(new.debut)}.", fiche
                )
                continue
            composition.nommer(
                self.session,
                fiche.personne,
                Role(new.role),
                new.debut,
                instance=new.instance,
                fin=new.fin,
                attributions=new.attributions,
                auteur=self.auteur,
            )

    def _raconter(self, fichier: str) -> None:
        """One line for the whole file, beside those of each person."""
        plan = self.plan
        counts = (
            (len(plan.ajoutees), "ajout", "ajouts"),
            (len(plan.changees), "changement", "changements"),
            (len(plan.finies) + len(plan.absents), "fin de mandat", "fins de mandat"),
        )
        told = ", ".join(f"{count} {many if count > 1 else one}" for count, one, many in counts if count)
        self._dire("import", f"Membres repris du fichier « {fichier} », au {sans_jour(plan.options.jour)} : {told}.")
        self.session.flush()

    def _dire(self, sujet: str, phrase: str, fiche: Fiche | None = None, instance: Instance | None = None) -> None:
        personne = fiche.personne if fiche else None
        composition.consigner(self.session, sujet, phrase, self.auteur, personne, instance)
