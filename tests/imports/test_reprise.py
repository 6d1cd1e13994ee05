"""Taking a register in: what is written, what is compared, and that it goes out as it came in."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, func, select
from sqlalchemy.orm import Session

import tracker
from tracker.documents.registre import exporter_csv, exporter_json
from tracker.extensions import db
from tracker.imports import cellules, lignes, registre
from tracker.imports.colonnes import COLONNES, NATURES, SAISINES, LigneRegistre
from tracker.imports.registre import Analyse, analyser
from tracker.imports.reprise import Bilan, Plan, ecrire, lignes_du_registre, preparer, signalements_a_juger
from tracker.imports.tableau import lire
from tracker.models import (
    Acte,
    Compteur,
    Demandeur,
    Instance,
    Position,
    Reprise,
    Saisine,
    Scrutin,
    Texte,
    numero_suivant,
)
from tracker.models.mots import Mots
from tracker.procedure.grammar import Forbidden, Frame
from tracker.procedure.reglement import Reglement
from tracker.procedure.texte import NATURES as NATURES_DES_TEXTES
from tracker.roles import Role

AUJOURDHUI = date(2026, 11, 23)
REGISTRE = Path(tracker.__file__).parent / "donnees" / "registre.csv"
FRAME = Frame(AUJOURDHUI, Reglement())


def lu(octets: bytes, nom: str = "registre.csv") -> Analyse:
    return analyser(lire(nom, octets), AUJOURDHUI)


def analyse_de(*lues: LigneRegistre) -> Analyse:
    return Analyse([replace(ligne, numero_de_ligne=rang) for rang, ligne in enumerate(lues, 2)], [], [], [])


def ligne(reference: str = "A-1", **valeurs: Any) -> LigneRegistre:
    return LigneRegistre(**{"reference": reference, "conseil": "CESER Essai", "nature": "avis", "titre": "T"} | valeurs)


def importer(session: Session, analyse: Analyse, **options: Any) -> Bilan:
    plan = preparer(session, analyse, **options)
    bilan = ecrire(session, plan, None, {Role.AUTOMATIQUE}, FRAME, None, "registre.csv")
    session.commit()
    return bilan


def compte(session: Session, modele: type) -> int:
    return session.scalar(select(func.count()).select_from(modele)) or 0


@pytest.fixture
def session(app: Any) -> Session:
    return db.session()


def test_the_real_register_becomes_archives_with_their_acts_and_words(session: Session) -> None:
    assert importer(session, lu(REGISTRE.read_bytes())) == Bilan(102, 0, 0, 0, 0)
    assert compte(session, Reprise) == compte(session, Saisine) == compte(session, Texte) == 102
    assert set(session.scalars(select(Saisine.etat))) == {"archivee"}
    assert set(session.scalars(select(Texte.etat))) == {"repris"}
    assert compte(session, Acte) == compte(session, Mots) == 204
    acte = session.scalars(select(Acte).order_by(Acte.id)).first()
    assert acte is not None
    assert (acte.transition, acte.role, acte.personne_id) == ("reprendre_archive", "automatique", None)
    assert acte.motif == "Ligne 2 du fichier «\u00a0registre.csv\u00a0»."


def test_taking_the_same_file_in_twice_adds_nothing(session: Session) -> None:
    analyse = lu(REGISTRE.read_bytes())
    importer(session, analyse)
    assert importer(session, analyse) == Bilan(0, 102, 0, 0, 0)
    assert compte(session, Reprise) == 102


def test_the_register_goes_out_exactly_as_it_came_in(session: Session) -> None:
    analyse = lu(REGISTRE.read_bytes())
    importer(session, analyse)
    assert list(lignes_du_registre(session)) == analyse.lignes
    assert lu(exporter_csv(lignes_du_registre(session))).lignes == analyse.lignes


def test_every_cell_survives_the_way_in_and_the_way_out(session: Session) -> None:
    pleine = ligne(
        reference="R" * 100,
        conseil="C" * 300,
        region_insee="04",
        nature="rapport-avis",
        titre="=T" * 250,
        saisine="autre",
        demandeur="D" * 300,
        recue_le=date(2014, 1, 2),
        adopte_le=date(2014, 2, 3),
        publie_le=date(2014, 3, 4),
        commission="K" * 300,
        adopte_par="bureau",
        resultat="prend acte",
        pour=0,
        contre=1,
        abstention=None,
        ne_prend_pas_part=2,
        unanimite=False,
        positions=(("O" * 300, "contre"), ("CGT : union", "s’abstient en partie")),
        votants=3,
        presents=200,
        en_exercice=100,
        suites="Une ligne\nune autre",
        source="x.fr",
        signalements=("Une phrase.",),
    )
    nature_seule = [ligne(f"N-{nature}", nature=nature) for nature in NATURES]
    origine_seule = [ligne(f"S-{saisine}", saisine=saisine) for saisine in SAISINES]
    toutes = [pleine, *nature_seule, *origine_seule]
    importer(session, analyse_de(*toutes))
    assert list(lignes_du_registre(session)) == toutes
    retour = lu(exporter_csv(lignes_du_registre(session))).lignes
    assert [replace(revenue, signalements=()) for revenue in retour] == [replace(d, signalements=()) for d in toutes]
    objet = json.loads(exporter_json(lignes_du_registre(session)))[0]
    assert objet["pour"] == 0 and objet["abstention"] is None
    assert list(objet) == [colonne.nom for colonne in COLONNES]


def test_no_limit_of_the_reader_is_wider_than_its_column() -> None:
    def largeur(colonne: Any) -> int:
        return int(colonne.type.length)

    assert largeur(Reprise.reference) >= registre.REFERENCE_MAX
    assert largeur(Saisine.numero) >= registre.REFERENCE_MAX
    assert min(largeur(Reprise.conseil), largeur(Demandeur.nom), largeur(Reprise.commission)) >= registre.NOM_MAX
    assert min(largeur(Saisine.objet), largeur(Texte.titre)) >= registre.TITRE_MAX
    assert largeur(Position.auteur) >= cellules.ORGANISATION_MAX


def test_each_word_of_the_register_has_its_word_in_the_tracker() -> None:
    assert set(lignes.NATURES) == set(NATURES)
    assert set(lignes.NATURES.values()) == set(NATURES_DES_TEXTES)
    assert set(lignes.ORIGINES) == set(SAISINES)


def test_a_ballot_is_kept_only_when_a_figure_is_known_and_decides_only_what_is_written(session: Session) -> None:
    importer(
        session,
        analyse_de(
            ligne("A", resultat="adopté", votants=100, unanimite=True),
            ligne("B", resultat="prend acte", pour=10),
            ligne("C", resultat="rejeté", contre=10, adopte_par="bureau"),
            ligne("D", presents=0),
        ),
    )
    scrutins = {scrutin.texte.titre: scrutin for scrutin in session.scalars(select(Scrutin))}
    assert len(session.scalars(select(Scrutin)).all()) == 3
    assert scrutins["T"].importe and scrutins["T"].clos_le
    par_reference = {
        reprise.reference: [(s.issue, s.instance.genre) for s in reprise.texte.scrutins]
        for reprise in session.scalars(select(Reprise))
    }
    assert par_reference == {
        "A": [],
        "B": [(None, "pleniere")],
        "C": [("rejete", "bureau")],
        "D": [(None, "pleniere")],
    }


def test_an_archive_is_public_when_it_was_adopted_or_noted(session: Session) -> None:
    resultats = ("adopté", "prend acte", "rejeté", "")
    importer(session, analyse_de(*(ligne(f"A-{rang}", resultat=mot) for rang, mot in enumerate(resultats))))
    adresses = session.scalars(select(Texte.adresse).order_by(Texte.id)).all()
    assert [bool(adresse) for adresse in adresses] == [True, True, False, False]
    assert adresses[0] == "1-t"


def test_people_are_found_or_created_and_bodies_only_found(session: Session) -> None:
    session.add_all([Demandeur(nom="Préfet"), Instance(genre="commission", nom="Mer")])
    session.commit()
    importer(
        session,
        analyse_de(
            ligne("A", demandeur="Préfet", commission="MER"),
            ligne("B", demandeur="Région", commission="Montagne"),
            ligne("C", demandeur="Région"),
        ),
    )
    assert sorted(session.scalars(select(Demandeur.nom))) == ["Préfet", "Région"]
    liens = [saisine.commission.nom if saisine.commission else "" for saisine in session.scalars(select(Saisine))]
    assert liens == ["Mer", "", ""]
    assert [reprise.commission for reprise in session.scalars(select(Reprise))] == ["MER", "Montagne", ""]
    assert compte(session, Instance) == 1


def test_a_known_reference_is_compared_whatever_its_case_and_never_overwritten(session: Session) -> None:
    importer(session, analyse_de(ligne("Été-1", pour=3)))
    plan = preparer(session, analyse_de(ligne("ÉTÉ-1", pour=4, titre="U"), ligne("B")))
    assert [(d.ligne.reference, d.colonnes) for d in plan.differentes] == [("ÉTÉ-1", ("reference", "titre", "pour"))]
    assert plan.differentes[0].presente.pour == 3
    assert [nouvelle.reference for nouvelle in plan.nouvelles] == ["B"]


def test_a_column_that_the_file_does_not_have_is_no_difference(session: Session) -> None:
    importer(session, analyse_de(ligne("A", pour=3, source="x")))
    analyse = lu(b"reference;conseil;nature;titre;pour\nA;CESER Essai;avis;T;3\n")
    assert len(preparer(session, analyse).identiques) == 1


def test_a_reference_that_numbers_a_living_file_is_an_error_with_its_line(session: Session) -> None:
    importer(session, analyse_de(ligne("X")))
    session.query(Reprise).delete()  # what stays bears the number without being an archive of the register
    session.commit()
    plan = preparer(session, analyse_de(ligne("x"), ligne("Y")))
    assert [(erreur.ligne, erreur.colonne, erreur.valeur) for erreur in plan.erreurs] == [(2, "reference", "x")]
    assert (plan.mauvaises, len(plan.nouvelles)) == (1, 1)


def test_numbers_of_the_register_are_never_given_again(session: Session) -> None:
    session.add(Compteur(cle="AAAA-N 2024", dernier=50))
    session.commit()
    references = ("2026-007", "2026-003", "2024-012", "avis-2026-41", "AVIS-2026", "2026-abc")
    importer(session, analyse_de(*map(ligne, references)))
    regles = Reglement()
    assert numero_suivant(session, Saisine.numero, regles, regles.numerotation, 2026) == "2026-008"
    assert numero_suivant(session, Saisine.numero, regles, regles.numerotation, 2024) == "2024-051"
    assert numero_suivant(session, Texte.numero, regles, regles.numerotation_avis, 2026) == "AVIS-2026-42"


def test_an_archive_is_written_only_by_those_the_table_names(session: Session) -> None:
    plan = preparer(session, analyse_de(ligne()))
    with pytest.raises(Forbidden):
        ecrire(session, plan, None, {Role.CONSEILLER}, FRAME, None)


def test_contradictions_are_kept_and_listed_for_a_person(session: Session) -> None:
    entete, *_ = exporter_csv([]).decode("utf-8-sig").splitlines()
    noms = entete.split(";")
    cellules_lues = {"reference": "A", "conseil": "C", "nature": "avis", "titre": "T", "presents": "9"}
    douteuse = ";".join({**cellules_lues, "en_exercice": "5"}.get(nom, "") for nom in noms)
    sure = ";".join({**cellules_lues, "reference": "B"}.get(nom, "") for nom in noms)
    bilan = importer(session, lu("\n".join([entete, douteuse, sure]).encode()))
    assert (bilan.ecrites, bilan.signalees) == (2, 1)
    (archive,) = signalements_a_juger(session)
    assert archive.reference == "A"
    assert "plus nombreux que les membres en exercice" in archive.signalements[0]


def test_texts_adopted_here_follow_the_archives_in_the_same_columns(session: Session) -> None:
    importer(session, analyse_de(ligne("A")))
    adopter(session)
    archive, adopte = lignes_du_registre(session, "CESER Essai", "93")
    assert archive.reference == "A"
    assert adopte == LigneRegistre(
        reference="AVIS-2026-01",
        conseil="CESER Essai",
        region_insee="93",
        nature="vœu",
        titre="Un titre",
        saisine="autre",
        demandeur="Région",
        recue_le=date(2026, 1, 5),
        adopte_le=date(2026, 3, 1),
        adopte_par="plénière",
        resultat="adopté",
        pour=50,
        contre=0,
        abstention=0,
        unanimite=True,
        positions=(("CGT", "abstention"), ("FSU", "position minoritaire")),
        votants=50,
        presents=60,
        en_exercice=100,
    )
    retour = lu(exporter_csv(lignes_du_registre(session, "CESER Essai", "93")))
    assert not retour.erreurs
    plan: Plan = preparer(session, retour, "CESER Essai", "93")
    assert (len(plan.identiques), plan.nouvelles, plan.differentes, plan.erreurs) == (2, [], [], [])


def adopter(session: Session) -> None:
    """An adopted text with its ballot, as plain rows: the register only reads them."""
    pleniere = Instance(genre="pleniere", nom="Plénière")
    saisine = Saisine(numero="2026-001", etat="archivee", nature="citoyenne", objet="O", recue_le=date(2026, 1, 5))
    saisine.demandeur = Demandeur(nom="Région")
    scrutin = Scrutin(instance=pleniere, pour=50, contre=0, abstention=0, presents=60, en_exercice=100)
    scrutin.clos_le, scrutin.issue = FIXE, "adopte"
    texte = Texte(etat="adopte", nature="voeu", titre="Un titre", numero="AVIS-2026-01", adopte_le=date(2026, 3, 1))
    texte.adopte_par = "pleniere"
    texte.saisines, texte.scrutins = [saisine], [scrutin]
    texte.positions = [
        Position(auteur="CGT", contenu="Abstention"),
        Position(auteur="FSU", contenu="Nous regrettons | que :\nla suite manque."),
    ]
    session.add(texte)
    session.commit()


FIXE = tracker.models.colonnes.maintenant()


def test_neither_the_way_in_nor_the_way_out_makes_a_query_for_each_line(session: Session) -> None:
    analyse = lu(REGISTRE.read_bytes())
    with Requetes() as lecture:
        plan = preparer(session, analyse)
    assert lecture.total <= 4
    ecrire(session, plan, None, {Role.AUTOMATIQUE}, FRAME, None)
    with Requetes() as ecriture:
        session.commit()
    assert ecriture.lues <= 4
    session.expunge_all()
    with Requetes() as sortie:
        assert len(list(lignes_du_registre(session))) == 102
    assert sortie.total <= 8


class Requetes:
    """Counts the statements that leave for the database."""

    total = lues = 0

    def __enter__(self) -> "Requetes":
        event.listen(Engine, "before_cursor_execute", self.note)
        return self

    def __exit__(self, *_: object) -> None:
        event.remove(Engine, "before_cursor_execute", self.note)

    def note(self, _c: Any, _k: Any, statement: str, *_: Any) -> None:
        self.total += 1
        self.lues += statement.lstrip().upper().startswith("SELECT")
