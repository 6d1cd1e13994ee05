"""The desk of comparing: the versions of a text, any two of them side by side, and one’s own draft."""

from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import defer, joinedload

from ..display.comparaison import confronter
from ..door import acteur
from ..extensions import db
from ..models import Brouillon, Texte, Version
from ..models.brouillons import blocs_de, brouillon_de, version_numero
from ..models.fiche import TEXTE
from ..models.texte import ORIGINES
from ..prose.blocs import Blocs
from ..rights import requires

bp = Blueprint("comparaison", __name__)

#: What the address calls one's own draft.
BROUILLON = "brouillon"


@dataclass(frozen=True, slots=True)
class Terme:
    """One of the two texts that are compared, as the address calls it, and what it is compared with unless told."""

    cle: str
    nom: str
    blocs: Blocs
    depart: int

    @property
    def titre(self) -> str:
        """Its name at the head of a column."""
        return self.nom.removeprefix("la ").capitalize()


@bp.route("/textes/<int:texte_id>/versions")
@requires("texte.voir", *TEXTE)
def versions(texte: Texte) -> ResponseReturnValue:
    """Each version, with its author, its origin and its reason; two of them are chosen to be compared."""
    return render_template(
        "comparaison/versions.html", texte=texte, versions=connues(texte), brouillon=le_mien(texte), origines=ORIGINES
    )


@bp.route("/textes/<int:texte_id>/comparer")
@requires("texte.voir", *TEXTE)
def comparer(texte: Texte) -> ResponseReturnValue:
    """Two versions compared, the last one and the one before unless others are asked for."""
    known = connues(texte)
    after = terme(texte, request.args.get("apres") or str(known[0].numero if known else 0))
    before = terme(texte, request.args.get("avant") or str(after.depart))
    return render_template(
        "comparaison/comparer.html",
        texte=texte,
        versions=known,
        brouillon=le_mien(texte),
        avant=before,
        apres=after,
        comparaison=confronter(
            before.blocs,
            after.blocs,
            lambda mark: url_for("illustrations.image", texte_id=texte.id, empreinte=mark),
        ),
        cote=request.args.get("vue") == "cote",
    )


def connues(texte: Texte) -> list[Version]:
    """The versions, the last one first, without their words."""
    query = (
        select(Version).where(Version.texte_id == texte.id).options(joinedload(Version.auteur), defer(Version.contenu))
    )
    return list(db.session.scalars(query.order_by(Version.numero.desc())))


def terme(texte: Texte, cle: str) -> Terme:
    """What the address names; 404 for what this person cannot read or does not exist."""
    if cle == BROUILLON:
        mine = le_mien(texte) or abort(404)
        return Terme(cle, "mon brouillon", mine.blocs, mine.version.numero if mine.version else 0)
    version = version_numero(db.session(), texte, numero(cle)) or abort(404)
    blocs = blocs_de(db.session(), version, texte)
    return Terme(cle, f"la version {version.numero}", blocs, max(version.numero - 1, 1))


def numero(cle: str) -> int:
    """The number of a version, as an address says it."""
    if not cle.isascii() or not cle.isdecimal() or len(cle) > 6:
        abort(404)
    return int(cle)


def le_mien(texte: Texte) -> Brouillon | None:
    """The draft of the person of this request; through the eyes of somebody else there is none to see."""
    return None if acteur().regarde else brouillon_de(db.session(), texte, acteur().personne)
