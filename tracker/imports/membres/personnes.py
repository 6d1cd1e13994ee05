"""Who the lines of a file speak of: by address, else by name within a college; and which of their mandates."""

from collections import defaultdict

from ...models import College, Mandat, Personne
from .colonnes import Ligne
from .etat import Etat, chevauche, court
from .lecture import faute
from .plan import Doute, Plan


def nom_exact(prenom: str, nom: str) -> str:
    """A name as two lines share it: whatever its case and its blanks, with its accents and hyphens."""
    return " ".join(f"{prenom} {nom}".casefold().split())


class Reconnaissance:
    """Recognises people, first all those whose address is known, so that a name never takes one of these."""

    def __init__(self, etat: Etat, plan: Plan) -> None:
        self.etat, self.plan = etat, plan
        self.par_courriel = {one.courriel: one for one in etat.personnes if one.courriel}
        self.par_nom: dict[str, list[Personne]] = defaultdict(list)
        for one in etat.personnes:
            self.par_nom[nom_exact(one.prenom, one.nom)].append(one)
        self.nouvelles: dict[tuple[str, ...], Personne] = {}
        self.pris: set[int] = set()

    def reserver(self, courriels: set[str]) -> None:
        """Keep those whose address is in the file for the lines that give it."""
        self.pris = {self.par_courriel[one].id for one in courriels if one in self.par_courriel}

    def personne(self, ligne: Ligne, college: College) -> Personne | None:
        """The person of a line, or a new one; None, with an error, where two could be meant."""
        known = self.par_courriel.get(ligne.courriel or "")
        if known:
            self._verifier_le_nom(ligne, known)
            return known
        homonymes = [one for one in self.par_nom[nom_exact(ligne.prenom, ligne.nom)] if one.id not in self.pris]
        seated = [one for one in homonymes if self._siege_au(one, college, ligne)]
        if len(seated) > 1:
            reason = f"{len(seated)} personnes portent ce nom dans ce collège\u00a0: donnez le courriel de la bonne"
            self.plan.erreurs.append(faute(ligne.numero, "courriel", reason, ligne.courriel or ""))
            return None
        if seated:
            self._verifier_le_courriel(ligne, seated[0])
            return seated[0]
        self._signaler_les_homonymes(ligne, homonymes)
        return self._nouvelle(ligne, college)

    def _siege_au(self, personne: Personne, college: College, ligne: Ligne) -> bool:
        day = ligne.debut or self.plan.options.jour
        return any(
            mandat.siege.college_id == college.id
            and (court(mandat, self.plan.options.jour) or chevauche(mandat, day, ligne.fin))
            for mandat in self.etat.mandats.get(personne.id, ())
        )

    def _nouvelle(self, ligne: Ligne, college: College) -> Personne:
        """A person that no record knows; two lines of the file may be about the same one."""
        key = (ligne.courriel,) if ligne.courriel else (nom_exact(ligne.prenom, ligne.nom), str(college.rang))
        if key not in self.nouvelles:
            self.nouvelles[key] = Personne(
                prenom=ligne.prenom, nom=ligne.nom, courriel=ligne.courriel, civilite=ligne.civilite
            )
        return self.nouvelles[key]

    def _verifier_le_nom(self, ligne: Ligne, known: Personne) -> None:
        if nom_exact(ligne.prenom, ligne.nom) != nom_exact(known.prenom, known.nom):
            self._douter(ligne, f"Ce courriel est celui de {known}\u00a0: cette ligne lui donnera un autre nom.")

    def _verifier_le_courriel(self, ligne: Ligne, known: Personne) -> None:
        """A file gives an address, and changes none: whoever writes somebody's address may become them."""
        if ligne.courriel and known.courriel and ligne.courriel != known.courriel:
            reason = (
                f"{known}, de même nom et de même collège, est connu par {known.courriel}\u00a0: "
                "cette adresse se change à la page Comptes\u00a0; si ce sont deux personnes, la première figure "
                "d’abord au fichier avec la sienne"
            )
            self.plan.erreurs.append(faute(ligne.numero, "courriel", reason, ligne.courriel))

    def _signaler_les_homonymes(self, ligne: Ligne, homonymes: list[Personne]) -> None:
        if homonymes:
            known = ", ".join(one.courriel or "sans courriel" for one in homonymes)
            self._douter(
                ligne,
                f"Une personne de ce nom est déjà connue ({known}), hors de ce collège\u00a0: cette ligne en crée une "
                "autre. Si c’est la même, donnez ici le courriel qui est connu.",
            )

    def _douter(self, ligne: Ligne, phrase: str) -> None:
        self.plan.doutes.append(Doute(ligne.numero, ligne.nom_complet, phrase, ligne.brutes.get("courriel", "")))

    def mandat(self, ligne: Ligne, personne: Personne) -> Mandat | None:
        """Which mandate of somebody a line speaks of: the one that began that day, else one of the same period."""
        held = self.etat.mandats.get(personne.id, []) if personne.id else []
        day = self.plan.options.jour
        running = next((mandat for mandat in held if court(mandat, day)), None)
        term = self.etat.mandature.debut if self.etat.mandature else day
        debut = ligne.debut or (running.debut if running else min(term, ligne.fin or term))
        exact = next((mandat for mandat in held if mandat.debut == debut), None)
        if exact:
            return exact
        if running and chevauche(running, debut, ligne.fin):
            return running
        return next((mandat for mandat in held if chevauche(mandat, debut, ligne.fin)), None)

    def vues(self, brutes: dict[int, dict[str, str]]) -> set[int]:
        """Who the cells seem to speak of, faulty lines included: nobody is called absent for a slip of the pen."""
        found: set[int] = set()
        for cells in brutes.values():
            known = self.par_courriel.get(cells.get("courriel", "").strip().lower())
            same = self.par_nom.get(nom_exact(cells.get("prenom", ""), cells.get("nom", "")), [])
            found |= {known.id} if known else {one.id for one in same}
        return found
