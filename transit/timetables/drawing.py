"""Drawings of timetables as SVG, without styles, which the policy forbids inside a page: bars by hour, a QR code."""

import segno
from markupsafe import Markup

WIDE, HIGH, GAP, FOOT, HEAD = 22, 90, 4, 18, 16  # in units of the drawing
BAR = Markup('<rect class="bars__bar" x="{x}" y="{y}" width="{wide}" height="{high}" rx="2"/>')
TEXT = Markup('<text class="bars__text" x="{x}" y="{y}" text-anchor="middle" font-size="11">{text}</text>')
BARS = Markup(
    '<svg class="bars" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" aria-hidden="true" focusable="false">'
    "{parts}</svg>"
)


def draw_code(address):
    """A QR code of an address as inline SVG, with a quiet zone of four modules (ISO/IEC 18004)."""
    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(border=4, omitsize=True, dark="#000", light="#fff", svgclass="code", lineclass=None)
    return Markup(drawn.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))


def draw_bars(counts):
    """Bars of {hour: count} with the counts above and the hours below; the table beside it says the same in words."""
    most = max(counts.values(), default=0)
    if not most:
        return Markup("")
    parts = Markup("").join(_draw_bar(at, hour, count, most) for at, (hour, count) in enumerate(counts.items()))
    return BARS.format(wide=len(counts) * WIDE, high=HEAD + HIGH + FOOT, parts=parts)


def _draw_bar(at, hour, count, most):
    high, middle = round(HIGH * count / most, 1), at * WIDE + WIDE / 2
    bar = BAR.format(x=at * WIDE + GAP / 2, y=HEAD + HIGH - high, wide=WIDE - GAP, high=high)
    figure = TEXT.format(x=middle, y=HEAD + HIGH - high - 4, text=count or "")
    return bar + figure + TEXT.format(x=middle, y=HEAD + HIGH + FOOT - 4, text=hour % 24)
