"""Rights: every route and every transition, tried by everybody, on a record of theirs and on one of others."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask, templating
from sqlalchemy import select

from tests import attendus
from tests.factories import DEBUT, monde, preter
from tests.visites import Visiteur
from tracker.extensions import db
from tracker.models import (
    WORKFLOWS,
    Amendement,
    Appartenance,
    Candidature,
    Courrier,
    Delegation,
    Fonction,
    Groupe,
    Lien,
    Mandature,
    Papier,
    Personne,
    Point,
    Pouvoir,
    Reprise,
    Saisine,
    Scrutin,
    Seance,
    Texte,
)
from tracker.models.colonnes import maintenant
from tracker.models.redaction import Illustration
from tracker.procedure.grammar import Workflow
from tracker.roles import Role
from tracker.views import documents

TABLES: dict[str, Workflow] = {workflow.name: workflow for workflow in WORKFLOWS.values()}
#: Texts whose state a route needs to answer anything.
SUR_UN_TEXTE_SIGNE = ("documents.document", "signature.")
SUR_UN_TEXTE_INSCRIT = ("amender.",)
METHODES = ("GET", "POST")


class Essai:
    """The miniature with two commissions at work, and what each address of the site needs to name."""

    def __init__(self, session: Any) -> None:
        self.m = m = monde(session)
        self._personne("membre", m.commission)
        self._personne("autre_rapporteur", m.autre_commission)
        for word in ("ancien", "delegue", "delegue_president"):
            self._personne(word)
        self._ancien()
        self.deleguees = self._delegations()
        words = ("membre", "autre_rapporteur", "ancien", "delegue", "delegue_president")
        self.gens = m.gens | {word: getattr(self, word) for word in words}
        self.cotes = [
            self._cote(m.commission, m.rapporteur),
            self._cote(m.autre_commission, self.autre_rapporteur),
        ]
        self.publie = m.texte("publie")
        archive = Reprise(
            texte=m.texte("repris"), saisine=m.saisine("archivee"), reference="A-1", conseil="CESER", resultat="adopté"
        )
        session.add(archive)
        session.commit()
        lettre = Courrier(destinataire="membre@exemple.test", objet="Un objet", corps="Un message.")
        session.add_all([lettre, Papier(logo=m.fichier())])
        session.flush()
        self.communs = {
            "adresse": self.publie.adresse,
            "archive": archive.texte_id,
            "genre": "csv",
            "extension": "docx",
            "empreinte": "0" * 64,
            "rang": 1,
            "nature": "avis",
            "nom": "accuse",
            "fin": "pdf",
            "annee": m.jour.year,
            "courrier_id": lettre.id,
            # A position that nobody here deposited.
            "position": 0,
            # Nobody is on that list any more: the door opens, and what is behind says so.
            "orateur": 1,
        }
        session.commit()

    membre: Personne
    autre_rapporteur: Personne
    #: Chaired the commission until yesterday.
    ancien: Personne
    #: Stand in today for its chair, and for the president.
    delegue: Personne
    delegue_president: Personne

    def _personne(self, word: str, commission: Any = None) -> None:
        person = Personne(prenom=word, nom="Essai")
        self.m.mandat(person)
        if commission is not None:
            person.fonctions.append(Fonction(role=Role.MEMBRE_DE_COMMISSION.value, instance=commission, debut=DEBUT))
        self.m.session.add(person)
        self.m.session.flush()
        setattr(self, word, person)

    def _ancien(self) -> None:
        chaired = Fonction(role=Role.PRESIDENT_DE_COMMISSION.value, instance=self.m.commission, debut=DEBUT)
        self.ancien.fonctions.append(chaired)
        for held in (chaired, *self.ancien.mandats):
            held.fin = self.m.jour - timedelta(days=1)

    def _delegations(self) -> list[Delegation]:
        """What runs today, then what the chair of the other commission gives from tomorrow on."""
        m, chair = self.m, Role.PRESIDENT_DE_COMMISSION
        given = [
            preter(m, m.presidente_commission, self.delegue, chair, m.commission),
            preter(m, m.autre_presidente, m.conseiller, chair, m.autre_commission, dans=1),
            preter(m, m.president, self.delegue_president, Role.PRESIDENT),
        ]
        m.session.flush()
        return given

    def _cote(self, commission: Any, rapporteur: Personne) -> dict[str, Any]:
        m = self.m
        saisine = m.saisine("affectee", commission=commission)
        ecrit = m.texte("redaction", saisine=saisine, rapporteurs=[rapporteur], contenu="# Un projet")
        signe = m.texte("signe", saisine={"commission": commission}, rapporteurs=[rapporteur])
        signe.editions[0].scan = m.fichier()
        image = m.fichier()
        m.session.add(Illustration(texte_id=ecrit.id, fichier=image))
        seance = m.seance("projetee", instance=commission)
        point = m.porter(signe, seance)
        election = Point(seance=seance, rang=2, intitule="Une élection", genre="election")
        election.candidatures = [Candidature(rang=1, nom="Quelqu’un", personne=m.communication)]
        m.session.add(election)
        pouvoir = Pouvoir(seance=seance, mandant=rapporteur, mandataire=m.president, moyen="membre")
        m.session.add(pouvoir)
        m.session.commit()
        return {
            "saisine_id": saisine.id,
            "incomplete": m.saisine("incomplete", commission=commission).id,
            "cle": f"rapporteur-{rapporteur.id}",
            "texte_id": ecrit.id,
            "empreinte": image.empreinte,
            "signe": signe.id,
            "seance_id": seance.id,
            "commission_id": commission.id,
            "personne_id": rapporteur.id,
            "piece_id": saisine.pieces[0].id,
            "point": point.id,
            "election": election.id,
            "candidature": election.candidatures[0].id,
            "pouvoir": pouvoir.id,
            "scrutin_id": self._scrutin(commission).id,
            "amendement_id": (amended := self._amendement(commission, rapporteur)).id,
            "amendement": amended.id,
            "pleniere": amended.texte.point.seance_id,
            "inscrit": amended.texte_id,
            "commentaire": m.commentaire(ecrit, rapporteur, audience="bureau").id,
            "suggestion": m.suggestion(ecrit, rapporteur, audience="bureau").id,
            "jeton": saisine.jeton,
            "delegation_id": self.deleguees[commission is m.autre_commission].id,
        } | self._assemblee(commission)

    def _amendement(self, commission: Any, rapporteur: Personne) -> Amendement:
        """Tabled by a councillor on a text of the commission that the plenary is about to vote."""
        sent = self.m.texte("inscrit", saisine={"commission": commission}, rapporteurs=[rapporteur])
        return self.m.amendement(sent, auteur=self.m.conseiller)

    def _scrutin(self, commission: Any) -> Scrutin:
        """A recorded vote under way in another sitting of the commission."""
        question = Point(rang=1, intitule="Une question", genre="question")
        sitting = self.m.seance("projetee", instance=commission, points=[question])
        found = Scrutin(
            point=question, instance=commission, mode="nominal", tenu_le=sitting.jour, ouvert_le=maintenant()
        )
        self.m.session.add(found)
        self.m.session.commit()
        return found

    def _assemblee(self, commission: Any) -> dict[str, Any]:
        """A seat, its holder and what they hold in the assembly: the same for a route of either side."""
        m = self.m
        mandat = m.conseiller.mandats[0]
        fonction = m.session.scalars(select(Fonction).where(Fonction.instance_id == commission.id)).first()
        groupe = m.session.scalars(select(Groupe)).first() or Groupe(nom="Un groupe", debut=DEBUT)
        appartenance = Appartenance(personne=m.conseiller, groupe=groupe, debut=DEBUT, fin=m.jour)
        m.session.add(appartenance)
        m.session.commit()
        return {
            "siege_id": mandat.siege_id,
            "mandat_id": mandat.id,
            "instance_id": commission.id,
            "fonction_id": fonction.id,
            "groupe_id": groupe.id,
            "appartenance_id": appartenance.id,
            "equipier": m.communication.fonctions[0].id,
            "mandature_id": m.session.scalars(select(Mandature)).one().id,
        }

    def adresse(self, app: Flask, rule: Any, cote: int) -> str:
        named = self.communs | self.cotes[cote]
        if rule.endpoint == "equipe.retirer":
            named["fonction_id"] = named["equipier"]
        if rule.endpoint == "lettres.de_la_saisine":
            named |= {"saisine_id": named["incomplete"], "nom": "demande_de_pieces"}
        if rule.endpoint.startswith("debats."):
            named["seance_id"] = named["pleniere"]
        if rule.endpoint.startswith("elections."):
            named["point"] = named["election"]
        if rule.endpoint.startswith(SUR_UN_TEXTE_SIGNE):
            named["texte_id"] = named["signe"]
        if rule.endpoint.startswith(SUR_UN_TEXTE_INSCRIT):
            named["texte_id"] = named["inscrit"]
        with app.test_request_context():
            built: tuple[str, str] = rule.build({name: named[name] for name in rule.arguments}, append_unknown=False)
        return built[1]


@pytest.fixture
def essai(session: Any, app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Essai]:
    """The world, in which nothing that is tried lasts; and papers that are made in no time."""
    made = Essai(session)
    for name in ("compose", "accuse_reception", "avis"):
        monkeypatch.setattr(documents, name, lambda *_: b"%PDF-1.7")
    return made


def regles(app: Flask) -> list[tuple[Any, str]]:
    """Each rule with each of its methods, but for the files of the theme and the transitions, tried apart."""
    return [
        (rule, method)
        for rule in app.url_map.iter_rules()
        for method in METHODES
        if method in rule.methods and rule.endpoint not in {"static", "actes.acte"}
    ]


@dataclass(frozen=True)
class Essayeur:
    """A browser that sends the same cookie whatever it is answered."""

    app: Flask
    cookie: str

    def passe(self, method: str, address: str) -> bool:
        """Whether the door opens: anything but « who are you », « not you » and « nothing here »."""
        with self.app.app_context():
            client = self.app.test_client(use_cookies=False)
            response = client.open(address, method=method, headers={"Cookie": self.cookie})
        assert response.status_code < 500, f"{method} {address}: {response.status_code}"
        to_sign_in = response.status_code == 302 and response.location.startswith("/connexion")
        return not to_sign_in and response.status_code not in {401, 403, 404}


def rien_ne_dure(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a request writes is checked by the database, then forgotten."""
    db.session.commit()
    monkeypatch.setattr(db.session, "commit", db.session.flush)


