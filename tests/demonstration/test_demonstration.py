"""The demonstration: it loads, shows every state, and each state is what its acts say."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from flask import current_app
from sqlalchemy import func, or_, select

from tracker import create_app
from tracker.demonstration import charger
from tracker.demonstration.base import Contenu, contenu, effacer, personas
from tracker.demonstration.noms import noms
from tracker.demonstration.textes import DOSSIER, ebauche, esquisse, projet
from tracker.extensions import Base, db
from tracker.imports.depot import chemin
from tracker.models import (
    WORKFLOWS,
    Acte,
    Amendement,
    Fichier,
    Fonction,
    Instance,
    Lien,
    Mandat,
    Personne,
    Piece,
    ReglementDate,
    Saisine,
    Scrutin,
    Seance,
    Siege,
    Texte,
)
from tracker.models.assemblee import College, Organisme
from tracker.procedure.delais import seconde_seance
from tracker.procedure.grammar import MEME, NEANT
from tracker.rights import acteur_du
from tracker.roles import BUREAU, PERSONNEL, Role

JOUR = date(2026, 11, 23)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The demonstration loaded once for all these tests: none of them writes."""
    folder = tmp_path_factory.mktemp("demonstration")
    app = create_app(
        TESTING=True,
        SQLALCHEMY_DATABASE_URI=f"sqlite:///{folder / 'demonstration.db'}",
        FILES_DIR=folder / "fichiers",
        SECRET_KEY="test",
    )
    with app.app_context():
        Base.metadata.create_all(db.engine)
        charger(db.session(), JOUR)
        db.session.commit()
        yield db.session
        db.session.remove()
        db.engine.dispose()


@pytest.mark.parametrize("model", WORKFLOWS, ids=lambda model: model.__name__)
def test_every_state_is_shown(session: Any, model: Any) -> None:
    shown = set(session.scalars(select(model.etat)))
    # The assembly of the demonstration votes on each amendment: its rapporteurs decide none.
    assert set(WORKFLOWS[model].states) - shown == ({"accepte", "ecarte"} if model is Amendement else set())


@pytest.mark.parametrize("model", WORKFLOWS, ids=lambda model: model.__name__)
def test_each_state_is_the_fold_of_acts_that_the_table_allows(session: Any, model: Any) -> None:
    workflow = WORKFLOWS[model]
    key = getattr(Acte, f"{workflow.name}_id")
    acts = defaultdict(list)
    for acte in session.scalars(select(Acte).where(key.is_not(None)).order_by(Acte.id)):
        acts[getattr(acte, f"{workflow.name}_id")].append(acte)
    for record in session.scalars(select(model)):
        state = NEANT
        for acte in acts[record.id]:
            row = workflow.row(acte.transition, acte.de)
            assert acte.de == state and row is not None
            assert acte.vers == (acte.de if row.to == MEME else row.to)
            assert Role(acte.role) in row.by
            state = acte.vers
        assert state == record.etat


def test_whoever_acts_holds_the_role_on_that_day(session: Any) -> None:
    standing = PERSONNEL | {Role.PRESIDENT, Role.MEMBRE_DU_BUREAU}
    for acte in session.scalars(select(Acte)):
        if acte.role in standing:
            assert acte.role in acteur_du(session(), acte.personne, acte.le.date()).permanents


def test_the_acts_of_a_record_follow_each_other_in_time_and_none_is_to_come(session: Any) -> None:
    for name in ("saisine_id", "texte_id", "seance_id"):
        column = getattr(Acte, name)
        rows = session.execute(select(column, Acte.le).where(column.is_not(None)).order_by(column, Acte.id))
        for (key, before), (other, after) in pairwise(rows):
            assert key != other or before <= after
    assert max(session.scalars(select(Acte.le))).date() <= JOUR


