"""The dress of a Word file: the same colours as the PDF, in typefaces that every office has."""

ENCRE, MER, PIN, BRIQUE, OCRE, GRIS, FILET = "1b2a41", "1d5487", "2c6b47", "a23b2a", "8a5a12", "59616e", "c9cdd4"
SERIF, SANS, CHASSE = "Cambria", "Calibri", "Consolas"
ESPACE_DE_NOMS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

#: Twentieths of a point: the text's width, what each level of list and what a frame is set in by.
LARGEUR, RETRAIT, RETRAIT_CADRE = 8620, 425, 284
#: The size of each level of heading; how many levels of list Word has.
TITRES = {1: 16, 2: 13, 3: 12, 4: 11, 5: 11, 6: 11}
NIVEAUX_DE_LISTE = 9
#: The styles with a line beside them.
CADRES = frozenset({"Quote", "Preconisation", "PositionMinoritaire"})
PUCES = ("•", "–", "◦")
#: The numbering of bullets, and that from which each numbered list takes its own.
A_PUCES, NUMEROTEE = 1, 2

GRAS = "<w:b/>"
PLEIN, CENTRE = '<w:jc w:val="both"/>', '<w:jc w:val="center"/>'
#: What stands around the text has no part in the count of its lines.
SANS_NUMERO = "<w:suppressLineNumbers/>"
AVEC_LA_SUITE = "<w:keepNext/>"
SYMETRIQUE = 'w:right="3600"'


def styles() -> list[str]:
    """Each style as the element that defines it; the names that Word knows are in English, as it stores them."""
    return [_avec_espace_de_noms(style) for style in (_defauts(), *_du_texte(), *_autour(), *_des_mots(), _tableau())]


def numerotation() -> list[str]:
    """The bullets, and the pattern of the numbered lists."""
    bullets = [_niveau(level, "bullet", PUCES[level % len(PUCES)]) for level in range(NIVEAUX_DE_LISTE)]
    numbers = [_niveau(level, "decimal", f"%{level + 1}.") for level in range(NIVEAUX_DE_LISTE)]
    patterns = [
        f'<w:abstractNum w:abstractNumId="{key}"><w:multiLevelType w:val="hybridMultilevel"/>{"".join(levels)}'
        "</w:abstractNum>"
        for key, levels in ((A_PUCES, bullets), (NUMEROTEE, numbers))
    ]
    plain = f'<w:num w:numId="{A_PUCES}"><w:abstractNumId w:val="{A_PUCES}"/></w:num>'
    return [_avec_espace_de_noms(element) for element in (*patterns, plain)]


def numero(cle: int, niveau: int, depart: int) -> str:
    """A numbered list of its own, which begins where it is told at the level where it stands."""
    return _avec_espace_de_noms(
        f'<w:num w:numId="{cle}"><w:abstractNumId w:val="{NUMEROTEE}"/><w:lvlOverride w:ilvl="{niveau}">'
        f'<w:startOverride w:val="{depart}"/></w:lvlOverride></w:num>'
    )


def _avec_espace_de_noms(xml: str) -> str:
    first, rest = xml.split(">", 1)
    return f"{first} {ESPACE_DE_NOMS}>{rest}"


def _defauts() -> str:
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_police(SERIF, 11)}"
        '<w:lang w:val="fr-FR" w:eastAsia="fr-FR" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )


