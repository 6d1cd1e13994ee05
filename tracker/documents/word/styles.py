"""The dress of a Word file: the same colours as the PDF, in typefaces that every office has."""

from collections.abc import Iterable

ENCRE, MER, PIN, BRIQUE, OCRE, GRIS, FILET = "1b2a41", "1d5487", "2c6b47", "a23b2a", "8a5a12", "59616e", "c9cdd4"
SERIF, SANS, CHASSE = "Cambria", "Calibri", "Consolas"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

#: Twentieths of a point: the text's width, and what each level of list or quotation is set in by.
LARGEUR, RETRAIT, RETRAIT_CADRE = 8620, 425, 284
#: The levels of heading and of list that Word has.
TITRES, NIVEAUX_DE_LISTE = 6, 9
#: The styles with a line beside them.
CADRES = frozenset({"Quote", "Preconisation", "PositionMinoritaire"})
PUCES = ("•", "–", "◦")
#: The numbering of bullets, and that from which each numbered list takes its own.
A_PUCES, NUMEROTEE = 1, 2

#: What stands around the text has no part in the count of its lines.
SANS_NUMERO = "<w:suppressLineNumbers/>"
_CORPS = '<w:jc w:val="both"/>'


def styles() -> list[str]:
    """Each style as the element that defines it; names that Word knows are in English, as it stores them."""
    return [
        _defauts(),
        _paragraphe("Normal", "Normal", _espace(apres=140, ligne=300) + _CORPS, defaut=True),
        _mot("DefaultParagraphFont", "Default Paragraph Font", "", defaut=True),
        '<w:style W w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>',
        _paragraphe(
            "Assemblee",
            "Assemblée",
            SANS_NUMERO + _bordure("bottom", 12, ENCRE) + _espace(apres=2400),
            _police(SERIF, 12, ENCRE, "<w:b/><w:smallCaps/>"),
        ),
        _paragraphe(
            "Etiquette",
            "Étiquette",
            SANS_NUMERO + _espace(avant=300, apres=120),
            _police(SANS, 9, MER, "<w:b/><w:caps/>"),
        ),
        _paragraphe("Title", "Title", SANS_NUMERO + _espace(apres=240), _police(SERIF, 24, ENCRE, "<w:b/>")),
        _paragraphe("Subtitle", "Subtitle", SANS_NUMERO + _espace(apres=120), _police(SERIF, 12, ENCRE)),
        _paragraphe(
            "Repere",
            "Repère",
            f'{SANS_NUMERO}<w:tabs><w:tab w:val="left" w:pos="2268"/></w:tabs>{_espace(apres=60)}<w:ind w:left="2268" w:hanging="2268"/>',
        ),
        _paragraphe(
            "Avertissement",
            "Avertissement",
            SANS_NUMERO + _bordure("left", 12, BRIQUE) + _espace(avant=200, apres=200),
            _police(SANS, 10),
        ),
        *(
            _titre(niveau, taille)
            for niveau, taille in zip(range(1, TITRES + 1), (16, 13, 12, 11, 11, 11), strict=True)
        ),
        _paragraphe(
            "TOCHeading",
            "TOC Heading",
            SANS_NUMERO + _espace(avant=200, apres=160),
            _police(SERIF, 16, ENCRE, "<w:b/>"),
        ),
        *(_sommaire(niveau) for niveau in (1, 2, 3)),
        _paragraphe("ListParagraph", "List Paragraph", _espace(apres=60, ligne=290) + _CORPS),
        _paragraphe(
            "Quote",
            "Quote",
            _bordure("left", 12, MER) + _espace(apres=140, ligne=290) + f'<w:ind w:left="{RETRAIT_CADRE}"/>' + _CORPS,
            _police(SERIF, 11, GRIS),
        ),
        _cadre("Preconisation", "Préconisation", PIN, "f1f6f2"),
        _chapeau("PreconisationTitre", "Préconisation (titre)", "Preconisation", PIN),
        _cadre("PositionMinoritaire", "Position minoritaire", OCRE, ""),
        _chapeau("PositionTitre", "Position minoritaire (titre)", "PositionMinoritaire", OCRE),
        _paragraphe("Caption", "caption", _espace(apres=240) + '<w:jc w:val="center"/>', _police(SANS, 9, GRIS)),
        _paragraphe("Figure", "Figure", f'<w:keepNext/>{_espace(avant=200, apres=80)}<w:jc w:val="center"/>'),
        _paragraphe("Code", "Texte à chasse fixe", f"{_fond('f4f2ec')}{_espace(apres=140)}", _police(CHASSE, 9.5)),
        _paragraphe(
            "Filet",
            "Filet",
            f'{_bordure("bottom", 4, FILET)}{_espace(avant=120, apres=240)}<w:ind w:left="3600" w:right="3600"/>',
        ),
        _paragraphe("Cellule", "Cellule", _espace(avant=40, apres=40), _police(SANS, 9.5)),
        _paragraphe(
            "Entete",
            "En-tête de tableau",
            _espace(avant=40, apres=40),
            _police(SANS, 9.5, ENCRE, "<w:b/>"),
            parent="Cellule",
        ),
        _paragraphe("FootnoteText", "footnote text", SANS_NUMERO + _espace(apres=40) + _CORPS, _police(SERIF, 9)),
        _paragraphe("Header", "header", _onglet(), _police(SANS, 9, GRIS)),
        _paragraphe("Footer", "footer", _onglet(), _police(SANS, 9, GRIS)),
        _mot("FootnoteReference", "footnote reference", '<w:vertAlign w:val="superscript"/>'),
        _mot("Hyperlink", "Hyperlink", f'<w:color w:val="{MER}"/><w:u w:val="single"/>'),
        _mot("Chasse", "Mot à chasse fixe", _fontes(CHASSE)),
        _mot("Discret", "Repère (nom)", f'{_fontes(SANS)}<w:color w:val="{GRIS}"/><w:sz w:val="19"/>'),
        _mot("Projet", "Projet", f'<w:b/><w:color w:val="{BRIQUE}"/>'),
        _tableau(),
    ]


