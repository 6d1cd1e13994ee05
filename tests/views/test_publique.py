"""What anybody may read: what is shown and what is not, in how many queries, kept how long by whom."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, timedelta
from html import unescape
from typing import Any
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from tests.factories import Monde, chacun_son_tour, connecter, monde
from tracker.door import today
from tracker.extensions import db
from tracker.imports.depot import chemin
from tracker.models import Fonction, Instance, Organisme, Personne, Reprise, Scrutin, Texte
from tracker.models.colonnes import maintenant
from tracker.models.publication import adresse_de
from tracker.roles import Role

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = "<script>alert(1)</script>"
PORTEE = "Le vote porte sur le projet d’avis du conseil, non sur le projet de la Région."


@pytest.fixture
def m(session: Any, app: Flask) -> Monde:
    chacun_son_tour(app)
    return monde(session)


def archive(m: Monde, resultat: str = "adopté", **faits: Any) -> Texte:
    """A line of an older register: `faits` go to its text, `reprise` to what the register said."""
    said = {"reference": f"A-{m.numero()}", "conseil": "CESER Essai", "resultat": resultat} | faits.pop("reprise", {})
    texte = m.texte("repris", **faits)
    m.session.add(Reprise(texte=texte, saisine=texte.saisines[0], **said))
    m.session.commit()
    return texte


def page(client: FlaskClient, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, url
    return unescape(response.text)


def page_de(client: FlaskClient, texte: Texte) -> str:
    return page(client, f"/avis/{adresse_de(texte)}")


@contextmanager
def requetes() -> Iterator[list[str]]:
    """The queries that are made meanwhile."""
    found: list[str] = []

    def note(_c: Any, _k: Any, statement: str, *_: Any) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            found.append(statement)

    engine = db.engine
    db.session.remove()
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)


# What is public


@pytest.mark.parametrize(
    "etat", ["redaction", "en_commission", "arrete", "inscrit", "adopte", "rejete", "signe", "transmis", "abandonne"]
)
def test_a_text_that_is_not_published_has_no_page(m: Monde, client: FlaskClient, etat: str) -> None:
    texte = m.texte(etat, titre="Un titre réservé")
    page(client, f"/avis/{adresse_de(texte)}", 404)
    page(client, f"/avis/{texte.id}", 404)
    assert "Un titre réservé" not in page(client, "/avis/")


def test_an_archive_is_public_when_it_was_adopted(m: Monde, client: FlaskClient) -> None:
    known = archive(m, titre="Schéma ancien", adopte_le=date(2014, 10, 15), reprise={"unanimite": True, "source": "X"})
    noted = archive(m, "prend acte", titre="Rapport dont acte")
    kept = [archive(m, "rejeté", titre="Refusé"), archive(m, "", titre="Douteux")]
    text = page_de(client, known)
    assert "Texte adopté à l’unanimité le mercredi 15 octobre 2014." in text
    assert "seul ce qui était connu est affiché" in text
    assert "Le décompte des voix n’est pas connu." in text
    assert ".pdf" not in text
    assert "Le conseil a pris acte de ce texte." in page_de(client, noted)
    for texte in kept:
        page(client, f"/avis/{adresse_de(texte)}", 404)
    page(client, f"/avis/{adresse_de(known)}.pdf", 404)


def test_an_archive_whose_day_of_adoption_is_known_is_public_though_its_result_was_not_kept(
    m: Monde, client: FlaskClient
) -> None:
    day = {"adopte_le": date(2020, 6, 29), "adopte_par": "pleniere"}
    dated = archive(m, "", titre="Convention TGV", reprise={"adopte_par": "plénière"}, **day)
    refused = archive(m, "rejeté", titre="Convention refusée", **day)
    text = page_de(client, dated)
    assert "Texte adopté par l’assemblée plénière le lundi 29 juin 2020." in text
    assert "Le décompte des voix n’est pas connu." in text
    page(client, f"/avis/{adresse_de(refused)}", 404)
    listed = page(client, "/avis/")
    assert "Convention TGV" in listed
    assert "Convention refusée" not in listed


def test_the_flags_of_an_archive_are_not_public(m: Monde, client: FlaskClient) -> None:
    texte = archive(m, reprise={"signalements": ["Ces chiffres se contredisent."]})
    assert "contredisent" not in page_de(client, texte)


def test_the_page_says_the_vote_and_what_it_is_about(m: Monde, client: FlaskClient) -> None:
    texte = m.texte("publie", contenu="# Contexte\n\nDes **mots**.\n")
    text = page_de(client, texte)
    for words in (
        PORTEE,
        "Texte adopté par l’assemblée plénière le ",
        "Adopté",
        "7 pour",
        "<strong>mots</strong>",
        "Aucune position minoritaire n’a été exprimée.",
        "Transports et mobilités",
        "Rapporteur Essai",
        "Président du conseil régional",
        "RAA n°\u00a01",
        f"/avis/{texte.adresse}.pdf",
    ):
        assert words in text, words
    assert not re.search(r"avis (dé)?favorable", text, re.IGNORECASE)


def test_a_rejected_draft_is_not_shown_with_the_positions(m: Monde, client: FlaskClient) -> None:
    texte = m.texte("positions_publiees", contenu="Le secret du brouillon.")
    text = page_de(client, texte)
    assert "Aucun avis n’a été adopté\u202f; positions exprimées." in text
    assert "Nous votons contre." in text and "Rejeté" in text
    assert "secret du brouillon" not in text
    assert "secret du brouillon" not in page(client, "/avis/?q=brouillon")
    page(client, f"/avis/{texte.adresse}.pdf", 404)


def test_unknown_figures_are_said_and_not_drawn(m: Monde, client: FlaskClient) -> None:
    texte = archive(m)
    texte.scrutins.append(Scrutin(instance=m.pleniere, importe=True, pour=86, clos_le=maintenant()))
    m.session.commit()
    text = page_de(client, texte)
    assert "non connu" in text and ">86<" in text
    assert 'class="part part--pour"' not in text


def test_the_name_of_a_citizen_is_not_published(m: Monde, client: FlaskClient) -> None:
    texte = m.texte("publie", saisine={"nature": "citoyenne"}, pleniere=m.seance("projetee", jour=m.jour))
    answered = page_de(client, texte).split("Répond à")[1].split("</dd>")[0]
    assert texte.saisines[0].numero in answered and "Président" not in answered


def test_an_address_with_the_right_number_leads_to_the_page(m: Monde, client: FlaskClient) -> None:
    texte = m.texte("publie")
    for wrong in (str(texte.id), f"{texte.id}-autres-mots"):
        response = client.get(f"/avis/{wrong}")
        assert response.status_code == 301
        assert response.location == f"/avis/{texte.adresse}"


# The register


def recueil(m: Monde) -> None:
    for annee in (2014, 2014, 2023):
        archive(m, titre=f"Étude de {annee}", nature="etude", adopte_le=date(annee, 5, 1))
    m.texte("publie", titre="Avis sur l’eau et les forêts", contenu="La sécheresse revient chaque été.")


def titres(text: str) -> list[str]:
    return re.findall(r'recueil__titre"><a href="[^"]*">([^<]*)</a>', text)


def test_the_register_searches_texts_without_regard_to_accents_or_plurals(m: Monde, client: FlaskClient) -> None:
    recueil(m)
    text = page(client, "/avis/?q=secheresses")
    assert titres(text) == ["Avis sur l’eau et les forêts"]
    assert "<mark>sécheresse</mark>" in text


def test_facets_narrow_and_are_taken_away(m: Monde, client: FlaskClient) -> None:
    recueil(m)
    text = page(client, "/avis/?nature=etude&annee=2014")
    assert titres(text) == ["Étude de 2014", "Étude de 2014"]
    assert 'href="/avis/?annee=2014"' in text and 'href="/avis/?nature=etude"' in text
    # What another value of a facet would give is counted with the other filters only.
    assert re.search(r'href="/avis/\?nature=etude&annee=2023"[^>]*><span>2023</span><span class="compte">1<', text)
    assert titres(page(client, "/avis/?conseil=CESER+Essai&tri=anciens"))[0] == "Étude de 2014"


def test_pages_of_twenty_then_one_beyond(m: Monde, client: FlaskClient) -> None:
    for rank in range(21):
        archive(m, titre=f"Texte {rank}")
    assert len(titres(page(client, "/avis/"))) == 20
    assert len(titres(page(client, "/avis/?page=2"))) == 1
    assert "au-delà de la dernière" in page(client, "/avis/?page=99")


def test_empty_registers_teach(m: Monde, client: FlaskClient) -> None:
    assert "Rien n’est encore publié" in page(client, "/")
    assert "Rien n’est encore publié" in page(client, "/avis/")
    assert "demande tous les mots à la fois" in page(client, "/avis/?q=introuvable")


@pytest.mark.parametrize(
    "query",
    [
        "q=%22%20OR%20*",
        "q=NEAR(a%20b)&tri=pire",
        "q=%00%ff",
        "q=%F0%9F%98%80",
        "q='%3B%20drop%20table%20textes%3B--",
        "annee=deux&page=-4",
        "annee=99999999999999999999&page=99999999999999999999",
        "conseil=%00&commission=%27&nature=pire",
        "q=" + "a" * 5000,
    ],
)
def test_hostile_addresses_get_a_page(m: Monde, client: FlaskClient, query: str) -> None:
    archive(m)
    page(client, f"/avis/?{query}")


def test_what_is_typed_stays_text(m: Monde, client: FlaskClient) -> None:
    texte = m.texte("publie", titre=HOSTILE, contenu=f"Un mot {HOSTILE} puis [lien](javascript:alert(1)).")
    for url in ("/", "/avis/", f"/avis/?q={HOSTILE}", f"/avis/?conseil={HOSTILE}", f"/avis/{texte.adresse}"):
        assert "<script" not in client.get(url).text, url
    assert "javascript:" not in client.get(f"/avis/{texte.adresse}").text.replace("(javascript:alert(1))", "")


@pytest.mark.parametrize(
    ("url", "most"),
    [("/", 2), ("/avis/", 4), ("/avis/?q=avis&nature=etude&annee=2014&commission=x&conseil=CESER+Essai&tri=titre", 4)],
)
def test_lists_ask_few_questions(m: Monde, client: FlaskClient, url: str, most: int) -> None:
    recueil(m)
    with requetes() as found:
        page(client, url)
    assert len(found) <= most, "\n".join(found)


def test_a_page_asks_no_more_for_many_saisines(m: Monde, client: FlaskClient) -> None:
    one, six = m.texte("publie"), m.texte("publie")
    others = [m.saisine("archivee") for _ in range(5)]
    six.saisines = [*six.saisines, *others]
    m.session.commit()
    urls = [f"/avis/{texte.adresse}" for texte in (one, six)]
    with requetes() as few:
        page(client, urls[0])
    with requetes() as many:
        page(client, urls[1])
    assert len(many) == len(few) <= 8


# What caches may keep


PUBLIQUES = (
    "/",
    "/avis/",
    "/avis/{}",
    "/avis/{}.pdf",
    "/avis/flux.atom",
    "/sitemap.xml",
    "/robots.txt",
    "/composition",
)


@pytest.mark.parametrize("patron", PUBLIQUES)
@pytest.mark.parametrize("connecte", [False, True])
def test_public_pages_are_kept_by_caches_and_bear_no_cookie(
    m: Monde, client: FlaskClient, patron: str, connecte: bool
) -> None:
    url = patron.format(m.texte("publie").adresse)
    if connecte:
        connecter(client, m.secretaire)
    response = client.get(url)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert "Set-Cookie" not in response.headers
    assert "Cookie" not in response.headers.get("Vary", "")
    assert "Secretaire" not in response.text if "pdf" not in url else True
    again = client.get(url, headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304 and again.data == b""
    assert again.headers["Cache-Control"] == "public, max-age=300"


def test_an_etag_changes_with_what_is_shown(m: Monde, client: FlaskClient) -> None:
    before = client.get("/avis/").headers["ETag"]
    archive(m)
    assert client.get("/avis/", headers={"If-None-Match": before}).status_code == 200


# The composition


def test_the_composition_tells_name_college_organisation_commissions_and_nothing_more(
    m: Monde, client: FlaskClient
) -> None:
    m.rapporteur.mandats[0].organisme = Organisme(nom="Ligue des Alpilles", college=m.college)
    m.rapporteur.portrait = m.fichier(b"un portrait")
    gone = Personne(prenom="Ancienne", nom="Partie", courriel="partie@exemple.test")
    m.mandat(gone, fin=today() - timedelta(days=1))
    m.mandat(Personne(prenom="Future", nom="Venue"), debut=today() + timedelta(days=1))
    working = Instance(genre="groupe_de_travail", nom="Groupe discret", debut=today())
    m.rapporteur.fonctions.append(Fonction(role=Role.MEMBRE_DE_COMMISSION.value, instance=working, debut=today()))
    m.session.commit()
    text = page(client, "/composition")
    for said in ("Rapporteur Essai", "Premier collège", "Ligue des Alpilles", "Transports et mobilités"):
        assert said in text
    assert "Présidence du conseil" in text
    for secret in ("@", "Partie", "Venue", "portrait", "Groupe discret", "Secretaire", "Associe", "2024"):
        assert secret not in text.split("<main", 1)[1].split("</main", 1)[0], secret
    assert "/assemblee/" not in text and 'href="/composition"' in page(client, "/")


def test_the_composition_of_an_assembly_without_seats_says_so(client: FlaskClient, session: Any) -> None:
    assert "n’est pas encore publiée" in page(client, "/composition")


# The document


def test_the_document_is_the_very_bytes_that_were_signed(m: Monde, client: FlaskClient, app: Flask) -> None:
    texte = m.texte("publie", titre="Eau : « partage » / 2026")
    assert texte.document is not None
    response = client.get(f"/avis/{texte.adresse}.pdf")
    assert response.data == chemin(app.config["FILES_DIR"], texte.document.empreinte).read_bytes()
    assert response.headers["ETag"] == f'"{texte.document.empreinte}"'
    assert response.mimetype == "application/pdf"
    assert response.headers["Content-Disposition"] == f"inline; filename=CESER-{texte.id}-eau-partage-2026.pdf"


@pytest.mark.parametrize("gone", [False, True])
def test_a_tampered_document_is_never_served(m: Monde, client: FlaskClient, app: Flask, gone: bool) -> None:
    texte = m.texte("publie")
    assert texte.document is not None
    place = chemin(app.config["FILES_DIR"], texte.document.empreinte)
    place.unlink() if gone else place.write_bytes(place.read_bytes() + b"!")
    response = client.get(f"/avis/{texte.adresse}.pdf")
    assert response.status_code == 500
    assert "n’est pas servi" in unescape(response.text)
    assert b"%PDF" not in response.data
    assert response.headers["Cache-Control"] == "no-store"


# The feed and the plan


def test_the_feed_is_valid_and_absolute(m: Monde, client: FlaskClient, app: Flask) -> None:
    app.config["BASE_URL"] = "https://avis.exemple.fr"
    texte = m.texte("publie", titre="L’eau & <les> forêts\x0b")
    archive(m)
    response = client.get("/avis/flux.atom")
    assert response.mimetype == "application/atom+xml"
    feed = ElementTree.fromstring(response.data)
    for node in (feed, *feed.findall(f"{ATOM}entry")):
        for needed in ("id", "title", "updated"):
            assert (node.findtext(f"{ATOM}{needed}") or "").strip(), needed
    assert all(link.get("href", "").startswith("https://avis.exemple.fr/") for link in feed.iter(f"{ATOM}link"))
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == f"tag:avis.exemple.fr,2026:avis/{texte.id}"
    assert entry.findtext(f"{ATOM}title") == "L’eau & <les> forêts"
    moment = entry.findtext(f"{ATOM}updated") or ""
    assert moment.startswith(maintenant().astimezone(UTC).date().isoformat()) and moment.endswith("Z")


def test_an_empty_feed_is_still_a_feed(m: Monde, client: FlaskClient) -> None:
    assert ElementTree.fromstring(client.get("/avis/flux.atom").data).findtext(f"{ATOM}updated")


def test_the_plan_lists_public_texts_alone(m: Monde, client: FlaskClient) -> None:
    shown, hidden = m.texte("publie"), m.texte("adopte")
    text = page(client, "/sitemap.xml")
    assert f"/avis/{shown.adresse}<" in text and f"/avis/{hidden.id}-" not in text
    assert "Sitemap: http" in page(client, "/robots.txt")


# The status page


def test_the_status_page_is_secret(m: Monde, client: FlaskClient) -> None:
    saisine = m.saisine("recue")
    for url, status in ((f"/suivi/{saisine.jeton}", 200), ("/suivi/inconnu-inconnu-inconnu", 404)):
        response = client.get(url)
        assert response.status_code == status
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in response.headers["X-Robots-Tag"]
        assert "ETag" not in response.headers and "Set-Cookie" not in response.headers


@pytest.mark.parametrize("jeton", ["x", "%00" * 20, "a" * 500, "..%2F..%2Fetc", "'%20OR%201=1--aaaaaa"])
def test_an_unknown_address_says_where_to_find_the_right_one(m: Monde, client: FlaskClient, jeton: str) -> None:
    m.saisine("recue")
    response = client.get(f"/suivi/{jeton}")
    assert response.status_code == 404


def test_the_status_page_tells_what_is_missing(m: Monde, client: FlaskClient) -> None:
    saisine = m.saisine("incomplete", objet="Budget primitif")
    text = page(client, f"/suivi/{saisine.jeton}")
    assert "Pièces demandées" in text and "R. 4134-10" in text and "Rapport de présentation" in text


def test_the_status_page_uses_the_words_for_outside(m: Monde, client: FlaskClient) -> None:
    saisine = m.saisine("affectee")
    text = page(client, f"/suivi/{saisine.jeton}")
    assert "Confiée à une commission" in text and "Assemblée plénière prévue le" in text
    assert "Texte prêt pour la mise sous pli" not in text


def test_a_joined_saisine_follows_the_one_that_took_it_over(m: Monde, client: FlaskClient) -> None:
    target = m.saisine("affectee")
    session_le = m.jour + timedelta(days=40)
    joined = m.saisine("fusionnee", cible=target, base=m.bases["sraddet"], session_region_le=session_le)
    text = page(client, f"/suivi/{joined.jeton}")
    assert f'jointe à la saisine n° <span class="numero">{target.numero}' in text
    assert "Confiée à une commission" in text
    # The clocks of the one that was joined stay its own.
    assert session_le.isoformat() in text and "Fin du délai légal" in text
    assert session_le.isoformat() not in page(client, f"/suivi/{target.jeton}")


def test_the_status_page_leads_to_the_published_opinion(m: Monde, client: FlaskClient) -> None:
    texte = m.texte("publie")
    assert f'href="/avis/{texte.adresse}"' in page(client, f"/suivi/{texte.saisines[0].jeton}")
    voted = m.texte("adopte")
    assert f"/avis/{voted.id}-" not in page(client, f"/suivi/{voted.saisines[0].jeton}")


@pytest.mark.parametrize(
    "etat", ["recue", "a_l_examen", "recevable", "en_instruction", "en_deliberation", "confiee_au_bureau", "avis_rendu",
             "transmise", "en_suivi", "close", "irrecevable", "retiree", "sans_avis", "reputee", "caduque", "archivee"],
)  # fmt: skip
def test_every_state_has_its_status_page(m: Monde, client: FlaskClient, etat: str) -> None:
    assert "Où en est votre saisine" in page(client, f"/suivi/{m.saisine(etat).jeton}")


def test_an_agent_sees_the_saisines_of_the_region_alone(m: Monde, client: FlaskClient) -> None:
    own, other = m.saisine("recue", objet="La nôtre"), m.saisine("a_l_examen", objet="Celle du conseil")
    merged = m.saisine("fusionnee", cible=own)
    text = page(connecter(client, m.agent), "/mes-saisines")
    assert f'href="/mes-saisines/{own.id}"' in text and f'href="/mes-saisines/{merged.id}"' in text
    assert other.jeton not in text
    assert connecter(client, m.secretaire).get("/mes-saisines").status_code == 403
