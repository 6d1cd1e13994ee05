"""What anybody may read: the home, the register of texts, each of them, the feed, a saisine's status page."""

import re
from typing import Any

from flask import Blueprint, Response, abort, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from ..display.annuaire import dit, en_hemicycle, par_college
from ..display.lignes import delai
from ..display.mots import avec
from ..display.pagination import paginer
from ..documents import notice
from ..documents.matiere import illustrations, lue
from ..documents.octets import Altere, lire, nom_de_fichier
from ..documents.suivi import SAUTS, suivi_de
from ..door import today
from ..extensions import LECTURES, db
from ..imports.lignes import conseil_du_site
from ..models import Fichier, Reprise, Saisine, Texte
from ..models.annuaire import annuaire
from ..models.fiche import FICHE
from ..models.publication import adresse_de, texte_public
from ..models.publication import flux as derniers_publies
from ..models.publication import plan as tous
from ..models.recueil import PAR_PAGE, Filtres, derniers, etendue, lignes, offre, publics
from ..procedure.texte import NATURES
from ..prose.extrait import extrait
from ..prose.markdown import nettoyer
from ..prose.recherche import requete
from ..rights import PUBLIC, requires
from . import sorties

bp = Blueprint("publique", __name__)

#: Seconds during which a cache may answer in our place.
FRAICHEUR = 300
RECENTS = 6
JETON = re.compile(r"[A-Za-z0-9_-]{16,40}")
#: A secret address stays with whoever holds it.
SECRET = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer"}
TRIS = {"recents": "Les plus récents", "anciens": "Les plus anciens", "titre": "Par titre"}


@bp.after_request
def conserver(response: Response) -> Response:
    """Let caches keep what is public, and ask only whether it has changed; keep what is secret from them."""
    if request.endpoint == "publique.suivi":
        response.headers.update(SECRET)
    elif response.status_code == 200 and request.method in LECTURES:
        response.headers["Cache-Control"] = f"public, max-age={FRAICHEUR}"
        response.add_etag()
        response.make_conditional(request)
    return response


@bp.route("/")
@requires(PUBLIC)
def accueil() -> ResponseReturnValue:
    """What the assembly is, its latest texts, and where to search."""
    found = publics(db.session(), "", conseil())
    total, first, last = etendue(db.session(), found)
    rows = derniers(db.session(), found, RECENTS)
    return render_template(
        "publique/accueil.html", total=total, premiere=first, derniere=last, notices=[en_bref(row, []) for row in rows]
    )


@bp.route("/avis/")
@requires(PUBLIC)
def recueil() -> ResponseReturnValue:
    """The register of public texts: searched, narrowed, counted."""
    filtres = Filtres.from_args(request.args)
    found = publics(db.session(), filtres.q, conseil())
    choices = offre(db.session(), found, filtres)
    rows = lignes(db.session(), found, filtres)
    stems = requete(filtres.q)
    return render_template(
        "publique/recueil.html",
        filtres=filtres,
        total=choices.total,
        conseils=len(choices.facettes["conseil"]),
        facettes=facettes(filtres, choices.facettes),
        puces=puces(filtres),
        notices=[en_bref(row, stems) for row in rows],
        page=paginer(filtres.page, PAR_PAGE, choices.total),
        tris=TRIS,
    )


def conseil() -> str:
    """How our own assembly is named beside those of the archives."""
    return conseil_du_site(current_app.config).replace("’", "'")


def en_bref(row: Any, stems: list[str]) -> dict[str, Any]:
    """A text as a list shows it."""
    return {
        "titre": row.titre,
        "url": url_for("publique.avis", adresse=adresse_de(row)),
        "mention": notice.mention(row),
        "conseil": row.conseil if row.etat == "repris" else "",
        "extrait": extrait(row.debut or "", stems),
    }


def facettes(filtres: Filtres, counts: dict[str, list[tuple[str, int]]]) -> list[dict[str, Any]]:
    """Each filter with its values: the address that adds it, or takes it away where it is set."""
    shown = []
    for name, title in (("nature", "Genre"), ("annee", "Année"), ("commission", "Commission"), ("conseil", "Conseil")):
        present = str(getattr(filtres, name) or "")
        values = [
            {
                "libelle": NATURES.get(value, value) if name == "nature" else value,
                "nombre": count,
                "url": avec(**{name: None if value == present else value}),
                "courant": value == present,
            }
            for value, count in counts[name]
        ]
        if len(values) > 1 or present:
            shown.append({"titre": title, "valeurs": values})
    return shown


