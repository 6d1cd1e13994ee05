"""The register of opinions: what is taken in, what is flagged, what is refused."""

from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tracker.imports.registre as module_registre
from tracker.imports.registre import COLONNES, Analyse, Erreur, LigneRegistre, analyser
from tracker.imports.tableau import Tableau, lire

AUJOURDHUI = date(2025, 11, 23)
REGISTRE = Path(module_registre.__file__).parents[1] / "donnees" / "registre.csv"
MINIMUM = {"reference": "A-1", "conseil": "CESER Essai", "nature": "avis", "titre": "Un titre"}


def analyse_de(*lignes: dict[str, str]) -> Analyse:
    """Analyse lines given by what they add to the smallest good line."""
    completes = [MINIMUM | ligne for ligne in lignes]
    entetes = list(dict.fromkeys(nom for ligne in completes for nom in ligne))
    numerotees = [(numero, dict.fromkeys(entetes, "") | ligne) for numero, ligne in enumerate(completes, start=2)]
    return analyser(Tableau(entetes, numerotees), AUJOURDHUI)


def ligne_lue(**cellules: str) -> LigneRegistre:
    analyse = analyse_de(cellules)
    assert not analyse.erreurs
    return analyse.lignes[0]


def erreurs_de(**cellules: str) -> list[tuple[str, str]]:
    analyse = analyse_de(cellules)
    assert analyse.lignes == []
    return [(erreur.colonne, erreur.raison) for erreur in analyse.erreurs]


def test_the_real_register_is_taken_in_whole_without_error_or_flag() -> None:
    analyse = analyser(lire("registre.csv", REGISTRE.read_bytes()), AUJOURDHUI)
    assert len(analyse.lignes) == 102
    assert not analyse.erreurs
    assert analyse.colonnes_inconnues == analyse.colonnes_absentes == []
    assert [ligne.reference for ligne in analyse.lignes if ligne.signalements] == []
    pacte = next(ligne for ligne in analyse.lignes if ligne.pour == 52)
    assert (pacte.contre, pacte.abstention, pacte.votants, pacte.en_exercice) == (16, 43, 111, 119)
    assert pacte.presents is None


def test_the_columns_are_those_of_the_real_register_and_of_the_line() -> None:
    noms = [colonne.nom for colonne in COLONNES]
    assert noms == lire("registre.csv", REGISTRE.read_bytes()).entetes
    assert set(noms) == {champ.name for champ in fields(LigneRegistre)} - {"signalements", "numero_de_ligne"}
    assert all(colonne.libelle and colonne.explication for colonne in COLONNES)


def test_headers_are_matched_in_any_order_by_name_or_label() -> None:
    entetes = ["TITRE", "Nature", "Référence", "En exercice", "Reçue le", "conseil", "Région (code INSEE)", "Notes"]
    valeurs = ["T", "avis", "R", "122", "4/12/2013", "C", "93", "x"]
    analyse = analyser(Tableau(entetes, [(2, dict(zip(entetes, valeurs, strict=True)))]), AUJOURDHUI)
    assert analyse.lignes == [
        LigneRegistre(
            "R", "C", "avis", "T", region_insee="93", en_exercice=122, recue_le=date(2013, 12, 4), numero_de_ligne=2
        )
    ]
    assert analyse.colonnes_inconnues == ["Notes"]
    assert "pour" in analyse.colonnes_absentes
    assert "titre" not in analyse.colonnes_absentes


def test_a_missing_required_column_is_one_error_on_the_header() -> None:
    analyse = analyser(Tableau(["reference", "conseil", "nature"], [(2, {}), (3, {})]), AUJOURDHUI)
    assert analyse.erreurs == [Erreur(1, "titre", "la colonne obligatoire «\u00a0titre\u00a0» manque", "")]
    assert analyse.lignes == []


def test_a_column_under_its_name_and_under_its_label_is_an_error() -> None:
    analyse = analyse_de({"en_exercice": "1", "Membres en exercice": "2"})
    assert [(erreur.ligne, erreur.colonne, erreur.valeur) for erreur in analyse.erreurs] == [
        (1, "en_exercice", "Membres en exercice")
    ]


