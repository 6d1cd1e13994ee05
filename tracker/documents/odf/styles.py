"""The dress of an OpenDocument text: the colours and measures of the PDF."""

ENCRE, MER, PIN, BRIQUE, OCRE, GRIS, FILET = "#1b2a41", "#1d5487", "#2c6b47", "#a23b2a", "#8a5a12", "#59616e", "#c9cdd4"
TONS = {"mer": MER, "pin": PIN, "brique": BRIQUE, "ocre": OCRE}
#: The typefaces that a word processor brings with it: ours are on no desk.
SERIF, SANS = "Liberation Serif", "Liberation Sans"
#: The lists, and how many levels they have; what each level is set in by.
PUCES, NUMEROS, NIVEAUX_DE_LISTE, RETRAIT = "Puces", "Numeros", 10, 0.6
SIGNES = ("•", "–", "◦")
#: A heading's size, and the room above and below it, by its level.
TITRES = {1: (14, 0.65, 0.25), 2: (12, 0.5, 0.2), 3: (11, 0.4, 0.15), 4: (10.5, 0.4, 0.15), 5: (10.5, 0.3, 0.1)}

#: The size of the entries of the contents, by their level.
SOMMAIRE = {1: 10.5, 2: 10, 3: 10}
#: What stands around a text has no part in the count of its lines.
SANS_NUMERO = 'text:number-lines="false"'
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
            f'fo:border-bottom="1.6pt solid {ENCRE}" fo:padding-bottom="0.1cm" fo:margin-bottom="0.7cm" {SANS_NUMERO}',
        ),
        _paragraphe("AssembleeCouverture", "", 'fo:margin-bottom="5cm"', parent="Assemblee"),
        _paragraphe(
            "Etiquette",
            f'{_sans(8.5)} fo:font-weight="bold" fo:color="{MER}" fo:text-transform="uppercase"',
            SANS_NUMERO,
        ),
        _paragraphe(
            "Title",
            f'fo:font-size="18pt" fo:font-weight="bold" fo:color="{ENCRE}"',
            f'fo:margin-bottom="0.5cm" {SANS_NUMERO}',
        ),
        _paragraphe("SousTitre", f'fo:color="{ENCRE}"', f'fo:margin-bottom="0.25cm" {SANS_NUMERO}'),
        *(_titre(niveau, *mesures) for niveau, mesures in TITRES.items()),
        _paragraphe(
            "Fiche",
            "",
            'fo:margin-left="3.8cm" fo:text-indent="-3.8cm" fo:margin-bottom="0.1cm" ' + SANS_NUMERO,
            '<style:tab-stops><style:tab-stop style:position="0cm"/></style:tab-stops>',
        ),
        *(_encart(ton, couleur) for ton, couleur in TONS.items()),
        _paragraphe("Cellule", _sans(9), 'fo:line-height="120%"'),
        _paragraphe("Droite", "", 'fo:text-align="end"', parent="Cellule"),
        _paragraphe("Centre", "", 'fo:text-align="center"', parent="Cellule"),
        _paragraphe("Entete", f'fo:font-weight="bold" fo:color="{ENCRE}"', parent="Cellule"),
        _paragraphe("Groupe", f'fo:font-weight="bold" fo:color="{MER}"', parent="Cellule"),
        _paragraphe("Citation", f'fo:color="{GRIS}"', f'fo:margin-left="0.6cm" {_bord(MER)}', parent="Corps"),
        _paragraphe("Code", 'style:font-name="DejaVu Sans Mono" fo:font-size="9pt"', 'fo:background-color="#f4f2ec"'),
        _paragraphe(
            "Regle",
            "",
            f'fo:border-bottom="0.6pt solid {FILET}" fo:margin-bottom="0.5cm" '
            'fo:margin-left="6cm" fo:margin-right="6cm"',
        ),
        *_cadre("Preconisation", PIN, 'fo:background-color="#f1f6f2"'),
        *_cadre("PositionMinoritaire", OCRE, ""),
        _paragraphe("Note", 'fo:font-size="9pt"', f'fo:line-height="120%" fo:margin-bottom="0.05cm" {SANS_NUMERO}'),
        _paragraphe("Figure", "", 'fo:text-align="center" fo:margin-top="0.3cm" fo:keep-with-next="always"'),
        _paragraphe("Legende", f'{_sans(9)} fo:color="{GRIS}"', 'fo:text-align="center" fo:margin-bottom="0.4cm"'),
        _paragraphe("PageNeuve", 'fo:font-size="2pt"', f'fo:break-before="page" fo:line-height="100%" {SANS_NUMERO}'),
        _paragraphe("SommaireTitre", f'fo:font-size="14pt" fo:font-weight="bold" fo:color="{ENCRE}"', SANS_NUMERO),
        *(_sommaire(niveau, taille) for niveau, taille in SOMMAIRE.items()),
        _paragraphe("Destinataire", "", 'fo:margin-left="8.4cm"'),
        _paragraphe("FaitLe", "", 'fo:margin-top="1.2cm" fo:margin-bottom="0.6cm" fo:text-align="end"'),
        _paragraphe("Nom", 'fo:font-weight="bold"', 'fo:margin-top="1.4cm"'),
        _paragraphe(
            "Courant",
            f'{_sans(8.5)} fo:color="{GRIS}"',
            SANS_NUMERO,
            dedans='<style:tab-stops><style:tab-stop style:position="17cm" style:type="right"/></style:tab-stops>',
        ),
        _mot("Gras", 'fo:font-weight="bold"'),
        _mot("Italique", 'fo:font-style="italic"'),
        _mot("GrasItalique", 'fo:font-weight="bold" fo:font-style="italic"'),
        _mot("Entree", f'fo:color="{ENCRE}" style:text-underline-style="none"'),
        _mot("Exposant", 'style:text-position="super 58%"'),
        _mot("Mono", 'style:font-name="DejaVu Sans Mono" fo:font-size="9pt"'),
        _mot("Mention", f'fo:font-weight="bold" fo:color="{OCRE}"'),
        _mot("Repere", f'{_sans(9.5)} fo:color="{GRIS}"'),
        _mot("Projet", f'fo:font-weight="bold" fo:color="{BRIQUE}"'),
        _liste(PUCES),
        _liste(NUMEROS),
    ]