def _du_texte() -> list[str]:
    """What the text itself is written in."""
    retrait = _retrait(RETRAIT_CADRE)
    filet = f"{_bord('bottom', 4, FILET)}{_espace(120, 240)}{_retrait(3600, SYMETRIQUE)}"
    return [
        _paragraphe("Normal", "Normal", _espace(0, 140, 300) + PLEIN, defaut=True),
        *(_titre(niveau, taille) for niveau, taille in TITRES.items()),
        _paragraphe("ListParagraph", "List Paragraph", _espace(0, 60, 290) + PLEIN),
        _paragraphe(
            "Quote", "Quote", _bord("left", 12, MER) + _espace(0, 140, 290) + retrait + PLEIN, _police(SERIF, 11, GRIS)
        ),
        *_cadre("Preconisation", "Préconisation", PIN, _fond("f1f6f2")),
        *_cadre("PositionMinoritaire", "Position minoritaire", OCRE, ""),
        _paragraphe("Figure", "Figure", AVEC_LA_SUITE + _espace(200, 80) + CENTRE),
        _paragraphe("Caption", "caption", _espace(0, 240) + CENTRE, _police(SANS, 9, GRIS)),
        _paragraphe("Code", "Texte à chasse fixe", _fond("f4f2ec") + _espace(0, 140), _police(CHASSE, 9.5)),
        _paragraphe("Filet", "Filet", filet),
        _paragraphe("Cellule", "Cellule", _espace(40, 40), _police(SANS, 9.5)),
        _paragraphe("Entete", "En-tête de tableau", _espace(40, 40), _police(SANS, 9.5, ENCRE, GRAS)),
        _paragraphe("FootnoteText", "footnote text", SANS_NUMERO + _espace(0, 40) + PLEIN, _police(SERIF, 9)),
    ]


def _autour() -> list[str]:
    """What stands around it: cover, contents, head and foot of the pages."""
    assemblee = SANS_NUMERO + _bord("bottom", 12, ENCRE) + _espace(0, 2400)
    repere = SANS_NUMERO + _onglet("left", 2268) + _espace(0, 60) + _retrait(2268, 'w:hanging="2268"')
    averti = SANS_NUMERO + _bord("left", 12, BRIQUE) + _espace(200, 200)
    return [
        _paragraphe("Assemblee", "Assemblée", assemblee, _police(SERIF, 12, ENCRE, GRAS + "<w:smallCaps/>")),
        _paragraphe(
            "Etiquette", "Étiquette", SANS_NUMERO + _espace(300, 120), _police(SANS, 9, MER, GRAS + "<w:caps/>")
        ),
        _paragraphe("Title", "Title", SANS_NUMERO + _espace(0, 240), _police(SERIF, 24, ENCRE, GRAS)),
        _paragraphe("Subtitle", "Subtitle", SANS_NUMERO + _espace(0, 120), _police(SERIF, 12, ENCRE)),
        _paragraphe("Repere", "Repère", repere),
        _paragraphe("Avertissement", "Avertissement", averti, _police(SANS, 10)),
        _paragraphe("TOCHeading", "TOC Heading", SANS_NUMERO + _espace(200, 160), _police(SERIF, 16, ENCRE, GRAS)),
        *(_sommaire(niveau) for niveau in (1, 2, 3)),
        _paragraphe("Header", "header", _onglet("right", LARGEUR) + _espace(0, 0), _police(SANS, 9, GRIS)),
        _paragraphe("Footer", "footer", _onglet("right", LARGEUR) + _espace(0, 0), _police(SANS, 9, GRIS)),
    ]


def _des_mots() -> list[str]:
    """What sets a few words apart."""
    return [
        _mot("DefaultParagraphFont", "Default Paragraph Font", "", defaut=True),
        _mot("FootnoteReference", "footnote reference", '<w:vertAlign w:val="superscript"/>'),
        _mot("Hyperlink", "Hyperlink", f'<w:color w:val="{MER}"/><w:u w:val="single"/>'),
        _mot("Chasse", "Mot à chasse fixe", _fontes(CHASSE)),
        _mot("Discret", "Repère (nom)", _police(SANS, 9.5, GRIS)),
        _mot("Projet", "Projet", f'{GRAS}<w:color w:val="{BRIQUE}"/>'),
    ]


def _paragraphe(cle: str, nom: str, mise: str, texte: str = "", parent: str = "Normal", *, defaut: bool = False) -> str:
    first = ' w:default="1"' if defaut else ""
    based = "" if defaut else f'<w:basedOn w:val="{parent}"/>'
    # The text is set full out; what stands around it is not.
    side = "" if "w:jc" in mise else '<w:jc w:val="left"/>'
    return (
        f'<w:style w:type="paragraph"{first} w:styleId="{cle}"><w:name w:val="{nom}"/>{based}<w:qFormat/>'
        f"<w:pPr>{mise}{side}</w:pPr><w:rPr>{texte}</w:rPr></w:style>"
    )


