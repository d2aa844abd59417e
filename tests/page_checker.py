"""What every page must have to be whole without script or map; each message says the cure."""

from collections import Counter

from selectolax.lexbor import LexborHTMLParser

FIELDS = "input, select, textarea"
HEADINGS = "h1, h2, h3, h4, h5, h6"
LANGUAGES = {"uz": "uz", "uz-cyrl": "uz-Cyrl", "ru": "ru", "en": "en"}


def check_page(path, html):
    """Raise AssertionError for the first thing that is missing on the page at `path`."""
    page = LexborHTMLParser(html)
    for check in (check_heading, check_levels, check_fields, check_pictures, check_map, check_policy, check_ids, check_language):
        check(path, page)
    check_texts(path, page)  # last, as it takes scripts away


def check_heading(path, page):
    found = [heading.text(strip=True) for heading in page.css("h1")]
    assert len(found) == 1 and found[0], f"{path}: give the page one h1 with a text, it has {found}"
    title = page.css_first("head > title")
    assert title and title.text(strip=True), f"{path}: fill the block 'title'"


def check_levels(path, page):
    level = 0
    for heading in page.css(HEADINGS):
        assert int(heading.tag[1]) <= level + 1, f"{path}: '{heading.text(strip=True)}' skips a level of headings"
        level = int(heading.tag[1])


def check_fields(path, page):
    labelled = {label.attributes.get("for") for label in page.css("label")}
    for field in page.css(FIELDS):
        said = field.attributes
        named = said.get("id") in labelled or said.get("aria-label") or said.get("type") in ("hidden", "submit")
        assert named, f"{path}: give {field.html} a label with for="


def check_pictures(path, page):
    for picture in page.css("img:not([alt])"):
        raise AssertionError(f"{path}: give {picture.html} an alt text, empty if it only decorates")
    for drawing in page.css("svg"):
        said = drawing.attributes
        named = said.get("aria-hidden") == "true" or (said.get("role") == "img" and said.get("aria-labelledby"))
        assert named, f"{path}: hide {drawing.html[:80]} with aria-hidden or name it with role=img and aria-labelledby"


def check_map(path, page):
    if page.css_first("#map"):
        beside = page.css_first(".split__list")
        assert beside and beside.css_first("a, td, li, section"), f"{path}: put a list beside the map (ui.map_and_list)"
        assert page.css_first("noscript"), f"{path}: say where the list is when there is no script"


def check_policy(path, page):
    for element in page.css("*"):
        names = element.attributes
        assert "style" not in names, f"{path}: move the style of {element.html[:80]} to static/css"
        handlers = [name for name in names if name.startswith("on")]
        assert not handlers, f"{path}: move {handlers} to static/js"
    inline = [script for script in page.css("script:not([src])") if not is_data(script)]
    assert len(inline) <= 1, f"{path}: only the map may have an inline script"


def is_data(script):
    """Whether it is read by search engines and run by nobody (HTML Living Standard, 4.12.1: a data block)."""
    return script.attributes.get("type") == "application/ld+json"


def check_ids(path, page):
    doubled = [name for name, count in Counter(element.id for element in page.css("[id]")).items() if count > 1]
    assert not doubled, f"{path}: ids must be unique, these are not: {doubled}"


def check_language(path, page):
    expected, said = LANGUAGES.get(path.split("/")[1]), page.css_first("html").attributes.get("lang")
    assert expected in (None, said), f"{path}: html lang is {said}, not {expected}"


def check_texts(path, page):
    page.strip_tags(["script", "style", "template"])
    text = page.root.text(separator=" ").replace("If-None-Match", "")  # a header that the pages for developers name
    for mark in ("%(", "{{", "}}", "None", "&lt;", "undefined"):
        assert mark not in text, f"{path}: '{mark}' shows on the page, a value was not filled in"
