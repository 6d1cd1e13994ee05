"""How things are shown: French dates, state labels, the words and figures that templates share."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from flask import Flask, current_app, g, request, url_for
from markupsafe import Markup

from .door import jour, today
from .models import WORKFLOWS, Acte, Dossier, Saisine, Scrutin, Seance
from .procedure.delais import Echeance, distance
from .procedure.grammar import Option, Workflow
from .procedure.scrutin import quorum
from .prose.dates import courte, en_lettres, sans_jour
from .prose.html import rendre
from .prose.typographie import francais
from .rights import can, roles
from .roles import QUALITES, Role
from .saisies import SAISIES


def attach(app: Flask) -> None:
    """Give the filters and the context to every template."""
    app.jinja_env.filters.update(
        en_lettres=en_lettres,
        sans_jour=sans_jour,
        courte=courte,
        moment=moment,
        francais=francais,
        prose=lambda text: Markup(rendre(text)),
        taille=taille,
        tonalite=tonalite,
        distance=lambda day: distance(day, today()),
        pluriel=pluriel,
    )
    app.jinja_env.globals.update(can=peut, ton=ton, avec=avec, aujourdhui=today, cle_unique=lambda: token_urlsafe(24))
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(context)


def context() -> dict[str, Any]:
    """What base.html needs; a public page gets nothing of the person who opens it."""
    shown = {
        "assemblee": {
            "nom": current_app.config["ASSEMBLEE"],
            "sigle": current_app.config["ASSEMBLEE_SIGLE"],
            "region": current_app.config["ASSEMBLEE_REGION"],
        },
        "demonstration": current_app.config["DEMONSTRATION"],
    }
    if "acteur" in g:
        shown["utilisateur"] = {
            "nom_complet": g.acteur.personne.nom_complet,
            "qualite": ", ".join(qualites()),
        }
        shown["navigation"] = navigation()
    else:
        shown["navigation"] = [
            Entree("Avis", url_for("publique.recueil"), request.endpoint in {"publique.recueil", "publique.avis"}),
            Entree("Flux", url_for("publique.flux"), False, "rss"),
            Entree("Espace des membres", url_for("connexion.ouvrir"), request.endpoint == "connexion.ouvrir", "log-in"),
        ]
    return shown


@dataclass(frozen=True)
class Entree:
    """One entry of the main navigation."""

    libelle: str
    url: str
    courant: bool
    icone: str = ""
    compte: int = 0


MENU = (
    ("accueil.voir", "Accueil", "accueil.accueil"),
    ("suivi.voir", "Vos saisines", "suivi.mes_saisines"),
    ("registre.voir", "Registre", "saisines.registre"),
    ("registre.voir", "Textes", "textes.liste"),
    ("commission.voir", "Commissions", "commissions.liste"),
    ("bureau.voir", "Bureau", "bureau.bureau"),
    ("seance.voir", "Séances", "seances.liste"),
    ("registre.importer", "Reprise", "registre.importer"),
    ("reglement.voir", "Règlement", "reglement.reglement"),
)


def navigation() -> list[Entree]:
    """The desks that the person may open."""
    here = (request.endpoint or "").split(".")[0]
    return [
        Entree(label, url_for(endpoint), here == endpoint.split(".")[0])
        for right, label, endpoint in MENU
        if can(g.acteur, right)
    ]


def qualites() -> list[str]:
    """Under which titles the person is known today."""
    found = [QUALITES[role] for role in Role if role in g.acteur.permanents]
    if g.acteur.preside:
        found.append(QUALITES[Role.PRESIDENT_DE_COMMISSION])
    if g.acteur.demandeurs:
        found.append(QUALITES[Role.DEMANDEUR])
    return [name for name in found if name != QUALITES[Role.CONSEILLER]] or found


def peut(right: str, record: Any = None) -> bool:
    """Whether the person of this request holds a right; nobody does on a public page."""
    return "acteur" in g and can(g.acteur, right, record)


def moment(instant: datetime) -> str:
    """A moment in words, where the assembly sits: « 12 nov. 2026 à 17 h 12 »."""
    local = instant.astimezone(ZoneInfo(current_app.config["FUSEAU"]))
    return f"{courte(local.date())} à {local.hour} h {local.minute:02d}"


def taille(octets: int) -> str:
    """A size in words: « 240 ko »."""
    for unit, size in (("Mo", 1_000_000), ("ko", 1_000)):
        if octets >= size:
            return f"{octets / size:.1f}".rstrip("0").rstrip(".").replace(".", ",") + f" {unit}"
    return f"{octets} octets"


def pluriel(count: int, singular: str, plural: str | None = None) -> str:
    """A count and its noun: « 0 pièce », « 2 pièces »."""
    word = singular if count < 2 else plural or f"{singular}s"
    return f"{count} {word}"


def ton(record: Dossier) -> str:
    """The tone of a record's state."""
    return WORKFLOWS[type(record)].states[record.etat].tone