def _mot(cle: str, nom: str, texte: str, *, defaut: bool = False) -> str:
    first = ' w:default="1"' if defaut else ""
    head = f'<w:style w:type="character"{first} w:styleId="{cle}"><w:name w:val="{nom}"/>'
    return f"{head}<w:rPr>{texte}</w:rPr></w:style>"


def _titre(niveau: int, taille: float) -> str:
    mise = f"{AVEC_LA_SUITE}<w:keepLines/>{_espace(360 - 30 * niveau, 140)}"
    return (
        f'<w:style w:type="paragraph" w:styleId="Heading{niveau}"><w:name w:val="heading {niveau}"/>'
        f'<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:pPr>{mise}<w:jc w:val="left"/>'
        f'<w:outlineLvl w:val="{niveau - 1}"/></w:pPr><w:rPr>{_police(SERIF, taille, ENCRE, GRAS)}</w:rPr></w:style>'
    )


def _sommaire(niveau: int) -> str:
    tab = _onglet("right", LARGEUR, 'w:leader="dot"')
    mise = f"{SANS_NUMERO}{tab}{_espace(0, 60)}{_retrait((niveau - 1) * 280)}"
    return _paragraphe(f"TOC{niveau}", f"toc {niveau}", mise)


def _cadre(cle: str, nom: str, couleur: str, fond: str) -> tuple[str, str]:
    """What is set apart, and the line over it."""
    inside = f"{_bord('left', 16, couleur)}{fond}{_espace(0, 80, 290)}{_retrait(RETRAIT_CADRE)}{PLEIN}"
    head = AVEC_LA_SUITE + _espace(200, 60)
    return (
        _paragraphe(cle, nom, inside),
        _paragraphe(f"{cle}Titre", f"{nom} (titre)", head, _police(SANS, 10, couleur, GRAS), cle),
    )


def _tableau() -> str:
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'
        for side, size, colour in (("top", 8, ENCRE), ("bottom", 4, FILET), ("insideH", 4, FILET))
    )
    return (
        '<w:style w:type="table" w:default="1" w:styleId="Tableau"><w:name w:val="Normal Table"/><w:tblPr>'
        f"<w:tblBorders>{lines}</w:tblBorders><w:tblCellMar>"
        '<w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )


def _niveau(niveau: int, genre: str, texte: str) -> str:
    place = _retrait((niveau + 1) * RETRAIT, f'w:hanging="{RETRAIT - 85}"')
    return (
        f'<w:lvl w:ilvl="{niveau}"><w:start w:val="1"/><w:numFmt w:val="{genre}"/><w:lvlText w:val="{texte}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr>{place}</w:pPr></w:lvl>'
    )


def _fontes(nom: str) -> str:
    return "<w:rFonts " + " ".join(f'w:{where}="{nom}"' for where in ("ascii", "hAnsi", "eastAsia", "cs")) + "/>"


def _police(nom: str, taille: float, couleur: str = "", dedans: str = "") -> str:
    ink = f'<w:color w:val="{couleur}"/>' if couleur else ""
    return f'{_fontes(nom)}{dedans}{ink}<w:sz w:val="{int(taille * 2)}"/><w:szCs w:val="{int(taille * 2)}"/>'


def _espace(avant: int, apres: int, ligne: int = 264) -> str:
    return f'<w:spacing w:before="{avant}" w:after="{apres}" w:line="{ligne}" w:lineRule="auto"/>'


def _retrait(gauche: int, autre: str = "") -> str:
    return f'<w:ind w:left="{gauche}" {autre}/>'


def _bord(cote: str, epaisseur: int, couleur: str) -> str:
    return f'<w:pBdr><w:{cote} w:val="single" w:sz="{epaisseur}" w:space="8" w:color="{couleur}"/></w:pBdr>'


def _fond(couleur: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{couleur}"/>'


def _onglet(cote: str, place: int, points: str = "") -> str:
    return f'<w:tabs><w:tab w:val="{cote}" {points} w:pos="{place}"/></w:tabs>'
