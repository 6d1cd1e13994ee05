"""The desk from which a sitting is run: one item at a time with its hours, two people at it, a pause, its end."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import Monde
from tests.views.test_ecran import lu
from tests.views.test_scenes_lues import CHOIX, Salle
from tests.visites import Visiteur, dit
from tracker.display.conduite import etapes
from tracker.models import Interruption, Orateur, Point, Scrutin, Seance
from tracker.models.appel import pointer
from tracker.models.colonnes import maintenant

MAUVAIS = '"><script>alert(1)</script>'


class Pupitre(Salle):
    """The same sitting with three items, and somebody at its desk."""

    def __init__(self, app: Flask, m: Monde) -> None:
        super().__init__(app, m)
        self.points = [
            self.point,
            self.inscrire("Une communication", "communication"),
            self.inscrire("Une élection", "election"),
        ]
        self.seance.en_cours = None
        m.session.commit()
        self.bureau, self.adresse = Visiteur(app, m.secretaire), f"/seances/{self.seance.id}"

    def aller(self, vers: Point | None, depuis: Point | None, par: Visiteur | None = None) -> object:
        return (par or self.bureau).envoyer(
            f"{self.adresse}/conduite/point", point=vers.id if vers else "", depuis=depuis.id if depuis else ""
        )

    def relire(self) -> Seance:
        self.m.session.expire_all()
        found = self.m.session.get(Seance, self.seance.id)
        assert found is not None
        return found

    def lire(self) -> str:
        return lu(self.bureau.lire(f"{self.adresse}/conduite"))


@pytest.fixture
def pupitre(app: Flask, m: Monde) -> Pupitre:
    return Pupitre(app, m)


def test_an_item_is_taken_up_and_ended_with_its_hours_and_the_screens_are_told(pupitre: Pupitre) -> None:
    first, second, *_ = pupitre.points
    before = pupitre.pouls()
    assert pupitre.aller(first, None).status_code == 303
    assert pupitre.relire().en_cours is first and first.commence_le is not None and first.termine_le is None
    assert pupitre.pouls() != before
    assert pupitre.aller(second, first).status_code == 303
    assert pupitre.relire().en_cours is second and first.termine_le >= first.commence_le
    said = pupitre.lire()
    assert "Passer au point" in said and f"Revenir au point {first.rang}" in said and "Terminé," in said


def test_the_forms_already_open_stay_good_when_the_item_changes(pupitre: Pupitre) -> None:
    revision = pupitre.seance.revision
    pupitre.aller(pupitre.points[0], None)
    assert pupitre.relire().revision == revision


def test_an_item_taken_up_by_mistake_was_never_begun_and_the_one_before_goes_on(pupitre: Pupitre) -> None:
    first, second, *_ = pupitre.points
    pupitre.aller(first, None)
    pupitre.relire()
    began = first.commence_le
    pupitre.aller(second, first)
    pupitre.aller(first, second)
    assert pupitre.relire().en_cours is first
    assert (first.commence_le, first.termine_le) == (began, None)
    assert (second.commence_le, second.termine_le) == (None, None)


def test_an_item_in_which_somebody_spoke_keeps_its_hours_when_one_goes_back(pupitre: Pupitre) -> None:
    first, second, *_ = pupitre.points
    pupitre.aller(first, None)
    pupitre.aller(second, first)
    pupitre.bureau.envoyer(f"{pupitre.adresse}/parole", nom="Conseiller Essai")
    speaker = pupitre.m.session.scalars(select(Orateur)).one()
    pupitre.bureau.envoyer(f"{pupitre.adresse}/parole/{speaker.id}", geste="donner")
    pupitre.aller(first, second)
    pupitre.relire()
    assert second.commence_le is not None and second.termine_le is not None
    assert pupitre.m.session.scalars(select(Orateur)).one().fini_le is not None, "whoever spoke has ended"


def test_two_people_at_the_desk_never_skip_an_item(pupitre: Pupitre, app: Flask, m: Monde) -> None:
    first, second, third = pupitre.points
    pupitre.aller(first, None)
    other = Visiteur(app, m.president)
    assert pupitre.aller(second, first, other).status_code == 303
    # The secretary pressed the same button on the same page: it is done already, and nothing more happens.
    assert pupitre.aller(second, first).status_code == 303
    assert pupitre.relire().en_cours is second
    stale = pupitre.aller(third, first)
    assert stale.status_code == 409
    dit(stale, f"Le point {second.rang} est maintenant en discussion : quelqu’un est passé avant vous.")
    assert pupitre.relire().en_cours is second


def test_a_double_click_is_answered_once(pupitre: Pupitre) -> None:
    first, second, *_ = pupitre.points
    pupitre.aller(first, None)
    button = ("point", str(second.id))
    forms = pupitre.bureau.formulaires(f"{pupitre.adresse}/conduite")
    form = next(form for form in forms if button in form.boutons)
    for _ in range(2):
        assert pupitre.bureau.renvoyer(form, "", point=second.id).status_code == 303
    assert pupitre.relire().en_cours is second


def test_the_last_item_ends_and_the_sitting_may_be_lifted(pupitre: Pupitre) -> None:
    last = pupitre.points[-1]
    for point in pupitre.relire().points:
        point.retire = point not in pupitre.points
    pupitre.m.session.commit()
    for point in pupitre.points:
        pupitre.aller(point, pupitre.relire().en_cours)
    assert "le dernier" in pupitre.lire()
    assert pupitre.aller(None, last).status_code == 303
    assert pupitre.aller(None, last).status_code == 303, "done already"
    assert pupitre.relire().en_cours is None and last.termine_le is not None
    assert "L’ordre du jour est épuisé" in pupitre.lire()


@pytest.mark.parametrize("etat", ["projetee", "convoquee", "levee", "annulee", "carence"])
def test_nothing_is_taken_up_outside_an_open_sitting_and_its_desk_says_where_it_stands(
    app: Flask, m: Monde, etat: str
) -> None:
    seance = m.seance(etat)
    point = Point(seance=seance, rang=9, intitule="Un point", genre="communication")
    m.session.add(point)
    m.session.commit()
    visiteur, address = Visiteur(app, m.secretaire), f"/seances/{seance.id}"
    page = lu(visiteur.lire(f"{address}/conduite"))
    assert "Passer au point" not in page and "Suspendre" not in page
    refused = visiteur.envoyer(f"{address}/conduite/point", point=point.id, depuis="")
    assert refused.status_code == 422 and point.commence_le is None
    assert visiteur.envoyer(f"{address}/parole", nom="X", invitee="y").status_code == 422


def test_an_item_of_another_sitting_or_struck_is_refused(pupitre: Pupitre, m: Monde) -> None:
    foreign = m.seance("convoquee").points[0]
    assert pupitre.aller(foreign, None).status_code == 409
    pupitre.points[0].retire = True
    response = pupitre.aller(pupitre.points[0], None)
    assert response.status_code == 422
    dit(response, "Ce point est retiré de l’ordre du jour.")
    assert pupitre.bureau.envoyer(f"{pupitre.adresse}/conduite/point", point="x", depuis="é").status_code == 303


def test_a_pause_keeps_who_asked_for_it_stops_the_speaker_and_holds_the_agenda(pupitre: Pupitre) -> None:
    first, second, *_ = pupitre.points
    pupitre.aller(first, None)
    pupitre.bureau.envoyer(f"{pupitre.adresse}/parole", nom="Conseiller Essai")
    speaker = pupitre.m.session.scalars(select(Orateur)).one()
    pupitre.bureau.envoyer(f"{pupitre.adresse}/parole/{speaker.id}", geste="donner")
    address = f"{pupitre.adresse}/conduite"
    assert pupitre.bureau.envoyer(f"{address}/suspendre", motif="un groupe", reprise="23:45").status_code == 303
    pause = pupitre.m.session.scalars(select(Interruption)).one()
    assert (pause.motif, pause.fin) == ("un groupe", None) and pause.reprise_prevue is not None
    assert pupitre.m.session.get(Orateur, speaker.id).fini_le is not None
    said = pupitre.lire()
    assert "À la demande de : un groupe" in said and "23 h 45" in said and "Passer au point" not in said
    refused = pupitre.aller(second, first)
    assert refused.status_code == 422
    dit(refused, "La séance est suspendue : reprenez-la d’abord.")
    again = pupitre.bureau.envoyer(f"{address}/suspendre", motif="un autre")
    assert again.status_code == 409
    dit(again, "La séance est suspendue")
    assert pupitre.bureau.envoyer(f"{address}/reprendre").status_code == 303
    assert pupitre.bureau.envoyer(f"{address}/reprendre").status_code == 409
    assert pupitre.relire().interruptions[0].fin is not None and len(pupitre.seance.interruptions) == 1


def test_a_pause_that_is_too_long_to_tell_or_at_no_hour_is_refused_at_its_field(pupitre: Pupitre) -> None:
    address = f"{pupitre.adresse}/conduite/suspendre"
    assert pupitre.bureau.envoyer(address, motif="x" * 301).status_code == 422
    assert pupitre.bureau.envoyer(address, motif="", reprise="midi").status_code == 422
    assert not pupitre.relire().suspendue


def test_a_vote_is_opened_counted_and_closed_from_the_desk_which_waits_for_it(pupitre: Pupitre) -> None:
    first, second, *_ = pupitre.points
    pupitre.aller(first, None)
    page = f"{pupitre.adresse}/conduite"
    sent = pupitre.bureau.remplir(page, "mode", mode="nominal")
    assert sent.status_code == 303 and sent.location.endswith("/conduite")
    scrutin = pupitre.m.session.scalars(select(Scrutin)).one()
    pupitre.voter(scrutin, *CHOIX)
    pupitre.m.session.commit()
    said = pupitre.lire()
    assert "4 voix exprimées, 1 attendue" in said and "Passer au point" not in said and "Contre 1" not in said
    refused = pupitre.aller(second, first)
    assert refused.status_code == 422
    dit(refused, "Un scrutin est en cours")
    form = next(f for f in pupitre.bureau.formulaires(page) if f.action.endswith("/clore"))
    closed = pupitre.bureau.renvoyer(form, page)
    assert closed.status_code == 303 and closed.location.endswith("/conduite")
    assert "Adopté" in pupitre.lire()


def test_the_hours_planned_stand_against_the_actual_ones(pupitre: Pupitre, m: Monde) -> None:
    first, second, third = pupitre.points
    start = maintenant() - timedelta(minutes=40)
    pupitre.seance.heure = start.astimezone().time().replace(second=0, microsecond=0, tzinfo=None)
    for point in pupitre.seance.points:
        point.duree = None if point is second else 10
    m.session.commit()
    pupitre.aller(first, None)
    found = {one.point.id: one for one in etapes(pupitre.relire())}
    assert found[first.id].prevu and found[first.id].retard is not None
    assert not found[third.id].prevu, "a time is missing before it"


def test_the_speaking_time_of_each_college_is_told_once_the_sitting_is_over(pupitre: Pupitre, m: Monde) -> None:
    now = maintenant()
    for rank, (who, name, seconds) in enumerate(
        ((m.conseiller, "", 125), (m.rapporteur, "", 60), (None, "Le préfet", 30)), 1
    ):
        m.session.add(
            Orateur(
                seance=pupitre.seance,
                personne=who,
                nom=name,
                rang=rank,
                commence_le=now - timedelta(seconds=seconds),
                fini_le=now,
            )
        )
    m.session.commit()
    m.agir(pupitre.relire(), "lever")
    m.session.commit()
    said = pupitre.lire()
    assert "Temps de parole par collège" in said
    assert "Premier collège 2 3 min 05" in said and "Personnes invitées et sans collège 1 0 min 30" in said


def test_hostile_words_stay_words_on_the_desk(pupitre: Pupitre) -> None:
    pupitre.points[0].intitule = MAUVAIS
    pupitre.aller(pupitre.points[0], None)
    assert pupitre.bureau.envoyer(f"{pupitre.adresse}/parole", nom=MAUVAIS, invitee="y").status_code == 303
    pupitre.bureau.envoyer(f"{pupitre.adresse}/conduite/suspendre", motif=MAUVAIS)
    page = pupitre.bureau.voir(f"{pupitre.adresse}/conduite")
    assert page.status_code == 200 and "<script>alert" not in page.text


def test_the_desk_is_for_those_who_run_this_sitting(pupitre: Pupitre, app: Flask, m: Monde) -> None:
    for who in (m.conseiller, m.presidente_commission, m.chargee):
        assert Visiteur(app, who).voir(f"{pupitre.adresse}/conduite").status_code == 403
    commission = m.seance("convoquee", instance=m.commission)
    assert Visiteur(app, m.presidente_commission).voir(f"/seances/{commission.id}/conduite").status_code == 200
    assert Visiteur(app, m.autre_presidente).voir(f"/seances/{commission.id}/conduite").status_code == 403


def test_the_desk_tells_that_the_quorum_is_lost_and_what_may_be_done(pupitre: Pupitre, m: Monde) -> None:
    assert "Le quorum n’est plus atteint" not in pupitre.lire()
    for personne in (m.rapporteur, m.conseiller):
        pointer(
            m.session(),
            pupitre.seance,
            personne,
            "depart",
            moyen="secretariat",
            jour=m.jour,
            reglement=pupitre.reglement,
        )
    m.session.commit()
    said = pupitre.lire()
    assert "Le quorum n’est plus atteint : il manque 2 présents." in said
    assert f"{pupitre.adresse}/actes/constater_la_carence" in pupitre.bureau.lire(f"{pupitre.adresse}/conduite")
    pupitre.aller(pupitre.points[0], None)
    assert pupitre.bureau.remplir(f"{pupitre.adresse}/conduite", "mode", mode="main_levee").status_code == 303
    assert "annuler le scrutin pour suspendre la séance" in pupitre.lire()


def test_a_count_taken_again_from_the_desk_leads_back_to_it_with_its_teller(pupitre: Pupitre) -> None:
    pupitre.aller(pupitre.points[0], None)
    page = f"{pupitre.adresse}/conduite"
    pupitre.bureau.remplir(page, "mode", mode="main_levee")
    figures = {"pour": 3, "contre": 1, "abstention": 0, "ne_prend_pas_part": 0}
    counted = pupitre.bureau.remplir(page, "scrutateur", scrutateur="Mme Roux", **figures)
    assert counted.status_code == 303, lu(counted.text)
    scrutin = pupitre.m.session.scalars(select(Scrutin)).one()
    again = f"/scrutins/{scrutin.id}?rang=1&retour=conduite"
    assert f'href="{again}"' in pupitre.bureau.lire(page)
    form = pupitre.bureau.formulaire(again, "scrutateur")
    assert form.champs["scrutateur"] == ["Mme Roux"]
    assert str(pupitre.bureau.renvoyer(form, again, **figures).location).endswith("/conduite")


def test_an_election_without_candidates_leads_to_them_first(pupitre: Pupitre) -> None:
    election = pupitre.points[2]
    pupitre.aller(election, None)
    said = pupitre.lire()
    assert "Personne n’est encore candidat." in said and "Ouvrir le scrutin" not in said


def test_a_sitting_opened_from_its_desk_goes_on_there(app: Flask, m: Monde) -> None:
    seance = m.seance("convoquee")
    seance.jour, seance.presents, seance.en_exercice = m.jour, 5, 6
    m.session.commit()
    visiteur, desk = Visiteur(app, m.secretaire), f"/seances/{seance.id}/conduite"
    address = f"/seances/{seance.id}/actes/ouvrir?retour=conduite"
    assert f'href="{address}"' in visiteur.lire(desk)
    answer = visiteur.remplir(address, "motif") if "motif" in visiteur.lire(address) else visiteur.envoyer(address)
    assert answer.status_code == 303 and answer.location.endswith("/conduite")
