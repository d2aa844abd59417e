"""The page checker itself: a whole page passes, and what is missing is found."""

import pytest

from tests.page_checker import check_page

PAGE = """<!doctype html><html lang="uz"><head><title>Bogʻlar</title><script>let map;</script></head><body><h1>Bogʻlar</h1>
<h2>Xarita</h2><noscript><p>Roʻyxat</p></noscript><div id="map"></div>
<div class="split__list"><a href="/uz/">Bosh sahifa</a></div>
<label for="q">Nomi</label><input id="q"><img alt="" src="/a.png"><svg aria-hidden="true"></svg></body></html>"""


def test_a_whole_page_passes():
    check_page("/uz/green/", PAGE)


@pytest.mark.parametrize(
    ("what", "instead", "said"),
    [
        ("<h1>Bogʻlar</h1>", "", "one h1"),
        ("<h1>Bogʻlar</h1>", "<h1>Bogʻlar</h1><h1>Yana</h1>", "one h1"),
        ("<title>Bogʻlar</title>", "", "fill the block 'title'"),
        ("<h2>Xarita</h2>", "<h3>Xarita</h3>", "skips a level"),
        ('<label for="q">', '<label for="p">', "a label with for="),
        ('alt=""', "", "an alt text"),
        (' aria-hidden="true"', "", "with aria-hidden or name it"),
        ('<a href="/uz/">Bosh sahifa</a>', "", "a list beside the map"),
        ("<noscript><p>Roʻyxat</p></noscript>", "", "when there is no script"),
        ("<body>", '<body style="color: red">', "move the style"),
        ("<body>", '<body onload="go()">', "to static/js"),
        ("</body>", "<script>let other;</script></body>", "only the map may have an inline script"),
        ("<h2>", '<h2 id="q">', "ids must be unique"),
        ('lang="uz"', 'lang="ru"', "html lang is ru, not uz"),
        ("Bosh sahifa", "%(name)s", "a value was not filled in"),
        ("Bosh sahifa", "None", "a value was not filled in"),
    ],
)
def test_what_is_missing_is_found(what, instead, said):
    assert what in PAGE
    with pytest.raises(AssertionError, match=said.replace("(", r"\(")):
        check_page("/uz/green/", PAGE.replace(what, instead))