def essayeur(app: Flask, essai: Essai, word: str) -> Essayeur:
    cookie = Visiteur(app, essai.gens.get(word)).client.get_cookie("session")
    return Essayeur(app, f"session={cookie.value}" if cookie else "")


def test_the_table_has_a_line_for_each_route_and_no_other(app: Flask) -> None:
    assert {(rule.endpoint, method) for rule, method in regles(app)} == set(attendus.ROUTES)


def test_the_table_has_a_line_for_each_transition_and_no_other() -> None:
    assert {(table.name, name) for table in TABLES.values() for name in table.names()} == set(attendus.TRANSITIONS)


#: Some eight hundred pages for each of two dozen people: a busy machine takes its time.
@pytest.mark.timeout(400)
@pytest.mark.parametrize("qui", sorted(attendus.TOUS))
def test_each_door_opens_to_those_of_its_line_and_to_nobody_else(
    app: Flask, essai: Essai, monkeypatch: pytest.MonkeyPatch, qui: str
) -> None:
    client = essayeur(app, essai, qui)
    rien_ne_dure(monkeypatch)
    # What the pages say is read elsewhere: here only the door counts, and a thousand pages take their time.
    monkeypatch.setattr(templating, "_render", lambda *_: "")
    found = {}
    for what, cote, method, address, line in portes(app, essai):
        opened = client.passe(method, address)
        if opened != (qui in line[cote]):
            found[*what, method, ("own", "foreign")[cote]] = "opens" if opened else "is closed"
    assert found == {}


