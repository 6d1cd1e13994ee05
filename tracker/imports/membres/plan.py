"""What taking a file of members in would do: shown first, written only if it still holds."""

import hashlib
from dataclasses import dataclass, field
from datetime import date

from ...models import Appartenance, College, Fonction, Groupe, Instance, Mandat, Mandature, Organisme, Personne, Siege
from ...roles import Role
from ..registre import Erreur
from .colonnes import LIBELLES, Ligne

Tenue = Fonction | Appartenance


@dataclass(frozen=True)
class Options:
    """What the file does not say, and the person who brings it does."""

    #: The day whose situation the file tells.
    jour: date
    creer_instances: bool = False
    #: Whoever is in office that day and is not in the file has left.
    absents: bool = False
    absents_le: date | None = None
    absents_motif: str = ""
    #: Of the first term, and of its colleges, where there is none yet.
    mandature_debut: date | None = None
    mandature_arrete: str = ""
    sieges: tuple[int, ...] = ()


@dataclass(frozen=True)
class Ecart:
    """One thing that changes, in words."""

    libelle: str
    avant: str
    apres: str


@dataclass(frozen=True)
class Nouvelle:
    """A function, or a place in a group, that begins."""

    role: Role | None
    instance: Instance | None
    groupe: Groupe | None
    attributions: str
    debut: date
    fin: date | None
    colonne: str


@dataclass(frozen=True)
class Retouche:
    """The first or the last day of something held, as the file gives it."""

    tenue: Tenue
    debut: date
    fin: date | None


@dataclass
class Fiche:
    """One line of the file, and what it makes of somebody."""

    ligne: Ligne
    college: College
    personne: Personne
    mandat: Mandat | None
    debut: date
    fin: date | None
    siege: Siege | None = None
    organismes: list[Organisme] = field(default_factory=list)
    ecarts: list[Ecart] = field(default_factory=list)
    nouvelles: list[Nouvelle] = field(default_factory=list)
    finies: list[tuple[Tenue, date]] = field(default_factory=list)
    retouches: list[Retouche] = field(default_factory=list)

    @property
    def finit(self) -> bool:
        """Whether the line ends a mandate that ran on."""
        return bool(self.mandat and self.fin and self.fin != self.mandat.fin)

    def en_exercice(self, day: date) -> bool:
        """Whether the member holds the seat on a day, once the file is taken in."""
        return self.debut <= day and (self.fin is None or self.fin >= day)


@dataclass(frozen=True)
class Doute:
    """Somebody who may not be who the file says: a person judges, and mends the address or the name."""

    ligne: int
    qui: str
    phrase: str
    courriel: str


@dataclass
class Plan:
    """Everything that a file would add, change and end, what stops it, and what one should look at."""

    options: Options
    fiches: list[Fiche] = field(default_factory=list)
    absents: list[tuple[Mandat, date]] = field(default_factory=list)
    erreurs: list[Erreur] = field(default_factory=list)
    doutes: list[Doute] = field(default_factory=list)
    alertes: list[str] = field(default_factory=list)
    colonnes_inconnues: list[str] = field(default_factory=list)
    lignes: int = 0
    #: There is no term yet: the first one is made with the members.
    mandature_manque: bool = False
    mandature_creee: Mandature | None = None
    colleges_crees: list[College] = field(default_factory=list)
    organismes_crees: dict[str, Organisme] = field(default_factory=dict)
    instances_creees: dict[str, Instance] = field(default_factory=dict)
    instances_inconnues: dict[str, str] = field(default_factory=dict)
    groupes_crees: dict[str, Groupe] = field(default_factory=dict)
    sieges_crees: list[Siege] = field(default_factory=list)

    @property
    def ajoutees(self) -> list[Fiche]:
        return [fiche for fiche in self.fiches if fiche.mandat is None]

    @property
    def changees(self) -> list[Fiche]:
        return [fiche for fiche in self.fiches if fiche.mandat and self.ecarts_de(fiche) and not fiche.finit]

    def ecarts_de(self, fiche: Fiche) -> list[Ecart]:
        """What changes for somebody, without the cells that are faulty: nobody knows yet what they change."""
        wrong = {LIBELLES.get(one.colonne) for one in self.erreurs if one.ligne == fiche.ligne.numero}
        return [ecart for ecart in fiche.ecarts if ecart.libelle not in wrong]

    @property
    def finies(self) -> list[Fiche]:
        return [fiche for fiche in self.fiches if fiche.finit]

    @property
    def inchangees(self) -> list[Fiche]:
        return [fiche for fiche in self.fiches if fiche.mandat and not fiche.ecarts]

    @property
    def ecrit(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.absents or any(fiche.mandat is None or fiche.ecarts for fiche in self.fiches))

    @property
    def a_fonder(self) -> bool:
        """Whether the first term, or its colleges, is still to be told."""
        term = self.mandature_manque and self.mandature_creee is None
        return term or bool(self.colleges_crees and not self.options.sieges)

    @property
    def mauvaises(self) -> int:
        """How many lines have an error; a line may have several."""
        return len({erreur.ligne for erreur in self.erreurs})

    @property
    def empreinte(self) -> str:
        """A mark of all that would be written: what was previewed is what is confirmed."""
        told = [
            (
                fiche.ligne,
                fiche.college.rang,
                fiche.siege.numero if fiche.siege else None,
                fiche.personne.id,
                fiche.mandat.id if fiche.mandat else None,
                fiche.debut,
                fiche.fin,
                fiche.ecarts,
                [(one.role, str(one.instance or one.groupe), one.debut, one.fin) for one in fiche.nouvelles],
            )
            for fiche in self.fiches
        ]
        ended = [(mandat.id, day) for mandat, day in self.absents]
        return hashlib.sha256(repr((self.options, told, ended)).encode()).hexdigest()
