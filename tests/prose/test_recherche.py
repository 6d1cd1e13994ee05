"""Search terms: what a person types without accents or plural finds what was written with them."""

import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.prose.recherche import _racine, index, requete, termes

MEMES = re.findall(
    r"\S+",
    """
    avis/avis schéma/schémas régional/régionaux région/régions régionale/régionales
    éducation/éducations orientation/orientations budgétaire/budgétaires budget/budgets
    saisine/saisines commission/commissions rapporteur/rapporteurs rapporteure/rapporteures
    conseil/conseils conseiller/conseillers conseillère/conseillères adopté/adoptée adopté/adoptés
    adopté/adoptées adopter/adopté amendement/amendements préconisation/préconisations
    recommandation/recommandations plénière/plénières séance/séances vote/votes voté/votée
    transport/transports lycée/lycées lycéen/lycéens mobilité/mobilités territoire/territoires
    territorial/territoriaux territoriale/territorial développement/développements durable/durables
    économique/économiques social/sociaux environnemental/environnementaux
    environnementale/environnemental jeune/jeunes formation/formations apprentissage/apprentissages
    emploi/emplois entreprise/entreprises associatif/associative culturel/culturelle santé/santés
    hôpital/hôpitaux logement/logements eau/eaux forêt/forêts littoral/littoraux énergie/énergies
    déchet/déchets agricole/agricoles touristique/touristiques numérique/numériques
    européen/européenne fonds/fonds subvention/subventions fiscalité/fiscalités crédit/crédits
    dépense/dépenses investissement/investissements délibération/délibérations règlement/règlements
    bureau/bureaux collège/collèges quorum/quorums scrutin/scrutins minorité/minorités
    minoritaire/minoritaires président/présidente président/présidents œuvre/oeuvres cœur/cœurs
    année/années métropole/métropoles départemental/départementaux ferroviaire/ferroviaires
    égalité/égalités handicapé/handicapées pluriannuel/pluriannuelle compte/comptes
    modificative/modificatives enjeu/enjeux lieu/lieux autosaisine/autosaisines préfet/préfets
    tableau/tableaux canal/canaux
    """,
)

DIFFERENTS = ["vote/voix", "budget/bureau", "avis/avenir", "région/règlement", "plan/plaine", "2026/2027"]


@pytest.mark.parametrize("paire", MEMES)
def test_plural_and_feminine_give_the_same_term(paire: str) -> None:
    gauche, droite = paire.split("/")
    assert termes(gauche) == termes(droite) != []


@pytest.mark.parametrize("paire", MEMES)
def test_neither_accents_nor_capitals_count(paire: str) -> None:
    mot = paire.split("/")[1]
    nu = "".join(c for c in unicodedata.normalize("NFKD", mot.replace("œ", "oe")) if not unicodedata.combining(c))
    assert termes(mot) == termes(mot.upper()) == termes(nu) == termes(unicodedata.normalize("NFD", mot))


@pytest.mark.parametrize("paire", DIFFERENTS)
def test_other_words_stay_apart(paire: str) -> None:
    gauche, droite = paire.split("/")
    assert termes(gauche) != termes(droite)


def test_small_words_and_elisions_go_and_figures_stay() -> None:
    assert termes("L’avis de la Région, qu'il rend jusqu’à l'été 2027") == [
        *termes("avis"),
        *termes("region"),
        *termes("rend"),
        *termes("ete"),
        "2027",
    ]
    assert requete("de la") == []


def test_a_phrase_is_found_without_accents_and_in_the_singular() -> None:
    assert requete("orientation budgetaire") == requete("Orientations budgétaires")


def test_an_article_keeps_its_numbers() -> None:
    assert requete("art. R. 4134-21") == [*termes("art"), "r", "4134", "21"]


def test_the_index_holds_each_term_once() -> None:
    colonne = index(["Avis sur les lycées", "Le lycée et les avis"]).split()
    assert len(colonne) == len(set(colonne)) == 2


@given(st.text())
def test_any_text_gives_terms_that_the_same_question_gives(texte: str) -> None:
    assert set(requete(texte)) == set(index([texte]).split())
    assert all(terme and " " not in terme for terme in termes(texte))


def test_twenty_pages_are_indexed_at_once() -> None:
    page = "Le Conseil économique, social et environnemental régional émet un avis sur les orientations 2027. " * 30
    _racine.cache_clear()
    debut = time.perf_counter()
    termes(page * 20)
    assert time.perf_counter() - debut < 0.5  # 10 ms here: the bound only tells a slip of an order of magnitude
