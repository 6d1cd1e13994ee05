"""Who reads a remark: each person of the assembly, each audience, on a text of theirs, of others, and on a part."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.attendus import AUTRE, BUREAU, CHAIRE, COMMISSION, PERSONNEL
from tests.factories import DEBUT, Monde, preter
from tests.visites import Visiteur
from tracker.models import Commentaire, Fonction, Personne, Suggestion, Texte
from tracker.rights import visible, voit
from tracker.roles import Role

AUTEURS = {"chargee", "rapporteur"}
#: Who reads each audience of a text of the commission.
LISENT = {
    "auteurs": AUTEURS,
    "commission": AUTEURS | COMMISSION,
    "bureau": AUTEURS | COMMISSION | BUREAU | {"secretaire", "direction"},
}


class Gens:
    """The people of the miniature, and some that stand in for others or write no more."""

    def __init__(self, m: Monde) -> None:
        self.m = m
        for word, body in (("membre", m.commission), ("autre_rapporteur", m.autre_commission), ("delegue", None)):
            self._personne(word, body)
        self._personne("delegue_president", None)
        self._personne("ancien", m.commission, fin=True)
        preter(m, m.presidente_commission, self.tous["delegue"], Role.PRESIDENT_DE_COMMISSION, m.commission)
        preter(m, m.president, self.tous["delegue_president"], Role.PRESIDENT)
        m.session.commit()

    def _personne(self, word: str, body: Any, fin: bool = False) -> None:
        person = Personne(prenom=word, nom="Essai")
        ended = self.m.jour - timedelta(days=1) if fin else None
        self.m.mandat(person, fin=ended)
        if body is not None:
            person.fonctions.append(
                Fonction(role=Role.MEMBRE_DE_COMMISSION.value, instance=body, debut=DEBUT, fin=ended)
            )
        self.m.session.add(person)
        self.tous = {**getattr(self, "tous", self.m.gens), word: person}

    def lisent(self, remarque: Commentaire | Suggestion) -> set[str]:
        """Those who read a remark; a query and a record that is loaded say the same."""
        found = set()
        for word, person in self.tous.items():
            who, model = self.m.acteur(person), type(remarque)
            asked = select(model.id).where(model.id == remarque.id, visible(who, model))
            listed = self.m.session.scalar(asked) is not None
            assert listed == bool(who.permanents and voit(who, remarque)), word
            if listed:
                found.add(word)
        return found


@pytest.fixture
def gens(m: Monde) -> Gens:
    return Gens(m)


def remarque(m: Monde, genre: str, texte: Texte, auteur: Personne, audience: str) -> Commentaire | Suggestion:
    make = m.commentaire if genre == "commentaire" else m.suggestion
    made: Commentaire | Suggestion = make(texte, auteur, audience=audience)
    return made


@pytest.mark.parametrize("genre", ["commentaire", "suggestion"])
@pytest.mark.parametrize("audience", LISENT)
def test_each_audience_is_read_by_those_whom_it_names_and_by_whoever_wrote(
    m: Monde, gens: Gens, genre: str, audience: str
) -> None:
    texte = m.texte("redaction", contenu="# Un projet")
    assert gens.lisent(remarque(m, genre, texte, m.rapporteur, audience)) == LISENT[audience]
    assert gens.lisent(remarque(m, genre, texte, m.direction, audience)) == LISENT[audience] | {"direction"}


@pytest.mark.parametrize("audience", LISENT)
def test_a_member_of_another_commission_reads_nothing_there(m: Monde, gens: Gens, audience: str) -> None:
    other = {"commission": m.autre_commission}
    texte = m.texte("redaction", saisine=other, rapporteurs=[gens.tous["autre_rapporteur"]], contenu="# Un projet")
    read = gens.lisent(m.commentaire(texte, gens.tous["autre_rapporteur"], audience=audience))
    assert not read & ((COMMISSION - {"delegue"}) | {"membre", "ancien"} | CHAIRE)
    assert {"autre_rapporteur", "chargee"} <= read
    assert (AUTRE | {"associe"} <= read) == (audience != "auteurs")
    assert bool(read & (PERSONNEL - {"chargee"})) == (audience == "bureau")


def test_the_rapporteurs_of_the_whole_are_authors_of_its_parts_too(m: Monde, gens: Gens) -> None:
    whole = m.texte("redaction", rapporteurs=[gens.tous["autre_rapporteur"]], contenu="# L’ensemble")
    part = m.texte("redaction", contenu="# Une partie")
    part.ensemble, part.rang = whole, 1
    m.session.commit()
    assert gens.lisent(m.commentaire(part, m.rapporteur)) == AUTEURS | {"autre_rapporteur"}
    # And those of a part write nothing of the whole.
    assert gens.lisent(m.commentaire(whole, gens.tous["autre_rapporteur"])) == {"chargee", "autre_rapporteur"}


def test_an_answer_is_read_by_whom_it_answers_whatever_its_audience(m: Monde, gens: Gens) -> None:
    texte = m.texte("redaction", contenu="# Un projet")
    head = m.commentaire(texte, gens.tous["membre"], audience="auteurs")
    answer = m.commentaire(texte, m.rapporteur, parent=head)
    assert gens.lisent(head) == gens.lisent(answer) == AUTEURS | {"membre"}


def test_the_eyes_of_somebody_else_do_not_read_what_was_told_to_them(app: Flask, m: Monde) -> None:
    texte = m.texte("redaction", contenu="# Un projet")
    m.commentaire(texte, contenu="Pour vous seuls.")
    looking = Visiteur(app, m.direction)
    assert looking.envoyer(f"/personnes/{m.rapporteur.id}/regarder").status_code == 303
    assert looking.voir(f"/textes/{texte.id}").status_code == 200
    for address in ("", "/marge"):
        refused = looking.voir(f"/textes/{texte.id}/remarques{address}")
        assert refused.status_code == 403 and "Pour vous seuls." not in refused.text
    assert "remarque ouverte" not in looking.lire("/accueil") + looking.lire(f"/textes/{texte.id}")
    assert "1 remarque ouverte" in Visiteur(app, m.rapporteur).lire("/accueil")
