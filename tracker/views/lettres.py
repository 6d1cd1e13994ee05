"""The desk of the letters: offered on a record's page, made when asked for, refused with what is missing."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ..documents.entete import emetteur
from ..documents.formules.lettre import Lettre, piece
from ..documents.lettres import saisines as des_saisines
from ..documents.lettres import textes as des_textes
from ..documents.lettres.manque import Manque, sans_signataire
from ..documents.seances.odt import odt
from ..documents.seances.piece import pdf
from ..door import acteur, consigner, jour, today
from ..extensions import db
from ..forms.lettres import Adresse
from ..models import Saisine, Texte
from ..models.effets import en_adresse
from ..models.fiche import FICHE, TEXTE
from ..rights import can, requires

bp = Blueprint("lettres", __name__)

FORMATS = {"pdf": (pdf, "application/pdf"), "odt": (odt, "application/vnd.oasis.opendocument.text")}


@dataclass(frozen=True)
class Offerte:
    """A letter as a page offers it: its name, to whom, its two files, or what it still lacks and where to write it."""

    libelle: str
    a: str
    pdf: str
    odt: str
    manques: list[tuple[str, str]]


def offertes_a_la_saisine(saisine: Saisine) -> list[Offerte]:
    """The letters that the page of a saisine offers to the person of this request."""
    if not can(acteur(), "lettre.preparer", saisine):
        return []
    return [
        offerte(
            modele.titre,
            "",
            [ou(lack, saisine) for lack in des_saisines.manques(saisine, modele)],
            "lettres.de_la_saisine",
            saisine_id=saisine.id,
            nom=modele.nom,
        )
        for modele in des_saisines.offertes(saisine)
    ]


def offertes_au_texte(texte: Texte) -> list[Offerte]:
    """The letters that the page of a text offers to the person of this request."""
    if not can(acteur(), "lettre.preparer", texte):
        return []
    rules = jour().reglement
    return [
        offerte(
            offer.modele.titre,
            offer.a,
            [ou(lack, texte) for lack in des_textes.manques(texte, offer.modele, rules)],
            "lettres.du_texte",
            texte_id=texte.id,
            cle=offer.cle,
        )
        for offer in des_textes.offertes(texte, prefet=rules.prefet_destinataire)
    ]


def offerte(title: str, to: str, lacks: list[tuple[str, str]], endpoint: str, **record: Any) -> Offerte:
    return Offerte(title, to, url_for(endpoint, fin="pdf", **record), url_for(endpoint, fin="odt", **record), lacks)


def ou(lack: Manque, record: Saisine | Texte) -> tuple[str, str]:
    """What is missing, and the address of the page where it is written."""
    if lack.ou == "presidence":
        return lack.phrase, url_for("instances.liste")
    saisine = record if isinstance(record, Saisine) else next(iter(des_textes.saisines(record)), None)
    if saisine is None:
        return lack.phrase, url_for("textes.fiche", texte_id=record.id)
    desk = {"orientation": "orientation.orienter", "saisine": "saisines.fiche"}[lack.ou]
    return lack.phrase, url_for(desk, saisine_id=saisine.id)


@bp.route("/saisines/<int:saisine_id>/lettres/<nom>.<any(pdf, odt):fin>")
@requires("lettre.preparer", *FICHE)
def de_la_saisine(saisine: Saisine, nom: str, fin: str) -> ResponseReturnValue:
    """A letter that the state of a saisine calls for."""
    modele = next((one for one in des_saisines.offertes(saisine) if one.nom == nom), None)
    if modele is None:
        abort(404, "Cette lettre n’est pas de celles que la saisine appelle aujourd’hui.")
    paper = emetteur(db.session(), today())
    if lacks := [*sans_signataire(paper), *des_saisines.manques(saisine, modele)]:
        return refus(modele.titre, lacks, saisine)
    return servir(des_saisines.lettre(saisine, modele, paper, today()), fin, saisine.numero)


@bp.route("/textes/<int:texte_id>/lettres/<cle>.<any(pdf, odt):fin>")
@requires("lettre.preparer", *TEXTE)
def du_texte(texte: Texte, cle: str, fin: str) -> ResponseReturnValue:
    """A letter to a rapporteur, or to one of those whom the signed text is owed to."""
    rules = jour().reglement
    offers = des_textes.offertes(texte, prefet=rules.prefet_destinataire)
    offer = next((one for one in offers if one.cle == cle), None)
    if offer is None:
        abort(404, "Cette lettre n’est pas de celles que le texte appelle aujourd’hui.")
    paper = emetteur(db.session(), today())
    if lacks := [*sans_signataire(paper), *des_textes.manques(texte, offer.modele, rules)]:
        return refus(offer.modele.titre, lacks, texte)
    page = current_app.config["BASE_URL"] + url_for("textes.fiche", texte_id=texte.id)
    letter = des_textes.lettre(texte, offer, paper, today(), reglement=rules, page=page)
    return servir(letter, fin, f"{texte.numero or texte.titre} {offer.a}")


def refus(title: str, lacks: list[Manque], record: Saisine | Texte) -> ResponseReturnValue:
    """The letter does not leave with a hole in it: each fact that it lacks, and where to write it."""
    back = (
        url_for("saisines.fiche", saisine_id=record.id)
        if isinstance(record, Saisine)
        else url_for("textes.fiche", texte_id=record.id)
    )
    told = [ou(lack, record) for lack in lacks]
    return render_template("lettres/refus.html", titre=title, manques=told, retour=back), 409


def servir(letter: Lettre, fin: str, about: str) -> Response:
    """The letter as a file with a French name, made outside any transaction."""
    made = piece(letter)
    name = en_adresse(f"{letter.modele.titre} {about}")[:120].rstrip("-")
    db.session.rollback()
    make, kind = FORMATS[fin]
    response = Response(make(made), mimetype=kind)
    response.headers.set("Content-Disposition", "inline" if fin == "pdf" else "attachment", filename=f"{name}.{fin}")
    return response


@bp.route("/saisines/<int:saisine_id>/destinataire", methods=["GET", "POST"])
@requires("saisine.modifier", *FICHE)
def destinataire(saisine: Saisine) -> ResponseReturnValue:
    """Write the postal address of a saisine's author, on all the letters to come."""
    who: Any = saisine.demandeur or abort(404, "Cette saisine n’a pas d’auteur à qui écrire.")
    form = Adresse(postale=who.adresse)
    if form.validate_on_submit():
        if (form.postale.data or "") != who.adresse:
            who.adresse = form.postale.data or ""
            consigner("personne", f"Adresse postale de « {who.nom} » corrigée.")
        flash("L’adresse est enregistrée : les prochaines lettres la portent.", "succes")
        return redirect(url_for("saisines.fiche", saisine_id=saisine.id), 303)
    status = 422 if request.method == "POST" else 200
    return render_template("lettres/destinataire.html", form=form, saisine=saisine, auteur=who), status
