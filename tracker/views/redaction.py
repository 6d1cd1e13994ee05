"""The desk of writing: one’s own words until they are a version, and what others saved meanwhile."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ..display.comparaison import confronter, marquer
from ..display.remarques import ouvertes
from ..door import acteur
from ..extensions import db
from ..forms.redaction import STYLES, Redaction, lus, precision, style
from ..models import Texte, Version
from ..models.brouillons import (
    auteurs_depuis,
    blocs_de,
    brouillon_de,
    garder,
    marque,
    presents,
    version_numero,
)
from ..models.colonnes import maintenant
from ..models.fiche import TEXTE
from ..models.redaction import Brouillon
from ..models.versions import enregistrer
from ..procedure.texte import REDIGEABLES
from ..prose.blocs import Bloc, Blocs, nouvelle_identite
from ..prose.fusion import Fusion, fusionner
from ..prose.lecture import normaliser
from ..prose.saisie import apportes
from ..rights import requires
from .actes import still

bp = Blueprint("redaction", __name__)

#: The identity of a block that was asked for and holds nothing yet.
NOUVEAU = "nouveau"
FERMEE = "il ne s’écrit plus. Le renvoyer rouvre la rédaction"


@bp.route("/textes/<int:texte_id>/rediger", methods=["GET", "POST"])
@requires("texte.rediger", *TEXTE)
def rediger(texte: Texte) -> ResponseReturnValue:
    """Write; what is kept is a draft of one’s own, what is saved is a version."""
    still(texte, REDIGEABLES, FERMEE)
    mine = le_mien(texte)
    form = Redaction()
    if request.method == "GET":
        version = mine.version if mine else texte.version
        form.depart.data, form.revision.data = str(numero(version)), marque(mine)
        return page(texte, form, mine.blocs if mine else blocs_de(db.session(), version, texte), mine)
    try:
        blocs = lus(request.form)
        kept = normaliser(sans_nouveau(blocs))
    except ValueError as refusal:
        form.motif.errors = [str(refusal)]
        return page(texte, form, lus_au_mieux(), mine, 422)
    if not kept and "geste" not in request.form:
        form.motif.errors = ["Le texte est vide."]
        return page(texte, form, blocs, mine, 422)
    if not form.validate_on_submit():
        return page(texte, form, blocs, mine, 422)
    if form.devancee(marque(mine)):
        form.revision.data = marque(mine)
        return page(texte, form, blocs, mine, 409)
    if "geste" in request.form:
        return remanier(texte, form, blocs, request.form["geste"])
    return save(texte, form, kept)


def le_mien(texte: Texte) -> Brouillon | None:
    """The draft of the person of this request; through the eyes of somebody else there is none to see."""
    return None if acteur().regarde else brouillon_de(db.session(), texte, acteur().personne)


def numero(version: Version | None) -> int:
    return version.numero if version else 0


def lus_au_mieux() -> Blocs:
    """What was typed, even when it is refused for its length; nothing of what is no block."""
    try:
        return lus(request.form)
    except ValueError:
        return ()


def page(texte: Texte, form: Redaction, blocs: Blocs, mine: Brouillon | None, status: int = 200) -> tuple[str, int]:
    """The writing page: a field for each block, that the editor takes the place of where it can."""
    depart = form.numero_de_depart
    behind = depart != numero(texte.version)
    return render_template(
        "redaction/rediger.html",
        form=form,
        texte=texte,
        blocs=avec_ajout(blocs) if request.method == "GET" else blocs,
        brouillon=mine,
        styles=STYLES,
        style=style,
        precision=precision,
        autres=presents(db.session(), texte, acteur().personne, maintenant()),
        depuis=auteurs_depuis(db.session(), texte, depart) if behind else "",
        comparaison=confronter(mine.blocs, blocs) if status == 409 and mine else None,
        remarques=ouvertes([texte]).get(texte.id, 0),
        status=status,
    ), status


def avec_ajout(blocs: Blocs) -> Blocs:
    """The blocks, with an empty one where the address asks for it: an empty block is kept nowhere."""
    after = request.args.get("ajout")
    if after is None:
        return blocs
    new = Bloc(NOUVEAU, "paragraphe")
    rank = next((rank for rank, bloc in enumerate(blocs, 1) if bloc.id == after), 0 if after == "debut" else len(blocs))
    return (*blocs[:rank], new, *blocs[rank:])


def remanier(texte: Texte, form: Redaction, blocs: Blocs, geste: str) -> ResponseReturnValue:
    """Move a block, take it away, or make room for another: the draft keeps all that was typed."""
    name, _, aimed = geste.partition(":")
    rows = list(blocs)
    rank = next((rank for rank, bloc in enumerate(rows) if bloc.id == aimed), None)
    if rank is not None and name == "retirer":
        del rows[rank]
    elif rank is not None and name in {"monter", "descendre"}:
        block = rows.pop(rank)
        rows.insert(max(0, rank - 1 if name == "monter" else rank + 1), block)
    depart = version_numero(db.session(), texte, form.numero_de_depart)
    garder(db.session(), texte, acteur().personne, normaliser(sans_nouveau(rows)), depart)
    if name == "ajouter":
        return redirect(url_for("redaction.rediger", texte_id=texte.id, ajout=aimed, _anchor=f"b-{NOUVEAU}"), 303)
    if name == "retirer":
        flash("Le bloc est retiré de votre brouillon.", "info")
    elif name == "garder":
        flash("Votre brouillon est gardé.", "succes")
    anchor = f"b-{aimed}" if name in {"monter", "descendre"} else None
    return redirect(url_for("redaction.rediger", texte_id=texte.id, _anchor=anchor), 303)


def sans_nouveau(blocs: Iterable[Bloc]) -> Blocs:
    """The blocks, the one that was just added under an identity of its own."""
    return tuple(replace(bloc, id=nouvelle_identite()) if bloc.id == NOUVEAU else bloc for bloc in blocs)


def save(texte: Texte, form: Redaction, blocs: Blocs) -> ResponseReturnValue:
    """Add a version; what others saved since joins it, and the same block changed twice is asked."""
    depart = form.numero_de_depart
    if depart != numero(texte.version):
        fusion = fondre(texte, depart, blocs)
        if fusion.conflits:
            return a_trancher(texte, form, fusion, blocs, 409)
        blocs = fusion.blocs
        flash(rejoints(texte, depart), "info")
    return conclure(texte, form, blocs)


def fondre(texte: Texte, depart: int, miens: Blocs) -> Fusion:
    """What was written from a version, and what others saved since, in one text."""
    version = version_numero(db.session(), texte, depart)
    if version is None and depart:
        abort(409, "La version dont vous êtes parti n’est pas de ce texte : rouvrez la page d’écriture.")
    base = blocs_de(db.session(), version, texte)
    return fusionner(base, miens, blocs_de(db.session(), texte.version, texte))


def rejoints(texte: Texte, depart: int) -> str:
    """Whose blocks joined, and how many."""
    base = blocs_de(db.session(), version_numero(db.session(), texte, depart), texte)
    count = apportes(base, blocs_de(db.session(), texte.version, texte))
    said = f"{count} blocs de {{}} ont rejoint" if count > 1 else "Un bloc de {} a rejoint"
    return f"{said.format(auteurs_depuis(db.session(), texte, depart))} votre texte."


def a_trancher(
    texte: Texte, form: Redaction, fusion: Fusion, miens: Blocs, status: int = 200, erreur: str = ""
) -> tuple[str, int]:
    """The page that asks, for each block that two people changed: mine, theirs, both or other words."""
    return render_template(
        "redaction/trancher.html",
        form=form,
        texte=texte,
        conflits=[conflit_lu(conflit) for conflit in fusion.conflits],
        entrants=confronter(miens, fusion.blocs),
        blocs=miens,
        style=style,
        precision=precision,
        depuis=auteurs_depuis(db.session(), texte, form.numero_de_depart),
        decides=request.form,
        erreur=erreur,
        status=status,
    ), status


def conflit_lu(conflit: Any) -> dict[str, Any]:
    """A conflict with the words of each side, marked against what both started from."""
    base = (conflit.base,) if conflit.base else ()
    sides = {
        name: {"bloc": bloc, "mots": marquer(base, (bloc,)) if bloc else ""}
        for name, bloc in (("mien", conflit.mien), ("leur", conflit.leur))
    }
    return {"id": (conflit.mien or conflit.leur or conflit.base).id, "base": conflit.base, **sides}


def conclure(texte: Texte, form: Redaction, blocs: Blocs) -> ResponseReturnValue:
    """Make a version of these words; the draft has served. The same words as the current version add nothing."""
    mine = le_mien(texte)
    version = enregistrer(
        db.session(),
        texte,
        blocs,
        auteur=acteur().personne,
        motif=form.motif.data or "",
        origine=mine.origine if mine else "redaction",
    )
    if mine:
        db.session.delete(mine)
    if version is None:
        flash("Rien n’a changé : la version reste la même.", "info")
    else:
        flash(f"Version {version.numero} enregistrée.", "succes")
    back = "redaction.rediger" if "continuer" in request.form else "textes.fiche"
    return redirect(url_for(back, texte_id=texte.id), 303)
