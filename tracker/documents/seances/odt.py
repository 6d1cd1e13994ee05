"""A paper as an OpenDocument text, made of the same blocks as its PDF: to be taken up by hand in a word processor."""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, time
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from odfdo import Cell, Document, Element, Header, Link, List, ListItem, Paragraph, Span, Table

from ..pdf import composer
from .elements import Bloc, une_ligne
from .piece import Piece
from .styles_odt import TITRES, styles

#: The first moment that an archive can tell; a file is dated by its data, never by the clock.
DATE_ZIP = (1980, 1, 1, 0, 0, 0)


def odt(piece: Piece) -> bytes:
    """The text, the same bytes for the same data."""
    document = Document("text")
    for style in styles():
        document.insert_style(style)
    _decrire(document, piece)
    _habiller_les_pages(document, piece)
    body = document.body
    body.clear()
    for element in [*_tete(piece), *_rendre(composer(piece.blocs)), *_fin(piece)]:
        body.append(element)
    sortie = io.BytesIO()
    document.save(sortie)
    return _sans_horloge(sortie.getvalue())


def _decrire(document: Document, piece: Piece) -> None:
    """What the file says of itself."""
    meta = document.meta
    jour = datetime.combine(piece.le, time())
    meta.title = composer(une_ligne(piece.titre))
    meta.creator = composer(piece.emetteur.assemblee)
    meta.language = "fr-FR"
    meta.creation_date = jour
    meta.date = jour


def _habiller_les_pages(document: Document, piece: Piece) -> None:
    """The head and the foot of each page; the draft is marked in both."""
    tete = Paragraph(composer(piece.emetteur.assemblee), style="Courant")
    pied = Paragraph(composer(piece.pied), style="Courant")
    for paragraphe in (tete, pied):
        if piece.filigrane:
            paragraphe.append(Span(f" · {piece.filigrane}", style="Projet"))
    pied.append(Element.from_tag("<text:tab/>"))
    for morceau in ("page ", "<text:page-number/>", " sur ", "<text:page-count/>"):
        pied.append(Element.from_tag(morceau) if morceau.startswith("<") else Span(morceau))
    page: Any = document.get_style("master-page", "Standard")
    mise: Any = document.get_style("page-layout", page.get_attribute("style:page-layout-name"))
    for nom, paragraphe, ecart in (("header", tete, "bottom"), ("footer", pied, "top")):
        element = Element.from_tag(f"<style:{nom}/>")
        element.append(paragraphe)
        page.append(element)
        marges = f'<style:header-footer-properties fo:min-height="1cm" fo:margin-{ecart}="0.5cm"/>'
        mise.get_element(f"style:{nom}-style").append(Element.from_tag(marges))


def _tete(piece: Piece) -> Iterator[Element]:
    yield Paragraph(composer(piece.emetteur.assemblee), style="Assemblee")
    yield Paragraph(composer(piece.etiquette), style="Etiquette")
    yield Paragraph(composer(une_ligne(piece.titre)), style="Title")


def _fin(piece: Piece) -> Iterator[Element]:
    if piece.emetteur.demonstration:
        yield Paragraph(composer("Document de démonstration : noms inventés"), style="Corps")


def _rendre(blocs: Iterable[Bloc]) -> Iterator[Element]:
    for bloc in blocs:
        yield from RENDUS[bloc["type"]](bloc)


def _titre(bloc: Bloc) -> Iterator[Element]:
    niveau = min(bloc["niveau"], max(TITRES))
    titre = Header(niveau)
    titre.style = f"Titre{niveau}"
    yield _remplir(titre, bloc["runs"])


def _paragraphe(bloc: Bloc) -> Iterator[Element]:
    yield _remplir(Paragraph(style="Corps"), bloc["runs"])


def _remplir(element: Paragraph, runs: Iterable[dict[str, Any]]) -> Element:
    """The runs of a line, each in its dress; an address stays one."""
    for run in runs:
        element.append(_morceau(run))
    return element


def _morceau(run: dict[str, Any]) -> Element:
    if run.get("saut"):
        return Element.from_tag("<text:line-break/>")
    style = _habit(run)
    if lien := run.get("lien"):
        return Link(lien, text=run["texte"], style=style)
    return Span(run["texte"], style=style)


def _habit(run: dict[str, Any]) -> str | None:
    if run.get("code"):
        return "Mono"
    if run.get("mention"):
        return "Mention"
    return ("Gras" if run.get("gras") else "") + ("Italique" if run.get("italique") else "") or None


def _liste(bloc: Bloc) -> Iterator[Element]:
    liste = List(style="Numbering_20_1" if bloc["ordonnee"] else "List_20_1")
    for rang, item in enumerate(bloc["items"]):
        element = ListItem()
        if bloc["ordonnee"] and not rang:
            element.set_attribute("text:start-value", str(bloc["depart"]))
        for dedans in _rendre(item):
            element.append(dedans)
        liste.append(element)
    yield liste


