"""One's own data: no table that names a person is forgotten, no secret leaves, nobody reads another's."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.bench.requetes import compter
from tests.factories import Monde
from tests.visites import Visiteur, dit
from tracker.documents.donnees import comptes, lignes
from tracker.documents.genres import EXEMPTES, GENRES
from tracker.extensions import Base, db
from tracker.models import (
    Acte,
    CodeDeSecours,
    Connexion,
    Courrier,
    Delegation,
    Jeton,
    Lecture,
    Mouvement,
    Personne,
    Tentative,
    Vue,
)
from tracker.models.colonnes import maintenant
from tracker.roles import Role

ADRESSES = ("/compte/donnees", "/compte/donnees.json", "/compte/donnees.zip")
PARIS = "Europe/Paris"


def recues(visitor: Visiteur) -> dict[str, Any]:
    answer = visitor.voir("/compte/donnees.json")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=mes-donnees-")
    assert answer.headers["Cache-Control"] == "no-store"
    found: dict[str, Any] = json.loads(answer.data)["données"]
    return found


def test_each_column_that_names_a_person_is_told_to_them_or_exempted_with_its_reason() -> None:
    named = {
        (table.name, key.parent.name)
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "personnes"
    }
    told = {(genre.de.class_.__tablename__, genre.de.key) for genre in GENRES}
    assert named - told - set(EXEMPTES) == set()
    assert set(EXEMPTES) <= named, "an exemption that exempts nothing"
    assert all(EXEMPTES.values())


def test_each_kind_has_its_own_name_its_reason_and_its_time() -> None:
    assert len({genre.nom for genre in GENRES}) == len({genre.titre for genre in GENRES}) == len(GENRES)
    for genre in GENRES:
        assert genre.nom.isascii() and genre.champs and genre.pourquoi.endswith(".") and genre.duree.endswith("."), (
            genre
        )


def test_no_kind_hands_out_a_hash_a_salt_or_a_password(app: Flask, m: Monde) -> None:
    secret = "x-secret-x"
    who = m.president
    who.mot_de_passe = who.totp_sel = secret
    soon = maintenant()
    m.session.add_all(
        [
            CodeDeSecours(personne_id=who.id, empreinte=secret),
            Jeton(personne=who, genre="invitation", empreinte=secret, expire_le=soon),
            Courrier(personne=who, destinataire="p@x.fr", objet="Bienvenue", corps=f"/lien/{secret}", secret=True),
            Connexion(personne=who, empreinte=secret, ouverte_le=soon),
        ]
    )
    m.session.commit()
    visitor = Visiteur(app, who)
    told = visitor.voir("/compte/donnees.json").text
    assert secret not in told
    assert secret not in visitor.lire("/compte/donnees")
    with zipfile.ZipFile(io.BytesIO(visitor.voir("/compte/donnees.zip").data)) as archive:
        assert all(secret not in archive.read(name).decode() for name in archive.namelist())
    found = recues(visitor)
    assert found["compte"]["lignes"][0]["mot de passe"] is True
    assert found["courriers"]["lignes"][0]["texte"] == "(contenait un lien personnel)"


def test_what_somebody_is_and_did_is_all_there(app: Flask, m: Monde) -> None:
    texte = m.texte("signe")
    piece = m.piece(texte.saisines[0])
    m.session.add_all(
        [
            Lecture(piece=piece, personne=m.president),
            Tentative(courriel=m.president.courriel, adresse="192.0.2.1", le=maintenant()),
            Vue(personne_id=m.president.id, nom="Mes retards", filtres="retard=retard"),
            Mouvement(sujet="compte", phrase="Le compte est ouvert.", personne=m.president),
            Delegation(
                delegant=m.president, delegataire=m.conseiller, role=Role.PRESIDENT.value, debut=m.jour, fin=m.jour
            ),
        ]
    )
    m.session.commit()
    found = recues(Visiteur(app, m.president))
    assert found["identite"]["lignes"] == [{"prénom": "President", "nom": "Essai", "civilité": None, "portrait": None}]
    assert found["mandats"]["lignes"][0]["collège"] == "Premier collège"
    assert found["fonctions"]["lignes"][0]["fonction"] == "Présidence du conseil"
    assert found["delegations_donnees"]["lignes"][0]["à"] == "Conseiller Essai"
    assert found["essais"]["lignes"][0]["adresse"] == "192.0.2.1"
    assert found["lectures"]["lignes"][0]["pièce"] == piece.nom
    assert found["vues"]["lignes"] == [{"nom": "Mes retards", "filtres": "retard=retard"}]
    assert found["journal"]["lignes"][0]["quoi"] == "Le compte est ouvert."
    done = m.session.scalar(select(func.count()).where(Acte.personne_id == m.president.id))
    assert done and len(found["actes"]["lignes"]) == done
    assert found["actes"]["lignes"][-1]["acte"] == "signer"
    lent = recues(Visiteur(app, m.conseiller))["delegations_recues"]["lignes"]
    assert [line["de"] for line in lent] == ["President Essai"]


def test_the_page_counts_what_the_file_holds(app: Flask, m: Monde) -> None:
    m.texte("publie")
    for who in (m.secretaire, m.president, m.rapporteur, m.inconnu):
        counted = comptes(m.session(), who)
        for genre in GENRES:
            assert counted[genre.nom] == len(lignes(m.session(), genre, who, PARIS)), (genre.nom, who)
    assert Visiteur(app, m.inconnu).lire("/compte/donnees").count('<th scope="row"') == len(GENRES)


def test_the_archive_holds_a_table_for_each_kind_that_has_rows(app: Flask, m: Monde) -> None:
    m.president.portrait = m.fichier()
    m.session.add(Vue(personne_id=m.president.id, nom="=CMD()", filtres="q=é;è"))
    m.session.commit()
    answer = Visiteur(app, m.president).voir("/compte/donnees.zip")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        names = archive.namelist()
        table = next(archive.read(name).decode("utf-8-sig") for name in names if name.endswith("-vues.csv"))
        assert json.loads(archive.read("donnees.json"))["personne"] == "President Essai"
    assert table == 'nom;filtres\r\n\'=CMD();"q=é;è"\r\n'
    assert "portrait.pdf" in names
    assert not [name for name in names if "-lectures" in name]


def test_a_portrait_that_is_gone_keeps_nothing_else_away(app: Flask, m: Monde) -> None:
    m.president.portrait = m.fichier()
    m.session.commit()
    for path in app.config["FILES_DIR"].rglob("*"):
        if path.is_file():
            path.write_bytes(b"autre")
    answer = Visiteur(app, m.president).voir("/compte/donnees.zip")
    assert answer.status_code == 200
    assert "portrait-manquant.txt" in zipfile.ZipFile(io.BytesIO(answer.data)).namelist()


@pytest.mark.parametrize("address", ADRESSES)
def test_nobody_reads_the_data_of_another(app: Flask, m: Monde, address: str) -> None:
    assert Visiteur(app).voir(address).status_code == 302
    staff = Visiteur(app, m.administration)
    m.session.scalars(select(Connexion)).one().comme = m.president
    answer = staff.voir(address)
    assert answer.status_code == 403
    dit(answer, "ce qui lui est personnel ne se regardent pas")


def test_an_ended_mandate_still_reads_its_data_and_the_day_on_which_the_account_closes(app: Flask, m: Monde) -> None:
    visitor = Visiteur(app, m.conseiller)
    dit(visitor.voir("/compte/donnees"), "Votre compte reste ouvert tant que vous exercez un mandat")
    for held in m.conseiller.mandats:
        held.fin = m.jour - timedelta(days=80)
    dit(visitor.voir("/compte/donnees"), "Votre compte se fermera le", "dans 11 jours")
    assert recues(visitor)["mandats"]["lignes"][0]["fin"] == (m.jour - timedelta(days=80)).isoformat()


def test_whoever_never_held_anything_has_a_page_all_the_same(app: Flask, m: Monde) -> None:
    found = recues(Visiteur(app, m.inconnu))
    assert {name for name, kind in found.items() if kind["lignes"]} == {"identite", "compte", "sessions"}


def test_ten_thousand_rows_are_counted_in_one_query_and_leave_in_one_each(app: Flask, m: Monde) -> None:
    who = m.secretaire
    db.session.execute(
        Mouvement.__table__.insert(),
        [{"sujet": "compte", "phrase": f"Ligne {rank}", "auteur_id": who.id} for rank in range(10_000)],
    )
    m.session.commit()
    visitor = Visiteur(app, who)
    with compter(db.engine) as sent:
        assert visitor.voir("/compte/donnees").status_code == 200
    assert len(sent) <= 8
    with compter(db.engine) as sent:
        found = recues(visitor)
    assert len(found["changements"]["lignes"]) == 10_000
    assert len(sent) <= len(GENRES) + 6


def test_a_person_without_an_address_is_not_taken_for_every_failed_try(m: Monde) -> None:
    nobody = Personne(prenom="Sans", nom="Adresse")
    m.session.add_all([nobody, Tentative(courriel="", adresse="::1", le=maintenant())])
    m.session.flush()
    assert comptes(m.session(), nobody)["essais"] == 0