def portes(app: Flask, essai: Essai) -> Iterator[tuple[tuple[str, ...], int, str, str, attendus.Attente]]:
    """Each door to try: what it is, of which commission, by which method, where, and the line it is held to."""
    for rule, method in regles(app):
        for cote in (0, 1) if rule.arguments else (0,):
            line = attendus.ROUTES[rule.endpoint, method]
            yield (rule.endpoint,), cote, method, essai.adresse(app, rule, cote), line
    for (table, name), line in attendus.TRANSITIONS.items():
        for cote, method in ((0, "POST"), (0, "GET"), (1, "POST")):
            address = f"/{table}s/{essai.cotes[cote][f'{table}_id']}/actes/{name}"
            yield (table, name), cote, method, address, line


@pytest.mark.parametrize("etat", sorted(attendus.RENVOIS))
def test_a_text_is_sent_back_by_those_whom_its_state_names(
    app: Flask, essai: Essai, monkeypatch: pytest.MonkeyPatch, etat: str
) -> None:
    address = f"/textes/{essai.m.texte(etat).id}/actes/renvoyer"
    inside = attendus.CONSEILLERS | attendus.PERSONNEL | attendus.ASSOCIE | attendus.SANS_FONCTION
    people = {word: essayeur(app, essai, word) for word in sorted(inside)}
    rien_ne_dure(monkeypatch)
    assert {word for word, client in people.items() if client.passe("POST", address)} == attendus.RENVOIS[etat]


