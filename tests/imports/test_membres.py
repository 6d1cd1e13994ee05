"""Members as a file: what it would add, change and end, what stops it, and that what goes out comes back unchanged."""

import csv
import io
import time
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from sqlalchemy import delete, func, select

from tests.bench.requetes import compter
from tests.factories import DEBUT, Monde
from tracker.documents.membres import ENTETES, exporter_csv, exporter_xlsx, modele_csv, modele_xlsx
from tracker.extensions import db
from tracker.imports.membres.apercu import Apercu
from tracker.imports.membres.ecriture import ecrire
from tracker.imports.membres.etat import Etat
from tracker.imports.membres.lecture import analyser
from tracker.imports.membres.plan import Options, Plan
from tracker.imports.membres.reprise import Reprise
from tracker.imports.membres.sortie import lignes_au
from tracker.imports.tableau import lire
from tracker.models import (
    Appartenance,
    College,
    Denomination,
    Fonction,
    Groupe,
    Instance,
    Mandat,
    Mandature,
    Mouvement,
    Organisme,
    Personne,
    Siege,
)
from tracker.roles import Role

JOUR = date(2026, 3, 2)
VEILLE = JOUR - timedelta(days=1)


def fichier(*lignes: dict[str, str], colonnes: Sequence[str] = ()) -> bytes:
    """A CSV of these lines, each said by the titles of its columns."""
    titres = colonnes or list(dict.fromkeys(nom for ligne in lignes for nom in ligne))
    sortie = io.StringIO()
    ecrivain = csv.DictWriter(sortie, titres, delimiter=";")
    ecrivain.writeheader()
    ecrivain.writerows(lignes)
    return sortie.getvalue().encode()


def membre(nom: str = "Aubert", **cellules: str) -> dict[str, str]:
    base = {"Prénom": "Nadia", "Nom": nom, "Courriel": f"{nom.lower()}@exemple.fr", "Collège": "1"}
    return base | {"Organisme": "MEDEF", "Commissions": "", "Fonctions": ""} | cellules


def plan_de(octets: bytes, nom: str = "membres.csv", jour: date = JOUR, **options: Any) -> Plan:
    db.session.expire_all()
    return Apercu.faire(db.session(), lire(nom, octets), Reprise(Options(jour, **options)), JOUR).plan


def importer(octets: bytes, nom: str = "membres.csv", jour: date = JOUR, **options: Any) -> Plan:
    """Take a file in, which has no error."""
    plan = plan_de(octets, nom, jour, **options)
    assert not plan.erreurs, plan.erreurs
    ecrire(db.session(), plan, None, nom)
    db.session.commit()
    return plan


def raisons(plan: Plan) -> dict[tuple[int, str], str]:
    return {(erreur.ligne, erreur.colonne): erreur.raison for erreur in plan.erreurs}


def qui(nom: str) -> Personne:
    return db.session.scalars(select(Personne).where(Personne.nom == nom)).one()


def exporte(jour: date = JOUR) -> bytes:
    db.session.expire_all()
    return exporter_csv(lignes_au(Etat.lire(db.session()), jour))


def test_a_new_member_takes_a_new_seat_and_functions_from_the_first_day_of_the_term(m: Monde) -> None:
    plan = importer(
        fichier(
            membre(
                Commissions="Transports et mobilités",
                Fonctions="Rapporteure : culture ET patrimoine",
                Groupe="Les indépendants",
            )
        )
    )
    assert [fiche.siege.numero for fiche in plan.ajoutees if fiche.siege] == [7]
    nadia = qui("Aubert")
    assert [(one.siege.designe_par, one.debut, one.fin) for one in nadia.mandats] == [("MEDEF", DEBUT, None)]
    held = {(one.role, str(one.instance), one.debut) for one in nadia.fonctions}
    assert held == {
        ("membre_de_commission", "Transports et mobilités", DEBUT),
        ("rapporteur_de_commission", "Culture et patrimoine", DEBUT),
    }
    assert [str(one.groupe) for one in nadia.appartenances] == ["Les indépendants"]
    subjects = set(db.session.scalars(select(Mouvement.sujet)))
    assert {"import", "mandat", "fonction", "groupe"} <= subjects
    told = db.session.scalars(select(Mouvement.phrase).where(Mouvement.sujet == "import")).one()
    assert "membres.csv" in told and "1 ajout" in told