def test_numbers_are_unique_and_leave_no_hole(session: Any) -> None:
    numbers = session.scalars(select(Saisine.numero).where(Saisine.etat != "archivee").order_by(Saisine.id)).all()
    assert numbers == [f"2026-{rank:03}" for rank in range(1, len(numbers) + 1)]
    avis = sorted(session.scalars(select(Texte.numero).where(Texte.numero.like("AVIS-2026-%"))))
    assert avis == [f"AVIS-2026-{rank:02}" for rank in range(1, len(avis) + 1)]


def test_about_thirty_living_files_and_the_102_archives(session: Any) -> None:
    count = select(func.count(Saisine.id))
    assert session.scalar(count.where(Saisine.etat == "archivee")) == 102
    assert 30 <= session.scalar(count.where(Saisine.etat != "archivee")) <= 60


def test_the_assembly_has_140_seats_and_138_members(session: Any) -> None:
    assert session.scalars(select(College.sieges).order_by(College.rang)).all() == [45, 45, 45, 5]
    held = or_(Mandat.fin.is_(None), Mandat.fin >= JOUR)
    assert session.scalar(select(func.count(Mandat.id))) == 140
    assert session.scalar(select(func.count(Mandat.id)).where(held)) == 138


def test_the_bureau_has_as_many_businesses_as_unions(session: Any) -> None:
    bureau = select(Fonction.personne_id).where(Fonction.role.in_(BUREAU))
    seats = session.execute(
        select(College.rang, func.count(Mandat.id))
        .select_from(College)
        .join(Siege)
        .join(Mandat)
        .where(Mandat.personne_id.in_(bureau))
        .group_by(College.rang)
    )
    found = dict(tuple(row) for row in seats)
    assert found[1] == found[2]
    assert sum(found.values()) == 24


def test_each_commission_has_one_chair_and_members(session: Any) -> None:
    for commission in session.scalars(select(Instance).where(Instance.genre == "commission")):
        held = session.scalars(select(Fonction.role).where(Fonction.instance_id == commission.id)).all()
        assert held.count("president_de_commission") == 1
        assert len(held) >= 10


def test_what_is_invented_says_so(session: Any) -> None:
    seen = {"MEDEF", "CGT", "FO", "CFTC", "CFE-CGC", "UNSA", "FSU", "Solidaires", "URAF"}
    for name in session.scalars(select(Organisme.nom)):
        assert name in seen or name.startswith(("Chambre de commerce", "CRESS")) or name.endswith("(inventé)")


def test_a_persona_for_each_role_one_can_hold(session: Any) -> None:
    found = personas(session())
    held = {fonction.role for personne in found for fonction in personne.fonctions}
    assert 11 <= len(found) <= 15
    titles = {Role.VICE_PRESIDENT, Role.VICE_PRESIDENT_DE_COMMISSION, Role.RAPPORTEUR_DE_COMMISSION}
    others = {Role.RAPPORTEUR_GENERAL, Role.CONSEILLER, Role.RAPPORTEUR, Role.AUTEUR, Role.AUTOMATIQUE}
    assert held >= {role.value for role in set(Role) - titles - others}
    assert all(personne.mot_de_passe and personne.courriel for personne in found)
    others = select(func.count(Personne.id)).where(Personne.presentation.is_(None), Personne.mot_de_passe.is_not(None))
    assert session.scalar(others) == 0


def test_both_referrers_and_the_section_have_something_to_see(session: Any) -> None:
    asked = session.scalars(select(Saisine).where(Saisine.etat == "incomplete")).all()
    assert [saisine.demandeur.nom for saisine in asked] == ["Président du conseil régional"]
    assert asked[0].pieces_attendues_le and not asked[0].depots_a_verifier
    waiting = session.scalars(select(Piece).where(Piece.a_verifier)).all()
    assert {piece.saisine.demandeur.nom for piece in waiting} == {"Président du conseil régional", "Préfet de région"}
    section = session.scalars(select(Instance).where(Instance.genre == "section")).one()
    assert session.scalars(select(Texte.etat).where(Texte.commission_id == section.id)).all() == ["redaction"]