def test_what_is_empty_is_unknown_and_never_zero() -> None:
    vide = ligne_lue(**{colonne.nom: "" for colonne in COLONNES if colonne.nom not in MINIMUM})
    assert vide == LigneRegistre("A-1", "CESER Essai", "avis", "Un titre")
    assert vide.pour is None
    assert vide.unanimite is None
    assert ligne_lue(pour="0").pour == 0


@pytest.mark.parametrize(
    "ecrite",
    [
        "2014-10-05",
        "2014-10-5",
        "05/10/2014",
        "5/10/2014",
        "5-10-2014",
        "05.10.2014",
        "5 octobre 2014",
        "05 Octobre\u00a02014",
        "5 oct. 2014",
    ],
)
def test_a_date_is_read_in_iso_and_in_french(ecrite: str) -> None:
    assert ligne_lue(adopte_le=ecrite).adopte_le == date(2014, 10, 5)


@pytest.mark.parametrize(
    ("ecrite", "mois", "jour"), [("1er février 2020", 2, 1), ("12 aout 2020", 8, 12), ("31 DÉCEMBRE 2020", 12, 31)]
)
def test_months_are_read_without_accents_or_case(ecrite: str, mois: int, jour: int) -> None:
    assert ligne_lue(publie_le=ecrite).publie_le == date(2020, mois, jour)


@pytest.mark.parametrize(
    ("ecrite", "extrait"),
    [
        ("30/02/2014", "n'existe pas"),
        ("2014-13-01", "n'existe pas"),
        ("31 avril 2014", "n'existe pas"),
        ("15/10/14", "quatre chiffres"),
        ("octobre 2014", "pas une date"),
        ("15 brumaire 2014", "pas une date"),
        ("15/10-2014", "pas une date"),
        ("41927", "pas une date"),
        ("2014-10-15 09:30:00", "pas une date"),
        ("٢٠١٤-10-15", "pas une date"),
        ("31/12/1973", "entre 1974 et 2026"),
        ("01/01/2027", "entre 1974 et 2026"),
        ("0000-01-01", "n'existe pas"),
    ],
)
def test_a_date_that_cannot_be_is_an_error(ecrite: str, extrait: str) -> None:
    ((colonne, raison),) = erreurs_de(recue_le=ecrite)
    assert colonne == "recue_le"
    assert extrait in raison


def test_the_first_and_the_last_year_are_accepted() -> None:
    assert ligne_lue(recue_le="1974-01-01", adopte_le="31/12/2026").signalements == ()


@pytest.mark.parametrize(
    ("ecrit", "lu"),
    [
        ("0", 0),
        ("104", 104),
        ("007", 7),
        ("1\u202f234", 1234),
        ("1\u00a0234", 1234),
        ("1 234", 1234),
        ("100000", 100_000),
    ],
)
def test_a_count_is_read_with_or_without_thousand_separators(ecrit: str, lu: int) -> None:
    assert ligne_lue(abstention=ecrit).abstention == lu


@pytest.mark.parametrize(
    "ecrit", ["-1", "12,5", "12.0", "douze", "1 2", "12 34", "100001", "9" * 5000, "٣", "1e3", "+5"]
)
@pytest.mark.parametrize(
    "colonne", ["pour", "contre", "abstention", "ne_prend_pas_part", "votants", "presents", "en_exercice"]
)
def test_a_count_that_is_not_one_is_an_error(colonne: str, ecrit: str) -> None:
    assert [nom for nom, _ in erreurs_de(**{colonne: ecrit})] == [colonne]


@pytest.mark.parametrize(
    ("colonne", "ecrit", "lu"),
    [
        ("nature", "ETUDE", "étude"),
        ("nature", "voeu", "vœu"),
        ("nature", "Vœu", "vœu"),
        ("nature", "Devoir de suite", "devoir de suite"),
        ("nature", "Rapport-Avis", "rapport-avis"),
        ("nature", "évaluation", "évaluation"),
        ("saisine", "Auto-saisine", "autosaisine"),
        ("saisine", "FACULTATIVE", "facultative"),
        ("adopte_par", "pleniere", "plénière"),
        ("resultat", "Adoptée", "adopté"),
        ("resultat", "rejete", "rejeté"),
        ("resultat", "Prend acte", "prend acte"),
    ],
)
def test_a_listed_word_is_read_without_accent_or_case(colonne: str, ecrit: str, lu: str) -> None:
    assert getattr(ligne_lue(**{colonne: ecrit}), colonne) == lu