@pytest.mark.parametrize("etat", ["redaction", "en_commission", "arrete", "en_bureau", "pret", "abandonne"])
def test_a_draft_is_not_there_for_a_councillor_of_another_commission(app: Flask, essai: Essai, etat: str) -> None:
    text = essai.m.texte(etat, contenu="# Un secret")
    stranger, member = Visiteur(app, essai.m.conseiller), Visiteur(app, essai.membre)
    for address in ("", "/versions", "/comparer", "/projet.pdf", "/export.docx"):
        assert stranger.voir(f"/textes/{text.id}{address}").status_code == 404, address
        assert member.voir(f"/textes/{text.id}{address}").status_code == 200, address
    everything = stranger.lire("/textes/?etat=tous") + stranger.lire("/accueil")
    assert f"/textes/{text.id}" not in everything
    assert f'href="/textes/{text.id}"' not in stranger.lire(f"/saisines/{text.saisines[0].id}")


def test_an_associate_reads_of_the_others_neither_files_nor_sittings_nor_news(app: Flask, essai: Essai) -> None:
    """Not on a page of its own, nor in what the home and the lists tell of them."""
    m = essai.m
    mine = m.saisine("affectee", objet="La leur", commission=m.autre_commission)
    hidden = m.saisine("affectee", objet="Un dossier d’ailleurs")
    m.session.add(Lien(source=mine, cible=hidden, nature="rappelle"))
    theirs, other = m.seance("projetee", instance=m.autre_commission), m.seance("projetee", instance=m.commission)
    visitor = Visiteur(app, m.associe)
    assert visitor.voir("/commissions/").location == f"/commissions/{m.autre_commission.id}"
    pages = ["/accueil", "/seances/", f"/commissions/{m.autre_commission.id}", f"/saisines/{mine.id}"]
    read = "".join(visitor.lire(address) for address in pages)
    assert "La leur" in read and f"/seances/{theirs.id}" in read
    for unseen in ("Un dossier d’ailleurs", f'/seances/{other.id}"', "Chercher dans le registre"):
        assert unseen not in read
    for address in ("/saisines/export.csv", "/saisines/export.xlsx", "/saisines/?q=dossier", "/textes/"):
        assert visitor.voir(address).status_code == 403


def test_a_text_sent_to_the_members_is_read_by_each_of_them(app: Flask, essai: Essai) -> None:
    text = essai.m.texte("inscrit")
    for word in ("conseiller", "autre_presidente"):
        assert Visiteur(app, essai.gens[word]).voir(f"/textes/{text.id}").status_code == 200


@pytest.mark.parametrize("qui", ["agent", "inconnu", "personne"])
def test_the_pieces_of_a_file_stay_inside(app: Flask, essai: Essai, qui: str) -> None:
    visitor = Visiteur(app, essai.gens.get(qui))
    assert visitor.voir(f"/pieces/{essai.cotes[0]['piece_id']}").status_code in {302, 403, 404}


