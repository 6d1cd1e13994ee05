"""The desk of what is said of a draft: comments on it and their answers, beside the suggested changes."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from ..display.remarques import ETATS, GENRES, Filtres, conclut, feuille, marges
from ..door import acteur
from ..extensions import db
from ..forms import Formulaire
from ..forms.remarques import Commenter
from ..models import Commentaire, Suggestion, Texte, Version
from ..models.fiche import TEXTE
from ..models.remarque import AUDIENCES
from ..procedure.texte import REDIGEABLES
from ..prose.blocs import Bloc
from ..prose.citation import cite
from ..rights import requires, visible
from .actes import still

bp = Blueprint("remarques", __name__)

FERME = "ses remarques se lisent, il ne s’en ajoute plus. Le renvoyer rouvre la discussion"


@bp.route("/textes/<int:texte_id>/remarques")
@requires("texte.commenter", *TEXTE)
def liste(texte: Texte) -> ResponseReturnValue:
    """A draft block by block, with what is said of each; a form opens in its place when the address asks for it."""
    form = None
    if request.args.get("faire") == "commenter" and texte.redigeable:
        form = Commenter(formdata=None, bloc=request.args.get("bloc", ""), depart=depart(texte))
    return page(texte, form)


def page(texte: Texte, form: Formulaire | None = None, **more: Any) -> str:
    """The page of the remarks, perhaps with a form open beside the block that it speaks of."""
    here = form.bloc.data if form is not None else ""
    if here and bloc_de(texte.version, here) is None:
        flash("Ce passage n’est plus dans le texte.", "info")
        # What was typed is shown again, at the top; a form that is only opened has nothing to keep.
        form, here = (form, "") if request.method == "POST" else (None, "")
    filtres = lus()
    return render_template(
        "remarques/liste.html",
        texte=texte,
        feuille=feuille(texte, filtres),
        filtres=filtres,
        etats=ETATS,
        genres=GENRES,
        audiences=AUDIENCES,
        form=form,
        ici=here,
        conclut=conclut,
        **more,
    )


def lus() -> Filtres:
    """Which remarks the address asks for; what it does not know is left aside."""
    state, kind = request.args.get("etat", ""), request.args.get("genre", "")
    return Filtres(
        etat=state if state in ETATS else "ouvertes",
        genre=kind if kind in GENRES else "",
        auteur=request.args.get("auteur", type=int),
        seulement="seulement" in request.args,
    )


def depart(texte: Texte) -> str:
    """The version that a form is opened on."""
    return str(texte.version.numero if texte.version else 0)


def version_lue(texte: Texte, numero: str | None) -> Version | None:
    """The version on which somebody speaks: the one that they had before them, the current one failing that."""
    if not numero or not numero.isascii() or not numero.isdecimal() or len(numero) > 6:
        return texte.version
    query = select(Version).where(Version.texte_id == texte.id, Version.numero == int(numero))
    return db.session.scalar(query) or texte.version


def bloc_de(version: Version | None, identite: str) -> Bloc | None:
    """A block of a version, by its identity."""
    return next((bloc for bloc in version.blocs if bloc.id == identite), None) if version else None


def lue(texte: Texte, model: Any, key: int) -> Any:
    """A remark on this text among those that the person of this request reads; another one does not exist."""
    query = select(model).where(model.id == key, model.texte_id == texte.id, visible(acteur(), model))
    return db.session.scalar(query) or abort(404)


@bp.route("/textes/<int:texte_id>/remarques/commenter", methods=["POST"])
@requires("texte.commenter", *TEXTE)
def commenter(texte: Texte) -> ResponseReturnValue:
    """Say something of a text, of a block, or of a passage of it."""
    still(texte, REDIGEABLES, FERME)
    form = Commenter()
    version = version_lue(texte, form.depart.data)
    block = bloc_de(version, form.bloc.data or "")
    if not form.validate_on_submit() or not situe(form, block):
        return page(texte, form), 422
    said = Commentaire(
        texte=texte,
        version=version,
        bloc=block.id if block else "",
        passage=form.passage.data or "" if block else "",
        contenu=form.contenu.data,
        audience=form.audience.data,
        auteur=acteur().personne,
    )
    db.session.add(said)
    db.session.flush()
    flash("C’est dit. Vous pouvez encore le corriger tant que personne n’a répondu.", "succes")
    return redirect(retour(said), 303)


def situe(form: Commenter, block: Bloc | None) -> bool:
    """Whether the comment speaks of what is there; False with an error at the field."""
    if form.bloc.data and block is None:
        abort(409, "Le passage que vous commentez n’est pas dans cette version du texte : rouvrez la page.")
    if form.passage.data and block is not None and not cite(form.passage.data, block):
        form.passage.errors = ["Ces mots ne sont pas dans ce passage : recopiez-les tels quels, ou videz ce champ."]
        return False
    return True


def retour(remarque: Commentaire | Suggestion) -> str:
    """Where one goes on: the remark itself while it is open, else the block that it spoke of."""
    head = remarque.parent or remarque if isinstance(remarque, Commentaire) else remarque
    shown = head.ouvert if isinstance(head, Commentaire) else head.ouverte
    kind = "remarque" if isinstance(head, Commentaire) else "suggestion"
    anchor = f"{kind}-{head.id}" if shown else f"passage-{head.bloc}"
    return url_for("remarques.liste", texte_id=head.texte_id, _anchor=anchor)


@bp.route("/textes/<int:texte_id>/remarques/marge")
@requires("texte.commenter", *TEXTE)
def marge(texte: Texte) -> ResponseReturnValue:
    """The open remarks alone, for the page that writes the text to show beside it; those of one block if named.

    Nothing is typed there: it is read again and again while somebody writes.
    """
    passages = marges(texte, request.args.get("bloc", ""))
    return render_template("remarques/marge.html", texte=texte, passages=passages, audiences=AUDIENCES, conclut=conclut)
