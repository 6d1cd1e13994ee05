"""Compare the lines of a file of members with the assembly: what would be added, changed, ended; nothing is written."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from ...models import College, Mandat, Mandature
from ...models.composition import veille
from ...procedure.assemblee import COLLEGES, MOTIFS_DE_FIN, QUALITES_DE_SIEGE
from ...prose.dates import sans_jour
from .charges import SEPARATEUR
from .colonnes import LIBELLES, Ligne
from .controles import controler
from .etat import Etat, chevauche
from .lecture import Analyse, faute
from .personnes import Reconnaissance
from .places import Places
from .plan import Ecart, Fiche, Options, Plan
from .tenues import Tenues


def preparer(session: Session, etat: Etat, analyse: Analyse, options: Options) -> Plan:
    """The plan of a file; the records made for it belong to no session until it is written."""
    with session.no_autoflush:
        return _Preparation(etat, analyse, options).faire()


class _Preparation:
    def __init__(self, etat: Etat, analyse: Analyse, options: Options) -> None:
        self.etat, self.analyse = etat, analyse
        self.plan = Plan(
            options,
            erreurs=list(analyse.erreurs),
            colonnes_inconnues=analyse.colonnes_inconnues,
            lignes=len(analyse.brutes),
        )
        self._fonder()
        self.reconnaissance = Reconnaissance(etat, self.plan)
        self.places = Places(etat, self.plan)
        self.tenues = Tenues(etat, self.plan, analyse.colonnes)

    def _fonder(self) -> None:
        """The first term, and the colleges that the law gives, where the assembly has none yet."""
        options = self.plan.options
        self.plan.mandature_manque = self.etat.mandature is None
        if self.etat.mandature is None and options.mandature_debut:
            created = Mandature(debut=options.mandature_debut, arrete=options.mandature_arrete)
            self.etat.mandature = self.plan.mandature_creee = created
        if not self.etat.colleges:
            seats = options.sieges or (0,) * len(COLLEGES)
            self.plan.colleges_crees = [
                College(rang=rank, nom=nom, court=court, sieges=count)
                for rank, ((nom, court), count) in enumerate(zip(COLLEGES, seats, strict=True), start=1)
            ]
            self.etat.colleges = self.plan.colleges_crees

    def faire(self) -> Plan:
        lignes = self.analyse.lignes
        self.reconnaissance.reserver({ligne.courriel for ligne in lignes if ligne.courriel})
        for ligne in lignes:
            fiche = self._fiche(ligne)
            if fiche:
                self.plan.fiches.append(fiche)
        self._refuser_les_doublons()
        self._finir_les_absents()
        self._placer()
        for fiche in self.plan.fiches:
            self._identite(fiche)
            self._mandat(fiche)
            self.tenues.comparer(fiche)
        self.tenues.verifier_les_titulaires()
        self.plan.erreurs.sort(key=lambda erreur: erreur.ligne)
        controler(self.etat, self.plan)
        return self.plan

    def _fiche(self, ligne: Ligne) -> Fiche | None:
        college = self.etat.college(ligne.college)
        if college is None:
            known = ", ".join(f"{one.rang} ({one.court})" for one in self.etat.colleges)
            self._refuser(ligne, "college", f"ce collège n’existe pas\u00a0: écrivez {known}")
            return None
        personne = self.reconnaissance.personne(ligne, college)
        if personne is None:
            return None
        mandat = self.reconnaissance.mandat(ligne, personne)
        term = self.etat.mandature.debut if self.etat.mandature else None
        debut = ligne.debut or (mandat.debut if mandat else term)
        if debut is None:
            reason = "donnez le début du mandat, ou celui de la mandature plus bas"
            self._refuser(ligne, "debut" if "debut" in ligne.brutes else "college", reason)
            return None
        fin = ligne.fin or (mandat.fin if mandat else None)
        if fin and fin < debut:
            self._refuser(ligne, "fin", f"le mandat finit ({fin:%d/%m/%Y}) avant de commencer ({debut:%d/%m/%Y})")
            return None
        fiche = Fiche(ligne, college, personne, mandat, debut, fin)
        fiche.organismes = [self.places.organisme(nom, college) for nom in ligne.organismes]
        return fiche

    def _refuser_les_doublons(self) -> None:
        """Somebody sits once on a day: a second line about the same period is one too many."""
        seen: dict[int, list[Fiche]] = {}
        addresses: dict[str, Fiche] = {}
        kept = []
        for fiche in self.plan.fiches:
            first = addresses.setdefault(fiche.ligne.courriel or f"ligne {fiche.ligne.numero}", fiche)
            if first.personne is not fiche.personne:
                reason = f"ce courriel est déjà celui de {first.ligne.nom_complet}, ligne {first.ligne.numero}"
                self._refuser(fiche.ligne, "courriel", reason)
                continue
            others = seen.setdefault(id(fiche.personne), [])
            same = next((other for other in others if self._se_touchent(fiche, other)), None)
            if same:
                reason = f"{fiche.ligne.nom_complet} figure déjà à la ligne {same.ligne.numero}"
                self._refuser(fiche.ligne, "nom", reason)
                continue
            if not fiche.mandat and (held := self._autre_mandat(fiche)):
                reason = f"{fiche.personne} siège déjà depuis le {held.debut:%d/%m/%Y}, au siège n° {held.siege.numero}"
                self._refuser(fiche.ligne, "debut", reason)
            others.append(fiche)
            kept.append(fiche)
        self.plan.fiches = kept

    def _se_touchent(self, one: Fiche, other: Fiche) -> bool:
        return (one.mandat is not None and one.mandat is other.mandat) or chevauche(one, other.debut, other.fin)

    def _autre_mandat(self, fiche: Fiche) -> Mandat | None:
        held = self.etat.mandats.get(fiche.personne.id, []) if fiche.personne.id else []
        return next((mandat for mandat in held if chevauche(mandat, fiche.debut, fiche.fin)), None)

    def _finir_les_absents(self) -> None:
        options = self.plan.options
        if not options.absents or not options.absents_le:
            return
        seen = {fiche.personne.id for fiche in self.plan.fiches} | self.reconnaissance.vues(self.analyse.brutes)
        self.plan.absents = [
            (mandat, max(options.absents_le, mandat.debut))
            for mandat in self.etat.en_exercice(options.jour)
            if mandat.personne_id not in seen and mandat.fin != max(options.absents_le, mandat.debut)
        ]

    def _placer(self) -> None:
        """First what is held and not in the file, then what is held and stays, then numbered seats, then the rest."""
        matched = {fiche.mandat.id for fiche in self.plan.fiches if fiche.mandat}
        gone = {mandat.id: day for mandat, day in self.plan.absents}
        for held in self.etat.mandats.values():
            for mandat in held:
                if mandat.id not in matched:
                    self.places.occuper(
                        mandat.siege, mandat.debut, gone.get(mandat.id, mandat.fin), str(mandat.personne)
                    )
        for fiche in self.plan.fiches:
            if fiche.mandat:
                self.places.garder(fiche, fiche.mandat)
        for fiche in sorted(self.plan.ajoutees, key=lambda one: (one.ligne.siege is None, one.debut)):
            self.places.asseoir(fiche)

    def _identite(self, fiche: Fiche) -> None:
        """Who somebody is, where the file says otherwise; an empty cell says nothing."""
        if not fiche.personne.id:
            return
        for nom in ("civilite", "prenom", "nom", "courriel"):
            told, kept = getattr(fiche.ligne, nom), getattr(fiche.personne, nom)
            if told and told != kept:
                fiche.ecarts.append(Ecart(LIBELLES[nom], kept or "", told))

    def _mandat(self, fiche: Fiche) -> None:
        """The seat and its days, where the file says otherwise."""
        mandat, ligne = fiche.mandat, fiche.ligne
        if mandat is None:
            return
        if ligne.organismes and not _memes_organismes(fiche, mandat):
            fiche.ecarts.append(
                Ecart(LIBELLES["organisme"], _noms(organismes_de(mandat)), _noms(one.nom for one in fiche.organismes))
            )
        if ligne.qualite and ligne.qualite != mandat.siege.qualite:
            before = QUALITES_DE_SIEGE.get(mandat.siege.qualite or "", "")
            fiche.ecarts.append(Ecart(LIBELLES["qualite"], before, QUALITES_DE_SIEGE[ligne.qualite]))
        if fiche.debut != mandat.debut:
            fiche.ecarts.append(Ecart(LIBELLES["debut"], sans_jour(mandat.debut), sans_jour(fiche.debut)))
        if fiche.fin and fiche.fin != mandat.fin:
            fiche.ecarts.append(
                Ecart(LIBELLES["fin"], sans_jour(mandat.fin) if mandat.fin else "", sans_jour(fiche.fin))
            )
        if ligne.motif and ligne.motif != mandat.motif_fin:
            before = MOTIFS_DE_FIN.get(mandat.motif_fin or "", "")
            fiche.ecarts.append(Ecart(LIBELLES["motif"], before, MOTIFS_DE_FIN[ligne.motif]))
        if mandat.fin and not ligne.fin and mandat.fin <= veille(self.plan.options.jour):
            self.plan.alertes.append(
                f"Ligne {ligne.numero} : le mandat de {fiche.personne} a pris fin le {sans_jour(mandat.fin)}, et le "
                "fichier ne le dit pas ; il reste fini. Pour un nouveau mandat, donnez sa date de début."
            )

    def _refuser(self, ligne: Ligne, colonne: str, raison: str) -> None:
        self.plan.erreurs.append(faute(ligne.numero, colonne, raison, ligne.brutes.get(colonne, "")))


def organismes_de(mandat: Mandat) -> list[str]:
    """The organisations of a holder's seat, the one that designated them first."""
    first = [mandat.organisme.nom] if mandat.organisme else []
    return first + [one.nom for one in mandat.siege.organismes if one.nom not in first]


def _memes_organismes(fiche: Fiche, mandat: Mandat) -> bool:
    """Whether the file gives the same organisations, the first of them having designated this holder."""
    first = mandat.organisme is None or fiche.organismes[0] is mandat.organisme
    return first and {one.nom for one in fiche.organismes} == set(organismes_de(mandat))


def _noms(noms: Iterable[str]) -> str:
    return SEPARATEUR.join(noms)