def numerotation() -> list[str]:
    """The bullets, and the pattern of the numbered lists."""
    kinds = (
        (A_PUCES, "bullet", lambda level: PUCES[level % len(PUCES)]),
        (NUMEROTEE, "decimal", lambda level: f"%{level + 1}."),
    )
    return [
        f'<w:abstractNum W w:abstractNumId="{key}"><w:multiLevelType w:val="hybridMultilevel"/>'
        + "".join(_niveau(level, kind, text(level)) for level in range(NIVEAUX_DE_LISTE))
        + "</w:abstractNum>"
        for key, kind, text in kinds
    ] + [f'<w:num W w:numId="{A_PUCES}"><w:abstractNumId w:val="{A_PUCES}"/></w:num>']


def numero(cle: int, niveau: int, depart: int) -> str:
    """A numbered list of its own, which begins where it is told at the level where it stands."""
    return (
        f'<w:num W w:numId="{cle}"><w:abstractNumId w:val="{NUMEROTEE}"/><w:lvlOverride w:ilvl="{niveau}">'
        f'<w:startOverride w:val="{depart}"/></w:lvlOverride></w:num>'
    )


def lisible(xml: str) -> str:
    """The element with the namespace that its short form stands for."""
    return xml.replace(" W ", f" {W} ", 1)


def _niveau(niveau: int, genre: str, texte: str) -> str:
    return (
        f'<w:lvl w:ilvl="{niveau}"><w:start w:val="1"/><w:numFmt w:val="{genre}"/><w:lvlText w:val="{texte}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{(niveau + 1) * RETRAIT}" w:hanging="{RETRAIT - 85}"/></w:pPr></w:lvl>'
    )


