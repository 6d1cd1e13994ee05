"""A walk at random through the procedure: at each step somebody does something that the desks allow, or tries to."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from tests.factories import Monde
from tracker.models import (
    WORKFLOWS,
    Designation,
    Dossier,
    Personne,
    Point,
    Position,
    Saisine,
    Seance,
    Texte,
    Transmission,
)
from tracker.models.derive import redater
from tracker.procedure.grammar import Refusal
from tracker.procedure.saisine import AVANT_AVIS, AVANT_DELIBERATION, NATURES_EXAMINEES, PIECES
from tracker.procedure.texte import DESTINATAIRES
from tracker.rights import roles

#: What ends a file, or leaves it where it is: drawn less often, so that a walk goes somewhere.
RARES = frozenset(
    {"abandonner", "annuler", "renoncer", "retirer", "declarer_irrecevable", "constater_caducite", "ajourner",
     "constater_avis_repute", "renvoyer", "reprendre_le_vote", "fusionner", "suspendre", "confier_au_bureau",
     "declarer_incomplete", "recevoir_une_version", "corriger", "rectifier", "viser", "reaffecter",
     "constater_la_carence", "lever_la_suspension"}
)  # fmt: skip
#: Fired by the closing of a ballot, with its figures.
PAR_SCRUTIN = frozenset({"adopter", "rejeter"})
NEUVES = (
    ("obligatoire", "budget_orientations"),
    ("obligatoire", "sraddet"),
    ("facultative", "demande_avis"),
    ("auto_saisine", "auto_saisine"),
    ("conjointe", "saisine_conjointe"),
)
#: Open records of a kind at one time, so that each goes somewhere.
PLACES = 4


class Promenade:
    """One walk; the same seed gives the same walk."""

    def __init__(self, m: Monde, seed: int) -> None:
        self.m, self.hasard = m, random.Random(seed)
        self.acteurs = [m.acteur(who) for who in m.gens.values()]
        self.faits: Counter[str] = Counter()
        self.dernier = ""
        self.gestes: list[Callable[[], None]] = [
            self.saisine, self.seance, self.orienter, self.orienter, self.piece, self.piece, self.ouvrir, self.ouvrir,
            self.ecrire, self.voter_en_commission, self.voter_en_commission, self.inscrire, self.inscrire, self.tenir,
            self.voter, self.voter, self.apres_vote, self.apres_vote, self.deplacer, self.joindre,
            self.deliberer_sans_avis, self.regler,
        ]  # fmt: skip

    def pas(self) -> None:
        """One step: an act that is possible, a fact that is written, or an act tried by anybody."""
        draw = self.hasard.random()
        step = self.acte if draw < 0.5 else self.essai if draw < 0.6 else self.hasard.choice(self.gestes)
        self.dernier = step.__name__
        step()
        self.m.session.commit()

    # Acts

    def dossiers(self) -> list[Dossier]:
        found: list[Dossier] = []
        for model in WORKFLOWS:
            found.extend(self.m.session.scalars(select(model).order_by(model.id)))
        return found

    def acte(self) -> None:
        """One of the acts that somebody can make now, those made least first."""
        frame = self.m.frame()
        possible = [
            (record, option.transition.name)
            for record in self.dossiers()
            for option in WORKFLOWS[type(record)].options(record, self.tous(record), frame)
            if option.possible and option.transition.name not in PAR_SCRUTIN
        ]
        if self.hasard.random() < 0.85:
            possible = [(record, name) for record, name in possible if name not in RARES]
        if not possible:
            return self.hasard.choice(self.gestes)()
        weights = [1 / (1 + self.faits[name]) for _, name in possible]
        record, name = self.hasard.choices(possible, weights)[0]
        return self.agir(record, name)

    def tous(self, record: Dossier) -> set[Any]:
        return {role for acteur in self.acteurs for role in roles(replace(acteur, _memo={}), record)}

    def qui(self, record: Dossier, name: str) -> Personne:
        row = WORKFLOWS[type(record)].row(name, record.etat)
        able = [who for who in self.acteurs if row and set(row.by) & roles(replace(who, _memo={}), record)]
        return (able or self.acteurs)[0].personne

    def essai(self) -> None:
        """Anybody tries anything: what is refused moves nothing."""
        record = self.hasard.choice(self.dossiers())
        name = self.hasard.choice(WORKFLOWS[type(record)].names())
        if name in PAR_SCRUTIN:
            return
        who = self.hasard.choice(list(self.m.gens.values()))
        state, revision = record.etat, record.revision
        try:
            self.m.agir(record, name, par=who, motif=self.hasard.choice(["", "Essai"]))
        except Refusal:
            self.m.session.rollback()
            assert (record.etat, record.revision) == (state, revision)
            self.faits["refus"] += 1
        else:
            self.faits[name] += 1

    def agir(self, record: Dossier, name: str) -> None:
        self.dernier = f"{name} on {type(record).__name__} {record.id}"
        self.m.agir(record, name, par=self.qui(record, name))
        self.faits[name] += 1

    # Facts

    def tirer(self, model: type, *states: str) -> Any:
        """A record in one of these states, or None."""
        found = self.m.session.scalars(select(model).where(model.etat.in_(states)).order_by(model.id)).all()
        return self.hasard.choice(found) if found else None

    def plein(self, model: type) -> bool:
        living = [name for name, state in WORKFLOWS[model].states.items() if state.open]
        return len(self.m.session.scalars(select(model.id).where(model.etat.in_(living))).all()) >= PLACES

    def saisine(self) -> None:
        if self.plein(Saisine):
            return
        nature, base = self.hasard.choice(NEUVES)
        m = self.m
        saisine = Saisine(
            numero=m.numero(), objet="Un objet", nature=nature, base=m.bases[base], demandeur=m.region,
            recue_le=m.jour - timedelta(days=self.hasard.choice([0, 3, 40, 120])),
            session_region_le=self.hasard.choice([None, m.jour + timedelta(days=self.hasard.randint(5, 90))]),
        )  # fmt: skip
        self.agir(saisine, "proposer" if nature in NATURES_EXAMINEES else "enregistrer")

    def seance(self) -> None:
        if self.plein(Seance):
            return
        instance = self.hasard.choice([self.m.pleniere, self.m.pleniere, self.m.bureau])
        day = self.m.jour + timedelta(days=self.hasard.randint(5, 60))
        seance = Seance(instance=instance, instance_id=instance.id, jour=day)
        seance.points.append(Point(rang=1, intitule="Ouverture"))
        self.agir(seance, "projeter")

    def orienter(self) -> None:
        saisine = self.tirer(Saisine, *AVANT_AVIS)
        if saisine:
            saisine.commission = saisine.commission or self.hasard.choice([self.m.commission, self.m.commission, None])
            saisine.pleniere = self.tirer(Seance, "projetee", "convoquee") or saisine.pleniere
            saisine.bureau_du = self.m.jour
            saisine.mandat_le = self.hasard.choice([None, self.m.jour])

    def piece(self) -> None:
        saisine = self.tirer(Saisine, *AVANT_AVIS)
        if saisine:
            self.m.piece(saisine, self.hasard.choice(["projet", "rapport", "projet", "rapport", *PIECES]))
            self.m.session.refresh(saisine, ["pieces"])

    def joindre(self) -> None:
        saisine, target = self.tirer(Saisine, *AVANT_DELIBERATION), self.tirer(Saisine, *AVANT_DELIBERATION)
        if saisine and target and saisine is not target and target.cible is not saisine:
            saisine.cible = target

    def deliberer_sans_avis(self) -> None:
        saisine = self.tirer(Saisine, *AVANT_AVIS)
        if saisine and self.hasard.random() < 0.2:
            saisine.region_deliberee_le = self.m.jour

    def regler(self) -> None:
        self.m.regler(jours_de_preparation=self.hasard.randint(0, 9), jours_francs=self.hasard.random() < 0.5)
        redater(self.m.session(), self.m.frame().reglement)

    def deplacer(self) -> None:
        seance = self.tirer(Seance, "projetee")
        if seance:
            seance.jour = self.m.jour + timedelta(days=self.hasard.randint(5, 60))

    def ouvrir(self) -> None:
        saisine = self.tirer(Saisine, "affectee", "en_instruction", "confiee_au_bureau")
        if saisine is None or saisine.commission is None or (saisine.textes and self.hasard.random() < 0.7):
            return
        other = self.tirer(Saisine, "affectee", "en_instruction")
        answered = [saisine, other] if other and other is not saisine and self.hasard.random() < 0.4 else [saisine]
        texte = Texte(
            nature=self.hasard.choice(["avis", "voeu"]), titre="Un texte", commission=saisine.commission,
            commission_id=saisine.commission_id, saisines=answered,
            designations=[Designation(personne=self.m.rapporteur, rang=1)],
        )  # fmt: skip
        self.m.session.add(texte)
        try:
            with self.m.session.no_autoflush:
                self.agir(texte, "ouvrir")
        except Refusal:
            self.m.session.rollback()

    def ecrire(self) -> None:
        texte = self.tirer(Texte, "redaction", "en_commission", "en_bureau")
        if texte:
            self.m.ecrire(texte, f"# Version {self.hasard.random()}")

    def voter_en_commission(self) -> None:
        texte = self.tirer(Texte, "en_commission")
        if texte and texte.version:
            self.m.compter(texte, texte.commission, *self.hasard.choice([(7, 1), (7, 1), (2, 5)]))

    def inscrire(self) -> None:
        """An item on an agenda: a draft of the plenary, or a text given to the bureau."""
        texte, seance = self.tirer(Texte, "arrete", "pret", "en_bureau"), self.tirer(Seance, "projetee", "convoquee")
        if texte is None or seance is None or texte.point or texte.version is None:
            return
        if (texte.etat == "en_bureau") == (seance.instance.genre == "bureau"):
            self.m.porter(texte, seance)

    def tenir(self) -> None:
        """The day of a sitting has come, and its roll is called."""
        seance = self.tirer(Seance, "convoquee")
        if seance:
            seance.jour = self.m.jour
            seance.presents, seance.en_exercice = self.hasard.choice([8, 8, 8, 3]), 10

    def voter(self) -> None:
        """A ballot is closed in an open sitting; its result moves the text."""
        seance = self.tirer(Seance, "ouverte")
        if seance is None:
            return
        awaited = "inscrit" if seance.instance.genre == "pleniere" else "en_bureau"
        points = [
            point
            for point in seance.points
            if point.texte and not point.retire and point.texte.etat == awaited and point.scrutin is None
            and point.version is point.texte.version
        ]  # fmt: skip
        if not points:
            return
        point = self.hasard.choice(points)
        pour, contre = self.hasard.choice([(7, 1), (6, 2), (1, 6)])
        facts = {"point": point, "seconde_convocation": seance.seconde_convocation}
        self.m.compter(point.texte, seance.instance, pour, contre, **facts)
        try:
            self.agir(point.texte, "adopter" if pour > contre else "rejeter")
        except Refusal:
            self.m.session.rollback()

    def apres_vote(self) -> None:
        """What the secretariat writes after a vote."""
        texte = self.tirer(Texte, "adopte", "rejete", "signe", "transmis")
        if texte is None:
            return
        if texte.etat in {"adopte", "rejete"} and not texte.positions and not texte.aucune_position:
            if self.hasard.random() < 0.5:
                texte.positions.append(Position(auteur="CGT", contenu="Contre."))
            texte.aucune_position = not texte.positions
        elif texte.etat == "adopte":
            texte.document = self.m.fichier()
            texte.document_source = texte.source_du_document()
        elif texte.etat == "signe":
            texte.transmissions = [
                Transmission(destinataire=key, envoyee_le=self.m.jour, moyen="Courriel") for key in DESTINATAIRES
            ]
        elif texte.etat == "transmis":
            texte.publication_reference, texte.publication_le = "RAA", self.m.jour