def tonalite(echeance: Echeance) -> str:
    """The tone of a due date: done, late, soon, later."""
    if echeance.faite:
        return "fait"
    days = (echeance.le - today()).days
    return "retard" if days < 0 else "attente" if days <= 14 else "neutre"


def avec(**changes: Any) -> str:
    """The present address with some of its filters changed, the page forgotten."""
    kept = {key: values for key, values in request.args.lists() if key not in changes and key != "page"}
    kept.update({key: [value] for key, value in changes.items() if value not in (None, "")})
    query = urlencode(kept, doseq=True)
    return request.path + (f"?{query}" if query else "")


def adresse(record: Dossier) -> str:
    """The address of a record's page."""
    name = WORKFLOWS[type(record)].name
    named: dict[str, Any] = {f"{name}_id": record.id}
    return url_for(f"{name}s.fiche", **named)


@dataclass(frozen=True)
class Passage:
    """A transition as a page shows it: a button, or why not and to whom it falls."""

    possible: bool
    libelle: str
    url: str
    explication: str
    raisons: tuple[str, ...]
    qui: str
    avertissements: tuple[str, ...]
    #: Posted at once, without a page that asks for a reason.
    directe: bool
    nom: str
    #: Beside the normal path.
    a_cote: bool
    #: Where the person can write the first fact that is missing.
    saisie: str
    saisie_libelle: str
    saisie_directe: bool
    #: All that is missing can be written by this person.
    saisissable: bool


#: Transitions that have a form of their own.
FORMULAIRES = {
    ("saisine", "recevoir_une_version"): "depots.version",
    ("saisine", "corriger"): "enregistrement.corriger",
    ("saisine", "reorienter"): "orientation.orienter",
}
#: What the bureau can do of a saisine whose text was rejected: beside the path until then.
SUITES_DU_REJET = frozenset({"prendre_acte_du_rejet", "communiquer_les_positions", "renvoyer"})
#: Transitions that the closing of a ballot fires.
PAR_SCRUTIN = frozenset({("texte", "adopter"), ("texte", "rejeter")})


#: Transitions that are asked again before they are made: what they do leaves the house, or binds a person.
A_CONFIRMER = frozenset(
    {("texte", "signer"), ("texte", "transmettre"), ("texte", "publier"), ("seance", "convoquer"), ("seance", "lever")}
)


#: Transitions that a page offers beside what they change, and not again among the acts.
SUR_PLACE = frozenset({"corriger", "reorienter"})


def hors_sujet(name: str, record: Dossier) -> bool:
    """Whether a transition says nothing of this record: its opposite does, or the law gives it no ground."""
    if name in SUR_PLACE:
        return True
    if name == "lever_la_suspension":
        return not getattr(record, "suspendue", False)
    if name == "suspendre":
        return bool(getattr(record, "suspendue", False))
    if name == "constater_la_carence" and isinstance(record, Seance):
        found = quorum(record.presents, record.en_exercice, seconde_convocation=record.seconde_convocation)
        return record.instance.genre != "pleniere" or bool(found.atteint)
    if name in {"constater_avis_repute", "constater_caducite"} and isinstance(record, Saisine):
        effect = record.base.effet_silence if record.base else "aucun"
        return (effect == "aucun") == (name == "constater_avis_repute")
    return False


def passages(record: Dossier) -> list[Passage]:
    """What can be done with a record and what cannot yet, in the order of its table."""
    workflow = WORKFLOWS[type(record)]
    options = workflow.options(record, roles(g.acteur, record), jour().frame)
    return [
        passage(workflow, record, option)
        for option in options
        if (workflow.name, option.transition.name) not in PAR_SCRUTIN and not hors_sujet(option.transition.name, record)
    ]


def formulaire(record: Dossier, name: str) -> str:
    """The address of the form that a transition has of its own; empty for those that share one."""
    table = WORKFLOWS[type(record)].name
    endpoint = FORMULAIRES.get((table, name))
    named: dict[str, Any] = {f"{table}_id": record.id}
    return url_for(endpoint, **named) if endpoint else ""


def passage(workflow: Workflow, record: Dossier, option: Option) -> Passage:
    row = option.transition
    named: dict[str, Any] = {f"{workflow.name}_id": record.id}
    form = formulaire(record, row.name)
    entries = [SAISIES.get(condition) for condition in option.missing]
    mine = [entry for entry in entries if entry and can(g.acteur, entry.droit, record)]
    entry = mine[0] if mine else None
    return Passage(
        possible=option.possible,
        libelle=row.label,
        url=form or url_for("actes.acte", **named, transition=row.name),
        explication="" if option.allowed else francais(f"Cet acte revient à : {row.actors()}."),
        raisons=tuple(francais(reason) for reason in option.blocked),
        qui="" if option.allowed else f"à : {row.actors()}",
        avertissements=tuple(francais(warning) for warning in option.warnings) if option.possible else (),
        directe=not option.reason_due and not form and (workflow.name, row.name) not in A_CONFIRMER,
        nom=row.name,
        a_cote=row.aside and not (option.possible and row.name in SUITES_DU_REJET and rejete(record)),
        saisie=url_for(entry.endpoint, **named) if entry else "",
        saisie_libelle=entry.libelle if entry else "",
        saisie_directe=bool(entry and entry.directe),
        saisissable=bool(mine) and len(mine) == len(entries),
    )