def test_the_same_file_twice_changes_nothing(m: Monde) -> None:
    octets = fichier(
        membre(Commissions="Transports et mobilités ; Culture et patrimoine"),
        membre("Blanc", Fin="2025-06-30", Motif="Démission", Fonctions="Membre du bureau"),
        colonnes=[*membre(), "Fin", "Motif"],
    )
    importer(octets)
    before = db.session.scalar(select(func.count()).select_from(Mouvement))
    again = plan_de(octets)
    assert not again.ecrit
    assert len(again.inchangees) == 2
    assert db.session.scalar(select(func.count()).select_from(Mouvement)) == before
    assert qui("Blanc").fonctions[0].fin == date(2025, 6, 30)


@pytest.mark.parametrize(
    ("ecrit", "role", "instance", "charge"),
    [
        ("Président du conseil", Role.PRESIDENT, "", ""),
        ("PRESIDENTE", Role.PRESIDENT, "", ""),
        ("Vice-président : Prospective", Role.VICE_PRESIDENT, "", "Prospective"),
        ("vice présidente du Conseil : Territoires", Role.VICE_PRESIDENT, "", "Territoires"),
        ("Vice-présidence : Culture", Role.VICE_PRESIDENT_DE_COMMISSION, "Culture", ""),
        ("Vice-présidente de commission : Culture", Role.VICE_PRESIDENT_DE_COMMISSION, "Culture", ""),
        ("membre du Bureau", Role.MEMBRE_DU_BUREAU, "", ""),
        ("Rapporteure générale", Role.RAPPORTEUR_GENERAL, "", ""),
        ("Rapporteur : Transports", Role.RAPPORTEUR_DE_COMMISSION, "Transports", ""),
        ("présidence : Transports", Role.PRESIDENT_DE_COMMISSION, "Transports", ""),
        ("Membre associé : Section X", Role.MEMBRE_ASSOCIE, "Section X", ""),
    ],
)
def test_functions_are_read_whatever_their_gender_case_and_accents(
    ecrit: str, role: Role, instance: str, charge: str
) -> None:
    lue = analyser(lire("a.csv", fichier(membre(Fonctions=ecrit))), {"culture", "transports"}, JOUR)
    assert not lue.erreurs
    assert [(one.role, one.nom, one.attributions) for one in lue.lignes[0].charges] == [(role, instance, charge)]


def test_a_function_may_have_its_own_days(m: Monde) -> None:
    importer(
        fichier(
            membre(Fonctions="Membre du bureau (du 01/03/2024 au 30/06/2025) ; Membre du bureau (depuis le 1/1/2026)")
        )
    )
    days = {(one.debut, one.fin) for one in qui("Aubert").fonctions}
    assert days == {(date(2024, 3, 1), date(2025, 6, 30)), (date(2026, 1, 1), None)}


def test_titles_come_in_any_order_under_other_names_and_unknown_ones_are_told(m: Monde) -> None:
    octets = fichier(
        {"E-mail": "a@b.fr", "NOM DE FAMILLE": "Zola", "prenom": "Anna", "college": "Collège 1", "Taille": "12"}
    )
    plan = importer(octets)
    assert plan.colonnes_inconnues == ["Taille"]
    assert qui("Zola").courriel == "a@b.fr"


def test_each_fault_is_told_by_line_and_column(m: Monde) -> None:
    plan = plan_de(
        fichier(
            membre("A", Courriel="pas une adresse"),
            membre("B", Collège="9"),
            membre("C", Début="2025-01-01", Fin="2024-06-01"),
            membre("D", Commissions="Astronomie"),
            membre("E", Fonctions="Grand vizir"),
            membre("F", Civilité="Docteur"),
            membre("", Siège="zéro"),
            membre("H", Début="30/02/2025"),
            membre("I", Début="12/05/1904"),
            membre("J", Motif="parti"),
            membre("K", Organisme="=HYPERLINK(1)"),
            membre("L", Motif="Démission"),
            colonnes=[*membre(), "Début", "Fin", "Civilité", "Siège", "Motif"],
        )
    )
    found = raisons(plan)
    assert found.keys() == {
        (2, "courriel"), (3, "college"), (4, "fin"), (5, "commissions"), (6, "fonctions"), (7, "civilite"),
        (8, "nom"), (8, "courriel"), (8, "siege"), (9, "debut"), (10, "debut"), (11, "motif"),
        (12, "organisme"), (13, "fin"),
    }  # fmt: skip
    assert "n’existe pas" in found[3, "college"]
    assert "précède le début" in found[4, "fin"]
    assert "1974" in found[10, "debut"]
    assert "formule" in found[12, "organisme"]
    assert plan.mauvaises == 12