def automatiques() -> list[str]:
    """The styles of what a word processor knows no name for: tables, their columns and cells, pictures."""
    return [
        '<style:style style:name="Tableau" style:family="table"><style:table-properties style:width="17cm" '
        'table:align="margins" fo:margin-top="0.2cm" fo:margin-bottom="0.35cm"/></style:style>',
        *(_part(part) for part in PARTS),
        _cellule("Case", f'fo:border-bottom="0.4pt solid {FILET}"'),
        _cellule("CaseEntete", f'fo:border-top="1pt solid {ENCRE}" fo:border-bottom="0.7pt solid {ENCRE}"'),
        _cellule("CaseGroupe", f'fo:background-color="#eef2f6" fo:border-bottom="0.4pt solid {FILET}"'),
        _cellule("CaseNue", ""),
        '<style:style style:name="Image" style:family="graphic"><style:graphic-properties '
        'style:vertical-pos="top" style:vertical-rel="baseline"/></style:style>',
    ]


def _sans(taille: float) -> str:
    return f'style:font-name="{SANS}" fo:font-size="{taille}pt"'


def _bord(couleur: str) -> str:
    return f'fo:border-left="1.6pt solid {couleur}" fo:padding-left="0.35cm"'


def _paragraphe(nom: str, texte: str, mise: str = "", dedans: str = "", parent: str = "Standard") -> str:
    heritage = f'style:font-name="{SERIF}"' if nom == "Standard" else ""
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
        f'{_bord(couleur)} fo:margin-top="0.3cm" fo:margin-bottom="0.3cm" {SANS_NUMERO}',
    )


def _cadre(nom: str, couleur: str, fond: str) -> tuple[str, str]:
    """What is set apart, and the line over it."""
    # No margin of its own: what is in a list would lose that of the list.
    inside = f'{_bord(couleur)} fo:margin-bottom="0.1cm" {fond}'
    head = f'{_sans(9)} fo:font-weight="bold" fo:color="{couleur}"'
    title = f"{nom.removesuffix('Minoritaire')}Titre"
    return (
        _paragraphe(nom, "", inside, parent="Corps"),
        _paragraphe(title, head, 'fo:margin-top="0.35cm" fo:keep-with-next="always"', parent=nom),
    )


def _sommaire(niveau: int, taille: float) -> str:
    tab = '<style:tab-stop style:position="17cm" style:type="right" style:leader-style="dotted" style:leader-text="."/>'
    return _paragraphe(
        f"Sommaire{niveau}",
        f'fo:font-size="{taille}pt"',
        f'fo:margin-left="{(niveau - 1) * 0.5}cm" fo:margin-bottom="0.1cm" {SANS_NUMERO}',
        f"<style:tab-stops>{tab}</style:tab-stops>",
    )


def _liste(nom: str) -> str:
    levels = []
    for niveau in range(1, NIVEAUX_DE_LISTE + 1):
        place = (
            '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
            f'<style:list-level-label-alignment text:label-followed-by="listtab" fo:text-indent="-{RETRAIT}cm" '
            f'fo:margin-left="{RETRAIT * niveau:.1f}cm"/></style:list-level-properties>'
        )
        kind, sign = "number", 'style:num-suffix="." style:num-format="1"'
        if nom == PUCES:
            kind, sign = "bullet", f'text:bullet-char="{SIGNES[(niveau - 1) % len(SIGNES)]}"'
        tag = f"text:list-level-style-{kind}"
        levels.append(f'<{tag} text:level="{niveau}" {sign}>{place}</{tag}>')
    return f'<text:list-style style:name="{nom}">{"".join(levels)}</text:list-style>'


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
