"""The dress of an OpenDocument text: the same colours and measures as the PDF."""

ENCRE, MER, PIN, BRIQUE, OCRE, GRIS, FILET = "#1b2a41", "#1d5487", "#2c6b47", "#a23b2a", "#8a5a12", "#59616e", "#c9cdd4"
TONS = {"mer": MER, "pin": PIN, "brique": BRIQUE, "ocre": OCRE}
SERIF = "'Source Serif 4', 'Liberation Serif', serif"
SANS = "'Atkinson Hyperlegible Next', 'Liberation Sans', sans-serif"
#: A heading's size, and the room above and below it, by its level.
TITRES = {1: (14, 0.65, 0.25), 2: (12, 0.5, 0.2), 3: (11, 0.4, 0.15), 4: (10.5, 0.4, 0.15), 5: (10.5, 0.3, 0.1)}

#: The shares of the width that a column may take.
PARTS = range(1, 6)


def styles() -> list[str]:
    """Each style as the element that defines it."""
    return [
        _paragraphe("Standard", 'fo:font-size="10.5pt"', 'fo:line-height="140%"'),
        _paragraphe("Corps", "", 'fo:margin-bottom="0.25cm" fo:text-align="justify"'),
        _paragraphe(
            "Assemblee",
            f'fo:font-size="12pt" fo:font-weight="bold" fo:font-variant="small-caps" fo:color="{ENCRE}"',
            f'fo:border-bottom="1.6pt solid {ENCRE}" fo:padding-bottom="0.1cm" fo:margin-bottom="0.7cm"',
        ),
        _paragraphe("Etiquette", f'{_sans(8.5)} fo:font-weight="bold" fo:color="{MER}" fo:text-transform="uppercase"'),
        _paragraphe(
            "Title", f'fo:font-size="18pt" fo:font-weight="bold" fo:color="{ENCRE}"', 'fo:margin-bottom="0.5cm"'
        ),
        *(_titre(niveau, *mesures) for niveau, mesures in TITRES.items()),
        _paragraphe(
            "Fiche",
            "",
            'fo:margin-left="3.8cm" fo:text-indent="-3.8cm" fo:margin-bottom="0.1cm"',
            '<style:tab-stops><style:tab-stop style:position="0cm"/></style:tab-stops>',
        ),
        *(_encart(ton, couleur) for ton, couleur in TONS.items()),
        _paragraphe("Cellule", _sans(9), 'fo:line-height="120%"'),
        _paragraphe("Droite", "", 'fo:text-align="end"', parent="Cellule"),
        _paragraphe("Entete", f'fo:font-weight="bold" fo:color="{ENCRE}"', parent="Cellule"),
        _paragraphe("Groupe", f'fo:font-weight="bold" fo:color="{MER}"', parent="Cellule"),
        _paragraphe("Citation", f'fo:color="{GRIS}"', f'fo:margin-left="0.6cm" {_bord(MER)}', parent="Corps"),
        _paragraphe("Code", 'style:font-name="DejaVu Sans Mono" fo:font-size="9pt"', 'fo:background-color="#f4f2ec"'),
        _paragraphe("Regle", "", f'fo:border-bottom="0.6pt solid {FILET}" fo:margin-bottom="0.5cm"'),
        _paragraphe("Nom", 'fo:font-weight="bold"', 'fo:margin-top="1.4cm"'),
        _paragraphe(
            "Courant",
            f'{_sans(8.5)} fo:color="{GRIS}"',
            dedans='<style:tab-stops><style:tab-stop style:position="17cm" style:type="right"/></style:tab-stops>',
        ),
        _mot("Gras", 'fo:font-weight="bold"'),
        _mot("Italique", 'fo:font-style="italic"'),
        _mot("GrasItalique", 'fo:font-weight="bold" fo:font-style="italic"'),
        _mot("Mono", 'style:font-name="DejaVu Sans Mono" fo:font-size="9pt"'),
        _mot("Mention", f'fo:font-weight="bold" fo:color="{OCRE}"'),
        _mot("Repere", f'{_sans(9.5)} fo:color="{GRIS}"'),
        _mot("Projet", f'fo:font-weight="bold" fo:color="{BRIQUE}"'),
        '<style:style style:name="Tableau" style:family="table"><style:table-properties style:width="17cm" '
        'table:align="margins" fo:margin-top="0.2cm" fo:margin-bottom="0.35cm"/></style:style>',
        *(_part(part) for part in PARTS),
        _cellule("Case", f'fo:border-bottom="0.4pt solid {FILET}"'),
        _cellule("CaseEntete", f'fo:border-top="1pt solid {ENCRE}" fo:border-bottom="0.7pt solid {ENCRE}"'),
        _cellule("CaseGroupe", f'fo:background-color="#eef2f6" fo:border-bottom="0.4pt solid {FILET}"'),
        _cellule("CaseNue", ""),
    ]


def _sans(taille: float) -> str:
    return f'fo:font-family="{SANS}" fo:font-size="{taille}pt"'


def _bord(couleur: str) -> str:
    return f'fo:border-left="1.6pt solid {couleur}" fo:padding-left="0.35cm"'


def _paragraphe(nom: str, texte: str, mise: str = "", dedans: str = "", parent: str = "Standard") -> str:
    heritage = f'fo:font-family="{SERIF}"' if nom == "Standard" else ""
    de = "" if nom == "Standard" else f'style:parent-style-name="{parent}"'
    return (
        f'<style:style style:name="{nom}" style:family="paragraph" {de}>'
        f"<style:paragraph-properties {mise}>{dedans}</style:paragraph-properties>"
        f"<style:text-properties {heritage} {texte}/></style:style>"
    )


def _titre(niveau: int, taille: float, dessus: float, dessous: float) -> str:
    return (
        f'<style:style style:name="Titre{niveau}" style:family="paragraph" style:parent-style-name="Standard" '
        f'style:default-outline-level="{niveau}" style:next-style-name="Corps">'
        f'<style:paragraph-properties fo:margin-top="{dessus}cm" fo:margin-bottom="{dessous}cm" '
        'fo:keep-with-next="always"/>'
        f'<style:text-properties fo:font-size="{taille}pt" fo:font-weight="bold" fo:color="{ENCRE}"/></style:style>'
    )


def _encart(ton: str, couleur: str) -> str:
    return _paragraphe(
        f"Encart_{ton}",
        f'fo:font-weight="bold" fo:color="{ENCRE}"',
        f'{_bord(couleur)} fo:margin-top="0.3cm" fo:margin-bottom="0.3cm"',
    )


def _mot(nom: str, texte: str) -> str:
    return f'<style:style style:name="{nom}" style:family="text"><style:text-properties {texte}/></style:style>'


def _part(part: int) -> str:
    return (
        f'<style:style style:name="Part{part}" style:family="table-column">'
        f'<style:table-column-properties style:rel-column-width="{part * 1000}*"/></style:style>'
    )


def _cellule(nom: str, bords: str) -> str:
    return (
        f'<style:style style:name="{nom}" style:family="table-cell">'
        f'<style:table-cell-properties fo:padding="0.12cm" {bords}/></style:style>'
    )
