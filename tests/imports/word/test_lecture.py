"""A Word file read into blocks: each kind of paragraph is what it was, and what is lost is said."""

import hashlib

import pytest

from tests.imports.word.fabrique import dessin, fichier, image, item, numeros, p, r
from tracker.imports.word import WordRefuse, lire_docx
from tracker.prose.blocs import Bloc, ecrire
from tracker.prose.lecture import normaliser

SAUT = "<w:r><w:br/></w:r>"


def lus(corps: str, **options: object) -> tuple[str, list[str]]:
    """The Markdown and the losses of a file with that body."""
    apport = lire_docx(fichier(corps, **options))  # type: ignore[arg-type]
    assert normaliser(apport.blocs) == apport.blocs
    return ecrire(apport.blocs), apport.pertes


def seul(corps: str, **options: object) -> Bloc:
    (bloc,) = lire_docx(fichier(corps, **options)).blocs  # type: ignore[arg-type]
    return bloc


def test_headings_are_told_by_their_style_in_english_or_in_french_or_by_their_outline() -> None:
    texte, pertes = lus(
        p("Un", "Titre1") + p("Deux", "Titre2") + p("Trois", mise='<w:outlineLvl w:val="2"/>') + p("Du texte")
    )
    assert texte == "# Un\n\n## Deux\n\n### Trois\n\nDu texte\n"
    assert pertes == []


def test_a_style_is_what_the_style_that_it_is_based_on_is() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Titre maison"/><w:basedOn w:val="U"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="U"><w:name w:val="heading 2"/><w:basedOn w:val="T"/></w:style>'
    )
    assert seul(p("Maison", "T"), styles=styles).niveau == 2


def test_words_keep_their_dress_and_a_blank_never_does() -> None:
    gras, penche = "<w:b/>", "<w:i/>"
    corps = p(dedans=r("Un ") + r("mot ", gras) + r("et", penche) + r(" « deux »", gras + penche) + r("suite * _"))
    assert lus(corps)[0] == "Un **mot** *et* « ***deux*** »suite \\* \\_\n"
    assert lus(p(dedans=r("a") + SAUT + r("- b")))[0] == "a\\\n\\- b\n"


def test_breaks_and_hyphens_part_words_or_join_them_as_they_show() -> None:
    signs = ("<w:tab/>", '<w:br w:type="page"/>', "<w:cr/>", "<w:noBreakHyphen/>", "<w:softHyphen/>", "<w:ptab/>")
    words = "".join(r(f"a{rank}") + f"<w:r>{sign}</w:r>" for rank, sign in enumerate(signs))
    assert lus(p(dedans=words + r("fin"))) == ("a0 a1 a2\\\na3‑a4a5 fin\n", [])


def test_a_style_of_words_is_the_dress_that_it_gives() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="F"><w:name w:val="Strong"/></w:style>'
        '<w:style w:type="character" w:styleId="I"><w:name w:val="Maison"/><w:rPr><w:i/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="C"><w:name w:val="HTML Code"/></w:style>'
    )
    words = "".join(r(mot, f'<w:rStyle w:val="{style}"/>') + r(" ") for mot, style in zip("abc", "FIC", strict=True))
    assert lus(p(dedans=words), styles=styles)[0] == "**a** *b* `c`\n"


def test_lists_keep_their_depth_their_kind_and_their_numbers() -> None:
    corps = (
        item("un", 1)
        + item("deux", 1)
        + item("dedans", 2, 1)
        + item("au fond", 2, 2)
        + item("trois", 1)
        + p("Entre deux.")
        + item("quatre", 1)
        + p()
        + item("cinq", 1)
    )
    texte, pertes = lus(corps, listes=numeros("decimal", "bullet"))
    assert texte == "1. un\n2. deux\n   - dedans\n     - au fond\n3. trois\n\nEntre deux.\n\n4. quatre\n5. cinq\n"
    assert pertes == []


def test_a_paragraph_under_an_item_goes_on_with_it() -> None:
    corps = (
        item("un", 1) + p("suite", mise='<w:ind w:left="720"/>') + p("encore", "Paragraphedeliste") + item("deux", 1)
    )
    assert lus(corps, listes=numeros("bullet"))[0] == "- un\n\n  suite\n\n  encore\n\n- deux\n"