@pytest.mark.parametrize(("ecrit", "lu"), [("Oui", True), ("NON", False), ("", None)])
def test_unanimity_is_yes_no_or_unknown(ecrit: str, lu: bool | None) -> None:
    assert ligne_lue(unanimite=ecrit).unanimite is lu


@pytest.mark.parametrize(
    ("colonne", "ecrit"),
    [
        ("nature", "poème"),
        ("nature", ""),
        ("saisine", "spontanée"),
        ("adopte_par", "commission"),
        ("resultat", "oui"),
        ("unanimite", "1"),
        ("unanimite", "peut-être"),
        ("region_insee", "4"),
        ("region_insee", "930"),
        ("region_insee", "PACA"),
        ("reference", ""),
        ("conseil", ""),
        ("titre", ""),
        ("titre", "x" * 501),
        ("titre", "sonne\x07"),
        ("titre", "renversé \u202e"),
        ("titre", "#REF!"),
        ("commission", "#N/A"),
        ("suites", "cloche\x07"),
        ("positions", "CGT"),
        ("positions", "CGT : pour | : contre"),
        ("positions", "CGT :"),
    ],
)
def test_a_value_that_does_not_fit_its_column_is_an_error(colonne: str, ecrit: str) -> None:
    assert [nom for nom, _ in erreurs_de(**{colonne: ecrit})] == [colonne]


def test_a_title_of_500_characters_is_accepted_and_a_break_in_it_is_a_space() -> None:
    assert len(ligne_lue(titre="x" * 500).titre) == 500
    assert ligne_lue(titre="Sur deux \n lignes").titre == "Sur deux lignes"
    assert ligne_lue(suites="Sur deux\nlignes").suites == "Sur deux\nlignes"


def test_positions_are_pairs_and_a_colon_may_stand_in_an_organisation() -> None:
    lue = ligne_lue(positions="CGT : Pour| Union : UNSA\u00a0: s'abstient |FSU:CONTRE | ")
    assert lue.positions == (("CGT", "pour"), ("Union : UNSA", "abstention"), ("FSU", "contre"))
    assert lue.signalements == ()


def test_all_the_errors_of_a_line_are_told_and_the_other_lines_are_taken_in() -> None:
    analyse = analyse_de({"pour": "x", "adopte_le": "y"}, {"reference": "A-2", "pour": "3"})
    assert [(erreur.ligne, erreur.colonne, erreur.valeur) for erreur in analyse.erreurs] == [
        (2, "pour", "x"),
        (2, "adopte_le", "y"),
    ]
    assert [(ligne.reference, ligne.numero_de_ligne) for ligne in analyse.lignes] == [("A-2", 3)]


def test_a_repeated_reference_is_an_error_that_names_the_first_line() -> None:
    analyse = analyse_de({}, {"reference": "B"}, {"reference": "a-1"})
    assert [ligne.numero_de_ligne for ligne in analyse.lignes] == [2, 3]
    assert analyse.erreurs == [Erreur(4, "reference", "cette référence figure déjà à la ligne 2", "a-1")]


