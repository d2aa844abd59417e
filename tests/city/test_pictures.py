"""Pictures: known by content, made small, without what the camera wrote; kept once, and shown in the size that is needed."""

import re
import zipfile
from datetime import UTC, datetime
from io import BytesIO

import pytest
from PIL import Image, ImageCms
from sqlalchemy import delete, select

from city.database import db, unit_of_work
from city.jobs.work import Work
from city.pictures import keeping, making
from city.pictures.feature import make_sizes
from city.pictures.models import Picture, PictureSize
from city.pictures.showing import Shown
from tests.staff import add_person

NOW = datetime(2026, 11, 24, 7, tzinfo=UTC)


def make_picture(kind="JPEG", size=(2400, 1200), colour="red", **values):
    made = BytesIO()
    Image.new("RGBA" if kind == "PNG" else "RGB", size, colour).save(made, kind, **values)
    return made.getvalue()


def open_read(data):
    made = making.read_picture(data)
    opened = Image.open(BytesIO(made.jpeg))
    assert opened.format == "JPEG" and opened.size == (made.width, made.height)
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
    with pytest.raises(making.NotAPicture):
        making.read_picture(data)


@pytest.mark.parametrize("size", [(9000, 9000), (9600, 10_000), (16_000, 12_500)])
def test_a_bomb_is_refused_before_it_is_unpacked(size):
    bomb = BytesIO()
    Image.new("1", size).save(bomb, "PNG")
    with pytest.raises(making.TooManyPixels):
        making.read_picture(bomb.getvalue())


def test_nothing_at_all_is_asked_for():
    with pytest.raises(making.NoPicture):
        making.read_picture(b"")


def test_what_is_hung_on_or_written_into_a_picture_does_not_come_through():
    evil = b"<script>alert(1)</script>"
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("evil.html", evil)
    made = making.read_picture(make_picture(size=(500, 300), comment=evil) + evil + packed.getvalue())
    for data in (made.jpeg, *(size.data for size in made.sizes)):
        assert evil not in data and b"PK\x03\x04" not in data


def test_colours_of_printers_and_telephones_become_those_of_screens():
    printed = BytesIO()
    Image.new("CMYK", (50, 50), (0, 255, 255, 0)).save(printed, "JPEG")
    red, green, blue = open_read(printed.getvalue()).getpixel((5, 5))
    assert red > 200 and green < 60 and blue < 60
    linear = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    assert open_read(make_picture(size=(50, 50), icc_profile=linear)).info.get("icc_profile") is None


def test_greys_of_16_bits_stay_grey():
    deep = BytesIO()
    Image.new("I;16", (20, 20), 32768).save(deep, "PNG")
    assert abs(open_read(deep.getvalue()).getpixel((5, 5))[0] - 128) < 3


def test_of_a_picture_that_moves_the_first_frame_is_taken():
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    moving = BytesIO()
    frames[0].save(moving, "WEBP", save_all=True, append_images=frames[1:], duration=100)
    assert open_read(moving.getvalue()).getpixel((5, 5))[0] > 200


def test_a_picture_is_made_in_the_sizes_below_its_own():
    def sizes(width):
        made = making.read_picture(make_picture(size=(width, width // 2)))
        for each in made.sizes:
            opened = Image.open(BytesIO(each.data))
            assert (opened.format.lower(), opened.size) == (each.kind, (each.width, each.height))
        return sorted((each.width, each.kind) for each in made.sizes)

    assert sizes(2400) == [(400, "jpeg"), (400, "webp"), (800, "jpeg"), (800, "webp"), (1600, "webp")]
    assert sizes(500) == [(400, "jpeg"), (400, "webp"), (500, "webp")] and sizes(300) == [(300, "webp")]


def test_the_html_has_each_size_and_keeps_the_place_free():
    shown = Shown("0" * 16, 'A "park"', 1600, 800, (400, 1600), (400,)).html()
    assert f'<source type="image/webp" srcset="/pictures/{"0" * 16}-400.webp 400w, ' in shown
    assert f'srcset="/pictures/{"0" * 16}-400.jpg 400w, /pictures/{"0" * 16}.jpg 1600w"' in shown
    assert 'alt="A &quot;park&quot;" width="1600" height="800" loading="lazy"' in shown


def keep(person, data, alt="A park"):
    made = making.read_picture(data)
    with unit_of_work():
        return keeping.add_picture(made, alt, person.id, NOW).key


def test_a_picture_sent_twice_by_the_same_person_is_kept_once(app):
    first, second = add_person(app, "editor"), add_person(app, "editor")
    data = make_picture(size=(50, 50))
    with app.app_context():
        keys = [keep(first, data), keep(first, data), keep(second, data), keep(first, data, "Another park")]
    assert len(set(keys)) == 3 and keys[0] == keys[1]


def test_sizes_of_older_pictures_are_made_by_the_job(app, client):
    person = add_person(app, "editor")
    with app.app_context():
        key = keep(person, make_picture())
        with unit_of_work():
            db.session.execute(delete(PictureSize))
            db.session.scalar(select(Picture)).sha256 = None
        assert keeping.list_shown([key])[0].html().startswith("<img ")
        work = Work(NOW)
        make_sizes(work)
        assert work.counts == {"pictures made small": 1}
        addresses = re.findall(r"(/pictures/\S+\.\w+)", keeping.list_shown([key])[0].html())
        make_sizes(Work(NOW))
    assert len(set(addresses)) == 6
    for address in addresses:
        answer = client.get(address)
        assert Image.open(BytesIO(answer.data)).format.lower() == answer.mimetype.removeprefix("image/")
        assert "immutable" in answer.headers["Cache-Control"]


def test_a_size_that_there_is_not_is_not_found(app, client):
    person = add_person(app, "editor")
    with app.app_context():
        key = keep(person, make_picture())
    for address in (f"{key}-401.webp", f"{key}-1600.jpg", f"{key}-400.png", f"{'0' * 16}-400.webp"):
        assert client.get(f"/pictures/{address}").status_code == 404
