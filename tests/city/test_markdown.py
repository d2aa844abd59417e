"""Markdown becomes HTML that may stand in a page: nothing runs, nothing is fetched from elsewhere, headings are in order."""

import re

import pytest
from bs4 import BeautifulSoup

from city.markdown import list_words, render

pytestmark = pytest.mark.once

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    '![x](/static/x" onerror=alert(1))',
    '[x](https://a.uz "t\\" onmouseover=alert(1) x=\\"")',
    "[x]: javascript:alert(1)\n\n[x]",
    "<a href='javascript:alert(1)' style='position:fixed'>x</a>",
    "```<script>\nalert(1)\n```",
    "<iframe src=https://a.uz></iframe><base href=//a.uz><form action=//a.uz><svg onload=alert(1)>",
    "| a |\n|---|\n| <style>*{display:none}</style> |",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
]
BLOCKS = {"p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "hr", "div"}
ALLOWED = BLOCKS | {"code", "em", "strong", "s", "a", "br", "img", "table", "thead", "tbody", "tr", "th", "td"}


def read(text, **values):
    return BeautifulSoup(render(text, **values).html, "html.parser")


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_an_author_writes_runs(attack):
    for element in read(attack).find_all(True):
        assert element.name in ALLOWED
        assert set(element.attrs) <= {"href", "title", "rel", "src", "alt", "class", "start", "tabindex"}
        assert re.match(r"(https?:|mailto:|tel:|/|#|[^:]*$)", element.get("href", "")), element
        assert element.get("src", "/static/").startswith("/static/")


def test_html_is_shown_as_it_was_written():
    assert read("<b>x</b> & <script>").get_text().strip() == "<b>x</b> & <script>"


@pytest.mark.parametrize(
    ("written", "levels"),
    [
        ("# A\n\n## B\n\n### C", ["h2", "h3", "h4"]),
        ("## A\n\n## B", ["h2", "h2"]),
        ("### A\n\n# B", ["h2", "h2"]),
        ("# A\n\n#### B\n\n## C\n\n### D", ["h2", "h3", "h3", "h4"]),
        ("Yoʻl\n===\n\nX\n---", ["h2", "h3"]),
        ("# A\n## B\n### C\n#### D\n##### E\n###### F", ["h2", "h3", "h4", "h5", "h6", "h6"]),
    ],
)
def test_headings_begin_at_the_second_level_and_skip_none(written, levels):
    assert [each.name for each in read(written).find_all(re.compile("h[1-6]"))] == levels


def test_pictures_from_elsewhere_leave_their_words_and_are_named():
    rendered = render("![Bogʻ](https://a.uz/park.jpg) ![Yulduz](/static/img/star.svg) ![x](/static/../uz/)")
    assert rendered.left_out == ("https://a.uz/park.jpg", "/static/../uz/")
    assert [each["src"] for each in BeautifulSoup(rendered.html, "html.parser").find_all("img")] == ["/static/img/star.svg"]
    assert "Bogʻ" in rendered.html


def test_links_say_nothing_of_where_readers_come_from():
    assert read("[a](https://lex.uz/uz/docs/1?a=1&b=2)").a.attrs == {
        "href": "https://lex.uz/uz/docs/1?a=1&b=2",
        "rel": ["noopener"],
    }


def test_columns_are_aligned_by_classes_since_styles_are_forbidden():
    page = read("| a | b | c |\n|---|---:|:-:|\n| 1 | 2 | 3 |")
    assert [each.get("class") for each in page.find_all("td")] == [None, ["right"], ["center"]]
    assert not page.find(style=True)


def test_only_words_are_turned_into_cyrillic():
    page = read(
        'Oʻzbekiston **qoʻngʻiroq** `kod` [havola](https://lex.uz/yangi "Shahar") <https://gov.uz/hujjat>\n\n'
        "```\nnatija = 1\n```\n\n![Bogʻ](/static/img/star.svg)",
        cyrillic=True,
    )
    assert page.p.get_text(" ", strip=True) == "Ўзбекистон қўнғироқ kod ҳавола https://gov.uz/hujjat"
    assert page.a["href"] == "https://lex.uz/yangi" and page.a["title"] == "Shahar"
    assert page.pre.get_text() == "natija = 1\n"
    assert page.img["alt"] == "Боғ" and page.img["src"] == "/static/img/star.svg"


def test_the_search_gets_words_without_marks():
    words = list_words("## Sarlavha\n\n- **muhim** [havola](https://a.uz)\n\n| a | b |\n|---|---|\n| olma | nok |\n\n`kod`")
    assert words.split() == ["Sarlavha", "muhim", "havola", "a", "b", "olma", "nok", "kod"]


def test_headings_get_anchors_where_they_are_asked_for():
    rendered = render("## Maʼlumot\n\n### Ichki\n\n## Maʼlumot\n\n## Данные *все*", anchors=True)
    assert rendered.contents == (("on-malumot", "Maʼlumot"), ("on-malumot-2", "Maʼlumot"), ("on-dannie-vse", "Данные все"))
    assert [each.get("id") for each in BeautifulSoup(rendered.html, "html.parser").find_all("h2")] == [
        anchor for anchor, _ in rendered.contents
    ]
    assert render("## A").contents == () and "id=" not in render("## A").html
