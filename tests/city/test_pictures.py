"""Pictures: known by content, made small, without what the camera wrote."""

from io import BytesIO

import pytest
from PIL import Image

from city import pictures

pytestmark = pytest.mark.once


def make_picture(kind="JPEG", size=(2400, 1200), colour="red", **values):
    made = BytesIO()
    Image.new("RGBA" if kind == "PNG" else "RGB", size, colour).save(made, kind, **values)
    return made.getvalue()


def open_read(data):
    jpeg, width, height = pictures.read_picture(data)
    opened = Image.open(BytesIO(jpeg))
    assert opened.format == "JPEG" and opened.size == (width, height)
    return opened


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_becomes_a_jpeg_of_at_most_1600_pixels(kind):
    assert open_read(make_picture(kind)).size == (1600, 800)


def test_what_is_transparent_becomes_white():
    assert open_read(make_picture("PNG", (10, 10), (0, 0, 0, 0))).getpixel((5, 5)) == (255, 255, 255)


def test_where_it_was_taken_is_taken_out_and_it_stands_upright():
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera"  # turned by a quarter; its maker
    exif.get_ifd(0x8825)[1] = "N"
    opened = open_read(make_picture(size=(400, 200), exif=exif))
    assert opened.size == (200, 400) and not opened.getexif()


@pytest.mark.parametrize(
    "data",
    [
        b"#!/bin/sh\necho hello\n",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a" + b"\0" * 40,
        b"\xff\xd8\xff\xe0" + b"\0" * 40,
        make_picture()[:900],
    ],
)
def test_a_file_that_is_no_picture_is_refused(data):
    with pytest.raises(pictures.NotAPicture):
        pictures.read_picture(data)


def test_a_bomb_is_refused_before_it_is_unpacked():
    with pytest.raises((pictures.TooManyPixels, pictures.NotAPicture)):
        pictures.read_picture(make_picture("PNG", (9000, 9000), colour=(0, 0, 0, 0)))


def test_nothing_at_all_is_asked_for():
    with pytest.raises(pictures.NoPicture):
        pictures.read_picture(b"")