def test_the_same_person_and_the_same_seat_twice_are_refused(m: Monde) -> None:
    plan = plan_de(
        fichier(
            membre("A", Siège="20"),
            membre("A", Siège="21"),
            membre("B", Siège="20"),
            membre("C", Siège="1"),
            colonnes=[*membre(), "Siège"],
        )
    )
    found = raisons(plan)
    assert "figure déjà à la ligne 2" in found[3, "nom"]
    assert "tenu par Nadia A (ligne 2)" in found[4, "siege"]
    assert "tenu par President Essai" in found[5, "siege"]


def test_two_chairs_of_one_body_are_refused_and_one_replaces_the_other_when_the_file_says_both(m: Monde) -> None:
    chair = membre("Dubois", Fonctions="Présidente : Transports et mobilités")
    assert "déjà tenue par Presidente Essai" in raisons(plan_de(fichier(chair)))[2, "fonctions"]
    old = {"Prénom": "Presidente", "Nom": "Essai", "Courriel": "presidente_commission@exemple.test", "Collège": "1"}
    importer(
        fichier(
            membre(**old, Organisme=""),
            membre("Dubois", Fonctions=f"Présidente : Transports et mobilités (depuis le {JOUR:%d/%m/%Y})"),
        )
    )
    chairs = {str(one.personne): (one.debut, one.fin) for one in _chairs()}
    assert chairs == {"Presidente Essai": (DEBUT, VEILLE), "Nadia Dubois": (JOUR, None)}


def _chairs() -> Sequence[Fonction]:
    query = select(Fonction).join(Instance).where(Fonction.role == "president_de_commission")
    return db.session.scalars(query.where(Instance.nom == "Transports et mobilités")).all()


def test_an_unknown_body_is_created_only_when_asked(m: Monde) -> None:
    octets = fichier(membre(Commissions="Section de la mer ; Groupe de travail Eau ; Mer"))
    refused = plan_de(octets)
    assert list(refused.instances_inconnues.values()) == ["Section de la mer", "Groupe de travail Eau", "Mer"]
    importer(octets, creer_instances=True)
    made = {one.nom: one.genre for one in db.session.scalars(select(Instance)) if one.debut == DEBUT}
    assert made == {"Section de la mer": "section", "Groupe de travail Eau": "groupe_de_travail", "Mer": "commission"}


def test_a_body_is_recognised_by_the_name_it_bore_on_the_day_of_the_file(m: Monde) -> None:
    m.commission.denominations.append(Denomination(nom="Routes et ports", jusqu_au=JOUR))
    m.session.commit()
    plan = importer(fichier(membre(Commissions="Routes et ports")))
    assert [str(one.instance) for one in plan.fiches[0].nouvelles] == ["Transports et mobilités"]
    later = plan_de(fichier(membre("Autre", Commissions="Routes et ports")), jour=JOUR + timedelta(days=1))
    assert list(later.instances_inconnues.values()) == ["Routes et ports"]


def test_an_unknown_name_is_mended_once_for_every_line_that_bears_it(m: Monde) -> None:
    octets = fichier(
        membre("A", Commissions="Transport"),
        membre("B", Commissions="Culture et patrimoine ; transport (depuis le 01/03/2024)"),
    )
    table, kept = lire("membres.csv", octets), Reprise(Options(JOUR))
    seen = Apercu.faire(db.session(), table, kept, JOUR)
    assert m.commission.nom in seen.instances
    mended = kept.corriger({"nom-Transport": m.commission.nom}, seen.analyse.brutes)
    assert [cells["commissions"] for cells in mended.corrections.values()] == [
        "Transports et mobilités",
        "Culture et patrimoine ; Transports et mobilités (depuis le 01/03/2024)",
    ]
    assert not Apercu.faire(db.session(), table, mended, JOUR).plan.erreurs


def test_a_faulty_cell_is_not_told_as_a_change(m: Monde) -> None:
    importer(fichier(membre(Commissions="Transports et mobilités")))
    plan = plan_de(fichier(membre(Commissions="Transport")))
    assert plan.erreurs and not plan.changees


def test_who_is_absent_leaves_only_when_asked(m: Monde) -> None:
    octets = fichier(membre("Essai", Prénom="Conseiller", Courriel="conseiller@exemple.test"))
    assert not plan_de(octets).absents
    plan = importer(octets, absents=True, absents_le=VEILLE, absents_motif="renouvellement")
    assert len(plan.absents) == 5
    assert m.president.mandats[0].motif_fin == "renouvellement"
    assert {one.fin for one in m.president.fonctions} == {VEILLE}
    assert m.conseiller.mandats[0].fin is None


