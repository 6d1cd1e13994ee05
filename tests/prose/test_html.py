"""HTML made from Markdown: accessible, and harmless whatever was typed."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.prose.html import rendre

PERMIS = {
    "h2": {"id"}, "h3": {"id"}, "h4": {"id"}, "h5": {"id"}, "h6": {"id"},
    "p": set(), "ul": set(), "ol": {"start"}, "li": set(), "blockquote": set(), "pre": set(), "code": set(),
    "hr": set(), "br": set(), "em": set(), "strong": set(), "a": {"href", "rel"},
    "div": {"class", "tabindex", "role", "aria-label"},
    "table": set(), "thead": set(), "tbody": set(), "tr": set(),
    "th": {"scope", "class"}, "td": {"class"},
}  # fmt: skip

HOSTILES = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](JAVASCRIPT:alert(1))",
    "[a](java\tscript:alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](data:text/html;base64,PHN2Zz4=)",
    "[a](vbscript:x)",
    "[a](https://b.fr/\"onmouseover=alert(1))",
    "[a](https://b.fr 'x\" onclick=\"y')",
    "<https://a.fr\"onclick=x>",
    "![a](https://b.fr/x.png)",
    "[a][b]\n\n[b]: javascript:x",
    "# <b id=x>t</b>",
    "| <i> | \" |\n|---|---|\n| <script> | [a](javascript:x) |",
    "```html\"><script>\n</code></pre><script>alert(1)</script>\n```",
    "`</code><script>`",
    "<!-- a --><![CDATA[ b ]]><?php c ?>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<iframe src=//a></iframe><style>*{}</style><form action=/x><input name=y>",
    "a\x00<b\ud800>",
]  # fmt: skip


class _Inspection(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ouverts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in PERMIS
        assert {nom for nom, _ in attrs} <= PERMIS[tag]
        for nom, valeur in attrs:
            if nom == "href":
                assert (valeur or "").lower().startswith(("http://", "https://", "mailto:"))
        if tag not in ("hr", "br"):
            self.ouverts.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.ouverts.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)


def _inspecter(html: str) -> None:
    inspection = _Inspection()
    inspection.feed(html)
    inspection.close()
    assert inspection.ouverts == []


@pytest.mark.parametrize("source", HOSTILES)
def test_nothing_dangerous_passes(source: str) -> None:
    _inspecter(rendre(source))
    _inspecter(rendre(f"- {source}\n\n> {source}"))


@given(st.text() | st.lists(st.sampled_from(HOSTILES), max_size=5).map("\n".join))
def test_any_text_gives_the_permitted_tags_well_nested(source: str) -> None:
    _inspecter(rendre(source))


def test_headings_start_where_the_page_asks() -> None:
    assert rendre("### A\n\n# B\n\n##### C", 3) == '<h3 id="t-a">A</h3>\n<h3 id="t-b">B</h3>\n<h4 id="t-c">C</h4>'
    assert rendre("# A\n## B\n### C\n#### D\n##### E\n###### F", 4).count("<h6") == 4


def test_a_table_scrolls_by_keyboard_and_names_its_columns() -> None:
    html = rendre("| Année | Dépense |\n|---|--:|\n| 2027 | 12 |")
    assert '<div class="table-large" tabindex="0" role="region" aria-label="Tableau 1\u00a0: Année, Dépense">' in html
    assert '<th scope="col" class="droite">Dépense</th>' in html
    assert '<td class="droite">12</td>' in html


def test_a_tight_list_has_no_paragraphs() -> None:
    assert rendre("- a\n- b") == "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"
    assert "<li><p>a</p></li>" in rendre("- a\n\n- b")


def test_the_words_are_set_in_french_and_the_code_is_not() -> None:
    assert rendre("l'avis : oui ! `a ! b`") == "<p>l’avis\u00a0: oui\u202f! <code>a ! b</code></p>"
