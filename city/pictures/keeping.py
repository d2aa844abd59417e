"""Keeping pictures: put in once however often they were sent, found by key, listed without their bytes."""

import secrets

from sqlalchemy import exists, select
from sqlalchemy.orm import defer

from city.accounts.models import Person
from city.database import db
from city.errors import N_, CityError, NotFound
from city.pictures import making
from city.pictures.models import Picture, PictureSize
from city.pictures.showing import Shown


class NoAlt(CityError):
    status = 422
    field = "alt"
    sentence = N_("Say in a few words what the picture shows, for those who do not see it.")


def add_picture(made, alt, person_id, now):
    """Keep a picture (making.Made), inside a unit of work; the same of the same person is kept once. Raises NoAlt."""
    alt = " ".join(alt.split())
    if not alt:
        raise NoAlt()
    db.session.get(Person, person_id, with_for_update=True)  # of two clicks, the second waits here
    same = select(Picture).where(Picture.added_by == person_id, Picture.sha256 == made.sha256, Picture.alt == alt)
    if found := db.session.scalar(same.options(defer(Picture.jpeg))):
        return found
    size = {"width": made.width, "height": made.height, "sha256": made.sha256}
    picture = Picture(key=secrets.token_hex(8), alt=alt, jpeg=made.jpeg, added_by=person_id, added_at=now, **size)
    db.session.add(picture)
    db.session.flush()
    add_sizes(picture.id, made.sizes)
    return picture


def add_sizes(picture_id, sizes):
    for each in sizes:
        row = PictureSize(picture_id=picture_id, kind=each.kind, width=each.width, height=each.height, data=each.data)
        db.session.add(row)
    db.session.flush()


def get_jpeg(key):
    """The largest JPEG of a picture. Raises NotFound."""
    return _or_not_found(select(Picture.jpeg).where(Picture.key == key))


def get_size(key, width, kind):
    """The bytes of a picture at one of its widths. Raises NotFound."""
    of_key = select(PictureSize.data).join(Picture).where(Picture.key == key)
    return _or_not_found(of_key.where(PictureSize.width == width, PictureSize.kind == kind))


def list_pictures(most=100):
    """The newest pictures, as showing.Shown."""
    newest = select(Picture).order_by(Picture.id.desc()).limit(most)
    return _show(db.session.scalars(newest.options(defer(Picture.jpeg))).all())


def list_shown(keys):
    """The Shown of those of `keys` that there are."""
    return _show(db.session.scalars(select(Picture).where(Picture.key.in_(keys)).options(defer(Picture.jpeg))).all())


def list_without_sizes():
    """Numbers of the pictures that came in before sizes were made."""
    lacks = ~exists().where(PictureSize.picture_id == Picture.id)
    return db.session.scalars(select(Picture.id).where(lacks).order_by(Picture.id)).all()


def make_missing_sizes(number):
    """The sizes of a picture that has none yet; nothing is written."""
    jpeg = db.session.scalar(select(Picture.jpeg).where(Picture.id == number))
    return making.make_sizes(making.unpack(jpeg))


def _show(pictures):
    ids = [each.id for each in pictures]
    rows = select(PictureSize.picture_id, PictureSize.kind, PictureSize.width).where(PictureSize.picture_id.in_(ids))
    widths = {}
    for number, kind, width in db.session.execute(rows.order_by(PictureSize.width)):
        widths.setdefault((number, kind), []).append(width)
    found = {each.id: (tuple(widths.get((each.id, "webp"), ())), tuple(widths.get((each.id, "jpeg"), ()))) for each in pictures}
    return [Shown(each.key, each.alt, each.width, each.height, *found[each.id]) for each in pictures]


def _or_not_found(query):
    found = db.session.scalar(query)
    if found is None:
        raise NotFound()
    return found
