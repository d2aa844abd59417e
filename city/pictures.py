"""Pictures that people of the city put on its pages: looked at by content, made small, freed of what a camera wrote into them."""

import secrets
from datetime import datetime
from io import BytesIO

from sqlalchemy import ForeignKey, LargeBinary, select
from sqlalchemy.orm import Mapped, defer, mapped_column

from city.database import Base, db
from city.errors import N_, CityError, NotFound

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 40_000_000  # looked at before anything is unpacked
LONGEST_SIDE = 1600
QUALITY = 85
LONGEST_ALT = 300


class NoPicture(CityError):
    status = 422
    field = "picture"
    sentence = N_("Choose a picture first.")


class NotAPicture(CityError):
    status = 422
    field = "picture"
    sentence = N_("This file is not a picture, whatever its name says. JPEG, PNG and WebP are taken.")


class TooManyPixels(CityError):
    status = 422
    field = "picture"
    sentence = N_("The picture has too many pixels: at most %(most)s million.")


class NoAlt(CityError):
    status = 422
    field = "alt"
    sentence = N_("Say in a few words what the picture shows, for those who do not see it.")


class Picture(Base):
    """A picture as it is shown. `key` stands in its address; no name that a user chose does."""

    __tablename__ = "city_picture"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    alt: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    jpeg: Mapped[bytes] = mapped_column(LargeBinary)
    added_by: Mapped[int | None] = mapped_column(ForeignKey("city_person.id"))
    added_at: Mapped[datetime]


def read_picture(data):
    """(JPEG bytes, width, height) of what was sent: turned upright, at most LONGEST_SIDE, without metadata.

    Call it outside a unit of work: it takes a while. Raises NoPicture, NotAPicture, TooManyPixels.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError  # loaded by those who send pictures only

    if not data:
        raise NoPicture()
    try:
        opened = Image.open(BytesIO(data), formats=FORMATS)
        if opened.width * opened.height > MOST_PIXELS:
            raise TooManyPixels(most=MOST_PIXELS // 1_000_000)
        opened.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(opened)
        flat = Image.new("RGB", upright.size, "white")
        flat.paste(upright, mask=upright.convert("RGBA").getchannel("A"))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError):
        raise NotAPicture() from None
    made = BytesIO()
    flat.save(made, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return made.getvalue(), flat.width, flat.height


def add_picture(read, alt, person_id, now):
    """Keep a picture (of read_picture), inside a unit of work. Raises NoAlt."""
    alt = " ".join(alt.split())
    if not alt:
        raise NoAlt()
    jpeg, width, height = read
    sizes = {"width": width, "height": height}
    picture = Picture(key=secrets.token_hex(8), alt=alt, jpeg=jpeg, added_by=person_id, added_at=now, **sizes)
    db.session.add(picture)
    db.session.flush()
    return picture


def get_picture(key):
    """The picture with this key. Raises NotFound."""
    found = db.session.scalar(select(Picture).where(Picture.key == key))
    if not found:
        raise NotFound()
    return found


def list_pictures(most=100):
    """The newest pictures, without their bytes."""
    return db.session.scalars(select(Picture).options(defer(Picture.jpeg)).order_by(Picture.id.desc()).limit(most)).all()