def test_two_lists_that_touch_stay_two() -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    restart = f'<w:num w:numId="7"><w:abstractNumId w:val="1"/>{again}</w:num>'
    apport = lire_docx(fichier(item("a", 1) + item("b", 1) + item("c", 7), listes=numeros("decimal") + restart))
    assert [bloc.texte for bloc in apport.blocs] == ["1. a\n2. b", "1. c"]


def test_letters_become_figures_and_that_is_said() -> None:
    texte, pertes = lus(item("un", 1), listes=numeros("lowerLetter"))
    assert (texte, pertes) == ("1. un\n", ["Une liste en lettres ou en chiffres romains est numérotée 1, 2, 3."])


def test_the_deepest_lists_stand_at_the_ninth_level() -> None:
    deep = "".join(item(str(level), 1, level) for level in range(9))
    assert seul(deep, listes=numeros("bullet")).texte.splitlines()[-1] == f"{'  ' * 8}- 8"


def test_quotations_code_and_rules_are_told_by_their_style() -> None:
    corps = p("Un.", "Citation") + p("Deux.", "Citation") + p(style="Filet") + p("x  = 1", "Code") + p("y", "Code")
    assert lus(corps)[0] == "> Un.\n>\n> Deux.\n\n---\n\n```\nx  = 1\ny\n```\n"


def table(*rangees: str, titres: bool = True) -> str:
    first = "<w:trPr><w:tblHeader/></w:trPr>" if titres else ""
    return (
        "<w:tbl>"
        + "".join(f"<w:tr>{'' if rank else first}{row}</w:tr>" for rank, row in enumerate(rangees))
        + "</w:tbl>"
    )


def case(*mots: str, mise: str = "") -> str:
    return f"<w:tc><w:tcPr>{mise}</w:tcPr>{''.join(p(un) for un in mots)}</w:tc>"


def test_a_table_keeps_its_cells() -> None:
    texte, pertes = lus(table(case("Ligne") + case("2027"), case("Lycées") + case("3 | 4")))
    assert texte == "| Ligne | 2027 |\n| --- | --- |\n| Lycées | 3 \\| 4 |\n"
    assert pertes == []


def test_merged_cells_are_undone_and_that_is_said() -> None:
    wide, down, below = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    texte, pertes = lus(
        table(
            case("Large", mise=wide) + case("Seul"),
            case("Haut", mise=down) + case("b") + case("c", "d"),
            case("", mise=below) + case("e") + case("f."),
        )
    )
    assert texte == "| Large |  | Seul |\n| --- | --- | --- |\n| Haut | b | c ; d |\n|  | e | f. |\n"
    assert pertes == [
        "2 cellules fusionnées sont défaites : leurs mots tiennent dans la première de leurs cases.",
        "Une case de tableau tient sur une seule ligne : ses paragraphes y sont réunis.",
    ]


def test_a_table_without_a_line_of_titles_takes_its_first() -> None:
    assert lus(table(case("a") + case("b"), titres=False))[1] == [
        "La première ligne d’un tableau devient celle de ses titres."
    ]


def test_a_frame_made_of_one_cell_is_text() -> None:
    texte, pertes = lus(table(case("À retenir", "Deux lignes"), titres=False))
    assert (texte, pertes) == ("À retenir\n\nDeux lignes\n", ["Un encadré est repris comme du texte."])


def test_a_table_in_a_cell_is_flattened_and_that_is_said() -> None:
    inner = f"<w:tc>{table(case('x') + case('y'))}{p('z')}</w:tc>"
    texte, pertes = lus(table(case("a") + inner))
    assert "| a | x y ; z |" in texte
    assert "Un tableau placé dans un autre est aplati dans sa case." in pertes


def note(cle: int, mots: str, genre: str = "footnote") -> str:
    return f'<w:{genre} w:id="{cle}">{p(dedans=f"<w:r><w:{genre}Ref/></w:r>" + r(" " + mots))}</w:{genre}>'


def appel(cle: int, genre: str = "footnote") -> str:
    return f'<w:r><w:{genre}Reference w:id="{cle}"/></w:r>'