def _defauts() -> str:
    return (
        f'<w:docDefaults W ><w:rPrDefault><w:rPr>{_fontes(SERIF)}<w:sz w:val="22"/><w:szCs w:val="22"/>'
        '<w:lang w:val="fr-FR" w:eastAsia="fr-FR" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    )


def _paragraphe(cle: str, nom: str, mise: str, texte: str = "", parent: str = "Normal", *, defaut: bool = False) -> str:
    first = ' w:default="1"' if defaut else ""
    based = "" if defaut else f'<w:basedOn w:val="{parent}"/>'
    # The text is set full out; what stands around it is not.
    side = "" if "w:jc" in mise or parent != "Normal" else '<w:jc w:val="left"/>'
    return (
        f'<w:style W w:type="paragraph"{first} w:styleId="{cle}"><w:name w:val="{nom}"/>{based}<w:qFormat/>'
        f"<w:pPr>{mise}{side}</w:pPr><w:rPr>{texte}</w:rPr></w:style>"
    )


def _mot(cle: str, nom: str, texte: str, *, defaut: bool = False) -> str:
    first = ' w:default="1"' if defaut else ""
    return f'<w:style W w:type="character"{first} w:styleId="{cle}"><w:name w:val="{nom}"/><w:rPr>{texte}</w:rPr></w:style>'


def _titre(niveau: int, taille: float) -> str:
    return (
        f'<w:style W w:type="paragraph" w:styleId="Heading{niveau}"><w:name w:val="heading {niveau}"/><w:basedOn w:val="Normal"/>'
        f'<w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/><w:keepLines/>{_espace(avant=360 - 30 * niveau, apres=140)}'
        f'<w:jc w:val="left"/><w:outlineLvl w:val="{niveau - 1}"/></w:pPr><w:rPr>{_police(SERIF, taille, ENCRE, "<w:b/>")}</w:rPr></w:style>'
    )


def _sommaire(niveau: int) -> str:
    tab = f'{SANS_NUMERO}<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{LARGEUR}"/></w:tabs>'
    return _paragraphe(
        f"TOC{niveau}", f"toc {niveau}", f'{tab}{_espace(apres=60)}<w:ind w:left="{(niveau - 1) * 280}"/>'
    )


def _cadre(cle: str, nom: str, couleur: str, fond: str) -> str:
    dress = _bordure("left", 16, couleur) + (_fond(fond) if fond else "")
    return _paragraphe(cle, nom, f'{dress}{_espace(apres=80, ligne=290)}<w:ind w:left="{RETRAIT_CADRE}"/>{_CORPS}')


def _chapeau(cle: str, nom: str, parent: str, couleur: str) -> str:
    return _paragraphe(
        cle, nom, f"<w:keepNext/>{_espace(avant=200, apres=60)}", _police(SANS, 10, couleur, "<w:b/>"), parent
    )


def _tableau() -> str:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{FILET}"/>' for side in ("bottom", "insideH")
    )
    return (
        '<w:style W w:type="table" w:styleId="Tableau"><w:name w:val="Tableau"/><w:basedOn w:val="TableNormal"/><w:tblPr>'
        f'<w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="{ENCRE}"/>{sides}</w:tblBorders>'
        '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )


def _fontes(nom: str) -> str:
    return "<w:rFonts " + " ".join(f'w:{where}="{nom}"' for where in ("ascii", "hAnsi", "eastAsia", "cs")) + "/>"


def _police(nom: str, taille: float, couleur: str = "", dedans: str = "") -> str:
    ink = f'<w:color w:val="{couleur}"/>' if couleur else ""
    return f'{_fontes(nom)}{dedans}{ink}<w:sz w:val="{int(taille * 2)}"/><w:szCs w:val="{int(taille * 2)}"/>'


def _espace(avant: int = 0, apres: int = 0, ligne: int = 264) -> str:
    return f'<w:spacing w:before="{avant}" w:after="{apres}" w:line="{ligne}" w:lineRule="auto"/>'


def _bordure(cote: str, epaisseur: int, couleur: str) -> str:
    return f'<w:pBdr><w:{cote} w:val="single" w:sz="{epaisseur}" w:space="8" w:color="{couleur}"/></w:pBdr>'


def _fond(couleur: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{couleur}"/>'


def _onglet() -> str:
    return f'<w:tabs><w:tab w:val="right" w:pos="{LARGEUR}"/></w:tabs>{_espace()}'


def lus(elements: Iterable[str]) -> list[str]:
    """The elements, ready to be read as XML."""
    return [lisible(element) for element in elements]
