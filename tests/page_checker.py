"""What every page must have to be whole without script or map; each message says the cure."""

from bs4 import BeautifulSoup

FIELDS = ("input", "select", "textarea")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LANGUAGES = {"uz": "uz", "uz-cyrl": "uz-Cyrl", "ru": "ru", "en": "en"}


def check_page(path, html):
    """Raise AssertionError for the first thing that is missing on the page at `path`."""
    page = BeautifulSoup(html, "html.parser")
    for check in (check_heading, check_levels, check_fields, check_pictures, check_map, check_policy, check_ids, check_texts):
        check(path, page)
    check_language(path, page)


def check_heading(path, page):
    found = [heading.get_text(strip=True) for heading in page.find_all("h1")]
    assert len(found) == 1 and found[0], f"{path}: give the page one h1 with a text, it has {found}"
    assert page.title and page.title.get_text(strip=True), f"{path}: fill the block 'title'"


def check_levels(path, page):
    level = 0
    for heading in page.find_all(HEADINGS):
        assert int(heading.name[1]) <= level + 1, f"{path}: '{heading.get_text(strip=True)}' skips a level of headings"
        level = int(heading.name[1])


def check_fields(path, page):
    labelled = {label.get("for") for label in page.find_all("label")}
    for field in page.find_all(FIELDS):
        named = field.get("id") in labelled or field.get("aria-label") or field.get("type") in ("hidden", "submit")
        assert named, f"{path}: give {field} a label with for="


def check_pictures(path, page):
    for picture in page.find_all("img"):
        assert picture.has_attr("alt"), f"{path}: give {picture} an alt text, empty if it only decorates"
    for drawing in page.find_all("svg"):
        named = drawing.get("aria-hidden") == "true" or (drawing.get("role") == "img" and drawing.get("aria-labelledby"))
        assert named, f"{path}: hide {str(drawing)[:80]} with aria-hidden or name it with role=img and aria-labelledby"


def check_map(path, page):
    if page.find(id="map"):
        beside = page.select_one(".split__list")
        assert beside and beside.find(["a", "td", "li", "section"]), f"{path}: put a list beside the map (ui.map_and_list)"
        assert page.find("noscript"), f"{path}: say where the list is when there is no script"


def check_policy(path, page):
    for element in page.find_all(True):
        assert not element.has_attr("style"), f"{path}: move the style of {str(element)[:80]} to static/css"
        handlers = [name for name in element.attrs if name.startswith("on")]
        assert not handlers, f"{path}: move {handlers} to static/js"
    inline = [script for script in page.find_all("script") if not script.get("src") and not is_data(script)]
    assert len(inline) <= 1, f"{path}: only the map may have an inline script"


def is_data(script):
    """Whether it is read by search engines and run by nobody (HTML Living Standard, 4.12.1: a data block)."""
    return script.get("type") == "application/ld+json"


def check_ids(path, page):
    ids = [element["id"] for element in page.find_all(id=True)]
    doubled = {each for each in ids if ids.count(each) > 1}
    assert not doubled, f"{path}: ids must be unique, these are not: {doubled}"


def check_texts(path, page):
    text = page.get_text(" ").replace("If-None-Match", "")  # a header that the pages for developers name
    for mark in ("%(", "{{", "}}", "None", "&lt;", "undefined"):
        assert mark not in text, f"{path}: '{mark}' shows on the page, a value was not filled in"


def check_language(path, page):
    expected = LANGUAGES.get(path.split("/")[1])
    if expected:
        assert page.html.get("lang") == expected, f"{path}: html lang is {page.html.get('lang')}, not {expected}"
