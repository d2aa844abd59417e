"""The badge of a line in its own colours, drawn as SVG because the policy forbids styles inside a page."""

from functools import lru_cache

from markupsafe import Markup

NO_TEXT = "•"
HIGH, LETTER, EDGE = 26, 11, 14  # in units of the drawing
EM = 17  # units that make the height of a letter on the page

DRAWING = Markup(
    '<svg class="line-badge" viewBox="0 0 {wide} {high}" width="{wide_em}em" height="{high_em}em"'
    ' aria-hidden="true" focusable="false">'
    '<rect width="{wide}" height="{high}" rx="5" fill="{colour}"/>'
    '<text x="{middle}" y="18.5" text-anchor="middle" font-size="{em}" font-weight="700" fill="{text_colour}">{text}</text>'
    '</svg><span class="govuk-visually-hidden">{text}</span>'
)


def draw_badge(line):
    """The badge of a shown.Line or a timetable.Departure as Markup, with its text for those who do not see it."""
    return _draw(line.badge or NO_TEXT, line.colour, line.text_colour)


@lru_cache(maxsize=4096)
def _draw(text, colour, text_colour):
    wide = EDGE + LETTER * len(text)
    sizes = {"wide": wide, "high": HIGH, "wide_em": round(wide / EM, 2), "high_em": round(HIGH / EM, 2)}
    return DRAWING.format(**sizes, middle=wide / 2, em=EM, colour=colour, text_colour=text_colour, text=text)