def test_notes_at_the_foot_and_at_the_end_follow_the_block_that_calls_them() -> None:
    corps = p(dedans=r("Un fait") + appel(4) + r(", un autre") + appel(2, "endnote")) + p("Fin.")
    texte, pertes = lus(
        corps, notes=note(4, "Région, 2026."), finales=note(2, "Loi.", "endnote") + note(9, "x", "endnote")
    )
    assert texte == "Un fait[^n1], un autre[^n2]\n\n[^n1]: Région, 2026.\n\n[^n2]: Loi.\n\nFin.\n"
    assert pertes == ["Une note n’est pas reprise : rien ne l’appelle."]


def test_a_note_called_in_a_table_is_kept() -> None:
    cell = f"<w:tc>{p(dedans=r('12') + appel(1))}</w:tc>"
    assert "| 12[^n1] |" in lus(table(case("a") + cell), notes=note(1, "Estimé."))[0]


PNG = dessin()
MEDIAS = {"liens": {"rImg": ("image", "media/i.png", False)}, "parties": {"word/media/i.png": PNG}}


def test_a_picture_is_a_figure_with_its_alternative_and_the_caption_under_it() -> None:
    apport = lire_docx(fichier(p("Voir.", dedans=image()) + p("Les lignes", "Legende"), **MEDIAS))  # type: ignore[arg-type]
    texte, figure = apport.blocs
    ((sha, gardee),) = apport.images.items()
    assert sha == hashlib.sha256(gardee.octets).hexdigest()
    assert (texte.texte, figure.genre, figure.fichier) == ("Voir.", "figure", sha)
    assert (figure.alternative, figure.texte) == ("Trois barres", "Les lignes")
    assert apport.pertes == []


def test_a_caption_over_a_picture_is_its_own_too() -> None:
    bloc = seul(p("Les lignes", "Legende") + p(dedans=image(alternative="")), **MEDIAS)
    assert (bloc.genre, bloc.texte, bloc.alternative) == ("figure", "Les lignes", "")


def test_a_picture_that_the_text_has_already_keeps_its_bytes() -> None:
    jpeg = dessin(genre="JPEG")
    sha = hashlib.sha256(jpeg).hexdigest()
    made = fichier(p(dedans=image()), liens=MEDIAS["liens"], parties={"word/media/i.png": jpeg})  # type: ignore[arg-type]
    assert lire_docx(made, frozenset({sha})).images[sha].octets == jpeg


def test_a_picture_that_is_not_taken_is_named() -> None:
    parts = {"word/media/i.png": b"\x01\x00\x00\x00 un EMF"}
    _, pertes = lus(p("a", dedans=image()), liens=MEDIAS["liens"], parties=parts)
    assert pertes == ["Une image n’est pas reprise : « Trois barres »."]


@pytest.mark.parametrize(
    ("ecrit", "qui", "dit"),
    [
        ("Préconisation 1 : Ouvrir la ligne.", "", "Ouvrir la ligne."),
        ("PRÉCONISATION N°1 (Région, SNCF) – Ouvrir la ligne.", "Région, SNCF", "Ouvrir la ligne."),
        ("Recommandation n° 1. Ouvrir la ligne.", "", "Ouvrir la ligne."),
    ],
)
def test_a_recommendation_is_told_by_its_first_words(ecrit: str, qui: str, dit: str) -> None:
    bloc = seul(p(ecrit))
    assert (bloc.genre, bloc.destinataire, bloc.texte) == ("preconisation", qui, dit)


def test_a_recommendation_keeps_the_dress_of_its_words_and_the_list_that_it_announces() -> None:
    corps = p(dedans=r("Préconisation 1 (Région) :", "<w:b/>") + r(" Ouvrir ") + r("deux", "<w:b/>") + r(" lignes :"))
    bloc = seul(corps + item("une", 1) + item("autre", 1), listes=numeros("bullet"))
    assert (bloc.destinataire, bloc.texte) == ("Région", "Ouvrir **deux** lignes :\n\n- une\n- autre")