@pytest.mark.parametrize(
    ("cellules", "extraits"),
    [
        ("votants=98 pour=86 contre=0 abstention=10", ["votants (98)", "86 pour + 0 contre + 10 abstention(s) = 96"]),
        ("votants=98 pour=86 contre=0 abstention=10 ne_prend_pas_part=2", ["l'écart (2)", "ne prennent pas part"]),
        ("votants=50 pour=40 contre=20", ["40 pour + 20 contre = 60", "votants (50)"]),
        ("presents=123 en_exercice=122", ["présents (123)", "(122)"]),
        ("votants=123 en_exercice=122", ["votants (123)", "(122)"]),
        ("votants=110 presents=104", ["votants (110)", "présents (104)", "sauf procurations"]),
        ("unanimite=oui contre=3", ["unanimité", "3 voix contre"]),
        ("unanimite=oui positions=FSU:contre|CGT:pour", ["unanimité", "FSU"]),
        ("resultat=adopté pour=10 contre=20", ["adopté", "10 pour et 20 contre"]),
        ("resultat=adopté pour=20 contre=20", ["partage des voix", "voix du président l'a-t-elle emporté\u00a0?"]),
        ("resultat=rejeté pour=20 contre=10", ["rejeté", "20 pour et 10 contre"]),
        ("recue_le=02/10/2014 adopte_le=01/10/2014", ["01/10/2014", "02/10/2014", "réception"]),
        ("adopte_le=02/10/2014 publie_le=01/10/2014", ["01/10/2014", "02/10/2014", "publication"]),
        ("adopte_par=plénière presents=61 en_exercice=122", ["quorum", "61", "122", "au moins 62"]),
        ("adopte_par=plénière presents=60 en_exercice=121", ["quorum", "60", "121", "au moins 61"]),
        ("positions=CGT:réservée", ["«\u00a0réservée\u00a0»", "CGT"]),
    ],
)
def test_a_contradiction_is_taken_in_and_flagged_once_with_its_figures(cellules: str, extraits: list[str]) -> None:
    (signalement,) = ligne_lue(**dict(paire.split("=") for paire in cellules.split())).signalements
    assert [extrait for extrait in extraits if extrait.lower() not in signalement.lower()] == []


@pytest.mark.parametrize(
    "cellules",
    [
        "votants=98 pour=86 contre=0 abstention=12",
        "votants=98 pour=86",
        "votants=98",
        "presents=122 en_exercice=122",
        "votants=104 presents=104",
        "unanimite=oui contre=0",
        "unanimite=oui",
        "unanimite=non contre=3",
        "unanimite=oui positions=FSU:abstention",
        "resultat=adopté pour=52 contre=16 abstention=43",
        "resultat=rejeté pour=20 contre=20",
        "resultat=adopté",
        "resultat=adopté contre=3",
        "recue_le=01/10/2014 adopte_le=01/10/2014 publie_le=01/10/2014",
        "adopte_par=plénière presents=62 en_exercice=122",
        "adopte_par=bureau presents=6 en_exercice=122",
        "presents=6 en_exercice=122",
    ],
)
def test_figures_that_agree_or_are_unknown_are_not_flagged(cellules: str) -> None:
    assert ligne_lue(**dict(paire.split("=") for paire in cellules.split())).signalements == ()


def test_several_contradictions_are_each_told() -> None:
    lue = ligne_lue(unanimite="oui", contre="30", pour="20", resultat="adopté", presents="10", en_exercice="5")
    assert len(lue.signalements) == 3
    assert all(phrase.endswith((".", "?")) for phrase in lue.signalements)


@given(
    st.lists(st.dictionaries(st.sampled_from([c.nom for c in COLONNES]), st.text(max_size=40)), min_size=1, max_size=5)
)
def test_whatever_is_written_each_line_is_either_taken_in_or_in_error(lignes: list[dict[str, str]]) -> None:
    analyse = analyse_de(*lignes)
    prises = {ligne.numero_de_ligne for ligne in analyse.lignes}
    refusees = {erreur.ligne for erreur in analyse.erreurs}
    assert prises | refusees == set(range(2, len(lignes) + 2))
    assert not prises & refusees


def test_a_table_of_titles_only_brings_nothing_and_no_error() -> None:
    analyse = analyser(Tableau(list(MINIMUM)), AUJOURDHUI)
    assert not analyse.lignes
    assert not analyse.erreurs


@given(st.dates(min_value=date(1974, 1, 1), max_value=date(2026, 12, 31)))
def test_every_day_is_read_the_same_in_iso_and_in_french(jour: date) -> None:
    lue = ligne_lue(
        recue_le=jour.isoformat(), adopte_le=f"{jour:%d/%m/%Y}", publie_le=f"{jour.day}.{jour.month}.{jour.year}"
    )
    assert lue.recue_le == lue.adopte_le == lue.publie_le == jour
