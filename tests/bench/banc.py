"""The measures of one database, in their order; each server is stopped as soon as it has been measured."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median

from . import temoin, vote
from .adresses import REGISTRE, Adresses, adresses, cookies, requetes
from .cibles import ATTENTE_MS, CROISSANCE, DEMARRAGE, MEMOIRE, Cible, Page, cibles, tableau
from .donnees import Banc, fonder, remplir
from .mesures import Geste, alterner, pendant
from .reprise import LIGNES, importer
from .serveur import Serveur
from .visiteur import Visiteur

PETIT, MOYEN, GRAND = 500, 10_000, 20_000
FOIS, FOIS_ACTES, DEMARRAGES = 60, 50, 3
WORKERS = 2

#: Gives the address of a new database: a copy of another one when its name is given.
Fabrique = Callable[[str, str | None], Banc]
Poids = tuple[float, float] | None


class Mesures:
    """One database engine, measured; what is found is printed as it comes."""

    def __init__(self, fabrique: Fabrique) -> None:
        self.cibles: list[Cible] = []
        self.petit, self.moyen, self.grand = self._registres(fabrique)
        self.nu = fabrique("temoin", None)
        temoin.fonder(self.nu.url)
        self.salle = fabrique("salle", None)
        self.adresses: Adresses = adresses(self.moyen)
        self.cookies = cookies(self.moyen.application())

    def _registres(self, fabrique: Fabrique) -> tuple[Banc, Banc, Banc]:
        """Three sizes of one register, each grown from a copy of the smaller one."""
        petit = fabrique("petit", None)
        fonder(petit)
        remplir(petit, 1, PETIT)
        moyen = fabrique("moyen", "petit")
        acts = remplir(moyen, PETIT + 1, MOYEN)
        print(f"  {MOYEN} saisines, {acts} actes")
        grand = fabrique("grand", "moyen")
        remplir(grand, MOYEN + 1, GRAND)
        return petit, moyen, grand

    def tout(self) -> list[Cible]:
        counts = requetes(self.moyen, self.adresses)
        self._demarrage()
        with self._projet(self.moyen, WORKERS) as projet, self._temoin() as nu:
            self._pages(counts, projet.port, nu.port)
            self._memoire(projet.memoire(), nu.memoire())
            self._pdf(projet.port)
        self._croissance()
        self._import()
        self.cibles += vote.mesurer(self.salle, self.nu)
        return self.cibles

    @contextmanager
    def _projet(self, banc: Banc, workers: int) -> Iterator[Serveur]:
        with Serveur("wsgi:app", banc.environnement(), workers, projet=True) as serveur:
            serveur.pret(REGISTRE, self.cookies)
            yield serveur

    @contextmanager
    def _temoin(self) -> Iterator[Serveur]:
        setting = {"DATABASE_URL": self.nu.url}
        with Serveur("tests.bench.temoin:application()", setting, WORKERS, projet=False) as serveur:
            serveur.pret("/")
            yield serveur

    def _demarrage(self) -> None:
        """From the start of the process to its first page, each in turn."""
        ours, bare = [], []
        for _ in range(DEMARRAGES):
            with Serveur("wsgi:app", self.moyen.environnement(), WORKERS, projet=True) as serveur:
                ours.append(serveur.pret(REGISTRE, self.cookies))
            with Serveur(
                "tests.bench.temoin:application()", {"DATABASE_URL": self.nu.url}, WORKERS, projet=False
            ) as serveur:
                bare.append(serveur.pret("/"))
        print(f"  démarrage à froid : {median(ours):.2f} s, application nue {median(bare):.2f} s")
        self.cibles.append(Cible("démarrage à froid, rapport", median(ours) / median(bare), DEMARRAGE, " ×"))

    def _pages(self, counts: dict[str, int], port: int, nu: int) -> None:
        visitor, bare = Visiteur(port, self.cookies), Visiteur(nu)
        pages = []
        for name in self.adresses.pages:
            ours, reference = alterner([self.adresses.page(visitor, name), lambda count: bare.voir("/")], FOIS)
            pages.append(Page(name, counts[name], ours, reference))
        for name in self.adresses.actes:
            ours, reference = alterner([self.adresses.acte(visitor, name), _ecriture(bare)], FOIS_ACTES)
            pages.append(Page(f"acte : {name}", counts[f"acte : {name}"], ours, reference))
        print(tableau(pages))
        self.cibles += cibles(pages)

    def _memoire(self, ours: Poids, bare: Poids) -> None:
        if ours is None or bare is None:
            self.cibles.append(Cible("mémoire d’un processus, rapport", None, MEMOIRE, " ×"))
            return
        for rank, measure in enumerate(("RSS", "PSS")):
            print(f"  mémoire d’un processus ({measure}) : {ours[rank]:.0f} Mo, application nue {bare[rank]:.0f} Mo")
            self.cibles.append(Cible(f"mémoire ({measure}), rapport", ours[rank] / bare[rank], MEMOIRE, " ×"))

    def _pdf(self, port: int) -> None:
        """The register, while two people ask for one PDF after the other."""

        def fabriquer(count: int) -> object:
            return Visiteur(port, self.cookies).voir(self.adresses.pdf[count % len(self.adresses.pdf)])

        page = self.adresses.page(Visiteur(port, self.cookies), "registre")
        calm = alterner([page], FOIS)[0]
        busy, made = pendant(fabriquer, 2, page, FOIS)  # type: ignore[arg-type]
        print(
            f"  registre pendant deux PDF à la fois : p95 {busy.p95:.0f} ms, au pire {max(busy.durees):.0f} ms"
            f" ({made} PDF faits) ; au calme p95 {calm.p95:.0f} ms"
        )
        worst = max(busy.durees) if made else None
        self.cibles.append(Cible("registre pendant deux PDF, au pire", worst, ATTENTE_MS, " ms"))

    def _croissance(self) -> None:
        """The register with few saisines and with many, each in turn."""
        with self._projet(self.petit, 1) as few, self._projet(self.grand, 1) as many:
            visitors = [Visiteur(serveur.port, self.cookies) for serveur in (few, many)]
            small, large = alterner([self.adresses.page(visitor, "registre") for visitor in visitors], FOIS)
        growth = 100 * (large.p50 / small.p50 - 1)
        print(f"  registre : {small.p50:.1f} ms avec {PETIT} saisines, {large.p50:.1f} ms avec {GRAND}")
        self.cibles.append(Cible(f"registre, croissance de {PETIT} à {GRAND} saisines", growth, CROISSANCE, " %"))

    def _import(self) -> None:
        done = importer(self.moyen)
        print(
            f"  reprise de {LIGNES} lignes : {done.lecture:.1f} s pour lire et comparer,"
            f" {done.ecriture:.1f} s pour écrire, {done.requetes} requêtes"
        )


def _ecriture(bare: Visiteur) -> Geste:
    """A bare write: one row changed, one added, one commit."""
    return lambda count: bare.envoyer(f"/{count + 1}", {"etat": f"etat {count}"})
