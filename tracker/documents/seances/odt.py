"""A paper as an OpenDocument text, made of the same blocks as its PDF: to be taken up by hand in a word processor."""

from collections.abc import Iterator

from odfdo import Element, Paragraph, Span, Table

from ..odf.fichier import courants, nouveau, octets, tabulation
from ..odf.noeuds import Rendu, case
from ..pdf import composer
from .elements import Bloc, une_ligne
from .piece import Piece, fait


def odt(piece: Piece) -> bytes:
    """The text, the same bytes for the same data."""
    assembly = composer(piece.emetteur.assemblee)
    document = nouveau(composer(une_ligne(piece.titre)), assembly, piece.le)
    mark = [Span(f" · {piece.filigrane}", style="Projet")] if piece.filigrane else []
    courants(document, [Span(assembly), *mark], [Span(composer(piece.pied)), *(m.clone for m in mark)])
    for element in [*_tete(piece), *_RenduDePiece().blocs(composer(piece.blocs)), *_fin(piece)]:
        document.body.append(element)
    return octets(document)


def _tete(piece: Piece) -> Iterator[Element]:
    yield Paragraph(composer(piece.emetteur.assemblee), style="Assemblee")
    if piece.destinataire:
        yield from _adresses(piece)
    yield Paragraph(composer(piece.etiquette), style="Etiquette")
    yield Paragraph(composer(une_ligne(piece.titre)), style="Title")


def _adresses(piece: Piece) -> Iterator[Element]:
    """Who writes, to whom, then where and when, as a letter begins."""
    for line in piece.emetteur.adresse:
        yield Paragraph(composer(line), style="Cellule")
    for line in piece.destinataire:
        yield Paragraph(composer(line), style="Destinataire")
    yield Paragraph(composer(fait(piece)), style="FaitLe")


def _fin(piece: Piece) -> Iterator[Element]:
    if piece.emetteur.demonstration:
        yield Paragraph(composer("Document de démonstration : noms inventés"), style="Corps")


class _RenduDePiece(Rendu):
    """What only the papers of a sitting have, beside what a text has."""

    def __init__(self) -> None:
        super().__init__()
        self.genres |= {
            "fiche": self._fiche,
            "encart": self._encart,
            "chiffres": self._chiffres,
            "table": self._table,
            "signatures": self._signatures,
        }

    def _fiche(self, bloc: Bloc) -> Iterator[Element]:
        for nom, valeur in bloc["paires"]:
            paragraphe = Paragraph(style="Fiche")
            for element in (Span(nom, style="Repere"), tabulation(), Span(valeur)):
                paragraphe.append(element)
            yield paragraphe

    def _encart(self, bloc: Bloc) -> Iterator[Element]:
        yield Paragraph(bloc["texte"], style=f"Encart_{bloc['ton']}")

    def _chiffres(self, bloc: Bloc) -> Iterator[Element]:
        noms, valeurs = zip(*bloc["paires"], strict=True)
        said = [[{"texte": valeur, "gras": True}] for valeur in valeurs]
        yield self.tableau([[{"texte": nom}] for nom in noms], [said])

    def _table(self, bloc: Bloc) -> Iterator[Element]:
        entetes = [[{"texte": nom}] for nom in bloc["entetes"]]
        yield self.tableau(entetes, bloc["rangees"], bloc.get("sens", ()), bloc["largeurs"])

    def _signatures(self, bloc: Bloc) -> Iterator[Element]:
        table = Table("Signatures", width=0)
        rangee = Element.from_tag("<table:table-row/>")
        for qualite, nom in bloc["noms"]:
            rangee.append(case("CaseNue", Paragraph(qualite, style="Standard"), Paragraph(nom, style="Nom")))
        table.append(rangee)
        yield table