def test_somebody_is_known_by_address_else_by_name_within_the_college_and_doubts_are_told(m: Monde) -> None:
    named = {"Prénom": "Conseiller", "Nom": "Essai", "Organisme": ""}
    by_name = plan_de(fichier(membre(**named, Courriel="")))
    assert [fiche.personne for fiche in by_name.fiches] == [m.conseiller]
    other = plan_de(fichier(membre(**named, Courriel="autre@exemple.fr")))
    assert "cette adresse se change à la page Comptes" in other.erreurs[0].raison
    renamed = plan_de(fichier(membre("Durand", Courriel="conseiller@exemple.test")))
    assert "lui donnera un autre nom" in renamed.doutes[0].phrase
    stranger = plan_de(fichier(membre(Prénom="Inconnu", Nom="Essai", Courriel="i@exemple.fr")))
    assert "en crée une autre" in stranger.doutes[0].phrase
    both = plan_de(
        fichier(membre(**named, Courriel="conseiller@exemple.test"), membre(**named, Courriel="homonyme@exemple.fr"))
    )
    assert [fiche.mandat is None for fiche in both.fiches] == [False, True]


def test_one_address_serves_one_person(m: Monde) -> None:
    named = {"Prénom": "Conseiller", "Nom": "Essai", "Organisme": ""}
    octets = fichier(membre(**named, Courriel="x@exemple.fr"), membre("Autre", Courriel="x@exemple.fr"))
    assert "déjà celui de Conseiller Essai, ligne 2" in raisons(plan_de(octets))[3, "courriel"]


def test_what_changes_is_told_before_and_after_and_written(m: Monde) -> None:
    octets = fichier(
        membre("Nouveau", Prénom="Rapporteur", Courriel="rapporteur@exemple.test", Civilité="M."),
        colonnes=[*membre(), "Civilité"],
    )
    plan = importer(octets)
    told = {(one.libelle, one.avant, one.apres) for one in plan.changees[0].ecarts}
    assert ("Nom", "Essai", "Nouveau") in told
    assert ("Organisme", "", "MEDEF") in told
    assert any(one.libelle == "Commissions" and one.apres.startswith("fin le") for one in plan.changees[0].ecarts)
    assert (m.rapporteur.nom, m.rapporteur.civilite) == ("Nouveau", "monsieur")
    assert m.rapporteur.fonctions[0].fin == VEILLE
    assert str(m.rapporteur.mandats[0].organisme) == "MEDEF"
    assert not plan_de(octets).ecrit


def test_a_mandate_that_has_ended_stays_ended_when_an_old_file_comes_back(m: Monde) -> None:
    octets = exporte(date(2025, 1, 1))
    m.conseiller.mandats[0].fin = date(2025, 6, 30)
    db.session.commit()
    plan = plan_de(octets)
    assert not plan.ecrit
    assert any("Conseiller Essai a pris fin" in alerte for alerte in plan.alertes)


def test_a_college_with_a_line_missing_is_told(m: Monde) -> None:
    m.college.sieges = 7
    db.session.commit()
    assert "Le collège 1 compte 6 lignes pour 7 sièges." in plan_de(exporte()).alertes
    m.college.sieges = 5
    db.session.commit()
    assert "Le collège 1 aurait 6 sièges, pour 5 que la loi lui donne." in plan_de(exporte()).alertes


def test_the_reserved_seats_the_bureau_the_sections_and_parity_are_looked_at(m: Monde) -> None:
    section = Instance(genre="section", nom="Section mer", debut=DEBUT)
    db.session.add_all([section, Siege(college=m.college, numero=50, qualite="jeunesse", debut=DEBUT)])
    m.associe.fonctions.append(Fonction(role="membre_associe", instance=section, debut=DEBUT))
    db.session.commit()
    plan = plan_de(fichier(*(membre(nom, Civilité="Mme") for nom in ("A", "B")), colonnes=[*membre(), "Civilité"]))
    told = " ".join(plan.alertes)
    assert "Jeunesse : 0 membre pour 1 siège réservé." in told
    assert "Le bureau compte 2 membres du premier collège" in told
    assert "Section mer : 1 membre associé" in told
    assert "MEDEF : 2 femmes et 0 homme" in told


