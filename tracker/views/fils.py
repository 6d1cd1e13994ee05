"""The desk of one discussion of a draft: its answers, its corrections, its end, and who reads it."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from ..display.remarques import conclut
from ..door import acteur
from ..extensions import db
from ..forms import Formulaire, ecarts
from ..forms.fils import Corriger, Elargir, Repondre
from ..models import Commentaire, Suggestion, Texte
from ..models.fiche import TEXTE
from ..models.remarque import AUDIENCES, plus_larges
from ..procedure.texte import REDIGEABLES
from ..rights import requires, visible, voit
from .actes import still
from .remarques import FERME, lue, retour

bp = Blueprint("fils", __name__)


@bp.route("/textes/<int:texte_id>/remarques/<int:commentaire>", methods=["GET", "POST"])
@requires("texte.commenter", *TEXTE)
def fil(texte: Texte, commentaire: int) -> ResponseReturnValue:
    """One thread; on POST, other words for a comment of one's own that nobody has answered."""
    said = lue(texte, Commentaire, commentaire)
    if request.method == "GET":
        return fil_lu(texte, said, Corriger(contenu=said.contenu, revision=str(said.revision)))
    still(texte, REDIGEABLES, FERME)
    refus = pourquoi_pas(said)
    if refus:
        abort(403 if said.auteur_id != acteur().personne.id else 409, refus)
    form = Corriger()
    if form.perime(said):
        different = ecarts(form, {"contenu": said.contenu})
        form.revision.data = str(said.revision)
        return fil_lu(texte, said, form, conflit=different), 409
    if not form.validate_on_submit():
        return fil_lu(texte, said, form), 422
    said.contenu = form.contenu.data or ""
    flash("C’est corrigé.", "succes")
    return redirect(retour(said), 303)


def pourquoi_pas(said: Commentaire) -> str | None:
    """Why the person of this request does not correct a comment, or None: it is theirs, and the last word said."""
    if said.auteur_id != acteur().personne.id:
        return "Seul son auteur corrige un commentaire."
    head = said.parent_id or said.id
    last = db.session.scalar(
        select(func.max(Commentaire.id)).where(or_(Commentaire.id == head, Commentaire.parent_id == head))
    )
    if last != said.id:
        return "Quelqu’un a répondu : ce qui a été lu ne se corrige plus. Répondez à votre tour."
    return None if (said.parent or said).ouvert else "Cette discussion est close : rouvrez-la d’abord."


def fil_lu(texte: Texte, said: Commentaire, form: Formulaire, **more: Any) -> str:
    head = said.parent or said
    answers = select(Commentaire).where(Commentaire.parent_id == head.id, visible(acteur(), Commentaire))
    return render_template(
        "fils/fil.html",
        texte=texte,
        # An answer of one's own outlives the right to read what it answered.
        tete=head if voit(acteur(), head) else None,
        reponses=list(db.session.scalars(answers.order_by(Commentaire.id).options(joinedload(Commentaire.auteur)))),
        vise=said,
        form=form,
        corrigible=texte.redigeable and pourquoi_pas(said) is None,
        elargir=plus_larges(said.audience) if said.auteur_id == acteur().personne.id else {},
        audiences=AUDIENCES,
        **more,
    )


@bp.route("/textes/<int:texte_id>/remarques/<int:commentaire>/repondre", methods=["POST"])
@requires("texte.commenter", *TEXTE)
def repondre(texte: Texte, commentaire: int) -> ResponseReturnValue:
    """Answer a comment; whoever answers an answer answers the thread."""
    said = lue(texte, Commentaire, commentaire)
    still(texte, REDIGEABLES, FERME)
    head = said.parent or said
    form = Repondre()
    if not form.validate_on_submit():
        return fil_lu(texte, said, form, repond=True), 422
    answer = Commentaire(
        texte=texte,
        version=texte.version,
        bloc=head.bloc,
        parent=head,
        contenu=form.contenu.data,
        audience=head.audience,
        auteur=acteur().personne,
    )
    db.session.add(answer)
    flash("Votre réponse est ajoutée.", "succes")
    return redirect(retour(head), 303)


@bp.route("/textes/<int:texte_id>/remarques/<int:commentaire>/resoudre", methods=["POST"])
@requires("texte.commenter", *TEXTE)
def resoudre(texte: Texte, commentaire: int) -> ResponseReturnValue:
    """Close a discussion: its author does, or an author of the text."""
    head = a_conclure(texte, commentaire)
    if not head.ouvert:
        flash(f"{head.resolu_par} l’avait déjà résolu.", "info")
    else:
        head.resoudre(acteur().personne)
        flash("C’est résolu. Vous le retrouvez parmi les remarques closes, et pouvez le rouvrir.", "succes")
    return redirect(retour(head), 303)


@bp.route("/textes/<int:texte_id>/remarques/<int:commentaire>/rouvrir", methods=["POST"])
@requires("texte.commenter", *TEXTE)
def rouvrir(texte: Texte, commentaire: int) -> ResponseReturnValue:
    """Open again a discussion that was closed too soon."""
    head = a_conclure(texte, commentaire)
    if head.ouvert:
        flash("Cette discussion est déjà ouverte.", "info")
    else:
        head.rouvrir(acteur().personne)
        flash("C’est rouvert.", "succes")
    return redirect(retour(head), 303)


def a_conclure(texte: Texte, key: int) -> Commentaire:
    """The first comment of a thread that the person of this request may close or open again."""
    head: Commentaire = lue(texte, Commentaire, key)
    still(texte, REDIGEABLES, FERME)
    if head.parent_id is not None:
        abort(404)
    if not conclut(head):
        abort(403, "Résoudre et rouvrir reviennent aux auteurs du texte et à qui a écrit le commentaire.")
    return head


@bp.route("/textes/<int:texte_id>/remarques/<int:commentaire>/elargir", methods=["POST"])
@requires("texte.commenter", *TEXTE)
def elargir(texte: Texte, commentaire: int) -> ResponseReturnValue:
    """Let more people read what one wrote; an answer never goes further than what it answers."""
    said = lue(texte, Commentaire, commentaire)
    wider = plus_larges(said.audience)
    if said.parent is not None:
        wider = {name: label for name, label in wider.items() if name not in plus_larges(said.parent.audience)}
    return donner_a_lire(said, wider)


def donner_a_lire(remarque: Commentaire | Suggestion, wider: dict[str, str]) -> ResponseReturnValue:
    """Widen the audience of a remark of one's own; 409 when it is already as wide."""
    if remarque.auteur_id != acteur().personne.id:
        abort(403, "Seul son auteur donne une remarque à lire à d’autres.")
    form = Elargir()
    form.audience.choices = wider
    if not form.validate_on_submit():
        abort(409, "Une remarque ne se donne à lire qu’à davantage de personnes : ce qui a été lu ne se reprend pas.")
    remarque.audience = form.audience.data
    flash(f"À lire maintenant par : {wider[remarque.audience].lower()}.", "succes")
    return redirect(retour(remarque), 303)