def rejete(record: Dossier) -> bool:
    """Whether a text of a saisine was rejected, and waits for the bureau's word."""
    return any(texte.etat == "rejete" for texte in getattr(record, "textes", ()))


@dataclass(frozen=True)
class Delai:
    """A due date as a page shows it."""

    date_en_lettres: str
    iso: str
    dans: str
    libelle: str
    source: str
    calcul: str
    ton: str


def delai(echeance: Echeance) -> Delai:
    return Delai(
        date_en_lettres=en_lettres(echeance.le),
        iso=echeance.le.isoformat(),
        dans="fait" if echeance.faite else distance(echeance.le, today()),
        libelle=echeance.libelle,
        source=echeance.source,
        calcul=echeance.calcul,
        ton=tonalite(echeance),
    )


ICONES = {"fait": "circle-check", "sombre": "flag", "retard": "triangle-alert", "encours": "arrow-right"}


@dataclass(frozen=True)
class Ligne:
    """One act as the history shows it."""

    quand: str
    iso: str
    quoi: str
    qui: str
    motif: str
    icone: str
    url: str = ""


def ligne(acte: Acte, url: str = "", prefix: str = "") -> Ligne:
    state = acte.workflow.states.get(acte.vers)
    return Ligne(
        quand=moment(acte.le),
        iso=acte.le.isoformat(),
        quoi=prefix + acte.fait,
        qui=acte.qui,
        motif="" if acte.entraine_par_id else acte.motif,
        icone=ICONES.get(state.tone if state else "", "circle"),
        url=url,
    )


@dataclass(frozen=True)
class Part:
    """One band of a vote's bar, in hundredths of its width."""

    cle: str
    libelle: str
    nombre: int | None
    x: float
    largeur: float


@dataclass(frozen=True)
class Vote:
    """A ballot as a page shows it."""

    libelle: str
    ton: str
    phrase: str
    parts: tuple[Part, ...]


VOIX = (
    ("pour", "Pour", "pour"),
    ("contre", "Contre", "contre"),
    ("abstention", "Abstention", "abstention"),
    ("ne_prend_pas_part", "Ne prennent pas part", "nppv"),
)
ISSUES = {"adopte": "Adopté", "rejete": "Rejeté"}


def vote(scrutin: Scrutin) -> Vote:
    """The bar and the table of a ballot: an unknown figure takes no room and says so."""
    figures = [getattr(scrutin, name) for name, _, _ in VOIX]
    total = sum(figure or 0 for figure in figures)
    parts, x = [], 0.0
    for (_name, label, key), figure in zip(VOIX, figures, strict=True):
        width = round(100 * (figure or 0) / total, 2) if total else 0.0
        parts.append(Part(key, label, figure, round(x, 2), width))
        x += width
    return Vote(
        libelle=ISSUES.get(scrutin.issue or "", "Sans résultat"),
        ton=scrutin.issue or "attente",
        phrase=" ".join(scrutin.motifs.splitlines()),
        parts=tuple(parts),
    )


@dataclass(frozen=True)
class Numero:
    """A page of a list, in its pagination."""

    numero: int
    url: str
    courant: bool


@dataclass(frozen=True)
class Page:
    """Where one stands in a list."""

    phrase: str
    precedente: str | None
    suivante: str | None
    pages: Sequence[Numero | None]


def page(number: int, size: int, total: int) -> Page:
    """The pagination of a list: first, last, and two on each side of the present one."""
    last = max(1, -(-total // size))
    shown = sorted({1, last, *range(max(1, number - 2), min(last, number + 2) + 1)})
    pages: list[Numero | None] = []
    for previous, current in zip([0, *shown], shown, strict=False):
        if current - previous > 1:
            pages.append(None)
        pages.append(Numero(current, url_page(current), current == number))
    first = (number - 1) * size + 1
    return Page(
        phrase=f"{first} à {min(number * size, total)} sur {total}" if total else "Aucun résultat",
        precedente=url_page(number - 1) if number > 1 else None,
        suivante=url_page(number + 1) if number < last else None,
        pages=pages,
    )


def url_page(number: int) -> str:
    kept = [(key, value) for key, value in request.args.items(multi=True) if key != "page"]
    return f"{request.path}?{urlencode([*kept, ('page', number)])}"