def test_what_may_not_be_seen_is_not_found_and_what_may_not_be_done_says_to_whom_it_falls(
    app: Flask, essai: Essai
) -> None:
    councillor = Visiteur(app, essai.m.conseiller)
    refused = councillor.envoyer(f"/saisines/{essai.cotes[0]['saisine_id']}/actes/affecter")
    assert refused.status_code == 403
    assert "revient à : la présidence du conseil ou un membre du bureau" in refused.text
    assert councillor.voir(f"/textes/{essai.cotes[0]['texte_id']}").status_code == 404


MANDATS = {
    "secretaire": "/saisines/nouvelle",
    "chargee": "/saisines/{saisine_id}/corriger",
    "president": "/bureau/",
    "membre_bureau": "/bureau/",
    "presidente_commission": "/saisines/{saisine_id}/textes/ouvrir",
    "membre": "/textes/{texte_id}",
    "conseiller": "/saisines/",
    "agent": "/mes-saisines",
}


@pytest.mark.parametrize("qui", sorted(MANDATS))
def test_what_ended_yesterday_gives_nothing_at_the_next_request(app: Flask, essai: Essai, qui: str) -> None:
    person, address = essai.gens[qui], MANDATS[qui].format(**essai.cotes[0])
    visitor = Visiteur(app, person)
    assert visitor.voir(address).status_code == 200
    for held in (*person.fonctions, *person.mandats):
        held.fin = essai.m.jour - timedelta(days=1)
    assert visitor.voir(address).status_code in {403, 404}
    assert visitor.envoyer("/deconnexion").status_code == 303


@pytest.mark.parametrize("qui", sorted(MANDATS))
def test_what_ends_today_holds_until_tonight_and_what_begins_tomorrow_gives_nothing_yet(
    app: Flask, essai: Essai, qui: str
) -> None:
    person, address = essai.gens[qui], MANDATS[qui].format(**essai.cotes[0])
    visitor = Visiteur(app, person)
    held = [*person.fonctions, *person.mandats]
    for one in held:
        one.fin = essai.m.jour
    assert visitor.voir(address).status_code == 200
    for one in held:
        one.fin, one.debut = None, essai.m.jour + timedelta(days=1)
    assert visitor.voir(address).status_code in {403, 404}


def test_a_chair_whose_mandate_ended_keeps_nothing_of_the_chair(app: Flask, essai: Essai) -> None:
    chair = essai.m.presidente_commission
    for mandate in chair.mandats:
        mandate.fin = essai.m.jour - timedelta(days=1)
    visitor = Visiteur(app, chair)
    saisine, text = essai.cotes[0]["saisine_id"], essai.cotes[0]["texte_id"]
    assert visitor.voir(f"/saisines/{saisine}").status_code == 404
    assert visitor.envoyer(f"/textes/{text}/actes/abandonner", motif="x").status_code == 404


def test_the_agent_of_the_region_sees_their_saisines_and_no_others(app: Flask, essai: Essai) -> None:
    m = essai.m
    theirs, other = m.saisine("recue", objet="La leur"), m.saisine("a_l_examen", objet="Celle du conseil")
    page = Visiteur(app, m.agent).lire("/mes-saisines")
    assert theirs.objet in page
    assert other.objet not in page


def test_a_route_without_a_right_is_closed_even_to_the_president(app: Flask, essai: Essai) -> None:
    del app.view_functions["bureau.bureau"].droit
    try:
        assert Visiteur(app, essai.m.president).voir("/bureau/").status_code == 403
    finally:
        app.view_functions["bureau.bureau"].droit = "bureau.voir"


def test_a_right_that_is_not_a_transition_moves_nothing(app: Flask, essai: Essai) -> None:
    """« voir » is a right of the saisine: the address of its acts must not take it for one."""
    saisine = essai.cotes[0]["saisine_id"]
    secretary = Visiteur(app, essai.m.secretaire)
    for name in ("voir", "modifier", "inconnue", "{table}", "__class__"):
        assert secretary.envoyer(f"/saisines/{saisine}/actes/{name}").status_code in {404, 409}, name


def test_records_are_those_of_the_tables() -> None:
    assert set(WORKFLOWS) == {Saisine, Texte, Seance, Amendement}