def puces(filtres: Filtres) -> list[dict[str, str]]:
    """What is filtered, in words, each with the address that takes it away."""
    found = [
        ("q", f"« {filtres.q} »" if filtres.q else ""),
        ("nature", NATURES.get(filtres.nature, "")),
        ("annee", f"Année {filtres.annee}" if filtres.annee else ""),
        ("commission", filtres.commission),
        ("conseil", filtres.conseil),
    ]
    return [{"libelle": label, "url": avec(**{name: None})} for name, label in found if label]


@bp.route("/avis/<adresse>")
@requires(PUBLIC)
def avis(adresse: str) -> ResponseReturnValue:
    """A public text: what it says, how it was voted, what it answers, where it was sent."""
    texte, reprise = trouver(adresse)
    if adresse != adresse_de(texte):
        return redirect(url_for("publique.avis", adresse=adresse_de(texte)), 301)
    return render_template(
        "publique/avis.html",
        genre=notice.genre_public(texte),
        texte=texte,
        reprise=reprise,
        adresse=adresse,
        adoption=notice.adoption(texte, reprise),
        decompte=notice.decompte(texte),
        presence=notice.presence(texte, reprise),
        vote=notice.scrutin_public(texte, reprise),
        corps=notice.corps(texte, lambda mark: url_for("publique.image", adresse=adresse, empreinte=mark)),
        positions=notice.positions(texte, "minoritaire"),
        explications=notice.positions(texte, "explication"),
        saisines=[(saisine, notice.auteur_public(saisine)) for saisine in texte.saisines],
        portee=notice.PORTEE,
        repris=notice.REPRIS,
    )


def trouver(adresse: str) -> tuple[Texte, Reprise | None]:
    found = texte_public(db.session(), adresse)
    if found is None:
        abort(404)
    return found


@bp.route("/avis/<adresse>.pdf")
@requires(PUBLIC)
def document(adresse: str) -> ResponseReturnValue:
    """The very bytes that were signed; never others."""
    texte, _ = trouver(adresse)
    if texte.document is None or texte.etat != "publie":
        abort(404, "Ce texte n’a pas de document à télécharger : sa page dit tout ce qui en est connu.")
    if adresse != adresse_de(texte):
        return redirect(url_for("publique.document", adresse=adresse_de(texte)), 301)
    return donner(texte, texte.document)


@bp.route("/avis/<adresse>/edition-<int:rang>.pdf")
@requires(PUBLIC)
def edition(adresse: str, rang: int) -> ResponseReturnValue:
    """One of the files that were signed: the text itself, or one of its errata; all of them stay."""
    texte, _ = trouver(adresse)
    found = next((one for one in texte.editions if one.rang == rang and one.signee_le), None)
    if found is None or texte.etat != "publie":
        abort(404, "Ce texte n’a pas cette édition.")
    return donner(texte, found.fichier, "" if rang == 1 else f"erratum-{rang - 1}")


@bp.route("/avis/<adresse>.<any(docx, odt, epub):extension>")
@requires(PUBLIC)
def copie(adresse: str, extension: str) -> ResponseReturnValue:
    """The published text in another format, which says that only the signed file is authentic."""
    texte, _ = trouver(adresse)
    if texte.document is None or texte.etat != "publie":
        abort(404, "Ce texte n’a pas de document à télécharger : sa page dit tout ce qui en est connu.")
    if adresse != adresse_de(texte):
        return redirect(url_for("publique.copie", adresse=adresse_de(texte), extension=extension), 301)
    return sorties.copie(texte, extension)


