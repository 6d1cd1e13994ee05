"""What each member of a file holds: functions and places that begin, end, or whose days are mended."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from ...models import Appartenance, Fonction, Groupe, Instance
from ...models.composition import UNIQUES, periode, veille
from ...prose.dates import sans_jour
from ...roles import ELECTIFS, Role
from .charges import ECRITS, NOM_MAX, reduire
from .colonnes import Charge
from .etat import SANS_FIN, Etat, chevauche, cle, court, par_nom
from .lecture import faute
from .plan import Ecart, Fiche, Nouvelle, Plan, Retouche, Tenue

COLONNE_DU_ROLE: dict[Role | None, str] = {None: "groupe", Role.MEMBRE_DE_COMMISSION: "commissions"}
LIBELLES = {"groupe": "Groupe", "commissions": "Commissions", "fonctions": "Fonctions"}
#: How a body that the file names for the first time is recognised by its first words.
PREMIERS_MOTS = {
    "section": "section",
    "groupedetravail": "groupe_de_travail",
    "groupedecoordination": "groupe_de_coordination",
}
PERMANENTES = {"bureau": "le bureau", "assembleepleniere": "l’assemblée plénière", "pleniere": "l’assemblée plénière"}


class Tenues:
    """Compares what a line says that somebody holds with what they hold."""

    def __init__(self, etat: Etat, plan: Plan, colonnes: frozenset[str]) -> None:
        self.etat, self.plan, self.colonnes = etat, plan, colonnes
        self.jour = plan.options.jour
        self.groupes = par_nom(etat.groupes)

    def comparer(self, fiche: Fiche) -> None:
        """Fill in what begins, ends and is mended for one line."""
        held = [*self.etat.charges.get(fiche.personne.id, ())] if fiche.personne.id else []
        for written in fiche.ligne.charges:
            charge = replace(written, nom=self.etat.nom_actuel(written.nom, self.jour)) if written.role else written
            found = self._meme(fiche, charge, held)
            if found is None:
                self._commencer(fiche, charge)
            else:
                held.remove(found)
                self._retoucher(fiche, charge, found)
        if fiche.mandat and fiche.en_exercice(self.jour):
            for left in held:
                self._finir(fiche, left)

    def _meme(self, fiche: Fiche, charge: Charge, held: list[Tenue]) -> Tenue | None:
        """What is held already under this name: from the day that is told, else on the day of the file."""
        wanted = charge.role, reduire(charge.nom), reduire(charge.attributions)
        same = [one for one in held if cle(one) == wanted]
        debut, fin = self._debut_dit(fiche, charge), self._fin_dite(fiche, charge)
        exact = [one for one in same if debut and one.debut == debut]
        running = [one for one in same if court(one, self.jour)]
        near = [one for one in same if chevauche(one, debut or fiche.debut, fin or fiche.fin)]
        if debut:
            return next(iter(exact or near), None)
        # Somebody who sits that day is told as of that day; a mandate that has ended is told as a whole.
        return next(iter(running if fiche.en_exercice(self.jour) else near), None)

    def _debut_dit(self, fiche: Fiche, charge: Charge) -> date | None:
        return charge.debut or (fiche.ligne.debut_fonctions if charge.colonne == "fonctions" else None)

    def _fin_dite(self, fiche: Fiche, charge: Charge) -> date | None:
        return charge.fin or (fiche.ligne.fin_fonctions if charge.colonne == "fonctions" else None)

    def _commencer(self, fiche: Fiche, charge: Charge) -> None:
        told = self._debut_dit(fiche, charge)
        debut = told or (max(fiche.debut, self.jour) if fiche.mandat and fiche.en_exercice(self.jour) else fiche.debut)
        fin = self._fin_dite(fiche, charge) or fiche.fin
        if reason := self._hors_du_mandat(fiche, charge, debut, fin):
            self._refuser(fiche, charge, reason)
            return
        instance = self._instance(fiche, charge, debut, fin) if charge.role and charge.nom else None
        if charge.role and charge.nom and instance is None:
            return
        groupe = None if charge.role else self._groupe(charge.nom, debut)
        new = Nouvelle(charge.role, instance, groupe, charge.attributions, debut, fin, charge.colonne)
        fiche.nouvelles.append(new)
        if fiche.mandat:
            fiche.ecarts.append(Ecart(LIBELLES[charge.colonne], "", f"{dire(new)}, {periode(debut, fin)}"))

    def _hors_du_mandat(self, fiche: Fiche, charge: Charge, debut: date, fin: date | None) -> str:
        name = charge.nom or (ECRITS[charge.role] if charge.role else "")
        if fin and fin < debut:
            return f"«\u00a0{name}\u00a0» finit ({sans_jour(fin)}) avant de commencer ({sans_jour(debut)})"
        if charge.role in ELECTIFS and not fiche.en_exercice(debut):
            return f"«\u00a0{name}\u00a0» commence le {sans_jour(debut)}, hors du mandat"
        if charge.role in ELECTIFS and fiche.fin and (fin or SANS_FIN) > fiche.fin:
            return f"«\u00a0{name}\u00a0» finit après le mandat, qui s’achève le {sans_jour(fiche.fin)}"
        return ""

    def _instance(self, fiche: Fiche, charge: Charge, debut: date, fin: date | None) -> Instance | None:
        if always := PERMANENTES.get(reduire(charge.nom)):
            self._refuser(
                fiche,
                charge,
                f"{always} n’est pas une commission\u00a0: au bureau, on est «\u00a0Membre du bureau\u00a0»",
            )
            return None
        known = self.etat.instance(charge.nom, debut) or self.plan.instances_creees.get(reduire(charge.nom))
        if known is None:
            return self._nouvelle_instance(fiche, charge, debut)
        if known.fin and (fin or SANS_FIN) > known.fin:
            self._refuser(fiche, charge, f"«\u00a0{known.nom}\u00a0» a pris fin le {sans_jour(known.fin)}")
            return None
        return known

    def _nouvelle_instance(self, fiche: Fiche, charge: Charge, debut: date) -> Instance | None:
        if len(charge.nom) > NOM_MAX or not self.plan.options.creer_instances:
            self.plan.instances_inconnues.setdefault(reduire(charge.nom), charge.nom)
            reason = (
                f"«\u00a0{charge.nom}\u00a0» n’est pas une instance connue\u00a0: "
                "corrigez son nom, ou demandez plus bas à créer les instances inconnues"
            )
            self._refuser(fiche, charge, reason)
            return None
        words = reduire(charge.nom)
        genre = next((genre for first, genre in PREMIERS_MOTS.items() if words.startswith(first)), "commission")
        created = self.plan.instances_creees[words] = Instance(genre=genre, nom=charge.nom, debut=debut)
        return created

    def _groupe(self, nom: str, debut: date) -> Groupe:
        known = self.groupes.get(reduire(nom))
        if known is None:
            known = self.groupes[reduire(nom)] = Groupe(nom=nom, debut=debut)
            self.plan.groupes_crees[reduire(nom)] = known
        return known

    def _retoucher(self, fiche: Fiche, charge: Charge, found: Tenue) -> None:
        """The days that the file gives replace those that are kept; a day that it leaves out says nothing."""
        debut, fin = self._debut_dit(fiche, charge) or found.debut, self._fin_dite(fiche, charge) or found.fin
        if (debut, fin) == (found.debut, found.fin):
            return
        if reason := self._hors_du_mandat(fiche, charge, debut, fin):
            self._refuser(fiche, charge, reason)
            return
        fiche.retouches.append(Retouche(found, debut, fin))
        before, after = periode(found.debut, found.fin), periode(debut, fin)
        fiche.ecarts.append(Ecart(LIBELLES[charge.colonne], f"{dire(found)}, {before}", after))

    def _finir(self, fiche: Fiche, left: Tenue) -> None:
        """What ran on the day of the file, and that the file does not list any more."""
        colonne = COLONNE_DU_ROLE.get(cle(left)[0], "fonctions")
        last = max(veille(self.jour), left.debut)
        if colonne not in self.colonnes or not court(left, self.jour) or left.fin == last:
            return
        fiche.finies.append((left, last))
        fiche.ecarts.append(
            Ecart(LIBELLES[colonne], f"{dire(left)}, {periode(left.debut, left.fin)}", f"fin le {sans_jour(last)}")
        )

    def verifier_les_titulaires(self) -> None:
        """One chair to a body, one president, and nobody twice in the same function on the same day."""
        ended = {id(one): last for fiche in self.plan.fiches for one, last in fiche.finies}
        mended = {id(one.tenue): (one.debut, one.fin) for fiche in self.plan.fiches for one in fiche.retouches}
        leaving = {mandat.personne_id: day for mandat, day in self.plan.absents}
        leaving |= {fiche.personne.id: fiche.fin for fiche in self.plan.finies if fiche.fin}
        held: dict[tuple[Any, ...], list[tuple[str, date, date]]] = defaultdict(list)
        for one in self.etat.fonctions:
            debut, fin = mended.get(id(one), (one.debut, ended.get(id(one), one.fin)))
            last = min(fin or SANS_FIN, leaving.get(one.personne_id, SANS_FIN))
            body = reduire(one.instance.nom) if one.instance else ""
            held[_place(Role(one.role), body, one.personne_id)].append((str(one.personne), debut, last))
        for fiche, new in self._fonctions_nouvelles():
            self._verifier(fiche, new, held)

    def _fonctions_nouvelles(self) -> Iterator[tuple[Fiche, Nouvelle]]:
        yield from ((fiche, new) for fiche in self.plan.fiches for new in fiche.nouvelles if new.role)

    def _verifier(self, fiche: Fiche, new: Nouvelle, held: dict[tuple[Any, ...], list[Any]]) -> None:
        who = fiche.personne.id or f"ligne {id(fiche.personne)}"
        key = _place(new.role, reduire(new.instance.nom) if new.instance else "", who)
        last = new.fin or SANS_FIN
        for name, debut, fin in held[key]:
            if debut <= last and fin >= new.debut:
                days = periode(debut, None if fin == SANS_FIN else fin)
                reason = f"«\u00a0{dire(new)}\u00a0» est déjà tenue par {name}, {days}"
                value = fiche.ligne.brutes.get(new.colonne, "")
                self.plan.erreurs.append(faute(fiche.ligne.numero, new.colonne, reason, value))
                return
        held[key].append((f"{fiche.ligne.nom_complet} (ligne {fiche.ligne.numero})", new.debut, last))

    def _refuser(self, fiche: Fiche, charge: Charge, raison: str) -> None:
        value = fiche.ligne.brutes.get(charge.colonne, "")
        self.plan.erreurs.append(faute(fiche.ligne.numero, charge.colonne, raison, value))


def _place(role: Role | None, body: str, who: Any) -> tuple[Any, ...]:
    """What is held once at a time: by one person in all, or by each."""
    return role, body, None if role in UNIQUES else who


def dire(held: Tenue | Nouvelle) -> str:
    """A function, or a group, in the words of the file."""
    if isinstance(held, Appartenance):
        return held.groupe.nom
    if isinstance(held, Fonction):
        role, instance, attributions = Role(held.role), held.instance, held.attributions
    elif held.role is None:
        return held.groupe.nom if held.groupe else ""
    else:
        role, instance, attributions = held.role, held.instance, held.attributions
    if role is Role.MEMBRE_DE_COMMISSION and instance:
        return instance.nom
    return ECRITS[role] + "".join(f" : {name}" for name in (instance.nom if instance else "", attributions) if name)