def test_a_recommendation_announced_on_its_own_line_is_the_paragraph_under_it() -> None:
    blocs = lire_docx(fichier(p("Préconisation 1 (État)", "Titre2") + p("Rouvrir.") + p("Du texte."))).blocs
    assert [(bloc.genre, bloc.destinataire, bloc.texte) for bloc in blocs] == [
        ("preconisation", "État", "Rouvrir."),
        ("paragraphe", "", "Du texte."),
    ]


@pytest.mark.parametrize("ecrit", ["Préconisation 3 vise à ouvrir.", "Préconisations", "La préconisation 2 : rien."])
def test_a_sentence_about_recommendations_is_a_sentence(ecrit: str) -> None:
    assert seul(p(ecrit)).genre == "paragraphe"


def test_a_style_makes_recommendations_and_positions() -> None:
    blocs = lire_docx(fichier(p("Rouvrir.", "Preco") + p("Publier.", "Preco") + p("Trop cher.", "Position"))).blocs
    assert [bloc.genre for bloc in blocs] == ["preconisation", "preconisation", "position"]


def test_a_recommendation_that_changes_its_number_is_said() -> None:
    assert lus(p("Préconisation 4 : Ouvrir."))[1] == ["Une préconisation change de numéro : la 4 devient la 1."]


def test_a_title_over_the_whole_and_the_contents_are_left_and_that_is_said() -> None:
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    contents = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{p('Un…3')}</w:sdtContent></w:sdt>"
    texte, pertes = lus(p("Mon avis", "Titre") + contents + p("a…1", "TM1") + p("Du texte."))
    assert texte == "Du texte.\n"
    assert pertes == [
        "Le titre du document, « Mon avis », n’est pas repris : le texte porte le sien.",
        "Le sommaire n’est pas repris : il se refait de lui-même à partir des titres.",
    ]


def test_tracked_changes_are_accepted_and_that_is_said() -> None:
    corps = p(
        dedans=r("Un ")
        + f"<w:ins>{r('grand ')}</w:ins>"
        + "<w:del><w:r><w:delText>petit </w:delText></w:r></w:del>"
        + r("pas")
    )
    texte, pertes = lus(corps)
    assert texte == "Un grand pas\n"
    assert pertes == [
        "Un ajout suivi est accepté : il fait partie du texte.",
        "Une suppression suivie est acceptée : ses mots ne sont pas repris.",
    ]


BOITE = f"<w:txbxContent>{p('Dans la boîte.')}</w:txbxContent>"
ZONE = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData uri="x/shape">'
    f"<wps:wsp><wps:txbx>{BOITE}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
    f"<mc:Fallback><w:pict><v:shape><v:textbox>{BOITE}</v:textbox></v:shape></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)


@pytest.mark.parametrize(
    ("dedans", "texte", "perte"),
    [
        (ZONE, "Mot\n\nDans la boîte.\n", "Une zone de texte est défaite"),
        ('<w:r><w:commentReference w:id="0"/></w:r>', "Mot\n", "Un commentaire n’est pas repris."),
        (r(" caché", "<w:vanish/>"), "Mot\n", "Un passage masqué n’est pas repris."),
        (r(" barré", "<w:strike/>"), "Mot barré\n", "Un passage barré n’est plus barré"),
        ("<m:oMath><m:r><m:t>E=mc2</m:t></m:r></m:oMath>", "MotE=mc2\n", "Une équation est mise à plat : « E=mc2 »."),
        ('<w:fldSimple w:instr=" SEQ Figure ">' + r(" 7") + "</w:fldSimple>", "Mot 7\n", "Un champ calculé garde"),
        (
            '<w:r><w:drawing><a:graphic><a:graphicData uri="x/2006/chart"/></a:graphic></w:drawing></w:r>',
            "Mot\n",
            "Un graphique n’est pas repris",
        ),
        ("<w:r><w:object><o:OLEObject/></w:object></w:r>", "Mot\n", "Un objet incorporé"),
        (r(" abc", '<w:vertAlign w:val="superscript"/>'), "Mot abc\n", "Un exposant ou un indice"),
        ('<w:hyperlink w:anchor="ici">' + r(" là") + "</w:hyperlink>", "Mot là\n", "Un lien perd son adresse"),
    ],
    ids=["zone", "commentaire", "masqué", "barré", "équation", "champ", "graphique", "objet", "exposant", "lien"],
)
def test_what_a_text_does_not_hold_is_said(dedans: str, texte: str, perte: str) -> None:
    found, pertes = lus(p("Mot", dedans=dedans))
    assert found == texte
    assert len(pertes) == 1
    assert pertes[0].startswith(perte)