def test_the_votes_have_all_shapes(session: Any) -> None:
    votes = session.scalars(select(Scrutin).where(~Scrutin.importe)).all()
    assert any(vote.contre == 0 and vote.abstention == 0 for vote in votes)
    assert any(vote.pour == vote.contre and vote.voix_du_president for vote in votes)
    assert any(vote.abstention is None for vote in votes)
    assert any(vote.issue == "rejete" for vote in votes)
    assert any(vote.instance.genre == "bureau" for vote in votes)
    assert any(vote.seconde_convocation for vote in votes)
    rules = session.scalars(select(ReglementDate)).one().regles()
    assert all(vote.resultat(rules).issue == vote.issue for vote in votes)


def test_the_second_sitting_falls_on_its_legal_day(session: Any) -> None:
    seconde = session.scalars(select(Seance).where(Seance.premiere_id.is_not(None))).one()
    assert seconde.jour == seconde_seance(seconde.premiere.jour)


def test_the_stories_that_a_visitor_looks_for_are_there(session: Any) -> None:
    saisines = session.scalars(select(Saisine).where(Saisine.etat != "archivee")).all()
    textes = session.scalars(select(Texte).where(Texte.etat != "repris")).all()
    assert any(saisine.suspendue for saisine in saisines)
    assert any(saisine.fusionnees for saisine in saisines)
    assert any(len(saisine.textes) == 2 for saisine in saisines)
    assert any(len(texte.saisines) == 2 for texte in textes)
    assert any(texte.reserve for texte in textes)
    assert session.scalars(select(Lien).where(Lien.nature == "rappelle")).first()
    assert any(saisine.echeance_le and saisine.echeance_le < JOUR for saisine in saisines)
    assert any(saisine.echeance_le and 0 <= (saisine.echeance_le - JOUR).days <= 7 for saisine in saisines)


def test_a_vote_can_be_tried_today(session: Any) -> None:
    seance = session.scalars(
        select(Seance)
        .where(Seance.jour == JOUR, Seance.etat == "convoquee")
        .join(Instance)
        .where(Instance.genre == "pleniere")
    ).one()
    waiting = [point.texte for point in seance.points if point.texte and point.texte.etat == "inscrit"]
    assert len(waiting) >= 3


def test_each_stored_file_is_a_pdf_on_the_disk(session: Any) -> None:
    for fichier in session.scalars(select(Fichier)):
        octets = chemin(current_app.config["FILES_DIR"], fichier.empreinte).read_bytes()
        assert octets.startswith(b"%PDF") and len(octets) == fichier.taille


def test_a_signed_document_is_up_to_date(session: Any) -> None:
    for texte in session.scalars(select(Texte).where(Texte.document_id.is_not(None))):
        assert texte.document_a_jour


@pytest.mark.parametrize("cle", sorted(path.stem for path in DOSSIER.glob("*.md")))
def test_each_draft_grows_from_version_to_version_in_french_typography(cle: str) -> None:
    assert len(esquisse(cle)) < len(ebauche(cle)) < len(projet(cle))
    assert len(projet(cle).split()) > 80
    assert not re.search(r" [;!?»%]|« |'", projet(cle))


def test_names_never_change_and_surnames_are_given_once() -> None:
    drawn = noms(149)
    assert drawn == noms(149)
    assert len({nom for _, nom in drawn}) == 149


def test_every_other_day_has_its_demonstration_and_it_can_be_erased(app: Any) -> None:
    assert contenu(db.session()) is Contenu.VIDE
    charger(db.session(), date(2027, 1, 3))
    db.session.commit()
    assert contenu(db.session()) is Contenu.DEMONSTRATION
    effacer(db.session(), Path(app.config["FILES_DIR"]))
    assert contenu(db.session()) is Contenu.VIDE
    assert not [path for path in Path(app.config["FILES_DIR"]).rglob("*") if path.is_file()]