def test_an_empty_assembly_is_founded_by_its_first_file(m: Monde) -> None:
    for table in (Appartenance, Fonction, Mandat, Siege, Organisme, College, Mandature):
        db.session.execute(delete(table))
    db.session.commit()
    octets = fichier(membre(), membre("Blanc", Collège="Personnalités qualifiées", Organisme=""))
    assert plan_de(octets).a_fonder
    plan = importer(octets, mandature_debut=DEBUT, mandature_arrete="Arrêté", sieges=(45, 45, 45, 5))
    assert not plan.a_fonder
    assert [college.sieges for college in db.session.scalars(select(College).order_by(College.rang))] == [45, 45, 45, 5]
    assert db.session.scalars(select(Mandature)).one().debut == DEBUT
    assert qui("Blanc").mandats[0].siege.college.rang == 4


def classeur(lignes: Sequence[Sequence[Any]], *, mac: bool = False, fusion: str = "") -> bytes:
    livre = openpyxl.Workbook()
    if mac:
        livre.epoch = CALENDAR_MAC_1904
    for ligne in lignes:
        livre.active.append(ligne)
    if fusion:
        livre.active.merge_cells(fusion)
    sortie = io.BytesIO()
    livre.save(sortie)
    return sortie.getvalue()


@pytest.mark.parametrize("mac", [False, True])
def test_dates_of_both_calendars_of_spreadsheets_are_the_same_days(m: Monde, mac: bool) -> None:
    octets = classeur([("Prénom", "Nom", "Collège", "Début"), ("Anna", "Zola", 1, datetime(2025, 2, 3))], mac=mac)
    assert plan_de(octets, "m.xlsx").fiches[0].debut == date(2025, 2, 3)


def test_merged_cells_leave_a_line_without_a_name_which_is_told(m: Monde) -> None:
    rows = [("Prénom", "Nom", "Collège"), ("Anna", "Zola", 1), ("Anna", "Zola", 1)]
    assert raisons(plan_de(classeur(rows, fusion="B2:B3"), "m.xlsx")).keys() == {(3, "nom")}


def test_the_model_is_read_back_by_the_import(m: Monde) -> None:
    octets = modele_xlsx([(1, "Entreprises")])
    livre = openpyxl.load_workbook(io.BytesIO(octets))
    assert [cell.value for cell in livre.worksheets[0][1]] == ENTETES
    assert livre.sheetnames == ["Membres", "Explications"]
    for nom, model in (("m.xlsx", octets), ("m.csv", modele_csv())):
        plan = plan_de(model, nom, creer_instances=True)
        assert not plan.erreurs
        assert len(plan.ajoutees) == 1


@pytest.mark.parametrize("jour", [DEBUT, date(2024, 6, 1), JOUR])
def test_what_goes_out_on_a_day_comes_back_without_a_change(m: Monde, jour: date) -> None:
    seat = m.conseiller.mandats[0].siege
    seat.organismes = [Organisme(nom=nom, college=m.college) for nom in ("CCI ; Métiers", "« Artisans » : union")]
    m.conseiller.mandats[0].organisme = seat.organismes[1]
    m.conseiller.appartenances.append(Appartenance(groupe=Groupe(nom="A", debut=DEBUT), debut=date(2024, 3, 1)))
    m.president.fonctions.append(Fonction(role="membre_du_bureau", debut=DEBUT, fin=date(2024, 12, 31)))
    db.session.commit()
    for nom, octets in (
        ("m.csv", exporte(jour)),
        ("m.xlsx", exporter_xlsx(lignes_au(Etat.lire(db.session()), jour), jour)),
    ):
        plan = plan_de(octets, nom, jour)
        assert not plan.erreurs
        assert not plan.ecrit, [fiche.ecarts for fiche in plan.fiches if fiche.ecarts]
        assert len(plan.inchangees) == 6


def test_a_preview_asks_as_many_questions_for_a_hundred_lines_as_for_one(m: Monde) -> None:
    counts = []
    for size in (1, 140):
        octets = fichier(*(membre(f"N{rank}", Commissions="Transports et mobilités") for rank in range(size)))
        db.session.remove()
        with compter(db.engine) as sent:
            started = time.perf_counter()
            plan_de(octets)
            spent = time.perf_counter() - started
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 12
    assert spent < 1