def test_heads_and_feet_of_pages_are_said() -> None:
    head = f'<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{p("Assemblée")}</w:hdr>'
    found = lus(p("Mot"), liens={"rH": ("header", "h.xml", False)}, parties={"word/h.xml": head.encode()})[1]
    assert found == ["L’en-tête ou le pied de page n’est pas repris."]


def test_figures_above_or_below_the_line_have_signs_of_their_own_and_ordinals_are_flat() -> None:
    up, down = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'
    texte, pertes = lus(p(dedans=r("m") + r("2", up) + r(", CO") + r("2", down) + r(", le 1") + r("er", up)))
    assert (texte, pertes) == ("m², CO₂, le 1er\n", [])


def test_a_link_of_the_web_is_kept() -> None:
    link = f'<w:hyperlink r:id="rL">{r("le rapport")}</w:hyperlink>'
    texte, pertes = lus(p("Voir ", dedans=link), liens={"rL": ("hyperlink", "https://exemple.fr/a?b=1", True)})
    assert (texte, pertes) == ("Voir [le rapport](<https://exemple.fr/a?b=1>)\n", [])


def test_what_looks_like_markdown_is_words() -> None:
    for ecrit in (
        "# a",
        "- a",
        "1. a",
        "> a",
        "```",
        "::: préconisation",
        "[^n1]: a",
        "![a](figure:b)",
        "| a | b |",
        "---",
    ):
        bloc = seul(p(ecrit))
        assert bloc.genre == "paragraphe", ecrit
        assert bloc.texte.replace("\\", "") == ecrit


def test_a_file_that_says_nothing_is_refused() -> None:
    with pytest.raises(WordRefuse, match="aucun texte"):
        lire_docx(fichier(p()))


def renvoi(signet: str, mots: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    said = f"<w:r><w:instrText> NOTEREF {signet} \\h </w:instrText></w:r>"
    return mark.format("begin") + said + mark.format("separate") + r(mots) + mark.format("end")


def test_a_second_call_of_a_note_calls_it_again() -> None:
    called = f'<w:bookmarkStart w:id="5" w:name="_Ref1"/>{appel(3)}<w:bookmarkEnd w:id="5"/>'
    texte, pertes = lus(p("Un", dedans=called) + p("Deux", dedans=renvoi("_Ref1", "1")), notes=note(3, "Source."))
    assert (texte, pertes) == ("Un[^n1]\n\n[^n1]: Source.\n\nDeux[^n1]\n", [])
    assert lus(p("Deux", dedans=renvoi("_Autre", "7")))[0] == "Deux7\n"


def test_the_side_of_a_column_is_that_of_its_cells() -> None:
    right, middle = (
        "<w:tc>" + p(mots, mise=f'<w:jc w:val="{side}"/>') + "</w:tc>"
        for mots, side in (("12", "right"), ("b", "center"))
    )
    texte = lus(table(case("Ligne") + case("Nombre") + case("Rang"), case("a") + right + middle))[0]
    assert texte.splitlines()[1] == "| --- | --: | :-: |"


def test_the_cover_of_a_file_that_we_wrote_is_left_and_that_of_another_is_text() -> None:
    ours = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in (
            ("Assemblee", "Assemblée"),
            ("Etiquette", "Étiquette"),
            ("Repere", "Repère"),
            ("PreconisationTitre", "Préconisation (titre)"),
        )
    )
    corps = p("Avis", "Etiquette") + p("Version 3", "Repere") + p("Du texte.")
    texte, pertes = lus(corps, styles=ours)
    assert (texte, pertes) == ("Du texte.\n", ["La couverture n’est pas reprise : elle se refait d’elle-même."])
    other = '<w:style w:type="paragraph" w:styleId="Repere"><w:name w:val="Repère"/></w:style>'
    assert lus(corps, styles=other) == ("Avis\n\nVersion 3\n\nDu texte.\n", [])