@bp.route("/avis/<adresse>/images/<empreinte>")
@requires(PUBLIC)
def image(adresse: str, empreinte: str) -> ResponseReturnValue:
    """A picture that a published text shows, and no other."""
    texte, _ = trouver(adresse)
    shown = illustrations(texte.version) if texte.etat == "publie" and texte.version else []
    found = next((lue(fichier) for fichier in shown if fichier.empreinte == empreinte), None)
    if found is None:
        abort(404, "Ce texte n’a pas cette image.")
    octets, kind = found[1]
    return Response(octets, mimetype=kind)


def donner(texte: Texte, fichier: Fichier, fin: str = "") -> Response:
    """The bytes that were signed, or nothing."""
    try:
        octets = lire(current_app.config["FILES_DIR"], fichier)
    except Altere:
        current_app.logger.exception("a published document of text %s is not what was signed", texte.id)
        abort(500, "Le document conservé ne correspond plus à celui qui a été signé : il n’est pas servi.")
    response = Response(octets, mimetype="application/pdf")
    name = nom_de_fichier(texte, current_app.config["ASSEMBLEE_SIGLE"], fin)
    response.headers.set("Content-Disposition", "inline", filename=name)
    response.set_etag(fichier.empreinte)
    return response


@bp.route("/composition")
@requires(PUBLIC)
def composition() -> ResponseReturnValue:
    """Who sits in the assembly today: name, college, organisation, commissions, and nothing more."""
    found = annuaire(db.session(), today())
    drawn, seats = en_hemicycle(found)
    return render_template(
        "publique/composition.html", annuaire=found, colleges=par_college(found), dessin=drawn, sieges=seats, dit=dit
    )


@bp.route("/avis/flux.atom")
@requires(PUBLIC)
def flux() -> ResponseReturnValue:
    """The last texts published, for those who follow."""
    entries = [
        {
            "texte": texte,
            "titre": nettoyer(texte.titre),
            "moment": moment,
            "adresse": adresse_de(texte),
            "resume": notice.adoption(texte, None),
            "genre": notice.genre_public(texte),
        }
        for texte, moment in derniers_publies(db.session())
    ]
    response = make_response(render_template("publique/flux.xml", entrees=entries, base=base()))
    response.mimetype = "application/atom+xml"
    return response


def base() -> str:
    """Where the site is for the world, whatever address this request came by."""
    return str(current_app.config["BASE_URL"])


@bp.route("/suivi/<jeton>")
@requires(PUBLIC)
def suivi(jeton: str) -> ResponseReturnValue:
    """Where a saisine stands, for its author, who alone holds this address."""
    saisine = chargee(Saisine.jeton == jeton) if JETON.fullmatch(jeton) else None
    if saisine is None:
        abort(404, "Cette adresse de suivi n’est pas connue. Vérifiez-la sur l’accusé de réception.")
    told = suivi_de(saisine, reprise_de(saisine))
    return render_template(
        "publique/suivi.html",
        saisine=saisine,
        suivi=told,
        dates=[delai(due) for due in told.dates],
        adresses=[(texte, adresse_de(texte)) for texte in told.avis],
        aujourdhui=today(),
    )


def reprise_de(saisine: Saisine) -> Saisine:
    """The saisine that carries this one on, however many times it was joined; itself as long as it was not."""
    found = saisine
    for _ in range(SAUTS):
        if found.etat != "fusionnee" or found.cible_id is None:
            break
        found = chargee(Saisine.id == found.cible_id) or found
    return found


def chargee(where: Any) -> Saisine | None:
    return db.session.scalars(select(Saisine).where(where).options(*FICHE)).unique().first()


@bp.route("/sitemap.xml")
@requires(PUBLIC)
def plan() -> ResponseReturnValue:
    """Each public page, for search engines."""
    pages = [(adresse_de(row), row.le) for row in tous(db.session())]
    response = make_response(render_template("publique/plan.xml", pages=pages, base=base()))
    response.mimetype = "application/xml"
    return response


@bp.route("/robots.txt")
@requires(PUBLIC)
def robots() -> ResponseReturnValue:
    """What search engines may visit: the public pages, and not the secret ones."""
    lines = ["User-agent: *", "Allow: /$", "Allow: /avis/", "Allow: /composition$", "Allow: /static/", "Disallow: /"]
    text = "\n".join([*lines, "", f"Sitemap: {base()}{url_for('publique.plan')}", ""])
    return Response(text, mimetype="text/plain")