def test_two_thousand_lines_are_previewed_in_a_few_seconds(m: Monde) -> None:
    octets = fichier(*(membre(f"N{rank}", Commissions="Transports et mobilités") for rank in range(2000)))
    started = time.perf_counter()
    assert len(plan_de(octets).ajoutees) == 2000
    assert time.perf_counter() - started < 10


NOMS = (
    st.text("abcé ;:()«»’'-", min_size=1, max_size=12)
    .map(lambda words: f"X{' '.join(words.split())}Y")
    .filter(lambda words: words.count("«") == words.count("»") == 0)
)
JOURS = st.dates(date(2024, 1, 15), date(2026, 12, 31))
PERIODES = st.tuples(JOURS, st.none() | JOURS).filter(lambda days: days[1] is None or days[0] <= days[1])
ROLES = st.sampled_from(["membre_du_bureau", "vice_president", "rapporteur_general", "membre_de_commission",
                         "rapporteur_de_commission", "president_de_commission", "membre_associe"])  # fmt: skip
MEMBRES = st.lists(
    st.fixed_dictionaries(
        {
            "mandats": st.lists(PERIODES, min_size=1, max_size=3),
            "fonctions": st.lists(st.tuples(ROLES, st.integers(0, 2), NOMS, PERIODES), max_size=4),
            "groupes": st.lists(PERIODES, max_size=2),
            "organismes": st.lists(st.integers(0, 2), max_size=3, unique=True),
        }
    ),
    max_size=5,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(membres=MEMBRES, noms=st.lists(NOMS, min_size=3, max_size=3, unique_by=str.casefold), jour=JOURS)
def test_any_assembly_goes_out_and_comes_back_without_a_change(
    m: Monde, membres: list[dict[str, Any]], noms: list[str], jour: date
) -> None:
    for table in (Appartenance, Fonction, Mandat, Groupe):
        db.session.execute(delete(table))
    db.session.execute(delete(Siege.__table__.metadata.tables["sieges_organismes"]))
    for table in (Siege, Organisme):
        db.session.execute(delete(table))
    db.session.execute(delete(Instance).where(Instance.genre == "section"))
    db.session.expire_all()
    _composer(m, membres, noms)
    db.session.commit()
    octets = exporte(jour)
    plan = plan_de(octets, jour=jour)
    assert not plan.erreurs, (plan.erreurs, octets.decode())
    assert not plan.ecrit, ([fiche.ecarts for fiche in plan.fiches], octets.decode())


def _composer(m: Monde, membres: list[dict[str, Any]], noms: list[str]) -> None:
    """An assembly in which nobody holds two seats, nor the same thing twice, on the same day."""
    bodies = [Instance(genre="section", nom=f"{rank} {nom}") for rank, nom in enumerate(noms)]
    organismes = [Organisme(nom=f"{nom} {rank}", college=m.college) for rank, nom in enumerate(noms)]
    groupe = Groupe(nom=noms[0], debut=DEBUT)
    db.session.add_all([*bodies, *organismes, groupe])
    for rank, membre_ in enumerate(membres):
        personne = Personne(prenom="Essai", nom=f"{noms[0]} {rank}")
        db.session.add(personne)
        given_by = [organismes[index] for index in membre_["organismes"]]
        siege = Siege(college=m.college, numero=100 + rank, debut=DEBUT, organismes=given_by)
        for debut, fin in _disjointes(membre_["mandats"]):
            personne.mandats.append(
                Mandat(siege=siege, debut=debut, fin=fin, organisme=given_by[0] if given_by else None)
            )
        seen: dict[Any, list[tuple[date, date | None]]] = {}
        for role, body, charge, days in membre_["fonctions"]:
            instance = bodies[body] if "commission" in role or role == "membre_associe" else None
            held = seen.setdefault((role, instance and instance.nom), [])
            if _disjointes([*held, days]) == sorted([*held, days], key=lambda one: one[0]):
                held.append(days)
                words = charge if role == "vice_president" else ""
                personne.fonctions.append(
                    Fonction(role=role, instance=instance, attributions=words, debut=days[0], fin=days[1])
                )
        for debut, fin in _disjointes(membre_["groupes"]):
            personne.appartenances.append(Appartenance(groupe=groupe, debut=debut, fin=fin))


def _disjointes(periodes: list[tuple[date, date | None]]) -> list[tuple[date, date | None]]:
    kept: list[tuple[date, date | None]] = []
    for debut, fin in sorted(periodes, key=lambda days: days[0]):
        if not kept or (kept[-1][1] is not None and debut > kept[-1][1]):
            kept.append((debut, fin))
    return kept
