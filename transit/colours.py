"""Colours of lines that can be read: a feed's own where they will do, else black or white on them."""

import re

HEX = re.compile(r"#?([0-9A-Fa-f]{6})")
OURS = "#0D5FA8"  # where a feed gives a line no colour: that of public transport here
BLACK, WHITE = "#000000", "#FFFFFF"
READABLE = 4.5  # WCAG 2.2, contrast of text


def choose_colours(colour, text_colour):
    """(colour, colour of the text on it), each like #E4002B."""
    colour, text_colour = read_colour(colour) or OURS, read_colour(text_colour)
    if text_colour and contrast(colour, text_colour) >= READABLE:
        return colour, text_colour
    return colour, max((BLACK, WHITE), key=lambda each: contrast(colour, each))


def read_colour(text):
    """A colour from RRGGBB; None for anything else."""
    match = HEX.fullmatch(text or "")
    return f"#{match[1].upper()}" if match else None


def contrast(a, b):
    """Contrast ratio of two colours, from 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((luminance(a), luminance(b)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour):
    """Relative luminance, from 0 to 1 (WCAG 2.2)."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
