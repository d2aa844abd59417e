"""Markdown as safe HTML: no HTML of authors, headings from h2 on, no pictures from elsewhere, Uzbek in Cyrillic on demand."""

import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from city.folding import make_slug
from city.names import to_cyrillic

OWN_PICTURE = re.compile(r"/static/(?!.*\.\.)[\w./-]+|/pictures/[0-9a-f]{16}\.jpg")
ALIGNED = re.compile(r"text-align:(right|center)")
PICTURE_KEY = re.compile(r"/pictures/([0-9a-f]{16})\.jpg")
FILE_KEY = re.compile(r"/files/([0-9a-f]{32})/")
TAGS = {"p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "s", "a", "br", "hr"}
TABLE = {"table", "thead", "tbody", "tr", "th", "td"}
CHOICE = {"srcset", "sizes"}
ATTRIBUTES = {
    **{"a": {"href", "title"}, "ol": {"start"}, "div": {"tabindex"}, "h2": {"id"}, "source": {"type", *CHOICE}},
    "img": {"src", "alt", "title", "width", "height", "loading", "decoding", *CHOICE},
}
CLASSES = {"div": {"prose__table"}, "th": {"right", "center"}, "td": {"right", "center"}, "span": {"prose__file"}}
PARSER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
# A table that is too wide is moved by the arrow keys once it has the focus.
PARSER.add_render_rule("table_open", lambda *_: '<div class="prose__table" tabindex="0"><table>\n')
PARSER.add_render_rule("table_close", lambda *_: "</table></div>\n")
SAFE = nh3.Cleaner(
    tags=TAGS | TABLE | {"img", "div", "picture", "source", "span"},
    attributes=ATTRIBUTES,
    allowed_classes=CLASSES,
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel="noopener",
)


@dataclass(frozen=True)
class Enclosed:
    """What a text has of the city's own: pictures (city.pictures.showing.Shown), and files as (address, kind and size)."""

    pictures: tuple = ()
    files: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Rendered:
    """HTML that may stand in a page, the addresses of pictures that were left out, and what the headings h2 are about.

    `contents` are pairs of an anchor and the words of a heading; it is empty where no anchors were asked for.
    """

    html: str
    left_out: tuple[str, ...]
    contents: tuple[tuple[str, str], ...] = ()


@lru_cache(maxsize=128)
def render(text, cyrillic=False, enclosed=Enclosed(), anchors=False):  # noqa: B008 - it cannot be changed
    """Markdown (CommonMark with tables) as a Rendered; with `cyrillic`, Uzbek Latin in Cyrillic letters.

    Pictures that are `enclosed` get all their sizes, files their kind and size behind the link. With `anchors` each h2
    can be linked to.
    """
    tokens = PARSER.parse(text)
    level_headings(tokens)
    left_out = [source for token in tokens for source in leave_out_pictures(token)]
    for token in tokens:
        align_by_class(token)
        if cyrillic:
            turn_to_cyrillic(token)
        if token.children:
            token.children = list(enclose(token.children, enclosed))
    contents = tuple(anchor_headings(tokens)) if anchors else ()
    return Rendered(SAFE.clean(PARSER.renderer.render(tokens, PARSER.options, {})), tuple(left_out), contents)


def list_words(text):
    """The text without its marks, for the search."""
    tokens = PARSER.parse(text)
    return " ".join(each.content for token in tokens for each in (token.children or [token]))


def find_enclosed(text):
    """(keys of pictures, keys of files) that a text names."""
    return sorted(set(PICTURE_KEY.findall(text))), sorted(set(FILE_KEY.findall(text)))


def enclose(children, enclosed):
    """The parts of a paragraph, with what is known of its pictures and files put in."""
    pictures, files = {each.address: each for each in enclosed.pictures}, dict(enclosed.files)
    link = ""
    for each in children:
        if each.type == "link_open":
            link = each.attrs["href"]
        if each.type == "image" and (shown := pictures.get(each.attrs["src"])):
            alt = PARSER.renderer.renderInlineAsText(each.children, PARSER.options, {})
            yield Token("html_inline", "", 0, content=shown.html(alt, each.attrs.get("title", "")))
        else:
            yield each
        if each.type == "link_close" and link in files:
            yield Token("html_inline", "", 0, content=f' <span class="prose__file">({escape(files[link])})</span>')


def level_headings(tokens):
    """The first level that the author uses becomes h2, and none is skipped on the way down."""
    open_levels = []
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1])
            open_levels = [each for each in open_levels if each < level] + [level]
        if token.type.startswith("heading_"):
            token.tag = f"h{min(len(open_levels) + 1, 6)}"


def anchor_headings(tokens):
    """Give each h2 an id of its own, made of its words; yields (id, words). Ids of a page itself do not begin so."""
    given = set()
    for heading, inside in zip(tokens, tokens[1:], strict=False):
        if heading.type == "heading_open" and heading.tag == "h2":
            words = "".join(each.content for each in inside.children or ())
            anchor = f"on-{make_slug(words)}"
            while anchor in given:
                anchor += "-2"
            given.add(anchor)
            heading.attrSet("id", anchor)
            yield anchor, words


def leave_out_pictures(token):
    """Put the words of a picture that is not ours in its place; yields its address."""
    for at, each in enumerate(token.children or ()):
        if each.type == "image" and not OWN_PICTURE.fullmatch(each.attrs["src"]):
            yield each.attrs["src"]
            token.children[at] = Token("text", "", 0, content=each.content)


def align_by_class(token):
    """Columns are aligned by a class: the policy of our pages admits no style."""
    style = str(token.attrs.pop("style", ""))
    if found := ALIGNED.search(style):
        token.attrSet("class", found[1])


def turn_to_cyrillic(token):
    """Words only: code, addresses of links and attributes stay as they are."""
    in_address = False
    for each in token.children or ():
        if each.type in ("link_open", "link_close"):
            in_address = each.type == "link_open" and each.info == "auto"
        elif each.type == "text" and not in_address:
            each.content = to_cyrillic(each.content)
        elif each.type == "image":
            turn_to_cyrillic(each)
