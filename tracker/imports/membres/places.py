"""The seats of a file: those that are held stay held, a new member takes a free one that fits, or a new one."""

from collections import defaultdict
from datetime import date

from ...models import College, Mandat, Organisme, Siege
from .charges import reduire
from .etat import SANS_FIN, Etat
from .lecture import faute
from .plan import Fiche, Plan

Periode = tuple[date, date | None, str]


class Places:
    """Who holds which seat on which days, as the plan makes it."""

    def __init__(self, etat: Etat, plan: Plan) -> None:
        self.etat, self.plan = etat, plan
        self.sieges: dict[tuple[int, int], Siege] = {}
        self.par_designation: dict[tuple[int, frozenset[str]], list[Siege]] = defaultdict(list)
        self.dernier: dict[int, int] = defaultdict(int)
        self.tenus: dict[tuple[int, int], list[Periode]] = defaultdict(list)
        self.organismes = {reduire(one.nom): one for one in reversed(etat.organismes)}
        self.exacts = {one.nom: one for one in etat.organismes}
        for siege in etat.sieges:
            self._connaitre(siege)

    def _connaitre(self, siege: Siege) -> None:
        self.sieges[_cle(siege)] = siege
        self.par_designation[siege.college.rang, _noms(siege.organismes)].append(siege)
        self.dernier[siege.college.rang] = max(self.dernier[siege.college.rang], siege.numero)

    def organisme(self, nom: str, college: College) -> Organisme:
        """An organisation by its name; one that nobody knows is created."""
        known = self.exacts.get(nom) or self.organismes.get(reduire(nom))
        if known is None:
            known = self.organismes[reduire(nom)] = Organisme(nom=nom, college=college)
            self.plan.organismes_crees[reduire(nom)] = known
        return known

    def occuper(self, siege: Siege, debut: date, fin: date | None, qui: str) -> None:
        """A period during which a seat is held."""
        self.tenus[_cle(siege)].append((debut, fin, qui))

    def garder(self, fiche: Fiche, mandat: Mandat) -> None:
        """Somebody keeps the seat they hold; the file cannot give them another, only end the mandate."""
        fiche.siege = mandat.siege
        ligne = fiche.ligne
        if mandat.siege.college_id != fiche.college.id:
            self._refuser(
                fiche,
                "college",
                f"{fiche.personne} occupe un siège du collège {mandat.siege.college.rang}\u00a0: "
                "un mandat ne change pas de collège, il finit et un autre commence",
            )
        elif ligne.siege and ligne.siege != mandat.siege.numero:
            self._refuser(
                fiche,
                "siege",
                f"{fiche.personne} occupe le siège n° {mandat.siege.numero}\u00a0: "
                "laissez la cellule vide, ou terminez ce mandat et commencez-en un autre",
            )
        elif (fiche.debut, fiche.fin) != (mandat.debut, mandat.fin) and (taken := self._pris(fiche, mandat.siege)):
            self._refuser(fiche, "debut", f"le siège n° {mandat.siege.numero} est tenu par {taken} à ces dates")
        elif fiche.debut < mandat.siege.debut:
            reason = f"le siège n° {mandat.siege.numero} n’existe que depuis le {mandat.siege.debut:%d/%m/%Y}"
            self._refuser(fiche, "debut", reason)
        self.occuper(mandat.siege, fiche.debut, fiche.fin, fiche.ligne.nom_complet)

    def asseoir(self, fiche: Fiche) -> None:
        """Give a new member the seat of the line, else the first free one of these organisations, else a new one."""
        number = fiche.ligne.siege
        siege = self._numerote(fiche, number) if number else self._libre(fiche)
        if siege is None:
            return
        fiche.siege = siege
        self.occuper(siege, fiche.debut, fiche.fin, f"{fiche.ligne.nom_complet} (ligne {fiche.ligne.numero})")
        fitting = self.par_designation[siege.college.rang, _noms(siege.organismes)]
        if fiche.fin is None and siege in fitting:
            # Members come by their first day: nobody after this one finds the seat free.
            fitting.remove(siege)

    def _numerote(self, fiche: Fiche, number: int) -> Siege | None:
        siege = self.sieges.get((fiche.college.rang, number))
        if siege is None:
            return self._creer(fiche, number)
        if siege in self.plan.sieges_crees:
            siege.debut = min(siege.debut, fiche.debut)
        if taken := self._pris(fiche, siege):
            self._refuser(fiche, "siege", f"le siège n° {number} est tenu par {taken} à ces dates")
            return None
        if not _existe(siege, fiche):
            days = f"depuis le {siege.debut:%d/%m/%Y}" + (f" et jusqu’au {siege.fin:%d/%m/%Y}" if siege.fin else "")
            self._refuser(fiche, "debut", f"le siège n° {number} n’existe que {days}")
            return None
        return siege

    def _libre(self, fiche: Fiche) -> Siege | None:
        wanted = self.par_designation[fiche.college.rang, _noms(fiche.organismes)]
        free = [
            siege
            for siege in wanted
            if fiche.ligne.qualite in (None, siege.qualite) and _existe(siege, fiche) and not self._pris(fiche, siege)
        ]
        # An ordinary member leaves the reserved seats to those they are reserved to.
        free.sort(key=lambda siege: (siege.qualite is not None, siege.numero))
        return free[0] if free else self._creer(fiche, self.dernier[fiche.college.rang] + 1)

    def _creer(self, fiche: Fiche, number: int) -> Siege:
        term = self.etat.mandature.debut if self.etat.mandature else fiche.debut
        siege = Siege(
            college=fiche.college,
            numero=number,
            qualite=fiche.ligne.qualite,
            debut=min(term, fiche.debut),
            organismes=list(fiche.organismes),
        )
        self.plan.sieges_crees.append(siege)
        self._connaitre(siege)
        return siege

    def _pris(self, fiche: Fiche, siege: Siege) -> str:
        """Who holds a seat on a day of the line's period, or nobody."""
        last = fiche.fin or SANS_FIN
        held = self.tenus[_cle(siege)]
        return next((qui for debut, fin, qui in held if debut <= last and (fin or SANS_FIN) >= fiche.debut), "")

    def _refuser(self, fiche: Fiche, colonne: str, raison: str) -> None:
        self.plan.erreurs.append(faute(fiche.ligne.numero, colonne, raison, fiche.ligne.brutes.get(colonne, "")))


def _cle(siege: Siege) -> tuple[int, int]:
    return siege.college.rang, siege.numero


def _noms(organismes: list[Organisme]) -> frozenset[str]:
    return frozenset(reduire(one.nom) for one in organismes)


def _existe(siege: Siege, fiche: Fiche) -> bool:
    ends = siege.fin is None or (fiche.fin is not None and fiche.fin <= siege.fin)
    return siege.debut <= fiche.debut and ends