def _citation(bloc: Bloc) -> Iterator[Element]:
    for element in _rendre(bloc["blocs"]):
        if isinstance(element, Paragraph):
            element.style = "Citation"
        yield element


def _code(bloc: Bloc) -> Iterator[Element]:
    yield Paragraph(bloc["texte"], style="Code")


def _regle(bloc: Bloc) -> Iterator[Element]:
    yield Paragraph(style="Regle")


def _fiche(bloc: Bloc) -> Iterator[Element]:
    for nom, valeur in bloc["paires"]:
        paragraphe = Paragraph(style="Fiche")
        paragraphe.append(Span(nom, style="Repere"))
        paragraphe.append(Element.from_tag("<text:tab/>"))
        paragraphe.append(Span(valeur))
        yield paragraphe


def _encart(bloc: Bloc) -> Iterator[Element]:
    yield Paragraph(bloc["texte"], style=f"Encart_{bloc['ton']}")


def _chiffres(bloc: Bloc) -> Iterator[Element]:
    noms, valeurs = zip(*bloc["paires"], strict=True)
    yield _tableau([[{"texte": nom}] for nom in noms], [[[{"texte": valeur, "gras": True}] for valeur in valeurs]])


def _table(bloc: Bloc) -> Iterator[Element]:
    entetes = [[{"texte": nom}] for nom in bloc["entetes"]]
    yield _tableau(entetes, bloc["rangees"], bloc.get("sens", ()), bloc["largeurs"])


def _tableau_ecrit(bloc: Bloc) -> Iterator[Element]:
    yield _tableau(bloc["entetes"], bloc["lignes"], bloc["alignements"])


def _tableau(entetes: list[Any], rangees: list[Any], sens: Sequence[str] = (), largeurs: Sequence[int] = ()) -> Element:
    """A table whose head is repeated on each page."""
    table = Element.from_tag('<table:table table:style-name="Tableau"/>')
    for largeur in largeurs or [1] * len(entetes):
        table.append(Element.from_tag(f'<table:table-column table:style-name="Part{largeur}"/>'))
    tete = Element.from_tag("<table:table-header-rows/>")
    tete.append(_rangee(entetes, "CaseEntete", ["Entete"] * len(entetes)))
    table.append(tete)
    droites = ["Droite" if rang < len(sens) and sens[rang] == "droite" else "Cellule" for rang in range(len(entetes))]
    for rangee in rangees:
        groupe = isinstance(rangee, str)
        table.append(_groupe(rangee, len(entetes)) if groupe else _rangee(rangee, "Case", droites))
    return table


def _rangee(cases: Iterable[Any], habit: str, textes: Iterable[str]) -> Element:
    rangee = Element.from_tag("<table:table-row/>")
    for runs, texte in zip(cases, textes, strict=False):
        rangee.append(_case(habit, _remplir(Paragraph(style=texte), runs)))
    return rangee


def _groupe(nom: str, combien: int) -> Element:
    rangee = Element.from_tag("<table:table-row/>")
    case = _case("CaseGroupe", Paragraph(nom, style="Groupe"))
    case.set_attribute("table:number-columns-spanned", str(combien))
    rangee.append(case)
    for _ in range(combien - 1):
        rangee.append(Element.from_tag("<table:covered-table-cell/>"))
    return rangee


def _case(habit: str, *dedans: Element) -> Element:
    case = Cell(style=habit)
    case.set_attribute("office:value-type", "string")
    for element in dedans:
        case.append(element)
    return case


def _signatures(bloc: Bloc) -> Iterator[Element]:
    table = Table("Signatures", width=0)
    rangee = Element.from_tag("<table:table-row/>")
    for qualite, nom in bloc["noms"]:
        rangee.append(_case("CaseNue", Paragraph(qualite, style="Standard"), Paragraph(nom, style="Nom")))
    table.append(rangee)
    yield table


def _sans_horloge(octets: bytes) -> bytes:
    """The same archive, none of whose parts tells when it was written; its type stays first, as the format asks."""
    sortie = io.BytesIO()
    with ZipFile(io.BytesIO(octets)) as source, ZipFile(sortie, "w") as cible:
        for info in source.infolist():
            neuve = ZipInfo(info.filename, DATE_ZIP)
            neuve.compress_type = ZIP_STORED if info.filename == "mimetype" else ZIP_DEFLATED
            cible.writestr(neuve, source.read(info))
    return sortie.getvalue()


RENDUS: dict[str, Callable[[Bloc], Iterator[Element]]] = {
    "titre": _titre,
    "paragraphe": _paragraphe,
    "liste": _liste,
    "citation": _citation,
    "code": _code,
    "regle": _regle,
    "fiche": _fiche,
    "encart": _encart,
    "chiffres": _chiffres,
    "table": _table,
    "tableau": _tableau_ecrit,
    "signatures": _signatures,
}
